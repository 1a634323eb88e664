//! Bounds of forms that are linear in each player's strategy, over boxes of strategies.
//!
//! One player at a time is contracted: the least and the greatest value of `sum_a c_a x_a` over the strategies in that player's box is a
//! linear program that is solved greedily, cheapest action first. Its dual value is a bound whatever the multiplier is, so rounding
//! cannot make it wrong; the same multiplier gives bounds on single probabilities where the form has to be zero.
//!
//! # Source
//! Dantzig (1957), "Discrete-variable extremum problems", Operations Research 5 (the greedy solution); Moore, Kearfott and Cloud (2009),
//! *Introduction to Interval Analysis*, chapter 6 (products contracted one by one).

use super::indifference::Gain;
use crate::num::Interval;

/// A box of strategies: bounds of the probability of each action in the support of each player who mixes.
pub type Cell = Vec<Vec<Interval>>;

/// A form that is linear in the strategies of some of the players who mix.
///
/// # Shapes
/// One coefficient for each combination of their actions, the first player's varying fastest.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// Whose strategies stand in it, by place among those who mix.
    pub axes: Vec<usize>,
    /// Bounds of the coefficients.
    pub coefficients: Vec<Interval>,
}

impl From<&Gain> for Form {
    fn from(gain: &Gain) -> Self {
        Form {
            axes: gain.axes.clone(),
            coefficients: gain.bounds(),
        }
    }
}

impl Form {
    /// Bounds of the value; `contracted` bounds `sum_a c_a x_a`: [`value`] for strategies, [`dot`] where probabilities may be negative.
    pub fn range(&self, cell: &Cell, contracted: Contracted) -> Interval {
        let mut values = self.coefficients.clone();
        for axis in &self.axes {
            values = first_contracted(&values, &cell[*axis], contracted);
        }
        values[0]
    }

    /// For each player in it, bounds of the coefficients of that player's actions, all others being contracted.
    pub fn linear(&self, cell: &Cell, contracted: Contracted) -> Vec<Vec<Interval>> {
        let mut front = self.coefficients.clone();
        let mut found = Vec::with_capacity(self.axes.len());
        for (place, axis) in self.axes.iter().enumerate() {
            let mut values = front.clone();
            for later in self.axes[place + 1..].iter().rev() {
                values = last_contracted(&values, &cell[*later], contracted);
            }
            found.push(values);
            front = first_contracted(&front, &cell[*axis], contracted);
        }
        found
    }
}

/// Bounds of `sum_a c_a x_a` for coefficients and a strategy.
pub type Contracted = fn(&[Interval], &[Interval]) -> Interval;

/// The values with the player whose action varies fastest contracted.
fn first_contracted(
    values: &[Interval],
    strategy: &[Interval],
    contracted: Contracted,
) -> Vec<Interval> {
    let parts = values.chunks(strategy.len());
    parts.map(|part| contracted(part, strategy)).collect()
}

/// The values with the player whose action varies slowest contracted.
fn last_contracted(
    values: &[Interval],
    strategy: &[Interval],
    contracted: Contracted,
) -> Vec<Interval> {
    let stride = values.len() / strategy.len();
    let mut part = Vec::with_capacity(strategy.len());
    (0..stride)
        .map(|from| {
            part.clear();
            part.extend((0..strategy.len()).map(|action| values[from + action * stride]));
            contracted(&part, strategy)
        })
        .collect()
}

/// Bounds of `sum_a c_a x_a` over the strategies in a box.
pub fn value(coefficients: &[Interval], strategy: &[Interval]) -> Interval {
    let [lower, upper] = match (coefficients, strategy) {
        ([a, b], [x, y]) => [
            bound_of_two([a.lower(), b.lower()], [*x, *y]),
            -bound_of_two([-a.upper(), -b.upper()], [*x, *y]),
        ],
        _ => [
            bound(strategy, |action| coefficients[action].lower()).value,
            -bound(strategy, |action| -coefficients[action].upper()).value,
        ],
    };
    // Over a box without a strategy in it the two bounds may cross.
    Interval::new(lower.min(upper), upper.max(lower))
}

/// The same for any numbers in the box, probabilities or not.
pub fn dot(coefficients: &[Interval], strategy: &[Interval]) -> Interval {
    let terms = coefficients.iter().zip(strategy);
    terms.fold(Interval::ZERO, |sum, (c, x)| sum + *c * *x)
}

/// A lower bound of `sum_a c_a x_a`, and the multiplier of `sum_a x_a = 1` that gives it.
struct Bound {
    value: f64,
    multiplier: f64,
}

fn bound(strategy: &[Interval], cost: impl Fn(usize) -> f64) -> Bound {
    let mut left = 1.0 - strategy.iter().map(|x| x.lower()).sum::<f64>();
    let mut taken = 0u64;
    let mut multiplier = f64::NEG_INFINITY;
    for _ in 0..strategy.len() {
        let free = (0..strategy.len()).filter(|action| taken >> action & 1 == 0);
        let next = free.min_by(|a, b| cost(*a).total_cmp(&cost(*b)));
        let Some(next) = next else { break };
        taken |= 1 << next;
        multiplier = cost(next);
        left -= strategy[next].upper() - strategy[next].lower();
        if left <= 0.0 {
            break;
        }
    }
    let mut value = multiplier;
    for (action, x) in strategy.iter().enumerate() {
        value = (value + least_term(cost(action), multiplier, *x)).next_down();
    }
    Bound { value, multiplier }
}

/// The better one of the bounds that the two costs give as multipliers.
fn bound_of_two(costs: [f64; 2], strategy: [Interval; 2]) -> f64 {
    let [low, high] = match costs[0] <= costs[1] {
        true => [0, 1],
        false => [1, 0],
    };
    let apart = costs[high] - costs[low];
    let more = apart.next_down().max(0.0) * strategy[high].lower().max(0.0);
    let less = apart.next_up() * strategy[low].upper();
    let from_low = (costs[low] + more.next_down()).next_down();
    let from_high = (costs[high] - less.next_up()).next_down();
    match from_low.max(from_high) {
        nothing if nothing.is_nan() => f64::NEG_INFINITY,
        bound => bound,
    }
}

/// The least of `(c - m) x`, rounded down.
fn least_term(cost: f64, multiplier: f64, x: Interval) -> f64 {
    ((Interval::point(cost) - Interval::point(multiplier)) * x).lower()
}

/// Tightens a box of strategies with `sum_a c_a x_a <= 0` and with their sum; false if no strategy is left.
pub fn tighten_below(coefficients: impl Fn(usize) -> f64, strategy: &mut [Interval]) -> bool {
    let Bound { value, multiplier } = bound(strategy, &coefficients);
    if value > 0.0 {
        return false;
    }
    for (action, x) in strategy.iter_mut().enumerate() {
        let cost = coefficients(action);
        let term = least_term(cost, multiplier, *x);
        // The others come to at least `rest`, so `rest + (c - m) x <= 0`.
        let rest = (value - term).next_down();
        let slope = Interval::point(cost) - Interval::point(multiplier);
        let Some(end) = Interval::point(-rest).quotient(slope) else {
            continue;
        };
        let allowed = match slope.is_positive() {
            true => Interval::new(f64::NEG_INFINITY, end.upper()),
            false => Interval::new(end.lower(), f64::INFINITY),
        };
        match x.meet(allowed) {
            Some(met) => *x = met,
            None => return false,
        }
    }
    tighten_sum(strategy)
}

/// Tightens a box of strategies with their sum, which is one; false if no strategy is left.
pub fn tighten_sum(strategy: &mut [Interval]) -> bool {
    let sum = strategy.iter().fold(Interval::ZERO, |sum, x| sum + *x);
    if !sum.holds(1.0) {
        return false;
    }
    for x in strategy.iter_mut() {
        // 1 - (sum - x), with the ends of x taken out of those of the sum.
        let least = (1.0 - (sum.upper() - x.upper()).next_up()).next_down();
        let most = (1.0 - (sum.lower() - x.lower()).next_down()).next_up();
        if least > most {
            continue;
        }
        match x.meet(Interval::new(least, most)) {
            Some(met) => *x = met,
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Values of a form at strategies, in plain machine numbers.
    fn at(form: &Form, sizes: &[usize], point: &[Vec<f64>]) -> f64 {
        let mut total = 0.0;
        for (index, coefficient) in form.coefficients.iter().enumerate() {
            let mut rest = index;
            let mut weight = 1.0;
            for axis in &form.axes {
                weight *= point[*axis][rest % sizes[*axis]];
                rest /= sizes[*axis];
            }
            total += coefficient.lower() * weight;
        }
        total
    }

    fn strategy(weights: &[f64]) -> Vec<f64> {
        let sum: f64 = weights.iter().sum();
        weights.iter().map(|w| w / sum).collect()
    }

    fn around(point: &[f64], width: f64) -> Vec<Interval> {
        let side = |p: &f64| Interval::new((p - width).max(0.0), (p + width / 2.0).min(1.0));
        point.iter().map(side).collect()
    }

    proptest! {
        #[test]
        fn bounds_hold_the_values_of_the_strategies_in_the_box(
            coefficients in prop::collection::vec(-9i32..9, 12),
            first in prop::collection::vec(0.01f64..1.0, 3),
            second in prop::collection::vec(0.01f64..1.0, 4),
            width in 0.0f64..1.0,
        ) {
            let form = Form { axes: vec![0, 1], coefficients: coefficients.iter().map(|c| Interval::point(f64::from(*c))).collect() };
            let point = vec![strategy(&first), strategy(&second)];
            let cell: Cell = point.iter().map(|p| around(p, width)).collect();
            let value = at(&form, &[3, 4], &point);
            let range = form.range(&cell, super::value);
            prop_assert!(range.lower() <= value + 1e-12 && value - 1e-12 <= range.upper());
            for (axis, linear) in form.linear(&cell, super::value).iter().enumerate() {
                let value_along = super::value(linear, &cell[axis]);
                prop_assert!(value_along.lower() <= value + 1e-12 && value - 1e-12 <= value_along.upper());
                // Where the form has its value at the point, nothing of the point is cut off.
                let mut tightened = cell[axis].clone();
                prop_assert!(tighten_below(|a| linear[a].lower() - value - 1e-9, &mut tightened));
                for (x, p) in tightened.iter().zip(&point[axis]) {
                    prop_assert!(x.lower() <= p + 1e-9 && p - 1e-9 <= x.upper());
                }
            }
        }
    }

    #[test]
    fn the_greedy_bound_is_the_value_of_the_linear_program() {
        let half = |lower: f64| Interval::new(lower, 1.0);
        let strategy = [half(0.25), half(0.25), Interval::new(0.0, 0.25)];
        let costs = [4.0, 2.0, -8.0].map(Interval::point);
        // 1/4 of the first, 1/2 of the second, 1/4 of the third; 3/4 of the first and 1/4 of the second.
        let range = value(&costs, &strategy);
        assert!((range.lower() - 0.0).abs() < 1e-12 && (range.upper() - 3.5).abs() < 1e-12);
    }
}

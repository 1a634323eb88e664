//! Coordinates in which every unknown that has an end is at least zero, so that signs can be read off coefficients.

use crate::num::{Monomial, Multivariate, Rational};

use super::parametric::{Bound, Condition, Domain, Relation, Unknown};

/// Where an unknown lies, and what the coordinate `y` that stands for it means.
#[derive(Debug, Clone)]
enum Place {
    /// It has one value.
    Fixed(Rational),
    /// `x = lower + y`; `y <= width` if there is an upper end too.
    Above {
        lower: Rational,
        open: bool,
        width: Option<(Rational, bool)>,
    },
    /// `x = upper - y`.
    Below { upper: Rational, open: bool },
    /// `x = y`, of any sign.
    Free,
}

/// A bounded coordinate: `0 <= y <= width`.
#[derive(Debug, Clone)]
pub(super) struct Width {
    pub(super) width: Rational,
    /// Whether zero belongs.
    pub(super) starts: bool,
    /// Whether the width belongs.
    pub(super) ends: bool,
}

/// The change of coordinates of a domain: `x = lower + y`, or `upper - y` where there is only an upper end.
///
/// Ends of integer unknowns are moved to the next integer inside, so their coordinates are integers too. An assumption that only
/// bounds one unknown becomes an end of it.
///
/// # Shapes
/// Coordinate `k` belongs to unknown `k`.
#[derive(Debug)]
pub(super) struct Coordinates {
    places: Vec<Place>,
    /// Whether a coordinate only takes integers.
    pub(super) integer: Vec<bool>,
    /// The lower and the upper end of each unknown.
    pub(super) ends: Vec<(Bound, Bound)>,
    /// The assumptions and the upper ends of bounded coordinates, in the coordinates.
    pub(super) side: Vec<Condition>,
}

impl Coordinates {
    pub(super) fn new(domain: &Domain) -> Self {
        let mut unknowns = domain.unknowns.clone();
        let mut joint = domain.assumptions.clone();
        joint.retain(|assumption| !tighten(&mut unknowns, assumption));
        let ends: Vec<(Bound, Bound)> = unknowns.iter().map(ends).collect();
        let mut coordinates = Coordinates {
            integer: unknowns.iter().map(|unknown| unknown.integer).collect(),
            places: ends.iter().map(place).collect(),
            ends,
            side: Vec::new(),
        };
        let widths = (0..unknowns.len()).filter_map(|k| {
            let Width { width, ends, .. } = coordinates.width(k)?;
            let left = &Multivariate::constant(width) - &Multivariate::unknown(k);
            let relation = if ends {
                Relation::AtLeast
            } else {
                Relation::Above
            };
            Some(Condition {
                expression: left,
                relation,
            })
        });
        let joint = joint.iter().map(|assumption| coordinates.fact(assumption));
        coordinates.side = joint.chain(widths).collect();
        coordinates
    }

    /// A polynomial in the unknowns as one in the coordinates.
    pub(super) fn shift(&self, polynomial: &Multivariate) -> Multivariate {
        let mut shifted = polynomial.clone();
        for k in polynomial.unknowns() {
            let y = Multivariate::unknown(k);
            let by = match &self.places[k] {
                Place::Fixed(value) => Multivariate::constant(value.clone()),
                Place::Above { lower, .. } if !lower.is_zero() => {
                    &y + &Multivariate::constant(lower.clone())
                }
                Place::Below { upper, .. } => &Multivariate::constant(upper.clone()) - &y,
                Place::Above { .. } | Place::Free => continue,
            };
            shifted = shifted.substitute(k, &by);
        }
        shifted
    }

    /// A condition in the coordinates, with coprime integer coefficients.
    ///
    /// Where only integer unknowns occur, it is `g q + c` with integers `g > 0` and `c` and an integer polynomial `q` whose coefficients
    /// are coprime: then `g q + c >= 0` says `q >= -floor(c / g)`, and `g q + c > 0` says `q >= floor(-c / g) + 1`.
    pub(super) fn fact(&self, condition: &Condition) -> Condition {
        let (_, expression) = self.shift(&condition.expression).primitive();
        let relation = condition.relation;
        let unknowns = expression.unknowns();
        if unknowns.is_empty() || !unknowns.iter().all(|k| self.integer[*k]) {
            return Condition {
                expression,
                relation,
            };
        }
        let mut constant = Rational::ZERO;
        let varying = expression.terms().filter(|(monomial, coefficient)| {
            let varies = monomial.degree() > 0;
            if !varies {
                constant = (*coefficient).clone();
            }
            varies
        });
        let varying: Vec<_> = varying.map(|(m, c)| (m.clone(), c.clone())).collect();
        let (factor, varying) = Multivariate::from_terms(varying).primitive();
        let least = match relation {
            Relation::AtLeast => -(&constant / &factor).floor(),
            Relation::Above => (-(&constant / &factor)).floor() + Rational::ONE,
        };
        Condition {
            expression: &varying - &Multivariate::constant(least),
            relation: Relation::AtLeast,
        }
    }

    /// Whether a monomial is nowhere negative.
    pub(super) fn at_least_zero(&self, monomial: &Monomial) -> bool {
        let mut powers = monomial.powers().iter();
        powers.all(|(k, exponent)| !self.is_free(*k) || exponent % 2 == 0)
    }

    /// Whether a monomial is positive everywhere.
    pub(super) fn is_positive(&self, monomial: &Monomial) -> bool {
        monomial
            .powers()
            .iter()
            .all(|(k, _)| match &self.places[*k] {
                Place::Above { open, .. } | Place::Below { open, .. } => *open,
                Place::Fixed(_) | Place::Free => false,
            })
    }

    pub(super) fn is_free(&self, k: usize) -> bool {
        matches!(self.places[k], Place::Free)
    }

    /// How far a coordinate goes, if it ends.
    pub(super) fn width(&self, k: usize) -> Option<Width> {
        match &self.places[k] {
            Place::Above {
                open,
                width: Some((width, ends)),
                ..
            } => Some(Width {
                width: width.clone(),
                starts: !open,
                ends: *ends,
            }),
            _ => None,
        }
    }
}

/// Moves an end of an unknown if the condition is an affine one on it alone; whether it is.
fn tighten(unknowns: &mut [Unknown], condition: &Condition) -> bool {
    let [k] = condition.expression.unknowns()[..] else {
        return false;
    };
    let coefficients = condition.expression.coefficients_in(k);
    let values: Option<Vec<Rational>> =
        coefficients.iter().map(Multivariate::as_constant).collect();
    let Some([constant, slope]) = values.as_deref() else {
        return false;
    };
    let belongs = condition.relation == Relation::AtLeast;
    let end = -(constant / slope);
    let unknown = &mut unknowns[k];
    let (place, rising) = match slope.sign().is_gt() {
        true => (&mut unknown.lower, true),
        false => (&mut unknown.upper, false),
    };
    let tighter = place
        .as_ref()
        .is_none_or(|(old, belonged)| match (end.cmp(old), rising) {
            (std::cmp::Ordering::Equal, _) => *belonged,
            (order, true) => order.is_gt(),
            (order, false) => order.is_lt(),
        });
    if tighter {
        *place = Some((end, belongs));
    }
    true
}

fn place(ends: &(Bound, Bound)) -> Place {
    match ends.clone() {
        (Some((lower, true)), Some((upper, true))) if lower == upper => Place::Fixed(lower),
        (Some((lower, belongs)), upper) => Place::Above {
            width: upper.map(|(upper, belongs)| (&upper - &lower, belongs)),
            open: !belongs,
            lower,
        },
        (None, Some((upper, belongs))) => Place::Below {
            upper,
            open: !belongs,
        },
        (None, None) => Place::Free,
    }
}

/// The ends of an unknown, moved to integers for an integer one.
fn ends(unknown: &Unknown) -> (Bound, Bound) {
    if !unknown.integer {
        return (unknown.lower.clone(), unknown.upper.clone());
    }
    let inside = |end: &Rational, belongs: bool| match belongs {
        true => -(-end).floor(),
        false => end.floor() + Rational::ONE,
    };
    let lower = unknown.lower.as_ref();
    let upper = unknown.upper.as_ref();
    (
        lower.map(|(end, belongs)| (inside(end, *belongs), true)),
        upper.map(|(end, belongs)| (-inside(&-end, *belongs), true)),
    )
}

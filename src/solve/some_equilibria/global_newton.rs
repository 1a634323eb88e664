//! The equilibria on a path through perturbed games, from a pure one to the game itself and beyond.
//!
//! Player `i` gets a bonus of `t g_i(a)` for playing `a`. Where `t` is large, everyone plays the action of the greatest bonus, and that is
//! the only equilibrium. As `t` changes, the equilibria of the perturbed games make up paths, for nearly every `g`; the one that begins
//! there crosses `t = 0` an odd number of times before it ends where `t` is large and negative. Each crossing is an equilibrium.
//!
//! Within given supports the path is a smooth curve of the equations of indifference. It is followed by its tangent and Newton's method up
//! to the next event: a probability falls to zero, so that the action leaves its support; an unplayed action becomes a best reply and joins
//! one; or `t` is zero. After an event the path goes on where what was zero is positive. The determinant of the equations and the direction
//! is negative all along the path: `t` falls where the index of the equilibrium is one, and grows where it is minus one. Steps that lead
//! elsewhere are taken back.
//!
//! # Source
//! Govindan and Wilson (2003), "A global Newton method to compute Nash equilibria", Journal of Economic Theory 110; Allgower and Georg
//! (1990), *Numerical Continuation Methods*, chapter 10 (predictor and corrector steps of adaptive length).

use super::machine_game::{Against, Expected, MachineGame};
use super::pairs::Proposal;
use crate::linalg::Factors;

/// The most steps of one path.
const STEPS: usize = 4_000;
/// The most corrections of one step.
const CORRECTIONS: usize = 6;
/// A correction below this is the last: the next would be about its square. The second one is for equilibria of the game itself.
const ENOUGH: [f64; 2] = [1e-6, 1e-9];
/// How far below zero a condition may be, by rounding.
const NEARLY: f64 = 1e-9;
/// Lengths of steps: at first, the least and the most.
const LENGTHS: (f64, f64, f64) = (0.1, 1e-7, 1.0);
/// The least cosine between the directions before and after a step.
const STRAIGHT: f64 = 0.7;
/// A step that is corrected by less than this share of its length may be followed by a longer one.
const CLOSE: f64 = 0.2;

/// A path and where it is.
#[derive(Debug)]
pub struct Path<'a> {
    game: &'a MachineGame,
    bonus: Vec<Vec<f64>>,
    supports: Vec<Vec<usize>>,
    against: Against,
    at: Vec<f64>,
    local: Local,
    direction: Vec<f64>,
    /// On which side of the game itself the path is: 1 before, -1 after.
    side: f64,
    length: f64,
    steps: usize,
}

/// The equations at a point, and what has to stay positive; the unknowns are the probabilities of all actions in the supports of those who
/// mix, but of the last one each, and `t`.
#[derive(Debug, Clone, Default)]
struct Local {
    equations: Vec<Row>,
    conditions: Vec<Condition>,
}

/// What is played and expected at a point.
struct Play {
    profile: Vec<Vec<f64>>,
    expected: Expected,
    level: f64,
    unknowns: usize,
}

#[derive(Debug, Clone)]
struct Row {
    value: f64,
    slopes: Vec<f64>,
}

/// The probability of a played action, or what is lost by an unplayed one.
#[derive(Debug, Clone)]
struct Condition {
    player: usize,
    action: usize,
    row: Row,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Event {
    Condition(usize),
    /// The game itself.
    Unperturbed,
}

impl<'a> Path<'a> {
    /// The path from a bonus that is greatest for one action of each player.
    pub fn new(game: &'a MachineGame, bonus: Vec<Vec<f64>>) -> Self {
        let greatest = |bonus: &Vec<f64>| {
            let actions = 0..bonus.len();
            actions.max_by(|a, b| bonus[*a].total_cmp(&bonus[*b]))
        };
        let supports: Vec<Vec<usize>> = bonus
            .iter()
            .map(|bonus| vec![greatest(bonus).expect("invariant: an action")])
            .collect();
        let against = game.against(&supports);
        let mut path = Path {
            game,
            bonus,
            supports,
            against,
            at: vec![0.0],
            local: Local::default(),
            direction: vec![-1.0],
            side: 1.0,
            length: LENGTHS.0,
            steps: 0,
        };
        // Where no action is a better reply than the ones with the greatest bonus: losses are linear in `t`.
        let at_zero = path.local_at(&path.at);
        let enough = |condition: &Condition| match condition.row.slopes[0] > 0.0 {
            true => -condition.row.value / condition.row.slopes[0],
            false => 0.0,
        };
        let start = at_zero.conditions.iter().map(enough).fold(0.0, f64::max);
        path.at = vec![start + 1.0];
        path.local = path.local_at(&path.at);
        path
    }

    /// The next equilibrium of the game itself on the path, if it is reached; `stop` is asked after every step.
    pub fn next_equilibrium(&mut self, stop: &dyn Fn() -> bool) -> Option<Proposal> {
        while self.steps < STEPS && !stop() {
            self.steps += 1;
            let (event, distance) = self.nearest_event()?;
            if distance <= self.length || self.against.mixing.len() < 3 {
                if let Some((event, at, local, direction)) = self.reach(event, distance) {
                    (self.at, self.local, self.direction) = (at, local, direction);
                    match event {
                        Event::Unperturbed => {
                            if let Some(last) = self.at.last_mut() {
                                *last = 0.0;
                            }
                            self.side = -self.side;
                            return Some((self.supports.clone(), self.profile(&self.at)));
                        }
                        Event::Condition(place) => self.change_supports(place)?,
                    }
                    continue;
                }
                self.length = (0.5 * distance).min(0.5 * self.length);
            }
            loop {
                if self.length < LENGTHS.1 || stop() {
                    return None;
                }
                if self.advance() {
                    break;
                }
                self.length *= 0.5;
            }
        }
        None
    }

    /// What would be zero first if the path were straight, and how far away; none where it goes on forever.
    fn nearest_event(&self) -> Option<(Event, f64)> {
        // With fewer than three players who mix the curve is a line.
        let is_curved = self.against.mixing.len() > 2;
        let far = is_curved.then_some((Event::Unperturbed, f64::INFINITY));
        let rate = |row: &Row| dot(&row.slopes, &self.direction);
        let conditions = self.local.conditions.iter().enumerate();
        let falling = conditions.filter_map(|(place, condition)| {
            let rate = rate(&condition.row);
            let left = condition.row.value.max(0.0);
            (rate < -1e-14).then(|| (Event::Condition(place), left / -rate))
        });
        let level = multiple(&self.at);
        let towards = multiple(&self.direction);
        let is_nearing = towards * self.side < 0.0;
        // Before others at the same place.
        let level = is_nearing.then(|| (Event::Unperturbed, (level / -towards).max(0.0) - NEARLY));
        let nearest = falling.chain(level).min_by(|a, b| a.1.total_cmp(&b.1));
        nearest.or(far).map(|(event, far)| (event, far.max(0.0)))
    }

    /// Where an event happens, or one that comes before it.
    fn reach(&self, event: Event, distance: f64) -> Option<(Event, Vec<f64>, Local, Vec<f64>)> {
        let mut event = event;
        let mut start: Vec<f64> = along(&self.at, &self.direction, distance);
        for _ in 0..3 {
            let enough = match event {
                Event::Condition(_) => ENOUGH[0],
                Event::Unperturbed => ENOUGH[1],
            };
            let (at, local) = self.corrected(start, enough, |at, play| match event {
                Event::Condition(place) => {
                    let Condition { player, action, .. } = self.local.conditions[place];
                    self.condition(play, player, action)
                }
                Event::Unperturbed => Row {
                    value: multiple(at),
                    slopes: last_unit(at.len()),
                },
            })?;
            let others = (0..local.conditions.len()).filter(|p| event != Event::Condition(*p));
            let value = |place: &usize| local.conditions[*place].row.value;
            let least = others.min_by(|a, b| value(a).total_cmp(&value(b)));
            let is_beyond = event != Event::Unperturbed && multiple(&at) * self.side < -NEARLY;
            // What is negative now was zero on the way.
            let earlier = match least.filter(|place| value(place) < -NEARLY) {
                Some(place) => {
                    let before = self.local.conditions[place].row.value.max(0.0);
                    Some((Event::Condition(place), before, value(&place)))
                }
                None => is_beyond.then(|| (Event::Unperturbed, multiple(&self.at), multiple(&at))),
            };
            if let Some((missed, before, after)) = earlier {
                let share = before / (before - after);
                start = along(&self.at, &difference(&at, &self.at), share);
                event = missed;
                continue;
            }
            let direction = self.onward(&at, &local)?;
            // A curve that crosses twice is caught where it leaves.
            let rate = match event {
                Event::Condition(place) => dot(&local.conditions[place].row.slopes, &direction),
                Event::Unperturbed => multiple(&direction) * self.side,
            };
            return (rate < 0.0).then_some((event, at, local, direction));
        }
        None
    }

    /// A step along the curve; false, and nothing changed, if it fails.
    fn advance(&mut self) -> bool {
        let predicted = along(&self.at, &self.direction, self.length);
        let direction = &self.direction;
        let plane = |at: &[f64], _: &Play| Row {
            value: dot(&difference(at, &predicted), direction),
            slopes: direction.clone(),
        };
        let Some((at, local)) = self.corrected(predicted.clone(), ENOUGH[0], plane) else {
            return false;
        };
        let is_inside = local.conditions.iter().all(|c| c.row.value >= -NEARLY);
        let level = multiple(&at);
        if !is_inside || level * self.side < 0.0 {
            return false;
        }
        let off = length(&difference(&at, &predicted)) / self.length;
        let Some(direction) = self.onward(&at, &local) else {
            return false;
        };
        (self.at, self.local, self.direction) = (at, local, direction);
        self.length = match off < CLOSE {
            true => (2.0 * self.length).min(LENGTHS.2),
            false => self.length,
        };
        true
    }

    /// The direction at a point, if it is on the same curve, further on: the direction is nearly the same, and so is the orientation.
    fn onward(&self, at: &[f64], local: &Local) -> Option<Vec<f64>> {
        let moved = dot(&difference(at, &self.at), &self.direction);
        let direction = local.direction(&self.direction)?;
        let is_onward = moved >= -NEARLY && dot(&direction, &self.direction) > STRAIGHT;
        is_onward.then_some(direction)
    }

    /// The action of a condition that became zero leaves its support, or joins it; none where it is not known how to go on.
    fn change_supports(&mut self, place: usize) -> Option<()> {
        let Condition { player, action, .. } = self.local.conditions[place];
        let mut profile = self.profile(&self.at);
        let support = &mut self.supports[player];
        match support.binary_search(&action) {
            Ok(place) => {
                support.remove(place);
                profile[player].remove(place);
            }
            Err(place) => {
                support.insert(place, action);
                profile[player].insert(place, 0.0);
            }
        }
        self.against = self.game.against(&self.supports);
        let level = multiple(&self.at);
        let free = |player: &usize| profile[*player][..profile[*player].len() - 1].to_vec();
        let mixing = self.against.mixing.iter();
        self.at = mixing.flat_map(free).chain([level]).collect();
        self.local = self.local_at(&self.at);
        let changed = |c: &&Condition| (c.player, c.action) == (player, action);
        let changed = self.local.conditions.iter().find(changed)?;
        self.direction = self.local.direction(&changed.row.slopes)?;
        Some(())
    }

    /// Newton's method towards the curve and a further condition.
    fn corrected(
        &self,
        mut at: Vec<f64>,
        enough: f64,
        further: impl Fn(&[f64], &Play) -> Row,
    ) -> Option<(Vec<f64>, Local)> {
        let mut before = f64::INFINITY;
        for _ in 0..CORRECTIONS {
            let play = self.play_at(&at);
            let rows = self.equations(&play).into_iter();
            let rows = rows.chain([further(&at, &play)]);
            let (values, slopes) = rows.map(|row| (row.value, row.slopes)).unzip();
            let step = Factors::new(slopes)?.solution(values);
            let size = step.iter().fold(0.0f64, |most, x| most.max(x.abs()));
            if !size.is_finite() || size > 0.5 * before {
                return None;
            }
            before = size;
            at.iter_mut().zip(&step).for_each(|(x, step)| *x -= step);
            if size < enough {
                let local = self.local_at(&at);
                return Some((at, local));
            }
        }
        None
    }

    /// Probabilities over the supports.
    fn profile(&self, at: &[f64]) -> Vec<Vec<f64>> {
        let mut from = 0;
        let strategy = |support: &Vec<usize>| {
            let free = &at[from..from + support.len() - 1];
            from += support.len() - 1;
            let last = 1.0 - free.iter().sum::<f64>();
            free.iter().copied().chain([last]).collect()
        };
        self.supports.iter().map(strategy).collect()
    }

    fn play_at(&self, at: &[f64]) -> Play {
        let profile = self.profile(at);
        Play {
            expected: self.against.expected(&profile),
            profile,
            level: multiple(at),
            unknowns: at.len(),
        }
    }

    fn local_at(&self, at: &[f64]) -> Local {
        let play = self.play_at(at);
        let mut conditions = Vec::new();
        for (player, support) in self.supports.iter().enumerate() {
            let actions = 0..self.game.counts[player];
            // Whoever plays one action cannot stop playing it.
            let actions = actions.filter(|action| support.len() > 1 || *action != support[0]);
            conditions.extend(actions.map(|action| Condition {
                player,
                action,
                row: self.condition(&play, player, action),
            }));
        }
        Local {
            equations: self.equations(&play),
            conditions,
        }
    }

    /// Every played action gives as much as the last one played.
    fn equations(&self, play: &Play) -> Vec<Row> {
        let players = self.supports.iter().enumerate();
        let rows = players.flat_map(|(player, support)| {
            let others = support[..support.len() - 1].iter();
            others.map(move |action| self.loss(play, player, *action))
        });
        rows.collect()
    }

    /// The probability of an action that is played, or what is lost by one that is not.
    fn condition(&self, play: &Play, player: usize, action: usize) -> Row {
        let support = &self.supports[player];
        match support.binary_search(&action) {
            Ok(place) => {
                let before = self.supports[..player].iter();
                let first = before.map(|support| support.len() - 1).sum();
                Row {
                    value: play.profile[player][place],
                    slopes: share_slopes(play.unknowns, first, place, support.len()),
                }
            }
            Err(_) => self.loss(play, player, action),
        }
    }

    /// What a player loses by an action that is played instead of the last one of the support.
    fn loss(&self, play: &Play, player: usize, action: usize) -> Row {
        let payoffs = &play.expected.payoffs[player];
        let own = payoffs.len();
        let reference = *self.supports[player]
            .last()
            .expect("invariant: a support has an action");
        let bonus = self.bonus[player][reference] - self.bonus[player][action];
        let mut slopes = Vec::with_capacity(play.unknowns);
        for (place, other) in self.against.mixing.iter().enumerate() {
            let block = &play.expected.against[player][place];
            let size = self.supports[*other].len();
            if block.is_empty() {
                slopes.extend(std::iter::repeat_n(0.0, size - 1));
                continue;
            }
            let at = |k: usize| block[reference + own * k] - block[action + own * k];
            let last = at(size - 1);
            slopes.extend((0..size - 1).map(|k| at(k) - last));
        }
        slopes.push(bonus);
        Row {
            value: payoffs[reference] - payoffs[action] + play.level * bonus,
            slopes,
        }
    }
}

impl Local {
    /// The direction of the curve on which a linear form grows; none if the orientation is not the path's.
    fn direction(&self, growing: &[f64]) -> Option<Vec<f64>> {
        let rows = self.equations.iter().map(|row| row.slopes.clone());
        let factors = Factors::new(rows.chain([growing.to_vec()]).collect())?;
        let direction = factors.solution(last_unit(growing.len()));
        let length = length(&direction);
        let unit: Vec<f64> = direction.iter().map(|x| x / length).collect();
        let is_right = factors.sign() < 0.0 && unit.iter().all(|x| x.is_finite());
        is_right.then_some(unit)
    }
}

/// The derivatives of a probability by the free ones.
fn share_slopes(unknowns: usize, first: usize, place: usize, size: usize) -> Vec<f64> {
    let mut slopes = vec![0.0; unknowns];
    match place + 1 == size {
        false => slopes[first + place] = 1.0,
        true => slopes[first..first + size - 1].fill(-1.0),
    }
    slopes
}

fn last_unit(length: usize) -> Vec<f64> {
    let mut unit = vec![0.0; length];
    if let Some(last) = unit.last_mut() {
        *last = 1.0;
    }
    unit
}

fn along(from: &[f64], direction: &[f64], distance: f64) -> Vec<f64> {
    from.iter()
        .zip(direction)
        .map(|(x, d)| x + distance * d)
        .collect()
}

fn difference(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(x, y)| x - y).collect()
}

fn length(of: &[f64]) -> f64 {
    dot(of, of).sqrt()
}

/// The last unknown: the multiple of the bonuses that is paid.
fn multiple(at: &[f64]) -> f64 {
    at.last().copied().unwrap_or(0.0)
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

#[cfg(test)]
mod tests {
    use super::super::bonus;
    use super::super::tests::{certified, random};
    use super::*;

    #[test]
    fn a_path_that_ends_has_crossed_the_game_an_odd_number_of_times_each_at_an_equilibrium() {
        for seed in 1..6 {
            let game = random(&[3, 3, 3], seed, true);
            let kept = vec![vec![0, 1, 2]; 3];
            let machine = MachineGame::new(&game, &kept);
            for ray in 0..3 {
                let mut path = Path::new(&machine, bonus(&machine.counts, ray));
                let mut crossed = 0;
                while let Some(proposal) = path.next_equilibrium(&|| false) {
                    assert!(certified(&game, &kept, proposal));
                    crossed += 1;
                }
                assert!(
                    path.steps < STEPS && crossed % 2 == 1,
                    "seed {seed}, ray {ray}"
                );
            }
        }
    }
}

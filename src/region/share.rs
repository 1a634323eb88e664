//! The share of a box of parameters on which something holds of the set of pure equilibria, with proved bounds.

use super::conditions::{Inequality, ProfileConditions};
use super::parametric::Condition;
use super::phase_map::Axis;
use super::subdivision::{Resolution, subdivide};
use crate::num::Rational;

/// Something asked of a set of pure equilibria, given as profiles.
pub type Question<'a> = dyn Fn(&[&[usize]]) -> bool + Sync + 'a;

/// Two numbers between which a share is proved to lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bracket {
    /// It is at least this.
    pub lower: Rational,
    /// It is at most this.
    pub upper: Rational,
}

/// Shares of a box with proved bounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProvedShares {
    /// How often each side was halved.
    pub depth: u32,
    /// The share of the box on which the assumptions hold.
    pub admitted: Bracket,
    /// For each question the share of that part on which the answer is yes; none if it was not proved that there is such a part.
    pub shares: Vec<Option<Bracket>>,
}

/// With so many axes at most, boxes are subdivided.
pub const PROVED_AXES: usize = 4;

/// How often sides are halved, by the number of axes from one.
const DEPTHS: [u32; PROVED_AXES] = [24, 10, 7, 5];

/// The most cells.
const CELLS: usize = 1_500_000;

/// The shares of a box on which questions about the set of pure equilibria are answered with yes.
///
/// The box is subdivided into cells with a proved set of equilibria; whether the assumptions hold is one more thing that is
/// decided on each. With `a` and `q` the shares proved to be admitted, and admitted with a yes, and `u` the undecided share, the share asked for
/// lies between `q / (a + u)` and `(q + u) / (a + u)`.
///
/// # Shapes
/// Unknown `k` is axis `k`, one to four of them; conditions of all pure profiles, or of those that the questions are about: the fewer there are, the less
/// stays undecided. The measure is the volume of the box.
/// # Answer
/// Proved; sets without volume do not count.
/// # Source
/// As [`subdivide`].
///
/// # Panics
/// When a side has no length, or there are more than [`PROVED_AXES`] or none.
pub fn proved_shares(
    conditions: &[ProfileConditions],
    assumptions: &[Condition],
    axes: &[Axis],
    questions: &[&Question<'_>],
) -> ProvedShares {
    let assumed = assumptions.iter().map(|condition| Inequality {
        deviation: None,
        condition: condition.clone(),
    });
    // A profile of no player, whose conditions are the assumptions.
    let admitted = ProfileConditions {
        profile: Vec::new(),
        cases: vec![assumed.collect()],
    };
    let all: Vec<ProfileConditions> = conditions.iter().cloned().chain([admitted]).collect();
    let resolution = Resolution {
        depth: DEPTHS[axes.len() - 1],
        cells: CELLS,
    };
    let map = subdivide(&all, axes, resolution);
    let undecided = &map.undecided;
    let mut inside = Rational::ZERO;
    let mut yes = vec![Rational::ZERO; questions.len()];
    for region in &map.regions {
        let profiles = region.equilibria.iter();
        let profiles: Vec<&[usize]> = profiles.map(|p| map.profiles[*p].as_slice()).collect();
        let real: Vec<&[usize]> = profiles.iter().filter(|p| !p.is_empty()).copied().collect();
        if real.len() == profiles.len() {
            continue;
        }
        inside += &region.area;
        for (yes, question) in yes.iter_mut().zip(questions) {
            if question(&real) {
                *yes += &region.area;
            }
        }
    }
    let most = &inside + undecided;
    let bracket = |yes: Rational| {
        let upper = (&yes + undecided).checked_div(&most)?;
        let lower = yes.checked_div(&most)?;
        Some(Bracket { lower, upper })
    };
    ProvedShares {
        depth: map.depth,
        shares: yes
            .into_iter()
            .map(|yes| bracket(yes).filter(|_| inside.sign().is_gt()))
            .collect(),
        admitted: Bracket {
            lower: inside,
            upper: most,
        },
    }
}

//! Whether a profile is an equilibrium, as a function of the signs of polynomials.
//!
//! On an open set where a polynomial that is not zero has a sign almost everywhere, `>= 0` and `> 0` differ on a set without volume only,
//! so that a condition asks for one of two signs.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::conditions::{Case, ProfileConditions};
use super::parametric::Relation;
use crate::num::Multivariate;

/// A polynomial and the sign asked of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Literal {
    polynomial: usize,
    sign: Ordering,
}

/// When a profile is an equilibrium: where all signs of one of the cases are as asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SignTable {
    cases: Vec<Vec<Literal>>,
}

/// What known signs say about a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It is an equilibrium.
    Holds,
    /// It is none.
    Fails,
    /// That depends on signs not known.
    Open,
}

/// The distinct polynomials of all conditions, up to a factor, and each profile's table of their signs.
///
/// # Shapes
/// Polynomials are in order of their first mention, with coprime integer coefficients, the first of them positive; tables are in the
/// order of the profiles.
pub(super) fn sign_tables(conditions: &[ProfileConditions]) -> (Vec<Multivariate>, Vec<SignTable>) {
    let mut places = BTreeMap::new();
    let tables = conditions.iter().map(|conditions| {
        let cases = conditions.cases.iter();
        let mut cases: Vec<Vec<Literal>> = cases
            .filter_map(|case| literals(case, &mut places))
            .collect();
        cases.sort();
        cases.dedup();
        SignTable { cases }
    });
    let tables = tables.collect();
    let mut polynomials = vec![Multivariate::zero(); places.len()];
    for (polynomial, place) in places {
        polynomials[place] = polynomial;
    }
    (polynomials, tables)
}

/// The signs a case asks for; none if it can hold on a set without volume only.
fn literals(case: &Case, places: &mut BTreeMap<Multivariate, usize>) -> Option<Vec<Literal>> {
    let mut found = Vec::with_capacity(case.len());
    for inequality in case {
        let condition = &inequality.condition;
        if let Some(value) = condition.expression.as_constant() {
            let holds = match condition.relation {
                Relation::AtLeast => value.sign().is_ge(),
                Relation::Above => value.sign().is_gt(),
            };
            if holds {
                continue;
            }
            return None;
        }
        let (_, primitive) = condition.expression.primitive();
        let leads = primitive.terms().next().map(|(_, value)| value.sign());
        let (polynomial, sign) = match leads {
            Some(Ordering::Less) => (-&primitive, Ordering::Less),
            _ => (primitive, Ordering::Greater),
        };
        let next = places.len();
        let polynomial = *places.entry(polynomial).or_insert(next);
        found.push(Literal { polynomial, sign });
    }
    found.sort();
    found.dedup();
    let contradicts = found.windows(2).any(|w| w[0].polynomial == w[1].polynomial);
    (!contradicts).then_some(found)
}

/// Truth tables have a bit for each choice of six signs; here, where each of the six is positive.
const POSITIVE: [u64; 6] = [
    0xAAAA_AAAA_AAAA_AAAA,
    0xCCCC_CCCC_CCCC_CCCC,
    0xF0F0_F0F0_F0F0_F0F0,
    0xFF00_FF00_FF00_FF00,
    0xFFFF_0000_FFFF_0000,
    0xFFFF_FFFF_0000_0000,
];

impl SignTable {
    /// Whether the profile is an equilibrium where the polynomials have these signs; if that is open, the polynomials whose signs may
    /// decide it are added to `relevant`.
    ///
    /// With at most six signs unknown, open means that two choices of them differ, and only polynomials on which the answer depends are
    /// added. With more, a profile may be left open whose answer is the same for every choice.
    pub(super) fn outcome(&self, signs: &[Option<Ordering>], relevant: &mut Vec<usize>) -> Outcome {
        let start = relevant.len();
        for case in &self.cases {
            let before = relevant.len();
            let mut dead = false;
            for literal in case {
                match signs[literal.polynomial] {
                    None if !relevant[start..].contains(&literal.polynomial) => {
                        relevant.push(literal.polynomial);
                    }
                    None => {}
                    Some(sign) if sign == literal.sign => {}
                    Some(_) => {
                        dead = true;
                        break;
                    }
                }
            }
            if dead {
                relevant.truncate(before);
            } else if case.iter().all(|l| signs[l.polynomial].is_some()) {
                relevant.truncate(start);
                return Outcome::Holds;
            }
        }
        let unknown = &relevant[start..];
        if unknown.is_empty() {
            return Outcome::Fails;
        }
        if unknown.len() > POSITIVE.len() {
            return Outcome::Open;
        }
        let table = self.truth_table(signs, unknown);
        let depends = |place: usize| {
            let flipped = table >> (1 << place);
            (flipped ^ table) & !POSITIVE[place] != 0
        };
        let mut kept = start;
        for place in 0..relevant.len() - start {
            if depends(place) {
                relevant[kept] = relevant[start + place];
                kept += 1;
            }
        }
        relevant.truncate(kept);
        match table {
            0 => Outcome::Fails,
            u64::MAX => Outcome::Holds,
            _ => Outcome::Open,
        }
    }

    fn truth_table(&self, signs: &[Option<Ordering>], unknown: &[usize]) -> u64 {
        let rows = self.cases.iter().map(|case| {
            let entries = case.iter().map(|literal| {
                if let Some(sign) = signs[literal.polynomial] {
                    return if sign == literal.sign { u64::MAX } else { 0 };
                }
                let place = unknown.iter().position(|p| *p == literal.polynomial);
                // A case that names no collected polynomial is dead, and another of its signs says so.
                let positive = place.map_or(0, |place| POSITIVE[place]);
                match literal.sign {
                    Ordering::Greater => positive,
                    _ => !positive,
                }
            });
            entries.fold(u64::MAX, |row, entry| row & entry)
        });
        rows.fold(0, |table, row| table | row)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Whether a table holds under complete signs.
    fn holds(table: &SignTable, signs: &[Ordering]) -> bool {
        let met = |literal: &Literal| signs[literal.polynomial] == literal.sign;
        table.cases.iter().any(|case| case.iter().all(met))
    }

    proptest! {
        #[test]
        fn an_outcome_is_what_every_completion_of_the_signs_agrees_on(
            cases in prop::collection::vec(prop::collection::vec((0usize..5, any::<bool>()), 0..5), 0..5),
            known in prop::collection::vec(prop::option::of(any::<bool>()), 5),
        ) {
            let sign = |positive| if positive { Ordering::Greater } else { Ordering::Less };
            let literal = |(polynomial, positive)| Literal { polynomial, sign: sign(positive) };
            let table = SignTable {
                cases: cases.into_iter().map(|case| case.into_iter().map(literal).collect()).collect(),
            };
            let known: Vec<Option<Ordering>> = known.into_iter().map(|k| k.map(sign)).collect();
            let (mut ever, mut never, mut matters) = (false, false, [false; 5]);
            for choice in 0..32 {
                let complete = |choice: usize| -> Vec<Ordering> {
                    (0..5).map(|p| known[p].unwrap_or(sign(choice >> p & 1 == 1))).collect()
                };
                let now = holds(&table, &complete(choice));
                (ever, never) = (ever || now, never || !now);
                for (p, matters) in matters.iter_mut().enumerate() {
                    *matters |= now != holds(&table, &complete(choice ^ 1 << p));
                }
            }
            let mut relevant = vec![77];
            let outcome = table.outcome(&known, &mut relevant);
            prop_assert_eq!(outcome, match (ever, never) {
                (true, true) => Outcome::Open,
                (ever, _) => if ever { Outcome::Holds } else { Outcome::Fails },
            });
            relevant.sort();
            let expected: Vec<usize> = (0..5).filter(|p| matters[*p]).chain([77]).collect();
            prop_assert_eq!(relevant, expected);
        }
    }
}

//! Stated effects of parameters on thresholds, for every bundled model and every parameter solved for.

use std::cmp::Ordering;

use unipole::model::BUNDLED;
use unipole::num::Rational;
use unipole::region::{Effect, Limit, Says, ThresholdFormula};

use crate::recovered::{Recovered, recovered};
use crate::seeded::Seeded;

fn quotient(threshold: &ThresholdFormula, at: &[Rational]) -> Option<Rational> {
    let under = threshold.denominator.evaluate(at);
    threshold.numerator.evaluate(at).checked_div(&under)
}

/// How the threshold changes as one parameter grows a little, where its denominator is positive and it lies inside the domain.
fn moves(
    model: &Recovered,
    threshold: &ThresholdFormula,
    solved_for: usize,
    other: usize,
    at: &[Rational],
) -> Option<Ordering> {
    let mut beside = at.to_vec();
    let little: Rational = "1/1000000000000000".parse().expect("a number");
    beside[other] = &beside[other] + &little;
    let bounds = &model.answer.parametric.game.domain.unknowns[solved_for];
    let valid = |point: &[Rational]| {
        if !model.answer.parametric.game.domain.contains(point) {
            return None;
        }
        let value = quotient(threshold, point)?;
        let above = bounds.lower.as_ref().is_none_or(|(end, _)| value > *end);
        let below = bounds.upper.as_ref().is_none_or(|(end, _)| value < *end);
        let positive = threshold.denominator.evaluate(point).sign().is_gt();
        (positive && above && below).then_some(value)
    };
    Some(valid(&beside)?.cmp(&valid(at)?))
}

#[test]
fn a_threshold_of_the_core_game_moves_as_is_said() {
    move_as_is_said(&["core"]);
}

#[test]
fn a_threshold_of_the_continuum_moves_as_is_said() {
    move_as_is_said(&["continuum"]);
}

#[test]
fn a_threshold_of_any_other_model_moves_as_is_said() {
    let names = BUNDLED.iter().map(|(name, _)| *name);
    let others = names.filter(|name| !["core", "continuum"].contains(name));
    move_as_is_said(&others.collect::<Vec<_>>());
}

#[track_caller]
fn move_as_is_said(models: &[&str]) {
    let mut random = Seeded::new(12);
    let mut tried = 0;
    for name in models {
        // The conditions of larger groups are the same ones over again.
        let settings: &[&str] = match *name {
            "hard-balancing" => &["n=3", "m=1/3"],
            "soft-balancing" => &["n=3", "q=2"],
            "regional-protectorates" => &["n=2", "cg=1"],
            _ => &[],
        };
        let mut model = recovered(name, settings, &[]);
        for unknown in 0..model.names.len() {
            model.answer.solve_for(unknown);
            let domain = &model.answer.parametric.game.domain;
            let points: Vec<Vec<Rational>> =
                std::iter::repeat_with(|| model.draw(&mut random).rationals())
                    .filter(|point| domain.contains(point))
                    .take(6)
                    .collect();
            let solved = model.answer.solved_for.clone().expect("just solved");
            for inequality in solved.profiles.iter().flatten().flatten() {
                let Says::Bounds(bounds) = &inequality.says else {
                    continue;
                };
                for bounding in bounds {
                    let (Limit::AtLeast(threshold) | Limit::AtMost(threshold)) = &bounding.bound
                    else {
                        continue;
                    };
                    for (at, entry) in points
                        .iter()
                        .flat_map(|at| threshold.statics.iter().map(move |s| (at, s)))
                    {
                        let Some(found) = moves(&model, threshold, unknown, entry.unknown, at)
                        else {
                            continue;
                        };
                        tried += 1;
                        let agrees = match &entry.effect {
                            Effect::Rises => found.is_gt(),
                            Effect::NeverFalls => found.is_ge(),
                            Effect::Stays => found.is_eq(),
                            Effect::NeverRises => found.is_le(),
                            Effect::Falls => found.is_lt(),
                            Effect::Depends(expression) => {
                                let sign = expression.evaluate(at).sign();
                                sign.is_eq() || sign == found
                            }
                        };
                        assert!(
                            agrees,
                            "{name}, {}: {} moves it {found:?} at {at:?}: {:?}",
                            model.names[unknown], model.names[entry.unknown], entry.effect
                        );
                    }
                }
            }
        }
    }
    assert!(tried > 500, "only {tried}");
}

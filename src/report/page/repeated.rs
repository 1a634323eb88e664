//! The section of a page on the game played again and again.

use std::fmt::Write as _;

use super::super::dialect::markdown;
use super::super::dialect::{code, phrase};
use super::super::repeat::{
    RepeatAnswer, RepeatRequest, bounds_table, class_words, critical_table, formulas_reading,
    meanings, not_worked_out,
};
use super::super::study::Solved;
use super::super::{Align, Column, Notation, Table, print_real};

/// The game of a model with a discount factor, repeated, at its default point and in its scenarios.
pub struct Repeated {
    /// One answer for the default point and one for each scenario.
    pub answers: Vec<RepeatAnswer>,
}

impl Repeated {
    /// What the repeated game of a model sustains; none for a model without a discount factor.
    pub fn of(study: &Solved) -> Option<Self> {
        let model = study.model.as_ref()?;
        model.discount.as_ref()?;
        let answers = study.answers.iter().filter_map(|answer| {
            let scenario = answer.subject.scenario.as_deref();
            let discount = model
                .discount_at(&model.point(scenario, &[]).ok()?)
                .ok()??;
            let request = RepeatRequest {
                discounts: vec![discount],
                ..RepeatRequest::default()
            };
            let subject = answer.subject.clone();
            let mut found = RepeatAnswer::new(subject, answer.game.clone(), &request).ok()?;
            // Where there are no formulas, numbers remain.
            if scenario.is_none() {
                found.find_formulas(model, &study.name, &[]);
            }
            Some(found)
        });
        let answers: Vec<RepeatAnswer> = answers.collect();
        (!answers.is_empty()).then_some(Repeated { answers })
    }
}

/// The section.
pub(super) fn repeated(out: &mut String, study: &Solved, found: &Repeated) {
    let first = &found.answers[0];
    out.push_str("## Played again and again\n\n");
    let command = format!("unipole repeat {}", study.name);
    let _ = writeln!(
        out,
        "From which discount factor on each profile is played for ever, by plans of each class. Every number is exact, also one that is shown as a \
         decimal with `~`: {} has its equation, and the plans with what each deviation loses. Made by {}.\n",
        code(&format!("{}-repeat.json", study.id)),
        code(&command),
    );
    let _ = writeln!(out, "![What lasts]({}-repeat.svg)\n", study.id);
    let _ = writeln!(out, "{}", markdown(&critical_table(first, Notation::Exact)));
    for line in meanings(first) {
        let _ = writeln!(out, "- {}", phrase(&line));
    }
    out.push('\n');
    for line in not_worked_out(first) {
        let _ = writeln!(out, "{}\n", phrase(&line));
    }
    if let Some(table) = bounds_table(first, Notation::Exact) {
        let _ = writeln!(
            out,
            "### What each player can get\n\nNo plan that nobody ever gains by leaving, in pure actions with public draws, gives a player less than \
             the least payoff or more than the greatest. Both sides are proved, by the points and the half-spaces in {}.\n",
            code(&format!("{}-repeat.json", study.id)),
        );
        let _ = writeln!(out, "{}", markdown(&table));
    }
    let formulas = formulas_reading(first);
    if !formulas.is_empty() {
        let _ = writeln!(
            out,
            "As formulas ({} is at the defaults):\n\n```text\n{}\n```\n",
            code("here"),
            formulas.trim()
        );
    }
    if found.answers.len() > 1 {
        let _ = writeln!(
            out,
            "In each scenario, of the profiles that last at some discount factor, the one that gives all players together most, with the class of plans \
             that keeps it from the least discount factor on:\n\n{}",
            markdown(&by_scenario(found))
        );
    }
}

/// For each scenario the profile with the greatest joint payoff that can last, and from which discount factor on.
fn by_scenario(found: &Repeated) -> Table {
    let columns = vec![
        Column::new("scenario", Align::Left),
        Column::new("best together", Align::Left),
        Column::new("by", Align::Left),
        Column::new("from", Align::Right),
    ];
    let mut table = Table::new("repeated", "", columns);
    for answer in &found.answers {
        let name = answer.subject.scenario.clone();
        let name = phrase(&name.unwrap_or_else(|| "default".to_owned()));
        let lasting = answer.profiles.iter().find_map(|patience| {
            let known = patience.critical.iter();
            let least = known
                .filter_map(|critical| Some((critical.discount.as_ref()?, critical.class)))
                .min_by(|a, b| a.0.cmp(b.0))?;
            Some((patience.profile, least))
        });
        match lasting {
            Some((profile, (discount, class))) => table.row(vec![
                name.into(),
                answer.profile_words(profile).into(),
                class_words(class).into(),
                print_real(discount, Notation::Exact).into(),
            ]),
            None => table.row(vec![name.into(), "nothing".into(), "".into(), "".into()]),
        }
    }
    table
}

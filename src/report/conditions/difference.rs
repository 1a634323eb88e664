//! What changes in the conditions from one model to another.

use super::words::told;
use super::{Conditions, Holds, ProfileAnswer};

/// A profile whose conditions are not the same in two models, with what each asks that the other does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedConditions {
    /// The profile.
    pub profile: String,
    /// What only the first model says.
    pub before: String,
    /// What only the second model says.
    pub after: String,
}

/// The profiles whose conditions differ between two models, by the names of players and actions.
///
/// Conditions are compared as they are written. Two texts that say the same in different ways count as a difference, and one
/// text in two models says the same.
pub fn changed_conditions(before: &Conditions, after: &Conditions) -> Vec<ChangedConditions> {
    let old = said(before);
    let new = said(after);
    let mut changed = Vec::new();
    for (profile, lines) in &old {
        let other = new.iter().find(|(known, _)| known == profile);
        let (only_old, only_new) = match other {
            None => (lines.clone(), vec!["no such profile".to_owned()]),
            Some((_, others)) => (without(lines, others), without(others, lines)),
        };
        if !only_old.is_empty() || !only_new.is_empty() {
            changed.push(ChangedConditions {
                profile: profile.clone(),
                before: only_old.join(";  "),
                after: only_new.join(";  "),
            });
        }
    }
    for (profile, lines) in new {
        if !old.iter().any(|(known, _)| *known == profile) {
            changed.push(ChangedConditions {
                profile,
                before: "no such profile".to_owned(),
                after: lines.join(";  "),
            });
        }
    }
    changed
}

fn without(these: &[String], those: &[String]) -> Vec<String> {
    let only = these.iter().filter(|line| !those.contains(line));
    only.cloned().collect()
}

/// One profile of each class with what its conditions say, a line for each inequality.
fn said(answer: &Conditions) -> Vec<(String, Vec<String>)> {
    told(answer)
        .into_iter()
        .map(|told| {
            let words = answer.profile_words(&told.answer.weak.profile);
            (words, lines(answer, told.answer))
        })
        .collect()
}

fn lines(answer: &Conditions, profile: &ProfileAnswer) -> Vec<String> {
    let weak = &profile.weak;
    match (Holds::of(weak), weak.cases.as_slice()) {
        (Holds::Always, _) => vec!["always an equilibrium".to_owned()],
        (Holds::Never, _) => vec!["never an equilibrium".to_owned()],
        (_, [case]) => answer
            .lines_of(case)
            .into_iter()
            .map(|(place, written)| {
                let who = answer.deviation_words(&weak.profile, case[place].deviation);
                format!("{who}: {}", written.text)
            })
            .collect(),
        (_, cases) => cases
            .iter()
            .map(|case| {
                let lines = answer
                    .lines_of(case)
                    .into_iter()
                    .map(|(_, written)| written.text);
                format!("or {}", lines.collect::<Vec<_>>().join(" and "))
            })
            .collect(),
    }
}

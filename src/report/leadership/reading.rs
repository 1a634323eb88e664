//! Leadership for a person at a terminal: what may be played, and what moving first is worth, in sentences.

use std::fmt::Write as _;

use super::super::decimal::Notation;
use super::super::dialect::{Terminal, text};
use super::super::notation::{print_real, print_strategy};
use super::LeadershipAnswer;
use super::rows::{leadership_table, short_table};
use crate::num::{Rational, Real};
use crate::solve::Completeness;
use crate::solve::leadership::{Commitment, MixedLeadership, PureValue, WeakMixture, Worth};

/// Longer tables are left to other formats.
const LISTED: usize = 24;

/// The answer in words.
pub fn leadership_reading(
    answer: &LeadershipAnswer,
    notation: Notation,
    terminal: Terminal,
) -> String {
    let mut out = answer.subject.heading(notation);
    if answer.subject.is_repeated {
        out.push_str("One period of a repeated game.\n");
    }
    let words = Words { answer, notation };
    let _ = writeln!(out, "\n{}", words.order());
    let rows = answer.rows().len();
    let (table, more) = match rows <= LISTED {
        true => {
            let one = std::slice::from_ref(answer);
            (leadership_table("leadership", "", one, notation), "")
        }
        false => (
            short_table(answer, notation),
            "`--format csv` lists every answer\n",
        ),
    };
    let _ = write!(out, "\n{}{more}", text(&table, terminal));
    let said = [
        Some(words.actions()),
        Some(words.mixtures()),
        Some(words.at_once()),
        words.worth(),
    ];
    for line in said.into_iter().flatten() {
        let _ = writeln!(out, "\n{line}");
    }
    out
}

/// What is said, sentence by sentence.
struct Words<'a> {
    answer: &'a LeadershipAnswer,
    notation: Notation,
}

impl Words<'_> {
    fn leader(&self) -> &str {
        &self.answer.leader().id
    }

    /// Who moves when.
    fn order(&self) -> String {
        let player = self.answer.leader();
        let title = match player.title == player.id {
            true => String::new(),
            false => format!(" ({})", player.title),
        };
        let followers = self.answer.followers();
        let then = match self.answer.found.followers.len() {
            0 => "nobody else has a choice".to_owned(),
            1 => format!("{followers} sees it and answers"),
            _ => format!("{followers} see it and answer, all at once"),
        };
        let ranks = match self.answer.game.is_ordinal() {
            true => "\nPayoffs are ranks: higher is better, and only the order means anything.",
            false => "",
        };
        format!("{}{title} moves first; {then}.{ranks}", player.id)
    }

    fn before(&self) -> String {
        let followers = self.answer.followers();
        match self.answer.found.followers.len() {
            0 => String::new(),
            1 => format!(" before {followers} moves"),
            _ => format!(" before {followers} move"),
        }
    }

    /// What decides the best case, and with `against` the worst.
    fn choice(&self, how: &str) -> String {
        let leader = self.leader();
        match self.answer.found.followers.len() {
            1 => format!(
                "{}, where indifferent, chooses {how} {leader}",
                self.answer.followers()
            ),
            _ => format!("the others choose {how} {leader} among best replies and equilibria"),
        }
    }

    fn real(&self, value: &Real) -> String {
        print_real(value, self.notation)
    }

    fn number(&self, value: &Rational) -> String {
        self.notation.print(value)
    }

    fn named(&self, actions: &[usize]) -> String {
        let own = &self.answer.leader().actions;
        let ids: Vec<&str> = actions.iter().map(|a| own[*a].id.as_str()).collect();
        ids.join(" or ")
    }

    fn actions(&self) -> String {
        let found = &self.answer.found;
        let (leader, before) = (self.leader(), self.before());
        let condition = format!("If {leader} binds itself to an action{before}");
        let sentence = match (found.strong_pure(), found.weak_pure()) {
            (Some(strong), Some(weak)) if strong.exact => {
                self.two_sided(&condition, &strong, &weak)
            }
            (strong, weak) => {
                let mut parts = Vec::new();
                if let Some(PureValue { value, actions, .. }) = strong {
                    parts.push(format!(
                        "can get at least {} in the best case, by {}",
                        self.real(&value),
                        self.named(&actions)
                    ));
                }
                if let Some(PureValue { value, .. }) = weak {
                    let value = self.real(&value);
                    parts.push(format!("can be sure of no more than {value}"));
                }
                match parts.is_empty() {
                    true => format!("{condition}, nothing is known of what it gets."),
                    false => format!("{condition}, it {}.", parts.join(", and ")),
                }
            }
        };
        let gaps =
            found
                .pure
                .iter()
                .filter_map(|commitment| match &commitment.induced.completeness {
                    Completeness::Incomplete(_) => Some(format!(
                        "\nAfter {}: the answers are not known to be all: {}.",
                        self.named(&[commitment.action]),
                        commitment.induced.completeness
                    )),
                    _ => None,
                });
        sentence + &gaps.collect::<String>()
    }

    fn two_sided(&self, condition: &str, strong: &PureValue, weak: &PureValue) -> String {
        let [most, sure] = [&strong.value, &weak.value].map(|value| self.real(value));
        let [by, safely] = [&strong.actions, &weak.actions].map(|actions| self.named(actions));
        let same_value = !strong.value.is_apart(&weak.value);
        if same_value && weak.actions == strong.actions {
            return format!("{condition}, {by} is best: it gets {most}.");
        }
        if same_value {
            return format!(
                "{condition}, {by} is best: it gets {most}, if {}. By {safely} it gets that in any case.",
                self.choice("for")
            );
        }
        format!(
            "{condition}, {by} is best if {}: it gets {most}. What it can be sure of is {sure}, by {safely}.",
            self.choice("for")
        )
    }

    fn mixtures(&self) -> String {
        match &self.answer.found.mixed {
            Ok(mixed) => self.both_mixtures(mixed),
            Err(reason) => format!("Mixtures were not worked out: {reason}."),
        }
    }

    fn mixture(&self, mixture: &[Rational]) -> String {
        let mixture: Vec<Real> = mixture.iter().cloned().map(Real::from).collect();
        print_strategy(self.answer.leader(), &mixture, self.notation)
    }

    /// `; S would answer align`, or nothing.
    fn reply(&self, commitment: &Commitment) -> String {
        match self.answer.found.followers[..] {
            [follower] => {
                let player = &self.answer.game.players()[follower];
                let answer = &player.actions[commitment.answer].id;
                format!("; {} would answer {answer}", player.id)
            }
            _ => String::new(),
        }
    }

    fn both_mixtures(&self, mixed: &MixedLeadership) -> String {
        let (leader, before) = (self.leader(), self.before());
        let strong = &mixed.strong;
        let ways: Vec<String> = strong
            .commitments
            .iter()
            .map(|one| format!("{}{}", self.mixture(&one.mixture), self.reply(one)))
            .collect();
        let value = self.number(&strong.value);
        let sentence = format!(
            "If {leader} could bind itself to a mixture of actions{before}, it would play {}, and {leader} would get {value}.",
            ways.join("; or ")
        );
        match self.answer.found.followers.is_empty() {
            true => sentence,
            false => format!("{sentence}\n{}", self.surely(&mixed.weak)),
        }
    }

    fn surely(&self, weak: &WeakMixture) -> String {
        let value = self.number(&weak.value);
        let against = self.choice("against");
        let commitment = &weak.commitment;
        match &weak.towards {
            None if self.answer.is_sure() => {
                format!("That is sure: it gets no less if {against}.")
            }
            None => format!(
                "If {against}, it gets {value}, by {}{}.",
                self.mixture(&commitment.mixture),
                self.reply(commitment)
            ),
            Some(towards) => format!(
                "If {against}, it gets as nearly {value} as it likes, but not all of it: by a mixture a little away from {}, towards {}{}.",
                self.mixture(&commitment.mixture),
                self.mixture(towards),
                self.reply(commitment)
            ),
        }
    }

    fn at_once(&self) -> String {
        let found = &self.answer.found;
        let (leader, solution) = (self.leader(), &found.simultaneous);
        let number = solution.equilibria.len();
        let gap = match solution.completeness.is_complete() {
            true => String::new(),
            false => format!(" Not known to be complete: {}.", solution.completeness),
        };
        let Some([best, worst]) = found.nash_payoffs() else {
            return format!("When all move at once, no equilibrium is listed.{gap}");
        };
        let gets = match best == worst {
            true => self.real(&best),
            false => format!("from {} to {}", self.real(&worst), self.real(&best)),
        };
        let listed = match number {
            1 => "the one equilibrium".to_owned(),
            _ => format!("the {number} equilibria"),
        };
        let listed = match gap.is_empty() {
            true => listed,
            false => format!("{listed} listed"),
        };
        format!("When all move at once, {leader} gets {gets} in {listed}.{gap}")
    }

    fn worth(&self) -> Option<String> {
        let (found, game) = (&self.answer.found, &self.answer.game);
        let one = |worth: Worth| -> Option<String> {
            let (strong, weak) = (worth.strong?, worth.weak?);
            let [best, worst] = [&strong, &weak].map(|value| self.real(value));
            Some(match best == worst {
                true => format!("{best} to {}", self.leader()),
                false => format!(
                    "{best} to {} if the best case is compared with the best, {worst} if the worst with the worst",
                    self.leader()
                ),
            })
        };
        let actions = one(found.worth_of_actions(game));
        let mixtures = one(found.worth_of_mixtures(game));
        let lines: Vec<String> = [("an action", actions), ("a mixture", mixtures)]
            .into_iter()
            .filter_map(|(what, worth)| {
                Some(format!("Moving first with {what} is worth {}.", worth?))
            })
            .collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }
}

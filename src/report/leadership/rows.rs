//! Commitments as tables: one for readers, a row for each answer; one for programs, with every number.

use super::super::decimal::Notation;
use super::super::equilibria::postures_of;
use super::super::notation::{print_strategy, real_cell};
use super::super::table::{Align, Cell, Column, Table};
use super::LeadershipAnswer;
use crate::num::Real;
use crate::solve::leadership::Outcome;

/// To what the leader is committed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Commitment {
    /// To an action.
    Action,
    /// To a mixture, ties broken in the leader's favour.
    Strong,
    /// To a mixture, ties broken against the leader.
    Weak,
    /// To nothing: all move at once.
    None,
}

/// One thing that may be played.
pub(super) struct Row {
    pub commitment: Commitment,
    pub outcome: Outcome,
    /// Whether it is played as it stands, or only nearly.
    pub attained: bool,
    /// Whether this is known to be all that may be played after the commitment.
    pub complete: bool,
}

impl Commitment {
    /// In words, for readers; `sure` where ties make no difference to mixtures.
    fn words(self, leader: &str, sure: bool) -> String {
        match self {
            Commitment::Action => "an action".to_owned(),
            Commitment::Strong if sure => "a mixture".to_owned(),
            Commitment::Strong => format!("a mixture, ties for {leader}"),
            Commitment::Weak => format!("a mixture, ties against {leader}"),
            Commitment::None => "none: all at once".to_owned(),
        }
    }

    /// In a word, for programs.
    fn name(self) -> &'static str {
        match self {
            Commitment::Action => "pure",
            Commitment::Strong => "mixed strong",
            Commitment::Weak => "mixed weak",
            Commitment::None => "none",
        }
    }
}

impl LeadershipAnswer {
    /// All that may be played: after each action, after the best mixtures, and when all move at once.
    pub(super) fn rows(&self) -> Vec<Row> {
        let (game, found) = (&self.game, &self.found);
        let mut rows = Vec::new();
        for commitment in &found.pure {
            let complete = commitment.induced.completeness.is_complete();
            let outcomes = found.answers(game, commitment).into_iter();
            rows.extend(outcomes.map(|outcome| Row {
                commitment: Commitment::Action,
                outcome,
                attained: true,
                complete,
            }));
        }
        if let Ok(mixed) = &found.mixed {
            let strong = mixed.strong.commitments.iter();
            rows.extend(strong.map(|one| Row {
                commitment: Commitment::Strong,
                outcome: found.outcome(game, one),
                attained: true,
                complete: true,
            }));
            rows.push(Row {
                commitment: Commitment::Weak,
                outcome: found.outcome(game, &mixed.weak.commitment),
                attained: mixed.weak.towards.is_none(),
                complete: true,
            });
        }
        let complete = found.simultaneous.completeness.is_complete();
        let equilibria = found.simultaneous.equilibria.iter();
        rows.extend(equilibria.map(|equilibrium| Row {
            commitment: Commitment::None,
            outcome: Outcome {
                profile: equilibrium.profile().to_vec(),
                payoffs: equilibrium.payoffs().to_vec(),
            },
            attained: true,
            complete,
        }));
        rows
    }

    /// Whether one of the best mixtures gives as much if ties are broken against the leader.
    pub(super) fn is_sure(&self) -> bool {
        self.found.mixed.as_ref().is_ok_and(|mixed| {
            let weak = &mixed.weak;
            let both = mixed.strong.commitments.contains(&weak.commitment);
            both && weak.towards.is_none() && weak.value == mixed.strong.value
        })
    }

    fn scenario(&self) -> &str {
        self.subject.scenario.as_deref().unwrap_or("default")
    }

    /// What the followers play, and with which postures.
    fn answer(&self, profile: &[Vec<Real>], notation: Notation) -> [String; 2] {
        let players = self.game.players();
        let each = |words: &dyn Fn(usize) -> String| -> String {
            let followers = &self.found.followers;
            let said = followers.iter().map(|place| (*place, words(*place)));
            let said = said.filter(|(_, words)| !words.is_empty());
            let named = said.map(|(place, words)| match followers.len() {
                1 => words,
                _ => format!("{} {words}", players[place].id),
            });
            named.collect::<Vec<_>>().join(", ")
        };
        [
            each(&|place| print_strategy(&players[place], &profile[place], notation)),
            each(&|place| postures_of(&players[place], &profile[place])),
        ]
    }
}

/// What may be played after each commitment, and what the leader gets: one or more answers about the same model and leader.
pub fn leadership_table(
    id: &str,
    caption: &str,
    answers: &[LeadershipAnswer],
    notation: Notation,
) -> Table {
    let several = answers.len() > 1;
    let leader = &answers[0].leader().id;
    let mut columns = Vec::new();
    if several {
        columns.push(Column::new("scenario", Align::Left).once());
    }
    let others = match answers[0].found.followers.len() {
        1 => format!("{} answers", answers[0].followers()),
        _ => "the others answer".to_owned(),
    };
    columns.extend([
        Column::new("commitment to", Align::Left).once(),
        Column::new(format!("{leader} plays"), Align::Left).once(),
        Column::new(others, Align::Left),
        Column::new("posture", Align::Left),
        Column::new(format!("{leader} gets"), Align::Right),
    ]);
    let mut table = Table::new(id, caption, columns);
    for answer in answers {
        let mut before = None;
        let sure = answer.is_sure();
        let rows = answer.rows().into_iter();
        for row in rows.filter(|row| !(sure && row.commitment == Commitment::Weak)) {
            if before.is_some_and(|before| before != row.commitment) {
                table.rule();
            }
            before = Some(row.commitment);
            let profile = &row.outcome.profile;
            let own = answer.found.leader;
            let [plays, postures] = answer.answer(profile, notation);
            let near = match row.attained {
                true => "",
                false => "near ",
            };
            let mixture = print_strategy(answer.leader(), &profile[own], notation);
            let mut cells: Vec<Cell> = Vec::new();
            if several {
                cells.push(answer.scenario().into());
            }
            cells.extend([
                row.commitment.words(leader, sure).into(),
                format!("{near}{mixture}").into(),
                plays.into(),
                postures.into(),
                real_cell(&row.outcome.payoffs[own], notation),
            ]);
            table.row(cells);
        }
        table.rule();
    }
    table
}

/// The same in short, where much may be played: for each commitment what the leader gets at best and at worst.
pub(super) fn short_table(answer: &LeadershipAnswer, notation: Notation) -> Table {
    let leader = &answer.leader().id;
    let columns = vec![
        Column::new("commitment to", Align::Left).once(),
        Column::new(format!("{leader} plays"), Align::Left),
        Column::new("answers", Align::Right),
        Column::new("at best", Align::Right),
        Column::new("at worst", Align::Right),
    ];
    let mut table = Table::new("leadership", "", columns);
    let row = |table: &mut Table,
               commitment: Commitment,
               plays: &str,
               number: usize,
               ends: Option<[Real; 2]>| {
        let [best, worst] = match &ends {
            Some(ends) => [&ends[0], &ends[1]].map(|end| real_cell(end, notation)),
            None => [Cell::Empty, Cell::Empty],
        };
        table.row(vec![
            commitment.words(leader, false).into(),
            plays.into(),
            number.to_string().into(),
            best,
            worst,
        ]);
    };
    for commitment in &answer.found.pure {
        let action = &answer.leader().actions[commitment.action].id;
        let number = commitment.induced.equilibria.len();
        let ends = commitment.payoffs(answer.found.leader);
        row(&mut table, Commitment::Action, action, number, ends);
    }
    table.rule();
    let number = answer.found.simultaneous.equilibria.len();
    let ends = answer.found.nash_payoffs();
    row(&mut table, Commitment::None, "", number, ends);
    table
}

/// The same for programs: one row for each thing that may be played, player and action with positive probability.
pub fn leadership_rows(answers: &[LeadershipAnswer], notation: Notation) -> Table {
    let columns = [
        "model",
        "scenario",
        "leader",
        "commitment",
        "number",
        "attained",
        "player",
        "role",
        "action",
        "posture",
        "probability",
        "payoff",
        "complete",
    ];
    let columns = columns.map(|name| Column::new(name, Align::Left)).to_vec();
    let mut table = Table::new("leadership", "", columns);
    for answer in answers {
        for (number, row) in answer.rows().iter().enumerate() {
            for (place, player) in answer.game.players().iter().enumerate() {
                let played = player.actions.iter().zip(&row.outcome.profile[place]);
                for (action, probability) in played.filter(|(_, p)| !p.is_zero()) {
                    let posture = action.posture.as_ref().map(ToString::to_string);
                    table.row(vec![
                        answer.subject.model.as_str().into(),
                        answer.scenario().into(),
                        answer.leader().id.as_str().into(),
                        row.commitment.name().into(),
                        (number + 1).to_string().into(),
                        row.attained.to_string().into(),
                        player.id.as_str().into(),
                        player.role.as_str().into(),
                        action.id.as_str().into(),
                        posture.unwrap_or_default().into(),
                        real_cell(probability, notation),
                        real_cell(&row.outcome.payoffs[place], notation),
                        row.complete.to_string().into(),
                    ]);
                }
            }
        }
    }
    table
}

//! Which equilibria survive which refinement, and which one a rule selects: a table, lines of words, and data.

use serde_json::{Map, Value as Json, json};

use super::answer::Answer;
use super::decimal::Notation;
use super::table::{Align, Cell, Column, Table};
use crate::certify::{Admissibility, ThreeValued};
use crate::game::{Game, Player};
use crate::num::Rational;
use crate::solve::potential::Potential;
use crate::solve::refinement::{Refined, Refinement, Rule, Selected, compared, refine, select};
use crate::solve::risk_dominance::RiskDominance;

/// What was asked about refinements and selection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refinements {
    /// What is known of each equilibrium, where that is to be shown.
    pub refined: Option<Refined>,
    /// What a rule selects, where one was named.
    pub selected: Option<(Rule, Selected)>,
    /// How the strict equilibria of a game for two compare, where that was asked and decides.
    pub risk: Option<RiskDominance>,
}

impl Answer {
    /// Works out what survives which refinement, and what a rule selects.
    ///
    /// # Answer
    /// Whether the game is one of which that can be asked: all move at once, and payoffs are more than ranks.
    pub fn refine(&mut self, is_shown: bool, rule: Option<Rule>) -> bool {
        let is_simple = self.game.tree().is_none() && !self.game.is_ordinal();
        self.refinements = is_simple.then(|| {
            let refined = is_shown.then(|| refine(&self.game, &self.solution));
            let by_risk = rule == Some(Rule::RiskDominance);
            let risk = match &refined {
                Some(refined) => refined.risk.clone(),
                None => by_risk.then(|| compared(&self.game)).flatten(),
            };
            let selected = rule.map(|rule| match &risk {
                Some(risk) if by_risk => (rule, risk.select(&self.solution.equilibria)),
                _ => (rule, select(&self.game, &self.solution, rule)),
            });
            Refinements {
                refined,
                selected,
                risk,
            }
        });
        is_simple
    }

    /// The table of refinements, where it was asked for: a row for each equilibrium.
    pub fn refinement_table(&self, id: &str, notation: Notation) -> Option<Table> {
        let refined = self.refined()?;
        let for_two = self.game.counts().len() == 2;
        let has_potential = matches!(refined.potential, Potential::Exact(_));
        let mut columns = vec![Column::new("no.", Align::Right)];
        let mut names = vec![
            "strict",
            "quasi-strict",
            "admissible",
            "perfect",
            "proper",
            "essential",
            "payoff dominant",
        ];
        names.extend(for_two.then_some("risk dominant"));
        names.extend(has_potential.then_some("greatest potential"));
        names.push("p-dominant from");
        columns.extend(names.iter().map(|name| Column::new(*name, Align::Left)));
        let caption = format!("Refinements of the equilibria of {}.", self.subject.title);
        let mut table = Table::new(id, caption.as_str(), columns);
        for (place, one) in refined.equilibria.iter().enumerate() {
            let mut cells: Vec<Cell> = vec![(place + 1).to_string().into()];
            let words = [
                ThreeValued::from(one.strict),
                one.quasi_strict,
                one.admissible,
                one.perfect,
                one.proper,
                one.essential,
                one.payoff_dominant,
            ];
            let greatest = has_potential.then(|| (one.maximises_potential == Some(true)).into());
            let all = words.into_iter().chain(one.risk_dominant).chain(greatest);
            cells.extend(all.map(|word| Cell::from(word.word())));
            cells.push(match &one.least_belief {
                Some(least) => Cell::Number(least.clone(), notation),
                None => Cell::Empty,
            });
            table.row(cells);
        }
        Some(table)
    }

    /// What the table rests on, and what is selected, a line each.
    pub fn refinement_words(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some(refined) = self.refined() {
            for (place, one) in refined.equilibria.iter().enumerate() {
                lines.extend(dominations(&self.game, place, one));
            }
            lines.push(self.potential_words(&refined.potential));
            lines.extend(self.risk_words());
        }
        lines.extend(self.selection_line());
        lines
    }

    /// Which equilibrium is selected, and by which rule, if one was named.
    pub fn selection_line(&self) -> Option<String> {
        let (rule, selected) = self.selected()?;
        if rule == Rule::RiskDominance
            && let Some(words) = self.risk_selection_words(selected)
        {
            return Some(words);
        }
        Some(selection_words(rule, selected))
    }

    /// What is known of each equilibrium, where that is to be shown.
    pub(super) fn refined(&self) -> Option<&Refined> {
        self.refinements.as_ref()?.refined.as_ref()
    }

    /// What a rule selects, where one was named.
    pub(super) fn selected(&self) -> Option<(Rule, Selected)> {
        self.refinements.as_ref()?.selected
    }

    fn potential_words(&self, potential: &Potential) -> String {
        let players = self.game.players();
        match potential {
            Potential::Exact(_) => {
                "The game has an exact potential: whoever moves alone gains what it gains."
                    .to_owned()
            }
            Potential::Cycle {
                profile,
                moves,
                gain,
            } => {
                let from = self.game.profile_at(*profile);
                let start = players.iter().zip(&from);
                let start: Vec<String> = start
                    .map(|(player, action)| format!("{} {}", player.id, player.actions[*action].id))
                    .collect();
                let there = moves.map(|(player, action)| {
                    format!(
                        "{} to {}",
                        players[player].id, players[player].actions[action].id
                    )
                });
                let back = moves.map(|(player, _)| format!("{} back", players[player].id));
                format!(
                    "The game has no exact potential: from {}, {}, {}, {}, {}, the movers gain {gain} together.",
                    start.join(", "),
                    there[0],
                    there[1],
                    back[0],
                    back[1]
                )
            }
        }
    }
}

fn selection_words(rule: Rule, selected: Selected) -> String {
    let name = in_words(rule);
    match selected {
        Selected::One(place) if rule == Rule::Logit => format!(
            "Selected by {name}: equilibrium {}, certified; that the branch leads to it is a measurement.",
            place + 1
        ),
        Selected::One(place) => format!("Selected by {name}: equilibrium {}.", place + 1),
        Selected::None => format!("Selected by {name}: none. {}", why_none(rule)),
        Selected::Undecided if rule == Rule::Logit => format!(
            "Selected by {name}: undecided, as none of the equilibria listed was certified as its limit."
        ),
        Selected::Undecided => format!(
            "Selected by {name}: undecided, as the list of equilibria is not known to be complete, or numbers are known by bounds only."
        ),
        Selected::NotApplicable => format!("Selected by {name}: none. {}", why_never(rule)),
    }
}

fn in_words(rule: Rule) -> &'static str {
    match rule {
        Rule::PayoffDominance => "payoff dominance",
        Rule::RiskDominance => "risk dominance",
        Rule::PDominance => "p-dominance",
        Rule::Potential => "the greatest potential",
        Rule::Logit => "the logit branch from random choice on",
    }
}

fn why_none(rule: Rule) -> &'static str {
    match rule {
        Rule::PayoffDominance => "In no equilibrium everybody gets more than in every other.",
        Rule::RiskDominance => "No strict equilibrium costs more to leave than the opposite one.",
        Rule::PDominance => {
            "Not exactly one pure equilibrium is p-dominant for some p below one half."
        }
        Rule::Potential => "The potential is not greatest at exactly one pure equilibrium.",
        Rule::Logit => "The branch has no limit.",
    }
}

fn why_never(rule: Rule) -> &'static str {
    match rule {
        Rule::RiskDominance => "It is worked out for two players.",
        _ => "The game has no exact potential.",
    }
}

/// What lists for programs say of each equilibrium, where refinements are shown.
pub(super) const COLUMNS: [&str; 10] = [
    "quasi_strict",
    "admissible",
    "perfect",
    "proper",
    "essential",
    "payoff_dominant",
    "risk_dominant",
    "greatest_potential",
    "p_dominant_from",
    "selected",
];

/// The cells of [`COLUMNS`]: `yes`, `no` or `undecided`, and empty where something is not defined or not asked.
pub(super) fn cells(answer: &Answer, place: usize, notation: Notation) -> Vec<Cell> {
    let Some(refined) = answer.refined() else {
        return vec![Cell::Empty; COLUMNS.len()];
    };
    let one = &refined.equilibria[place];
    let greatest = one.maximises_potential.map(ThreeValued::from);
    let selected = answer.selected().map(|(_, selected)| match selected {
        Selected::One(chosen) => ThreeValued::from(chosen == place).word(),
        Selected::None => ThreeValued::False.word(),
        Selected::Undecided => ThreeValued::Undecided.word(),
        Selected::NotApplicable => "not applicable",
    });
    let words = [
        Some(one.quasi_strict),
        Some(one.admissible),
        Some(one.perfect),
        Some(one.proper),
        Some(one.essential),
        Some(one.payoff_dominant),
        one.risk_dominant,
        greatest,
    ];
    let word = |word: Option<&'static str>| word.map_or(Cell::Empty, Cell::from);
    let mut cells: Vec<Cell> = words
        .map(|known| word(known.map(ThreeValued::word)))
        .to_vec();
    cells.push(match &one.least_belief {
        Some(least) => Cell::Number(least.clone(), notation),
        None => Cell::Empty,
    });
    cells.push(word(selected));
    cells
}

/// Which strategies of an equilibrium are dominated, and by what.
fn dominations(game: &Game, place: usize, refinement: &Refinement) -> Vec<String> {
    let players = game.players().iter().zip(&refinement.admissibility);
    let told = players.filter_map(|(player, found)| {
        let Some(Admissibility::Dominated { from, to }) = found else {
            return None;
        };
        Some(format!(
            "Equilibrium {}: {} plays what is weakly dominated: {} is never better, and sometimes worse, than {}.",
            place + 1,
            player.id,
            mixture(player, from),
            mixture(player, to)
        ))
    });
    told.collect()
}

/// `press`, or `1/2 press + 1/2 restrain`.
fn mixture(player: &Player, shares: &[Rational]) -> String {
    let played = shares.iter().zip(&player.actions);
    let played = played.filter(|(share, _)| !share.is_zero());
    let parts = played.map(|(share, action)| match *share == Rational::ONE {
        true => action.id.clone(),
        false => format!("{share} {}", action.id),
    });
    parts.collect::<Vec<_>>().join(" + ")
}

/// The refinements of an equilibrium as data.
pub(super) fn refinement_json(game: &Game, refinement: &Refinement) -> Json {
    let mut entry = Map::new();
    let mut say = |key: &str, value: Json| entry.insert(key.to_owned(), value);
    for (key, value) in [
        ("quasi_strict", refinement.quasi_strict),
        ("admissible", refinement.admissible),
        ("perfect", refinement.perfect),
        ("proper", refinement.proper),
        ("essential", refinement.essential),
        ("payoff_dominant", refinement.payoff_dominant),
    ] {
        say(key, json!(value.word()));
    }
    if let Some(dominant) = refinement.risk_dominant {
        let known = match dominant {
            ThreeValued::True => json!(true),
            ThreeValued::False => json!(false),
            ThreeValued::Undecided => json!(dominant.word()),
        };
        say("risk_dominant", known);
    }
    if let Some(least) = &refinement.least_belief {
        say("p_dominant_from", json!(least.to_string()));
    }
    if let Some(greatest) = refinement.maximises_potential {
        say("greatest_potential", json!(greatest));
    }
    let players = game.players().iter().zip(&refinement.admissibility);
    let evidence = players.filter_map(|(player, found)| {
        let texts = |shares: &[Rational]| -> Vec<String> {
            shares.iter().map(Rational::to_string).collect()
        };
        let told = match found.as_ref()? {
            Admissibility::Undominated(belief) => json!({ "belief": texts(belief) }),
            Admissibility::Dominated { from, to } => {
                json!({ "from": texts(from), "to": texts(to) })
            }
        };
        Some((player.id.clone(), told))
    });
    say("admissibility", Json::Object(evidence.collect()));
    Json::Object(entry)
}

/// The potential, or why there is none, as data.
pub(super) fn potential_json(game: &Game, potential: &Potential) -> Json {
    match potential {
        Potential::Exact(values) => {
            let texts: Vec<String> = values.iter().map(Rational::to_string).collect();
            json!({ "exact": texts })
        }
        Potential::Cycle {
            profile,
            moves,
            gain,
        } => {
            let players = game.players();
            let from = game.profile_at(*profile).into_iter().zip(players);
            let from =
                from.map(|(action, player)| (player.id.clone(), json!(player.actions[action].id)));
            let moves = moves.map(|(player, action)| {
                json!({ "player": players[player].id, "to": players[player].actions[action].id })
            });
            json!({ "cycle": { "from": Json::Object(from.collect()), "moves": moves, "gain": gain.to_string() } })
        }
    }
}

/// What a rule selects, as data.
pub(super) fn selection_json(rule: Rule, selected: Selected) -> Json {
    let (selected, equilibrium) = match selected {
        Selected::One(place) => ("one", Some(place)),
        Selected::None => ("none", None),
        Selected::Undecided => ("undecided", None),
        Selected::NotApplicable => ("not applicable", None),
    };
    json!({ "rule": rule.name(), "selected": selected, "equilibrium": equilibrium })
}

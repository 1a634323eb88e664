//! The conditions of one model as propositions with sketches of their proofs, and its comparative statics.

use super::super::answer::Answer;
use super::super::conditions::{
    Conditions, Proposition, Propositions, Strict, propositions, thresholds,
};
use super::super::expression::Written;
use super::super::page::{Regions, words as in_words};
use super::super::study::Solved;
use super::super::table::Cell;
use super::article::{Block, Label, Line, Piece, code, heading, listed, paragraph, words};

/// Beyond this many kinds of profiles, only those are shown that are an equilibrium in some scenario.
const SHOWN: usize = 12;
/// Beyond this many profiles that never are an equilibrium, they are counted and not named.
const NEVER: usize = 12;

/// What a model contributes to the conditions.
pub(super) struct Stated {
    /// Its propositions.
    pub blocks: Vec<Block>,
    /// Their labels.
    pub labels: Vec<Label>,
    /// What they say, without the domain of the parameters.
    pub says: String,
}

/// The propositions of one model.
pub(super) fn conditions(study: &Solved, regions: &Regions) -> Stated {
    let mut blocks = vec![heading(
        2,
        &format!("conditions-{}", study.id),
        study.title(),
    )];
    let answer = match &regions.conditions {
        Ok(answer) => answer,
        Err(reason) => {
            blocks.push(paragraph(format!("No conditions are given: {reason}.")));
            return Stated {
                blocks,
                labels: Vec::new(),
                says: String::new(),
            };
        }
    };
    let some = answer.classes() > SHOWN;
    let held = |profile: &[usize]| !some || study.holds_somewhere(profile);
    let found = propositions(answer, &held);
    blocks.push(assumptions(&found));
    let mut labels = Vec::new();
    for (place, one) in found.stated.iter().enumerate() {
        let id = format!("{}-{}", study.id, place + 1);
        let block = Block::Proposition {
            id,
            statement: statement(one, study),
            proof: sketch(one),
        };
        labels.extend(block.label());
        blocks.push(block);
    }
    blocks.extend(rest(study, &found));
    Stated {
        blocks,
        labels,
        says: format!("{:?} {:?}", found.stated, found.never),
    }
}

fn formula(written: &Written) -> Piece {
    Piece::Math(written.clone())
}

fn assumptions(found: &Propositions) -> Block {
    let mut line: Line = Vec::new();
    if !found.domain.is_empty() {
        line.push(words("Assume throughout that "));
        line.extend(listed(found.domain.iter().map(formula).collect(), "; "));
        line.push(words(". "));
    }
    if !found.given.is_empty() {
        line.push(words("Given are "));
        line.extend(listed(found.given.iter().map(code).collect(), "; "));
        line.push(words("."));
    }
    Block::Paragraph(line)
}

fn statement(one: &Proposition, study: &Solved) -> Vec<Block> {
    let alike = match one.alike {
        0 => String::new(),
        1 => ", and so is the other profile that differs from it in who of a group does what, with the members renamed".to_owned(),
        more => format!(
            ", and so are the {more} others that differ from it in who of a group does what, with the members renamed"
        ),
    };
    let says = match (one.is_always, &one.separate, one.cases.len()) {
        (true, _, _) => format!(" is an equilibrium for all values of the parameters{alike}."),
        (_, Some(_), _) => format!(
            " is an equilibrium{alike} if and only if, for each of these deviations, one of its alternatives holds:"
        ),
        (_, None, 1) => format!(" is an equilibrium{alike} if and only if"),
        (_, None, _) => format!(
            " is an equilibrium{alike} if and only if the conditions of one of these {} cases hold.",
            one.cases.len() + one.more_cases
        ),
    };
    let mut blocks = vec![Block::Paragraph(vec![
        Piece::Emphasis(one.profile.clone()),
        words(says),
    ])];
    if let Some(separate) = &one.separate {
        blocks.push(Block::List(separate.iter().map(alternatives).collect()));
    }
    for (place, case) in one.cases.iter().enumerate() {
        if one.cases.len() > 1 {
            blocks.push(paragraph(format!("Case {}:", place + 1)));
        }
        blocks.push(Block::Formulas(case.clone()));
    }
    if one.more_cases > 0 {
        blocks.push(Block::Paragraph(vec![
            words(format!("The other {} cases are in ", one.more_cases)),
            code(format!("{}-conditions.json", study.id)),
            words("."),
        ]));
    }
    blocks.extend(strictness(&one.strict));
    blocks
}

/// What one deviation asks: alternatives, each of some formulas.
fn alternatives((who, cases): &(String, Vec<Vec<Written>>)) -> Line {
    let mut line = vec![words(format!("{who}: "))];
    for (place, case) in cases.iter().enumerate() {
        if place > 0 {
            line.push(words(", or "));
        }
        line.extend(listed(case.iter().map(formula).collect(), " and "));
    }
    line
}

fn strictness(strict: &Strict) -> Option<Block> {
    let line = match strict {
        Strict::Never => "It is never strict: some deviation always does as well.",
        Strict::Always => "It is strict.",
        Strict::WhereverItIs => "It is strict wherever it is an equilibrium.",
        Strict::IfInequalitiesAre => {
            "It is strict if and only if the inequalities of players are strict."
        }
        Strict::Unsaid => return None,
        Strict::Iff(all) => {
            let mut line = vec![words("It is strict if and only if ")];
            line.extend(listed(all.iter().map(formula).collect(), ", "));
            line.push(words("."));
            return Some(Block::Paragraph(line));
        }
    };
    Some(paragraph(line))
}

/// By how much payoffs differ, and why the other deviations gain nothing.
fn sketch(one: &Proposition) -> Vec<Block> {
    let mut blocks = Vec::new();
    let opening = match (one.is_always, one.cases.len(), one.losses.is_empty()) {
        (true, _, _) => "No deviation of any player gains anywhere on the domain.",
        (_, 1, true) => {
            "No player gains by a deviation of its own where these comparisons of two payoffs hold."
        }
        (_, 1, false) => "The action taken pays more than the other by",
        _ => {
            "Payoffs are formulas that fall into pieces; each alternative above is a combination of pieces in which no player gains by a deviation of its own."
        }
    };
    blocks.push(paragraph(opening));
    if !one.losses.is_empty() {
        blocks.push(Block::Formulas(one.losses.clone()));
        blocks.push(paragraph(
            "Denominators are positive on the domain, so nobody gains by these deviations if and only if the numerators are not negative.",
        ));
    }
    if !one.always.is_empty() {
        blocks.push(paragraph(format!(
            "On the whole domain these comparisons hold: {}.",
            one.always.join("; ")
        )));
    }
    if !one.implied.is_empty() {
        blocks.push(paragraph(format!(
            "These follow from the ones listed: {}.",
            one.implied.join("; ")
        )));
    }
    blocks
}

/// Profiles that never are an equilibrium, and those that are not shown.
fn rest(study: &Solved, found: &Propositions) -> Vec<Block> {
    let mut blocks = Vec::new();
    let in_data = || {
        [
            words(" "),
            code(format!("{}-conditions.json", study.id)),
            words(" has them."),
        ]
    };
    if !found.never.is_empty() && found.never.len() <= NEVER {
        let parts: Vec<String> = found
            .never
            .iter()
            .map(|(profile, because)| match because {
                Some((player, action)) => format!("{profile} ({player} gains by {action})"),
                None => profile.clone(),
            })
            .collect();
        blocks.push(paragraph(format!(
            "For no values of the parameters is an equilibrium: {}.",
            parts.join("; ")
        )));
    }
    let mut unsaid = Vec::new();
    if found.never.len() > NEVER {
        unsaid.push(format!(
            "{} never are an equilibrium.",
            in_words::counted(
                found.never.len(),
                "other kind of profile",
                "other kinds of profiles"
            )
        ));
    }
    if found.left_out > 0 {
        unsaid.push(format!(
            "{} are an equilibrium for some values of the parameters and in none of the scenarios, and are left out here.",
            in_words::counted(found.left_out, "kind of profile", "kinds of profiles")
        ));
    }
    if !unsaid.is_empty() {
        let mut line = vec![words(unsaid.join(" "))];
        line.extend(in_data());
        blocks.push(Block::Paragraph(line));
    }
    blocks
}

/// How the thresholds in each side of the model's map move.
pub(super) fn statics(study: &Solved, answer: &Conditions) -> Vec<Block> {
    let Some(model) = &study.model else {
        return Vec::new();
    };
    let mut blocks = Vec::new();
    for name in &model.map {
        let is_of_map = |answer: &Answer| answer.subject.scenario == model.map_scenario;
        let held = |profile: &[usize]| study.holds_where(profile, &is_of_map);
        let Some(found) = thresholds(answer, name, &held) else {
            continue;
        };
        let id = format!("{}-statics-{name}", study.id);
        blocks.push(Block::Paragraph(vec![
            Piece::Emphasis(study.title().to_owned()),
            words(". The conditions above, solved for "),
            formula(&found.symbol),
            words(":"),
        ]));
        for (profile, bounds) in &found.bounds {
            blocks.push(paragraph(format!("{profile}:")));
            let lines = bounds.iter().map(|bound| {
                let says = &bound.says;
                let (mut text, mut latex) = (says.text.clone(), says.latex.clone());
                if let Some(when) = &bound.when {
                    text = format!("{text} if {}", when.text);
                    latex = format!(r"{latex} \quad\text{{if }} {}", when.latex);
                }
                (bound.who.clone(), Written { text, latex })
            });
            blocks.push(Block::Formulas(lines.collect()));
        }
        let caption = Cell::Run(vec![
            format!("{}: how the thresholds in ", study.title()).into(),
            Cell::math(&found.symbol.text, &found.symbol.latex),
            " move with the other parameters.".into(),
        ]);
        blocks.push(Block::Table(found.table.named(&id, caption)));
    }
    if !blocks.is_empty() {
        blocks.insert(
            0,
            heading(2, &format!("statics-{}", study.id), study.title()),
        );
    }
    blocks
}

//! What lasts when a game is played again and again: critical discount factors, and grim reversion as propositions.

use super::super::decimal::Notation;
use super::super::page::Repeated;
use super::super::repeat::{RepeatAnswer, critical_table, meanings, not_worked_out};
use super::super::study::Solved;
use super::article::{Block, Label, Piece, heading, paragraph, words};

/// Profiles for which formulas are written out.
const FORMULAS: usize = 4;

/// What a repeated model contributes.
pub(super) struct Lasting {
    /// Its section.
    pub blocks: Vec<Block>,
    /// The labels of its propositions.
    pub labels: Vec<Label>,
}

/// The table of critical discount factors at the default point, and from which parameters on grim reversion keeps a profile.
pub(super) fn patience(study: &Solved, found: &Repeated) -> Lasting {
    let answer = &found.answers[0];
    let mut blocks = vec![
        heading(2, &format!("patience-{}", study.id), study.title()),
        paragraph(
            "From which discount factor on each profile is played for ever, by plans of each class, at the default point.",
        ),
    ];
    let mut table = critical_table(answer, Notation::Exact).named(
        &format!("{}-critical", study.id),
        format!("{}: critical discount factors.", study.title()),
    );
    for line in meanings(answer).into_iter().chain(not_worked_out(answer)) {
        let mut letters = line.chars();
        let first = letters.next().map(|c| c.to_uppercase().to_string());
        table.note(format!("{}{}", first.unwrap_or_default(), letters.as_str()));
    }
    blocks.push(Block::Table(table));
    let mut labels = Vec::new();
    for block in grim(study, answer) {
        labels.extend(block.label());
        blocks.push(block);
    }
    Lasting { blocks, labels }
}

/// A proposition for each of the first profiles.
fn grim(study: &Solved, answer: &RepeatAnswer) -> Vec<Block> {
    let Some(formulas) = &answer.formulas else {
        return Vec::new();
    };
    let conditions = &formulas.conditions;
    let places = 0..conditions.profiles.len().min(FORMULAS);
    let of = |place: usize| {
        let profile = &conditions.profiles[place].weak.profile;
        let name = answer.profile_words(answer.game.index_of(profile));
        let cases = conditions.formulas_of(place);
        let (answering, iff) = match formulas.is_of_the_point {
            true => ("the pure stage equilibria of the default point", "if"),
            false => ("pure stage equilibria", "if and only if"),
        };
        let says = match (cases.iter().any(Vec::is_empty), cases.len()) {
            (true, _) => " for all values of the parameters.".to_owned(),
            (_, 0) => " for no values of the parameters.".to_owned(),
            (_, 1) => format!(" {iff}"),
            (_, many) => format!(" {iff} one of these {many} cases holds."),
        };
        let is_always = cases.iter().any(Vec::is_empty);
        let mut statement = vec![Block::Paragraph(vec![
            words(format!("Grim reversion to {answering} keeps ")),
            Piece::Emphasis(name),
            words(format!(" for ever{says}")),
        ])];
        let several = cases.len() > 1;
        for (number, case) in cases.into_iter().filter(|_| !is_always).enumerate() {
            if several {
                statement.push(paragraph(format!("Case {}:", number + 1)));
            }
            let mut said = Vec::new();
            for line in case {
                if said.iter().all(|(_, known)| *known != line.1) {
                    said.push(line);
                }
            }
            statement.push(Block::Formulas(said));
        }
        Block::Proposition {
            id: format!("{}-grim-{}", study.id, place + 1),
            statement,
            proof: vec![paragraph(
                "A plan is left nowhere if no deviation in a single period gains. Each line compares staying for ever with what a deviation gives now, and what the answer that is worst for the deviator gives from the next period on.",
            )],
        }
    };
    places.map(of).collect()
}

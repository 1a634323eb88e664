//! Everything about each claim, for a terminal.

use super::words::{part_why, why};
use super::{JudgedModel, in_order, is_expected};
use crate::claim::{Judged, Part};
use crate::report::Terminal;

/// How far texts stand from the left.
const INDENT: usize = 12;

/// The claims one by one: the phrase, the formal statement and what it leaves out side by side, the verdict and its evidence.
pub fn claims_reading(all: &[JudgedModel], terminal: Terminal) -> String {
    let parts = in_order(all).into_iter().map(|(model, judged)| {
        let mut out = String::new();
        let mut line = |head: &str, text: &str| {
            if !text.is_empty() {
                out.push_str(&hanging(head, text, terminal));
            }
        };
        line(&model.id_of(judged, all), &judged.claim.says);
        line("quoted", &quoted(&judged.claim.phrase));
        line("model", &format!("{} ({})", model.name, model.model.title));
        for part in &judged.parts {
            line("formal", &part.text);
        }
        if let Some((condition, _)) = &judged.claim.provided {
            line("provided", condition);
            line("that is", &judged.claim.means);
        }
        line("left out", &judged.claim.leaves_out);
        line("tension", &judged.claim.tension);
        line("verdict", &verdict(judged));
        line("why", &why(judged));
        if judged.parts.len() > 1 {
            for part in &judged.parts {
                line(
                    "",
                    &format!(
                        "- {}: {} ({})",
                        part.text,
                        part.verdict.word(),
                        part_why(part)
                    ),
                );
            }
        }
        line("box", &sides(&judged.parts));
        let assumed = model.model.assumptions.iter().map(|one| one.text.as_str());
        line("assumed", &assumed.collect::<Vec<_>>().join(", "));
        line("constants", &constants(&judged.parts));
        out
    });
    parts.collect::<Vec<_>>().join("\n")
}

/// A text behind its head, its lines below each other.
fn hanging(head: &str, text: &str, terminal: Terminal) -> String {
    let width = terminal.width.map_or(usize::MAX, usize::from).max(40);
    let mut out = format!("{head:<INDENT$}");
    let mut column = INDENT.max(head.chars().count());
    for (place, word) in text.split_whitespace().enumerate() {
        let length = word.chars().count();
        if place > 0 && column + 1 + length > width {
            out.push_str(&format!("\n{:<INDENT$}", ""));
            column = INDENT;
        } else if place > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out.push('\n');
    out
}

fn quoted(phrase: &str) -> String {
    match phrase.is_empty() {
        true => String::new(),
        false => format!("\u{201c}{phrase}\u{201d}"),
    }
}

fn verdict(judged: &Judged) -> String {
    match (is_expected(judged), judged.claim.expected) {
        (false, Some(expected)) => {
            format!(
                "{}, where {} was expected",
                judged.verdict.word(),
                expected.word()
            )
        }
        _ => judged.verdict.word().to_owned(),
    }
}

fn sides(parts: &[Part]) -> String {
    let mut said: Vec<String> = Vec::new();
    for side in parts.iter().flat_map(|part| &part.sides) {
        let (lower, upper) = &side.ends;
        let words = format!("{} in [{lower}, {upper}]", side.name);
        if !said.contains(&words) {
            said.push(words);
        }
    }
    said.join(", ")
}

/// How many numbers were given and not varied.
fn constants(parts: &[Part]) -> String {
    let most = parts.iter().max_by_key(|part| part.constants.len());
    match most.map(|part| part.constants.as_slice()) {
        Some([]) | None => "none: nothing has one value only".to_owned(),
        Some(names) => format!("{} calibrated: {}", names.len(), names.join(", ")),
    }
}

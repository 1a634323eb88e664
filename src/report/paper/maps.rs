//! The phase map of one model as a figure, with the shares of its regions as a table.

use super::super::map::{MapAnswer, Mapped, map_drawing, percent, shares_table};
use super::super::page::Regions;
use super::super::study::Solved;
use super::article::{Block, Kind, Line, Piece, code, math, see, words};

/// The figure and the table; nothing for a model without a map, a sentence for a map that could not be drawn.
pub(super) fn map(study: &Solved, regions: &Regions) -> Vec<Block> {
    let answer = match &regions.map {
        None => return Vec::new(),
        Some(Ok(answer)) => answer,
        Some(Err(reason)) => return vec![no_map(study, reason)],
    };
    let drawing = match map_drawing(std::slice::from_ref(answer)) {
        Ok(drawing) => drawing,
        Err(reason) => return vec![no_map(study, &reason.to_string())],
    };
    let id = format!("{}-map", study.id);
    let shares = format!("{}-shares", study.id);
    vec![
        Block::Paragraph(around(study, answer, &id, &shares)),
        Block::Figure {
            id,
            caption: caption(study, answer),
            drawing,
        },
        Block::Table(
            shares_table(answer).named(&shares, format!("{}: shares of the box.", study.title())),
        ),
    ]
}

fn no_map(study: &Solved, reason: &str) -> Block {
    Block::Paragraph(vec![
        Piece::Emphasis(study.title().to_owned()),
        words(format!(". No map is drawn: {reason}.")),
    ])
}

fn around(study: &Solved, answer: &MapAnswer, figure: &str, table: &str) -> Line {
    let proved = match &answer.map {
        Mapped::Box(map) if !map.undecided.is_zero() => {
            let left = (map.undecided.clone(), map.undecided.clone());
            format!(
                "Every cell is proved, but for {} of the box.",
                percent(&left)
            )
        }
        _ => "Every share is exact.".to_owned(),
    };
    let mut line = vec![
        Piece::Emphasis(study.title().to_owned()),
        words(". "),
        see(Kind::Figure, figure),
        words(" shows where each equilibrium holds, "),
        see(Kind::Table, table),
        words(format!(" how much of the box each set takes. {proved}")),
    ];
    if answer.is_repeated() {
        line.push(words(" Here a profile is said to be played for ever where pure stage equilibria, played for ever after a deviation (grim reversion), keep everybody from leaving it; other plans may keep more."));
    }
    let marks: Vec<String> = answer
        .marks
        .iter()
        .map(|mark| format!("{}: {}", mark.name, answer.words(&mark.equilibria)))
        .collect();
    if !marks.is_empty() {
        line.push(words(format!(
            " At the points marked: {}.",
            marks.join("; ")
        )));
    }
    line
}

fn caption(study: &Solved, answer: &MapAnswer) -> Line {
    let what = match answer.is_repeated() {
        true => "which profiles are played for ever",
        false => "which pure equilibria hold",
    };
    let mut line = vec![words(format!("{}: {what}, by ", study.title()))];
    for (place, side) in answer.sides.iter().enumerate() {
        if place > 0 {
            line.push(words(" and "));
        }
        line.push(math(&side.axis.name, &side.symbol.latex));
        line.push(words(format!(
            " from {} to {}",
            side.axis.lower, side.axis.upper
        )));
    }
    line.push(words(", the other parameters at "));
    match &answer.subject.scenario {
        Some(name) => {
            line.push(words("their values in scenario "));
            line.push(code(name));
            line.push(words("."));
        }
        None => line.push(words("their defaults.")),
    }
    line
}

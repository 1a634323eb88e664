//! The legend: swatches with words, in as many columns as fit, and notes below.

use super::drawing::{Anchor, Fill, POINT, Shape, Text, Words, lines, width};
use super::label::LEADING;

/// Sizes in points, lengths in millimetres.
const SIZE: f64 = 7.5;
const NOTE: f64 = 7.0;
const SWATCH: [f64; 2] = [4.6, 2.8];
const GAP: f64 = 1.4;
const BETWEEN: f64 = 4.0;

/// A line of the legend.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    pub fill: Fill,
    /// The number that stands for it on the map.
    pub number: Option<usize>,
    pub text: String,
}

/// Sets the entries below `[x, y]` within a width; gives back where they end.
pub(super) fn entries(
    shapes: &mut Vec<Shape>,
    entries: &[Entry],
    [x, mut y]: [f64; 2],
    measure: f64,
) -> f64 {
    let lead = SWATCH[0] + GAP;
    let widest = entries
        .iter()
        .map(|entry| width(&entry.text, SIZE))
        .fold(0.0, f64::max);
    let columns = ((measure + BETWEEN) / (lead + widest + BETWEEN)).floor() as usize;
    let columns = columns.clamp(1, entries.len().max(1));
    let column = (measure + BETWEEN) / columns as f64;
    let line = SIZE * LEADING * POINT;
    // Down the columns, as one reads a list.
    let rows = entries.len().div_ceil(columns);
    for row in 0..rows {
        let mut tallest: usize = 1;
        for (number, entry) in entries.iter().skip(row).step_by(rows.max(1)).enumerate() {
            let left = x + number as f64 * column;
            let corners = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]];
            shapes.push(Shape::Area {
                loops: vec![
                    corners
                        .map(|[a, b]| [left + a * SWATCH[0], y + b * SWATCH[1]])
                        .to_vec(),
                ],
                fill: entry.fill,
                outlined: true,
            });
            if let Some(key) = entry.number {
                let at = [left + SWATCH[0] / 2.0, y + SWATCH[1] - 0.55];
                let mut text = Text::new(at, Anchor::Middle, SIZE, Words::new(&key.to_string()));
                text.halo = Some(entry.fill.colour);
                shapes.push(Shape::Text(text));
            }
            let wrapped = lines(&entry.text, SIZE, column - BETWEEN - lead);
            tallest = tallest.max(wrapped.len());
            for (step, words) in wrapped.iter().enumerate() {
                let at = [left + lead, y + SWATCH[1] - 0.5 + step as f64 * line];
                shapes.push(Shape::Text(Text::new(
                    at,
                    Anchor::Start,
                    SIZE,
                    Words::new(words),
                )));
            }
        }
        y += SWATCH[1] + 1.2 + (tallest - 1) as f64 * line;
    }
    y
}

/// Sets notes below `[x, y]`, each on lines of its own; gives back where they end.
pub(super) fn notes(
    shapes: &mut Vec<Shape>,
    notes: &[String],
    [x, mut y]: [f64; 2],
    measure: f64,
) -> f64 {
    for note in notes {
        for words in lines(note, NOTE, measure) {
            y += NOTE * LEADING * POINT;
            let text = Text::new([x, y - 0.5], Anchor::Start, NOTE, Words::new(&words));
            shapes.push(Shape::Text(text));
        }
        y += 0.4;
    }
    y
}

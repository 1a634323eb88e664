//! Where on the sheet the panels of a picture lie, and the titles beside and above them.

use super::axis::{Tick, exactly, ticks};
use super::compose::{SMALL, TICK, TITLE};
use super::drawing::{POINT, Words, lines};
use super::label::{LEADING, Rectangle};
use super::picture::{AxisTitle, MapPicture, Panel};
use crate::num::Rational;

/// Widths of a column and of a page of a journal, in millimetres.
const COLUMN: f64 = 84.0;
const PAGE: f64 = 174.0;

/// The lines of an axis title, the symbol in one piece.
pub(super) fn title_lines(title: &AxisTitle, size: f64, measure: f64) -> Vec<Words> {
    let symbol = title.symbol.between("(", ")");
    let mut lines: Vec<Words> = lines(&title.meaning, size, measure)
        .iter()
        .map(|line| Words::new(line))
        .collect();
    match lines.last_mut() {
        Some(last) if last.width(size) + symbol.width(size) + 1.0 <= measure => {
            *last = last.followed_by(&symbol)
        }
        _ => lines.push(symbol),
    }
    lines
}

/// The lines above a panel; bold letters are wider.
pub(super) fn heads(panel: &Panel, measure: f64) -> Vec<String> {
    lines(&panel.title, TITLE, measure / 1.12)
}

/// Where the frames of the panels lie.
pub(super) struct Layout {
    pub width: f64,
    pub columns: usize,
    pub frames: Vec<Rectangle>,
    /// Whether all panels show the same box, so that inner axes need no numbers.
    shared: bool,
    pub y_title: Vec<Words>,
}

impl Layout {
    pub fn new(picture: &MapPicture) -> Self {
        let count = picture.panels.len();
        let columns = match count {
            1 => 1,
            2 | 4 => 2,
            _ => 3,
        };
        let width = if count == 1 { COLUMN } else { PAGE };
        let boxes = picture.panels.iter().map(|panel| &panel.map.axes);
        let shared = boxes
            .clone()
            .all(|axes| *axes == picture.panels[0].map.axes);
        let numbers = boxes
            .flat_map(|axes| y_ticks(&axes[1].lower, &axes[1].upper, 50.0))
            .map(|tick| tick.words.width(SMALL))
            .fold(0.0, f64::max);
        let numbers = numbers + TICK + 1.1;
        let last = width_of_end(&picture.panels[0].map.axes[0].upper);
        let right = (last / 2.0 + 0.3).max(1.2);
        let mut layout = Layout {
            width,
            columns,
            frames: Vec::new(),
            shared,
            y_title: Vec::new(),
        };
        // The title of the upward axis takes room to the left, and wraps by how high the frames are; two rounds settle it.
        for _ in 0..2 {
            let title = layout.y_title.len().max(1) as f64 * TITLE * LEADING * POINT + 0.8;
            let (first, inner) = if shared {
                (title + numbers, (last + 1.6).max(4.0))
            } else {
                (title, 3.0)
            };
            let own = if shared { 0.0 } else { numbers };
            let across =
                (width - first - right - (columns - 1) as f64 * inner) / columns as f64 - own;
            let height = across * if count == 1 { 0.8 } else { 0.88 };
            layout.frames.clear();
            let mut top = 0.6;
            for (row, panels) in picture.panels.chunks(columns).enumerate() {
                let heads = panels.iter().map(|panel| heads(panel, across).len()).max();
                top += heads.unwrap_or(0) as f64 * TITLE * LEADING * POINT
                    + if row == 0 { 0.6 } else { 1.4 };
                for column in 0..panels.len() {
                    let left = first + column as f64 * (across + own + inner) + own;
                    layout.frames.push(Rectangle {
                        corner: [left, top],
                        sides: [across, height],
                    });
                }
                top += height;
                let is_last = (row + 1) * columns >= count;
                let ragged = !count.is_multiple_of(columns) && (row + 2) * columns > count;
                top += if !is_last && (!shared || ragged) {
                    4.6
                } else {
                    2.0
                };
            }
            let high = layout.bottom() - layout.frames[0].corner[1];
            layout.y_title = title_lines(&picture.y, TITLE, high);
        }
        layout
    }

    /// Where the lowest frame ends.
    pub fn bottom(&self) -> f64 {
        self.frames
            .iter()
            .map(|frame| frame.corner[1] + frame.sides[1])
            .fold(0.0, f64::max)
    }

    pub fn shows_x(&self, panel: usize) -> bool {
        !self.shared || panel + self.columns >= self.frames.len()
    }

    pub fn shows_y(&self, panel: usize) -> bool {
        !self.shared || panel.is_multiple_of(self.columns)
    }
}

fn width_of_end(value: &Rational) -> f64 {
    exactly(value).width(SMALL)
}

/// The ticks of an upward axis.
pub(super) fn y_ticks(lower: &Rational, upper: &Rational, length: f64) -> Vec<Tick> {
    ticks(lower, upper, length, SMALL, true)
}

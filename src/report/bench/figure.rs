//! The picture of how times grow: the median against the size on a logarithmic axis, a line for each method and program, named at its end.

use super::super::map::{
    Anchor, Colour, Drawing, LEADING, POINT, Pen, Point, Shape, Text, Words, curve, lines,
    pushed_apart, width,
};
use super::numbers::duration;
use super::words;
use crate::bench::{Bench, FamilyGrowth, GrowthOf, Runner};

/// Widths of a column and of a page of a journal, in millimetres.
const COLUMN: f64 = 84.0;
const PAGE: f64 = 174.0;
/// Sizes of letters in points: titles and axis titles, labels, numbers.
const TITLE: f64 = 8.0;
const LABEL: f64 = 7.5;
const NUMBER: f64 = 7.0;
/// The height of a panel.
const HEIGHT: f64 = 52.0;
/// The colour of lines across a panel.
const PALE: Colour = Colour([0xdd, 0xdd, 0xdd]);
/// Some fonts are wider than the estimate.
const WIDER: f64 = 1.15;

/// The picture of the families that have three sizes and more; none if there is no such family.
pub fn bench_drawing(bench: &Bench) -> Option<Drawing> {
    let families = bench.growths();
    let families: Vec<&FamilyGrowth> = families
        .iter()
        .filter(|family| !family.rows.is_empty())
        .collect();
    if families.is_empty() {
        return None;
    }
    let columns = families.len().min(2);
    let sheet_width = if columns == 1 { COLUMN } else { PAGE };
    let runners = bench.runners();
    let rows = families.iter().flat_map(|family| &family.rows);
    let names = rows.map(|row| width(&name(row), LABEL));
    let mut sheet = Sheet {
        runners: &runners,
        labels: WIDER * names.fold(0.0, f64::max) + 3.6,
        shapes: Vec::new(),
    };
    let cell = sheet_width / columns as f64;
    let mut top = 0.6;
    for row in families.chunks(columns) {
        for (place, family) in row.iter().enumerate() {
            sheet.panel(family, place as f64 * cell, cell, top);
        }
        top += TITLE * LEADING * POINT + 1.6 + HEIGHT + 11.0;
    }
    let most = families
        .iter()
        .map(|family| family.games)
        .max()
        .unwrap_or(1);
    let mut notes = match most {
        1 => "Median time of a warm call".to_owned(),
        games => format!("Median time of a warm call, over {games} games of each size"),
    };
    if runners
        .iter()
        .any(|runner| !matches!(runner, Runner::Method(_)))
    {
        notes.push_str("; dashed: whole processes, with their start");
    }
    notes.push_str(". ");
    notes.push_str(&words::machine(bench));
    notes.push_str(" Times change from run to run.");
    for line in lines(&notes, NUMBER, (sheet_width - 1.0) / WIDER) {
        top += NUMBER * LEADING * POINT;
        sheet.text([0.5, top], Anchor::Start, NUMBER, Words::new(&line));
    }
    Some(Drawing {
        width: sheet_width,
        height: top + 1.2,
        title: "How times grow with the size of the game".to_owned(),
        description: families
            .iter()
            .map(|family| description(family))
            .collect::<Vec<_>>()
            .join(" "),
        shapes: sheet.shapes,
    })
}

fn description(family: &FamilyGrowth) -> String {
    let of = |row: &GrowthOf| {
        let times = row
            .medians
            .iter()
            .filter_map(|(size, time)| Some(format!("{} at {size}", duration((*time)?))));
        format!(
            "{}: {}",
            row.runner.name(),
            times.collect::<Vec<_>>().join(", ")
        )
    };
    let rows: Vec<String> = family.rows.iter().map(of).collect();
    format!(
        "{}, {} players: {}.",
        family.family,
        family.players,
        rows.join("; ")
    )
}

/// The name at the end of a line; with the last size, if larger games took too long.
fn name(row: &GrowthOf) -> String {
    let mut known = row.medians.iter().filter(|(_, time)| time.is_some());
    match (known.next_back(), row.medians.last()) {
        (Some((last, _)), Some((size, _))) if last < size => {
            format!("{}, to {last}", row.runner.name())
        }
        _ => row.runner.name().to_owned(),
    }
}

struct Sheet<'a> {
    runners: &'a [Runner],
    /// The room for names to the right of a panel.
    labels: f64,
    shapes: Vec<Shape>,
}

/// A panel's frame and axes: sizes across, powers of ten of seconds upwards.
struct Frame {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    sizes: [f64; 2],
    powers: [f64; 2],
}

impl Frame {
    fn x(&self, size: usize) -> f64 {
        let share = (size as f64 - self.sizes[0]) / (self.sizes[1] - self.sizes[0]);
        self.left + share * (self.right - self.left)
    }

    fn y(&self, seconds: f64) -> f64 {
        let share = (seconds.log10() - self.powers[0]) / (self.powers[1] - self.powers[0]);
        self.bottom + share * (self.top - self.bottom)
    }
}

impl Sheet<'_> {
    fn line(&mut self, points: Vec<Point>, pen: Pen) {
        self.shapes.push(Shape::Line { points, pen });
    }

    fn text(&mut self, at: Point, anchor: Anchor, size: f64, words: Words) {
        self.shapes
            .push(Shape::Text(Text::new(at, anchor, size, words)));
    }

    fn panel(&mut self, family: &FamilyGrowth, left: f64, cell: f64, top: f64) {
        let sizes: Vec<usize> = family.rows[0]
            .medians
            .iter()
            .map(|(size, _)| *size)
            .collect();
        let times = family
            .rows
            .iter()
            .flat_map(|row| row.medians.iter().filter_map(|(_, time)| *time));
        let powers: Vec<f64> = times.map(f64::log10).collect();
        let least = powers.iter().copied().fold(f64::INFINITY, f64::min).floor();
        let most = powers
            .iter()
            .copied()
            .fold(f64::NEG_INFINITY, f64::max)
            .ceil();
        let frame_top = top + TITLE * LEADING * POINT + 1.6;
        let frame = Frame {
            left: left + 15.0,
            right: left + cell - self.labels - 0.6,
            top: frame_top,
            bottom: frame_top + HEIGHT,
            sizes: [sizes[0] as f64, sizes[sizes.len() - 1] as f64],
            powers: [least, most.max(least + 1.0)],
        };
        let title = format!("{}, {} players", family.family, family.players);
        let mut head = Text::new(
            [frame.left, frame.top - 1.4],
            Anchor::Start,
            TITLE,
            Words::new(&title),
        );
        head.bold = true;
        self.shapes.push(Shape::Text(head));
        self.axes(&frame, &sizes, left);
        for row in &family.rows {
            let known = row.medians.iter();
            let points = known.filter_map(|(size, time)| Some([frame.x(*size), frame.y((*time)?)]));
            let pen = self.pen(&row.runner);
            self.line(points.collect(), pen);
        }
        self.names(&frame, family);
    }

    fn axes(&mut self, frame: &Frame, sizes: &[usize], left: f64) {
        let Frame {
            left: near,
            right: far,
            top,
            bottom,
            ..
        } = *frame;
        let steps = (frame.powers[1] - frame.powers[0]).round() as i32;
        for step in 0..=steps {
            let power = frame.powers[0] as i32 + step;
            let y = bottom + f64::from(step) / f64::from(steps) * (top - bottom);
            if 0 < step && step < steps {
                self.line(vec![[near, y], [far, y]], Pen::Planned(PALE));
            }
            self.line(vec![[near - 0.9, y], [near, y]], Pen::Thin);
            let base = y + 0.26 * NUMBER * POINT;
            let words = Words::new(&duration(10f64.powi(power)));
            self.text([near - 1.6, base], Anchor::End, NUMBER, words);
        }
        let corners = [
            [near, top],
            [far, top],
            [far, bottom],
            [near, bottom],
            [near, top],
        ];
        self.line(corners.to_vec(), Pen::Boundary);
        let mut free = f64::NEG_INFINITY;
        for size in sizes {
            let x = frame.x(*size);
            self.line(vec![[x, bottom], [x, bottom + 0.9]], Pen::Thin);
            let words = Words::new(&size.to_string());
            let half = WIDER * width(&words.plain, NUMBER) / 2.0;
            if x - half > free {
                free = x + half + 1.0;
                self.text([x, bottom + 3.7], Anchor::Middle, NUMBER, words);
            }
        }
        let words = Words::new("actions of each player");
        self.text(
            [near.midpoint(far), bottom + 7.6],
            Anchor::Middle,
            TITLE,
            words,
        );
        let mut side = Text::new(
            [left + 3.0, top.midpoint(bottom)],
            Anchor::Middle,
            TITLE,
            Words::new("time"),
        );
        side.turned = true;
        self.shapes.push(Shape::Text(side));
    }

    /// The names beside the ends of the lines, pushed apart; lines that end early are named at the right of the panel all the same.
    fn names(&mut self, frame: &Frame, family: &FamilyGrowth) {
        let leading = LABEL * LEADING * POINT;
        let mut ends: Vec<(f64, &GrowthOf)> = Vec::new();
        for row in &family.rows {
            let last = row.medians.iter().rev().find_map(|(_, time)| *time);
            ends.extend(last.map(|time| (frame.y(time), row)));
        }
        ends.sort_by(|a, b| a.0.total_cmp(&b.0));
        let wanted: Vec<(f64, f64)> = ends.iter().map(|(y, _)| (*y, leading)).collect();
        let apart = pushed_apart(
            &wanted,
            frame.top - leading / 2.0,
            frame.bottom + leading / 2.0,
        );
        for (middle, (_, row)) in apart.into_iter().zip(ends) {
            let pen = self.pen(&row.runner);
            self.line(
                vec![[frame.right + 0.9, middle], [frame.right + 2.6, middle]],
                pen,
            );
            let at = [frame.right + 3.1, middle + 0.26 * LABEL * POINT];
            self.text(at, Anchor::Start, LABEL, Words::new(&name(row)));
        }
    }

    fn pen(&self, runner: &Runner) -> Pen {
        let place = self.runners.iter().position(|one| one == runner);
        let colour: Colour = curve(place.unwrap_or(0));
        match runner {
            Runner::Method(_) => Pen::Curve(colour),
            Runner::Process | Runner::Peer(_) => Pen::Branch(colour),
        }
    }
}

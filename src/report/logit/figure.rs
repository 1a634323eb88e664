//! The picture of a logit correspondence: the probability of each action against the precision, a panel for each player.
//!
//! Across, a precision `l` stands at `l / (l + c)`, so that all precisions fit and random choice, at the left, and best replies, at the
//! right, are both on the picture. The principal branch is solid, other branches are dashed; a dot at the right is the certified
//! equilibrium that the principal branch ends near. Points are joined by a smooth curve through them.
//!
//! # Source
//! Catmull and Rom (1974), "A class of local interpolating splines" (the curve through the points).

use super::super::map::{
    Anchor, Colour, Drawing, LEADING, POINT, Pen, Point, Shape, Text, Words, curve, lines,
    pushed_apart, width,
};
use super::answer::{LogitAnswer, printed};
use crate::num::Interval;
use crate::solve::logit::{Branch, PathPoint};

/// Widths of a column and of a page of a journal, in millimetres.
const COLUMN: f64 = 84.0;
const PAGE: f64 = 174.0;
/// Sizes of letters in points: titles and axis titles, labels, numbers.
const TITLE: f64 = 8.0;
const LABEL: f64 = 7.5;
const NUMBER: f64 = 7.0;
/// The most room for labels to the right of a panel.
const LABELS: f64 = 19.0;
/// Segments of the curve between two points.
const SEGMENTS: usize = 6;
/// How many colours the palette has.
const CURVES: usize = 8;
/// The most panels; of more players the first are drawn, and a note says so.
const PANELS: usize = 12;

/// The picture of a logit correspondence.
pub fn logit_drawing(answer: &LogitAnswer) -> Drawing {
    let mut shown = answer.shown();
    shown.retain(|(player, _)| answer.game.counts()[*player] > 1);
    let hidden = shown.len().saturating_sub(PANELS);
    shown.truncate(PANELS);
    let columns = shown.len().clamp(1, 3);
    let columns = if shown.len() == 4 { 2 } else { columns };
    let width = if shown.len() <= 1 { COLUMN } else { PAGE };
    let mut sheet = Sheet {
        answer,
        centre: centre(answer.logit.scale),
        shapes: Vec::new(),
    };
    let cell = width / columns as f64;
    let mut top = 0.6;
    // All panels are equally wide.
    let names = shown
        .iter()
        .flat_map(|(player, _)| &answer.game.players()[*player].actions);
    let widest = names.map(|action| self::width(&action.id, LABEL));
    // Some fonts are wider than the estimate.
    let labels = 1.15 * widest.fold(0.0, f64::max).min(LABELS) + 3.4;
    for row in shown.chunks(columns) {
        let height = sheet.row(row, cell, labels, top);
        top += height;
    }
    top = sheet.notes(hidden, width, top);
    let title = format!("Quantal responses of {}", answer.subject.title);
    Drawing {
        width,
        height: top + 0.8,
        title,
        description: description(answer, &shown),
        shapes: sheet.shapes,
    }
}

/// The precision in the middle of the axis: four times that at which payoffs begin to count, or a little less, in one digit.
fn centre(scale: f64) -> f64 {
    let power = 10f64.powi((4.0 * scale).log10().floor() as i32);
    let lead = 4.0 * scale / power;
    let first = [4.0, 2.0, 1.0]
        .into_iter()
        .find(|digit| *digit <= lead * (1.0 + 1e-9));
    power * first.unwrap_or(1.0)
}

fn description(answer: &LogitAnswer, shown: &[(usize, String)]) -> String {
    let Some(last) = answer.logit.branches[0].points.last() else {
        return String::new();
    };
    let of = |(player, name): &(usize, String)| {
        let actions = answer.game.players()[*player].actions.iter();
        let ends = actions.zip(&last.profile[*player]);
        let ends: Vec<String> = ends
            .map(|(action, p)| format!("{} {}", action.id, printed(*p, 3)))
            .collect();
        format!("{name}: {}", ends.join(", "))
    };
    let ends: Vec<String> = shown.iter().map(of).collect();
    format!(
        "From equal probabilities at precision 0 to these at precision {}: {}.",
        printed(last.precision, 3),
        ends.join("; ")
    )
}

/// A panel's frame.
#[derive(Clone, Copy)]
struct Frame {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

struct Sheet<'a> {
    answer: &'a LogitAnswer,
    centre: f64,
    shapes: Vec<Shape>,
}

impl Sheet<'_> {
    fn line(&mut self, points: Vec<Point>, pen: Pen) {
        self.shapes.push(Shape::Line { points, pen });
    }

    fn text(&mut self, at: Point, anchor: Anchor, size: f64, words: Words) {
        self.shapes
            .push(Shape::Text(Text::new(at, anchor, size, words)));
    }

    /// The panels of one row; gives back how high it is.
    fn row(&mut self, players: &[(usize, String)], cell: f64, labels: f64, top: f64) -> f64 {
        let mut bottom = top;
        for (place, (player, name)) in players.iter().enumerate() {
            let left = place as f64 * cell;
            let frame = Frame {
                left: left + 10.6,
                right: left + cell - labels - 1.0,
                top: top + TITLE * LEADING * POINT + 1.6,
                bottom: top + TITLE * LEADING * POINT + 1.6 + (cell * 0.62).min(44.0),
            };
            let title = &self.answer.game.players()[*player].title;
            let head = match title == name || self.answer.game.players()[*player].id != *name {
                true => name.clone(),
                false => format!("{title} ({name})"),
            };
            let head = cut(head, cell - 12.0);
            let mut head = Text::new(
                [frame.left, frame.top - 1.4],
                Anchor::Start,
                TITLE,
                Words::new(&head),
            );
            head.bold = true;
            self.shapes.push(Shape::Text(head));
            self.axes(frame, place == 0);
            self.curves(frame, *player);
            self.labels(frame, *player);
            bottom = bottom.max(frame.bottom);
        }
        bottom - top + 10.4
    }

    fn across(&self, frame: Frame, precision: f64) -> f64 {
        let share = precision / (precision + self.centre);
        frame.left + share * (frame.right - frame.left)
    }

    fn axes(&mut self, frame: Frame, is_first: bool) {
        let Frame {
            left,
            right,
            top,
            bottom,
        } = frame;
        let even = top.midpoint(bottom);
        self.line(vec![[left, even], [right, even]], Pen::Dashed);
        if let Some(asked) = self.answer.asked() {
            let x = self.across(frame, Interval::around(asked).middle());
            self.line(vec![[x, top], [x, bottom]], Pen::Dashed);
        }
        let corners = vec![
            [left, top],
            [right, top],
            [right, bottom],
            [left, bottom],
            [left, top],
        ];
        self.line(corners, Pen::Boundary);
        for (share, words) in [(0.0, "0"), (0.5, "0.5"), (1.0, "1")] {
            let y = bottom + share * (top - bottom);
            self.line(vec![[left - 0.9, y], [left, y]], Pen::Thin);
            let base = y + 0.26 * NUMBER * POINT;
            self.text([left - 1.6, base], Anchor::End, NUMBER, Words::new(words));
        }
        let number = |precision: f64| Words::new(&printed(precision, 3));
        let infinity = Words::with_latex("∞", "$\\infty$");
        let centre = self.centre;
        let ticks = [
            (0.0, number(0.0)),
            (0.2, number(centre / 4.0)),
            (0.5, number(centre)),
            (0.8, number(4.0 * centre)),
            (1.0, infinity),
        ];
        for (share, words) in ticks {
            let x = left + share * (right - left);
            self.line(vec![[x, bottom], [x, bottom + 0.9]], Pen::Thin);
            self.text([x, bottom + 3.7], Anchor::Middle, NUMBER, words);
        }
        let middle = left.midpoint(right);
        let words = Words::new("precision");
        self.text([middle, bottom + 7.6], Anchor::Middle, TITLE, words);
        if is_first {
            let mut side = Text::new(
                [left - 7.2, top.midpoint(bottom)],
                Anchor::Middle,
                TITLE,
                Words::new("probability"),
            );
            side.turned = true;
            self.shapes.push(Shape::Text(side));
        }
    }

    fn place(&self, frame: Frame, point: &PathPoint, player: usize, action: usize) -> Point {
        let height = frame.top - frame.bottom;
        let p = point.profile[player][action];
        [
            self.across(frame, point.precision),
            frame.bottom + p * height,
        ]
    }

    fn curves(&mut self, frame: Frame, player: usize) {
        let answer = self.answer;
        let logit = &answer.logit;
        let actions = 0..answer.game.counts()[player];
        let from = |branch: &Branch| branch.from.map(|from| &logit.branch_points[from].point);
        for (number, branch) in logit.branches.iter().enumerate().rev() {
            for action in actions.clone() {
                let points = from(branch).into_iter().chain(&branch.points);
                let mut points: Vec<Point> = points
                    .map(|point| self.place(frame, point, player, action))
                    .collect();
                if let Some(limit) = &branch.limit {
                    let p = end(limit, player, action);
                    points.push([frame.right, frame.bottom + p * (frame.top - frame.bottom)]);
                }
                let colour = colour(action);
                let pen = if number == 0 {
                    Pen::Curve(colour)
                } else {
                    Pen::Branch(colour)
                };
                self.line(smooth(&points), pen);
            }
        }
        if let Some(limit) = &logit.branches[0].limit {
            for action in actions.clone() {
                let p = end(limit, player, action);
                let y = frame.bottom + p * (frame.top - frame.bottom);
                self.shapes.push(Shape::Dot([frame.right, y]));
            }
        }
        let Some(at) = &logit.at else { return };
        let x = self.across(frame, Interval::around(&at.precision).middle());
        for point in &at.points {
            for action in actions.clone() {
                let bounds = point.profile[player][action].enclosure(&crate::num::Rational::ONE);
                let p = Interval::around(&bounds.0).middle();
                let y = frame.bottom + p * (frame.top - frame.bottom);
                self.shapes.push(Shape::Dot([x, y]));
            }
        }
    }

    /// The names of actions beside the right ends of the principal branch, pushed apart.
    fn labels(&mut self, frame: Frame, player: usize) {
        let branch = &self.answer.logit.branches[0];
        let Some(last) = branch.points.last() else {
            return;
        };
        let actions = &self.answer.game.players()[player].actions;
        let leading = LABEL * LEADING * POINT;
        let mut labels: Vec<(f64, usize, Vec<String>)> = actions
            .iter()
            .enumerate()
            .map(|(action, declared)| {
                let p = match &branch.limit {
                    Some(limit) => end(limit, player, action),
                    None => last.profile[player][action],
                };
                let y = frame.bottom + p * (frame.top - frame.bottom);
                (y, action, lines(&declared.id, LABEL, LABELS))
            })
            .collect();
        labels.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let wanted: Vec<(f64, f64)> = labels
            .iter()
            .map(|(y, _, rows)| (*y, rows.len() as f64 * leading))
            .collect();
        let (top, bottom) = (frame.top - leading / 2.0, frame.bottom + leading / 2.0);
        let heights = pushed_apart(&wanted, top, bottom);
        for (middle, (_, action, rows)) in heights.into_iter().zip(labels) {
            let first = middle - (rows.len() as f64 - 1.0) / 2.0 * leading + 0.26 * LABEL * POINT;
            for (step, row) in rows.iter().enumerate() {
                let at = [frame.right + 3.4, first + step as f64 * leading];
                self.text(at, Anchor::Start, LABEL, Words::new(row));
            }
            let dash = vec![[frame.right + 1.4, middle], [frame.right + 2.9, middle]];
            self.line(dash, Pen::Curve(colour(action)));
        }
    }

    fn notes(&mut self, hidden: usize, width: f64, top: f64) -> f64 {
        let mut notes = vec![
            "Approximation. The axis is scaled so that all precisions fit; its right end is the limit."
                .to_owned(),
        ];
        if self.answer.logit.branches[0].limit.is_some() {
            notes.push("Dots there: the certified equilibrium the path ends near.".to_owned());
        }
        if self.answer.logit.branches.len() > 1 {
            notes.push("Dashed curves: other branches.".to_owned());
        }
        if self.answer.asked().is_some() {
            notes.push("Dots on the dashed upright line: proved.".to_owned());
        }
        if hidden > 0 {
            notes.push(format!("{hidden} more players are not drawn."));
        }
        let mut y = top;
        for line in lines(&notes.join(" "), NUMBER, (width - 1.0) / 1.15) {
            y += NUMBER * LEADING * POINT;
            self.text([0.5, y], Anchor::Start, NUMBER, Words::new(&line));
        }
        y
    }
}

/// The colour of an action's curve: beyond those of the palette, paler and then greyer ones.
fn colour(action: usize) -> Colour {
    let found = curve(action);
    let mixed = |part: u8, with: u16| ((u16::from(part) + with) / 2) as u8;
    match action / CURVES {
        0 => found,
        1 => Colour(found.0.map(|part| mixed(part, 255))),
        _ => Colour(found.0.map(|part| mixed(part, 110))),
    }
}

/// A title with no more letters than there is room for.
fn cut(title: String, room: f64) -> String {
    // Bold letters are wider.
    let fits = |text: &str| 1.15 * width(text, TITLE) <= room;
    if fits(&title) {
        return title;
    }
    let mut letters: Vec<char> = title.chars().collect();
    while letters.pop().is_some() {
        let short: String = letters.iter().collect();
        let short = format!("{}…", short.trim_end());
        if fits(&short) {
            return short;
        }
    }
    title
}

/// The probability at an equilibrium, as ink can show it.
fn end(limit: &crate::solve::logit::Limit, player: usize, action: usize) -> f64 {
    let width = crate::num::Rational::ratio(1, 1_000_000_000);
    let (lower, _) = limit.equilibrium.profile()[player][action].enclosure(&width);
    Interval::around(&lower).middle()
}

/// A smooth curve through points, which keeps between neighbours in height.
fn smooth(points: &[Point]) -> Vec<Point> {
    let mut drawn = Vec::with_capacity(points.len() * SEGMENTS);
    drawn.extend(points.first().copied());
    for place in 1..points.len() {
        let [p1, p2] = [points[place - 1], points[place]];
        let p0 = if place > 1 { points[place - 2] } else { p1 };
        let p3 = points.get(place + 1).copied().unwrap_or(p2);
        let far = (p2[0] - p1[0]).abs().max((p2[1] - p1[1]).abs()) > 0.6;
        let steps = if far { SEGMENTS } else { 1 };
        // Tangents by distances, so that unevenly spaced points make no loops.
        let length = |a: Point, b: Point| (a[0] - b[0]).hypot(a[1] - b[1]).sqrt().max(1e-6);
        let [d1, d2, d3] = [length(p0, p1), length(p1, p2), length(p2, p3)];
        let tangent = |axis: usize| {
            let rise = |a: Point, b: Point, d: f64| (b[axis] - a[axis]) / d;
            let [r1, r2, r3] = [rise(p0, p1, d1), rise(p1, p2, d2), rise(p2, p3, d3)];
            let both = |p: f64, q: f64, d: f64, e: f64| (p * e + q * d) / (d + e);
            let first = if place > 1 { both(r1, r2, d1, d2) } else { r2 };
            let last = if place + 1 < points.len() {
                both(r2, r3, d2, d3)
            } else {
                r2
            };
            [first * d2, last * d2]
        };
        let tangents = [tangent(0), tangent(1)];
        for step in 1..=steps {
            let t = step as f64 / steps as f64;
            let at = |axis: usize| {
                let [m1, m2] = tangents[axis];
                let (t2, t3) = (t * t, t * t * t);
                let value = (2.0 * t3 - 3.0 * t2 + 1.0) * p1[axis]
                    + (t3 - 2.0 * t2 + t) * m1
                    + (3.0 * t2 - 2.0 * t3) * p2[axis]
                    + (t3 - t2) * m2;
                value.clamp(
                    p0[axis].min(p1[axis]).min(p2[axis]).min(p3[axis]),
                    p0[axis].max(p1[axis]).max(p2[axis]).max(p3[axis]),
                )
            };
            drawn.push([at(0), at(1)]);
        }
    }
    drawn
}

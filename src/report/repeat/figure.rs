//! Pictures of repeated games: the payoffs of two players, and from which discount factor on profiles are played for ever.
//!
//! # Source
//! Sutherland and Hodgman (1974), "Reentrant polygon clipping", Communications of the ACM 17 (the individually rational part).

use std::collections::BTreeSet;

use super::super::map::{
    Anchor, Colour, Drawing, Fill, Hatch, LEADING, POINT, Pen, Point, Shape, Text, Words, curve,
    lines, profile_in_words, width,
};
use super::super::{Notation, print_real};
use super::answer::{ProfilePatience, RepeatAnswer};
use super::reading::class_words;
use crate::num::{Interval, Rational, Real};
use crate::repeat::Class;

/// Widths of a column and of a page of a journal, in millimetres.
const COLUMN: f64 = 84.0;
const PAGE: f64 = 174.0;
/// Sizes of letters in points: axis titles, labels, numbers.
const TITLE: f64 = 8.0;
const LABEL: f64 = 7.5;
const NUMBER: f64 = 7.0;
const FEASIBLE: Colour = Colour([238, 238, 238]);
const RATIONAL: Colour = Colour([214, 214, 214]);
/// How pale the filling of a set is.
const PALE: u16 = 120;

/// The picture: payoff sets if there are any, else critical discount factors.
pub fn payoff_drawing(answer: &RepeatAnswer) -> Drawing {
    match answer.payoff_sets.is_empty() {
        true => critical_drawing(answer),
        false => set_drawing(answer),
    }
}

fn near(value: &Rational) -> f64 {
    Interval::around(value).middle()
}

struct Sheet {
    shapes: Vec<Shape>,
}

impl Sheet {
    fn line(&mut self, points: Vec<Point>, pen: Pen) {
        self.shapes.push(Shape::Line { points, pen });
    }

    fn text(&mut self, at: Point, anchor: Anchor, size: f64, words: &str) {
        let text = Text::new(at, anchor, size, Words::new(words));
        self.shapes.push(Shape::Text(text));
    }

    fn area(&mut self, corners: Vec<Point>, colour: Colour, outlined: bool) {
        let fill = Fill {
            colour,
            hatch: Hatch::Plain,
        };
        self.shapes.push(Shape::Area {
            loops: vec![corners],
            fill,
            outlined,
        });
    }
}

/// Where payoffs stand on the sheet.
struct Scale {
    from: [f64; 2],
    to: [f64; 2],
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Scale {
    fn place(&self, payoffs: [f64; 2]) -> Point {
        let share =
            |axis: usize| (payoffs[axis] - self.from[axis]) / (self.to[axis] - self.from[axis]);
        [
            self.left + share(0) * (self.right - self.left),
            self.bottom + share(1) * (self.top - self.bottom),
        ]
    }
}

fn set_drawing(answer: &RepeatAnswer) -> Drawing {
    let stage = &answer.stage;
    let points: Vec<[f64; 2]> = (0..stage.profiles())
        .map(|profile| [0, 1].map(|player| near(stage.payoff(player, profile))))
        .collect();
    let ends = |axis: usize| {
        let values = points.iter().map(|p| p[axis]);
        let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| {
            (l.min(v), h.max(v))
        });
        let room = if high > low { 0.06 * (high - low) } else { 1.0 };
        [low - room, high + room]
    };
    let [across, up] = [ends(0), ends(1)];
    let scale = Scale {
        from: [across[0], up[0]],
        to: [across[1], up[1]],
        left: 13.0,
        right: COLUMN - 2.0,
        top: 2.0,
        bottom: 64.0,
    };
    let mut sheet = Sheet { shapes: Vec::new() };
    let minmax = [0, 1].map(|player| near(stage.minmax(player)));
    let hull = hull(points.clone());
    let placed = |corners: &[[f64; 2]]| corners.iter().map(|p| scale.place(*p)).collect::<Vec<_>>();
    sheet.area(placed(&hull), FEASIBLE, true);
    let rational = clipped(&clipped(&hull, 0, minmax[0]), 1, minmax[1]);
    if rational.len() > 2 {
        sheet.area(placed(&rational), RATIONAL, false);
    }
    // The largest first, so that the others are seen.
    for (number, (_, set)) in answer.payoff_sets.iter().enumerate().rev() {
        let corners: Vec<[f64; 2]> = set
            .vertices
            .iter()
            .map(|v| v.each_ref().map(near))
            .collect();
        let pen = Pen::Curve(curve(number));
        match placed(&corners).as_slice() {
            [] => {}
            [only] => sheet.shapes.push(Shape::Dot(*only)),
            [a, b] => sheet.line(vec![*a, *b], pen),
            several => {
                sheet.area(several.to_vec(), pale(curve(number)), false);
                let closed = several.iter().chain(&several[..1]).copied();
                sheet.line(closed.collect(), pen);
            }
        }
    }
    for axis in [0, 1] {
        let mut ends = [scale.from, scale.from];
        ends[1][1 - axis] = scale.to[1 - axis];
        ends.iter_mut().for_each(|end| end[axis] = minmax[axis]);
        sheet.line(ends.map(|end| scale.place(end)).to_vec(), Pen::Dashed);
    }
    frame(&mut sheet, &scale);
    let ids = [0, 1].map(|player| answer.game.players()[player].id.clone());
    let middle = scale.left.midpoint(scale.right);
    sheet.text(
        [middle, scale.bottom + 8.2],
        Anchor::Middle,
        TITLE,
        &format!("payoff of {}", ids[0]),
    );
    let mut side = Text::new(
        [scale.left - 9.4, scale.top.midpoint(scale.bottom)],
        Anchor::Middle,
        TITLE,
        Words::new(&format!("payoff of {}", ids[1])),
    );
    side.turned = true;
    sheet.shapes.push(Shape::Text(side));
    let mut y = scale.bottom + 13.0;
    let mut entry = |sheet: &mut Sheet, colour: Colour, words: &str| {
        let [left, right] = [scale.left, scale.left + 5.0];
        let corners = vec![[left, y - 2.2], [right, y - 2.2], [right, y], [left, y]];
        sheet.area(corners, colour, true);
        sheet.text([right + 2.0, y - 0.2], Anchor::Start, LABEL, words);
        y += LEADING * LABEL * POINT;
    };
    entry(&mut sheet, FEASIBLE, "possible at all");
    entry(
        &mut sheet,
        RATIONAL,
        "what nobody can be forced below (dashed)",
    );
    for (number, (discount, set)) in answer.payoff_sets.iter().enumerate() {
        let kind = match set.vertices.len() {
            0 => ": none",
            1 => ": a point",
            2 => ": a segment",
            _ => "",
        };
        let words = format!("equilibria at discount factor {}{kind}", discount.value());
        entry(&mut sheet, pale(curve(number)), &words);
    }
    let sets = answer.payoff_sets.iter().map(|(discount, set)| {
        format!(
            "at discount factor {} it has {} vertices",
            discount.value(),
            set.vertices.len()
        )
    });
    Drawing {
        width: COLUMN,
        height: y + 0.6,
        title: format!("Payoffs of {} played again and again", answer.subject.title),
        description: format!(
            "The set of subgame-perfect payoffs of {} and {}: {}.",
            ids[0],
            ids[1],
            sets.collect::<Vec<_>>().join("; ")
        ),
        shapes: sheet.shapes,
    }
}

fn frame(sheet: &mut Sheet, scale: &Scale) {
    let Scale {
        left,
        right,
        top,
        bottom,
        ..
    } = *scale;
    let corners = vec![
        [left, top],
        [right, top],
        [right, bottom],
        [left, bottom],
        [left, top],
    ];
    sheet.line(corners, Pen::Boundary);
    for axis in [0, 1] {
        for value in ticks(scale.from[axis], scale.to[axis]) {
            let mut payoffs = scale.from;
            payoffs[axis] = value;
            let at = scale.place(payoffs);
            let words = format!("{}", (value * 1e9).round() / 1e9);
            if axis == 0 {
                sheet.line(vec![at, [at[0], at[1] + 0.9]], Pen::Thin);
                sheet.text([at[0], at[1] + 4.0], Anchor::Middle, NUMBER, &words);
            } else {
                sheet.line(vec![[at[0] - 0.9, at[1]], at], Pen::Thin);
                let base = at[1] + 0.26 * NUMBER * POINT;
                sheet.text([at[0] - 1.6, base], Anchor::End, NUMBER, &words);
            }
        }
    }
}

/// Round numbers between two ends, about five.
fn ticks(from: f64, to: f64) -> Vec<f64> {
    let rough = (to - from) / 5.0;
    let power = 10f64.powi(rough.log10().floor() as i32);
    let step = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|digit| digit * power)
        .find(|step| *step >= rough)
        .unwrap_or(10.0 * power);
    let first = (from / step).ceil() as i64;
    let last = (to / step).floor() as i64;
    (first..=last).map(|k| k as f64 * step).collect()
}

/// A row for each profile, a mark for each class of plans.
fn critical_drawing(answer: &RepeatAnswer) -> Drawing {
    let rows = &answer.profiles;
    let short: Vec<String> = rows
        .iter()
        .map(|row| {
            let profile = answer.game.profile_at(row.profile);
            profile_in_words(answer.game.players(), &profile)
        })
        .collect();
    // Words that say how many do something say too little where others do several things.
    let name = |(row, words): (&ProfilePatience, &String)| match short
        .iter()
        .filter(|other| *other == words)
        .count()
    {
        1 => words.clone(),
        _ => answer.profile_words(row.profile),
    };
    let names: Vec<String> = rows.iter().zip(&short).map(name).collect();
    let widest = names
        .iter()
        .map(|name| width(name, LABEL))
        .fold(0.0, f64::max);
    let left = (1.1 * widest).min(0.55 * PAGE) + 4.0;
    let right = PAGE - 4.0;
    let top = 2.0;
    let step = 2.0 * LEADING * LABEL * POINT;
    let mut sheet = Sheet { shapes: Vec::new() };
    let mut y = top + step / 2.0;
    let place = |value: f64| left + value * (right - left);
    let shown = rows.iter().flat_map(|row| &row.critical);
    let classes: BTreeSet<Class> = shown.map(|critical| critical.class).collect();
    let classes: Vec<Class> = classes.into_iter().collect();
    let middle = (classes.len() as f64 - 1.0) / 2.0;
    for (row, name) in rows.iter().zip(&names) {
        let shown = lines(name, LABEL, left - 4.0);
        let cut = shown.first().cloned().unwrap_or_default();
        sheet.text(
            [left - 2.0, y + 0.26 * LABEL * POINT],
            Anchor::End,
            LABEL,
            &cut,
        );
        let bars = row.critical.iter().filter_map(|critical| {
            let (low, _) = (critical.discount.as_ref()?).enclosure(&Rational::ratio(1, 1_000_000));
            let number = classes.iter().position(|known| *known == critical.class)?;
            Some((number, place(near(&low))))
        });
        let bars: Vec<(usize, f64)> = bars.collect();
        let first = bars.iter().map(|(_, x)| *x).fold(right, f64::min);
        if first > left {
            sheet.line(vec![[left, y], [first, y]], Pen::Thin);
        }
        for (number, x) in bars {
            let y = y + (number as f64 - middle) * 0.9;
            sheet.line(vec![[x, y], [right, y]], Pen::Curve(curve(number)));
        }
        y += step;
    }
    let bottom = (y - step / 2.0).max(top + step);
    sheet.line(
        vec![
            [left, top],
            [right, top],
            [right, bottom],
            [left, bottom],
            [left, top],
        ],
        Pen::Boundary,
    );
    for tick in ticks(0.0, 1.0) {
        let x = place(tick);
        sheet.line(vec![[x, bottom], [x, bottom + 0.9]], Pen::Thin);
        let words = format!("{}", (tick * 1e9).round() / 1e9);
        sheet.text([x, bottom + 4.0], Anchor::Middle, NUMBER, &words);
    }
    let middle = left.midpoint(right);
    sheet.text(
        [middle, bottom + 8.2],
        Anchor::Middle,
        TITLE,
        "discount factor from which on it is played for ever",
    );
    let mut y = bottom + 13.0;
    for (number, class) in classes.iter().enumerate() {
        sheet.line(
            vec![[left, y - 1.0], [left + 5.0, y - 1.0]],
            Pen::Curve(curve(number)),
        );
        let words = class_words(*class);
        sheet.text([left + 7.0, y - 0.2], Anchor::Start, LABEL, &words);
        y += LEADING * LABEL * POINT;
    }
    let said = rows.iter().zip(&names).map(|(row, name)| {
        let values = row.critical.iter().map(|critical| {
            let value = critical
                .discount
                .as_ref()
                .map(|v: &Real| print_real(v, Notation::Decimals(4)));
            format!(
                "{} {}",
                class_words(critical.class),
                value.unwrap_or_else(|| "never".to_owned())
            )
        });
        format!("{name}: {}", values.collect::<Vec<_>>().join(", "))
    });
    Drawing {
        width: PAGE,
        height: y + 0.6,
        title: format!("Critical discount factors of {}", answer.subject.title),
        description: said.collect::<Vec<_>>().join("; "),
        shapes: sheet.shapes,
    }
}

fn pale(colour: Colour) -> Colour {
    Colour(
        colour
            .0
            .map(|part| ((u16::from(part) * (255 - PALE) + 255 * PALE) / 255) as u8),
    )
}

/// The convex hull of some points, counter-clockwise.
fn hull(mut points: Vec<[f64; 2]>) -> Vec<[f64; 2]> {
    points.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    let turn = |o: [f64; 2], a: [f64; 2], b: [f64; 2]| {
        (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])
    };
    let chain = |points: &mut dyn Iterator<Item = [f64; 2]>| {
        let mut chain: Vec<[f64; 2]> = Vec::new();
        for point in points {
            while let [.., a, b] = chain[..]
                && turn(a, b, point) <= 0.0
            {
                chain.pop();
            }
            chain.push(point);
        }
        chain
    };
    let mut lower = chain(&mut points.iter().copied());
    let upper = chain(&mut points.iter().rev().copied());
    lower.pop();
    lower.extend(&upper[..upper.len().saturating_sub(1)]);
    lower
}

/// The part of a convex polygon at or above a value of one coordinate.
fn clipped(polygon: &[[f64; 2]], axis: usize, least: f64) -> Vec<[f64; 2]> {
    let mut kept = Vec::new();
    for (place, here) in polygon.iter().enumerate() {
        let next = polygon[(place + 1) % polygon.len()];
        let [above, below] = [here[axis] >= least, next[axis] >= least];
        if above {
            kept.push(*here);
        }
        if above != below {
            let share = (least - here[axis]) / (next[axis] - here[axis]);
            kept.push([0, 1].map(|k| here[k] + share * (next[k] - here[k])));
        }
    }
    kept
}

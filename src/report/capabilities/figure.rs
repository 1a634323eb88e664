//! The picture of capabilities over the years: critical force ratios, the line at the force ratio asked for, and the unipole's share.

use super::super::map::{
    Anchor, Drawing, LEADING, POINT, Pen, Point, Shape, Text, Words, curve, lines,
};
use crate::model::data::{Capabilities, CapabilityYear};
use crate::num::{Interval, Rational};

/// The width of a column and a half of a journal, in millimetres.
const WIDTH: f64 = 120.0;
/// Sizes of letters in points: titles, labels and numbers.
const TITLE: f64 = 8.0;
const LABEL: f64 = 7.5;
const NUMBER: f64 = 7.0;
/// The panel.
const LEFT: f64 = 11.0;
const RIGHT: f64 = 93.0;
const TOP: f64 = 5.6;
const BOTTOM: f64 = 61.0;
/// The most that is drawn upwards: beyond, a curve runs along the upper edge.
const MOST: f64 = 4.0;

/// The picture of an answer.
pub fn capabilities_drawing(answer: &Capabilities) -> Drawing {
    let request = &answer.request;
    let title = format!(
        "{} by {}: critical force ratios",
        request.unipole, request.measure
    );
    let mut sheet = Sheet::new(answer);
    sheet.frame(&title);
    sheet.line_across(
        number(&request.force_ratio),
        format!("phi = {}", request.force_ratio),
    );
    let mut kinds: Vec<Kind> = Vec::new();
    if answer.partners.is_some() {
        kinds.push(("without a pact", 1, false, |year| {
            Some(year.non_allied.as_ref()?.critical_force_ratio.clone())
        }));
    }
    kinds.push(("all others", 0, true, |year| {
        Some(year.others.critical_force_ratio.clone())
    }));
    for kind in kinds {
        sheet.curve(kind.0.to_owned(), kind);
    }
    let share: Kind = ("", 6, false, |year| Some(year.share.clone()));
    sheet.curve(format!("{} share", request.unipole), share);
    sheet.labels();
    let below = sheet.notes();
    Drawing {
        width: WIDTH,
        height: below + 0.8,
        title,
        description: description(answer),
        shapes: sheet.shapes,
    }
}

/// A curve: its name, colour, whether it is dashed, and its height in a year.
type Kind = (
    &'static str,
    usize,
    bool,
    fn(&CapabilityYear) -> Option<Rational>,
);

fn number(value: &Rational) -> f64 {
    Interval::around(value).middle()
}

fn description(answer: &Capabilities) -> String {
    let said = answer.years.iter().map(|year| {
        let ratio = number(&year.balancers().critical_force_ratio);
        format!("{}: {ratio:.2}", year.year)
    });
    let said: Vec<String> = said.collect();
    format!("Critical force ratio by year: {}.", said.join(", "))
}

struct Sheet<'a> {
    answer: &'a Capabilities,
    first: f64,
    last: f64,
    /// The greatest height.
    most: f64,
    shapes: Vec<Shape>,
    /// What stands to the right of the panel: height, words and pen.
    labels: Vec<(f64, String, Pen)>,
}

impl<'a> Sheet<'a> {
    fn new(answer: &'a Capabilities) -> Self {
        let years = answer.years.iter().map(|year| year.year as f64);
        let first = years.clone().fold(f64::INFINITY, f64::min);
        let last = years.fold(f64::NEG_INFINITY, f64::max);
        let heights = answer.years.iter().flat_map(|year| {
            [
                number(&year.others.critical_force_ratio),
                number(&year.balancers().critical_force_ratio),
            ]
        });
        let phi = number(&answer.request.force_ratio);
        let highest = heights.fold(phi.max(1.0), f64::max) * 1.04;
        Sheet {
            answer,
            first,
            last,
            most: highest.min(MOST.max(1.2 * phi)),
            shapes: Vec::new(),
            labels: Vec::new(),
        }
    }

    fn line(&mut self, points: Vec<Point>, pen: Pen) {
        self.shapes.push(Shape::Line { points, pen });
    }

    fn text(&mut self, at: Point, anchor: Anchor, size: f64, words: &str) {
        let words = Words::new(words);
        self.shapes
            .push(Shape::Text(Text::new(at, anchor, size, words)));
    }

    fn across(&self, year: f64) -> f64 {
        match self.last > self.first {
            true => LEFT + (year - self.first) / (self.last - self.first) * (RIGHT - LEFT),
            false => LEFT.midpoint(RIGHT),
        }
    }

    fn up(&self, value: f64) -> f64 {
        BOTTOM - (value / self.most).clamp(0.0, 1.0) * (BOTTOM - TOP)
    }

    fn frame(&mut self, title: &str) {
        let mut head = Text::new([LEFT, TOP - 1.6], Anchor::Start, TITLE, Words::new(title));
        head.bold = true;
        self.shapes.push(Shape::Text(head));
        let corners = vec![
            [LEFT, TOP],
            [RIGHT, TOP],
            [RIGHT, BOTTOM],
            [LEFT, BOTTOM],
            [LEFT, TOP],
        ];
        self.line(corners, Pen::Boundary);
        let step = if self.most > 2.5 { 1.0 } else { 0.5 };
        for tick in 0..=((self.most / step) as u32) {
            let value = f64::from(tick) * step;
            let y = self.up(value);
            self.line(vec![[LEFT - 0.9, y], [LEFT, y]], Pen::Thin);
            let base = y + 0.26 * NUMBER * POINT;
            self.text(
                [LEFT - 1.6, base],
                Anchor::End,
                NUMBER,
                &format!("{value:.1}"),
            );
        }
        let (first, last) = (self.first as i64, self.last as i64);
        let gap = [1, 2, 5, 10, 20, 50, 100]
            .into_iter()
            .find(|gap| (last - first) / gap <= 8)
            .unwrap_or(200);
        let ticks = (first..=last).filter(|year| year % gap == 0 || first == last);
        for year in ticks.collect::<Vec<i64>>() {
            let x = self.across(year as f64);
            self.line(vec![[x, BOTTOM], [x, BOTTOM + 0.9]], Pen::Thin);
            self.text([x, BOTTOM + 3.7], Anchor::Middle, NUMBER, &year.to_string());
        }
        let mut side = Text::new(
            [2.6, TOP.midpoint(BOTTOM)],
            Anchor::Middle,
            TITLE,
            Words::new("force ratio, share"),
        );
        side.turned = true;
        self.shapes.push(Shape::Text(side));
    }

    fn line_across(&mut self, value: f64, words: String) {
        let y = self.up(value);
        self.line(vec![[LEFT, y], [RIGHT, y]], Pen::Dashed);
        self.labels.push((y, words, Pen::Dashed));
    }

    /// A curve, broken where years are left out.
    fn curve(&mut self, words: String, (_, colour, dashed, height): Kind) {
        let pen = match dashed {
            true => Pen::Branch(curve(colour)),
            false => Pen::Curve(curve(colour)),
        };
        let mut stretches: Vec<Vec<Point>> = Vec::new();
        let mut before = None;
        for year in &self.answer.years {
            let Some(value) = height(year) else { continue };
            let point = [self.across(year.year as f64), self.up(number(&value))];
            match stretches.last_mut() {
                Some(stretch) if before == Some(year.year - 1) => stretch.push(point),
                _ => stretches.push(vec![point]),
            }
            before = Some(year.year);
        }
        let Some(end) = stretches.last().and_then(|stretch| stretch.last()).copied() else {
            return;
        };
        for stretch in stretches {
            match stretch[..] {
                [alone] => self.shapes.push(Shape::Dot(alone)),
                _ => self.line(stretch, pen),
            }
        }
        self.labels.push((end[1], words, pen));
    }

    /// The names of the lines beside their right ends, pushed apart.
    fn labels(&mut self) {
        let leading = LABEL * LEADING * POINT;
        let mut labels = std::mem::take(&mut self.labels);
        labels.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut free = TOP;
        for label in &mut labels {
            label.0 = label.0.max(free);
            free = label.0 + leading;
        }
        let mut lowest = BOTTOM;
        for label in labels.iter_mut().rev() {
            label.0 = label.0.min(lowest);
            lowest = label.0 - leading;
        }
        for (y, words, pen) in labels {
            self.line(vec![[RIGHT + 1.2, y], [RIGHT + 4.0, y]], pen);
            self.text(
                [RIGHT + 4.8, y + 0.26 * LABEL * POINT],
                Anchor::Start,
                LABEL,
                &words,
            );
        }
    }

    fn notes(&mut self) -> f64 {
        let mut said =
            "A coalition is feasible where its curve is not below the dashed line across."
                .to_owned();
        let late = self.answer.years.last().map_or(0, |year| year.year);
        if let Some((_, (_, last))) = &self.answer.partners
            && late > *last
        {
            said.push_str(&format!(" Pacts after {last} as of {last}."));
        }
        let excluded = &self.answer.request.excluded;
        if !excluded.is_empty() {
            said.push_str(&format!(" Without {}.", excluded.join(", ")));
        }
        let mut y = BOTTOM + 5.2;
        for line in lines(&said, NUMBER, (WIDTH - 1.0) / 1.15) {
            y += NUMBER * LEADING * POINT;
            self.text([LEFT, y], Anchor::Start, NUMBER, &line);
        }
        y
    }
}

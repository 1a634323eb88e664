//! What holds where along one parameter: a strip for each label, and the thresholds between.

use super::axis::{exactly, ticks};
use super::compose::area;
use super::drawing::{
    Anchor, Colour, Drawing, POINT, Pen, Point, Shape, Text, Words, lines, width,
};
use super::grid::rounded;
use super::label::LEADING;
use super::layout::title_lines;
use super::legend;
use super::palette;
use super::picture::{AxisTitle, PictureError};
use crate::num::Rational;

const WIDTH: f64 = 84.0;
const SIZE: f64 = 7.5;
const NUMBER: f64 = 7.0;
const BAR: f64 = 3.2;

/// Where along the axis a label holds; the ends may be the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Where it begins.
    pub lower: f64,
    /// Where it ends.
    pub upper: f64,
    /// A place into [`Strip::labels`].
    pub label: usize,
}

/// One parameter, and the intervals on which each of several labels holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Strip {
    /// What the picture shows; not drawn, as a figure has a caption.
    pub title: String,
    /// The parameter.
    pub axis: AxisTitle,
    /// Its least value.
    pub lower: Rational,
    /// Its greatest value.
    pub upper: Rational,
    /// What may hold, a row each, from the top.
    pub labels: Vec<String>,
    /// Where it holds.
    pub intervals: Vec<Interval>,
    /// Values to be marked, each with its name; those beyond the ends are named in a note.
    pub marks: Vec<(String, Rational)>,
}

impl Strip {
    /// The picture, as wide as a column of a journal.
    ///
    /// # Errors
    /// When the axis has no length, or an interval has its ends out of order or no label.
    ///
    /// # Examples
    /// ```
    /// use unipole::num::Rational;
    /// use unipole::report::map::{AxisTitle, Interval, Strip, Words, svg};
    /// let strip = Strip {
    ///     title: "Where balancing is an equilibrium".into(),
    ///     axis: AxisTitle { meaning: "cost of balancing".into(), symbol: Words::with_latex("c", "$c$") },
    ///     lower: Rational::ZERO,
    ///     upper: Rational::ONE,
    ///     labels: vec!["both balance".into()],
    ///     intervals: vec![Interval { lower: 0.0, upper: 0.4142, label: 0 }],
    ///     marks: Vec::new(),
    /// };
    /// let drawn = svg(&strip.drawing()?);
    /// assert!(drawn.contains("both balance") && drawn.contains("0.41"));
    /// # Ok::<(), unipole::report::map::PictureError>(())
    /// ```
    pub fn drawing(&self) -> Result<Drawing, PictureError> {
        if self.lower >= self.upper {
            return Err(PictureError::EmptyAxis(self.axis.meaning.clone()));
        }
        for (number, interval) in self.intervals.iter().enumerate() {
            let in_order = interval.lower <= interval.upper;
            if !in_order || interval.label >= self.labels.len() {
                return Err(PictureError::Interval(number + 1));
            }
        }
        let mut sheet = Sheet::new(self);
        let marks = sheet.marks();
        sheet.thresholds(&self.thresholds(), marks);
        sheet.rows();
        sheet.names(marks);
        sheet.axis();
        let description: Vec<String> = self
            .intervals
            .iter()
            .map(|interval| {
                let Interval {
                    lower,
                    upper,
                    label,
                } = *interval;
                format!("{}: from {lower:.4} to {upper:.4}", self.labels[label])
            })
            .collect();
        Ok(Drawing {
            width: WIDTH,
            height: sheet.y + 0.8,
            title: self.title.clone(),
            description: format!("{}.", description.join("; ")),
            shapes: sheet.shapes,
        })
    }

    /// The ends of intervals that lie between the ends of the axis, in order.
    fn thresholds(&self) -> Vec<f64> {
        let [lower, upper] = [&self.lower, &self.upper].map(rounded);
        let close = (upper - lower) * 1e-9;
        let mut found: Vec<f64> = self
            .intervals
            .iter()
            .flat_map(|i| [i.lower, i.upper])
            .collect();
        found.retain(|value| *value > lower + close && *value < upper - close);
        found.sort_by(f64::total_cmp);
        found.dedup_by(|a, b| (*a - *b).abs() <= close);
        found
    }
}

/// Values with as many decimals as tell them apart, at least two.
fn printed(values: &[f64]) -> Vec<String> {
    let print = |digits: usize| {
        values
            .iter()
            .map(move |value| format!("{value:.digits$}").replace('-', "−"))
    };
    let distinct = |digits: &usize| {
        let texts: Vec<String> = print(*digits).collect();
        texts.windows(2).all(|pair| pair[0] != pair[1])
    };
    print((2..8).find(distinct).unwrap_or(8)).collect()
}

/// Centres of texts as near to where they belong as lets them stand side by side between two ends; `None` where there is no room.
fn spread(wanted: &[f64], widths: &[f64], gap: f64, [left, right]: [f64; 2]) -> Option<Vec<f64>> {
    let total: f64 = widths.iter().map(|width| width + gap).sum();
    if total - gap > right - left {
        return None;
    }
    let mut centres = wanted.to_vec();
    let mut free = left;
    for (centre, width) in centres.iter_mut().zip(widths) {
        *centre = centre.max(free + width / 2.0);
        free = *centre + width / 2.0 + gap;
    }
    let mut free = right;
    for (centre, width) in centres.iter_mut().zip(widths).rev() {
        *centre = centre.min(free - width / 2.0);
        free = *centre - width / 2.0 - gap;
    }
    Some(centres)
}

/// The name of a marked value: where the value is, from where to where the name reaches, and how high above the axis it stands.
struct Name {
    name: String,
    at: f64,
    from: f64,
    to: f64,
    anchor: Anchor,
    tier: usize,
}

/// The sheet being filled from top to bottom; `y` is how far it has come.
struct Sheet<'a> {
    strip: &'a Strip,
    left: f64,
    right: f64,
    y: f64,
    rows: Vec<Vec<String>>,
    names: Vec<Name>,
    dots: Vec<Point>,
    shapes: Vec<Shape>,
    notes: Vec<String>,
}

impl<'a> Sheet<'a> {
    fn new(strip: &'a Strip) -> Self {
        let widest = strip
            .labels
            .iter()
            .map(|label| width(label, SIZE))
            .fold(0.0, f64::max);
        let measure = widest.min(30.0);
        let last = width(&exactly(&strip.upper).plain, NUMBER) / 2.0;
        Sheet {
            strip,
            left: measure + 2.4,
            right: WIDTH - last.max(1.0) - 0.3,
            y: 0.6,
            rows: strip
                .labels
                .iter()
                .map(|label| lines(label, SIZE, measure))
                .collect(),
            names: Vec::new(),
            dots: Vec::new(),
            shapes: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Where a value stands across the sheet.
    fn across(&self, value: f64) -> f64 {
        let [lower, upper] = [&self.strip.lower, &self.strip.upper].map(rounded);
        self.left + ((value - lower) / (upper - lower)).clamp(0.0, 1.0) * (self.right - self.left)
    }

    fn height(row: &[String]) -> f64 {
        (row.len() as f64 * SIZE * LEADING * POINT).max(BAR) + 1.4
    }

    fn line(&mut self, points: Vec<Point>, pen: Pen) {
        self.shapes.push(Shape::Line { points, pen });
    }

    fn text(&mut self, at: Point, anchor: Anchor, size: f64, words: Words) {
        self.shapes
            .push(Shape::Text(Text::new(at, anchor, size, words)));
    }

    /// The values at which something changes, above; a dashed line runs from each to the axis.
    fn thresholds(&mut self, values: &[f64], below: f64) {
        if values.is_empty() {
            return;
        }
        let texts = printed(values);
        let places: Vec<f64> = values.iter().map(|value| self.across(*value)).collect();
        let height: f64 = self.rows.iter().map(|row| Sheet::height(row)).sum::<f64>() + below;
        let fitting = [NUMBER, 6.0].into_iter().find_map(|size| {
            let widths: Vec<f64> = texts.iter().map(|text| width(text, size)).collect();
            spread(&places, &widths, 1.0, [self.left - 2.0, WIDTH]).map(|centres| (size, centres))
        });
        let mut tops = places.clone();
        if let Some((size, centres)) = fitting {
            self.y += size * POINT * 0.8;
            for (text, centre) in texts.iter().zip(&centres) {
                self.text([*centre, self.y], Anchor::Middle, size, Words::new(text));
            }
            self.y += 0.8;
            tops = centres;
        } else {
            self.notes
                .push(format!("Thresholds: {}.", texts.join(", ")));
        }
        let moved = tops
            .iter()
            .zip(&places)
            .any(|(top, place)| (top - place).abs() > 0.05);
        let bend = if moved { 2.2 } else { 0.6 };
        for (top, place) in tops.iter().zip(&places) {
            self.line(vec![[*top, self.y], [*place, self.y + bend]], Pen::Thin);
            self.line(
                vec![[*place, self.y + bend], [*place, self.y + bend + height]],
                Pen::Dashed,
            );
        }
        self.y += bend;
    }

    fn rows(&mut self) {
        for (number, row) in self.rows.clone().into_iter().enumerate() {
            let height = Sheet::height(&row);
            let middle = self.y + height / 2.0;
            let leading = SIZE * LEADING * POINT;
            for (step, words) in row.iter().enumerate() {
                let raised = (row.len() as f64 - 1.0) / 2.0 - step as f64;
                let base = middle + 0.25 * SIZE * POINT * 1.1 - raised * leading;
                self.text(
                    [self.left - 1.6, base],
                    Anchor::End,
                    SIZE,
                    Words::new(words),
                );
            }
            self.line(vec![[self.left, middle], [self.right, middle]], Pen::Thin);
            for interval in self
                .strip
                .intervals
                .iter()
                .filter(|interval| interval.label == number)
            {
                let [start, end] = [interval.lower, interval.upper].map(|value| self.across(value));
                let [top, bottom] = [middle - BAR / 2.0, middle + BAR / 2.0];
                self.shapes.push(area(
                    [start, top],
                    [end, bottom],
                    palette::fill(number, 1),
                    true,
                ));
            }
            self.y += height;
        }
    }

    /// Finds a height above the axis for the name of every marked value; gives back how much room the names take.
    fn marks(&mut self) -> f64 {
        let Strip {
            lower,
            upper,
            marks,
            ..
        } = self.strip;
        let mut outside = Vec::new();
        for (name, value) in marks {
            if value < lower || value > upper {
                outside.push(format!("{name} ({})", exactly(value).plain));
                continue;
            }
            let at = self.across(rounded(value));
            let wide = width(name, NUMBER) + 1.0;
            let anchor = if at + wide > WIDTH {
                Anchor::End
            } else {
                Anchor::Start
            };
            let [from, to] = if anchor == Anchor::End {
                [at - wide, at]
            } else {
                [at, at + wide]
            };
            self.names.push(Name {
                name: name.clone(),
                at,
                from,
                to,
                anchor,
                tier: 0,
            });
        }
        if !outside.is_empty() {
            self.notes
                .push(format!("Beyond the axis: {}.", outside.join(", ")));
        }
        // From the right, so that a name stands above the lines that rise from the axis beneath it; names to the left of their line last.
        self.names.sort_by(|a, b| {
            (a.anchor == Anchor::End)
                .cmp(&(b.anchor == Anchor::End))
                .then(b.at.total_cmp(&a.at))
        });
        for number in 0..self.names.len() {
            let (done, rest) = self.names.split_at_mut(number);
            let name = &mut rest[0];
            let beneath = done
                .iter()
                .filter(|other| other.from < name.to && name.from < other.to);
            name.tier = beneath.map(|other| other.tier + 1).max().unwrap_or(0);
        }
        let tiers = self
            .names
            .iter()
            .map(|name| name.tier + 1)
            .max()
            .unwrap_or(0);
        tiers as f64 * NUMBER * LEADING * POINT + if tiers > 0 { 1.4 } else { 0.4 }
    }

    /// The names of marked values above the axis, each on a line that rises from it.
    fn names(&mut self, room: f64) {
        self.y += room;
        let axis = self.y;
        for name in std::mem::take(&mut self.names) {
            let base = axis - 1.4 - name.tier as f64 * NUMBER * LEADING * POINT;
            self.line(vec![[name.at, axis], [name.at, base - 1.6]], Pen::Thin);
            let gap = if name.anchor == Anchor::End {
                -0.7
            } else {
                0.7
            };
            let mut text = Text::new(
                [name.at + gap, base],
                name.anchor,
                NUMBER,
                Words::new(&name.name),
            );
            text.halo = Some(Colour([0xff, 0xff, 0xff]));
            self.shapes.push(Shape::Text(text));
            self.dots.push([name.at, axis]);
        }
    }

    /// The axis with its ticks and its title, and the notes.
    fn axis(&mut self) {
        let Strip { lower, upper, .. } = self.strip;
        let axis = self.y;
        self.line(vec![[self.left, axis], [self.right, axis]], Pen::Boundary);
        for tick in ticks(lower, upper, self.right - self.left, NUMBER, false) {
            let x = self.left + tick.place * (self.right - self.left);
            self.line(vec![[x, axis], [x, axis + 0.9]], Pen::Thin);
            self.text([x, axis + 3.6], Anchor::Middle, NUMBER, tick.words);
        }
        self.y = axis + 4.4;
        let dots = std::mem::take(&mut self.dots);
        self.shapes.extend(dots.into_iter().map(Shape::Dot));
        for words in title_lines(&self.strip.axis, 8.0, self.right - self.left) {
            self.y += 8.0 * LEADING * POINT;
            self.text(
                [self.left.midpoint(self.right), self.y - 0.4],
                Anchor::Middle,
                8.0,
                words,
            );
        }
        self.y = legend::notes(
            &mut self.shapes,
            &self.notes,
            [0.5, self.y + 0.6],
            WIDTH - 1.0,
        );
    }
}

//! One or more phase maps on a sheet: frames, axes, regions, names, legend.

use std::collections::BTreeMap;

use super::axis::{exactly, ticks};
use super::drawing::{Anchor, Colour, Drawing, Fill, POINT, Pen, Point, Shape, Text, Words};
use super::grid::{Grid, Owner, rounded};
use super::label::{Block, Field, LEADING, Rectangle};
use super::layout::{Layout, heads, title_lines, y_ticks};
use super::legend::{self, Entry};
use super::outline::{Outlines, Place};
use super::palette;
use super::picture::{MapPicture, Panel, PictureError};
use crate::num::Rational;
use crate::report::decimal::decimal;

/// Sizes in points.
pub(super) const TITLE: f64 = 8.0;
const LABEL: [f64; 2] = [8.0, 7.0];
pub(super) const SMALL: f64 = 7.0;

/// How far a thinned curve may stray, in millimetres.
const TOLERANCE: f64 = 0.02;

/// The length of a tick in millimetres.
pub(super) const TICK: f64 = 0.9;

impl MapPicture {
    /// Lays the picture out.
    ///
    /// # Errors
    /// When there is no panel, a map is not in two parameters, an axis has no length, or labels do not match the regions.
    pub fn drawing(&self) -> Result<Drawing, PictureError> {
        self.check()?;
        let layout = Layout::new(self);
        let mut sheet = Sheet {
            picture: self,
            colours: Colours::of(&self.panels),
            numbered: Vec::new(),
            notes: Vec::new(),
            shapes: Vec::new(),
        };
        for (number, panel) in self.panels.iter().enumerate() {
            sheet.panel(&layout, number, panel);
        }
        let bottom = sheet.titles(&layout);
        let entries = sheet.entries();
        let bottom = legend::entries(
            &mut sheet.shapes,
            &entries,
            [0.5, bottom + 2.2],
            layout.width - 1.0,
        );
        let bottom = legend::notes(
            &mut sheet.shapes,
            &sheet.notes,
            [0.5, bottom],
            layout.width - 1.0,
        );
        Ok(Drawing {
            width: layout.width,
            height: bottom + 0.6,
            title: self.title.clone(),
            description: self.description(),
            shapes: sheet.shapes,
        })
    }

    fn description(&self) -> String {
        let panels = self.panels.iter().map(|panel| {
            let regions = panel.map.regions.iter().zip(&panel.labels);
            let mut parts: Vec<String> = regions
                .map(|(region, label)| format!("{}: {}", label.long, percent(&region.area)))
                .collect();
            parts.push(format!("not proved: {}", percent(&panel.map.undecided)));
            let lead = if panel.title.is_empty() {
                String::new()
            } else {
                format!("{}. ", panel.title)
            };
            format!("{lead}{}.", parts.join("; "))
        });
        let [x, y] =
            [&self.x, &self.y].map(|title| format!("{} ({})", title.meaning, title.symbol.plain));
        format!(
            "Across: {x}; upwards: {y}. {}",
            panels.collect::<Vec<_>>().join(" ")
        )
    }
}

/// A share in per cent, as one says it.
fn percent(share: &Rational) -> String {
    let value = share * &Rational::integer(100);
    if *share > Rational::ZERO && value < Rational::ratio(1, 10) {
        return "under 0.1 %".to_owned();
    }
    let digits = u32::from(value < Rational::ONE && !value.is_zero());
    format!("{} %", decimal(&value, digits))
}

/// A rectangle as an area, by two opposite corners.
pub(super) fn area(
    [left, top]: Point,
    [right, bottom]: Point,
    fill: Fill,
    outlined: bool,
) -> Shape {
    Shape::Area {
        loops: vec![vec![
            [left, top],
            [right, top],
            [right, bottom],
            [left, bottom],
        ]],
        fill,
        outlined,
    }
}

/// The words of regions, each with its filling: the same words, the same filling.
struct Colours(Vec<(String, Fill)>);

impl Colours {
    fn of(panels: &[Panel]) -> Self {
        // By what is played there, so that figures of one game agree as far as they show the same regions.
        let mut content = BTreeMap::new();
        for panel in panels {
            for (region, label) in panel.map.regions.iter().zip(&panel.labels) {
                let profiles: Vec<&[usize]> = region
                    .equilibria
                    .iter()
                    .map(|place| panel.map.profiles[*place].as_slice())
                    .collect();
                let key = (profiles.is_empty(), profiles);
                let known = content
                    .entry(label.long.as_str())
                    .or_insert_with(|| key.clone());
                if key < *known {
                    *known = key;
                }
            }
        }
        let mut order: Vec<_> = content.into_iter().collect();
        order.sort_by(|a, b| a.1.cmp(&b.1));
        let filled = order.into_iter().enumerate();
        let known = filled
            .map(|(used, (words, (_, profiles)))| {
                (words.to_owned(), palette::fill(used, profiles.len()))
            })
            .collect();
        Colours(known)
    }

    /// The place of the words in the legend.
    fn place(&self, words: &str) -> usize {
        let place = self.0.iter().position(|(known, _)| known == words);
        place.expect("invariant: every label was met before")
    }
}

struct Sheet<'a> {
    picture: &'a MapPicture,
    colours: Colours,
    /// Places of the legend that stand on a map as a number.
    numbered: Vec<usize>,
    notes: Vec<String>,
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

    fn panel(&mut self, layout: &Layout, number: usize, panel: &Panel) {
        let frame = layout.frames[number];
        let grid = Grid::new(&panel.map);
        let fills: Vec<Fill> = panel
            .labels
            .iter()
            .map(|label| self.colours.0[self.colours.place(&label.long)].1)
            .collect();
        self.regions(&grid, frame, &fills);
        let [left, top] = frame.corner;
        let [right, bottom] = [left + frame.sides[0], top + frame.sides[1]];
        self.line(
            vec![
                [left, top],
                [right, top],
                [right, bottom],
                [left, bottom],
                [left, top],
            ],
            Pen::Boundary,
        );
        self.axes(layout, number, frame, panel);
        let heads = heads(panel, frame.sides[0]);
        for (step, head) in heads.iter().rev().enumerate() {
            let base = top - 1.2 - step as f64 * TITLE * LEADING * POINT;
            let mut text = Text::new([left, base], Anchor::Start, TITLE, Words::new(head));
            text.bold = true;
            self.shapes.push(Shape::Text(text));
        }
        self.words(&grid, frame, panel, &fills);
    }

    fn regions(&mut self, grid: &Grid, frame: Rectangle, fills: &[Fill]) {
        let outlines = Outlines::trace(grid, frame.sides, TOLERANCE);
        let on_sheet = |[x, y]: Place| {
            [
                frame.corner[0] + x * frame.sides[0],
                frame.corner[1] + (1.0 - y) * frame.sides[1],
            ]
        };
        for owner in outlines.owners() {
            let loops = outlines.loops(owner).into_iter();
            self.shapes.push(Shape::Area {
                loops: loops
                    .map(|points| points.into_iter().map(on_sheet).collect())
                    .collect(),
                fill: match owner {
                    Owner::Region(region) => fills[region],
                    Owner::Undecided | Owner::Outside => palette::UNDECIDED,
                },
                outlined: false,
            });
        }
        for arc in outlines.arcs {
            if let (Owner::Region(_), Owner::Region(_)) = (arc.left, arc.right) {
                self.line(
                    arc.points.into_iter().map(on_sheet).collect(),
                    Pen::Boundary,
                );
            }
        }
    }

    fn axes(&mut self, layout: &Layout, number: usize, frame: Rectangle, panel: &Panel) {
        let [x, y] = [&panel.map.axes[0], &panel.map.axes[1]];
        let bottom = frame.corner[1] + frame.sides[1];
        for tick in ticks(&x.lower, &x.upper, frame.sides[0], SMALL, false) {
            let at = frame.corner[0] + tick.place * frame.sides[0];
            self.line(vec![[at, bottom], [at, bottom + TICK]], Pen::Thin);
            if layout.shows_x(number) {
                self.text([at, bottom + 3.7], Anchor::Middle, SMALL, tick.words);
            }
        }
        for tick in y_ticks(&y.lower, &y.upper, frame.sides[1]) {
            let at = bottom - tick.place * frame.sides[1];
            let left = frame.corner[0];
            self.line(vec![[left - TICK, at], [left, at]], Pen::Thin);
            if layout.shows_y(number) {
                let base = at + 0.26 * SMALL * POINT;
                // At the very ends the number stays within the height of the frame.
                let base = if tick.place <= 0.0 { base - 0.3 } else { base };
                self.text([left - TICK - 0.7, base], Anchor::End, SMALL, tick.words);
            }
        }
    }

    /// Names of regions and of points; the points themselves on top.
    fn words(&mut self, grid: &Grid, frame: Rectangle, panel: &Panel, fills: &[Fill]) {
        let mut field = Field::new(grid, frame);
        let (mut points, mut outside) = (Vec::new(), Vec::new());
        for mark in &panel.marks {
            let share = [0, 1].map(|k| {
                let axis = &panel.map.axes[k];
                &(&mark.at[k] - &axis.lower) / &(&axis.upper - &axis.lower)
            });
            if share
                .iter()
                .all(|share| *share >= Rational::ZERO && *share <= Rational::ONE)
            {
                let [x, y] = share.map(|share| rounded(&share));
                let at = [
                    frame.corner[0] + x * frame.sides[0],
                    frame.corner[1] + (1.0 - y) * frame.sides[1],
                ];
                field.take(Rectangle::around(at, [2.4, 2.4]));
                points.push((at, mark));
            } else {
                let [x, y] = [&mark.at[0], &mark.at[1]].map(|value| exactly(value).plain);
                outside.push(format!("{} ({x}, {y})", mark.name));
            }
        }
        for (region, label) in panel.labels.iter().enumerate() {
            let owner = Owner::Region(region);
            let place = self.colours.place(&label.long);
            let block = field.in_region(owner, &label.short, &LABEL);
            let block = block.or_else(|| {
                let number = field.in_region(owner, &(place + 1).to_string(), &LABEL[..1]);
                self.numbered.extend(number.is_some().then_some(place));
                number
            });
            if let Some(block) = block {
                self.block(&block, fills[region].colour);
            }
        }
        let mut unnamed = Vec::new();
        for (at, mark) in &points {
            let placed = field.beside(*at, &mark.name, SMALL);
            let placed = placed.or_else(|| {
                let letter =
                    char::from(b'a' + u8::try_from(unnamed.len() % 26).unwrap_or(0)).to_string();
                let placed = field.beside(*at, &letter, SMALL)?;
                unnamed.push(format!("{letter}: {}", mark.name));
                Some(placed)
            });
            if let Some((block, leader)) = placed {
                if leader {
                    let middle = block.frame.middle();
                    let end = [0, 1].map(|k| {
                        at[k].clamp(
                            block.frame.corner[k],
                            block.frame.corner[k] + block.frame.sides[k],
                        )
                    });
                    let end = if (end[1] - middle[1]).abs() < 0.4 {
                        [end[0], middle[1]]
                    } else {
                        end
                    };
                    self.line(vec![*at, end], Pen::Thin);
                }
                self.block(&block, Colour([0xff, 0xff, 0xff]));
            }
        }
        for (at, _) in points {
            self.shapes.push(Shape::Dot(at));
        }
        let lead = if panel.title.is_empty() {
            String::new()
        } else {
            format!("{}: ", panel.title)
        };
        if !unnamed.is_empty() {
            self.notes.push(format!("{lead}{}.", unnamed.join("; ")));
        }
        if !outside.is_empty() {
            let word = if lead.is_empty() {
                "Outside"
            } else {
                "outside"
            };
            self.notes
                .push(format!("{lead}{word} the box: {}.", outside.join(", ")));
        }
    }

    fn block(&mut self, block: &Block, halo: Colour) {
        for (at, line) in block.base_lines() {
            let mut text = Text::new(at, block.anchor, block.size, Words::new(line));
            text.halo = Some(halo);
            self.shapes.push(Shape::Text(text));
        }
    }

    /// The titles of the axes; gives back where they end.
    fn titles(&mut self, layout: &Layout) -> f64 {
        let leading = TITLE * LEADING * POINT;
        let [first, last] = [
            layout.frames[0],
            layout.frames[layout.columns.min(layout.frames.len()) - 1],
        ];
        let across = first.corner[0].midpoint(last.corner[0] + last.sides[0]);
        let measure = last.corner[0] + last.sides[0] - first.corner[0];
        let mut bottom = layout.bottom() + 4.4;
        for words in title_lines(&self.picture.x, TITLE, measure) {
            bottom += leading;
            self.text([across, bottom - 0.6], Anchor::Middle, TITLE, words);
        }
        let down = first.corner[1].midpoint(layout.bottom());
        for (step, words) in layout.y_title.iter().enumerate() {
            let at = [2.7 + step as f64 * leading, down];
            let mut text = Text::new(at, Anchor::Middle, TITLE, words.clone());
            text.turned = true;
            self.shapes.push(Shape::Text(text));
        }
        bottom
    }

    /// The legend: all regions, with their shares where there is one map, and what is undecided.
    fn entries(&mut self) -> Vec<Entry> {
        let panels = &self.picture.panels;
        let alone = if panels.len() == 1 {
            panels.first()
        } else {
            None
        };
        let mut entries: Vec<Entry> = Vec::new();
        for (place, (words, fill)) in self.colours.0.iter().enumerate() {
            let share = alone.map(|panel| {
                let regions = panel
                    .map
                    .regions
                    .iter()
                    .zip(&panel.labels)
                    .filter(|(_, label)| label.long == *words);
                regions.fold(Rational::ZERO, |sum, (region, _)| &sum + &region.area)
            });
            entries.push(Entry {
                fill: *fill,
                number: self.numbered.contains(&place).then_some(place + 1),
                text: share.map_or_else(
                    || words.clone(),
                    |share| format!("{words} ({})", percent(&share)),
                ),
            });
        }
        let most = panels.iter().map(|panel| &panel.map.undecided).max();
        if let Some(most) = most.filter(|most| **most > Rational::ZERO) {
            let up_to = if alone.is_some() { "" } else { "up to " };
            let share = format!("{up_to}{}", percent(most));
            if panels
                .iter()
                .any(|panel| Grid::new(&panel.map).has_undecided())
            {
                entries.push(Entry {
                    fill: palette::UNDECIDED,
                    number: None,
                    text: format!("undecided ({share}, strips along the curves included)"),
                });
            } else {
                self.notes.push(format!(
                    "Proved except on {share} of the box, along the curves."
                ));
            }
        }
        entries
    }
}

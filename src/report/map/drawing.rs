//! A picture in no dialect: areas, lines, dots and words on a sheet, in millimetres from its upper left corner.

use super::super::dialect::escape;
use super::super::wrap;

/// A place on the sheet: to the right and downwards, in millimetres.
pub type Point = [f64; 2];

/// Millimetres in a typographic point.
pub(in super::super) const POINT: f64 = 25.4 / 72.27;

/// How much wider than estimated words may be: small sizes of TeX's fonts are wide.
const MARGIN: f64 = 1.08;

/// A colour by its red, green and blue parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Colour(pub [u8; 3]);

impl Colour {
    /// The colour as `RRGGBB`.
    pub(super) fn hex(self) -> String {
        let [red, green, blue] = self.0;
        format!("{red:02X}{green:02X}{blue:02X}")
    }
}

/// Lines over a colour, so that two areas differ in more than colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hatch {
    /// None.
    Plain,
    /// Lines that rise to the right.
    Rising,
    /// Lines that fall to the right.
    Falling,
    /// Lines both ways.
    Crossed,
}

/// How an area is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fill {
    /// The colour beneath.
    pub colour: Colour,
    /// The lines over it.
    pub hatch: Hatch,
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pen {
    /// A boundary between regions, or the frame: half a point, black.
    Boundary,
    /// A tick or a leader: thin, black.
    Thin,
    /// A threshold: thin, dashed.
    Dashed,
    /// A curve: thick, in a colour.
    Curve(Colour),
    /// A curve beside another one of its colour: thinner, dashed.
    Branch(Colour),
    /// A line between a boundary and a curve: half as thick as a curve, in a colour.
    Planned(Colour),
}

/// Where a text hangs on its point, which lies on its base line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The text begins there.
    Start,
    /// The text's middle is there.
    Middle,
    /// The text ends there.
    End,
}

/// One line of words, as plain text and as LaTeX.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Words {
    /// For SVG, and for estimating the width.
    pub plain: String,
    /// For TikZ.
    pub latex: String,
}

impl Words {
    /// The same words in both, characters special to LaTeX made safe.
    ///
    /// # Examples
    /// ```
    /// use unipole::report::map::Words;
    /// assert_eq!(Words::new("cost λ").latex, "cost $\\lambda$");
    /// assert_eq!(Words::new("50 %").latex, "50 \\%");
    /// ```
    pub fn new(plain: &str) -> Self {
        Words {
            plain: plain.to_owned(),
            latex: escape(plain),
        }
    }

    /// Words with a LaTeX of their own.
    pub fn with_latex(plain: &str, latex: &str) -> Self {
        Words {
            plain: plain.to_owned(),
            latex: latex.to_owned(),
        }
    }

    /// The words with plain text before and after.
    pub(super) fn between(&self, before: &str, after: &str) -> Self {
        Words {
            plain: format!("{before}{}{after}", self.plain),
            latex: format!("{}{}{}", escape(before), self.latex, escape(after)),
        }
    }

    /// Two lines one after the other.
    pub(super) fn followed_by(&self, other: &Words) -> Self {
        Words {
            plain: format!("{} {}", self.plain, other.plain),
            latex: format!("{} {}", self.latex, other.latex),
        }
    }

    /// The estimated width in millimetres at a size in points.
    pub(super) fn width(&self, size: f64) -> f64 {
        width(&self.plain, size)
    }
}

/// The estimated width of a plain text in millimetres at a size in points.
pub(in super::super) fn width(text: &str, size: f64) -> f64 {
    f64::from(wrap::width(text)) / 100.0 * size * POINT * MARGIN
}

/// Breaks a plain text into lines no wider than a measure in millimetres, where words allow it.
pub(in super::super) fn lines(text: &str, size: f64, measure: f64) -> Vec<String> {
    let limit = measure / (size * POINT * MARGIN) * 100.0;
    wrap::lines(text, limit.max(0.0) as u32)
}

/// Words on the sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// The point on the base line.
    pub at: Point,
    /// Where the words hang on it.
    pub anchor: Anchor,
    /// The size in points.
    pub size: f64,
    /// The words.
    pub words: Words,
    /// The colour of a rim around the letters, where what lies beneath is busy.
    pub halo: Option<Colour>,
    /// Whether the words run upwards.
    pub turned: bool,
    /// Whether they are set in bold.
    pub bold: bool,
}

impl Text {
    /// Level words in regular type without a rim.
    pub(in super::super) fn new(at: Point, anchor: Anchor, size: f64, words: Words) -> Self {
        Text {
            at,
            anchor,
            size,
            words,
            halo: None,
            turned: false,
            bold: false,
        }
    }
}

/// One thing on the sheet; later ones lie over earlier ones.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// An area between closed loops, a loop within a loop being a hole.
    Area {
        /// The corners of each loop, the first not repeated.
        loops: Vec<Vec<Point>>,
        /// The filling.
        fill: Fill,
        /// Whether a thin line runs around it.
        outlined: bool,
    },
    /// A chain of segments.
    Line {
        /// The corners.
        points: Vec<Point>,
        /// The pen.
        pen: Pen,
    },
    /// A point that is marked: a black dot with a white rim.
    Dot(Point),
    /// Words.
    Text(Text),
}

/// A picture in no dialect.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// The sheet's width in millimetres.
    pub width: f64,
    /// The sheet's height in millimetres.
    pub height: f64,
    /// What the picture shows, in a few words that are not drawn.
    pub title: String,
    /// What is seen on it, for those who cannot see it.
    pub description: String,
    /// What is drawn, from the bottom up.
    pub shapes: Vec<Shape>,
}

impl Drawing {
    /// The hatched or plain fillings in use, in a fixed order.
    pub(super) fn fills(&self) -> Vec<Fill> {
        let mut fills: Vec<Fill> = self
            .shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Area { fill, .. } => Some(*fill),
                _ => None,
            })
            .collect();
        fills.sort_unstable();
        fills.dedup();
        fills
    }
}

/// A length in print: hundredths of a millimetre, without a sign on zero.
pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    match text {
        "-0" | "" => "0".to_owned(),
        text => text.to_owned(),
    }
}

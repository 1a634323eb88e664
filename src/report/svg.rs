//! The continuum at a glance: which postures are an equilibrium in which model and scenario, as one picture and as one table.

use super::wrap;
use super::{Align, Cell, Column, Table};

const TITLE: &str = "The continuum at a glance";

/// What is known of one posture in one scenario of one model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// The model has no such option.
    NotAnOption,
    /// An option that is played in no equilibrium.
    NoEquilibrium,
    /// An option that is played in no equilibrium listed, where the list is not known to be complete.
    NoneFound,
    /// Played in equilibrium, but only where some player mixes.
    MixedOnly,
    /// Played for certain in an equilibrium, none of them strict.
    Weak,
    /// Played for certain in a strict equilibrium.
    Strict,
}

impl Mark {
    /// The marks of the legend, strongest first, with what they mean.
    const LEGEND: [(Mark, &'static str, &'static str); 5] = [
        (Mark::Strict, "●", "strict equilibrium"),
        (Mark::Weak, "○", "weak equilibrium"),
        (Mark::MixedOnly, "◐", "in mixed play only"),
        (
            Mark::NoneFound,
            "?",
            "none found, list not known to be complete",
        ),
        (Mark::NoEquilibrium, "·", "an option, but in no equilibrium"),
    ];

    /// The entries of the legend for these marks; the rare mark is explained only where it stands.
    pub(super) fn legend(
        marks: &[Mark],
    ) -> impl Iterator<Item = &'static (Mark, &'static str, &'static str)> {
        let shows_doubt = marks.contains(&Mark::NoneFound);
        let entries = Mark::LEGEND.iter();
        entries.filter(move |(mark, ..)| *mark != Mark::NoneFound || shows_doubt)
    }

    /// The legend as one sentence.
    pub(super) fn legend_in_words(marks: &[Mark]) -> String {
        let entries: Vec<String> = Mark::legend(marks)
            .map(|(_, symbol, meaning)| format!("{symbol} {meaning}"))
            .collect();
        format!("{}; blank: not an option in the model.", entries.join("; "))
    }

    /// The mark in words, as an answer to "is it an equilibrium?".
    pub fn words(self) -> &'static str {
        match self {
            Mark::NotAnOption => "not an option",
            Mark::NoEquilibrium => "no",
            Mark::NoneFound => "none found",
            Mark::MixedOnly => "yes, in mixed play",
            Mark::Weak => "yes, weakly",
            Mark::Strict => "yes",
        }
    }

    /// The mark in text; empty for what is not an option.
    pub(super) fn symbol(self) -> &'static str {
        let known = Mark::LEGEND.iter().find(|(mark, ..)| *mark == self);
        known.map_or("", |(_, symbol, _)| symbol)
    }
}

/// One scenario of one model.
#[derive(Debug, Clone, PartialEq)]
pub struct GlanceRow {
    /// The model's title, the same in all of its rows, which follow each other.
    pub model: String,
    /// The scenario; empty where the model has only one.
    pub scenario: String,
    /// One mark for each column.
    pub marks: Vec<Mark>,
}

/// Postures in the order of the continuum, and one row of marks for each model and scenario.
///
/// # Examples
/// ```
/// use unipole::report::{Glance, GlanceRow, Mark, svg};
/// let row = GlanceRow { model: "Core".into(), scenario: "unipolar".into(), marks: vec![Mark::NoEquilibrium, Mark::Strict] };
/// let glance = Glance { columns: vec!["hard balancing".into(), "bandwagoning".into()], rows: vec![row] };
/// assert!(svg(&glance).starts_with("<svg "));
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Glance {
    /// The postures.
    pub columns: Vec<String>,
    /// The rows, those of one model together.
    pub rows: Vec<GlanceRow>,
}

impl Glance {
    /// All marks, row by row.
    pub(super) fn marks(&self) -> Vec<Mark> {
        self.rows.iter().flat_map(|row| row.marks.clone()).collect()
    }
}

/// The picture's data as a table of symbols.
///
/// # Panics
/// When a row has not one mark for each column: our own bug.
pub fn glance_table(glance: &Glance) -> Table {
    let labels = ["Model", "Scenario"].map(|header| Column::new(header, Align::Left).once());
    let postures = glance
        .columns
        .iter()
        .map(|posture| Column::new(posture.as_str(), Align::Center));
    let mut table = Table::new(
        "continuum-at-a-glance",
        format!("{TITLE}."),
        labels.into_iter().chain(postures).collect(),
    );
    for (number, row) in glance.rows.iter().enumerate() {
        if number > 0 && glance.rows[number - 1].model != row.model {
            table.rule();
        }
        let mut cells = vec![
            Cell::from(row.model.as_str()),
            Cell::from(row.scenario.as_str()),
        ];
        cells.extend(row.marks.iter().map(|mark| Cell::from(mark.symbol())));
        table.row(cells);
    }
    table.note(Mark::legend_in_words(&glance.marks()));
    table
}

/// Ink of the picture: the text, quieter text, hairlines, shading, and the two inks of marks (after Okabe and Ito).
const TEXT: &str = "#1f2328";
const QUIET: &str = "#59636e";
const HAIRLINE: &str = "#d8dee4";
const SHADE: &str = "#f6f8fa";
const PURE: &str = "#0072b2";
const MIXED: &str = "#b85000";
const FAINT: &str = "#8c959f";

/// Measures in pixels.
const WIDTH: usize = 900;
const MARGIN: usize = 28;
const LABELS: usize = 196;
const ROW: usize = 25;
const LINE: usize = 15;
const RADIUS: usize = 7;
const HEADING: usize = 11;

/// Draws the picture: a row for each scenario, a column for each posture, a white card as background.
///
/// The marks differ in shape as well as in colour. The same data give the same bytes.
///
/// # Panics
/// When a row has not one mark for each column: our own bug.
pub fn svg(glance: &Glance) -> String {
    let count = glance.columns.len().max(1);
    let column = ((WIDTH - 2 * MARGIN - LABELS) / count).clamp(78, 120);
    let width = WIDTH.max(2 * MARGIN + LABELS + count * column);
    let mut picture = Picture {
        left: MARGIN + LABELS,
        right: MARGIN + LABELS + count * column,
        column,
        y: MARGIN,
        body: String::new(),
    };
    picture.title_and_legend(&glance.marks());
    let top = picture.y;
    picture.headings(&glance.columns);
    let mut model = None;
    for row in &glance.rows {
        assert_eq!(
            row.marks.len(),
            glance.columns.len(),
            "invariant: a row has one mark for each column"
        );
        picture.row(row, &glance.columns, model == Some(row.model.as_str()));
        model = Some(row.model.as_str());
    }
    picture.hairline(picture.y + 8);
    let bottom = picture.y + 8;
    let height = bottom + MARGIN;
    let shades: String = (0..glance.columns.len())
        .step_by(2)
        .map(|number| {
            let (x, height) = (picture.left + number * column, bottom - top);
            format!("<rect x=\"{x}\" y=\"{top}\" width=\"{column}\" height=\"{height}\" fill=\"{SHADE}\"/>\n")
        })
        .collect();
    let models = glance.rows.chunk_by(|a, b| a.model == b.model).count();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\" aria-labelledby=\"glance-title glance-description\" \
         font-family=\"'Helvetica Neue', Helvetica, 'Segoe UI', Arial, 'Liberation Sans', sans-serif\" font-size=\"13\" fill=\"{TEXT}\">\n\
         <title id=\"glance-title\">{TITLE}</title>\n\
         <desc id=\"glance-description\">Which postures are played in equilibrium, in {rows} scenarios of {models} models; \
         columns: {columns}.</desc>\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"#ffffff\"/>\n{shades}{body}</svg>\n",
        rows = glance.rows.len(),
        columns = escaped(&glance.columns.join(", ")),
        body = picture.body,
    )
}

/// The picture being drawn from top to bottom; `y` is how far it has come.
struct Picture {
    left: usize,
    right: usize,
    column: usize,
    y: usize,
    body: String,
}

impl Picture {
    fn draw(&mut self, element: &str) {
        self.body.push_str(element);
        self.body.push('\n');
    }

    fn text(&mut self, x: usize, y: usize, attributes: &str, text: &str) {
        let text = escaped(text);
        self.draw(&format!(
            "<text x=\"{x}\" y=\"{y}\"{attributes}>{text}</text>"
        ));
    }

    fn hairline(&mut self, y: usize) {
        let right = self.right;
        self.draw(&format!(
            "<path d=\"M{MARGIN} {y}H{right}\" stroke=\"{HAIRLINE}\"/>"
        ));
    }

    fn title_and_legend(&mut self, marks: &[Mark]) {
        self.y += 16;
        self.text(
            MARGIN,
            self.y,
            " font-size=\"18\" font-weight=\"600\"",
            TITLE,
        );
        self.y += 30;
        let quiet = format!(" font-size=\"12\" fill=\"{QUIET}\"");
        let mut x = MARGIN;
        for (mark, _, meaning) in Mark::legend(marks) {
            let width = 2 * RADIUS + 8 + pixels(wrap::width(meaning), 13) + 20;
            if x + width > self.right {
                x = MARGIN;
                self.y += 20;
            }
            self.draw(&shape(*mark, x + RADIUS, self.y - 4));
            self.text(x + 2 * RADIUS + 8, self.y, &quiet, meaning);
            x += width;
        }
        let blank = "blank: not an option";
        if x + pixels(wrap::width(blank), 13) > self.right {
            x = MARGIN;
            self.y += 20;
        }
        self.text(x, self.y, &quiet, blank);
        self.y += 20;
    }

    /// Headings wrap and end level above the first row.
    fn headings(&mut self, postures: &[String]) {
        let limit = u32::try_from((self.column - 14) * 100 / HEADING).unwrap_or(u32::MAX);
        let wrapped: Vec<Vec<String>> = postures
            .iter()
            .map(|posture| wrap::lines(posture, limit))
            .collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        self.y += 6 + height * LINE;
        let attributes = format!(" font-size=\"{HEADING}\" text-anchor=\"middle\"");
        for (number, lines) in wrapped.iter().enumerate() {
            let x = self.left + number * self.column + self.column / 2;
            for (line, text) in lines.iter().enumerate() {
                let y = self.y - (lines.len() - 1 - line) * LINE;
                self.text(x, y, &attributes, text);
            }
        }
        self.y += 8;
    }

    /// The model's title stands once: on a line of its own, or before the marks where there is no scenario to name.
    fn row(&mut self, row: &GlanceRow, postures: &[String], continues: bool) {
        let limit = u32::try_from((LABELS - 12) * 100 / 14).unwrap_or(u32::MAX);
        if !continues {
            self.y += if self.body.is_empty() { 0 } else { 6 };
            self.hairline(self.y);
            self.y += 4;
        }
        if !continues && !row.scenario.is_empty() {
            self.text(MARGIN, self.y + 18, " font-weight=\"600\"", &row.model);
            self.y += ROW - 1;
        }
        let (label, indent, weight) = if row.scenario.is_empty() {
            (&row.model, 0, " font-weight=\"600\"")
        } else {
            (&row.scenario, 14, "")
        };
        let lines = wrap::lines(label, limit);
        let height = ROW.max(lines.len() * LINE + 8);
        let middle = self.y + height / 2;
        for (number, line) in lines.iter().enumerate() {
            let y = middle + 4 + number * LINE - (lines.len() - 1) * LINE / 2;
            self.text(MARGIN + indent, y, weight, line);
        }
        for (number, mark) in row.marks.iter().enumerate() {
            let x = self.left + number * self.column + self.column / 2;
            let drawn = shape(*mark, x, middle);
            if !drawn.is_empty() {
                let known = Mark::LEGEND.iter().find(|(known, ..)| known == mark);
                let meaning = known.map_or("", |(_, _, meaning)| meaning);
                let title = escaped(&format!("{}: {meaning}", postures[number]));
                self.draw(&format!("<g><title>{title}</title>{drawn}</g>"));
            }
        }
        self.y += height;
    }
}

/// The mark around a point: nothing, a small dot, a half disc in a ring, a ring, a disc.
fn shape(mark: Mark, x: usize, y: usize) -> String {
    let ring = |ink| {
        format!(
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"6\" fill=\"#ffffff\" stroke=\"{ink}\" stroke-width=\"2\"/>"
        )
    };
    match mark {
        Mark::NotAnOption => String::new(),
        Mark::NoEquilibrium => format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"2\" fill=\"{FAINT}\"/>"),
        Mark::NoneFound => {
            let base = y + 5;
            format!("<text x=\"{x}\" y=\"{base}\" text-anchor=\"middle\" fill=\"{QUIET}\">?</text>")
        }
        Mark::MixedOnly => {
            let top = y - 6;
            format!(
                "{}<path d=\"M{x} {top}a6 6 0 0 0 0 12z\" fill=\"{MIXED}\"/>",
                ring(MIXED)
            )
        }
        Mark::Weak => ring(PURE),
        Mark::Strict => format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{RADIUS}\" fill=\"{PURE}\"/>"),
    }
}

fn pixels(hundredths_of_em: u32, size: usize) -> usize {
    hundredths_of_em as usize * size / 100
}

/// Text as XML; control characters, which XML has none of, become spaces.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            control if control.is_control() => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::markdown;
    use super::*;

    fn sample() -> Glance {
        let row = |model: &str, scenario: &str, marks: &[Mark]| GlanceRow {
            model: model.to_owned(),
            scenario: scenario.to_owned(),
            marks: marks.to_vec(),
        };
        use Mark::{MixedOnly, NoEquilibrium, NotAnOption, Strict, Weak};
        Glance {
            columns: vec![
                "hard balancing".into(),
                "neutrality".into(),
                "bandwagoning".into(),
            ],
            rows: vec![
                row(
                    "The core game",
                    "unipolar",
                    &[NoEquilibrium, NoEquilibrium, Strict],
                ),
                row(
                    "The core game",
                    "bipolar <&>",
                    &[Strict, MixedOnly, NoEquilibrium],
                ),
                row("Neutrality", "", &[NotAnOption, Weak, NotAnOption]),
            ],
        }
    }

    #[test]
    fn the_table_names_each_model_once() {
        insta::assert_snapshot!(markdown(&glance_table(&sample())), @r#"
        *The continuum at a glance.*

        | Model         | Scenario       | hard balancing | neutrality | bandwagoning |
        | :------------ | :------------- | :------------: | :--------: | :----------: |
        | The core game | unipolar       |       ·        |     ·      |      ●       |
        |               | bipolar \<\&\> |       ●        |     ◐      |      ·       |
        | Neutrality    |                |                |     ○      |              |

        ● strict equilibrium; ○ weak equilibrium; ◐ in mixed play only; · an option, but in no equilibrium; blank: not an option in the model.
        "#);
    }

    #[test]
    fn the_picture_escapes_text_and_draws_every_mark() {
        let picture = svg(&sample());
        assert!(picture.contains("bipolar &lt;&amp;&gt;") && !picture.contains("<&>"));
        assert_eq!(picture.matches(">The core game<").count(), 1);
        // Four marks of the legend, and seven of the nine cells: two are no options.
        assert_eq!(picture.matches("<circle").count(), 4 + 7);
        assert_eq!(picture.matches("<g><title>").count(), 7);
        assert_eq!(picture, svg(&sample()));
    }

    #[test]
    fn every_element_is_closed() {
        let picture = svg(&sample());
        for name in ["svg", "g", "title", "desc", "text"] {
            let opened = picture.matches(&format!("<{name}>")).count()
                + picture.matches(&format!("<{name} ")).count();
            assert_eq!(
                opened,
                picture.matches(&format!("</{name}>")).count(),
                "{name}"
            );
        }
    }
}

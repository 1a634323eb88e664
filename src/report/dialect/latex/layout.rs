//! How a table is fitted to the width of a page: wrapped headers, wrapped text, smaller type; and when it is too long for one.

use super::super::super::wrap;
use super::super::super::{Align, Cell, Column, Table};

/// Type sizes, each with the width that a page of any usual class offers and the space between two columns, which does not shrink
/// with the type; in hundredths of its em.
const SIZES: [(&str, u32, u32); 3] = [
    ("\\small", 3300, 120),
    ("\\footnotesize", 3700, 134),
    ("\\scriptsize", 4250, 155),
];
/// The width of a turned header.
const GAP: u32 = 120;
/// Left columns wider than this may be set as paragraphs, no narrower than this.
const PARAGRAPH: u32 = 800;
/// A header takes no more lines than this, as far as its words allow.
const HEADER_LINES: usize = 3;
/// More lines than this do not fit on a page.
const PAGE: usize = 40;

/// How one column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// As wide as its widest cell.
    Natural,
    /// As paragraphs of this many hundredths of the width of the page.
    Paragraph(u32),
}

/// How one header is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Header {
    /// In these lines.
    Lines(Vec<String>),
    /// Upright, read from below.
    Turned,
}

/// How a table is fitted to the page.
#[derive(Debug)]
pub(super) struct Layout {
    /// The command for the type size.
    pub(super) size: &'static str,
    /// Each column.
    pub(super) shapes: Vec<Shape>,
    /// Each header.
    pub(super) headers: Vec<Header>,
    /// Whether the table is longer than a page.
    pub(super) long: bool,
}

impl Layout {
    /// Whether some header is turned, which takes the package graphicx.
    pub(super) fn turns(&self) -> bool {
        self.headers.contains(&Header::Turned)
    }

    /// Whether some column is set as paragraphs.
    pub(super) fn has_paragraphs(&self) -> bool {
        self.shapes.iter().any(|shape| *shape != Shape::Natural)
    }
}

/// What is known of one column before it is fitted: widths in hundredths of an em.
struct Measured {
    cells: Vec<u32>,
    header: String,
    /// The width of the header as narrow as it may be.
    header_width: u32,
    turned: bool,
    may_wrap: bool,
}

impl Measured {
    fn widest_cell(&self) -> u32 {
        self.cells.iter().copied().max().unwrap_or(0)
    }

    fn width(&self) -> u32 {
        self.widest_cell().max(self.header_width)
    }
}

/// Fits a table to the page. What does not fit as it is gets wrapped headers and wrapped text; then headers of marks
/// are turned; then the type shrinks.
pub(super) fn layout(table: &Table) -> Layout {
    let all = 0..table.columns.len();
    let between = u32::try_from(all.len().saturating_sub(1)).unwrap_or(0);
    let measured = |lines, turn| -> Vec<Measured> {
        all.clone()
            .map(|column| measure(table, column, lines, turn))
            .collect()
    };
    let (size, page, gap) = SIZES[0];
    let plain = measured(1, false);
    if plain.iter().map(Measured::width).sum::<u32>() + gap * between <= page {
        return finished(&plain, size, page, &vec![None; plain.len()]);
    }
    for (size, page, gap) in SIZES {
        for turn in [false, true] {
            let columns = measured(HEADER_LINES, turn);
            let shares = page
                .checked_sub(gap * between)
                .and_then(|page| shares(&columns, page));
            if let Some(shares) = shares {
                return finished(&columns, size, page, &shares);
            }
        }
    }
    // Too wide for any page: as narrow as can be.
    let columns = measured(HEADER_LINES, true);
    let shares: Vec<Option<u32>> = columns
        .iter()
        .map(|c| c.may_wrap.then_some(PARAGRAPH))
        .collect();
    let (size, page, _) = SIZES[SIZES.len() - 1];
    finished(&columns, size, page, &shares)
}

/// Measures a column whose header may take so many lines, or be turned where it stands over narrower marks.
fn measure(table: &Table, column: usize, lines: usize, turn: bool) -> Measured {
    let Column { header, align, .. } = &table.columns[column];
    let cells: Vec<u32> = (0..table.rows.len())
        .map(|row| width_of(table.shown(row, column)))
        .collect();
    let widest = cells.iter().copied().max().unwrap_or(0);
    let header_width = wrap::narrowest(&header.plain(), lines);
    let turned = turn && *align == Align::Center && header_width > widest.max(GAP);
    Measured {
        cells,
        header: header.plain(),
        header_width: if turned { GAP } else { header_width },
        turned,
        may_wrap: *align == Align::Left && widest > PARAGRAPH,
    }
}

/// A cell's width; bold type is wider.
fn width_of(cell: &Cell) -> u32 {
    let width = wrap::width(&cell.plain());
    if matches!(cell, Cell::Emphasis(_)) {
        width * 23 / 20
    } else {
        width
    }
}

/// Widths of the columns that must wrap for the whole to fit in `page`; `None` when it cannot.
///
/// What the other columns leave is shared equally, except that no column gets more than it needs.
fn shares(columns: &[Measured], page: u32) -> Option<Vec<Option<u32>>> {
    let fixed = columns.iter().filter(|column| !column.may_wrap);
    let mut rest = page.checked_sub(fixed.map(Measured::width).sum())?;
    let mut order: Vec<usize> = (0..columns.len())
        .filter(|&c| columns[c].may_wrap)
        .collect();
    order.sort_by_key(|&column| columns[column].width());
    let mut shares = vec![None; columns.len()];
    for (done, &column) in order.iter().enumerate() {
        let share = rest / u32::try_from(order.len() - done).ok()?;
        let needed = columns[column].width();
        if needed <= share {
            rest -= needed;
        } else if share >= PARAGRAPH {
            shares[column] = Some(share);
            rest -= share;
        } else {
            return None;
        }
    }
    Some(shares)
}

fn finished(columns: &[Measured], size: &'static str, page: u32, shares: &[Option<u32>]) -> Layout {
    let header = |column: &Measured, share: &Option<u32>| {
        if column.turned {
            Header::Turned
        } else {
            let width = share.unwrap_or(column.width());
            Header::Lines(wrap::lines(&column.header, width))
        }
    };
    let lines_of = |row: usize| {
        let lines = columns
            .iter()
            .zip(shares)
            .map(|(column, share)| match share {
                Some(share) => column.cells[row].div_ceil(*share).max(1),
                None => 1,
            });
        lines.max().unwrap_or(1) as usize
    };
    let rows = columns.first().map_or(0, |column| column.cells.len());
    let shape = |share: &Option<u32>| match share {
        Some(share) => Shape::Paragraph(share * 100 / page),
        None => Shape::Natural,
    };
    Layout {
        size,
        shapes: shares.iter().map(shape).collect(),
        headers: columns
            .iter()
            .zip(shares)
            .map(|(c, s)| header(c, s))
            .collect(),
        long: (0..rows).map(lines_of).sum::<usize>() > PAGE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(lines: &[&str]) -> Header {
        Header::Lines(lines.iter().map(|line| (*line).to_owned()).collect())
    }

    #[test]
    fn a_table_that_fits_is_left_alone() {
        let mut table = Table::new("t", "", vec![Column::new("Scenario of play", Align::Left)]);
        table.row(vec!["unipolar".into()]);
        let layout = layout(&table);
        assert_eq!(layout.size, "\\small");
        assert_eq!(layout.headers, [lines(&["Scenario of play"])]);
        assert_eq!(layout.shapes, [Shape::Natural]);
        assert!(!layout.long);
    }

    #[test]
    fn headers_wrap_before_they_turn_and_turn_before_the_type_shrinks() {
        let wide = |postures: usize| {
            let header = Column::new("targeted hard balancing", Align::Center);
            let mut table = Table::new("t", "", vec![header; postures]);
            table.row(vec!["●".into(); postures]);
            layout(&table)
        };
        assert_eq!(
            wide(5).headers[0],
            lines(&["targeted", "hard", "balancing"])
        );
        assert_eq!(wide(10).headers[0], Header::Turned);
        assert_eq!(wide(10).size, "\\small");
        assert_ne!(wide(16).size, "\\small");
    }

    #[test]
    fn a_text_that_leaves_no_room_becomes_a_paragraph() {
        let columns = ["Claim", "Statement"].map(|header| Column::new(header, Align::Left));
        let mut table = Table::new("t", "", columns.into());
        table.row(vec![
            "P29".into(),
            "Small states near a hegemon bandwagon; large ones balance, whatever the price of it."
                .into(),
        ]);
        table.row(vec!["P30".into(), "".into()]);
        let layout = layout(&table);
        assert_eq!(layout.shapes[0], Shape::Natural);
        assert!(matches!(layout.shapes[1], Shape::Paragraph(80..=95)));
    }

    #[test]
    fn more_rows_than_a_page_holds_make_a_long_table() {
        let mut table = Table::new("t", "", vec![Column::new("n", Align::Right)]);
        for _ in 0..=PAGE {
            table.row(vec!["1".into()]);
        }
        assert!(layout(&table).long);
    }
}

//! Tables for terminals: one rule below the header, a blank line between groups, no boxes.

use comfy_table::{
    Attribute, CellAlignment, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle,
    TableStyle, Width,
};

use super::super::{Align, Cell, Table};
use super::{Dialect, write};

/// One rule below each header, with gaps between columns.
const QUIET: TableStyle = TableStyle::new()
    .header_lines(ContentLineStyle::none().junction(' '))
    .header_separator(LineStyle::none().fill('─').junction(' '))
    .content_lines(ContentLineStyle::none().junction(' '));

/// Blanks at the right of each cell, besides the one between columns.
const PADDING: u16 = 1;

/// What the terminal offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Terminal {
    /// Cells wrap so that lines are no longer than this; `None` never wraps.
    pub width: Option<u16>,
    /// Whether emphasis is bold type (by escape codes); else it is shown `*so*`.
    pub colour: bool,
}

/// Prints a table for a terminal, the caption above it and the notes below.
pub fn text(table: &Table, terminal: Terminal) -> String {
    let mut grid = comfy_table::Table::new();
    grid.load_style(QUIET).force_no_tty();
    if terminal.colour {
        grid.enforce_styling();
    }
    if let Some(width) = terminal.width {
        grid.set_content_arrangement(ContentArrangement::Dynamic);
        grid.set_width(width);
    }
    let mut text = Text {
        out: String::new(),
        grid,
        terminal,
        aligns: table.columns.iter().map(|column| column.align).collect(),
    };
    write(table, &mut text);
    text.out
}

struct Text {
    out: String,
    grid: comfy_table::Table,
    terminal: Terminal,
    aligns: Vec<Align>,
}

impl Text {
    fn cells(&self, cells: &[&Cell]) -> Vec<comfy_table::Cell> {
        let aligned = cells.iter().zip(&self.aligns).map(|(cell, align)| {
            let printed = comfy_table::Cell::new(self.cell(cell)).set_alignment(match align {
                Align::Left => CellAlignment::Left,
                Align::Right => CellAlignment::Right,
                Align::Center => CellAlignment::Center,
            });
            if self.terminal.colour && matches!(cell, Cell::Emphasis(_)) {
                printed.add_attribute(Attribute::Bold)
            } else {
                printed
            }
        });
        aligned.collect()
    }

    /// Makes every column at least as wide as its longest word, where the terminal has room for all of them.
    fn keep_words_whole(&mut self, table: &Table) {
        let longest: Vec<usize> = (0..table.columns.len())
            .map(|column| {
                let shown = (0..table.rows.len()).map(|row| table.shown(row, column));
                let cells = shown.chain([&table.columns[column].header]);
                let words = cells.map(|cell| {
                    let cell = self.cell(cell);
                    cell.split(' ')
                        .map(|word| word.chars().count())
                        .max()
                        .unwrap_or(0)
                });
                words.max().unwrap_or(0) + usize::from(PADDING)
            })
            .collect();
        let needed = longest.iter().map(|width| width + 1).sum::<usize>();
        let room = self.terminal.width.map_or(usize::MAX, usize::from);
        if needed <= room {
            for (column, width) in self.grid.column_iter_mut().zip(longest) {
                let width = Width::Fixed(u16::try_from(width).unwrap_or(u16::MAX));
                column.set_constraint(ColumnConstraint::LowerBoundary(width));
            }
        }
    }

    /// A paragraph, its lines no longer than the terminal is wide.
    fn paragraph(&mut self, paragraph: &str) {
        let limit = self.terminal.width.map_or(usize::MAX, usize::from);
        let mut column = 0;
        for word in paragraph.split_whitespace() {
            let length = word.chars().count();
            if column > 0 && column + 1 + length > limit {
                self.out.push('\n');
                column = 0;
            } else if column > 0 {
                self.out.push(' ');
                column += 1;
            }
            self.out.push_str(word);
            column += length;
        }
        self.out.push('\n');
    }
}

impl Dialect for Text {
    /// Control characters would reach the terminal; they become spaces.
    fn escape(&self, text: &str) -> String {
        text.chars()
            .map(|letter| if letter.is_control() { ' ' } else { letter })
            .collect()
    }

    fn emphasis(&self, text: &str) -> String {
        let text = self.escape(text);
        if self.terminal.colour {
            text
        } else {
            format!("*{text}*")
        }
    }

    fn number(&self, digits: &str) -> String {
        digits.to_owned()
    }

    fn math(&self, text: &str, _latex: &str) -> String {
        self.escape(text)
    }

    fn open(&mut self, table: &Table) {
        if table.caption != Cell::Empty {
            let caption = self.cell(&table.caption);
            self.paragraph(&caption);
            self.out.push('\n');
        }
    }

    fn header(&mut self, table: &Table) {
        let headers: Vec<&Cell> = table.columns.iter().map(|column| &column.header).collect();
        let cells = self.cells(&headers);
        self.grid.set_header(cells);
        for column in self.grid.column_iter_mut() {
            column.set_padding((0, PADDING));
        }
    }

    fn row(&mut self, cells: &[&Cell]) {
        let cells = self.cells(cells);
        self.grid.add_row(cells);
    }

    fn rule(&mut self) {
        self.grid.add_row(vec![""; self.aligns.len()]);
    }

    fn close(&mut self, table: &Table) {
        self.keep_words_whole(table);
        let mut header_is_open = true;
        for line in self.grid.lines() {
            let line = line.trim_end();
            if header_is_open && line.starts_with('─') && line.chars().all(|c| c == '─' || c == ' ')
            {
                // The rule covers each column's padding; it is to end with the column.
                let rule = line.replace("─ ", "  ");
                self.out.push_str(rule.strip_suffix('─').unwrap_or(&rule));
                header_is_open = false;
            } else {
                self.out.push_str(line);
            }
            self.out.push('\n');
        }
        for (number, note) in table.notes.iter().enumerate() {
            if number == 0 {
                self.out.push('\n');
            }
            let note = self.cell(note);
            self.paragraph(&note);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_quiet_on_the_terminal() {
        insta::assert_snapshot!(text(&super::super::tests::sample(), Terminal::default()), @r#"
        Equilibria at u = 3/5.

        Scenario              Secondary state   be  Payoff  Strict
        ────────────────────  ───────────────  ───  ──────  ──────
        unipolar              *bandwagon*      2/5   -3/20     ●
                              1/3 balance      1/2   -0.67

        bi_polar & 50% | <x>  balance            1       0     ○

        ● strict, ○ weak.
        "#);
    }

    #[test]
    fn cells_wrap_to_the_width_of_the_terminal() {
        let terminal = Terminal {
            width: Some(44),
            colour: false,
        };
        let printed = text(&super::super::tests::sample(), terminal);
        assert!(printed.lines().all(|line| line.chars().count() <= 44));
        insta::assert_snapshot!(printed, @r#"
        Equilibria at u = 3/5.

        Scenario   Secondary     be  Payoff  Strict
                   state
        ─────────  ───────────  ───  ──────  ──────
        unipolar   *bandwagon*  2/5   -3/20     ●
                   1/3 balance  1/2   -0.67

        bi_polar   balance        1       0     ○
        & 50% |
        <x>

        ● strict, ○ weak.
        "#);
    }

    #[test]
    fn emphasis_is_bold_only_where_colour_is_asked_for() {
        let terminal = Terminal {
            width: None,
            colour: true,
        };
        let coloured = text(&super::super::tests::sample(), terminal);
        assert_eq!(coloured.matches("\u{1b}[1m").count(), 1);
        let plain = text(&super::super::tests::sample(), Terminal::default());
        assert!(!plain.contains('\u{1b}'));
    }

    #[test]
    fn escape_codes_in_a_title_do_not_reach_the_terminal() {
        let table = Table::new("t", "\u{1b}[2J title", vec![]);
        assert!(!text(&table, Terminal::default()).contains('\u{1b}'));
    }
}

//! Markdown pipe tables, padded so that the source reads as a table too.

use super::super::{Align, Cell, Table};
use super::{Dialect, write};

/// Wider cells are not padded to: one long formula would tear its whole column apart.
const WIDEST_PADDING: usize = 100;

/// Prints a table as a Markdown pipe table, the caption above it and the notes below; rules have no form in Markdown.
pub fn markdown(table: &Table) -> String {
    let mut markdown = Markdown {
        out: String::new(),
        columns: Vec::new(),
    };
    markdown.columns = (0..table.columns.len())
        .map(|column| {
            let shown = (0..table.rows.len()).map(|row| table.shown(row, column));
            let cells = std::iter::once(&table.columns[column].header).chain(shown);
            let widths = cells.map(|cell| markdown.cell(cell).chars().count());
            let width = widths.filter(|width| *width <= WIDEST_PADDING).max();
            (table.columns[column].align, width.unwrap_or(0).max(3))
        })
        .collect();
    write(table, &mut markdown);
    markdown.out
}

/// Prose of a user as one Markdown paragraph after another, none of whose characters means anything.
pub(in super::super) fn prose(text: &str) -> String {
    let paragraphs = text.split("\n\n").filter(|part| !part.trim().is_empty());
    let mut markdown = Markdown {
        out: String::new(),
        columns: Vec::new(),
    };
    for paragraph in paragraphs {
        if !markdown.out.is_empty() {
            markdown.out.push('\n');
        }
        let words: Vec<&str> = paragraph.split_whitespace().collect();
        let escaped = markdown.escape(&words.join(" "));
        markdown.paragraph(&escaped);
    }
    markdown.out
}

/// A phrase within a line of Markdown.
pub(in super::super) fn phrase(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    MARKDOWN.escape(&words.join(" "))
}

/// Code within a line of Markdown.
pub(in super::super) fn code(text: &str) -> String {
    MARKDOWN.math(text, "")
}

/// A link to a file beside the page.
pub(in super::super) fn link(file: &str) -> String {
    MARKDOWN.link(file, file)
}

const MARKDOWN: Markdown = Markdown {
    out: String::new(),
    columns: Vec::new(),
};

struct Markdown {
    out: String,
    columns: Vec<(Align, usize)>,
}

impl Markdown {
    fn line(&mut self, cells: impl Iterator<Item = String>) {
        for cell in cells {
            self.out.push_str("| ");
            self.out.push_str(&cell);
            self.out.push(' ');
        }
        self.out.push_str("|\n");
    }

    /// A block of its own whose first character starts no list, heading or quotation.
    fn paragraph(&mut self, text: &str) {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = text.split_at(digits);
        let starts_block = match rest.as_bytes().first() {
            Some(b'#' | b'+' | b'-' | b'=') => digits == 0,
            Some(b'.' | b')') => digits > 0,
            _ => false,
        };
        let guard = if starts_block { "\\" } else { "" };
        self.out.push_str(&format!("{number}{guard}{rest}\n"));
    }
}

impl Dialect for Markdown {
    fn escape(&self, text: &str) -> String {
        let letters: Vec<char> = text
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let is_word = |at: Option<usize>| {
            at.and_then(|at| letters.get(at))
                .is_some_and(|letter| letter.is_alphanumeric())
        };
        let mut escaped = String::with_capacity(text.len());
        for (at, letter) in letters.iter().enumerate() {
            let special = match letter {
                '\\' | '|' | '*' | '`' | '<' | '>' | '[' | ']' | '~' | '&' | '$' => true,
                // Between letters or digits, as in `c_1`, it is itself.
                '_' => !(is_word(at.checked_sub(1)) && is_word(Some(at + 1))),
                _ => false,
            };
            if special {
                escaped.push('\\');
            }
            escaped.push(*letter);
        }
        escaped
    }

    fn emphasis(&self, text: &str) -> String {
        format!("**{}**", self.escape(text.trim()))
    }

    fn number(&self, digits: &str) -> String {
        digits.to_owned()
    }

    /// As code, between more backquotes than follow each other inside; a pipe ends a cell even there.
    fn math(&self, text: &str, _latex: &str) -> String {
        let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest + 1);
        let pad = if longest > 0 { " " } else { "" };
        format!("{fence}{pad}{}{pad}{fence}", text.replace('|', "\\|"))
    }

    /// A name with spaces or parentheses stands in angle brackets.
    fn link(&self, text: &str, file: &str) -> String {
        let text = self.escape(text);
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
        match file.bytes().all(plain) {
            true => format!("[{text}]({file})"),
            false => format!("[{text}](<{}>)", file.replace(['<', '>', '|'], "")),
        }
    }

    fn open(&mut self, table: &Table) {
        if table.caption != Cell::Empty {
            self.out = format!("*{}*\n\n", self.cell(&table.caption).trim());
        }
    }

    fn header(&mut self, table: &Table) {
        let headers: Vec<&Cell> = table.columns.iter().map(|column| &column.header).collect();
        self.row(&headers);
        let dashes: Vec<String> = self
            .columns
            .iter()
            .map(|(align, width)| match align {
                Align::Left => format!(":{}", "-".repeat(width - 1)),
                Align::Right => format!("{}:", "-".repeat(width - 1)),
                Align::Center => format!(":{}:", "-".repeat(width - 2)),
            })
            .collect();
        self.line(dashes.into_iter());
    }

    fn row(&mut self, cells: &[&Cell]) {
        let padded: Vec<String> = cells
            .iter()
            .zip(&self.columns)
            .map(|(cell, &(align, width))| {
                let cell = self.cell(cell);
                match align {
                    Align::Left => format!("{cell:<width$}"),
                    Align::Right => format!("{cell:>width$}"),
                    Align::Center => format!("{cell:^width$}"),
                }
            })
            .collect();
        self.line(padded.into_iter());
    }

    fn rule(&mut self) {}

    fn close(&mut self, table: &Table) {
        for note in &table.notes {
            self.out.push('\n');
            let note = self.cell(note);
            self.paragraph(&note);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_source_reads_as_a_table() {
        insta::assert_snapshot!(markdown(&super::super::tests::sample()), @r#"
        *Equilibria at `u = 3/5`.*

        | Scenario                 | Secondary state | `be` | Payoff | Strict |
        | :----------------------- | :-------------- | ---: | -----: | :----: |
        | unipolar                 | **bandwagon**   |  2/5 |  -3/20 |   ●    |
        |                          | 1/3 balance     |  1/2 |  -0.67 |        |
        | bi_polar \& 50% \| \<x\> | balance         |    1 |      0 |   ○    |

        ● strict, ○ weak.
        "#);
    }

    #[test]
    fn special_characters_lose_their_meaning() {
        let dialect = Markdown {
            out: String::new(),
            columns: Vec::new(),
        };
        let escaped = dialect.escape("c_1 _x_ a*b | `q` <b> [l] ~s~ $m$ \\ &amp; two\nlines");
        insta::assert_snapshot!(escaped, @r"c_1 \_x\_ a\*b \| \`q\` \<b\> \[l\] \~s\~ \$m\$ \\ \&amp; two lines");
        assert_eq!(dialect.math("a | `b`", ""), "`` a \\| `b` ``");
    }

    #[test]
    fn a_note_starts_no_list_or_heading() {
        for (note, expected) in [
            ("1. one", "1\\. one\n"),
            ("# of", "\\# of\n"),
            ("- x", "\\- x\n"),
            ("3/20", "3/20\n"),
        ] {
            let mut dialect = Markdown {
                out: String::new(),
                columns: Vec::new(),
            };
            dialect.paragraph(note);
            assert_eq!(dialect.out, expected);
        }
    }
}

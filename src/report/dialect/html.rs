//! Tables as HTML: one that scrolls by itself where the screen is narrow.

use super::super::paper::inline_mathematics;
use super::super::svg::escaped;
use super::super::{Align, Cell, Table};
use super::{Dialect, write};

/// Prints a table as HTML with its number; `anchor` is what links lead to.
pub(in crate::report) fn html(table: &Table, anchor: &str, number: usize) -> String {
    let mut html = Html {
        out: String::new(),
        aligns: table.columns.iter().map(|column| column.align).collect(),
        anchor: anchor.to_owned(),
        number,
    };
    write(table, &mut html);
    html.out
}

struct Html {
    out: String,
    aligns: Vec<Align>,
    anchor: String,
    number: usize,
}

impl Html {
    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn cells(&mut self, tag: &str, cells: &[&Cell]) {
        let mut row = String::from("<tr>");
        for (cell, align) in cells.iter().zip(&self.aligns) {
            let class = match align {
                Align::Left => "",
                Align::Right => " class=\"r\"",
                Align::Center => " class=\"c\"",
            };
            let scope = if tag == "th" { " scope=\"col\"" } else { "" };
            row.push_str(&format!("<{tag}{scope}{class}>{}</{tag}>", self.cell(cell)));
        }
        row.push_str("</tr>");
        self.line(&row);
    }
}

impl Dialect for Html {
    fn escape(&self, text: &str) -> String {
        escaped(text)
    }

    fn emphasis(&self, text: &str) -> String {
        format!("<strong>{}</strong>", escaped(text))
    }

    fn number(&self, digits: &str) -> String {
        let digits = escaped(digits).replace('-', "\u{2212}");
        format!("<span class=\"n\">{digits}</span>")
    }

    fn math(&self, text: &str, latex: &str) -> String {
        match latex.is_empty() {
            true => format!("<code>{}</code>", escaped(text)),
            false => inline_mathematics(text, latex),
        }
    }

    fn open(&mut self, table: &Table) {
        let caption = self.cell(&table.caption);
        let (anchor, number) = (self.anchor.clone(), self.number);
        self.line(&format!(
            "<figure class=\"table\" id=\"{anchor}\">\n<figcaption><b>Table {number}.</b> {caption}</figcaption>"
        ));
        self.line("<div class=\"wide\" tabindex=\"0\"><table>");
    }

    fn header(&mut self, table: &Table) {
        let headers: Vec<&Cell> = table.columns.iter().map(|column| &column.header).collect();
        self.out.push_str("<thead>");
        self.cells("th", &headers);
        self.line("</thead>\n<tbody>");
    }

    fn row(&mut self, cells: &[&Cell]) {
        self.cells("td", cells);
    }

    fn rule(&mut self) {
        self.line("</tbody>\n<tbody>");
    }

    fn close(&mut self, table: &Table) {
        self.line("</tbody></table></div>");
        for note in &table.notes {
            let note = self.cell(note);
            self.line(&format!("<p class=\"note\">{note}</p>"));
        }
        self.line("</figure>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_numbered_escaped_and_grouped() {
        let html = html(&super::super::tests::sample(), "tab:core", 3);
        assert!(html.starts_with("<figure class=\"table\" id=\"tab:core\">\n<figcaption><b>Table 3.</b> Equilibria at <math"));
        assert!(html.contains("<td><strong>bandwagon</strong></td>"));
        assert!(html.contains("bi_polar &amp; 50% | &lt;x&gt;"));
        assert!(html.contains("<td class=\"r\"><span class=\"n\">\u{2212}3/20</span></td>"));
        assert_eq!(html.matches("<tbody>").count(), 2);
        assert!(html.contains("<p class=\"note\">● strict, ○ weak.</p>"));
    }
}

//! LaTeX tables after the rules of booktabs: a file that compiles alone, and by `\input` from a paper.

mod escape;
mod layout;

use super::super::{Align, Cell, Table};
use super::{Dialect, write};
pub(in crate::report) use escape::escape;
use layout::{Header, Layout, Shape};

/// Prints a file of LaTeX tables, `command` being what makes the file again.
///
/// Alone, the file compiles with pdflatex. From a paper it is read by `\input`; the paper loads the packages that the file's first
/// lines name, and may define the caption and label of a table beforehand: `\unipoleCoreEquilibriaCaption` and
/// `\unipoleCoreEquilibriaLabel` for the table `core-equilibria`, whose label is `tab:core-equilibria` otherwise.
/// Wide tables wrap their headers and widest text columns, then turn headers, then take smaller type; long ones break across pages.
pub fn latex(tables: &[Table], command: &str) -> String {
    let layouts: Vec<Layout> = tables.iter().map(layout::layout).collect();
    let mut packages = String::from("amsmath,array,booktabs");
    if layouts.iter().any(Layout::turns) {
        packages.push_str(",graphicx");
    }
    if layouts.iter().any(|layout| layout.long) {
        packages.push_str(",longtable");
    }
    let mut out = head(tables, &packages, command);
    for (table, layout) in tables.iter().zip(layouts) {
        let mut latex = Latex {
            out: String::new(),
            name: Some(macro_name(table.id())),
            layout,
        };
        write(table, &mut latex);
        out.push_str(&latex.out);
    }
    out.push_str("\n\\unipoleEnd\n");
    out
}

/// One table within a document that has loaded amsmath, array, booktabs, graphicx and longtable; its label is `tab:` and its id.
pub(in crate::report) fn latex_table(table: &Table) -> String {
    let mut latex = Latex {
        out: String::new(),
        name: None,
        layout: layout::layout(table),
    };
    write(table, &mut latex);
    latex.out
}

/// The letters that stand for an id in names of LaTeX macros: `core-2` is `CoreTwo`.
pub fn macro_name(id: &str) -> String {
    const DIGITS: [&str; 10] = [
        "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine",
    ];
    let mut name = String::new();
    let mut starts = true;
    for letter in id.chars() {
        match letter {
            'a'..='z' | 'A'..='Z' => {
                name.push(if starts {
                    letter.to_ascii_uppercase()
                } else {
                    letter
                });
                starts = false;
            }
            '0'..='9' => {
                name.push_str(DIGITS[usize::from(letter as u8 - b'0')]);
                starts = true;
            }
            _ => starts = true,
        }
    }
    name
}

/// The comment that says how to use the file, and the preamble for when it is compiled alone.
///
/// Within a document `\@nodocument` is `\relax`; before `\begin{document}` it is not.
fn head(tables: &[Table], packages: &str, command: &str) -> String {
    let example = tables.first().map_or_else(String::new, |table| {
        let name = macro_name(table.id());
        format!(
            "% To change a caption or a label, define it before \\input:\n\
             %   \\newcommand{{\\unipole{name}Caption}}{{...}}\n\
             %   \\newcommand{{\\unipole{name}Label}}{{{}}}\n",
            label(table.id())
        )
    });
    document_head(packages, command, &example)
}

/// The beginning of a file that compiles alone and from a paper; its last line must be `\unipoleEnd`.
pub(in crate::report) fn document_head(packages: &str, command: &str, remarks: &str) -> String {
    let command: String = command
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    format!(
        "% Made by: {command}\n\
         % Compiles alone with pdflatex. From a paper: \\usepackage{{{packages}}} and \\input.\n\
         {remarks}\
         \\expandafter\\ifx\\csname @nodocument\\endcsname\\relax\n  \
           \\def\\unipoleEnd{{}}\n\
         \\else\n  \
           \\documentclass[11pt]{{article}}\n  \
           \\IfFileExists{{lmodern.sty}}{{\\usepackage[T1]{{fontenc}}\\usepackage{{lmodern}}}}{{}}\n  \
           \\usepackage{{{packages}}}\n  \
           \\pagestyle{{empty}}\n  \
           \\begin{{document}}\n  \
           \\def\\unipoleEnd{{\\end{{document}}}}\n\
         \\fi\n"
    )
}

/// The label of what has this id.
pub(in crate::report) fn label(id: &str) -> String {
    let letters = id
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' });
    format!("tab:{}", letters.collect::<String>())
}

struct Latex {
    out: String,
    /// The macros by which a paper changes caption and label; none where the paper is ours.
    name: Option<String>,
    layout: Layout,
}

impl Latex {
    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    /// The column specification, flush with the rules at both ends.
    fn specification(&self, table: &Table) -> String {
        let columns = self.layout.shapes.iter().zip(&table.columns);
        let columns: String = columns
            .map(|(shape, column)| match (shape, column.align) {
                (Shape::Paragraph(share), _) => {
                    format!(">{{\\raggedright\\arraybackslash}}p{{0.{share:02}\\linewidth}}")
                }
                (Shape::Natural, Align::Left) => "l".to_owned(),
                (Shape::Natural, Align::Right) => "r".to_owned(),
                (Shape::Natural, Align::Center) => "c".to_owned(),
            })
            .collect();
        format!("{{@{{}}{columns}@{{}}}}")
    }

    /// The header, of as many lines as its tallest column needs, ending level.
    fn header_lines(&self, table: &Table) -> Vec<String> {
        let columns: Vec<Vec<String>> = table
            .columns
            .iter()
            .zip(&self.layout.headers)
            .map(|(column, header)| match (header, &column.header) {
                (Header::Turned, cell) => vec![format!("\\rotatebox{{90}}{{{}}}", self.cell(cell))],
                (Header::Lines(lines), Cell::Text(_)) => {
                    lines.iter().map(|line| self.escape(line)).collect()
                }
                (Header::Lines(_), cell) => vec![self.cell(cell)],
            })
            .collect();
        let height = columns.iter().map(Vec::len).max().unwrap_or(0);
        (0..height)
            .map(|line| {
                let cells = columns.iter().map(|lines| {
                    (line + lines.len())
                        .checked_sub(height)
                        .map_or("", |line| lines[line].as_str())
                });
                joined(cells.map(str::to_owned).collect())
            })
            .collect()
    }

    fn columns_of_header(&mut self, table: &Table) {
        self.line("    \\toprule");
        for line in self.header_lines(table) {
            self.line(&line);
        }
        self.line("    \\midrule");
    }
}

/// Cells as one row. A bracket or star after the `\\` of the row above would be taken as its argument.
fn joined(mut cells: Vec<String>) -> String {
    if let Some(first) = cells
        .first_mut()
        .filter(|first| first.starts_with(['[', '*']))
    {
        first.insert_str(0, "{}");
    }
    let mut row = String::from("    ");
    for (number, cell) in cells.iter().enumerate() {
        if number > 0 {
            row.push_str(if row.ends_with(' ') { "& " } else { " & " });
        }
        row.push_str(cell);
    }
    row.push_str(if row.ends_with(' ') { "\\\\" } else { " \\\\" });
    row
}

impl Dialect for Latex {
    fn escape(&self, text: &str) -> String {
        escape::escape(text)
    }

    fn emphasis(&self, text: &str) -> String {
        format!("\\textbf{{{}}}", self.escape(text))
    }

    fn number(&self, digits: &str) -> String {
        format!("${digits}$")
    }

    fn math(&self, _text: &str, latex: &str) -> String {
        format!("${latex}$")
    }

    fn open(&mut self, table: &Table) {
        let caption = self.cell(&table.caption);
        let label = label(table.id());
        let caption_and_label = match &self.name {
            None => format!("\\caption{{{caption}}}\\label{{{label}}}"),
            Some(name) => {
                format!("\\caption{{\\unipole{name}Caption}}\\label{{\\unipole{name}Label}}")
            }
        };
        let (size, specification) = (self.layout.size, self.specification(table));
        self.line("\n\\begingroup");
        if let Some(name) = self.name.clone() {
            self.line(&format!(
                "\\providecommand{{\\unipole{name}Caption}}{{{caption}}}"
            ));
            self.line(&format!(
                "\\providecommand{{\\unipole{name}Label}}{{{label}}}"
            ));
        }
        self.line("\\setlength{\\abovetopsep}{4pt}");
        if self.layout.long {
            self.line(size);
            self.line(&format!("\\begin{{longtable}}{specification}"));
            self.line(&format!("    {caption_and_label} \\\\"));
        } else {
            self.line("\\begin{table}[htbp]");
            self.line(&format!("  \\centering{size}"));
            self.line(&format!("  {caption_and_label}"));
            self.line("  \\sbox0{%");
            self.line(&format!("  \\begin{{tabular}}{specification}"));
        }
    }

    fn header(&mut self, table: &Table) {
        self.columns_of_header(table);
        if self.layout.long {
            self.line("    \\endfirsthead");
            self.columns_of_header(table);
            self.line("    \\endhead");
            self.line("    \\bottomrule");
            self.line("    \\endfoot");
        }
    }

    /// Paragraphs take a little space between them.
    fn row(&mut self, cells: &[&Cell]) {
        if self.layout.has_paragraphs() && self.out.ends_with("\\\\\n") {
            self.line("    \\addlinespace[2pt]");
        }
        let row = joined(cells.iter().map(|cell| self.cell(cell)).collect());
        self.line(&row);
    }

    fn rule(&mut self) {
        self.line("    \\addlinespace");
    }

    /// Notes are as wide as the table, but no narrower than a readable line.
    fn close(&mut self, table: &Table) {
        if self.layout.long {
            self.line("\\end{longtable}");
            for note in &table.notes {
                let note = self.cell(note);
                self.line(&format!("\\noindent{{\\footnotesize {note}\\par}}"));
            }
        } else {
            self.line("    \\bottomrule");
            self.line("  \\end{tabular}}%");
            self.line("  \\usebox0");
            if !table.notes.is_empty() {
                self.line("  \\ifdim\\wd0<0.6\\linewidth \\wd0=0.6\\linewidth \\fi");
                self.line("  \\par\\smallskip");
                self.line("  \\begin{minipage}{\\wd0}\\footnotesize");
                for note in &table.notes {
                    let note = self.cell(note);
                    self.line(&format!("    {note}\\par"));
                }
                self.line("  \\end{minipage}");
            }
            self.line("\\end{table}");
        }
        self.line("\\endgroup");
    }
}

#[cfg(test)]
mod tests;

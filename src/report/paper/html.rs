//! The paper as one page for a browser: nothing is loaded from elsewhere, formulas are MathML, figures stand in the page.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::dialect;
use super::super::expression::Written;
use super::super::map::{Drawing, svg};
use super::super::svg::escaped;
use super::article::{Article, Block, Kind, Label, Line, Origin, Piece};
use super::mathematics;
use super::origins::plural;
use super::references::References;

/// How a browser is to read the page, and that it must load nothing.
const HEAD: &str = include_str!("head.html");
const STYLE: &str = include_str!("style.css");

/// The page.
pub(super) fn html(article: &Article, command: &str) -> String {
    let page = Page {
        numbers: numbers(&article.blocks),
        references: References::new(),
        cited: article.cited(),
    };
    let title = escaped(&article.title);
    let made = escaped(command);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n{HEAD}<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<header>\n<h1>{title}</h1>\n\
         <p class=\"made\">Made by <code>{made}</code>, version {}. The same for print: <code>paper.tex</code>.</p>\n\
         <p class=\"summary\">{}</p>\n</header>\n",
        env!("CARGO_PKG_VERSION"),
        page.line(&article.summary),
    );
    page.contents(&mut out, &article.blocks);
    for block in &article.blocks {
        page.write(&mut out, block);
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

struct Page {
    numbers: BTreeMap<Label, String>,
    references: References,
    cited: Vec<String>,
}

/// The number of everything that has one.
pub(super) fn numbers(blocks: &[Block]) -> BTreeMap<Label, String> {
    let mut numbers = BTreeMap::new();
    let (mut section, mut part, mut is_appendix) = (0, 0, false);
    let mut counted: BTreeMap<Kind, usize> = BTreeMap::new();
    for block in blocks {
        if matches!(block, Block::Appendix) {
            (section, is_appendix) = (0, true);
        }
        let Some(label) = block.label() else { continue };
        let number = match block {
            Block::Heading { depth, .. } => {
                match depth {
                    1 => (section, part) = (section + 1, 0),
                    _ => part += 1,
                }
                let name = match (is_appendix, u8::try_from(section)) {
                    (true, Ok(place @ 1..=26)) => char::from(b'A' + place - 1).to_string(),
                    _ => section.to_string(),
                };
                match depth {
                    1 => name,
                    _ => format!("{name}.{part}"),
                }
            }
            _ => {
                let count = counted.entry(label.kind).or_default();
                *count += 1;
                count.to_string()
            }
        };
        numbers.insert(label, number);
    }
    numbers
}

impl Page {
    fn number(&self, label: &Label) -> &str {
        self.numbers.get(label).map_or("?", String::as_str)
    }

    /// Links to the sections, those within a section folded away.
    fn contents(&self, out: &mut String, blocks: &[Block]) {
        out.push_str(
            "<nav aria-label=\"Contents\">\n<details open>\n<summary>Contents</summary>\n<ul>\n",
        );
        let headings: Vec<(usize, Label, &str)> = blocks
            .iter()
            .filter_map(|block| match block {
                Block::Heading { depth, title, .. } => {
                    Some((*depth, block.label()?, title.as_str()))
                }
                _ => None,
            })
            .collect();
        let link = |(_, label, title): &(usize, Label, &str)| {
            format!(
                "<a href=\"#{}\">{} {}</a>",
                label.anchor(),
                self.number(label),
                escaped(title)
            )
        };
        for section in headings.chunk_by(|_, next| next.0 > 1) {
            match section {
                [only] => {
                    let _ = writeln!(out, "<li>{}</li>", link(only));
                }
                [first, rest @ ..] => {
                    let _ = writeln!(out, "<li><details><summary>{}</summary>\n<ul>", link(first));
                    for one in rest {
                        let _ = writeln!(out, "<li>{}</li>", link(one));
                    }
                    out.push_str("</ul></details></li>\n");
                }
                [] => {}
            }
        }
        out.push_str(
            "<li><a href=\"#references\">References</a></li>\n</ul>\n</details>\n</nav>\n",
        );
    }

    fn write(&self, out: &mut String, block: &Block) {
        let label = block.label();
        let anchor = label.as_ref().map(Label::anchor).unwrap_or_default();
        let number = label.as_ref().map_or("", |label| self.number(label));
        match block {
            Block::Heading { depth, title, .. } => {
                let tag = if *depth == 1 { "h2" } else { "h3" };
                let title = escaped(title);
                let _ = writeln!(out, "<{tag} id=\"{anchor}\">{number} {title}</{tag}>");
            }
            Block::Appendix => {}
            Block::Paragraph(line) => {
                let _ = writeln!(out, "<p>{}</p>", self.line(line));
            }
            Block::List(lines) => {
                out.push_str("<ul>\n");
                for line in lines {
                    let _ = writeln!(out, "<li>{}</li>", self.line(line));
                }
                out.push_str("</ul>\n");
            }
            Block::Formulas(rows) => formulas(out, rows),
            Block::Table(table) => {
                let number = number.parse().unwrap_or(0);
                out.push_str(&dialect::html(table, &anchor, number));
            }
            Block::Figure {
                caption, drawing, ..
            } => {
                let _ = writeln!(
                    out,
                    "<figure id=\"{anchor}\">\n<figcaption><b>Figure {number}.</b> {}</figcaption>\n<div class=\"sheet\">\n{}</div>\n</figure>",
                    self.line(caption),
                    inline_picture(drawing, &format!("f{number}-"))
                );
            }
            Block::Proposition {
                statement, proof, ..
            } => {
                let _ = writeln!(
                    out,
                    "<section class=\"proposition\" id=\"{anchor}\">\n<b>Proposition {number}.</b>"
                );
                for block in statement {
                    self.write(out, block);
                }
                if !proof.is_empty() {
                    out.push_str("<details><summary>Proof sketch</summary>\n");
                    for block in proof {
                        self.write(out, block);
                    }
                    out.push_str("</details>\n");
                }
                out.push_str("</section>\n");
            }
            Block::Origins(all) => self.origins(out, all),
            Block::References => self.list_references(out),
        }
    }

    fn line(&self, line: &Line) -> String {
        line.iter().map(|piece| self.piece(piece)).collect()
    }

    fn piece(&self, piece: &Piece) -> String {
        match piece {
            Piece::Text(text) => escaped(text),
            Piece::Emphasis(text) => format!("<em>{}</em>", escaped(text)),
            Piece::Code(text) => format!("<code>{}</code>", escaped(text)),
            Piece::Math(written) => mathematics::inline(&written.text, &written.latex),
            Piece::Cite(keys) => {
                let links: Vec<String> = keys.iter().map(|key| self.citation(key)).collect();
                links.join("; ")
            }
            Piece::See(label) => format!(
                "<a href=\"#{}\">{} {}</a>",
                label.anchor(),
                label.kind.word(),
                self.number(label)
            ),
        }
    }

    fn citation(&self, key: &str) -> String {
        let words = match self.references.get(key) {
            Some(reference) => escaped(&reference.short),
            None => escaped(key),
        };
        format!("<a href=\"#ref-{}\">{words}</a>", escaped(key))
    }

    fn list_references(&self, out: &mut String) {
        out.push_str("<h2 id=\"references\">References</h2>\n");
        for (key, reference) in self.references.in_order(&self.cited) {
            let (before, title, is_book, after, doi) = reference.parts();
            let title = match is_book {
                true => format!("<cite>{}</cite>", escaped(title)),
                false => escaped(title),
            };
            let doi = doi.map_or_else(String::new, |doi| {
                let doi = escaped(doi);
                format!(" <a href=\"https://doi.org/{doi}\">doi:{doi}</a>")
            });
            let _ = writeln!(
                out,
                "<p class=\"references\" id=\"ref-{}\">{}{title}{}{doi}</p>",
                escaped(key),
                escaped(&before),
                escaped(&after)
            );
        }
    }

    fn origins(&self, out: &mut String, all: &[Origin]) {
        out.push_str("<dl class=\"origins\">\n");
        let link = |label: &Label, words: &str| {
            format!(
                "<a href=\"#{}\">{words}{}</a>",
                label.anchor(),
                self.number(label)
            )
        };
        for origin in all {
            let file = format!("<code>{}</code>", escaped(&origin.file));
            let models = escaped(&origin.models.join(", "));
            let (head, about) = match origin.labels.as_slice() {
                [] => (file, format!("read by {models}.")),
                labels => {
                    let head = match labels {
                        [first, .., last] if labels.len() > 1 => format!(
                            "{} to {}",
                            link(first, &format!("{} ", plural(first.kind))),
                            link(last, "")
                        ),
                        [first, ..] => link(first, &format!("{} ", first.kind.word())),
                        [] => String::new(),
                    };
                    let title = escaped(origin.title.trim_end_matches('.'));
                    let command = escaped(&origin.command);
                    let about =
                        format!("{title}. From {models}; {file}, by <code>{command}</code>.");
                    (head, about)
                }
            };
            let _ = writeln!(
                out,
                "<dt>{head}</dt>\n<dd>{about}<br><code>{}</code></dd>",
                origin.checksum
            );
        }
        out.push_str("</dl>\n");
    }
}

/// Each formula after its words; one that is too wide scrolls by itself.
fn formulas(out: &mut String, rows: &[(String, Written)]) {
    if rows.is_empty() {
        return;
    }
    out.push_str("<div class=\"formulas\">\n");
    for (who, written) in rows {
        let _ = writeln!(
            out,
            "<div class=\"f\"><span class=\"who\">{}</span><div class=\"wide\" tabindex=\"0\">{}</div></div>",
            escaped(who),
            mathematics::display(&written.text, &written.latex)
        );
    }
    out.push_str("</div>\n");
}

/// A picture within a page: names in it are its own, and it needs no namespace.
fn inline_picture(drawing: &Drawing, prefix: &str) -> String {
    svg(drawing)
        .replace(" xmlns=\"http://www.w3.org/2000/svg\"", "")
        .replace(" id=\"", &format!(" id=\"{prefix}"))
        .replace("url(#", &format!("url(#{prefix}"))
}

//! The paper as one LaTeX file, which compiles with pdflatex and bibtex.

use std::fmt::Write as _;

use super::super::conditions::{broken, signs};
use super::super::dialect::{escape, latex_table};
use super::super::expression::Written;
use super::super::map::tikz;
use super::article::{Article, Block, Line, Origin, Piece};
use super::origins::plural;

/// Lines of more signs than this, labels counted half, are broken before the relation.
const WIDE: usize = 62;
/// No line ends after fewer signs than this.
const SHORT: usize = 6;
/// Formulas of more signs than this are made smaller to fit.
const WIDEST: usize = 78;

const PREAMBLE: &str = r"\documentclass[11pt]{article}
\usepackage[T1]{fontenc}
\IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
\usepackage[a4paper,margin=25mm]{geometry}
\usepackage{amsmath,amsthm,array,booktabs,graphicx,longtable,tikz}
\usepackage[round]{natbib}
\usepackage[hidelinks]{hyperref}
\newtheorem{proposition}{Proposition}
\allowdisplaybreaks
\extrafloats{200}
\emergencystretch=3em
\setcounter{tocdepth}{1}
";

/// The file.
pub(super) fn latex(article: &Article, command: &str) -> String {
    let command: String = command
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let mut out = format!(
        "% Made by: {command}\n% Compile with: pdflatex paper, bibtex paper, pdflatex paper, pdflatex paper\n{PREAMBLE}"
    );
    let _ = writeln!(out, "\\title{{{}}}", escape(&article.title));
    let version = env!("CARGO_PKG_VERSION");
    let _ = writeln!(
        out,
        "\\author{{Made by \\texttt{{{}}}, version {version}}}\n\\date{{}}",
        escape(&command)
    );
    out.push_str("\\begin{document}\n\\maketitle\n\\begin{abstract}\n");
    let _ = writeln!(out, "{}", line(&article.summary));
    out.push_str("\\end{abstract}\n\\tableofcontents\n");
    let cites = article.cited();
    let mut is_first = true;
    for block in &article.blocks {
        if let Block::Heading { depth: 1, .. } = block {
            // Floats stay in their section.
            out.push_str(if is_first { "" } else { "\n\\clearpage" });
            is_first = false;
        }
        if matches!(block, Block::References) && cites.is_empty() {
            continue;
        }
        write(&mut out, block);
    }
    out.push_str("\n\\end{document}\n");
    out
}

fn write(out: &mut String, block: &Block) {
    let anchor = block.label().map(|label| label.anchor());
    let label = anchor.map_or_else(String::new, |anchor| format!("\\label{{{anchor}}}"));
    match block {
        Block::Heading { depth, title, .. } => {
            let command = if *depth == 1 { "section" } else { "subsection" };
            let _ = writeln!(out, "\n\\{command}{{{}}}{label}\n", escape(title));
        }
        Block::Appendix => out.push_str("\n\\appendix\n"),
        Block::Paragraph(words) => {
            let _ = writeln!(out, "{}\n", line(words));
        }
        Block::List(lines) => {
            out.push_str("\\begin{itemize}\n");
            for words in lines {
                let _ = writeln!(out, "  \\item {}", line(words));
            }
            out.push_str("\\end{itemize}\n");
        }
        Block::Formulas(rows) => formulas(out, rows),
        Block::Table(table) => out.push_str(&latex_table(table)),
        Block::Figure {
            caption, drawing, ..
        } => {
            let _ = writeln!(
                out,
                "\n\\begin{{figure}}[htbp]\n  \\centering\n{}\\caption{{{}}}{label}\n\\end{{figure}}\n",
                tikz(drawing),
                line(caption)
            );
        }
        Block::Proposition {
            statement, proof, ..
        } => {
            let _ = writeln!(out, "\\begin{{proposition}}{label}");
            for block in statement {
                write(out, block);
            }
            out.push_str("\\end{proposition}\n");
            if !proof.is_empty() {
                out.push_str("\\begin{proof}[Proof sketch]\n");
                for block in proof {
                    write(out, block);
                }
                out.push_str("\\end{proof}\n");
            }
            out.push('\n');
        }
        Block::Origins(all) => origins(out, all),
        Block::References => {
            out.push_str("\n\\bibliographystyle{plainnat}\n\\bibliography{references}\n");
        }
    }
}

fn line(pieces: &Line) -> String {
    pieces.iter().map(piece).collect()
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Text(text) => escape(text),
        Piece::Emphasis(text) => format!("\\emph{{{}}}", escape(text)),
        Piece::Code(text) => typewriter(text),
        Piece::Math(written) => format!("${}$", written.latex),
        Piece::Cite(keys) => format!("\\citet{{{}}}", keys.join(",")),
        Piece::See(label) => format!("{}~\\ref{{{}}}", label.kind.word(), label.anchor()),
    }
}

/// What is typed: a quotation mark there is neither opening nor closing.
fn typewriter(text: &str) -> String {
    let parts: Vec<String> = text.split('"').map(escape).collect();
    format!("\\texttt{{{}}}", parts.join("\\textquotedbl{}"))
}

/// Formulas below each other, those that are too wide on several lines or smaller.
fn formulas(out: &mut String, rows: &[(String, Written)]) {
    if rows.is_empty() {
        return;
    }
    let lines: Vec<String> = rows
        .iter()
        .map(|(who, written)| {
            let words = who.chars().count() / 2;
            let (wide, widest) = (WIDE.saturating_sub(words), WIDEST.saturating_sub(words));
            let fitted: Vec<String> = pieces_of(&written.latex, wide)
                .into_iter()
                .map(|piece| match width(&piece) > widest {
                    true => format!(
                        "\\resizebox{{{}\\linewidth}}{{!}}{{$\\displaystyle {piece}$}}",
                        share(who)
                    ),
                    false => piece,
                })
                .collect();
            format!(
                "  \\text{{{}:}}\\quad &{}",
                escape(who),
                fitted.join("\\\\\n  &\\quad ")
            )
        })
        .collect();
    let _ = writeln!(
        out,
        "\\begin{{align*}}\n{}\n\\end{{align*}}",
        lines.join(" \\\\\n")
    );
}

/// A formula, or the pieces it is broken into where it is wider: before its condition, after commas, before its relation.
fn pieces_of(latex: &str, wide: usize) -> Vec<String> {
    if width(latex) <= wide {
        return vec![latex.to_owned()];
    }
    if let Some((says, when)) = latex.split_once(r"\quad\text{if }") {
        let mut pieces = pieces_of(says.trim_end(), wide);
        let condition = pieces_of(when.trim_start(), wide);
        pieces.push(format!(r"\text{{if }} {}", condition.join(" ")));
        return pieces;
    }
    for comma in [r",\quad ", r",\ "] {
        if let Some((before, after)) = latex.split_once(comma) {
            let mut pieces = pieces_of(before, wide);
            if let Some(last) = pieces.last_mut() {
                last.push(',');
            }
            pieces.extend(pieces_of(after, wide));
            return pieces;
        }
    }
    let halves = broken(latex, wide);
    match halves.split_once("\\\\\n  &\\quad ") {
        Some((left, right)) if width(left) > SHORT => vec![left.to_owned(), right.to_owned()],
        _ => vec![latex.to_owned()],
    }
}

/// About how many signs a formula is wide: of a fraction the wider half counts.
fn width(latex: &str) -> usize {
    let Some((before, rest)) = latex.split_once(r"\frac") else {
        return signs(latex);
    };
    let (over, rest) = group(rest);
    let (under, rest) = group(rest);
    signs(before) + width(over).max(width(under)) + width(rest)
}

/// What stands in the braces at the beginning, and what follows them.
fn group(latex: &str) -> (&str, &str) {
    let mut depth = 0usize;
    for (at, letter) in latex.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return latex.split_at(at + letter.len_utf8());
        }
    }
    (latex, "")
}

/// What the words before a formula leave of the line.
fn share(who: &str) -> String {
    let hundredths = 92usize
        .saturating_sub(who.chars().count() * 11 / 10)
        .max(30);
    format!("0.{hundredths:02}")
}

fn origins(out: &mut String, all: &[Origin]) {
    out.push_str("\\begin{description}\\small\\raggedright\n");
    for origin in all {
        let head = match origin.labels.as_slice() {
            [] => typewriter(&origin.file),
            [one] => format!("{}~\\ref{{{}}}", one.kind.word(), one.anchor()),
            [first, .., last] => format!(
                "{}~\\ref{{{}}} to~\\ref{{{}}}",
                plural(first.kind),
                first.anchor(),
                last.anchor()
            ),
        };
        let _ = writeln!(out, "  \\item[{head}] {}", about(origin));
        let _ = writeln!(
            out,
            "    \\newline{{\\scriptsize\\texttt{{{}}}}}",
            origin.checksum
        );
    }
    out.push_str("\\end{description}\n");
}

fn about(origin: &Origin) -> String {
    let models = escape(&origin.models.join(", "));
    match origin.labels.is_empty() {
        true => format!("read by {models}."),
        false => format!(
            "{} From {models}; {}, by {}.",
            escape(&ended(&origin.title)),
            typewriter(&origin.file),
            typewriter(&origin.command)
        ),
    }
}

/// With a full stop.
fn ended(title: &str) -> String {
    match title.ends_with('.') {
        true => title.to_owned(),
        false => format!("{title}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_fraction_the_wider_half_counts() {
        assert_eq!(width(r"u \ge \frac{a + b}{c}"), 5);
        assert_eq!(width(r"\frac{1}{\frac{a b}{c d e}} + 1"), 5);
        assert_eq!(width(r"x_{12} + \lambda"), 5);
    }

    #[test]
    fn a_wide_formula_is_broken_before_its_condition_and_then_before_its_relation() {
        let bound = r"u + c + s + k \ge V + K + L \quad\text{if } \lambda > 0";
        assert_eq!(pieces_of(bound, 90), [bound]);
        let broken = [r"u + c + s + k \ge V + K + L", r"\text{if } \lambda > 0"];
        assert_eq!(pieces_of(bound, 14), broken);
        let broken = [
            "u + c + s + k ",
            r"\ge V + K + L",
            r"\text{if } \lambda > 0",
        ];
        assert_eq!(pieces_of(bound, 10), broken);
        assert_eq!(
            pieces_of(r"u \ge V + K + L + M", 8),
            [r"u \ge V + K + L + M"]
        );
    }
}

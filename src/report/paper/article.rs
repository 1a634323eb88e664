//! A paper in no dialect: headings, paragraphs, tables, figures, propositions, and what they refer to.

use super::super::expression::Written;
use super::super::map::Drawing;
use super::super::table::Table;

/// A paper.
#[derive(Debug, Clone)]
pub(super) struct Article {
    /// The title.
    pub title: String,
    /// What it says, in a few sentences.
    pub summary: Line,
    /// Everything in the order of reading.
    pub blocks: Vec<Block>,
}

/// A part of a paper.
#[derive(Debug, Clone)]
pub(super) enum Block {
    /// The heading of a section (depth 1) or of a part of one (depth 2).
    Heading {
        /// 1 or 2.
        depth: usize,
        /// What others refer to it by.
        id: String,
        /// The words.
        title: String,
    },
    /// From here on sections are those of an appendix.
    Appendix,
    /// A paragraph.
    Paragraph(Line),
    /// A list.
    List(Vec<Line>),
    /// Formulas below each other, each with words before it.
    Formulas(Vec<(String, Written)>),
    /// A table, by its own id.
    Table(Table),
    /// A picture.
    Figure {
        /// What others refer to it by.
        id: String,
        /// What it shows.
        caption: Line,
        /// The picture.
        drawing: Drawing,
    },
    /// A statement and a sketch of its proof.
    Proposition {
        /// What others refer to it by.
        id: String,
        /// What is stated.
        statement: Vec<Block>,
        /// Why; nothing where the statement says it.
        proof: Vec<Block>,
    },
    /// Where the numbers of tables, figures and propositions come from.
    Origins(Vec<Origin>),
    /// The sources cited.
    References,
}

/// Where the numbers of a table, a figure or some propositions come from.
#[derive(Debug, Clone)]
pub(super) struct Origin {
    /// What it is about: one label, or the first and the last of several that follow each other.
    pub labels: Vec<Label>,
    /// What is said of it.
    pub title: String,
    /// The models behind it.
    pub models: Vec<String>,
    /// The command that makes it.
    pub command: String,
    /// The file that holds the numbers.
    pub file: String,
    /// The file's checksum.
    pub checksum: String,
}

/// A line of words.
pub(super) type Line = Vec<Piece>;

/// A piece of a line.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    /// Plain words.
    Text(String),
    /// Words that stand out.
    Emphasis(String),
    /// What is typed or stands in a file.
    Code(String),
    /// A formula.
    Math(Written),
    /// Sources, by their keys.
    Cite(Vec<String>),
    /// A part of the paper.
    See(Label),
}

/// What is referred to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Label {
    /// Of which kind.
    pub kind: Kind,
    /// Its id.
    pub id: String,
}

/// What is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A section.
    Section,
    /// A table.
    Table,
    /// A figure.
    Figure,
    /// A proposition.
    Proposition,
}

impl Kind {
    /// The word before the number.
    pub(super) fn word(self) -> &'static str {
        match self {
            Kind::Section => "Section",
            Kind::Table => "Table",
            Kind::Figure => "Figure",
            Kind::Proposition => "Proposition",
        }
    }
}

impl Label {
    pub(super) fn new(kind: Kind, id: &str) -> Self {
        Label {
            kind,
            id: id.to_owned(),
        }
    }

    /// The name in a file: `tab:core-equilibria`.
    pub(super) fn anchor(&self) -> String {
        let short = match self.kind {
            Kind::Section => "sec",
            Kind::Table => "tab",
            Kind::Figure => "fig",
            Kind::Proposition => "prop",
        };
        let letters = self.id.chars();
        let safe = letters.map(|c| if c.is_ascii_alphanumeric() { c } else { '-' });
        format!("{short}:{}", safe.collect::<String>())
    }
}

impl Block {
    /// What the block is called, if it has a number.
    pub(super) fn label(&self) -> Option<Label> {
        match self {
            Block::Heading { id, .. } => Some(Label::new(Kind::Section, id)),
            Block::Table(table) => Some(Label::new(Kind::Table, table.id())),
            Block::Figure { id, .. } => Some(Label::new(Kind::Figure, id)),
            Block::Proposition { id, .. } => Some(Label::new(Kind::Proposition, id)),
            _ => None,
        }
    }
}

/// Plain words.
pub(super) fn words(text: impl Into<String>) -> Piece {
    Piece::Text(text.into())
}

/// A paragraph of plain words.
pub(super) fn paragraph(text: impl Into<String>) -> Block {
    Block::Paragraph(vec![words(text)])
}

/// A formula.
pub(super) fn math(text: &str, latex: &str) -> Piece {
    Piece::Math(Written {
        text: text.to_owned(),
        latex: latex.to_owned(),
    })
}

/// What is typed.
pub(super) fn code(text: impl Into<String>) -> Piece {
    Piece::Code(text.into())
}

/// A part of the paper.
pub(super) fn see(kind: Kind, id: &str) -> Piece {
    Piece::See(Label::new(kind, id))
}

/// Pieces with words between them: `a`, `a and b`, `a, b and c`.
pub(super) fn listed(pieces: Vec<Piece>, between: &str) -> Line {
    let mut line = Vec::new();
    for (place, piece) in pieces.into_iter().enumerate() {
        if place > 0 {
            line.push(words(between));
        }
        line.push(piece);
    }
    line
}

/// A heading.
pub(super) fn heading(depth: usize, id: &str, title: &str) -> Block {
    Block::Heading {
        depth,
        id: id.to_owned(),
        title: title.to_owned(),
    }
}

impl Article {
    /// The keys of the sources cited, each once, in the order of the alphabet.
    pub(super) fn cited(&self) -> Vec<String> {
        let mut keys: Vec<String> = Vec::new();
        for block in &self.blocks {
            let (Block::Paragraph(line) | Block::Figure { caption: line, .. }) = block else {
                continue;
            };
            for piece in line {
                if let Piece::Cite(cited) = piece {
                    keys.extend(cited.iter().cloned());
                }
            }
        }
        keys.sort();
        keys.dedup();
        keys
    }
}

//! How a mistake is shown: the file, the line with the place marked, and a hint.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// A text with a name: a file, or something typed on the command line.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// The file's path, or what else the text is (`--set`).
    pub name: String,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// A named text.
    pub fn new(name: &str, text: &str) -> Arc<Self> {
        Arc::new(Source {
            name: name.to_owned(),
            text: text.to_owned(),
        })
    }
}

/// A place in a source.
#[derive(Clone, PartialEq, Eq)]
pub struct Spot {
    /// The text.
    pub source: Arc<Source>,
    /// The bytes.
    pub span: Range<usize>,
}

impl fmt::Debug for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.line_and_column();
        write!(f, "{}:{line}:{column}", self.source.name)
    }
}

impl Spot {
    /// Line and column of the first character, both from 1; columns count characters.
    pub fn line_and_column(&self) -> (usize, usize) {
        let before = &self.source.text[..self.start()];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (
            before.bytes().filter(|b| *b == b'\n').count() + 1,
            before[line_start..].chars().count() + 1,
        )
    }

    /// The first byte, moved to a character boundary within the text.
    fn start(&self) -> usize {
        self.source.text.floor_char_boundary(self.span.start)
    }
}

/// A mistake ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Where.
    pub spot: Spot,
    /// What was found and what was expected.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// The whole message, with colours or without.
    ///
    /// Only the line of the place is shown, so that a file of one enormous line costs no more than any other.
    pub fn render(&self, colour: bool) -> String {
        let text = &self.spot.source.text;
        let start = self.spot.start();
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let end = text
            .ceil_char_boundary(self.spot.span.end.min(text.len()))
            .clamp(start, line_end);
        let (line, _) = self.spot.line_and_column();
        let snippet = Snippet::source(&text[line_start..line_end])
            .line_start(line)
            .path(&self.spot.source.name)
            .annotation(AnnotationKind::Primary.span(start - line_start..end - line_start));
        let mut group =
            Group::with_title(Level::ERROR.primary_title(&self.message)).element(snippet);
        if let Some(hint) = &self.hint {
            group = group.element(Level::HELP.message(hint));
        }
        let renderer = if colour {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        renderer.render(&[group])
    }
}

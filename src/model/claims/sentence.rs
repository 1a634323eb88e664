//! Sentences about a parameter point: comparisons of formulas, equilibria and preferences, joined by `and`, `or`, `not`, `implies`, `iff`.
//!
//! From loosest to tightest: `iff`, `implies`, `or`, `and`, `not`. Brackets hold a profile, an action of each player in order; `*` is any action and
//! `oppose x 3` three times the same. What is none of these is a formula in the parameters.

use crate::formula::{Context, parse_number, parse_truth};
use crate::model::declare::{WrittenFormula, WrittenTruth};
use crate::model::diagnostic::Spot;
use crate::model::error::ErrorKind;
use crate::model::read::Reader;

/// How often `iff` may stand in a sentence.
const MOST_IFF: usize = 4;

/// A sentence that is true or false at a parameter point.
#[derive(Debug, Clone)]
pub enum Sentence {
    /// A comparison of formulas in the parameters.
    Truth(WrittenTruth),
    /// Some pure profile of this form is an equilibrium.
    Equilibrium(Pattern, Which),
    /// A player prefers one action to another, given those of the others.
    Prefers {
        /// The player.
        player: String,
        /// The action that is at least as good.
        better: String,
        /// The other.
        worse: String,
        /// What everybody does; the player's own entry says nothing.
        pattern: Pattern,
        /// It is better, and not only as good.
        strictly: bool,
    },
    /// The opposite.
    Not(Box<Sentence>),
    /// All of these.
    All(Vec<Sentence>),
    /// One of these at least.
    Any(Vec<Sentence>),
}

/// Which equilibria are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Pure ones.
    Pure,
    /// Strict ones.
    Strict,
    /// Pure ones, where no other form of pure equilibrium exists.
    Only,
    /// Those in which every player gets more than in every other pure equilibrium.
    PayoffDominant,
    /// Strict ones of two players with two actions, from which leaving costs more than from the opposite profile, multiplied over the players.
    RiskDominant,
}

/// The form of a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// What is written for each player in order.
    pub entries: Vec<Entry>,
    /// As written.
    pub text: String,
    /// Where.
    pub spot: Spot,
}

/// What is written for one player or several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The action; any if there is none.
    pub action: Option<String>,
    /// For how many players.
    pub times: usize,
}

/// A text that is read.
pub(super) struct Words<'a> {
    pub(super) reader: &'a mut Reader,
    pub(super) text: &'a str,
    number: usize,
    spot: Spot,
}

impl<'a> Words<'a> {
    pub(super) fn new(reader: &'a mut Reader, text: &'a str, number: usize, spot: Spot) -> Self {
        Words {
            reader,
            text,
            number,
            spot,
        }
    }

    pub(super) fn fault(&mut self, found: &str, expected: &str) {
        let kind = ErrorKind::Claim {
            found: format!("`{}`", found.trim()),
            expected: expected.to_owned(),
        };
        self.reader.error(&self.spot, kind);
    }

    /// The sentence between two places of the text.
    pub(super) fn sentence(&mut self, start: usize, end: usize) -> Option<Sentence> {
        // Each `iff` says its two sides twice.
        if self.text[start..end].matches("iff").count() > MOST_IFF {
            let expected = format!("at most {MOST_IFF} times `iff` in a sentence");
            let text = self.text;
            self.fault(&text[start..end], &expected);
            return None;
        }
        if let Some([left, right]) = self.parts(start, end, "iff").as_deref() {
            let [one, other] = [*left, *right].map(|(start, end)| self.sentence(start, end));
            let (one, other) = (one?, other?);
            return Some(Sentence::All(vec![
                implies(one.clone(), other.clone()),
                implies(other, one),
            ]));
        }
        if let Some([left, right]) = self.parts(start, end, "implies").as_deref() {
            let [one, other] = [*left, *right].map(|(start, end)| self.sentence(start, end));
            return Some(implies(one?, other?));
        }
        for (word, join) in [
            ("or", Sentence::Any as fn(Vec<Sentence>) -> Sentence),
            ("and", Sentence::All),
        ] {
            if let Some(parts) = self.parts(start, end, word) {
                let parts = parts.iter().map(|(start, end)| self.sentence(*start, *end));
                return Some(join(parts.collect::<Option<_>>()?));
            }
        }
        let (start, end) = self.trimmed(start, end);
        let text = &self.text[start..end];
        if text.is_empty() {
            self.fault(self.text, "a sentence where there is nothing");
            return None;
        }
        if let Some(rest) = text.strip_prefix("not ") {
            let inner = self.sentence(end - rest.len(), end)?;
            return Some(Sentence::Not(Box::new(inner)));
        }
        let in_parentheses = text.starts_with('(') && closing(text) == Some(text.len() - 1);
        if in_parentheses
            && (text.contains('[') || [" implies ", " iff "].iter().any(|w| text.contains(w)))
        {
            return self.sentence(start + 1, end - 1);
        }
        if text.contains('[') {
            return self.about_play(start, end);
        }
        self.truth(start, end).map(Sentence::Truth)
    }

    /// A profile, or a preference.
    fn about_play(&mut self, start: usize, end: usize) -> Option<Sentence> {
        let text = self.text[start..end].to_owned();
        let which = [
            ("[", Which::Pure),
            ("strict [", Which::Strict),
            ("only [", Which::Only),
            ("payoff-dominant [", Which::PayoffDominant),
            ("risk-dominant [", Which::RiskDominant),
        ];
        let found = which.iter().find(|(word, _)| text.starts_with(word));
        if let Some((word, which)) = found {
            let pattern = self.pattern(&text[word.len() - 1..])?;
            return Some(Sentence::Equilibrium(pattern, *which));
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        let (player, strictly, rest) = match words.as_slice() {
            [player, "prefers", rest @ ..] => (*player, false, rest),
            [player, "strictly", "prefers", rest @ ..] => (*player, true, rest),
            _ => {
                let expected = "a profile in brackets, `only [..]`, `strict [..]`, `payoff-dominant [..]`, `risk-dominant [..]`, or `S prefers neutral to balance in [..]`";
                self.fault(&text, expected);
                return None;
            }
        };
        let [better, "to", worse, "in", ..] = rest else {
            self.fault(&text, "`S prefers neutral to balance in [..]`");
            return None;
        };
        let bracket = text.find('[').expect("invariant: looked for before");
        let pattern = self.pattern(&text[bracket..])?;
        Some(Sentence::Prefers {
            player: player.to_owned(),
            better: (*better).to_owned(),
            worse: (*worse).to_owned(),
            pattern,
            strictly,
        })
    }

    /// What stands between brackets.
    pub(super) fn pattern(&mut self, text: &str) -> Option<Pattern> {
        let text = text.trim();
        let inside = text.strip_prefix('[').and_then(|t| t.strip_suffix(']'));
        let Some(inside) = inside.filter(|inside| !inside.contains(['[', ']'])) else {
            self.fault(text, "one profile between `[` and `]`");
            return None;
        };
        let mut entries = Vec::new();
        for written in inside.split(',') {
            let words: Vec<&str> = written.split_whitespace().collect();
            let (action, times) = match words.as_slice() {
                [action] => (*action, Some(1)),
                [action, "x", times] => (*action, times.parse().ok()),
                _ => ("", None),
            };
            let Some(times) = times.filter(|times| (1..=64).contains(times)) else {
                self.fault(
                    written,
                    "an action, `*`, or an action several times: `oppose x 3`",
                );
                return None;
            };
            let action = (action != "*").then(|| action.to_owned());
            entries.push(Entry { action, times });
        }
        Some(Pattern {
            entries,
            text: text.to_owned(),
            spot: self.spot.clone(),
        })
    }

    /// A comparison of formulas.
    fn truth(&mut self, start: usize, end: usize) -> Option<WrittenTruth> {
        let padded = self.padded(start, end);
        let found = parse_truth(
            &padded,
            self.number,
            &self.reader.names,
            Context::Parameters,
        );
        match found {
            Ok(truth) => Some(WrittenTruth {
                text: padded.trim().to_owned(),
                truth: truth.into(),
                spot: self.spot.clone(),
            }),
            Err(error) => {
                self.reader.formula_error(error);
                None
            }
        }
    }

    /// A number.
    pub(super) fn formula(&mut self, start: usize, end: usize) -> Option<WrittenFormula> {
        let padded = self.padded(start, end);
        let found = parse_number(
            &padded,
            self.number,
            &self.reader.names,
            Context::Parameters,
        );
        match found {
            Ok(formula) => Some(WrittenFormula {
                text: padded.trim().to_owned(),
                formula: formula.into(),
                spot: self.spot.clone(),
            }),
            Err(error) => {
                self.reader.formula_error(error);
                None
            }
        }
    }

    /// A part of the text behind as much room as it has before it, so that places in it are places in the text.
    fn padded(&self, start: usize, end: usize) -> String {
        format!("{}{}", " ".repeat(start), &self.text[start..end])
    }

    fn trimmed(&self, start: usize, end: usize) -> (usize, usize) {
        let text = &self.text[start..end];
        let before = text.len() - text.trim_start().len();
        let after = text.len() - text.trim_end().len();
        match before == text.len() {
            true => (start, start),
            false => (start + before, end - after),
        }
    }

    /// The parts between the places where a word stands outside all brackets; none if it does not.
    fn parts(&self, start: usize, end: usize, word: &str) -> Option<Vec<(usize, usize)>> {
        let places = outside(&self.text[start..end], word);
        if places.is_empty() {
            return None;
        }
        let mut parts = Vec::new();
        let mut from = start;
        for place in places {
            parts.push((from, start + place));
            from = start + place + word.len();
        }
        parts.push((from, end));
        Some(parts)
    }
}

fn implies(one: Sentence, other: Sentence) -> Sentence {
    Sentence::Any(vec![Sentence::Not(Box::new(one)), other])
}

/// Where a word stands in a text, outside brackets and parentheses.
pub(super) fn outside(text: &str, word: &str) -> Vec<usize> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut depth = 0_usize;
    let mut found = Vec::new();
    for (place, character) in text.char_indices() {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 && text[place..].starts_with(word) => {
                let before = text[..place].chars().next_back();
                let after = text[place + word.len()..].chars().next();
                if !before.is_some_and(is_name) && !after.is_some_and(is_name) {
                    found.push(place);
                }
            }
            _ => {}
        }
    }
    found
}

/// Where the parenthesis that opens a text closes.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (place, character) in text.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(place);
                }
            }
            _ => {}
        }
    }
    None
}

//! Formal statements: a sentence for all or some parameters or in a scenario, how a quantity moves, what does not matter.

use super::sentence::{Pattern, Sentence, Words, outside};
use crate::formula::closest;
use crate::model::declare::{Scenario, WrittenFormula};
use crate::model::diagnostic::Spot;
use crate::model::document::Node;
use crate::model::read::Reader;

/// A formal statement as it was written and as it was understood.
#[derive(Debug, Clone)]
pub struct WrittenFormal {
    /// The text.
    pub text: String,
    /// The meaning.
    pub formal: Formal,
    /// The scenario in which the others have their values.
    pub scenario: Option<String>,
    /// The parameters that vary; all that are numbers if none is named.
    pub over: Vec<String>,
    /// What is supposed of them.
    pub given: Option<Sentence>,
    /// Where it stands.
    pub spot: Spot,
}

/// A formal statement.
#[derive(Debug, Clone)]
pub enum Formal {
    /// At all points of the box.
    Everywhere(Sentence),
    /// At one point of the box at least.
    Somewhere(Sentence),
    /// At the point of a scenario, or of the defaults.
    At(Option<String>, Sentence),
    /// At the point of a scenario whose numbers are data: it agrees with them, or not.
    Data(String, Sentence),
    /// A quantity rises, or falls, strictly.
    Moves {
        /// The quantity.
        what: Quantity,
        /// It rises; otherwise it falls.
        rises: bool,
        /// The parameter with which it does.
        with: String,
    },
    /// A quantity is given by a formula.
    Equals(Quantity, WrittenFormula),
    /// The pure equilibria are the same whatever this name is.
    Independent(String),
    /// A sentence is true on a larger share of the box in one scenario than in another.
    Share {
        /// The sentence.
        body: Sentence,
        /// Where it is true more often.
        larger: String,
        /// Where it is true less often.
        smaller: String,
    },
}

/// A number that depends on the parameters.
#[derive(Debug, Clone)]
pub enum Quantity {
    /// The value of a parameter at which a preference turns.
    Threshold(String, Sentence),
    /// What a player gets in a profile.
    Payoff(String, Pattern),
    /// The least discount factor at which a profile is played for ever, on pain of reversion to a stage equilibrium.
    CriticalDiscount(Pattern),
    /// A formula.
    Formula(WrittenFormula),
}

/// Reads a statement.
pub(super) fn statement(
    reader: &mut Reader,
    node: &Node,
    scenarios: &[Scenario],
) -> Option<WrittenFormal> {
    let (text, number) = reader.formula_text(node)?;
    let mut words = Words::new(reader, &text, number, node.spot.clone());
    let mut clause = Clause::default();
    let (scenario, start) = match named_first(&text, scenarios) {
        Some((name, start)) => (Some(name), start),
        None => (None, 0),
    };
    let formal = formal(&mut words, start, scenarios, &mut clause)?;
    let is_open = matches!(
        formal,
        Formal::At(..) | Formal::Data(..) | Formal::Share { .. }
    );
    if scenario.is_some() && is_open {
        words.fault(
            &text,
            "a scenario once: `in SCENARIO: ..`, or `in SCENARIO, for all ..: ..`",
        );
        return None;
    }
    for name in &clause.over {
        parameter(&mut words, name)?;
    }
    Some(WrittenFormal {
        formal,
        scenario,
        over: clause.over,
        given: clause.given,
        spot: node.spot.clone(),
        text: text.clone(),
    })
}

/// The scenario of `in SCENARIO, ..`, and where the rest begins.
fn named_first(text: &str, scenarios: &[Scenario]) -> Option<(String, usize)> {
    let (name, _) = text.strip_prefix("in ")?.split_once(',')?;
    let scenario = scenarios.iter().find(|one| one.name == name.trim())?;
    let after = "in ".len() + name.len() + ",".len();
    let rest = text[after..].trim_start();
    Some((scenario.name.clone(), text.len() - rest.len()))
}

/// What is said of the parameters.
#[derive(Default)]
struct Clause {
    over: Vec<String>,
    given: Option<Sentence>,
}

const FORMS: &str = "`for all ..: ..`, `for some ..: ..`, `in SCENARIO: ..`, `in the data of SCENARIO: ..`, `at the defaults: ..`, `.. rises with p`, `.. falls with p`, `.. equals FORMULA`, \
                     `equilibria do not depend on p`, or `share of .. is larger in A than in B`; `in SCENARIO, ..` before one about a box";

fn formal(
    words: &mut Words<'_>,
    start: usize,
    scenarios: &[Scenario],
    clause: &mut Clause,
) -> Option<Formal> {
    let end = words.text.len();
    let text = &words.text[start..];
    for (opening, is_all) in [("for all", true), ("for some", false)] {
        if let Some(rest) = text.strip_prefix(opening) {
            let Some(colon) = rest.find(':').map(|place| end - rest.len() + place) else {
                words.fault(text, "a colon after what varies, and then a sentence");
                return None;
            };
            clause_between(words, end - rest.len(), colon, clause)?;
            let body = words.sentence(colon + 1, end)?;
            return Some(match is_all {
                true => Formal::Everywhere(body),
                false => Formal::Somewhere(body),
            });
        }
    }
    if let Some(rest) = text.strip_prefix("at the defaults:") {
        return Some(Formal::At(None, words.sentence(end - rest.len(), end)?));
    }
    if let Some(rest) = text.strip_prefix("in the data of ")
        && let Some((name, body)) = rest.split_once(':')
    {
        let name = scenario(words, name, scenarios)?;
        let body = words.sentence(end - body.len(), end)?;
        return Some(Formal::Data(name, body));
    }
    if let Some(rest) = text.strip_prefix("in ")
        && let Some((name, body)) = rest.split_once(':')
    {
        let name = scenario(words, name, scenarios)?;
        let body = words.sentence(end - body.len(), end)?;
        return Some(Formal::At(Some(name), body));
    }
    let opening = "equilibria do not depend on ";
    if text.starts_with(opening) {
        let from = start + opening.len();
        let until = tail(words.text, from);
        let name = words.text[from..until].trim().to_owned();
        if !name.chars().all(|c| c.is_alphanumeric() || c == '_') || name.is_empty() {
            words.fault(&name, "the name of a parameter, or of what could be one");
            return None;
        }
        after(words, until, clause)?;
        return Some(Formal::Independent(name));
    }
    if let Some(rest) = text.strip_prefix("share of ") {
        return share(words, end - rest.len(), scenarios);
    }
    moving(words, start, clause)
}

fn share(words: &mut Words<'_>, start: usize, scenarios: &[Scenario]) -> Option<Formal> {
    let text = words.text;
    let phrase = " is larger in ";
    let found = text
        .find(phrase)
        .filter(|place| *place > start)
        .and_then(|place| {
            let (larger, smaller) = text[place + phrase.len()..].split_once(" than in ")?;
            Some((place, larger, smaller))
        });
    let Some((place, larger, smaller)) = found else {
        words.fault(
            text,
            "`share of SENTENCE is larger in SCENARIO than in SCENARIO`",
        );
        return None;
    };
    let body = words.sentence(start, place)?;
    Some(Formal::Share {
        body,
        larger: scenario(words, larger, scenarios)?,
        smaller: scenario(words, smaller, scenarios)?,
    })
}

/// How a quantity moves, or what it equals.
fn moving(words: &mut Words<'_>, start: usize, clause: &mut Clause) -> Option<Formal> {
    let text = words.text;
    for (word, rises) in [(" rises with ", true), (" falls with ", false)] {
        if let Some(place) = text.find(word) {
            let from = place + word.len();
            let until = tail(text, from);
            let with = text[from..until].trim().to_owned();
            parameter(words, &with)?;
            after(words, until, clause)?;
            let what = quantity(words, start, place)?;
            return Some(Formal::Moves { what, rises, with });
        }
    }
    if let Some(place) = text.find(" equals ") {
        let from = place + " equals ".len();
        let until = tail(text, from);
        after(words, until, clause)?;
        let what = quantity(words, start, place)?;
        return Some(Formal::Equals(what, words.formula(from, until)?));
    }
    words.fault(text, FORMS);
    None
}

/// Where `for all` or `where` begins after a place, or the end.
fn tail(text: &str, from: usize) -> usize {
    let ends = ["for all", "where"].iter().filter_map(|word| {
        let place = outside(&text[from..], word).first().copied();
        place.map(|place| from + place)
    });
    ends.min().unwrap_or(text.len())
}

fn quantity(words: &mut Words<'_>, start: usize, end: usize) -> Option<Quantity> {
    let text = &words.text[start..end];
    if let Some(rest) = text.strip_prefix("threshold in ") {
        let Some((name, _)) = rest.split_once(" of ") else {
            words.fault(text, "`threshold in p of S prefers .. to .. in [..]`");
            return None;
        };
        let name = name.trim().to_owned();
        parameter(words, &name)?;
        let from = start + "threshold in ".len() + name.len() + " of ".len();
        let sentence = words.sentence(from, end)?;
        if !matches!(sentence, Sentence::Prefers { .. }) {
            words.fault(
                text,
                "a threshold of a preference: `S prefers .. to .. in [..]`",
            );
            return None;
        }
        return Some(Quantity::Threshold(name, sentence));
    }
    if let Some(rest) = text.strip_prefix("payoff of ")
        && let Some((player, pattern)) = rest.split_once(" in ")
    {
        let pattern = words.pattern(pattern)?;
        return Some(Quantity::Payoff(player.trim().to_owned(), pattern));
    }
    if let Some(pattern) = text.strip_prefix("critical discount factor of ") {
        return Some(Quantity::CriticalDiscount(words.pattern(pattern)?));
    }
    Some(Quantity::Formula(words.formula(start, end)?))
}

/// `for all p, q` and `where ..` after a statement.
fn after(words: &mut Words<'_>, start: usize, clause: &mut Clause) -> Option<()> {
    let rest = words.text[start..].trim_start();
    let from = words.text.len() - rest.len();
    let from = match rest.strip_prefix("for all ") {
        Some(rest) => words.text.len() - rest.len(),
        None => from,
    };
    clause_between(words, from, words.text.len(), clause)
}

/// Names with commas, and then `where` and a sentence; either may be absent.
fn clause_between(
    words: &mut Words<'_>,
    start: usize,
    end: usize,
    clause: &mut Clause,
) -> Option<()> {
    let text = words.text;
    let place = outside(&text[start..end], "where")
        .first()
        .map(|p| start + p);
    let names = text[start..place.unwrap_or(end)].split(',').map(str::trim);
    clause.over = names.filter(|n| !n.is_empty()).map(str::to_owned).collect();
    if let Some(place) = place {
        clause.given = Some(words.sentence(place + "where".len(), end)?);
    }
    Some(())
}

fn scenario(words: &mut Words<'_>, name: &str, scenarios: &[Scenario]) -> Option<String> {
    let name = name.trim();
    if scenarios.iter().any(|scenario| scenario.name == name) {
        return Some(name.to_owned());
    }
    let names: Vec<&str> = scenarios.iter().map(|s| s.name.as_str()).collect();
    let near = closest(name, names.iter().copied());
    let expected = match near {
        Some(near) => format!("a scenario; did you mean `{near}`?"),
        None => format!("one of the scenarios {}", names.join(", ")),
    };
    words.fault(name, &expected);
    None
}

fn parameter(words: &mut Words<'_>, name: &str) -> Option<()> {
    let names: Vec<String> = words
        .reader
        .names
        .parameters
        .iter()
        .map(|p| p.name.clone())
        .collect();
    if names.iter().any(|known| known == name) {
        return Some(());
    }
    let near = closest(name, names.iter().map(String::as_str));
    let expected = match near {
        Some(near) => format!("a parameter; did you mean `{near}`?"),
        None => format!("one of the parameters {}", names.join(", ")),
    };
    words.fault(name, &expected);
    None
}

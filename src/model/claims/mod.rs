//! Reading `[[claims]]`: propositions, each with a formal statement about the model.

mod sentence;
mod statement;

pub use sentence::{Entry as PatternEntry, Pattern, Sentence, Which};
pub use statement::{Formal, Quantity, WrittenFormal};

use super::declare::Scenario;
use super::diagnostic::Spot;
use super::document::{Entry, Node, field};
use super::error::ErrorKind;
use super::read::Reader;
use sentence::Words;

/// A proposition and what the model has to say about it.
#[derive(Debug, Clone)]
pub struct DeclaredClaim {
    /// Its number, `P27`.
    pub id: String,
    /// The proposition in the author's words.
    pub says: String,
    /// The phrase it is about, as quoted from its source.
    pub phrase: String,
    /// BibTeX keys of its sources.
    pub references: Vec<String>,
    /// What the formal statement leaves out of it.
    pub leaves_out: String,
    /// The formal statements; all of them are meant.
    pub formal: Vec<WrittenFormal>,
    /// A condition under which they are expected to hold.
    pub provided: Option<(String, Sentence)>,
    /// What the condition means.
    pub means: String,
    /// What stands against it: another proposition, or the literature.
    pub tension: String,
    /// The verdict expected.
    pub expected: Option<Verdict>,
    /// Where it stands.
    pub spot: Spot,
}

/// What is found about a claim in a model; never about the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Proved on the stated box.
    Holds,
    /// The parameter in question does not occur in the model, so nothing was learned.
    ByConstruction,
    /// It holds exactly where a condition holds.
    Conditional,
    /// Neither proved nor refuted.
    Undecided,
    /// An exact point at which it is false.
    Fails,
    /// It agrees with the cases looked at; no causal or inferential test.
    Consistent,
    /// It does not agree with the cases looked at.
    Inconsistent,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Verdict; 7] = [
        Verdict::Holds,
        Verdict::ByConstruction,
        Verdict::Conditional,
        Verdict::Undecided,
        Verdict::Fails,
        Verdict::Consistent,
        Verdict::Inconsistent,
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Holds => "holds",
            Verdict::ByConstruction => "by construction",
            Verdict::Conditional => "conditional",
            Verdict::Undecided => "undecided",
            Verdict::Fails => "fails",
            Verdict::Consistent => "consistent with data",
            Verdict::Inconsistent => "inconsistent with data",
        }
    }
}

const KEYS: [&str; 10] = [
    "id",
    "says",
    "phrase",
    "source",
    "leaves_out",
    "formal",
    "provided",
    "means",
    "tension",
    "expect",
];
const KNOWN: &str =
    "id, says, phrase, source, leaves_out, formal, provided, means, tension, expect";

/// All claims.
pub(super) fn claims(
    reader: &mut Reader,
    node: Option<&Node>,
    scenarios: &[Scenario],
) -> Vec<DeclaredClaim> {
    let Some(node) = node else {
        return Vec::new();
    };
    let mut found: Vec<DeclaredClaim> = Vec::new();
    for item in reader.list(node) {
        let fields = reader.table(Some(item));
        reader.check_keys(fields, &KEYS, KNOWN);
        let claim = claim(reader, item, fields, scenarios);
        if !claim.id.is_empty() && found.iter().any(|other| other.id == claim.id) {
            let kind = ErrorKind::Claim {
                found: format!("a second claim with the id `{}`", claim.id),
                expected: "ids that differ".to_owned(),
            };
            reader.error(&item.spot, kind);
        }
        found.push(claim);
    }
    found
}

fn claim(
    reader: &mut Reader,
    item: &Node,
    fields: &[Entry],
    scenarios: &[Scenario],
) -> DeclaredClaim {
    for key in ["id", "says", "formal"] {
        if field(fields, key).is_none() {
            let kind = ErrorKind::Missing {
                key,
                place: "[[claims]]".to_owned(),
            };
            reader.error(&item.spot, kind);
        }
    }
    let written: &[Node] = match field(fields, "formal") {
        Some(node) => match &node.value {
            super::document::Value::List(items) => items,
            _ => std::slice::from_ref(node),
        },
        None => &[],
    };
    let formal = written
        .iter()
        .filter_map(|node| statement::statement(reader, node, scenarios))
        .collect();
    let provided = field(fields, "provided").and_then(|node| {
        let (text, number) = reader.formula_text(node)?;
        let mut words = Words::new(reader, &text, number, node.spot.clone());
        let sentence = words.sentence(0, text.len())?;
        Some((text, sentence))
    });
    let expected = field(fields, "expect").and_then(|node| {
        let word = reader.text(node)?;
        let found = Verdict::ALL.into_iter().find(|v| v.word() == word);
        if found.is_none() {
            let all = Verdict::ALL.map(Verdict::word).join(", ");
            let kind = ErrorKind::Claim {
                found: format!("the verdict `{word}`"),
                expected: format!("one of {all}"),
            };
            reader.error(&node.spot, kind);
        }
        found
    });
    let mut text = |key| reader.optional_text(field(fields, key));
    let [id, says, phrase, leaves_out, means, tension] =
        ["id", "says", "phrase", "leaves_out", "means", "tension"].map(&mut text);
    DeclaredClaim {
        id,
        says,
        phrase,
        references: field(fields, "source").map_or(Vec::new(), |node| reader.texts_of(node)),
        leaves_out,
        formal,
        provided,
        means,
        tension,
        expected,
        spot: item.spot.clone(),
    }
}

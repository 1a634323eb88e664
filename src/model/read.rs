//! From the tree of a file to a model, collecting every mistake on the way.

use std::sync::Arc;

use super::declare::{Let, Model, WrittenFormula, WrittenTruth};
use super::diagnostic::{Source, Spot};
use super::document::{Entry, Node, Value, field};
use super::error::{Error, ErrorKind, Errors};
use super::{claims, expect, order, parameters, payoffs, players, precision, repeat, selection};
use crate::formula::{
    Context, FormulaError, FormulaErrorKind, LetName, Names, Place, closest, parse_number,
    parse_truth, parse_typed,
};
use crate::game::Continuum;

const SECTIONS: &[&str] = &[
    "title",
    "summary",
    "leaves_out",
    "source",
    "extends",
    "assume",
    "map",
    "precision",
    "select",
    "repeat",
    "parameters",
    "scenarios",
    "let",
    "postures",
    "players",
    "moves",
    "chance",
    "order",
    "payoffs",
    "ranking",
    "expect",
    "claims",
];

/// The most mistakes of one file that are reported; a file with more is not a model with mistakes.
const REPORTED: usize = 100;

/// The texts that formulas stand in, by number.
#[derive(Debug, Clone, Default)]
pub(super) struct Texts(Vec<(Spot, Option<usize>)>);

impl Texts {
    /// Registers a text and gives its number; `verbatim` is where its first byte stands, if the file spells it out.
    pub fn add(&mut self, spot: Spot, verbatim: Option<usize>) -> usize {
        self.0.push((spot, verbatim));
        self.0.len() - 1
    }

    /// Where a place of a formula stands in its file.
    pub fn spot(&self, place: Place) -> Spot {
        let (whole, verbatim) = &self.0[place.text];
        match verbatim {
            Some(start) => Spot {
                source: whole.source.clone(),
                span: start + place.start..start + place.end,
            },
            None => whole.clone(),
        }
    }
}

/// A reading in progress.
#[derive(Default)]
pub(super) struct Reader {
    pub errors: Vec<Error>,
    pub texts: Texts,
    pub names: Names,
    /// Where each player is declared.
    pub player_spots: Vec<Spot>,
    /// How many players and groups are declared; what else decides is numbered after them.
    pub declared: usize,
    /// Whether the game is a tree: moves have an order, or types are private.
    pub is_tree: bool,
}

/// Reads a model from the tree of its file.
pub(super) fn model(
    id: &str,
    entries: &[Entry],
    sources: Vec<Arc<Source>>,
) -> Result<Model, Errors> {
    let mut reader = Reader::default();
    reader.check_keys(entries, SECTIONS, "title, summary, leaves_out, source, extends, assume, map, precision, select, [repeat], [parameters], [scenarios], [let], [postures], [players], order, [moves], [chance], [payoffs], [ranking], [[expect]], [[claims]]");
    let find = |key: &str| field(entries, key);

    let continuum = players::continuum(&mut reader, find("postures"));
    let declared_players =
        players::players(&mut reader, find("players"), find("moves"), &continuum);
    reader.declared = declared_players.len();
    let movers = order::drafts(
        &mut reader,
        find("players"),
        find("moves"),
        find("chance"),
        &continuum,
    );
    let drafts = parameters::drafts(&mut reader, find("parameters"));
    let lets = reader.lets(find("let"));

    let parameters = parameters::parameters(&mut reader, drafts);
    reader.check_lets();
    let players = players::with_counts(&mut reader, declared_players);
    let movers = order::movers(&mut reader, movers, &players);
    let declared: Vec<&Entry> = [find("moves"), find("chance")]
        .into_iter()
        .flatten()
        .flat_map(Node::entries)
        .collect();
    let order = order::order(&mut reader, find("order"), &movers, &declared);
    reader.is_tree = order.is_some() || !reader.names.types.is_empty();
    let assumptions = reader.assumptions(find("assume"));
    let scenarios = parameters::scenarios(&mut reader, find("scenarios"));
    let (map, map_scenario) = find("map").map_or((Vec::new(), None), |node| {
        parameters::map(&mut reader, node, &scenarios)
    });
    let (payoffs, idle) = payoffs::payoffs(
        &mut reader,
        &players,
        &movers,
        find("payoffs"),
        find("ranking"),
    );
    let precision =
        find("precision").and_then(|node| precision::precision(&mut reader, &payoffs, node));
    let selection = find("select").and_then(|node| selection::selection(&mut reader, node));
    let discount = find("repeat").and_then(|node| repeat::discount(&mut reader, &payoffs, node));
    let expectations = expect::expectations(&mut reader, find("expect"), &scenarios);
    let claims = claims::claims(&mut reader, find("claims"), &scenarios);
    let title = reader.optional_text(find("title"));
    let summary = reader.optional_text(find("summary"));
    let leaves_out = reader.optional_text(find("leaves_out"));
    let references = find("source").map_or(Vec::new(), |node| reader.texts_of(node));
    if players.is_empty()
        && let Some(first) = entries.first()
        && reader.errors.is_empty()
    {
        reader.error(&first.key_spot, ErrorKind::NoPlayers);
    }

    if !reader.errors.is_empty() {
        let mut distinct: Vec<Error> = Vec::new();
        for error in reader.errors {
            if distinct.len() < REPORTED && !distinct.contains(&error) {
                distinct.push(error);
            }
        }
        return Err(Errors(distinct));
    }
    Ok(Model {
        id: id.to_owned(),
        title: if title.is_empty() {
            id.to_owned()
        } else {
            title
        },
        summary,
        leaves_out,
        references,
        parameters,
        assumptions,
        scenarios,
        map,
        map_scenario,
        precision,
        selection,
        discount,
        lets,
        players,
        movers,
        order,
        payoffs,
        idle,
        continuum,
        expectations,
        claims,
        sources,
        names: reader.names,
        texts: reader.texts,
    })
}

impl Reader {
    /// A reader of settings on top of a model that is read already.
    pub fn for_settings(model: &Model) -> Self {
        Reader {
            texts: model.texts.clone(),
            names: model.names.clone(),
            ..Reader::default()
        }
    }

    pub fn error(&mut self, spot: &Spot, kind: ErrorKind) {
        self.errors.push(Error {
            spot: spot.clone(),
            kind,
        });
    }

    pub fn formula_error(&mut self, error: FormulaError) {
        let spot = self.texts.spot(error.place);
        self.error(&spot, ErrorKind::Formula(error.kind));
    }

    /// Refuses keys that mean nothing.
    pub fn check_keys(&mut self, entries: &[Entry], keys: &[&str], known: &'static str) {
        for entry in entries {
            if !keys.contains(&entry.key.as_str()) {
                let kind = ErrorKind::UnknownKey {
                    key: entry.key.clone(),
                    nearest: closest(&entry.key, keys.iter().copied()).map(str::to_owned),
                    known,
                };
                self.error(&entry.key_spot, kind);
            }
        }
    }

    pub fn wrong_kind(&mut self, node: &Node, expected: &'static str) {
        let kind = ErrorKind::WrongKind {
            found: node.kind(),
            expected,
        };
        self.error(&node.spot, kind);
    }

    /// The entries of a table; none, and an error, for anything else.
    pub fn table<'a>(&mut self, node: Option<&'a Node>) -> &'a [Entry] {
        match node.map(|node| (&node.value, node)) {
            None => &[],
            Some((Value::Table(entries), _)) => entries,
            Some((_, node)) => {
                self.wrong_kind(node, "a table");
                &[]
            }
        }
    }

    pub fn text(&mut self, node: &Node) -> Option<String> {
        match &node.value {
            Value::Text { text, .. } => Some(text.clone()),
            _ => {
                self.wrong_kind(node, "text");
                None
            }
        }
    }

    pub fn optional_text(&mut self, node: Option<&Node>) -> String {
        node.and_then(|node| self.text(node)).unwrap_or_default()
    }

    pub fn list<'a>(&mut self, node: &'a Node) -> &'a [Node] {
        match &node.value {
            Value::List(items) => items,
            _ => {
                self.wrong_kind(node, "a list");
                &[]
            }
        }
    }

    /// A list of texts, or one text alone.
    pub fn texts_of(&mut self, node: &Node) -> Vec<String> {
        match &node.value {
            Value::Text { text, .. } => vec![text.clone()],
            _ => {
                let items = self.list(node);
                items.iter().filter_map(|item| self.text(item)).collect()
            }
        }
    }

    /// A formula's text with its number; a TOML number is a formula too.
    pub fn formula_text(&mut self, node: &Node) -> Option<(String, usize)> {
        let (text, verbatim) = match &node.value {
            Value::Text { text, verbatim } => (text.clone(), *verbatim),
            Value::Number(text) => (text.clone(), None),
            _ => {
                self.wrong_kind(node, "a number or a formula");
                return None;
            }
        };
        let number = self.texts.add(node.spot.clone(), verbatim);
        Some((text, number))
    }

    /// A number-valued formula.
    pub fn formula(&mut self, node: &Node, context: Context) -> Option<WrittenFormula> {
        let (text, number) = self.formula_text(node)?;
        match parse_number(&text, number, &self.names, context) {
            Ok(formula) => Some(WrittenFormula {
                text,
                formula: formula.into(),
                spot: node.spot.clone(),
            }),
            Err(error) => {
                self.formula_error(error);
                None
            }
        }
    }

    /// A formula that is true or false.
    pub fn truth(&mut self, node: &Node, context: Context) -> Option<WrittenTruth> {
        let (text, number) = self.formula_text(node)?;
        match parse_truth(&text, number, &self.names, context) {
            Ok(truth) => Some(WrittenTruth {
                text,
                truth: truth.into(),
                spot: node.spot.clone(),
            }),
            Err(error) => {
                self.formula_error(error);
                None
            }
        }
    }

    /// A name for a parameter, a `let` or a player: letters, digits and underscores.
    pub fn check_name(&mut self, entry: &Entry, what: &'static str) {
        let mut characters = entry.key.chars();
        let reason = if !characters.next().is_some_and(|c| c.is_ascii_alphabetic()) {
            "it must begin with a letter"
        } else if !characters.all(|c| c.is_ascii_alphanumeric() || c == '_') {
            "letters, digits and underscores make a name"
        } else if crate::formula::is_reserved(&entry.key) {
            "formulas use this word"
        } else {
            return;
        };
        let kind = ErrorKind::BadName {
            name: entry.key.clone(),
            what,
            reason,
        };
        self.error(&entry.key_spot, kind);
    }

    /// Refuses a name such as `c_2` where `c` is a list parameter: it is one member's value already.
    pub fn check_not_of_member(&mut self, entry: &Entry) {
        if self.names.parameter_of_member(&entry.key).is_some() {
            let kind = ErrorKind::BadName {
                name: entry.key.clone(),
                what: "a parameter or a `let`",
                reason: "it is the value of one member of a group",
            };
            self.error(&entry.key_spot, kind);
        }
    }

    fn lets(&mut self, node: Option<&Node>) -> Vec<Let> {
        let mut lets = Vec::new();
        for entry in self.table(node) {
            self.check_name(entry, "a `let`");
            self.check_not_of_member(entry);
            if self.names.parameter(&entry.key).is_some() {
                let kind = ErrorKind::Taken {
                    name: entry.key.clone(),
                    what: "a parameter",
                };
                self.error(&entry.key_spot, kind);
            }
            let Some((formula, text)) = self.formula_text(&entry.value) else {
                continue;
            };
            lets.push(Let {
                name: entry.key.clone(),
                text: formula.clone(),
            });
            self.names.lets.push(LetName {
                name: entry.key.clone(),
                formula,
                text,
            });
        }
        lets
    }

    /// Checks every `let` by itself, used or not; one that speaks of a member's own things must make sense to some group.
    fn check_lets(&mut self) {
        let groups = (0..self.names.players.len()).filter(|p| self.names.players[*p].is_group);
        let contexts: Vec<Context> = std::iter::once(Context::Game)
            .chain(groups.map(Context::MemberOf))
            .collect();
        for number in 0..self.names.lets.len() {
            let one = &self.names.lets[number];
            let mut errors: Vec<FormulaError> = Vec::new();
            for context in &contexts {
                match parse_typed(&one.formula, one.text, &self.names, *context) {
                    Ok(_) => {
                        errors.clear();
                        break;
                    }
                    Err(error) => {
                        let certain = !speaks_of_own(&error);
                        errors.push(error);
                        if certain {
                            break;
                        }
                    }
                }
            }
            let told = errors.iter().find(|e| !speaks_of_own(e)).or(errors.first());
            if let Some(error) = told.cloned() {
                let is_too_long = matches!(error.kind, FormulaErrorKind::TooLong(_));
                self.formula_error(error);
                if is_too_long {
                    return; // whatever is built on this one is too long as well, and would take as long to read
                }
            }
        }
    }

    fn assumptions(&mut self, node: Option<&Node>) -> Vec<WrittenTruth> {
        let Some(node) = node else {
            return Vec::new();
        };
        let items = match &node.value {
            Value::Text { .. } => std::slice::from_ref(node),
            _ => self.list(node),
        };
        let truths = items.iter();
        truths
            .filter_map(|item| self.truth(item, Context::Parameters))
            .collect()
    }

    /// The continuum's posture of a text.
    pub fn posture_error(
        &mut self,
        spot: &Spot,
        error: crate::game::PostureError,
        text: &str,
        continuum: &Continuum,
    ) {
        let texts = continuum.texts();
        let nearest = closest(text, texts.iter().map(String::as_str)).map(str::to_owned);
        self.error(spot, ErrorKind::Posture { error, nearest });
    }
}

/// Whether a mistake is one only as long as no member of a group looks.
fn speaks_of_own(error: &FormulaError) -> bool {
    matches!(
        error.kind,
        FormulaErrorKind::ListWithoutMember { .. }
            | FormulaErrorKind::OthersWithoutGroup
            | FormulaErrorKind::GroupWithoutMember(_)
    )
}

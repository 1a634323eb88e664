//! What a formula may name, and what was probably meant by a name that does not exist.

use std::collections::BTreeMap;

/// A parameter as formulas see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParameterName {
    /// Its name.
    pub name: String,
    /// The group whose members each have a value, for a list parameter.
    pub group: Option<usize>,
}

/// A player or group as formulas see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlayerName {
    /// Its id.
    pub id: String,
    /// Whether it is a group.
    pub is_group: bool,
    /// The action ids in order.
    pub actions: Vec<String>,
}

/// A named sub-expression as formulas see it: its text is parsed where it is used, since `others` and own
/// values depend on who looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetName {
    /// Its name.
    pub name: String,
    /// Its formula.
    pub formula: String,
    /// The number of its text, for places.
    pub text: usize,
}

/// All names of a model.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Parameters in order.
    pub parameters: Vec<ParameterName>,
    /// Players and groups in order.
    pub players: Vec<PlayerName>,
    /// Named sub-expressions in order.
    pub lets: Vec<LetName>,
    /// Players whose type is private, each with the number under which its types stand among the players.
    pub types: Vec<(usize, usize)>,
}

/// Who looks at a formula, which decides what it may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    /// A formula in parameters alone: defaults, assumptions, values set.
    Parameters,
    /// The same, for the value that belongs to a member of this group.
    ParametersOfMember(usize),
    /// A formula that sees everybody's actions.
    Game,
    /// The same, from the view of a member of this group.
    MemberOf(usize),
}

impl Context {
    /// The group of the member who looks, if one does.
    pub fn own_group(self) -> Option<usize> {
        match self {
            Context::Parameters | Context::Game => None,
            Context::ParametersOfMember(group) | Context::MemberOf(group) => Some(group),
        }
    }

    /// Whether the actions chosen can be seen.
    pub fn sees_actions(self) -> bool {
        matches!(self, Context::Game | Context::MemberOf(_))
    }

    /// The view of a member of a group, seeing as much as this view.
    pub fn of_member(self, group: usize) -> Self {
        if self.sees_actions() {
            Context::MemberOf(group)
        } else {
            Context::ParametersOfMember(group)
        }
    }
}

impl Names {
    /// The parameter of that name.
    pub fn parameter(&self, name: &str) -> Option<usize> {
        self.parameters.iter().position(|p| p.name == name)
    }

    /// A list parameter and a member's position, from a name such as `c_2`.
    pub fn parameter_of_member(&self, name: &str) -> Option<(usize, usize)> {
        let (list, number) = name.rsplit_once('_')?;
        let parameter = self.parameter(list)?;
        self.parameters[parameter].group?;
        Some((parameter, position(number)?))
    }

    /// The player or group of that id.
    pub fn player(&self, id: &str) -> Option<usize> {
        self.players.iter().position(|p| p.id == id)
    }

    /// A group and a member's position, from an id such as `S2`.
    pub fn member(&self, id: &str) -> Option<(usize, usize)> {
        let digits = id.len() - id.bytes().rev().take_while(u8::is_ascii_digit).count();
        let group = self.player(&id[..digits])?;
        if !self.players[group].is_group {
            return None;
        }
        Some((group, position(&id[digits..])?))
    }

    /// Under which number the types of a player stand.
    pub fn types_of(&self, player: usize) -> Option<usize> {
        let found = self.types.iter().find(|(typed, _)| *typed == player);
        found.map(|(_, types)| *types)
    }

    /// The named sub-expression of that name.
    pub fn sub_expression(&self, name: &str) -> Option<usize> {
        self.lets.iter().position(|l| l.name == name)
    }
}

/// A member's position from 0, of a number from 1 written without leading zeros.
fn position(number: &str) -> Option<usize> {
    if number.starts_with('0') || number.len() > 4 {
        return None;
    }
    number.parse::<usize>().ok()?.checked_sub(1)
}

/// A longer text is no misspelt name, and comparing it would take long.
const LONGEST_NAME: usize = 100;

/// The known name nearest to a misspelt one, if any is near; of equally near ones, one that begins with the same letter.
///
/// # Examples
/// ```
/// use unipole::formula::closest;
/// assert_eq!(closest("balence", ["balance", "neutral"]), Some("balance"));
/// assert_eq!(closest("uu", ["KU", "u"]), Some("u"));
/// assert_eq!(closest("xyz", ["balance", "neutral"]), None);
/// ```
pub fn closest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if name.len() > LONGEST_NAME {
        return None;
    }
    let lower_name = name.to_lowercase();
    let mut near: BTreeMap<(usize, bool, usize), &str> = BTreeMap::new();
    for candidate in known {
        let lower = candidate.to_lowercase();
        let distance = strsim::damerau_levenshtein(&lower_name, &lower);
        let begins_alike = candidate.chars().next() == name.chars().next();
        let is_near = distance <= 1.max(candidate.len() / 3)
            && (candidate.len() > 1 || distance == 0 || begins_alike)
            || (name.len() > 2 && lower.starts_with(&lower_name));
        if is_near {
            let exact = strsim::damerau_levenshtein(name, candidate);
            near.entry((distance, !begins_alike, exact))
                .or_insert(candidate);
        }
    }
    near.into_values().next()
}

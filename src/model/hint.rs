//! What to do about a mistake in a model file.

use super::error::ErrorKind;
use crate::formula::EvaluationErrorKind;
use crate::game::PostureError;
use crate::solve::refinement::Rule;

impl ErrorKind {
    /// What to do about it, where that can be said.
    pub fn hint(&self) -> Option<String> {
        let did_you_mean = |nearest: &Option<String>| {
            nearest
                .as_ref()
                .map(|nearest| format!("did you mean `{nearest}`?"))
        };
        match self {
            ErrorKind::Formula(kind) => kind.hint(),
            ErrorKind::UnknownRule(_) => {
                let names = Rule::ALL.map(Rule::name).join(", ");
                Some(format!("the rules are {names}"))
            }
            ErrorKind::Claim { expected, .. } => Some(format!("expected {expected}")),
            ErrorKind::Data(error) => error.hint(),
            ErrorKind::UnknownPlayer { nearest, .. } | ErrorKind::UnknownAction { nearest, .. } => {
                did_you_mean(nearest)
            }
            ErrorKind::UnknownModel { nearest, .. } => did_you_mean(nearest)
                .or_else(|| Some("`unipole models` lists the bundled models".to_owned())),
            ErrorKind::UnknownKey { nearest, known, .. } => {
                did_you_mean(nearest).or_else(|| Some(format!("known here: {known}")))
            }
            ErrorKind::UnknownParameter { nearest, known, .. } => {
                did_you_mean(nearest).or_else(|| Some(format!("the parameters are {known}")))
            }
            ErrorKind::UnknownScenario { nearest, known, .. } => {
                did_you_mean(nearest).or_else(|| Some(match known.as_str() {
                    "" => "this model has none".to_owned(),
                    known => format!("the scenarios are {known}"),
                }))
            }
            ErrorKind::Posture { error: PostureError::Duplicate(_), .. } => None,
            ErrorKind::Posture { nearest, .. } => did_you_mean(nearest).or_else(|| {
                Some("an author's own posture is declared under [postures]; \"\" is an action that is none".to_owned())
            }),
            ErrorKind::Domain(_) => Some(
                "write `> 0`, `>= 0`, `[0, 1]`, `(0, 1)`, `{0, 1}`, or `integer >= 1`".to_owned(),
            ),
            ErrorKind::NotASetting(_) => Some("write for example `--set u=3/5`, `--set m=7/10,3/20`".to_owned()),
            ErrorKind::ListLength { name, group, .. } => Some(format!(
                "give every member its value, or one value for all: `{name}=1/5`; the size of {group} is never inferred"
            )),
            ErrorKind::GroupCount { count, .. } if count.parse::<u64>().is_ok_and(|count| count > 64) => Some("a game lists every profile; of rows of a file `largest = 6` keeps the largest, and `unipole capabilities` finds the smallest coalition of any number of states".to_owned()),
            ErrorKind::CircularValue(_) => Some("give one of them as a number".to_owned()),
            ErrorKind::Evaluation { kind: EvaluationErrorKind::DivisionByZero, .. } => {
                Some("guard it with `if`, or narrow a parameter's domain or `assume`".to_owned())
            }
            ErrorKind::FreeGroupSize(name) => Some(format!(
                "conditions hold for a given number of players: `--set {name}=4` gives another"
            )),
            ErrorKind::SetAndFree(name) => {
                Some(format!("leave out `--set {name}=..`, or do not free it"))
            }
            ErrorKind::NoMember { .. } => Some("members are counted from 1: `c_1`".to_owned()),
            ErrorKind::DivisorSign { .. } => Some(
                "guard it with `if`, narrow a parameter's domain or `assume`, or free fewer parameters"
                    .to_owned(),
            ),
            ErrorKind::FormulaTooLarge { .. } | ErrorKind::TooManyCases => Some(
                "free fewer parameters, as in `--free u,s`; `unipole map` needs two at most".to_owned(),
            ),
            ErrorKind::TooManyFormulas { .. } => Some("a smaller group, or fewer actions".to_owned()),
            ErrorKind::RankingCover { .. } => Some("`*` stands for any action, `~` joins equally good profiles".to_owned()),
            ErrorKind::NoPayoffs(player) => Some(format!("write [payoffs.{player}] with one formula per action, or {player} = \"..\" under [payoffs]")),
            ErrorKind::PrecisionOfRanks => Some("leave out `precision`, or give payoffs instead of a ranking".to_owned()),
            ErrorKind::NegativePrecision(_) => Some("zero is choice at random; narrow a parameter's domain, as in `domain = \">= 0\"`".to_owned()),
            ErrorKind::RepeatOfRanks => Some("leave out `[repeat]`, or give payoffs instead of a ranking".to_owned()),
            ErrorKind::NoDiscount => Some("write `discount = \"delta\"`, and `delta` among the parameters".to_owned()),
            ErrorKind::NotADiscount(_) => Some("give the parameter the domain `[0, 1)`".to_owned()),
            ErrorKind::TooLarge(_) => Some("a smaller group, or fewer actions".to_owned()),
            ErrorKind::NoOrder(_) => Some("write for example `order = [\"C\", \"P\", \"U\"]`; those in a list of their own move at once".to_owned()),
            ErrorKind::UnknownMover { nearest, .. } => did_you_mean(nearest),
            ErrorKind::UnknownType { nearest, .. } => did_you_mean(nearest),
            ErrorKind::SeesType(_) => Some("let it depend on what is seen of others, their actions, or on the player's own type".to_owned()),
            ErrorKind::ChanceAtOnce => Some("write for example `order = [\"war\", \"S\"]`; whoever must not see the result moves before".to_owned()),
            ErrorKind::DecidesTwice(_) => Some("put one decision after the other in `order`; of `times = 2` write `\"S in turn\"`".to_owned()),
            ErrorKind::RepeatedOrder => Some("leave out `[repeat]`, or `order` and `types`".to_owned()),
            ErrorKind::MoveOfGroup(_) | ErrorKind::TimesOfGroup(_) => Some("declare its members as players of their own".to_owned()),
            ErrorKind::BeliefsMatter => Some("`unipole solve` answers at one point, with the beliefs".to_owned()),
            ErrorKind::MovesTwice(name) => Some(format!("a second decision of {name} is a move of its own, under [moves], or `times = 2`")),
            ErrorKind::NotInOrder(_) => Some("every player with actions, every move and every draw of chance stands in `order` once".to_owned()),
            ErrorKind::WaitsForLater { .. } => Some("a condition under `after` can only speak of what was decided before".to_owned()),
            ErrorKind::OrderOfRanks => Some("give payoffs instead of a ranking".to_owned()),
            ErrorKind::IdleWithoutPayoff { player, .. } => Some(format!("add `otherwise = \"..\"` to [payoffs.{player}], or give one formula for all")),
            ErrorKind::Unreachable(_) => Some("look at the conditions under `after`".to_owned()),
            ErrorKind::Tree { error: crate::game::TreeError::Negative { .. }, .. } => Some("narrow a parameter's domain, as in `domain = \"[0, 1]\"`, or `assume`".to_owned()),
            ErrorKind::Tree { error: crate::game::TreeError::TooLarge, .. } => Some("fewer moves, fewer actions, or moves that only some actions lead to (`after`)".to_owned()),
            ErrorKind::Tree { error: crate::game::TreeError::Probabilities { .. }, .. } => Some("the last one may be written as 1 less the others".to_owned()),
            _ => None,
        }
    }
}

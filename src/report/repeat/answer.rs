//! A repeated game with what was asked of it.

use super::super::Subject;
use super::formulas::{Formulas, formulas};
use crate::certify::Equilibrium;
use crate::game::Game;
use crate::model::Model;
use crate::num::Rational;
use crate::repeat::{
    Class, Critical, Discount, PayoffBounds, PayoffSet, Stage, StageError, TransferPayoffs,
    Transfers, grim, optimal, paths, payoff_bounds_watched, payoff_set, stick_and_carrot,
};
use crate::solve::{Concept, Request, Watch, groups_of, solve_as_asked};

/// The most profiles whose discount factors are worked out unless they are named.
pub const LISTED: usize = 12;
/// The most profiles of a stage game of which all stage equilibria, mixed ones too, are looked for.
const SOLVED: usize = 1_000;
/// The most profiles of a stage game of which all pure ones are punished with one period.
const STICKS: usize = 20_000;

/// The most profiles of a stage game of which all pairs are tried as two periods of punishment.
const PAIRS: usize = 100;

/// What is asked of a repeated game.
#[derive(Debug, Clone, Default)]
pub struct RepeatRequest {
    /// The discount factors of payoff sets; none: no payoff set.
    pub discounts: Vec<Discount>,
    /// The profiles of interest, by their numbers; none: a choice of them.
    pub profiles: Option<Vec<usize>>,
    /// Whether only critical discount factors are wanted.
    pub is_critical_only: bool,
}

/// A repeated game and what it sustains.
#[derive(Debug, Clone)]
pub struct RepeatAnswer {
    /// Where the game comes from.
    pub subject: Subject,
    /// The stage game.
    pub game: Game,
    /// What deviations from its profiles give.
    pub stage: Stage,
    /// The stage equilibria that grim plans threaten with, and whether these are all.
    pub threats: (Vec<Equilibrium>, bool),
    /// For two players the payoffs of subgame-perfect equilibria in pure actions with public draws, at each discount factor asked for.
    pub payoff_sets: Vec<(Discount, PayoffSet)>,
    /// For more players what transfers between them make possible, at each discount factor; none where nothing can be played.
    pub transfers: Vec<(Discount, Option<TransferPayoffs>)>,
    /// For three and four players bounds of the payoffs of subgame-perfect plans in pure actions with public draws, at each discount factor.
    pub payoff_bounds: Vec<(Discount, PayoffBounds)>,
    /// The profiles of interest with their discount factors.
    pub profiles: Vec<ProfilePatience>,
    /// How many profiles are not among them.
    pub left_out: usize,
    /// What was not worked out in a game of this size, and why.
    pub passed_over: Vec<(NotGoneThrough, String)>,
    /// The conditions of grim plans as formulas in the parameters.
    pub formulas: Option<Formulas>,
}

/// What is not worked out in a game that is too large for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotGoneThrough {
    /// The plans of a class.
    Plans(Class),
    /// Bounds of the players' payoffs.
    PayoffBounds,
}

impl NotGoneThrough {
    /// The name in answers.
    pub fn name(&self) -> String {
        match self {
            NotGoneThrough::Plans(class) => class.name(),
            NotGoneThrough::PayoffBounds => "payoff-bounds".to_owned(),
        }
    }
}

/// From which discount factor on a profile is played for ever, by plans of each class.
#[derive(Debug, Clone)]
pub struct ProfilePatience {
    /// The profile, by its number.
    pub profile: usize,
    /// How many profiles differ from it only in who of a group does what, itself included.
    pub alike: usize,
    /// One for each class of plans.
    pub critical: Vec<Critical>,
    /// Classes of plans for which no discount factor was found, and what is known.
    pub undecided: Vec<(Class, String)>,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RepeatError {
    /// The stage game cannot be repeated here.
    #[error(transparent)]
    Stage(#[from] StageError),
}

impl RepeatAnswer {
    /// Works out what a repeated game sustains.
    ///
    /// # Errors
    /// [`RepeatError`].
    pub fn new(subject: Subject, game: Game, request: &RepeatRequest) -> Result<Self, RepeatError> {
        Self::watched(subject, game, request, &|_, _, _| {})
    }

    /// [`RepeatAnswer::new`], telling what is being counted, how many of them are done, and how many there are at most.
    ///
    /// # Errors
    /// [`RepeatError`].
    pub fn watched(
        subject: Subject,
        game: Game,
        request: &RepeatRequest,
        progress: &(dyn Fn(&str, u64, u64) + Sync),
    ) -> Result<Self, RepeatError> {
        let stage = Stage::new(&game)?;
        let concept = match game.profiles() <= SOLVED {
            true => Concept::Nash,
            false => Concept::Pure,
        };
        let single = Request {
            watch: Watch {
                progress: &|done, of| progress("combinations of supports", done, of),
                ..Watch::NOBODY
            },
            ..Request::all(concept)
        };
        let solution = solve_as_asked(&game, &single);
        let is_all = concept == Concept::Nash && solution.completeness.is_complete();
        let threats: Vec<Equilibrium> = solution.equilibria;
        let (chosen, left_out) = chosen(&game, &stage, request.profiles.as_deref());
        let two = stage.players() == 2;
        let is_named = request.profiles.is_some();
        let with_transfers = Transfers::new(&game, &stage);
        let count = chosen.len() as u64;
        let profiles = chosen.into_iter().zip(0..).map(|((profile, alike), done)| {
            progress("profiles", done, count);
            let mut critical = vec![grim(&game, &stage, &threats, profile)];
            if stage.profiles() <= STICKS {
                critical.push(stick_and_carrot(&game, &stage, profile));
            }
            let mut undecided = Vec::new();
            if stage.profiles() <= PAIRS {
                match paths(&game, &stage, profile, 2) {
                    // Two periods of punishment count only where they do more than one.
                    Ok(longer)
                        if critical.iter().any(|one| {
                            one.class == Class::StickAndCarrot && one.discount == longer.discount
                        }) => {}
                    Ok(longer) => critical.push(longer),
                    Err(error) => undecided.push((Class::Paths(2), error.to_string())),
                }
            }
            match two {
                true if !is_named && stage.profiles() > PAIRS => {}
                true => match optimal(&game, &stage, profile) {
                    Ok(found) => critical.push(found),
                    Err(error) => undecided.push((Class::Optimal, error.to_string())),
                },
                false => critical.push(with_transfers.critical(profile)),
            }
            ProfilePatience {
                profile,
                alike,
                critical,
                undecided,
            }
        });
        let profiles: Vec<ProfilePatience> = profiles.collect();
        let discounts = request
            .discounts
            .iter()
            .filter(|_| !request.is_critical_only);
        let mut over = passed_over(stage.profiles(), two && !is_named);
        let (mut payoff_sets, mut transfers) = (Vec::new(), Vec::new());
        let mut bounds = Vec::new();
        for discount in discounts.cloned() {
            match two {
                true => {
                    let set = payoff_set(&stage, &discount);
                    let set = set.expect("invariant: there are two players");
                    payoff_sets.push((discount, set));
                }
                false => {
                    let payoffs = with_transfers.payoffs(&discount);
                    let words = format!("steps of the payoff bounds at {}", discount.value());
                    let watch = |done, most| progress(&words, done, most);
                    let why = |(what, _): &(NotGoneThrough, String)| {
                        *what == NotGoneThrough::PayoffBounds
                    };
                    match payoff_bounds_watched(&game, &stage, &discount, &watch) {
                        Ok(found) => bounds.push((discount.clone(), found)),
                        Err(_) if over.iter().any(why) => {}
                        Err(error) => {
                            over.push((NotGoneThrough::PayoffBounds, error.to_string()));
                        }
                    }
                    transfers.push((discount, payoffs));
                }
            }
        }
        drop(with_transfers);
        Ok(RepeatAnswer {
            subject,
            threats: (threats, is_all),
            payoff_sets,
            transfers,
            payoff_bounds: bounds,
            profiles,
            left_out,
            passed_over: over,
            formulas: None,
            stage,
            game,
        })
    }

    /// Works out the conditions of grim plans as formulas; games too large for formulas are left without.
    pub fn find_formulas(&mut self, model: &Model, name: &str, settings: &[String]) {
        let threats = self.threats.0.iter();
        let threats: Vec<Vec<usize>> = threats.filter_map(Equilibrium::pure_profile).collect();
        let own = self.profiles.iter();
        let own: Vec<Vec<usize>> = own.map(|p| self.game.profile_at(p.profile)).collect();
        let scenario = self.subject.scenario.as_deref();
        let found = formulas(model, name, scenario, settings, &own, &threats);
        self.formulas = found.ok().flatten();
    }

    /// A profile in few words: `S1 balance, S2 defect`.
    pub fn profile_words(&self, profile: usize) -> String {
        let actions = self.game.profile_at(profile);
        let players = self.game.players().iter().zip(&actions);
        let words =
            players.map(|(player, action)| format!("{} {}", player.id, player.actions[*action].id));
        words.collect::<Vec<_>>().join(", ")
    }
}

/// The classes of plans that are not gone through in a game of so many profiles; all plans are only for two players whose profiles are
/// not named.
fn passed_over(profiles: usize, is_for_all: bool) -> Vec<(NotGoneThrough, String)> {
    let size = |most: usize| {
        format!("the stage game has {profiles} profiles, and this is done up to {most}")
    };
    let mut over = Vec::new();
    if profiles > STICKS {
        over.push((NotGoneThrough::Plans(Class::StickAndCarrot), size(STICKS)));
    }
    if profiles > PAIRS {
        over.push((NotGoneThrough::Plans(Class::Paths(2)), size(PAIRS)));
        if is_for_all {
            let more = "; for a profile named with --profile it is done";
            over.push((NotGoneThrough::Plans(Class::Optimal), size(PAIRS) + more));
        }
    }
    over
}

/// The profiles of interest with how many are alike, and how many profiles are left out.
fn chosen(game: &Game, stage: &Stage, named: Option<&[usize]>) -> (Vec<(usize, usize)>, usize) {
    let groups = groups_of(game);
    let representative = |profile: usize| {
        let mut actions = game.profile_at(profile);
        for (_, members) in &groups {
            let mut own: Vec<usize> = members.iter().map(|m| actions[*m]).collect();
            own.sort_unstable();
            members.iter().zip(own).for_each(|(m, a)| actions[*m] = a);
        }
        game.index_of(&actions)
    };
    if let Some(named) = named {
        let mut classes: Vec<(usize, usize)> = Vec::new();
        for profile in named {
            let class = representative(*profile);
            match classes
                .iter_mut()
                .find(|(known, _)| representative(*known) == class)
            {
                Some((_, alike)) => *alike += 1,
                None => classes.push((*profile, 1)),
            }
        }
        return (classes, 0);
    }
    // What nobody would accept for ever is left out: less than the others can hold a player to.
    let is_rational = |profile: &usize| {
        (0..stage.players()).all(|player| stage.payoff(player, *profile) >= stage.minmax(player))
    };
    let mut classes: Vec<(usize, usize)> = Vec::new();
    for profile in (0..stage.profiles()).filter(is_rational) {
        let class = representative(profile);
        match classes.binary_search_by_key(&class, |(known, _)| *known) {
            Ok(place) => classes[place].1 += 1,
            Err(place) => classes.insert(place, (class, 1)),
        }
    }
    let joint = |profile: usize| -> Rational {
        (0..stage.players())
            .map(|player| stage.payoff(player, profile))
            .sum()
    };
    classes.sort_by(|a, b| joint(b.0).cmp(&joint(a.0)).then(a.0.cmp(&b.0)));
    let shown = classes
        .iter()
        .take(LISTED)
        .map(|(_, alike)| alike)
        .sum::<usize>();
    classes.truncate(LISTED);
    (classes, stage.profiles() - shown)
}

//! How wrong the assumptions behind each strict equilibrium may be, in words, as a table and by name.

use super::decimal::Notation;
use super::notation::print_real;
use super::page::words;
use super::table::{Align, Cell, Column, Table};
use crate::game::Game;
use crate::model::{Free, Model, Parametric};
use crate::num::{Rational, Real};
use crate::region::{
    End, Interval, Move, ParameterTolerance, PayoffTolerance, Prover, Strictness, Tolerance,
    conditions_of, payoff_tolerance, tolerance,
};
use crate::solve::{Solution, classes};

/// Games with more payoffs are not written down as formulas for this.
const PAYOFFS: usize = 4000;

/// How wrong the assumptions behind one strict equilibrium may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EquilibriumTolerance {
    /// How far payoffs may move.
    pub payoffs: PayoffTolerance,
    /// How far parameters may move; none for a game without, for one of more than 4000 payoffs, and where some formula is
    /// too large or has a divisor whose sign is not proved.
    pub parameters: Option<ParameterTolerances>,
}

/// How far the parameters may move of which the value is a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParameterTolerances {
    /// Their names, `u` or `c_2`, in the order of what was found.
    pub names: Vec<String>,
    /// What was found.
    pub found: Tolerance,
}

/// How wrong the assumptions may be behind each strict equilibrium of a solution.
///
/// Every parameter of which the value is a number at the point may move, and what follows from it by formulas moves along;
/// parameters of whole or listed numbers and the sizes of groups are given. Of equilibria that differ only by the names of identical members
/// the first is measured.
///
/// # Shapes
/// `model` is what the game comes from: the model, the scenario and the settings; the answer has a place for each equilibrium.
/// # Answer
/// As [`tolerance`], of the strict conditions. None for equilibria that are not strict, for all but the first of a class, and in
/// games whose payoffs are ranks.
pub fn tolerances(
    model: Option<(&Model, Option<&str>, &[String])>,
    game: &Game,
    solution: &Solution,
) -> Vec<Option<EquilibriumTolerance>> {
    let equilibria = &solution.equilibria;
    let mut measured: Vec<bool> = equilibria.iter().map(|e| e.is_strict()).collect();
    for class in classes(game, equilibria).unwrap_or_default() {
        for place in &class.equilibria[1..] {
            measured[*place] = false;
        }
    }
    if game.is_ordinal() || !measured.contains(&true) {
        return vec![None; equilibria.len()];
    }
    let small = game.profiles() * game.players().len() <= PAYOFFS;
    let parametric = model.filter(|_| small).and_then(|(model, scenario, set)| {
        // Where a formula cannot be followed, payoffs alone are measured.
        let found = model.parametric(scenario, set, Free::AllNumbers).ok()?;
        let prover = Prover::new(&found.game.domain);
        Some((found, prover))
    });
    let one = |place: usize| {
        let profile = equilibria[place].profile();
        let profile: Vec<usize> = profile.iter().map(|strategy| played(strategy)).collect();
        Some(EquilibriumTolerance {
            payoffs: payoff_tolerance(game, &profile)?,
            parameters: parametric
                .as_ref()
                .and_then(|(parametric, prover)| moves(game, parametric, prover, &profile)),
        })
    };
    let places = measured.iter().enumerate();
    places
        .map(|(place, measured)| measured.then(|| one(place)).flatten())
        .collect()
}

/// The action of a pure strategy.
fn played(strategy: &[Real]) -> usize {
    let played = strategy.iter().position(|p| !p.is_zero());
    played.expect("invariant: some action is played")
}

fn moves(
    game: &Game,
    parametric: &Parametric,
    prover: &Prover,
    profile: &[usize],
) -> Option<ParameterTolerances> {
    let conditions = conditions_of(&parametric.game, prover, profile, Strictness::Strict).ok()?;
    let all: Vec<usize> = (0..parametric.free.len()).collect();
    let values = parametric.values();
    let found = tolerance(game, &conditions, &parametric.game.domain, &values, &all)?;
    let names = parametric.game.names().into_iter();
    Some(ParameterTolerances {
        names: names.map(str::to_owned).collect(),
        found,
    })
}

/// `Every payoff may move by less than 1/40, all at once and in any direction: C would lose least, 1/20, by accommodate.`
pub(super) fn payoffs_in_words(
    game: &Game,
    found: &EquilibriumTolerance,
    notation: Notation,
) -> String {
    let PayoffTolerance {
        player,
        action,
        loss,
    } = &found.payoffs;
    let player = &game.players()[*player];
    format!(
        "Every payoff may move by less than {}, all at once and in any direction: {} would lose least, {}, by {}.",
        notation.print(&found.payoffs.epsilon()),
        player.id,
        notation.print(loss),
        player.actions[*action].id
    )
}

impl ParameterTolerances {
    /// `If one parameter moves alone, s breaks it first, when it rises by 118 %, from 1/5 to 24/55. If all move together, ..`
    pub(super) fn in_words(&self, notation: Notation) -> String {
        let first = self.found.first.map(|place| {
            let parameter = &self.found.parameters[place];
            let nearest = parameter.nearest.as_ref();
            let nearest = nearest.expect("invariant: the first to break it has a move");
            let word = match nearest.direction.is_lt() {
                true => "falls",
                false => "rises",
            };
            format!(
                "If one parameter moves alone, {} breaks it first, when it {word} by {}, from {} to {}. ",
                self.names[place],
                share(nearest).unwrap_or_default(),
                notation.print(&parameter.value),
                print_real(&nearest.end.0, notation)
            )
        });
        let together = match &self.found.proved_box.radius {
            None => "However far all of them move together, it stays (proved).".to_owned(),
            Some(radius) => format!(
                "If all move together, each by less than {} of its value, it stays (proved).",
                percent_below(radius)
            ),
        };
        first.unwrap_or_default() + &together
    }

    /// The parameters that can break it, the tightest first, at most `most` of them, and how many there are.
    pub(super) fn table(&self, notation: Notation, most: usize) -> (Table, usize) {
        let mut ranked: Vec<(&String, &ParameterTolerance, &Move)> = self
            .named()
            .filter_map(|(name, parameter)| Some((name, parameter, parameter.nearest.as_ref()?)))
            .collect();
        ranked.sort_by(|(_, _, a), (_, _, b)| match (&a.relative, &b.relative) {
            (Some(a), Some(b)) => a.compare(b),
            (a, b) => b.is_some().cmp(&a.is_some()),
        });
        let columns = vec![
            Column::new("parameter", Align::Left),
            Column::new("value", Align::Right),
            Column::new("stays strict for", Align::Left),
            Column::new("breaks first at", Align::Right),
        ];
        let mut table = Table::new("tolerance", "", columns);
        for (name, parameter, nearest) in ranked.iter().take(most) {
            let sign = match nearest.direction.is_lt() {
                true => "-",
                false => "+",
            };
            let by = share(nearest).unwrap_or_else(|| print_real(&nearest.distance, notation));
            table.row(vec![
                Cell::from(name.as_str()),
                Cell::Number(parameter.value.clone(), notation),
                interval(&parameter.interval, notation).into(),
                format!("{sign}{by}").into(),
            ]);
        }
        (table, ranked.len())
    }

    /// `Whatever V and KU alone are, within their domains, it stays.`; none if every parameter can break it.
    pub(super) fn harmless(&self) -> Option<String> {
        let harmless = self
            .named()
            .filter(|(_, parameter)| parameter.nearest.is_none());
        let names: Vec<String> = harmless.map(|(name, _)| name.clone()).collect();
        let rest = match names.len() {
            0 => return None,
            1 => "alone is, within its domain",
            _ => "alone are, within their domains",
        };
        Some(format!(
            "Whatever {} {rest}, it stays.",
            words::list(&names)
        ))
    }

    fn named(&self) -> impl Iterator<Item = (&String, &ParameterTolerance)> {
        self.names.iter().zip(&self.found.parameters)
    }
}

/// A set of numbers as model files write it: `[0, 9/50)`, `> 3/20`, `any number`.
fn interval(interval: &Interval, notation: Notation) -> String {
    let number = |value: &Real| print_real(value, notation);
    let one = |end: &End, with: &str, without: &str| {
        let (value, belongs) = end.as_ref()?;
        Some(format!(
            "{} {}",
            if *belongs { with } else { without },
            number(value)
        ))
    };
    match (&interval.lower, &interval.upper) {
        (Some((low, with_low)), Some((high, with_high))) => format!(
            "{}{}, {}{}",
            if *with_low { '[' } else { '(' },
            number(low),
            number(high),
            if *with_high { ']' } else { ')' }
        ),
        (lower, upper) => one(lower, ">=", ">")
            .or_else(|| one(upper, "<=", "<"))
            .unwrap_or_else(|| "any number".to_owned()),
    }
}

/// A move in per cent of the value; none if the value is zero. Below one per cent with two decimals, below ten with one.
fn share(nearest: &Move) -> Option<String> {
    let percent = nearest.relative.as_ref()? * &Real::from(Rational::integer(100));
    let below = |bound| {
        percent
            .compare(&Real::from(Rational::integer(bound)))
            .is_lt()
    };
    let digits = if below(1) { 2 } else { u32::from(below(10)) };
    let text = print_real(&percent, Notation::Decimals(digits));
    Some(format!("{} %", text.trim_start_matches('~')))
}

/// A share in per cent with one decimal, rounded down: what is proved for the share is proved for what is printed.
fn percent_below(share: &Real) -> String {
    let (low, _) = share.enclosure(&Rational::ratio(1, 1_000_000));
    let tenths = (&low * &Rational::integer(1000)).floor();
    let percent = Notation::Decimals(1).print(&(&tenths / &Rational::integer(10)));
    format!("{percent} %")
}

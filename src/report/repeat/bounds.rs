//! Bounds of what three and four players get in plans that nobody leaves: as sentences, as a table, as rows, and as data.

use std::fmt::Write as _;

use serde_json::{Map, Value as Json, json};

use super::super::decimal::decimal;
use super::super::{Align, Column, Notation, Table};
use super::answer::RepeatAnswer;
use super::data::{lottery, profile};
use crate::num::Rational;
use crate::repeat::{Bound, FoundBy, InnerPoint, PayoffBounds};

/// Numbers with more letters are given by decimals, rounded so that what is said stays true.
const LETTERS: usize = 9;
/// So many decimals.
const DECIMALS: u32 = 4;

/// What kind of plans the bounds are about.
const PLANS: &str = "subgame-perfect plans in pure actions with public draws";

/// Whether a number is the least of all payoffs or the greatest.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Least,
    Greatest,
}

/// To which side a number is rounded.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Towards {
    Less,
    More,
}

/// A number in few letters, and whether it was rounded.
fn printed(value: &Rational, notation: Notation, towards: Towards) -> (String, bool) {
    let digits = match notation {
        Notation::Decimals(digits) => digits,
        Notation::Exact => match value.to_string() {
            exact if exact.len() <= LETTERS => return (exact, false),
            _ => DECIMALS,
        },
    };
    let unit = (0..digits).fold(Rational::ONE, |unit, _| unit / Rational::integer(10));
    let steps = value / &unit;
    let whole = match towards {
        Towards::Less => steps.floor(),
        Towards::More => -(-&steps).floor(),
    };
    let rounded = &whole * &unit;
    (decimal(&rounded, digits), rounded != *value)
}

/// What no plan is beyond; rounded, no plan is beyond it either.
fn outer(bound: &Bound, end: End, notation: Notation) -> String {
    let away = match end {
        End::Least => Towards::Less,
        End::Greatest => Towards::More,
    };
    printed(&bound.outer, notation, away).0
}

/// What some plan gives: `1/2`, or `0.6576 or more` where it is rounded.
fn inner(value: &Rational, end: End, notation: Notation) -> String {
    let (towards, more) = match end {
        End::Least => (Towards::More, " or less"),
        End::Greatest => (Towards::Less, " or more"),
    };
    match printed(value, notation, towards) {
        (text, true) => text + more,
        (text, false) => text,
    }
}

/// The bounds at every discount factor in sentences.
pub(super) fn bounds_reading(out: &mut String, answer: &RepeatAnswer, notation: Notation) {
    for (discount, bounds) in &answer.payoff_bounds {
        let at = notation.print(discount.value());
        if bounds.is_empty {
            let _ = writeln!(out, "\nDiscount factor {at}: there are no {PLANS}, proved.");
            continue;
        }
        let _ = writeln!(
            out,
            "\nDiscount factor {at}: what the players get in {PLANS}; every bound is proved."
        );
        for (players, ends) in alike(answer, bounds) {
            let _ = writeln!(out, "  {}", sentence(&players, ends, notation));
        }
        if let Some(joint) = &bounds.joint {
            let most = outer(joint, End::Greatest, notation);
            let reached = reached(joint, End::Greatest, notation);
            let _ = writeln!(
                out,
                "  In no such plan do all of them together get more than {most}{reached}."
            );
        }
        if bounds.points.is_empty() {
            out.push_str("  No such plan was found; whether there is one is not decided.\n");
        }
        if bounds.limited && !is_exact(bounds) {
            out.push_str("  The work was limited: more of it might bring the bounds closer.\n");
        }
    }
}

/// Players in order, those next to one another with the same bounds together.
fn alike<'a>(
    answer: &'a RepeatAnswer,
    bounds: &'a PayoffBounds,
) -> Vec<(Vec<&'a str>, &'a [Bound; 2])> {
    let mut groups: Vec<(Vec<&str>, &[Bound; 2])> = Vec::new();
    for (player, ends) in answer.game.players().iter().zip(&bounds.players) {
        match groups.last_mut() {
            Some((ids, known)) if *known == ends => ids.push(&player.id),
            _ => groups.push((vec![&player.id], ends)),
        }
    }
    groups
}

fn sentence(players: &[&str], [least, greatest]: &[Bound; 2], notation: Notation) -> String {
    let (any, each) = match players {
        [only] => ((*only).to_owned(), (*only).to_owned()),
        several => {
            let (last, first) = several.split_last().expect("invariant: several players");
            let all = format!("{} and {last}", first.join(", "));
            (format!("any of {all}"), format!("each of {all}"))
        }
    };
    let [low, high] = [
        outer(least, End::Least, notation),
        outer(greatest, End::Greatest, notation),
    ];
    match (least.is_exact(), greatest.is_exact()) {
        (true, true) if least.outer == greatest.outer => {
            format!(
                "In every such plan {each} gets {}.",
                notation.print(&least.outer)
            )
        }
        (true, true) => format!(
            "In no such plan does {any} get less than {low} or more than {high}; some plans give just that."
        ),
        _ => format!(
            "In no such plan does {any} get less than {low}{} or more than {high}{}.",
            reached(least, End::Least, notation),
            reached(greatest, End::Greatest, notation),
        ),
    }
}

/// How near plans that are known come to a bound, in brackets.
fn reached(bound: &Bound, end: End, notation: Notation) -> String {
    match &bound.inner {
        Some(_) if bound.is_exact() => " (some plan gives just that)".to_owned(),
        Some(value) => format!(" (some plan gives {})", inner(value, end, notation)),
        None => String::new(),
    }
}

fn is_exact(bounds: &PayoffBounds) -> bool {
    let mut all = bounds.players.iter().flatten().chain(&bounds.joint);
    all.all(Bound::is_exact)
}

/// For each discount factor and player the least and the greatest payoff; none where no bounds were asked for.
pub(in crate::report) fn bounds_table(answer: &RepeatAnswer, notation: Notation) -> Option<Table> {
    let columns = vec![
        Column::new("discount factor", Align::Right).once(),
        Column::new("player", Align::Left),
        Column::new("least payoff", Align::Right),
        Column::new("greatest payoff", Align::Right),
    ];
    let caption = format!("What the players get in {PLANS}");
    let mut table = Table::new("payoff-bounds", caption.as_str(), columns);
    for (discount, bounds) in &answer.payoff_bounds {
        let at = notation.print(discount.value());
        table.rule();
        if bounds.is_empty {
            let none = "there are no such plans".to_owned();
            table.row(vec![at.into(), none.into(), "".into(), "".into()]);
            continue;
        }
        for (player, [least, greatest]) in answer.game.players().iter().zip(&bounds.players) {
            table.row(vec![
                at.clone().into(),
                player.id.clone().into(),
                between(least, End::Least, notation).into(),
                between(greatest, End::Greatest, notation).into(),
            ]);
        }
        if let Some(joint) = &bounds.joint {
            table.row(vec![
                at.into(),
                "all together".into(),
                "".into(),
                between(joint, End::Greatest, notation).into(),
            ]);
        }
    }
    if table.is_empty() {
        return None;
    }
    let all = answer.payoff_bounds.iter().map(|(_, bounds)| bounds);
    if !all.clone().all(is_exact) {
        let between = "Between two numbers: some plan gives the inner one, no plan goes beyond the outer one; both are proved.";
        table.note(between.to_owned());
    }
    if all
        .clone()
        .any(|bounds| bounds.limited && !is_exact(bounds))
    {
        let limited = "The work was limited: more of it might bring the bounds closer.";
        table.note(limited.to_owned());
    }
    Some(table)
}

/// A number that is known, or numbers between which it lies, rounded outwards.
fn between(bound: &Bound, end: End, notation: Notation) -> String {
    if bound.is_exact() {
        return notation.print(&bound.outer);
    }
    let beyond = outer(bound, end, notation);
    match (&bound.inner, end) {
        (None, End::Least) => format!("at least {beyond}"),
        (None, End::Greatest) => format!("at most {beyond}"),
        (Some(inner), End::Least) => {
            let (inner, _) = printed(inner, notation, Towards::More);
            format!("between {beyond} and {inner}")
        }
        (Some(inner), End::Greatest) => {
            let (inner, _) = printed(inner, notation, Towards::Less);
            format!("between {inner} and {beyond}")
        }
    }
}

/// For each discount factor, player and end: the discount factor, the player (empty for all together), which end, and the numbers between
/// which it lies; empty where there is none.
pub(super) fn bounds_rows(answer: &RepeatAnswer) -> Vec<(Rational, [String; 4])> {
    let mut rows = Vec::new();
    for (discount, bounds) in &answer.payoff_bounds {
        let mut row = |player: &str, end: End, bound: &Bound| {
            let inner = bound.inner.as_ref().map(ToString::to_string);
            let (inner, outer) = (inner.unwrap_or_default(), bound.outer.to_string());
            let (what, from, to) = match end {
                End::Least => ("least", outer, inner),
                End::Greatest => ("greatest", inner, outer),
            };
            let cells = [player.to_owned(), what.to_owned(), from, to];
            rows.push((discount.value().clone(), cells));
        };
        for (player, [least, greatest]) in answer.game.players().iter().zip(&bounds.players) {
            row(&player.id, End::Least, least);
            row(&player.id, End::Greatest, greatest);
        }
        if let Some(joint) = &bounds.joint {
            row("", End::Greatest, joint);
        }
        if bounds.is_empty {
            let cells = ["", "no plans", "", ""].map(str::to_owned);
            rows.push((discount.value().clone(), cells));
        }
    }
    rows
}

/// The bounds with the points and half-spaces that prove them.
pub(super) fn bounds_json(answer: &RepeatAnswer, bounds: &PayoffBounds) -> Json {
    let bound = |bound: &Bound| {
        json!({
            "inner": bound.inner.as_ref().map(ToString::to_string),
            "outer": bound.outer.to_string(),
            "exact": bound.is_exact(),
        })
    };
    let players = answer.game.players().iter().zip(&bounds.players);
    let players: Map<String, Json> = players
        .map(|(player, [least, greatest])| {
            let ends = json!({ "least": bound(least), "greatest": bound(greatest) });
            (player.id.clone(), ends)
        })
        .collect();
    let vector =
        |payoffs: &[Rational]| -> Json { payoffs.iter().map(ToString::to_string).collect() };
    let points = bounds.points.iter().map(|point| vector(&point.payoffs));
    let witnesses = bounds.points.iter().map(|point| {
        json!({
            "profile": profile(answer, point.profile),
            "continuation": vector(&continuation(bounds, point)),
            "mixture": lottery(&point.mixture),
            "by": match point.by {
                FoundBy::Stage => "stage".to_owned(),
                FoundBy::Plan(class) => class.name(),
                FoundBy::Points => "points".to_owned(),
            },
        })
    });
    let half_spaces = bounds.half_spaces.iter();
    let half_spaces =
        half_spaces.map(|half| json!({ "normal": half.normal, "level": half.level.to_string() }));
    json!({
        "empty": bounds.is_empty,
        "players": players,
        "joint": bounds.joint.as_ref().map(bound),
        "points": points.collect::<Vec<_>>(),
        "inner": { "witnesses": witnesses.collect::<Vec<_>>() },
        "outer": half_spaces.collect::<Vec<_>>(),
        "limit_reached": bounds.limited,
    })
}

/// What is promised from the second period of a point on.
fn continuation(bounds: &PayoffBounds, point: &InnerPoint) -> Vec<Rational> {
    let mean = |player: usize| -> Rational {
        let terms = point.mixture.iter();
        terms
            .map(|(place, p)| p * &bounds.points[*place].payoffs[player])
            .sum()
    };
    (0..point.payoffs.len()).map(mean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(inner: (i64, i64), outer: (i64, i64)) -> Bound {
        Bound {
            inner: Some(Rational::ratio(inner.0, inner.1)),
            outer: Rational::ratio(outer.0, outer.1),
        }
    }

    #[test]
    fn what_is_rounded_stays_true() {
        let third = Rational::ratio(1, 3);
        let two = Notation::Decimals(2);
        assert_eq!(
            printed(&third, two, Towards::Less),
            ("0.33".to_owned(), true)
        );
        assert_eq!(
            printed(&third, two, Towards::More),
            ("0.34".to_owned(), true)
        );
        let less = -&third;
        assert_eq!(
            printed(&less, two, Towards::Less),
            ("-0.34".to_owned(), true)
        );
        assert_eq!(
            printed(&less, two, Towards::More),
            ("-0.33".to_owned(), true)
        );
        let half = Rational::ratio(1, 2);
        assert_eq!(
            printed(&half, two, Towards::More),
            ("0.50".to_owned(), false)
        );
        let exact = printed(&third, Notation::Exact, Towards::Less);
        assert_eq!(exact, ("1/3".to_owned(), false));
        let long = Rational::ratio(100_000_001, 300_000_000);
        let rounded = printed(&long, Notation::Exact, Towards::More);
        assert_eq!(rounded, ("0.3334".to_owned(), true));
    }

    #[test]
    fn sentences_say_what_is_known_of_either_end() {
        let exact = bound((1, 2), (1, 2));
        let open = bound((200_000_001, 300_000_000), (3, 4));
        let low = bound((1, 4), (1, 8));
        let said = |players: &[&str], ends: [&Bound; 2]| {
            sentence(players, &ends.map(Bound::clone), Notation::Exact)
        };
        assert_eq!(
            said(&["A", "B", "C"], [&exact, &exact]),
            "In every such plan each of A, B and C gets 1/2."
        );
        assert_eq!(
            said(&["A"], [&exact, &open]),
            "In no such plan does A get less than 1/2 (some plan gives just that) or more than 3/4 (some plan gives 0.6666 or more)."
        );
        assert_eq!(
            said(&["A", "B"], [&low, &exact]),
            "In no such plan does any of A and B get less than 1/8 (some plan gives 1/4) or more than 1/2 (some plan gives just that)."
        );
        let unknown = Bound {
            inner: None,
            ..low.clone()
        };
        assert_eq!(
            between(&unknown, End::Least, Notation::Exact),
            "at least 1/8"
        );
        assert_eq!(
            between(&open, End::Greatest, Notation::Exact),
            "between 0.6666 and 3/4"
        );
    }
}

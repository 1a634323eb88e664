//! Maps of one parameter: exact thresholds, and what holds at them and between.

use unipole::num::{Polynomial, Rational, Real};
use unipole::region::Strip;
use unipole::report::map::{MapAnswer, Mapped};

use crate::brute::{Set, axis, brute, map, named, number, set};

fn strip(answer: &MapAnswer) -> &Strip {
    match &answer.map {
        Mapped::Line(strip) => strip,
        Mapped::Box(_) => panic!("one parameter makes a line"),
    }
}

/// The equilibria at a point of the line.
fn at(answer: &MapAnswer, value: &Rational) -> Set {
    let strip = strip(answer);
    let value = Real::from(value.clone());
    let after = strip.thresholds.partition_point(|t| t.value <= value);
    let last = &strip.thresholds[after - 1];
    if last.value == value {
        return named(answer, &last.equilibria);
    }
    named(answer, &strip.stretches[after - 1].equilibria)
}

/// Thresholds with what holds at each, and what holds between them.
#[track_caller]
fn is(answer: &MapAnswer, thresholds: &[(&str, &[&str])], between: &[&[&str]]) {
    let strip = strip(answer);
    let found = strip.thresholds.iter().map(|t| {
        let value = t.value.to_rational().expect("a rational threshold");
        (value.to_string(), named(answer, &t.equilibria))
    });
    let expected = thresholds.iter().map(|(v, s)| ((*v).to_owned(), set(s)));
    assert_eq!(found.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    let found = strip.stretches.iter().map(|s| named(answer, &s.equilibria));
    let expected = between.iter().map(|s| set(s));
    assert_eq!(found.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
}

const ALOOF: &str = "restrain resist neutral";
const NEUTRAL: &str = "press resist neutral";
const BALANCE: &str = "press resist balance";
const BANDWAGON: &str = "press resist bandwagon";
const CONCEDED: &str = "press accommodate bandwagon";

/// By hand, with u + c = 4/5, s = 1/5 and total power 1: the unipole's odds are u against a balancer and 5u/4 against a neutral, so from
/// 3/25 on it presses a neutral and from 3/20 on a balancer; a pressed neutral rather balances. s** = (u - 9/25)/(11/20) is 1/5 at 47/100,
/// and against a bandwagoner the challenger gives way from 4/5 - u = 3/20 on.
#[test]
fn total_power_fixed_the_alignment_of_the_small_state_changes_at_four_thresholds() {
    let axes = [axis(("u", "1/100", "79/100"))];
    let settings = ["c=4/5-u", "s=1/5"];
    let answer = map("core", &settings, &axes, 10);
    is(
        &answer,
        &[
            ("1/100", &[ALOOF]),
            ("3/25", &[ALOOF]),
            ("3/20", &[BALANCE]),
            ("47/100", &[BALANCE, BANDWAGON]),
            ("13/20", &[BANDWAGON, CONCEDED]),
            ("79/100", &[CONCEDED]),
        ],
        &[&[ALOOF], &[], &[BALANCE], &[BANDWAGON], &[CONCEDED]],
    );
    for hundredths in 1..80 {
        let u = Rational::ratio(hundredths, 100);
        let expected = brute("core", &settings, &axes, std::slice::from_ref(&u));
        assert_eq!(at(&answer, &u), expected, "{u}");
    }
}

/// s* = M (pi u + k M)/(lam u - k M) with M = 4/5 meets 1/5 at u = 1/3.
#[test]
fn without_the_price_of_neutrality_there_is_a_band_of_it() {
    let axes = [axis(("u", "1/100", "79/100"))];
    let answer = map("core", &["c=4/5-u", "s=1/5", "nu=0"], &axes, 10);
    is(
        &answer,
        &[
            ("1/100", &[ALOOF]),
            ("3/25", &[ALOOF, NEUTRAL]),
            ("1/3", &[NEUTRAL, BALANCE]),
            ("47/100", &[BALANCE, BANDWAGON]),
            ("13/20", &[BANDWAGON, CONCEDED]),
            ("79/100", &[CONCEDED]),
        ],
        &[&[ALOOF], &[NEUTRAL], &[BALANCE], &[BANDWAGON], &[CONCEDED]],
    );
}

#[test]
fn a_regional_alliance_begins_and_ends_at_the_roots_of_the_quadratic() {
    let axes = [axis(("e", "0", "1"))];
    let answer = map("regional-balancing", &[], &axes, 10);
    let line = strip(&answer);
    // Q(e) = -12/25 e^2 + 119/250 e - 27/500.
    let quadratic = ["-27/500", "119/250", "-12/25"].map(number);
    let quadratic = Polynomial::new(quadratic.to_vec());
    let [start, first, second, end] = &line.thresholds[..] else {
        panic!("{:?}", line.thresholds);
    };
    for (root, below, above) in [
        (first, "0.130661", "0.130662"),
        (second, "0.861005", "0.861006"),
    ] {
        assert!(root.value.to_rational().is_none());
        assert!(root.value.apply(&quadratic).is_zero());
        assert!(Real::from(number(below)) < root.value && root.value < Real::from(number(above)));
        let both = set(&["offer ally", "decline self"]);
        assert_eq!(named(&answer, &root.equilibria), both);
    }
    for one in [start, end] {
        assert_eq!(named(&answer, &one.equilibria), set(&["decline self"]));
    }
    let between = line.stretches.iter().map(|s| named(&answer, &s.equilibria));
    let expected = [
        set(&["decline self"]),
        set(&["offer ally", "decline self"]),
        set(&["decline self"]),
    ];
    assert_eq!(between.collect::<Vec<_>>(), expected);
}

#[test]
fn the_seven_postures_follow_each_other_along_the_unipoles_power_as_tabulated() {
    let table: [(i64, &str); 11] = [
        (1, "neutral"),
        (14, "neutral soft"),
        (20, "hard neutral soft"),
        (25, "hard leash neutral soft"),
        (30, "hard leash soft targeted"),
        (35, "leash soft targeted"),
        (43, "leash regional soft"),
        (52, "bandwagon bandwagon/regional leash regional soft"),
        (53, "bandwagon leash soft"),
        (76, "bandwagon soft"),
        (93, "bandwagon"),
    ];
    let axes = [axis(("u", "1/100", "1"))];
    let answer = map("continuum", &[], &axes, 10);
    for hundredths in 1..=100 {
        let u = Rational::ratio(hundredths, 100);
        let row = table.iter().rev().find(|(from, _)| *from <= hundredths);
        let mut expected = Set::new();
        for pair in row.expect("a row").1.split(' ') {
            let (one, two) = pair.split_once('/').unwrap_or((pair, pair));
            expected.extend([format!("{one} {two}"), format!("{two} {one}")]);
        }
        let found = at(&answer, &u);
        assert_eq!(found, expected, "{u}");
        let tried = brute("continuum", &[], &axes, &[u]);
        assert_eq!(found, tried);
    }
}

//! Mistakes in formulas.

use super::{BASE, formula, in_words, instead, member};
use unipole::model::parse;

#[test]
fn names_that_stand_for_nothing() {
    formula(
        "«uu» + 1",
        "no parameter or `let` is called `uu` | did you mean `u`?",
    );
    formula(
        "1 + «stong»",
        "no parameter or `let` is called `stong` | did you mean `strong`?",
    );
    formula("«zzz»", "no parameter or `let` is called `zzz`");
    formula("«größe»", "no parameter or `let` is called `größe`");
    formula("count(«H», join)", "no player or group is called `H`");
    formula(
        "count(«U», press)",
        "`U` is no group, so there are no members to count or to add up | ask what it plays, as in `U == action`",
    );
    formula(
        "if U == «pres» then 1 else 0",
        "U has no action `pres`; its actions are press, restrain | did you mean `press`?",
    );
    formula(
        "count(G, «free-rid»)",
        "G has no action `free-rid`; its actions are join, free-ride | did you mean `free-ride`?",
    );
    formula(
        "if G2 == «hide» then 1 else 0",
        "G has no action `hide`; its actions are join, free-ride",
    );
    formula(
        "sum(G, «jion», m)",
        "G has no action `jion`; its actions are join, free-ride | did you mean `join`?",
    );
    formula("«m_x»", "no parameter or `let` is called `m_x`");
    formula("«c_1»", "no parameter or `let` is called `c_1`");
}

#[test]
fn names_of_another_kind_than_needed() {
    formula(
        "«U» + 1",
        "`U` is a player, not a number | ask what it plays, as in `U == action`",
    );
    formula(
        "2*«G1»",
        "`G1` is a player, not a number | ask what it plays, as in `G1 == action`",
    );
    formula(
        "«press»",
        "`press` is an action, not a number | ask who plays it, as in `S == press` or `count(S, press)`",
    );
    formula(
        "«m» + 1",
        "`m` has one value per member of G; here it is not clear whose | write `m_1`, or `sum(.., m)` to add all up",
    );
    formula(
        "if «G» == join then 1 else 0",
        "`G` is a group; one action belongs to each of its members | write `G1 == ..`, or `count(G, ..)`",
    );
    formula(
        "count(«others», join)",
        "`others` means the other members of one's own group, and nobody of a group looks here",
    );
    member(
        "if G == «free» then 1 else 0",
        "G has no action `free`; its actions are join, free-ride | did you mean `free-ride`?",
    );
}

#[test]
fn numbers_and_truth_values_are_kept_apart() {
    formula(
        "«strong»",
        "this is true or false, but a number is needed here | write `if .. then 1 else 0` to count it",
    );
    formula(
        "1 + «(u < c)»",
        "this is true or false, but a number is needed here | write `if .. then 1 else 0` to count it",
    );
    formula(
        "if «u + c» then 1 else 0",
        "this is a number, but something true or false is needed here | compare it with something, as in `x > 0`",
    );
    formula(
        "if strong and «c» then 1 else 0",
        "this is a number, but something true or false is needed here | compare it with something, as in `x > 0`",
    );
    formula(
        "if strong then 1 else «u > 1»",
        "this is true or false, but a number is needed here | write `if .. then 1 else 0` to count it",
    );
    formula(
        "if u < «strong» then 1 else 0",
        "this is true or false, but a number is needed here | write `if .. then 1 else 0` to count it",
    );
}

#[test]
fn signs_and_words_out_of_place() {
    formula("u «&&» c", "`&&` is not part of a formula | write `and`");
    formula(
        "if u «=» c then 1 else 0",
        "`=` is not part of a formula | write `==`",
    );
    formula("u «×» c", "`×` is not part of a formula | write `*`");
    formula("u «$» c", "`$` is not part of a formula");
    formula(
        "u «c»",
        "found `c`, expected an operator (a product is written with `*`)",
    );
    formula(
        "2«u»",
        "found `u`, expected an operator (a product is written with `*`)",
    );
    formula(
        "u + «»",
        "found the end of the formula, expected a number, a name or `(`",
    );
    formula("(u + c«»", "found the end of the formula, expected `)`");
    formula(
        "u + c«)»",
        "found `)`, expected an operator or the end of the formula",
    );
    formula("if strong «1»", "found `1`, expected `then`");
    formula(
        "if strong then 1«»",
        "found the end of the formula, expected `else`",
    );
    formula(
        "1 + «if» strong then 1 else 0",
        "found `if`, expected `if` in parentheses: `(if .. then .. else ..)`",
    );
    formula("min(«)»", "found `)`, expected a number, a name or `(`");
    formula(
        "abs(u«,» c)",
        "found `,`, expected `)` (`abs` takes one argument)",
    );
    formula("count(G«)»", "found `)`, expected `,` and an action");
    formula(
        "count(«1», join)",
        "found `1`, expected a group or `others`",
    );
    formula(
        "if U == «1» then 1 else 0",
        "found `1`, expected the name of an action",
    );
    formula(
        "«»",
        "found the end of the formula, expected a number, a name or `(`",
    );
}

#[test]
fn numbers_beyond_reason_and_powers_that_are_none() {
    formula(
        "u + «1e999999999»",
        "the exponent of `1e999999999` is beyond 4096",
    );
    formula(
        "u^«0.5»",
        "an exponent must be a whole number between -64 and 64, or a `count` of players",
    );
    formula(
        "u^«c»",
        "an exponent must be a whole number between -64 and 64, or a `count` of players",
    );
    formula(
        "u^«65»",
        "an exponent must be a whole number between -64 and 64, or a `count` of players",
    );
    formula(
        "((u^64)^64)^«2»",
        "multiplied out, the exponents of these powers of powers are beyond 4096",
    );
    formula("u/«0»", "division by zero");
    formula("1/«0.0»", "division by zero");
}

#[test]
fn nesting_and_length_are_limited() {
    let deep = format!("{}u{}", "(".repeat(10_000), ")".repeat(10_000));
    let marked = format!("{}«(»{}", &deep[..100], &deep[101..]);
    formula(&marked, "the formula is nested more than 100 deep");
    let negated = format!("{}u", "-".repeat(10_000));
    assert!(
        parse(
            "mine",
            "mine.toml",
            &BASE.replace("PAYOFF", &negated).replace("MEMBER", "0")
        )
        .is_ok()
    );
    // a product inside the first bracket of a product, and so on: as deep as all of them together
    let mut tower = "u".to_owned();
    for _ in 0..20 {
        tower = format!("({tower}*1*1*1*1*1*1)");
    }
    let long = BASE.replace("PAYOFF", &tower).replace("MEMBER", "0");
    let errors = parse("mine", "mine.toml", &long).expect_err("too deep").0;
    assert_eq!(
        in_words(&errors[0]),
        "the formula is nested more than 100 deep"
    );
    let megabyte = format!("u{}", " + u".repeat(250_000));
    let marked = format!("{}«u»{}", &megabyte[..400_000], &megabyte[400_001..]);
    formula(
        &marked,
        "written out, the formula has more than 100000 terms",
    );
}

#[test]
fn what_is_short_but_long_when_written_out() {
    // each name is a term as well, so d15 has 3 * 2^15 - 2 = 98302 of them, and the second one is too many
    let mut lets = "d0 = \"u\"\n".to_owned();
    for step in 1..=60 {
        lets += &format!("d{step} = \"d{0} + d{0}\"\n", step - 1);
    }
    let lets = lets.replace("d15 + d15", "d15 + «d15»");
    instead(
        "strong =",
        &format!("{lets}strong ="),
        &["written out, the formula has more than 100000 terms"],
    );
    // a chained comparison reads its middle twice, a truth-valued `if` its condition
    let mut chained = "u".to_owned();
    let mut split = "u > 0".to_owned();
    for _ in 0..30 {
        chained = format!("(if 0 < {chained} < 1 then 1 else 0)");
        split = format!("(if {split} then u > 1 else u > 2)");
    }
    for doubling in [chained, format!("if {split} then 1 else 0")] {
        let text = BASE.replace("PAYOFF", &doubling).replace("MEMBER", "0");
        let errors = parse("mine", "mine.toml", &text).expect_err("too long").0;
        assert_eq!(
            in_words(&errors[0]),
            "written out, the formula has more than 100000 terms"
        );
    }
}

#[test]
fn lets_that_need_each_other() {
    formula_let(
        "x = \"1 + «y»\"\ny = \"«x»\"",
        &["`y` is defined by itself", "`x` is defined by itself"],
    );
    formula_let("self = \"1 + «self»\"", &["`self` is defined by itself"]);
}

#[track_caller]
fn formula_let(marked: &str, expected: &[&str]) {
    instead("[let]", &format!("[let]\n{marked}"), expected);
}

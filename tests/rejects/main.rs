//! Whatever is wrong is refused by name, at its exact place, with a hint where one can be given.
//!
//! In the texts below `«..»` marks the place a mistake must be shown at; several marks are several mistakes,
//! reported together. The marks are taken out before the text is read.

mod documents;
mod formulas;
mod order;
mod points;

use unipole::model::{Error, Model, parse};

const BASE: &str = r#"
[parameters]
u = { default = "3/5", domain = "> 0" }
c = "1/5"
m = { default = ["1", "2", "3"], of = "G", domain = ">= 0" }

[let]
strong = "u > c"
pooled = "sum(G, join, m)"

[players.U]
actions = { press = "", restrain = "" }

[players.G]
count = 3
actions = { join = "hard balancing", free-ride = "" }

[payoffs]
U = "PAYOFF"
G = "MEMBER"
"#;

/// The text without its marks, and the marked places as byte ranges.
fn unmarked(text: &str) -> (String, Vec<std::ops::Range<usize>>) {
    let (mut plain, mut places, mut start) = (String::new(), Vec::new(), 0);
    for character in text.chars() {
        match character {
            '«' => start = plain.len(),
            '»' => places.push(start..plain.len()),
            other => plain.push(other),
        }
    }
    (plain, places)
}

/// Line and column from 1, counted the slow way.
fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
    let lines: Vec<&str> = text[..byte].split('\n').collect();
    (lines.len(), lines[lines.len() - 1].chars().count() + 1)
}

/// `message | hint`.
fn in_words(error: &Error) -> String {
    let diagnostic = error.diagnostic();
    match diagnostic.hint {
        Some(hint) => format!("{} | {hint}", diagnostic.message),
        None => diagnostic.message,
    }
}

#[track_caller]
fn compare(marked: &str, source: &str, mut errors: Vec<Error>, expected: &[&str]) {
    let (plain, mut places) = unmarked(marked);
    errors.sort_by_key(|error| (error.spot.span.start, error.spot.span.end));
    places.sort_by_key(|place| (place.start, place.end));
    let found: Vec<String> = errors.iter().map(in_words).collect();
    assert_eq!(found, expected);
    assert_eq!(errors.len(), places.len(), "places marked: {places:?}");
    for (error, place) in errors.iter().zip(places) {
        assert_eq!(error.spot.source.name, source, "{error:?}");
        assert_eq!(
            error.spot.line_and_column(),
            line_and_column(&plain, place.start)
        );
        let shown = plain.get(error.spot.span.clone());
        assert_eq!(shown, Some(&plain[place]), "{error:?}");
    }
}

/// Reads the text, takes its default point and builds its game; whichever fails first must fail as expected.
#[track_caller]
fn check(marked: &str, expected: &[&str]) {
    let (plain, _) = unmarked(marked);
    let errors = parse("mine", "mine.toml", &plain)
        .and_then(|model| model.game(&model.point(None, &[])?))
        .map(|_| ())
        .expect_err("this must be refused");
    compare(marked, "mine.toml", errors.0, expected);
}

/// The same for a payoff formula of `U`.
#[track_caller]
fn formula(marked: &str, expected: &str) {
    let text = BASE.replace("PAYOFF", marked).replace("MEMBER", "m");
    check(&text, &[expected]);
}

/// The same for a payoff formula of the members of `G`.
#[track_caller]
fn member(marked: &str, expected: &str) {
    let text = BASE.replace("PAYOFF", "0").replace("MEMBER", marked);
    check(&text, &[expected]);
}

/// The same with a piece of the base model replaced.
#[track_caller]
fn instead(old: &str, marked: &str, expected: &[&str]) {
    changed(&[(old, marked)], expected);
}

/// The same with several pieces replaced.
#[track_caller]
fn changed(pieces: &[(&str, &str)], expected: &[&str]) {
    let mut text = BASE.replace("PAYOFF", "0").replace("MEMBER", "0");
    for (old, marked) in pieces {
        assert!(text.contains(old), "{old}");
        text = text.replace(old, marked);
    }
    check(&text, expected);
}

fn base() -> Model {
    let text = BASE.replace("PAYOFF", "u").replace("MEMBER", "m");
    parse("mine", "mine.toml", &text).unwrap_or_else(|errors| panic!("{errors}"))
}

/// Settings of which the marked ones are mistakes.
#[track_caller]
fn settings(model: &Model, marked: &[&str], expected: &[&str]) {
    let plain: Vec<String> = marked.iter().map(|text| unmarked(text).0).collect();
    let errors = model
        .point(None, &plain)
        .expect_err("this must be refused")
        .0;
    assert_eq!(errors.iter().map(in_words).collect::<Vec<_>>(), expected);
    for error in &errors {
        assert_eq!(error.spot.source.name, "--set");
        let at = plain
            .iter()
            .position(|text| *text == error.spot.source.text);
        let (text, places) = unmarked(marked[at.expect("a setting")]);
        assert!(places.contains(&error.spot.span), "{text}: {error:?}");
    }
}

#[test]
fn the_base_model_of_these_tests_is_sound() {
    let model = base();
    let point = model.point(None, &[]).expect("its default point");
    assert_eq!(model.game(&point).expect("its game").players().len(), 4);
}

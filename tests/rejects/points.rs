//! Mistakes in what is asked of a model: scenarios, settings, and points at which it has no game.

use super::{BASE, base, changed, in_words, instead, settings};
use unipole::model::{load, parse};

#[test]
fn scenarios_and_settings_that_name_what_is_not_there() {
    let core = load("core").expect("a bundled model");
    let error = core
        .point(Some("bipola"), &[])
        .expect_err("a misspelt scenario")
        .0
        .remove(0);
    assert_eq!(
        in_words(&error),
        "no scenario is called `bipola` | did you mean `bipolar`?"
    );
    assert_eq!(format!("{:?}", error.spot), "--scenario:1:1");
    let base = base();
    let error = base
        .point(Some("peace"), &[])
        .expect_err("no scenarios")
        .0
        .remove(0);
    assert_eq!(
        in_words(&error),
        "no scenario is called `peace` | this model has none"
    );
    settings(
        &base,
        &["«uu»=1"],
        &["no parameter is called `uu` | did you mean `u`?"],
    );
    settings(
        &base,
        &["«strong»=1"],
        &["no parameter is called `strong` | the parameters are u, c, m"],
    );
    settings(
        &base,
        &["«zz»=1", "c=«qq»", "u=1"],
        &[
            "no parameter is called `zz` | the parameters are u, c, m",
            "no parameter or `let` is called `qq`",
        ],
    );
    settings(
        &base,
        &["«u»"],
        &[
            "`u` is not of the form name=value | write for example `--set u=3/5`, `--set m=7/10,3/20`",
        ],
    );
    settings(
        &base,
        &["u=«»"],
        &["found the end of the formula, expected a number, a name or `(`"],
    );
    settings(
        &base,
        &["u=1 «1»"],
        &["found `1`, expected an operator (a product is written with `*`)"],
    );
    settings(
        &base,
        &["u=c*«U»"],
        &["`U` is a player, not a number | ask what it plays, as in `U == action`"],
    );
    settings(
        &base,
        &["u=if «U» == press then 1 else 0"],
        &["actions of players cannot be used here: only parameters can"],
    );
    settings(
        &base,
        &["c=count(G, «join»)"],
        &["actions of players cannot be used here: only parameters can"],
    );
}

#[test]
fn values_outside_their_domain() {
    let base = base();
    settings(&base, &["u=«0»"], &["u = 0 is outside its domain > 0"]);
    settings(
        &base,
        &["u=«c - 1»"],
        &["u = -4/5 is outside its domain > 0"],
    );
    settings(
        &base,
        &["m=1,«-1»,«-2»"],
        &[
            "m_2 = -1 is outside its domain >= 0",
            "m_3 = -2 is outside its domain >= 0",
        ],
    );
    settings(
        &base,
        &["m_3=«-1/2»"],
        &["m_3 = -1/2 is outside its domain >= 0"],
    );
    instead(
        "u = { default = \"3/5\"",
        "u = { default = «\"-3/5\"»",
        &["u = -3/5 is outside its domain > 0"],
    );
    let core = load("core").expect("a bundled model");
    settings(
        &core,
        &["be=«11/10»"],
        &["be = 11/10 is outside its domain [0, 1]"],
    );
    let long = format!("u=«-{}»", "1".repeat(100));
    settings(
        &core,
        &[&long],
        &[&format!(
            "u = -{}.. is outside its domain > 0",
            "1".repeat(59)
        )],
    );
}

#[test]
fn assumptions_that_fail() {
    instead(
        "\n[parameters]",
        "assume = [«\"u < c\"», \"u > 0\"]\n[parameters]",
        &["the model assumes u < c, which fails at u = 3/5, c = 1/5"],
    );
    instead(
        "\n[parameters]",
        "assume = \"1 < 1/«(u - 3/5)»\"\n[parameters]",
        &[
            "division by zero in an assumption | guard it with `if`, or narrow a parameter's domain or `assume`",
        ],
    );
    instead(
        "\n[parameters]",
        "assume = \"«u»\"\n[parameters]",
        &[
            "this is a number, but something true or false is needed here | compare it with something, as in `x > 0`",
        ],
    );
    instead(
        "\n[parameters]",
        "assume = \"«U» == press\"\n[parameters]",
        &["actions of players cannot be used here: only parameters can"],
    );
}

#[test]
fn lists_of_the_wrong_length() {
    let base = base();
    let needs = |found| {
        format!(
            "m needs one value for each of the 3 members of G, but {found} are given | give every member its value, or one value for all: `m=1/5`; the size of G is never inferred"
        )
    };
    settings(&base, &["m=«1,2»"], &[&needs(2)]);
    settings(&base, &["m=«1,2,3,4»"], &[&needs(4)]);
    settings(&base, &["c=«1,2»"], &["c holds one value, but 2 are given"]);
    settings(
        &base,
        &["m_2=«1,2»"],
        &["m_2 holds one value, but 2 are given"],
    );
    settings(
        &base,
        &["m_4=«1»"],
        &["the group has 3 members here; there is no member 4"],
    );
    instead("[\"1\", \"2\", \"3\"]", "«[\"1\", \"2\"]»", &[&needs(2)]);
}

#[test]
fn what_cannot_be_computed_names_the_place_and_the_profile() {
    let guard = "guard it with `if`, or narrow a parameter's domain or `assume`";
    changed(
        &[
            ("strong =", "one = \"1/«(c - 1/5)»\"\nstrong ="),
            (
                "U = \"0\"",
                "U = \"if U == restrain and G2 == join then one else 0\"",
            ),
        ],
        &[&format!(
            "division by zero when U = restrain, G1 = join, G2 = join, G3 = join | {guard}"
        )],
    );
    changed(
        &[("U = \"0\"", "U = \"«(u - 3/5)»^-2\"")],
        &[&format!(
            "division by zero when U = press, G1 = join, G2 = join, G3 = join | {guard}"
        )],
    );
    changed(
        &[
            ("strong =", "fourth = \"«m_4»\"\nstrong ="),
            ("U = \"0\"", "U = \"fourth\""),
        ],
        &[
            "the group has 3 members here; there is no member 4 when U = press, G1 = join, G2 = join, G3 = join",
        ],
    );
    changed(
        &[("U = \"0\"", "U = \"if «G9» == join then 1 else 0\"")],
        &[
            "the group has 3 members here; there is no member 9 when U = press, G1 = join, G2 = join, G3 = join",
        ],
    );
    settings(
        &base(),
        &["c=1/«(u - 3/5)»"],
        &[&format!("division by zero | {guard}")],
    );
}

#[test]
fn values_that_need_themselves() {
    let hint = "give one of them as a number";
    instead(
        "c = \"1/5\"",
        "c = «\"c + 1\"»",
        &[&format!("the value of c depends on itself | {hint}")],
    );
    settings(
        &base(),
        &["u=«c»", "c=«2*u»"],
        &[
            &format!("the value of u depends on itself | {hint}"),
            &format!("the value of c depends on itself | {hint}"),
        ],
    );
    instead(
        "count = 3",
        "count = «\"sum(G, 1)\"»",
        &[&format!("the size of group G depends on itself | {hint}")],
    );
    changed(
        &[
            ("[\"1\", \"2\", \"3\"]", "«\"1\"»"),
            ("count = 3", "count = «\"m_1\"»"),
        ],
        &[
            &format!("the value of m depends on itself | {hint}"),
            &format!("the size of group G depends on itself | {hint}"),
        ],
    );
    let mut row = String::new();
    for step in 0..5000 {
        row += &format!("p{step} = \"p{}\"\n", step + 1);
    }
    let text = BASE.replace("PAYOFF", "0").replace("MEMBER", "0");
    let text = text.replace("[let]", &format!("{row}p5000 = 1\n[let]"));
    let model = parse("mine", "mine.toml", &text).expect("a model");
    let error = model.point(None, &[]).expect_err("too deep").0.remove(0);
    assert_eq!(
        in_words(&error),
        "the value of p100 needs more than 100 others, one after the other"
    );
}

#[test]
fn numbers_that_grow_without_measure() {
    let mut row = "p0 = 3\n".to_owned();
    for step in 1..=60 {
        row += &format!("p{step} = \"p{}^64\"\n", step - 1);
    }
    // the powers of 3 have 102, 6493 and 415489 binary digits
    let row = row.replace("\"p2^64\"", "«\"p2^64\"»");
    let text = BASE.replace("PAYOFF", "0").replace("MEMBER", "0");
    let plain = row.replace(['«', '»'], "");
    let model = parse(
        "mine",
        "mine.toml",
        &text.replace("[let]", &format!("{plain}[let]")),
    )
    .expect("a model");
    let error = model.point(None, &[]).expect_err("too long").0.remove(0);
    assert_eq!(
        in_words(&error),
        "the numbers in this formula can grow beyond 131072 binary digits"
    );
    assert_eq!(
        &error.spot.source.text[error.spot.span.clone()],
        "\"p2^64\""
    );
    instead(
        "U = \"0\"",
        "U = «\"((u*1e4000)^64)^64\"»",
        &["the numbers in this formula can grow beyond 131072 binary digits"],
    );
    instead(
        "\n[parameters]",
        "assume = [«\"(1e4000 + u)^64 > 0\"»]\n[parameters]",
        &["the numbers in this formula can grow beyond 131072 binary digits"],
    );
}

#[test]
fn games_too_large_to_be_written_down() {
    changed(
        &[
            ("[\"1\", \"2\", \"3\"]", "1"),
            ("count = 3", "count = «64»"),
        ],
        &[
            "the game has 2398076729582241710080 payoffs; at most 134217728 fit | a smaller group, or fewer actions",
        ],
    );
}

#[test]
fn several_mistakes_are_reported_together_and_at_most_twenty_are_shown() {
    changed(
        &[
            ("domain = \"> 0\"", "«domian» = \"> 0\""),
            ("strong = \"u > c\"", "strong = \"u > «k»\""),
            ("U = \"0\"", "U = \"1 +«»\""),
            ("free-ride = \"\"", "free-ride = «\"hard-balancing\"»"),
        ],
        &[
            "`domian` means nothing here | did you mean `domain`?",
            "no parameter or `let` is called `k`",
            "no posture is called `hard-balancing` | did you mean `hard balancing`?",
            "found the end of the formula, expected a number, a name or `(`",
        ],
    );
    let many: String = (0..1000)
        .map(|number| format!("wrong{number} = 1\n"))
        .collect();
    let errors = parse("mine", "mine.toml", &many).expect_err("a thousand mistakes");
    let shown = errors.to_string();
    assert_eq!(shown.matches("means nothing here").count(), 20);
    assert!(shown.ends_with("and 80 more"));
}

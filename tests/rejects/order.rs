//! Mistakes in the order of moves: who moves and when, draws of chance, private types, and trees that cannot be made.

use super::check;

const THREAT: &str = r#"
order = ["U", "S"]

[parameters]
c = "1/5"

[players.U]
actions = ["force", "tolerate"]

[players.S]
actions = ["align", "neutral"]
after = "U == force"

[payoffs]
U = "if S == align then 1 else 0"
S = "if S == neutral then -c else 0"
"#;

const DRAW: &str = r#"
order = ["war", "S"]

[parameters]
p = "1/3"

[chance.war]
results = { win = "p", lose = "1 - p" }

[players.S]
actions = ["fight", "yield"]

[payoffs]
S = "if war == win and S == fight then 1 else 0"
"#;

const TYPES: &str = r#"
order = ["U", "S"]

[parameters]
p = "1/3"

[players.U]
types = { benign = "p", predatory = "1 - p" }
actions = ["restrain", "press"]

[players.S]
actions = ["align", "balance"]

[payoffs.U]
benign = "if U == restrain then 1 else 0"
predatory = "if S == align then 1 else 0"

[payoffs]
S = "if U is benign then 1 else 0"
"#;

const IN_ORDER: &str =
    "every player with actions, every move and every draw of chance stands in `order` once";
const NO_ORDER: &str = "a further move or a draw, or waits for others, and no `order` says who moves when | write for example `order = [\"C\", \"P\", \"U\"]`; those in a list of their own move at once";
const BEFORE: &str = "a condition under `after` can only speak of what was decided before";

/// A model with pieces of it replaced, the mistakes marked.
#[track_caller]
fn with(base: &str, pieces: &[(&str, &str)], expected: &[&str]) {
    let mut text = base.to_owned();
    for (old, marked) in pieces {
        assert!(text.contains(old), "{old}");
        text = text.replacen(old, marked, 1);
    }
    check(&text, expected);
}

#[test]
fn a_move_by_nobody() {
    let order = "[\"U\", \"S\"]";
    let nobody = "`X` is no player, no move and no draw of chance, so nobody moves here";
    with(THREAT, &[(order, "[\"U\", \"S\", «\"X\"»]")], &[nobody]);
    with(
        THREAT,
        &[(order, "[«\"S in trun\"», \"U\", \"S\"]")],
        &["`S in trun` is no player, no move and no draw of chance, so nobody moves here"],
    );
    let after = |more: &str| format!("after = \"U == force\"\n{more}");
    let wait = "after = \"U == force\"\n";
    with(
        THREAT,
        &[(
            wait,
            &after("[moves.strike]\nplayer = «\"V\"»\nactions = [\"yes\", \"no\"]\n"),
        )],
        &["no player is called `V`"],
    );
    with(
        THREAT,
        &[(
            wait,
            &after("[moves.«strike»]\nactions = [\"yes\", \"no\"]\n"),
        )],
        &["`player` is missing from [moves.strike]"],
    );
    // What is wrong with a move is said once, and not that there is none.
    with(
        THREAT,
        &[
            (order, "[\"U\", \"S\", \"strike\"]"),
            (wait, &after("[moves.«strike»]\nplayer = \"U\"\n")),
        ],
        &["`actions` is missing from [moves.strike]"],
    );
    with(
        DRAW,
        &[
            ("[chance.war]", "[chance.«war»]"),
            ("{ win = \"p\", lose = \"1 - p\" }", "{ }"),
            ("war == win", "war == «win»"),
        ],
        &[
            "`results` is missing from [chance.war]",
            "war has no action `win`; its actions are ",
        ],
    );
}

#[test]
fn an_order_that_goes_round_in_a_circle() {
    with(
        THREAT,
        &[("[\"U\", \"S\"]", "[\"U\", \"S\", «\"U\"»]")],
        &[
            "the order of moves goes round in a circle: U stands in it twice | a second decision of U is a move of its own, under [moves], or `times = 2`",
        ],
    );
    let waits = format!("S waits for U, which does not move before it | {BEFORE}");
    let wait = ("\"U == force\"", "«\"U == force\"»");
    with(
        THREAT,
        &[("[\"U\", \"S\"]", "[\"S\", \"U\"]"), wait],
        &[&waits],
    );
    with(
        THREAT,
        &[("[\"U\", \"S\"]", "[[\"U\", \"S\"]]"), wait],
        &[&waits],
    );
    // Two who wait for each other: one of them does not move before the other.
    with(
        THREAT,
        &[(
            "\"tolerate\"]\n",
            "\"tolerate\"]\nafter = «\"S == align\"»\n",
        )],
        &[&format!(
            "U waits for S, which does not move before it | {BEFORE}"
        )],
    );
    with(
        THREAT,
        &[("\"U == force\"", "«\"S == align\"»")],
        &[&format!(
            "S waits for S, which does not move before it | {BEFORE}"
        )],
    );
    // A draw whose odds depend on what is decided later.
    with(
        DRAW,
        &[("\"1 - p\"", "«\"if S == fight then 1 - p else 0\"»")],
        &[&format!(
            "war waits for S, which does not move before it | {BEFORE}"
        )],
    );
}

#[test]
fn somebody_without_a_place_in_the_order() {
    with(
        THREAT,
        &[
            ("[\"U\", \"S\"]", "[\"U\"]"),
            ("[players.S]", "[players.«S»]"),
        ],
        &[&format!(
            "S has no place in the order of moves | {IN_ORDER}"
        )],
    );
    with(
        DRAW,
        &[
            ("[\"war\", \"S\"]", "[\"S\"]"),
            ("[chance.war]", "[chance.«war»]"),
        ],
        &[&format!(
            "war has no place in the order of moves | {IN_ORDER}"
        )],
    );
    with(
        THREAT,
        &[
            ("order = [\"U\", \"S\"]\n", ""),
            ("[players.S]", "[players.«S»]"),
        ],
        &[&format!("S is {NO_ORDER}")],
    );
    with(
        THREAT,
        &[
            ("order = [\"U\", \"S\"]\n", ""),
            ("[players.S]", "[players.«S»]"),
            (
                "after = \"U == force\"",
                "after = { align = \"U == force\" }",
            ),
        ],
        &[&format!("S is {NO_ORDER}")],
    );
    with(
        THREAT,
        &[
            ("order = [\"U\", \"S\"]\n", ""),
            ("after = \"U == force\"\n", ""),
            (
                "[payoffs]",
                "[moves.«strike»]\nplayer = \"U\"\nactions = [\"yes\", \"no\"]\n[payoffs]",
            ),
        ],
        &[&format!("strike is {NO_ORDER}")],
    );
    with(
        DRAW,
        &[
            ("order = [\"war\", \"S\"]\n", ""),
            ("[chance.war]", "[chance.«war»]"),
        ],
        &[&format!("war is {NO_ORDER}")],
    );
    with(
        THREAT,
        &[("[\"U\", \"S\"]", "«\"U, S\"»")],
        &["found text, expected a list"],
    );
    with(
        THREAT,
        &[("[\"U\", \"S\"]", "[\"U\", «3», \"S\"]")],
        &["found a number, expected text"],
    );
}

#[test]
fn probabilities_that_are_none() {
    with(
        DRAW,
        &[("[chance.war]", "[chance.«war»]"), ("1 - p", "1 - p/2")],
        &[
            "the probabilities of war add up to 7/6, not to 1 | the last one may be written as 1 less the others",
        ],
    );
    with(
        TYPES,
        &[(
            "{ benign = \"p\", predatory = \"1 - p\" }",
            "«{ benign = \"p\", predatory = \"1 - p/2\" }»",
        )],
        &[
            "the probabilities of the types of U add up to 7/6, not to 1 | the last one may be written as 1 less the others",
        ],
    );
    let narrow = "narrow a parameter's domain, as in `domain = \"[0, 1]\"`, or `assume`";
    with(
        DRAW,
        &[("[chance.war]", "[chance.«war»]"), ("\"1/3\"", "\"-1/3\"")],
        &[&format!(
            "the probability of win in war is -1/3, below zero | {narrow}"
        )],
    );
    with(
        TYPES,
        &[
            (
                "{ benign = \"p\", predatory = \"1 - p\" }",
                "«{ benign = \"p\", predatory = \"1 - p\" }»",
            ),
            ("\"1/3\"", "\"4/3\""),
        ],
        &[&format!(
            "the probability of predatory in the types of U is -1/3, below zero | {narrow}"
        )],
    );
    with(
        DRAW,
        &[("\"p\", lose", "\"p/«(p - 1/3)»\", lose")],
        &[
            "division by zero in a probability of war | guard it with `if`, or narrow a parameter's domain or `assume`",
        ],
    );
    with(
        TYPES,
        &[("\"1 - p\" }", "\"if «S» == align then 1 - p else 0\" }")],
        &["actions of players cannot be used here: only parameters can"],
    );
    with(
        DRAW,
        &[("[\"war\", \"S\"]", "[[\"war\", «\"S\"»]]")],
        &[
            "chance draws in a step of its own, not at once with others | write for example `order = [\"war\", \"S\"]`; whoever must not see the result moves before",
        ],
    );
}

#[test]
fn what_nothing_leads_to() {
    let look = "look at the conditions under `after`";
    let never = "U == force and U == tolerate";
    with(
        THREAT,
        &[
            ("[players.S]", "[players.«S»]"),
            ("\"U == force\"", &format!("\"{never}\"")),
        ],
        &[&format!("nothing leads to a decision of S | {look}")],
    );
    with(
        THREAT,
        &[
            ("[players.S]", "[players.«S»]"),
            ("\"U == force\"", &format!("{{ align = \"{never}\" }}")),
        ],
        &[&format!("nothing leads to S's action `align` | {look}")],
    );
    with(
        THREAT,
        &[(
            "after = \"U == force\"",
            "after = { «alling» = \"U == force\" }",
        )],
        &["S has no action `alling`; its actions are align, neutral"],
    );
}

#[test]
fn types_without_payoffs_and_types_that_there_are_not() {
    with(
        TYPES,
        &[
            ("[payoffs.U]", "[payoffs.«U»]"),
            ("predatory = \"if S == align then 1 else 0\"\n", ""),
        ],
        &["no payoff covers U's type `predatory`"],
    );
    with(
        TYPES,
        &[
            ("[payoffs.U]", "[payoffs.«U»]"),
            ("predatory = \"if", "«predator» = \"if"),
        ],
        &[
            "no payoff covers U's type `predatory`",
            "U has no type `predator`; its types are benign, predatory | did you mean `predatory`?",
        ],
    );
    with(
        TYPES,
        &[("U is benign", "U is «begnin»")],
        &["U has no type `begnin`; its types are benign, predatory | did you mean `benign`?"],
    );
    with(
        TYPES,
        &[("U is benign", "«S» is benign")],
        &["S has no types"],
    );
}

#[test]
fn a_type_that_what_others_can_do_would_reveal() {
    let reveals = "what S can do, or whether it decides at all, depends on the type of somebody else, which it does not know | let it depend on what is seen of others, their actions, or on the player's own type";
    for after in [
        "after = \"U is benign\"",
        "after = \"U is predatory\"",
        "after = { balance = \"U is benign\" }",
    ] {
        with(
            TYPES,
            &[
                ("[players.S]", "[players.«S»]"),
                ("\"balance\"]\n", &format!("\"balance\"]\n{after}\n")),
            ],
            &[reveals],
        );
    }
}

#[test]
fn groups_that_move() {
    let group = ("[players.S]\n", "[players.S]\ncount = 2\n");
    let counted = ("if S == align", "if count(S, align) > 0");
    with(
        THREAT,
        &[
            ("[players.S]\n", "[players.S]\ncount = 2\ntimes = «2»\n"),
            counted,
        ],
        &[
            "S is a group; its members decide once each | declare its members as players of their own",
        ],
    );
    with(
        THREAT,
        &[
            ("[\"U\", \"S\"]", "[\"U\", \"S\", \"strike\"]"),
            group,
            counted,
            (
                "[payoffs]",
                "[moves.strike]\nplayer = «\"S\"»\nactions = [\"yes\", \"no\"]\n[payoffs]",
            ),
        ],
        &[
            "S is a group; only a player can have moves of its own under [moves] | declare its members as players of their own",
        ],
    );
    // What a group did before is no one action.
    with(
        THREAT,
        &[
            ("[\"U\", \"S\"]", "[\"S\", \"U\"]"),
            group,
            counted,
            ("after = \"U == force\"\n", ""),
            (
                "\"tolerate\"]\n",
                "\"tolerate\"]\nafter = \"«S» == align\"\n",
            ),
        ],
        &[
            "`S` is a group; one action belongs to each of its members | write `S1 == ..`, or `count(S, ..)`",
        ],
    );
    with(
        THREAT,
        &[("if S == align", "if count(«S», align) > 0")],
        &[
            "`S` is no group, so there are no members to count or to add up | ask what it plays, as in `S == action`",
        ],
    );
    for times in ["0", "\"1/2\"", "65"] {
        let strike = format!(
            "[moves.strike]\nplayer = \"U\"\ntimes = «{times}»\nactions = [\"yes\", \"no\"]\n[payoffs]"
        );
        let said = format!(
            "strike cannot come {} times, only 1 to 64 times",
            times.trim_matches('"')
        );
        with(
            THREAT,
            &[
                ("[\"U\", \"S\"]", "[\"U\", \"S\", \"strike in turn\"]"),
                ("[payoffs]", &strike),
            ],
            &[&said],
        );
    }
}

#[test]
fn what_does_not_go_with_an_order() {
    let ranks = "payoffs are ranks here, and a game with an order of moves or with types needs payoffs | give payoffs instead of a ranking";
    with(
        THREAT,
        &[
            ("after = \"U == force\"\n", ""),
            ("[payoffs]", "[ranking]"),
            (
                "U = \"if S == align then 1 else 0\"",
                "«U» = [\"force,align\", \"force,neutral\", \"tolerate,*\"]",
            ),
            (
                "S = \"if S == neutral then -c else 0\"",
                "«S» = [\"force,* ~ tolerate,*\"]",
            ),
        ],
        &[ranks, ranks],
    );
    with(
        THREAT,
        &[("[payoffs]", "«[repeat]»\ndiscount = \"1/2\"\n[payoffs]")],
        &[
            "a game that is repeated is one in which everybody moves at once | leave out `[repeat]`, or `order` and `types`",
        ],
    );
}

#[test]
fn payoffs_of_those_who_do_not_get_to_move() {
    with(
        THREAT,
        &[
            ("[players.S]", "[players.«S»]"),
            ("S = \"if S == neutral then -c else 0\"\n", ""),
            (
                "[payoffs]",
                "[payoffs.S]\nalign = 0\nneutral = \"-c\"\n[payoffs]",
            ),
        ],
        &[
            "no payoff covers S where it does not get to move when U = tolerate | add `otherwise = \"..\"` to [payoffs.S], or give one formula for all",
        ],
    );
    let exponent = "an exponent must be a whole number between -64 and 64, or a `count` of players";
    for power in ["c^«(»1/2)", "2^«c»", "2^«1000000»"] {
        with(
            THREAT,
            &[("-c else", &format!("{power} else"))],
            &[exponent],
        );
    }
}

#[test]
fn a_tree_too_large_is_refused_before_it_grows() {
    for order in ["strike", "strike in turn"] {
        with(
            THREAT,
            &[
                ("[\"U\", \"S\"]", &format!("[\"U\", \"S\", \"{order}\"]")),
                (
                    "[payoffs]",
                    "[moves.«strike»]\nplayer = \"U\"\ntimes = 40\nactions = [\"yes\", \"no\"]\n[payoffs]",
                ),
            ],
            &[
                "the tree has more than 16777216 nodes | fewer moves, fewer actions, or moves that only some actions lead to (`after`)",
            ],
        );
    }
}

#[test]
fn a_player_that_would_decide_twice_at_once() {
    let twice = "U decides twice at once, and would not know of itself what it does | put one decision after the other in `order`; of `times = 2` write `\"S in turn\"`";
    let strike = |mark: &str, more: &str| {
        format!("[moves.{mark}]\nplayer = \"U\"\n{more}actions = [\"yes\", \"no\"]\n[payoffs]")
    };
    for (order, more) in [
        ("[[\"U\", \"strike\"], \"S\"]", ""),
        ("[\"U\", \"S\", \"strike\"]", "times = 2\n"),
    ] {
        with(
            THREAT,
            &[
                ("[\"U\", \"S\"]", order),
                ("[payoffs]", &strike("«strike»", more)),
            ],
            &[twice],
        );
    }
}

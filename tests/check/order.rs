//! The order of moves, beliefs and threats: verified where true, refuted by their places where not.

use super::*;
use unipole::format::efg;
use unipole::model::parse;

/// Who is in may be fought, which costs both; whoever stays out leaves the other alone.
const ENTRY: &str = r#"
order = ["E", "I"]
[players.E]
actions = ["out", "in"]
[players.I]
actions = ["fight", "yield"]
after = "E == in"
[payoffs]
E = "if E == out then STAY else if I == yield then 1 else -1"
I = "if E == out then 2 else if I == yield then 1 else -1"
"#;

/// Beer and quiche (Cho & Kreps 1987).
const BEER: &str = r#"
order = ["S", "R"]
[players.S]
types = { strong = "9/10", weak = "1/10" }
actions = ["beer", "quiche"]
[players.R]
actions = ["fight", "let"]
[payoffs.S]
strong = "(if S == beer then 1 else 0) + (if R == let then 2 else 0)"
weak = "(if S == quiche then 1 else 0) + (if R == let then 2 else 0)"
[payoffs]
R = "if R == let then 0 else if S is weak then WEAK else -1"
"#;

fn of_text(text: &str) -> Case {
    let model = parse("mine", "mine.toml", text).unwrap_or_else(|errors| panic!("{errors}"));
    let point = model.point(None, &[]).expect("its default point");
    of_game(model.game(&point).expect("its game"), Concept::Nash)
}

fn entry() -> Case {
    of_text(&ENTRY.replace("STAY", "0"))
}

fn beer() -> Case {
    of_text(&BEER.replace("WEAK", "1"))
}

/// The place of the one equilibrium of the normal form that rests on a threat, or of the one that does not.
fn of_plans(case: &Case, credible: bool) -> String {
    let all = case.saved["order"]["normal_form"]["pure_equilibria"]
        .as_array()
        .expect("a list");
    let place = all.iter().position(|e| e["credible"] == credible);
    format!(
        "/order/normal_form/pure_equilibria/{}",
        place.expect("one of them")
    )
}

#[track_caller]
fn tampered(case: Case, check: Check, place: &str, key: &str, value: Json) {
    case.with(|case| *case.at(key) = value)
        .refuted(check, place);
}

#[test]
fn whose_decisions_and_how_play_goes() {
    tampered(
        entry(),
        Check::Order,
        "/order/decisions/I",
        "/order/decisions/I",
        json!("E"),
    );
    tampered(
        entry(),
        Check::Order,
        "/order/players",
        "/order/players",
        json!(["I", "E"]),
    );
    // E comes in and I yields: both get 1, and every decision is reached.
    tampered(
        entry(),
        Check::Payoff,
        "/order/plays/0/payoffs/E",
        "/order/plays/0/payoffs/E",
        json!("2"),
    );
    tampered(
        entry(),
        Check::Order,
        "/order/plays/0/unreached",
        "/order/plays/0/unreached",
        json!(["I"]),
    );
    tampered(
        entry(),
        Check::Order,
        "/order/plays",
        "/order/plays",
        json!([]),
    );
}

#[test]
fn indifference_is_looked_for_again() {
    tampered(
        entry(),
        Check::Order,
        "/order/ties/0",
        "/order/ties",
        json!(["E"]),
    );
    // Staying out gives E what coming in gives.
    let tied = of_text(&ENTRY.replace("STAY", "1"));
    tampered(tied, Check::Order, "/order/ties", "/order/ties", json!([]));
}

#[test]
fn a_threat_that_would_not_be_carried_out_and_one_that_would() {
    // Out, because I would fight: but once E is in, yielding gives I 2 more.
    let threat = of_plans(&entry(), false);
    let credible = of_plans(&entry(), true);
    let tamper = |place: &str, key: String, value: Json| {
        tampered(entry(), Check::Credibility, place, &key, value);
    };
    let gain = format!("{threat}/threat/gain");
    tamper(&gain, gain.clone(), json!("3"));
    let planned = format!("{threat}/threat/planned");
    tamper(&planned, planned.clone(), json!("yield"));
    tamper(&gain, format!("{threat}/threat/better"), json!("fight"));
    entry()
        .with(|case| {
            *case.at(&threat) = json!({"profile": {"E": "out", "I": "fight"}, "credible": true});
        })
        .refuted(Check::Credibility, &format!("{threat}/credible"));
    // Fighting gives 2 less.
    entry()
        .with(|case| {
            let object = case.at(&credible).as_object_mut().expect("an object");
            object["credible"] = json!(false);
            let made_up =
                json!({"decision": "I", "planned": "yield", "better": "fight", "gain": "2"});
            object.insert("threat".to_owned(), made_up);
        })
        .refuted(Check::Credibility, &format!("{credible}/threat/gain"));
}

#[test]
fn equilibria_of_the_normal_form_that_are_none_or_missing_or_there_twice() {
    let all = "/order/normal_form/pure_equilibria";
    let first = format!("{all}/0");
    let change = |change: &dyn Fn(&mut Vec<Json>)| entry().with(|case| change(case.list(all)));
    change(&|list| {
        list.pop();
    })
    .refuted(Check::Credibility, all);
    change(&|list| list.push(list[0].clone())).refuted(Check::Credibility, &format!("{all}/2"));
    change(&|list| list[0]["profile"] = json!({"E": "in", "I": "fight"}))
        .refuted(Check::Credibility, &first);
    change(&|list| list[0]["profile"]["I"] = json!("wait"))
        .refuted(Check::Credibility, &format!("{first}/profile/I"));
}

#[test]
fn beliefs_follow_by_bayes_rule_or_support_what_is_planned() {
    // Both drink beer in the first; of whoever eats quiche R must think it weak with at least one half.
    let place = "/order/plays/0/beliefs";
    let case = beer();
    let beliefs = case.saved.pointer(place).expect("beliefs").clone();
    let of = |decision: &str| {
        let all = beliefs.as_array().expect("a list");
        all.iter()
            .position(|b| b["decision"] == decision)
            .expect("one")
    };
    let (beer_place, quiche) = (of("R after S=beer"), of("R after S=quiche"));
    let reached = format!("{place}/{beer_place}");
    let off = format!("{place}/{quiche}");
    assert_eq!(beliefs[beer_place]["types"]["S weak"], "1/10");
    let types = |strong: &str, weak: &str| json!({"S strong": strong, "S weak": weak});
    tampered(
        beer(),
        Check::Belief,
        &format!("{reached}/types/S weak"),
        &format!("{reached}/types"),
        types("4/5", "1/5"),
    );
    tampered(
        beer(),
        Check::Belief,
        &off,
        &format!("{off}/types"),
        types("2/3", "1/3"),
    );
    tampered(
        beer(),
        Check::Belief,
        &off,
        &format!("{off}/types"),
        types("-1", "2"),
    );
    tampered(
        beer(),
        Check::Belief,
        &format!("{off}/reached"),
        &format!("{off}/reached"),
        json!(true),
    );
    tampered(
        beer(),
        Check::Belief,
        &format!("{off}/types"),
        &format!("{off}/types"),
        json!({"S weak": "1"}),
    );
    beer()
        .with(|case| {
            case.list(place).remove(quiche);
        })
        .refuted(Check::Belief, place);
    // Other beliefs that support the plan are as good.
    beer()
        .with(|case| *case.at(&format!("{off}/types")) = types("1/4", "3/4"))
        .verified();
    tampered(
        beer(),
        Check::Belief,
        "/order/plays/0/types",
        "/order/plays/0/types",
        json!(["separating: the types of S can be told apart by what they do"]),
    );
}

#[test]
fn a_list_of_perfect_bayesian_equilibria_holds_those_that_beliefs_support_and_no_others() {
    let case = beer().with(|case| {
        case.list("/equilibria").pop();
        case.list("/order/plays").pop();
    });
    case.refuted(Check::Completeness, "/equilibria");
    // Whom R would never fight it does not fight, though nobody gains where R does so off the path.
    of_text(&BEER.replace("WEAK", "-1")).verified();
    let both = beer().saved;
    let claim = claim_of(&both);
    let never = of_text(&BEER.replace("WEAK", "-1")).game;
    let found = verify(&claim, Some(&never)).expect("a game");
    let places: Vec<&str> = found.refuted.iter().map(|f| f.place.as_str()).collect();
    assert!(places.contains(&"/equilibria/0") && places.contains(&"/equilibria/1"));
}

#[test]
fn a_player_who_gains_by_two_decisions_at_once_is_found() {
    // Of two decisions of one player, neither alone gains anything; both together do.
    let file = r#"EFG 2 R "two" { "U" "S" }
p "" 1 1 "first" { "a" "b" } 0
p "" 1 2 "second" { "a" "b" } 0
t "" 1 "" { 2, 0 }
t "" 2 "" { 0, 0 }
p "" 1 2 0
t "" 3 "" { 0, 0 }
t "" 4 "" { 1, 0 }
"#;
    let tree = efg::read(file.as_bytes()).expect("a tree");
    // Whoever lets every decision decide for itself lists what is none.
    let mut case = of_game(tree.agent_form().expect("a small tree"), Concept::Pure);
    let strategies: Vec<String> = case.game.players().iter().map(|p| p.id.clone()).collect();
    for equilibrium in case.saved["equilibria"].as_array_mut().expect("a list") {
        for id in &strategies {
            equilibrium["profile"][id] = json!({"b": "1"});
        }
    }
    let found = check(&case);
    let gains = |f: &unipole::certify::Finding| {
        f.place == "/equilibria/0" && f.words.contains("by another plan for all its decisions")
    };
    assert!(found.refuted.iter().any(gains), "{:#?}", found.refuted);
}

#[test]
fn without_its_model_an_order_is_left_unchecked_and_without_moves_it_is_wrong() {
    let claim = claim_of(&entry().saved);
    let found = verify(&claim, None).expect("the payoffs are written");
    assert_eq!(found.refuted, []);
    assert!(found.not_verified.iter().any(|f| f.place == "/order"));
    let at_once = of_game(two(&[&[1, 0], &[0, 1]], &[&[1, 0], &[0, 1]]), Concept::Nash);
    let empty = json!({"players": [], "decisions": {}, "plays": [], "ties": []});
    let none = at_once.changed(|case| {
        let object = case.saved.as_object_mut().expect("an object");
        object.insert("order".to_owned(), empty);
    });
    // Of whom decisions are cannot be read without players.
    let read = answer_json::read(none.saved.to_string().as_bytes());
    assert!(read.is_err());
    let named =
        json!({"players": ["A"], "decisions": {"A": "A", "B": "A"}, "plays": [], "ties": []});
    none.changed(|case| case.saved["order"] = named)
        .refuted(Check::Order, "/order");
}

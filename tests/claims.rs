//! Claims: what the bundled models say about each proposition, deliberately false versions, and evidence that does not hold.

use std::collections::BTreeMap;

use unipole::certify::{Evidence, Product, Statement, true_nowhere};
use unipole::claim::{Found, Judged, Question, by_definition, judge, question};
use unipole::game::Payoffs;
use unipole::model::{BUNDLED, Formal, Model, Verdict, load, parse};
use unipole::num::{Multivariate, Rational, SplitMix};
use unipole::region::{Nowhere, Unknown, drawn, nowhere, sides_of};

fn model_with(base: &str, claims: &str) -> Model {
    let text = format!("extends = \"{base}\"\n{claims}");
    parse("mine", "mine.toml", &text).expect("a model with claims")
}

fn judged(base: &str, formal: &str) -> Judged {
    let claims = format!("[[claims]]\nid = \"X\"\nsays = \"x\"\nformal = {formal:?}\n");
    let model = model_with(base, &claims);
    judge(&model, &model.claims[0], &[]).expect("a statement about the model")
}

fn bundled() -> impl Iterator<Item = Model> {
    BUNDLED.iter().map(|(id, _)| load(id).expect("bundled"))
}

#[test]
fn every_proposition_is_tested_somewhere_and_comes_out_as_expected() {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for model in bundled() {
        for claim in &model.claims {
            let found = judge(&model, claim, &[]).expect("a claim about its model");
            assert_eq!(
                Some(found.verdict),
                claim.expected,
                "{} in {}",
                claim.id,
                model.id
            );
            *seen.entry(claim.id.clone()).or_default() += 1;
        }
    }
    let missing: Vec<String> = (1..=37)
        .map(|number| format!("P{number}"))
        .filter(|id| !seen.contains_key(id))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Statements that are false, each near one that is true.
const FALSE: [(&str, &str); 10] = [
    (
        "core",
        "threshold in s of S prefers balance to bandwagon in [press, resist, *] falls with u where be*lam - k - rho + al > 0 and u*(lam*(1-be) + pi) + (u+c)*(k + rho - al) - c*chi > 0",
    ),
    (
        "core",
        "for all where be*lam - k - rho + al > 0: [press, resist, bandwagon] implies s*(be*lam - k - rho + al) >= u*(lam*(1-be) + pi) + (u+c)*(k + rho - al) - c*chi",
    ),
    ("core", "for all: [press, resist, neutral] implies nu <= 0"),
    (
        "soft-balancing",
        "for all where d > h and h >= d0: [oppose x 3, acquiesce x 2] implies m <= (d - h)/2 - 1/100",
    ),
    ("hard-balancing", "equilibria do not depend on u"),
    ("bandwagoning", "for all: [flock] implies f <= e*G + rho"),
    ("neutrality", "for all: [*, neutral] implies F <= al"),
    (
        "regional-balancing",
        "payoff of S in [offer, ally] rises with e",
    ),
    ("treaties", "for all: [general] implies cg <= cs"),
    (
        "asymmetric-balancing",
        "for all: [open, refrain] iff b < cG - s",
    ),
];

#[test]
fn false_versions_fail_at_exact_points() {
    for (base, formal) in FALSE {
        let found = judged(base, formal);
        assert_eq!(found.verdict, Verdict::Fails, "{formal}: {:?}", found.parts);
        let Found::Counterexample(point, _) = &found.parts[0].found else {
            panic!("{formal} has no counterexample: {:?}", found.parts[0].found)
        };
        let model = load(base).expect("bundled");
        let twins = point.iter().filter(|(name, _)| name.contains(' ')).count();
        let settings: Vec<String> = point[..point.len() - twins]
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        model
            .point(None, &settings)
            .expect("a point that the model accepts");
    }
}

/// The pure equilibria from payoffs alone.
fn equilibria(model: &Model, settings: &[String]) -> Vec<Vec<String>> {
    let point = model.point(None, settings).expect("accepted");
    let game = model.game(&point).expect("a game");
    let counts = game.counts();
    let best = |profile: &[usize]| {
        (0..counts.len()).all(|player| {
            let own = game.payoff(player, Payoffs::index_in(counts, profile));
            (0..counts[player]).all(|action| {
                let mut other = profile.to_vec();
                other[player] = action;
                game.payoff(player, Payoffs::index_in(counts, &other)) <= own
            })
        })
    };
    let profiles = Payoffs::profiles_of(counts).filter(|profile| best(profile));
    profiles
        .map(|profile| {
            let chosen = profile.iter().zip(game.players());
            chosen
                .map(|(a, player)| player.actions[*a].id.clone())
                .collect()
        })
        .collect()
}

#[test]
fn the_only_equilibrium_at_a_counterexample_is_another_one() {
    let found = judged("core", "for all: [press, resist, bandwagon]");
    let Found::Counterexample(point, share) = &found.parts[0].found else {
        panic!("{:?}", found.parts[0].found)
    };
    let settings: Vec<String> = point.iter().map(|(n, v)| format!("{n}={v}")).collect();
    let profile = ["press", "resist", "bandwagon"].map(str::to_owned).to_vec();
    assert!(!equilibria(&load("core").expect("bundled"), &settings).contains(&profile));
    assert!(share.false_at > 0 && share.false_at <= share.of);
}

#[test]
fn symbols_and_definitions_agree_at_points_of_the_box() {
    let mut compared = 0;
    for model in bundled() {
        for claim in &model.claims {
            for written in &claim.formal {
                if !matches!(written.formal, Formal::Everywhere(_)) {
                    continue;
                }
                let asked = question(&model, &[], written, None).expect("a question");
                let Question::Nowhere {
                    unknowns, against, ..
                } = asked
                else {
                    continue;
                };
                let sides = sides_of(&unknowns);
                let mut numbers = SplitMix::new(11);
                for _ in 0..12 {
                    let point = drawn(&unknowns, &sides, &mut numbers);
                    let named: Vec<(String, Rational)> = unknowns
                        .iter()
                        .map(|u| u.name.clone())
                        .zip(point.clone())
                        .collect();
                    // Points that the model does not accept say nothing.
                    let Ok(defined) = by_definition(&model, &[], written, None, &named) else {
                        assert!(!against.iter().any(|one| one.holds_at(&point)));
                        continue;
                    };
                    let is_false = against.iter().any(|one| one.holds_at(&point));
                    assert_eq!(defined, Some(!is_false), "{} at {named:?}", written.text);
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 200, "{compared}");
}

/// What a random conjunction of conditions in three unknowns on [0, 1] and [-1, 1] comes to.
#[test]
fn what_is_proved_to_be_nowhere_is_at_no_point() {
    let unknown = |name: &str, low: i64| Unknown {
        name: name.to_owned(),
        lower: Some((Rational::integer(low), true)),
        upper: Some((Rational::ONE, true)),
        integer: false,
        listed: None,
        owner: None,
    };
    let unknowns = [unknown("x", 0), unknown("y", 0), unknown("z", -1)];
    let sides = sides_of(&unknowns);
    let mut dice = SplitMix::new(5);
    let (mut proved, mut met) = (0, 0);
    for _ in 0..150 {
        let mut sign = || {
            let terms = (0..3).map(|_| {
                let powers = [dice.below(4), dice.below(4)];
                let factors = powers
                    .iter()
                    .filter(|p| **p < 3)
                    .map(|p| Multivariate::unknown(*p));
                let coefficient = Rational::integer(dice.below(7) as i64 - 3);
                factors.fold(Multivariate::constant(coefficient), |a, b| &a * &b)
            });
            let expression = terms.fold(Multivariate::zero(), |a, b| &a + &b);
            match dice.below(2) {
                0 => Statement::at_least(expression),
                _ => Statement::above(expression),
            }
        };
        let cases = Statement::Any(vec![sign(), sign()]);
        let statement = Statement::All(vec![sign(), cases, sign()]);
        match nowhere(&statement, &unknowns, &[]) {
            Nowhere::Proved(evidence) => {
                proved += 1;
                true_nowhere(&statement, &sides, &evidence).expect("evidence");
                let mut numbers = SplitMix::new(99);
                for _ in 0..400 {
                    let point = drawn(&unknowns, &sides, &mut numbers);
                    assert!(!statement.holds_at(&point), "{statement:?} {point:?}");
                }
                // The same evidence says nothing about a statement that is true somewhere.
                let weaker = Statement::All(Vec::new());
                assert!(true_nowhere(&weaker, &sides, &evidence).is_err());
            }
            Nowhere::Meets(point) => {
                met += 1;
                assert!(statement.holds_at(&point));
            }
            Nowhere::Open => {}
        }
    }
    assert!(proved > 20 && met > 20, "{proved} {met}");
}

#[test]
fn evidence_with_one_number_changed_is_refused() {
    // x + y >= 3 is true nowhere on [0, 1]^2.
    let [x, y] = [0, 1].map(Multivariate::unknown);
    let three = Multivariate::constant(Rational::integer(3));
    let statement = Statement::at_least(&(&x + &y) - &three);
    let sides = vec![(Rational::ZERO, Rational::ONE); 2];
    let product = |weight: i64, signs: &[usize], below: &[usize]| Product {
        weight: Rational::integer(weight),
        signs: signs.to_vec(),
        above: Vec::new(),
        below: below.to_vec(),
    };
    let sum = vec![
        product(1, &[0], &[]),
        product(1, &[], &[0]),
        product(1, &[], &[1]),
    ];
    let is_proof =
        |sum: &[Product]| true_nowhere(&statement, &sides, &Evidence::Sum(sum.to_vec())).is_ok();
    assert!(is_proof(&sum));
    for place in 0..sum.len() {
        let mut less = sum.clone();
        less.remove(place);
        assert!(!is_proof(&less), "without {place}");
        for weight in [-1, 0] {
            let mut other = sum.clone();
            other[place].weight = Rational::integer(weight);
            assert!(!is_proof(&other), "{place} with weight {weight}");
        }
    }
    let mut foreign = sum.clone();
    foreign[0].signs = vec![1];
    assert!(!is_proof(&foreign));
    let no_cases = Evidence::Cases {
        disjunction: 0,
        cases: Vec::new(),
    };
    assert!(true_nowhere(&statement, &sides, &no_cases).is_err());
    let outside = Evidence::Halves {
        unknown: 0,
        at: Rational::integer(2),
        parts: Box::new([Evidence::Sum(sum.clone()), Evidence::Sum(sum)]),
    };
    assert!(true_nowhere(&statement, &sides, &outside).is_err());
}

#[test]
fn a_condition_makes_a_claim_conditional() {
    let claims = "[[claims]]\nid = \"P27\"\nsays = \"x\"\nformal = \"for all where F >= 0: al - ze*tU <= al + (ka - ze)*tR - ze*tU\"\nprovided = \"ka >= ze\"\n";
    let model = model_with("neutrality", claims);
    let found = judge(&model, &model.claims[0], &[]).expect("judged");
    assert_eq!(found.verdict, Verdict::Conditional);
    assert_eq!(found.at_defaults, Some(true));
}

#[test]
fn mistakes_in_claims_have_a_place_and_a_hint() {
    let refused = |formal: &str| {
        let claims = format!("[[claims]]\nid = \"X\"\nsays = \"x\"\nformal = {formal:?}\n");
        let text = format!("extends = \"core\"\n{claims}");
        match parse("mine", "mine.toml", &text) {
            Err(errors) => errors.to_string(),
            Ok(model) => judge(&model, &model.claims[0], &[])
                .expect_err("a mistake")
                .to_string(),
        }
    };
    for (formal, words) in [
        ("for all u [press, resist, *]", "colon"),
        ("for all: [press, resist]", "an entry for each of U, C, S"),
        (
            "for all: [press, resist, hide]",
            "one of balance, neutral, bandwagon",
        ),
        ("for all q: u > 0", "one of the parameters"),
        ("in nowhere: u > 0", "scenario"),
        (
            "for all: S likes neutral to balance in [press, resist, *]",
            "prefers",
        ),
        ("for all: u >", "mine.toml"),
        ("bandwagoning is common", "equilibria do not depend on"),
        (
            "share of [*, *, neutral] is larger in bipolar",
            "than in SCENARIO",
        ),
        (
            "threshold in u of S prefers balance to neutral in [press, resist, *] rises with s",
            "affine",
        ),
        (
            "critical discount factor of [press, resist, balance] rises with u",
            "repeated",
        ),
        ("for all: [press x 0, resist, balance]", "oppose x 3"),
        ("", "for all"),
    ] {
        let message = refused(formal);
        assert!(message.contains(words), "{formal}: {message}");
        assert!(message.contains("mine.toml"), "{formal}: {message}");
    }
}

/// Selection in two-by-two games, against a definition of its own over payoffs that are written down.
#[test]
fn dominance_in_payoff_and_in_risk() {
    let claims = |hare: &str, formal: &str| {
        let text = format!(
            r#"
title = "Stag hunt"
[parameters]
a = {{ default = "{hare}", range = ["1", "7/2"], meaning = "what a hare is worth" }}
[players.A]
actions = {{ stag = "hard balancing", hare = "" }}
[players.B]
actions = {{ stag = "hard balancing", hare = "" }}
[payoffs.A]
stag = "if B == stag then 4 else 0"
hare = "a"
[payoffs.B]
stag = "if A == stag then 4 else 0"
hare = "a"
[[claims]]
id = "X"
says = "x"
formal = "{formal}"
"#
        );
        let model = parse("mine", "mine.toml", &text).expect("a model with claims");
        judge(&model, &model.claims[0], &[])
            .expect("a statement about the model")
            .verdict
    };
    // 4 - a against a: equal losses of both players, so the squares are compared.
    for (hare, safer) in [("1", "stag"), ("3", "hare")] {
        for action in ["stag", "hare"] {
            let expected = match action == safer {
                true => Verdict::Holds,
                false => Verdict::Fails,
            };
            let formal = format!("at the defaults: risk-dominant [{action} x 2]");
            assert_eq!(claims(hare, &formal), expected, "{hare} {action}");
        }
        for (formal, expected) in [
            (
                "at the defaults: payoff-dominant [stag x 2]",
                Verdict::Holds,
            ),
            (
                "at the defaults: payoff-dominant [hare x 2]",
                Verdict::Fails,
            ),
            ("for all a: payoff-dominant [stag x 2]", Verdict::Holds),
            (
                "for all a: risk-dominant [stag x 2] iff a < 2",
                Verdict::Holds,
            ),
            (
                "for all a: risk-dominant [stag x 2] iff a <= 2",
                Verdict::Fails,
            ),
            (
                "for all a where a != 2: risk-dominant [*, *]",
                Verdict::Holds,
            ),
            (
                "for all a: risk-dominant [stag, hare] or risk-dominant [hare, stag]",
                Verdict::Fails,
            ),
        ] {
            assert_eq!(claims(hare, formal), expected, "{hare}: {formal}");
        }
    }
}

//! Conditions as data, schema `unipole/conditions/1`.

use serde_json::{Map, Value as Json, json};

use super::{Conditions, Holds, ProfileAnswer, sign_of};
use crate::region::{Effect, Inequality, Limit, ProfileConditions, Says, Solved, Static};
use crate::report::json::{about, actions, player};

/// The document of conditions.
pub fn conditions(answer: &Conditions) -> Json {
    let mut document = Map::new();
    document.insert("schema".into(), json!("unipole/conditions/1"));
    about(&mut document, &answer.subject);
    if answer.subject.is_repeated {
        document.insert("one_period".into(), json!(true));
    }
    let names: Vec<&str> = answer.symbols.iter().map(|s| s.name.as_str()).collect();
    document.insert("free".into(), json!(names));
    document.insert("domain".into(), domain(answer));
    document.insert("assumptions".into(), json!(answer.assumptions));
    let players = &answer.parametric.game.players;
    document.insert("players".into(), players.iter().map(player).collect());
    let profiles = answer.profiles.iter().enumerate();
    document.insert(
        "profiles".into(),
        profiles
            .map(|(place, p)| profile(answer, place, p))
            .collect(),
    );
    if let Some(solved) = &answer.solved_for {
        document.insert("for".into(), json!(names[solved.unknown]));
    }
    Json::Object(document)
}

/// The constraints on the free parameters, each `expression relation 0`.
fn domain(answer: &Conditions) -> Json {
    let domain = &answer.parametric.game.domain;
    let names = answer.parametric.game.names();
    let mut constraints = Vec::new();
    for unknown in &domain.unknowns {
        let name = &unknown.name;
        if let Some(listed) = &unknown.listed {
            let values: Vec<String> = listed.iter().map(ToString::to_string).collect();
            constraints.push(format!("{name} in {{{}}}", values.join(", ")));
            continue;
        }
        if let Some((low, with)) = &unknown.lower {
            constraints.push(format!("{name} {} {low}", if *with { ">=" } else { ">" }));
        }
        if let Some((high, with)) = &unknown.upper {
            constraints.push(format!("{name} {} {high}", if *with { "<=" } else { "<" }));
        }
        if unknown.integer {
            constraints.push(format!("{name} is an integer"));
        }
    }
    for assumption in &domain.assumptions {
        let text = assumption.expression.text(&names);
        constraints.push(format!("{text} {} 0", sign_of(assumption)));
    }
    constraints.extend(answer.parametric.unstated.iter().cloned());
    json!(constraints)
}

fn profile(answer: &Conditions, place: usize, profile: &ProfileAnswer) -> Json {
    let players = &answer.parametric.game.players;
    let mut entry = Map::new();
    entry.insert("profile".into(), actions(players, &profile.weak.profile));
    entry.insert("holds".into(), json!(Holds::of(&profile.weak).word()));
    entry.insert("cases".into(), cases(answer, &profile.weak));
    entry.insert(
        "strict".into(),
        json!({
            "holds": Holds::of(&profile.strict).word(),
            "cases": cases(answer, &profile.strict),
        }),
    );
    if let Some(solved) = &answer.solved_for {
        let cases = solved.profiles[place].iter();
        let cases: Vec<Vec<Json>> = cases
            .map(|case| case.iter().map(|s| solution(answer, s)).collect())
            .collect();
        entry.insert("solved".into(), json!(cases));
    }
    Json::Object(entry)
}

fn cases(answer: &Conditions, conditions: &ProfileConditions) -> Json {
    let cases = conditions.cases.iter();
    cases
        .map(|case| -> Json { case.iter().map(|i| inequality(answer, i)).collect() })
        .collect()
}

fn inequality(answer: &Conditions, inequality: &Inequality) -> Json {
    let players = &answer.parametric.game.players;
    let names = answer.parametric.game.names();
    let of = |f: &dyn Fn((usize, usize)) -> String| inequality.deviation.map(f);
    json!({
        "player": of(&|(player, _)| players[player].id.clone()),
        "deviation": of(&|(player, action)| players[player].actions[action].id.clone()),
        "expression": inequality.condition.expression.text(&names),
        "relation": sign_of(&inequality.condition),
    })
}

fn solution(answer: &Conditions, solved: &Solved) -> Json {
    let names = answer.parametric.game.names();
    let text = |p: &crate::num::Multivariate| p.text(&names);
    let mut entry = match inequality(answer, &solved.inequality) {
        Json::Object(entry) => entry,
        _ => unreachable!("invariant: an inequality is an object"),
    };
    let says = match &solved.says {
        Says::Nothing => json!({ "kind": "none" }),
        Says::Degree(degree) => json!({ "kind": "degree", "degree": degree }),
        Says::Roots(roots) => json!({
            "kind": "roots",
            "coefficients": roots.coefficients.iter().map(text).collect::<Vec<_>>(),
            "discriminant": text(&roots.discriminant),
            "leading": roots.possible.iter().map(|sign| sign_word(*sign)).collect::<Vec<_>>(),
            "rising_root": statics(&names, &roots.rising),
            "falling_root": statics(&names, &roots.falling),
        }),
        Says::Bounds(bounds) => {
            let cases = bounds.iter().map(|case| {
                let when = case.when.as_ref().map(
                    |(slope, sign)| json!({ "expression": text(slope), "sign": sign_word(*sign) }),
                );
                match &case.bound {
                    Limit::Never => json!({ "when": when, "never": true }),
                    Limit::Requires(rest) => json!({ "when": when, "requires": text(rest) }),
                    Limit::AtLeast(threshold) | Limit::AtMost(threshold) => json!({
                        "when": when,
                        "bound": match case.bound {
                            Limit::AtLeast(_) => "lower",
                            _ => "upper",
                        },
                        "numerator": text(&threshold.numerator),
                        "denominator": text(&threshold.denominator),
                        "statics": statics(&names, &threshold.statics),
                    }),
                }
            });
            json!({ "kind": "bounds", "cases": cases.collect::<Vec<_>>() })
        }
    };
    entry.insert("solved".into(), says);
    Json::Object(entry)
}

fn sign_word(sign: std::cmp::Ordering) -> &'static str {
    match sign {
        std::cmp::Ordering::Less => "-",
        std::cmp::Ordering::Equal => "0",
        std::cmp::Ordering::Greater => "+",
    }
}

/// `{"u": "+", "be": "-", "c": {"sign_of": ".."}}`; `+0` and `-0` are signs that may be zero.
fn statics(names: &[&str], statics: &[Static]) -> Json {
    let entries = statics.iter().map(|entry| {
        let effect = match &entry.effect {
            Effect::Rises => json!("+"),
            Effect::NeverFalls => json!("+0"),
            Effect::Stays => json!("0"),
            Effect::NeverRises => json!("-0"),
            Effect::Falls => json!("-"),
            Effect::Depends(expression) => json!({ "sign_of": expression.text(names) }),
        };
        (names[entry.unknown].to_owned(), effect)
    });
    Json::Object(entries.collect())
}

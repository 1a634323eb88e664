//! Exact test cases made elsewhere, by enumeration in other code: parameter points with their complete sets of pure equilibria.
//!
//! They are third-party to this repository; where they are absent, the tests say so and pass.

#[path = "helpers/answers.rs"]
mod answers;

use std::collections::BTreeMap;

use answers::{Profiles, game_at, pure_equilibria};
use assert_cmd::Command;
use serde_json::Value;
use unipole::model::{Free, FreeParameter, Parametric, load};
use unipole::num::Rational;
use unipole::region::{ProfileConditions, Prover, Strictness, conditions};

const VECTORS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/theory/vectors.json");

/// A family of cases: its key in the file, the model, and what its short labels stand for.
struct Family {
    key: &'static str,
    model: &'static str,
    /// Per player in order (the last one stands for all further ones): label and action.
    labels: &'static [&'static [(&'static str, &'static str)]],
    /// Parameters that the model calls otherwise, and settings the file leaves out.
    renamed: &'static [(&'static str, &'static str)],
    besides: &'static [&'static str],
}

const POSTURES: &[(&str, &str)] = &[
    ("HB", "hard"),
    ("TB", "targeted"),
    ("SB", "soft"),
    ("LS", "leash"),
    ("N", "neutral"),
    ("BW", "bandwagon"),
    ("RB", "regional"),
];

const FAMILIES: &[Family] = &[
    Family {
        key: "A_core",
        model: "core",
        labels: &[
            &[("Press", "press"), ("Restrain", "restrain")],
            &[("Resist", "resist"), ("Accommodate", "accommodate")],
            &[
                ("Bal", "balance"),
                ("Neu", "neutral"),
                ("Band", "bandwagon"),
            ],
        ],
        renamed: &[],
        besides: &[],
    },
    Family {
        key: "B_threshold",
        model: "hard-balancing",
        labels: &[&[("1", "balance"), ("0", "abstain")]],
        // The file gives the product phi u.
        renamed: &[("phi_u", "u")],
        besides: &["phi=1"],
    },
    Family {
        key: "D_asymmetric",
        model: "asymmetric-balancing",
        labels: &[
            &[("G", "guard"), ("O", "open")],
            &[("A", "attack"), ("N", "refrain")],
        ],
        renamed: &[],
        besides: &[],
    },
    Family {
        key: "E_soft",
        model: "soft-balancing",
        labels: &[&[("1", "oppose"), ("0", "acquiesce")]],
        renamed: &[],
        besides: &[],
    },
    Family {
        key: "G_forced",
        model: "neutrality",
        labels: &[
            &[("F", "force"), ("T", "tolerate")],
            &[("AU", "align"), ("N", "neutral")],
        ],
        renamed: &[],
        besides: &[],
    },
    Family {
        key: "I_regional",
        model: "regional-balancing",
        labels: &[
            &[("Offer", "offer"), ("Decline", "decline")],
            &[("Ally", "ally"), ("Self", "self"), ("Accom", "accommodate")],
        ],
        renamed: &[],
        besides: &[],
    },
    Family {
        key: "J_continuum2",
        model: "continuum",
        labels: &[POSTURES],
        renamed: &[],
        besides: &[],
    },
];

/// Families of games whose moves have an order: the file lists the equilibria of their normal form.
const IN_ORDER: &[Family] = &[Family {
    key: "C_targeted_normal_form",
    model: "targeted-balancing",
    labels: &[
        &[
            ("N", "nothing"),
            ("S", "sanction"),
            ("X", "proxy"),
            ("D", "direct"),
        ],
        &[("acc", "accept"), ("rej", "reject")],
        &[("Ign", "ignore"), ("Cnt", "counter"), ("Esc", "escalate")],
    ],
    renamed: &[],
    besides: &[],
}];

struct Case {
    settings: Vec<String>,
    expected: Profiles,
}

impl Family {
    fn cases(&self, file: &Value) -> Vec<Case> {
        let cases = file[self.key].as_array().expect("a list of cases");
        assert!(!cases.is_empty(), "{} has no cases", self.key);
        cases.iter().map(|case| self.case(case)).collect()
    }

    fn case(&self, case: &Value) -> Case {
        let parameters = case["params"].as_object().expect("parameters");
        let written = parameters.iter().map(|(name, value)| {
            let renamed = self.renamed.iter().find(|(theirs, _)| theirs == name);
            let name = renamed.map_or(name.as_str(), |(_, ours)| ours);
            format!("{name}={}", setting(value))
        });
        let besides = self.besides.iter().map(|setting| (*setting).to_owned());
        let profiles = case["pure_ne"].as_array().expect("profiles");
        let expected = profiles.iter().map(|profile| {
            let labels = profile.as_array().expect("a profile").iter();
            labels
                .enumerate()
                .map(|(player, label)| self.action(player, label.as_str().expect("a label")))
                .collect()
        });
        Case {
            settings: written.chain(besides).collect(),
            expected: expected.collect(),
        }
    }

    fn action(&self, player: usize, label: &str) -> String {
        let labels = self.labels[player.min(self.labels.len() - 1)];
        let known = labels.iter().find(|(theirs, _)| *theirs == label);
        let (_, action) = known.unwrap_or_else(|| panic!("{}: {label}?", self.key));
        (*action).to_owned()
    }
}

/// A value as it is typed: a number, or a list with commas.
fn setting(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(setting).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

fn vectors() -> Option<Value> {
    let Ok(text) = std::fs::read_to_string(VECTORS) else {
        eprintln!("note: no vectors beside the repository, so none were tried");
        return None;
    };
    Some(serde_json::from_str(&text).expect("the vectors are JSON"))
}

#[test]
fn the_library_finds_exactly_the_pure_equilibria_of_every_vector() {
    let Some(file) = vectors() else { return };
    for family in FAMILIES.iter().chain(IN_ORDER) {
        let model = load(family.model).unwrap_or_else(|errors| panic!("{errors}"));
        for case in family.cases(&file) {
            let game = game_at(&model, None, &case.settings);
            let game = match game.tree() {
                Some(tree) => tree.normal_form().expect("few plans").game,
                None => game,
            };
            let found = pure_equilibria(&game);
            assert_eq!(
                found, case.expected,
                "{} at {:?}",
                family.key, case.settings
            );
        }
    }
}

#[test]
fn the_program_answers_vectors_in_json_and_says_that_the_list_is_complete() {
    let Some(file) = vectors() else { return };
    for family in FAMILIES.iter().chain(IN_ORDER) {
        for case in family.cases(&file) {
            let mut command = Command::cargo_bin("unipole").expect("the program is built");
            command.args([
                "solve",
                family.model,
                "--concept",
                "pure",
                "--format",
                "json",
            ]);
            for setting in &case.settings {
                command.args(["--set", setting]);
            }
            let output = command.assert().success().get_output().stdout.clone();
            let document: Value = serde_json::from_slice(&output).expect("one JSON document");
            assert_eq!(document["schema"], "unipole/solution/1");
            assert_eq!(document["concept"], "pure");
            assert_eq!(document["complete"], true);
            assert_eq!(
                printed_profiles(&document),
                case.expected,
                "{:?}",
                case.settings
            );
        }
    }
}

/// The pure profiles of a document, players in the order of the document.
fn printed_profiles(document: &Value) -> Profiles {
    let players = document["players"].as_array().expect("players");
    let equilibria = document["equilibria"].as_array().expect("equilibria");
    let action = |equilibrium: &Value, player: &Value| -> String {
        let id = player["id"].as_str().expect("an id");
        let played = equilibrium["profile"][id].as_object().expect("a strategy");
        assert_eq!(played.len(), 1, "pure equilibria were asked for");
        let (action, probability) = played.iter().next().expect("one action");
        assert_eq!(probability, "1");
        action.clone()
    };
    equilibria
        .iter()
        .map(|equilibrium| players.iter().map(|p| action(equilibrium, p)).collect())
        .collect()
}

/// Group sizes and whole numbers are given; everything else is a symbol, and conditions found once serve all vectors that share them.
#[test]
fn conditions_over_symbols_hold_at_every_vector_for_exactly_its_equilibria() {
    let Some(file) = vectors() else { return };
    for family in FAMILIES {
        let model = load(family.model).unwrap_or_else(|errors| panic!("{errors}"));
        let mut known: BTreeMap<Vec<String>, (Parametric, Vec<ProfileConditions>)> =
            BTreeMap::new();
        for case in family.cases(&file) {
            let settings = case.settings.iter();
            let given = settings.filter(|s| s.starts_with("n=") || s.starts_with("q="));
            let entry = known.entry(given.cloned().collect());
            let (parametric, conditions) = entry.or_insert_with(|| {
                let parametric = model.parametric(None, &case.settings, Free::AllNumbers);
                let parametric = parametric.unwrap_or_else(|errors| panic!("{errors}"));
                let prover = Prover::new(&parametric.game.domain);
                let profiles: Vec<Vec<usize>> = parametric.game.profiles().collect();
                let found = conditions(&parametric.game, &prover, &profiles, Strictness::Weak);
                (parametric, found.expect("few cases"))
            });
            let point = model.point(None, &case.settings).expect("a point");
            let value =
                |f: &FreeParameter| point.values[f.parameter][f.member.unwrap_or(0)].clone();
            let values: Vec<Rational> = parametric.free.iter().map(value).collect();
            assert!(values.len() >= 4, "{}: few symbols", family.key);
            let holds = |c: &&ProfileConditions| {
                let mut cases = c.cases.iter();
                cases.any(|case| case.iter().all(|i| i.condition.holds_at(&values)))
            };
            let named = |c: &ProfileConditions| {
                let players = parametric.game.players.iter().zip(&c.profile);
                players.map(|(p, a)| p.actions[*a].id.clone()).collect()
            };
            let found: Profiles = conditions.iter().filter(holds).map(named).collect();
            assert_eq!(
                found, case.expected,
                "{} at {:?}",
                family.key, case.settings
            );
        }
    }
}

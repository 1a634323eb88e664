//! `unipole solve --certificate`: the proof that a list for two players is complete, which `check` follows and whose every change it refuses.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value as Json;
use unipole::num::SplitMix;

use super::{folder, printed_in, refused, unipole};

fn random_game(actions: usize, most: usize, seed: u64) -> String {
    let mut numbers = SplitMix::new(seed);
    let mut text = format!("NFG 1 R \"random\" {{ \"A\" \"B\" }} {{ {actions} {actions} }}\n\n");
    for _ in 0..2 * actions * actions {
        let _ = write!(text, "{} ", numbers.below(most));
    }
    text
}

fn saved(folder: &Path) -> Json {
    let text = fs::read_to_string(folder.join("answer.json")).expect("a file");
    serde_json::from_str(&text).expect("JSON")
}

/// Exit code 1 and the place.
#[track_caller]
fn is_refuted(folder: &Path, changed: &Json, place: &str) {
    fs::write(folder.join("changed.json"), changed.to_string()).expect("a file");
    let done = unipole(folder, &["check", "changed.json"]).assert().code(1);
    let out = String::from_utf8_lossy(&done.get_output().stdout).into_owned();
    assert!(out.contains(place), "{out}");
}

#[test]
fn a_certificate_is_followed_and_refused_if_anything_is_changed() {
    for (actions, most, seed) in [(12, 1000, 1), (8, 4, 2)] {
        let folder = folder();
        let here = folder.path();
        fs::write(here.join("game.nfg"), random_game(actions, most, seed)).expect("a file");
        printed_in(
            here,
            &["solve", "game.nfg", "--certificate", "-o", "answer.json"],
        );
        let done = printed_in(here, &["check", "answer.json"]);
        assert!(done.contains("nodes of a tree"), "{done}");
        let honest = saved(here);
        let nodes = honest["proof"]["tree"].as_array().expect("a tree").clone();
        let place = |prefix: &str| {
            let found = nodes
                .iter()
                .position(|node| node.as_str().is_some_and(|n| n.starts_with(prefix)));
            found.expect("such a node")
        };
        for prefix in ["set", "empty", "0"] {
            let Some(at) = nodes
                .iter()
                .position(|node| node.as_str().is_some_and(|n| n.starts_with(prefix)))
            else {
                continue;
            };
            let mut changed = honest.clone();
            changed["proof"]["tree"]
                .as_array_mut()
                .expect("a tree")
                .remove(at);
            is_refuted(here, &changed, "/proof/tree");
        }
        // A multiplier with the other sign, and no multipliers at all.
        let at = place("empty");
        let text = nodes[at].as_str().expect("text").to_owned();
        let (head, entries) = text.split_once(": ").expect("multipliers");
        let turned: Vec<String> = entries
            .split(' ')
            .map(|entry| {
                let (reply, number) = entry.split_once('*').expect("a multiplier");
                match number.strip_prefix('-') {
                    Some(number) => format!("{reply}*{number}"),
                    None => format!("{reply}*-{number}"),
                }
            })
            .collect();
        for entries in [turned.join(" "), String::new()] {
            let mut changed = honest.clone();
            changed["proof"]["tree"][at] = format!("{head}: {entries}").into();
            is_refuted(here, &changed, &format!("node {at}"));
        }
        let mut changed = honest.clone();
        changed["equilibria"].as_array_mut().expect("a list").pop();
        for key in ["components", "index", "nash_subsets"] {
            changed.as_object_mut().expect("an object").remove(key);
        }
        is_refuted(here, &changed, "/proof/tree");
        let mut changed = honest;
        changed["proof"]["tree"][at] = "empty 2: 0*1".into();
        fs::write(here.join("changed.json"), changed.to_string()).expect("a file");
        refused(
            &mut unipole(here, &["check", "changed.json"]),
            &["/proof/tree", "empty 1: 0*17 3*-2"],
        );
    }
}

#[test]
fn only_json_has_a_place_for_it() {
    refused(
        &mut unipole(folder().path(), &["solve", "core", "--certificate"]),
        &["only JSON", "-o answer.json"],
    );
}

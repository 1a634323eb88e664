//! Answers in their formats.

use std::path::Path;

use serde_json::Value;
use unipole::model::BUNDLED;

use crate::{folder, printed, printed_in, refused, unipole};

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("one JSON document")
}

#[test]
fn a_game_file_is_taken_wherever_a_model_is() {
    let folder = folder();
    let path = folder.path();
    printed_in(path, &["convert", "core", "core.nfg"]);
    printed_in(path, &["convert", "core", "core.json"]);
    let model = json(&printed(&["solve", "core", "--format", "json"]));
    for file in ["core.nfg", "core.json"] {
        let game = json(&printed_in(path, &["solve", file, "--format", "json"]));
        assert_eq!(
            game["equilibria"][0]["profile"],
            model["equilibria"][0]["profile"]
        );
        assert_eq!(game["payoffs"], model["payoffs"]);
        assert_eq!(game["complete"], true);
        printed_in(path, &["diff", file, "core"]);
        refused(
            &mut unipole(path, &["solve", file, "--set", "u=1"]),
            &["without parameters"],
        );
    }
}

#[test]
fn a_difference_names_what_is_lost_and_what_is_gained() {
    let text = printed(&["diff", "core", "@bipolar"]);
    for fragment in ["S bandwagon", "S balance", "lost", "gained"] {
        assert!(text.contains(fragment), "{fragment:?} is not in:\n{text}");
    }
    let document = json(&printed(&["diff", "core", "@bipolar", "--format", "json"]));
    assert_eq!(document["schema"], "unipole/diff/1");
    assert_eq!(document["before"]["parameters"]["u"], "3/5");
    assert_eq!(document["after"]["parameters"]["u"], "2/5");
    refused(
        &mut unipole(Path::new("."), &["diff", "@bipolar", "core"]),
        &["names no model"],
    );
}

#[test]
fn decimals_are_for_reading_and_json_stays_exact() {
    let rows = printed(&["solve", "core", "--format", "csv", "-d", "3"]);
    assert!(
        rows.contains(",0.650,true") && rows.contains(",-0.580,true"),
        "{rows}"
    );
    let exact = printed(&["solve", "core", "--format", "csv"]);
    assert!(
        exact.contains(",13/20,true") && exact.contains(",-29/50,true"),
        "{exact}"
    );
    let document = json(&printed(&["solve", "core", "--format", "json", "-d", "3"]));
    assert_eq!(document["equilibria"][0]["payoffs"]["S"], "-29/50");
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    for (id, _) in BUNDLED {
        let answer = |threads| {
            printed(&[
                "solve",
                id,
                "--scenario",
                "all",
                "--format",
                "json",
                "--threads",
                threads,
            ])
        };
        assert_eq!(answer("1"), answer("2"), "{id}");
    }
}

/// Payoffs by hand: U earns 4/5 - 3/20, C 1/5 - 3/20, S -1/5 - (4/5)(2/5) - (1/5)(3/10).
#[test]
fn the_core_game_reads_well() {
    insta::assert_snapshot!(printed(&["solve", "core"]), @r"
    The core alignment game
    at u=3/5  c=1/5  s=1/5  V=1  KU=3/20  KC=3/20  lam=1  pi=1/10  k=1/20  nu=1/10  rho=1/10  al=3/10  be=2/5  chi=3/10

    One equilibrium. Complete (iterated dominance).

    posture         equilibrium?
    ──────────────  ────────────
    hard balancing  no
    neutrality      no
    bandwagoning    *yes*

    no.  kind    player  plays      posture       payoff  next best loses
    ───  ──────  ──────  ─────────  ────────────  ──────  ───────────────
      1  strict  U       press                     13/20            13/20
                 C       resist                     1/20             1/20
                 S       bandwagon  bandwagoning  -29/50           13/100

    How wrong may the assumptions be?
    Every payoff may move by less than 1/40, all at once and in any direction: C would lose least, 1/20, by accommodate.
    If one parameter moves alone, V breaks it first, when it falls by 25 %, from 1 to 3/4. If all move together, each by less than 7.1 % of its value, it stays (proved).

    parameter  value  stays strict for  breaks first at
    ─────────  ─────  ────────────────  ───────────────
    V              1  > 3/4                       -25 %
    c            1/5  (12/85, 22/45)              -29 %
    KC          3/20  [0, 1/5)                    +33 %
    u            3/5  (4/11, 14/15)               -39 %
    be           2/5  [0, 9/16)                   +41 %
    al          3/10  [0, 43/100)                 +43 %
    lam            1  > 15/28                     -46 %
    s            1/5  (0, 24/55)                 +118 %
    and 2 more: `--format json` lists all
    Whatever pi, k, nu and rho alone are, within their domains, it stays.

    Never played, being strictly dominated: U restrain (by press), C accommodate (by resist), S balance (by bandwagon), S neutral (by bandwagon).
    ");
}

/// Probabilities by hand: the group attacks with (1/5)/(4/5), the target guards with (3/10)/((4/5) 1).
#[test]
fn a_mixed_equilibrium_reads_well() {
    insta::assert_snapshot!(printed(&["solve", "asymmetric-balancing"]), @r"
    Asymmetric balancing
    at g=1/5  r=4/5  D=1  b=3/5  Fp=2/5  cG=3/10  s=0  sg=0

    One equilibrium. Complete (complementarity tree).

    posture               equilibrium?
    ────────────────────  ────────────────────
    asymmetric balancing  *yes, in mixed play*

    no.  kind   player  plays                     posture               payoff  next best loses
    ───  ─────  ──────  ────────────────────────  ────────────────────  ──────  ───────────────
      1  mixed  T       3/8 guard + 5/8 open      asymmetric balancing    -1/4
                G       1/4 attack + 3/4 refrain  asymmetric balancing       0

    No profile of pure actions is stable: best replies go round in a circle.
      at (guard, attack) G prefers refrain
      at (guard, refrain) T prefers open
      at (open, refrain) G prefers attack
      at (open, attack) T prefers guard
    ");
}

#[test]
fn tables_for_papers_say_where_infinitely_many_equilibria_lie() {
    let folder = folder();
    // The newcomer stays out, and the incumbent may threaten more or less.
    let game = "2 2\n\n0 0\n-1 1\n\n2 2\n-1 1\n";
    std::fs::write(folder.path().join("entry.lrs"), game).expect("a file");
    for format in ["markdown", "latex"] {
        let table = printed_in(folder.path(), &["solve", "entry.lrs", "--format", format]);
        let words = "infinitely many more equilibria lie between 1, 3";
        assert!(table.contains(words), "{table}");
    }
}

//! Games written by another program, and the answers of another solver (lrsnash, of lrslib by D. Avis).
//!
//! Generator and solver are not part of this repository. Where the generator, Python with NumPy, or `lrsnash` is
//! absent, the tests that need it say so and pass.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;
use unipole::certify::nash;
use unipole::format::nfg::{Body, read, write};
use unipole::game::{Game, Payoffs};
use unipole::num::{Rational, Real};
use unipole::solve::{Concept, Solution, solve};

const GENERATOR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/peers/gen.py");

/// Two-player games with more actions than this are left out: there, listing all equilibria takes its time.
const LARGEST: u64 = 8;

/// The folder of the games, written once; nothing where they cannot be written.
fn folder() -> Option<&'static Path> {
    static FOLDER: OnceLock<Option<PathBuf>> = OnceLock::new();
    FOLDER.get_or_init(generate).as_deref()
}

fn generate() -> Option<PathBuf> {
    let has_numpy = || succeeds(Command::new("python3").args(["-c", "import numpy"]));
    if !Path::new(GENERATOR).is_file() || !has_numpy() {
        eprintln!("note: no generator of games or no NumPy here, so its games were not tried");
        return None;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("peer-games");
    let written = succeeds(Command::new("python3").arg(GENERATOR).arg(&folder));
    assert!(written, "the generator stopped with an error");
    Some(folder)
}

fn succeeds(command: &mut Command) -> bool {
    let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

struct PeerGame {
    name: String,
    shape: Vec<u64>,
}

fn games(folder: &Path) -> Vec<PeerGame> {
    let text = std::fs::read(folder.join("manifest.json")).expect("the generator lists its games");
    let manifest: Value = serde_json::from_slice(&text).expect("JSON");
    let listed = manifest.as_object().expect("games by name").iter();
    let shape = |about: &Value| -> Vec<u64> {
        let counts = about["shape"].as_array().expect("a shape").iter();
        counts
            .map(|count| count.as_u64().expect("a number of actions"))
            .collect()
    };
    let games: Vec<PeerGame> = listed
        .map(|(name, about)| PeerGame {
            name: name.clone(),
            shape: shape(about),
        })
        .collect();
    assert!(games.len() > 100, "only {} games", games.len());
    games
}

fn small_two_player_games(folder: &Path) -> Vec<String> {
    let all = games(folder).into_iter();
    let small = all.filter(|g| g.shape.len() == 2 && g.shape.iter().all(|n| *n <= LARGEST));
    small.map(|game| game.name).collect()
}

#[track_caller]
fn game(folder: &Path, name: &str) -> Game {
    let text = std::fs::read(folder.join(format!("{name}.nfg"))).expect("a file for each game");
    read(&text).unwrap_or_else(|error| panic!("{name}: {}", error.message()))
}

/// Each player's probabilities, as exact texts.
type Profile = Vec<Vec<String>>;

/// The equilibria found, each certified once more; fails where one is listed twice or the list is not known to be complete.
#[track_caller]
fn solved(name: &str, game: &Game) -> BTreeSet<Profile> {
    let solution = solve(game, Concept::Nash);
    assert!(solution.completeness.is_complete(), "{name}");
    let found = certified(name, game, &solution);
    assert_eq!(
        found.len(),
        solution.equilibria.len(),
        "{name}: listed twice"
    );
    let indices = solution.components.iter().map(|component| component.index);
    let sum: Option<i64> = indices.sum();
    assert!(
        sum.is_none_or(|sum| sum == 1),
        "{name}: the indices add up to {sum:?}"
    );
    found
}

#[track_caller]
fn certified(name: &str, game: &Game, solution: &Solution) -> BTreeSet<Profile> {
    let printed = |number: &Real| number.to_rational().expect("rational").to_string();
    let profiles = solution.equilibria.iter().map(|equilibrium| {
        let profile = equilibrium.profile();
        nash(game, profile).unwrap_or_else(|refutation| panic!("{name}: {refutation}"));
        profile
            .iter()
            .map(|own| own.iter().map(printed).collect())
            .collect()
    });
    profiles.collect()
}

#[test]
fn games_of_known_size_have_the_known_number_of_extreme_equilibria() {
    let Some(folder) = folder() else { return };
    for (name, number) in [
        ("ident_8", 255),
        ("vonstengel_6x6", 75),
        ("mineff_2p_7", 28),
        ("rand_8x8_s0", 9),
    ] {
        assert_eq!(solved(name, &game(folder, name)).len(), number, "{name}");
    }
}

#[test]
fn an_offset_of_ten_to_the_seventeen_changes_nothing() {
    let Some(folder) = folder() else { return };
    let offset = Rational::integer(100_000_000_000_000_000);
    for (name, number) in [("offset_3", 1), ("offset_pd", 1)] {
        let far = game(folder, name);
        let near = Payoffs::from_fn(far.counts(), |player, profile| {
            far.payoff(player, far.index_of(profile)) - &offset
        });
        let near = Game::new(name, far.players().to_vec(), near.expect("a small game"));
        let found = solved(name, &far);
        assert_eq!(found, solved(name, &near), "{name}");
        assert_eq!(found.len(), number, "{name}");
    }
}

#[test]
fn games_come_back_the_same_through_either_body_of_the_format() {
    let Some(folder) = folder() else { return };
    for PeerGame { name, shape } in games(folder) {
        let game = game(folder, &name);
        let counts: Vec<u64> = game.counts().iter().map(|n| *n as u64).collect();
        assert_eq!(counts, shape, "{name}");
        for body in [Body::Payoffs, Body::Outcomes] {
            let again = read(write(&game, body).as_bytes());
            assert!(again.is_ok_and(|again| again == game), "{name}, {body:?}");
        }
    }
}

/// The output of lrsnash: blocks of strategies, each of player 2's in equilibrium with each of player 1's in the block.
fn parse_lrsnash(output: &str) -> BTreeSet<Profile> {
    let mut found = BTreeSet::new();
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for line in output.lines().chain([""]) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[..] {
            [] => {
                let pairs = first
                    .iter()
                    .flat_map(|x| second.iter().map(move |y| (x, y)));
                found.extend(
                    pairs.map(|(x, y): (&Vec<String>, &Vec<String>)| vec![x.clone(), y.clone()]),
                );
                first.clear();
                second.clear();
            }
            // The last number is what the other player earns.
            ["1", ref probabilities @ .., _] => first.push(exact(probabilities)),
            ["2", ref probabilities @ .., _] => second.push(exact(probabilities)),
            _ => {}
        }
    }
    found
}

fn exact(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn every_small_two_player_game_has_the_equilibria_that_lrsnash_lists() {
    let Some(folder) = folder() else { return };
    if Command::new("lrsnash")
        .stdin(Stdio::null())
        .output()
        .is_err()
    {
        eprintln!("note: no lrsnash here, so its answers were not compared");
        return;
    }
    let names = small_two_player_games(folder);
    assert!(names.len() > 30, "only {} games", names.len());
    for name in [
        "ident_8",
        "vonstengel_6x6",
        "mineff_2p_7",
        "deg_01_8",
        "huge_4",
        "offset_3",
    ] {
        assert!(
            names.iter().any(|listed| listed == name),
            "{name} is not among the games"
        );
    }
    for name in names {
        let run = Command::new("lrsnash")
            .arg(folder.join(format!("{name}.lrs")))
            .output()
            .expect("lrsnash runs");
        let theirs = parse_lrsnash(&String::from_utf8_lossy(&run.stdout));
        assert!(!theirs.is_empty(), "{name}: lrsnash lists nothing");
        assert_eq!(solved(&name, &game(folder, &name)), theirs, "{name}");
    }
}

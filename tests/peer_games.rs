//! Games written by another program, and the answers of other solvers: lrsnash, of lrslib by D. Avis, and QuantEcon.
//!
//! Generator and solvers are not part of this repository. Where the generator, Python with NumPy, QuantEcon or `lrsnash`
//! is absent, the tests that need it say so and pass.

use std::collections::BTreeSet;
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;
use unipole::certify::nash;
use unipole::format::lrs;
use unipole::format::nfg::{Body, read, write};
use unipole::game::{Family, Game, Payoffs, Wish};
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

/// What lrsnash lists for the game in a file; nothing where the program is not installed.
fn by_lrsnash(file: &Path) -> Option<BTreeSet<Profile>> {
    let run = Command::new("lrsnash")
        .arg(file)
        .stdin(Stdio::null())
        .output();
    let Ok(run) = run else {
        eprintln!("note: no lrsnash here, so its answers were not compared");
        return None;
    };
    let found = parse_lrsnash(&String::from_utf8_lossy(&run.stdout));
    assert!(
        !found.is_empty(),
        "{}: lrsnash lists nothing",
        file.display()
    );
    Some(found)
}

/// A hundred seeded games of two players, of families with and without ties.
fn a_hundred_games() -> Vec<(String, Game)> {
    let games =
        |family: Family, sizes: std::ops::RangeInclusive<usize>, seeds: u64, tenths: i64| {
            let wishes = sizes.flat_map(move |size| (0..seeds).map(move |seed| (size, seed)));
            wishes.map(move |(size, seed)| {
                let wish = Wish {
                    counts: vec![size, size],
                    seed,
                    correlation: Rational::ratio(tenths, 10),
                };
                let name = format!("{} {size}x{size}, {tenths}, seed {seed}", family.name());
                (name, family.game(&wish).expect("a game"))
            })
        };
    let all = games(Family::Random, 2..=9, 4, 0)
        .chain(games(Family::Covariant, 6..=9, 3, -7))
        .chain(games(Family::Covariant, 6..=9, 3, 5))
        .chain(games(Family::Degenerate, 2..=8, 4, 0))
        .chain(games(Family::Coordination, 2..=8, 1, 0))
        .chain(games(Family::MinimumEffort, 3..=7, 1, 0))
        .chain(games(Family::Travellers, 3..=8, 1, 0));
    all.collect()
}

#[test]
fn a_hundred_seeded_games_have_the_equilibria_that_lrsnash_lists() {
    let games = a_hundred_games();
    assert!(games.len() >= 100, "only {} games", games.len());
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("game.lrs");
    for (name, game) in games {
        std::fs::write(&file, lrs::write(&game).expect("two players")).expect("room");
        let Some(theirs) = by_lrsnash(&file) else {
            return;
        };
        assert_eq!(solved(&name, &game), theirs, "{name}");
    }
}

/// The machine number near a fraction.
fn nearly(number: &Real) -> f64 {
    let text = number.to_rational().expect("two players").to_string();
    let part = |digits: &str| digits.parse::<f64>().expect("digits");
    match text.split_once('/') {
        Some((numerator, denominator)) => part(numerator) / part(denominator),
        None => part(&text),
    }
}

/// Reads pairs of matrices, one game a line, and writes the equilibria that QuantEcon finds by its enumeration of vertices.
const QUANTECON: &str = "
import sys, json, numpy, quantecon.game_theory as q
for line in sys.stdin:
    a, b = (numpy.array(m, dtype=float) for m in json.loads(line))
    found = q.vertex_enumeration(q.NormalFormGame((q.Player(a), q.Player(numpy.ascontiguousarray(b.T)))))
    print(json.dumps([[list(x), list(y)] for x, y in found]))
";

/// A second opinion in machine numbers, on games without ties that matter: there its lists are meant to be complete.
#[test]
fn games_without_ties_have_as_many_equilibria_as_quantecon_finds_and_at_the_same_places() {
    if !succeeds(Command::new("python3").args(["-c", "import quantecon"])) {
        eprintln!("note: no QuantEcon here, so its answers were not compared");
        return;
    }
    let games = a_hundred_games().into_iter();
    let games: Vec<(String, Game)> = games
        .filter(|(name, _)| name.starts_with("random") || name.starts_with("covariant"))
        .collect();
    let matrix = |game: &Game, player: usize| -> Vec<Vec<i64>> {
        let [m, n] = *game.counts() else {
            panic!("two players");
        };
        let payoff = |i: usize, j: usize| game.payoff(player, game.index_of(&[i, j]));
        let row = |i: usize| {
            (0..n)
                .map(|j| payoff(i, j).to_i64().expect("whole"))
                .collect()
        };
        (0..m).map(row).collect()
    };
    let lines: Vec<String> = (games.iter())
        .map(|(_, game)| serde_json::json!([matrix(game, 0), matrix(game, 1)]).to_string())
        .collect();
    let mut asked = tempfile::tempfile().expect("a file");
    asked.write_all(lines.join("\n").as_bytes()).expect("room");
    asked.rewind().expect("a file");
    let mut python = Command::new("python3");
    let run = python.args(["-c", QUANTECON]).stdin(asked).output();
    let run = run.expect("Python runs");
    let answers = String::from_utf8(run.stdout).expect("text");
    assert_eq!(answers.lines().count(), games.len());
    let mut compared = 0;
    for ((name, game), answer) in games.iter().zip(answers.lines()) {
        let theirs: Vec<Vec<Vec<f64>>> = serde_json::from_str(answer).expect("profiles");
        let solution = solve(game, Concept::Nash);
        // A payoff twice may connect equilibria, and then QuantEcon leaves some of them out.
        if solution
            .components
            .iter()
            .any(|part| part.equilibria.len() > 1)
        {
            continue;
        }
        compared += 1;
        let ours: Vec<Vec<Vec<f64>>> = (solution.equilibria.iter())
            .map(|one| {
                let profile = one.profile().iter();
                profile
                    .map(|own| own.iter().map(nearly).collect())
                    .collect()
            })
            .collect();
        assert_eq!(ours.len(), theirs.len(), "{name}");
        let is_near = |a: &Vec<Vec<f64>>, b: &Vec<Vec<f64>>| {
            let pairs = a.iter().flatten().zip(b.iter().flatten());
            pairs.into_iter().all(|(a, b)| (a - b).abs() < 1e-9)
        };
        for one in &ours {
            let near = theirs.iter().filter(|other| is_near(one, other)).count();
            assert_eq!(near, 1, "{name}: {one:?}");
        }
    }
    assert!(compared >= 40, "only {compared} games have no ties");
}

#[test]
fn every_small_two_player_game_has_the_equilibria_that_lrsnash_lists() {
    let Some(folder) = folder() else { return };
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
        let Some(theirs) = by_lrsnash(&folder.join(format!("{name}.lrs"))) else {
            return;
        };
        assert_eq!(solved(&name, &game(folder, &name)), theirs, "{name}");
    }
}

//! The invariants at the top of `src/lib.rs`, held by reading the sources.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms of the house from the ground up: a room imports from itself and from rooms before it.
const ROOMS: [&str; 14] = [
    "num", "linalg", "formula", "game", "certify", "solve", "region", "repeat", "model", "claim",
    "format", "bench", "report", "cli",
];

/// Rooms that know less than their place would let them.
const KNOWS_ONLY: [(&str, &[&str]); 2] = [("formula", &["num"]), ("game", &["num"])];

/// Files of `solve` that are no algorithm: they choose, collect and describe.
const NO_ALGORITHM: [&str; 6] = [
    "solve/request.rs",
    "solve/mod.rs",
    "solve/solve.rs",
    "solve/solution.rs",
    "solve/classes.rs",
    "solve/exchangeable.rs",
];

const LONGEST: usize = 500;

/// A source file, by its path below its folder.
struct Source {
    path: String,
    text: String,
}

impl Source {
    /// The room the file is in; empty for `lib.rs` and `main.rs`.
    fn room(&self) -> &str {
        self.path.split_once('/').map_or("", |(room, _)| room)
    }

    fn is_below(&self, room: &str) -> bool {
        place(self.room()) < place(room)
    }

    /// The lines of code with their numbers, comments cut off.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate();
        lines.map(|(number, line)| (number + 1, line.split("//").next().unwrap_or_default()))
    }

    /// Where the code has a word: not as a part of a longer name.
    fn lines_with(&self, word: &str) -> Vec<String> {
        let found = self.code().filter(|(_, line)| has_word(line, word));
        found
            .map(|(number, line)| format!("{}:{number}: {}", self.path, line.trim()))
            .collect()
    }
}

/// The place of a room from the ground up; what is in no room stands above them all.
fn place(room: &str) -> usize {
    ROOMS
        .iter()
        .position(|known| *known == room)
        .unwrap_or(ROOMS.len())
}

fn has_word(line: &str, word: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        let after = line[start + word.len()..].chars().next();
        let begins = !word.starts_with(is_name) || !before.is_some_and(is_name);
        let ends = !word.ends_with(is_name) || !after.is_some_and(is_name);
        begins && ends
    })
}

fn sources_in(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    let read = |path: PathBuf| Source {
        path: path
            .strip_prefix(&root)
            .expect("a file below the folder")
            .to_string_lossy()
            .replace('\\', "/"),
        text: fs::read_to_string(&path).expect("sources are text"),
    };
    paths.into_iter().map(read).collect()
}

fn sources() -> Vec<Source> {
    let sources = sources_in("src");
    assert!(
        sources.len() > 50,
        "only {} files were found",
        sources.len()
    );
    sources
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            paths.push(path);
        }
    }
}

#[track_caller]
fn none(offences: Vec<String>, rule: &str) {
    assert!(offences.is_empty(), "{rule}:\n{}", offences.join("\n"));
}

/// Lines of the chosen files that have one of the words.
fn found(choose: impl Fn(&Source) -> bool, words: &[&str]) -> Vec<String> {
    let sources = sources().into_iter().filter(choose);
    sources
        .flat_map(|source| {
            words
                .iter()
                .flat_map(move |w| source.lines_with(w))
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn the_rooms_are_those_of_the_list() {
    let mut rooms: Vec<String> = sources().iter().map(|s| s.room().to_owned()).collect();
    rooms.retain(|room| !room.is_empty());
    rooms.dedup();
    let mut known = ROOMS.map(str::to_owned).to_vec();
    known.sort();
    assert_eq!(rooms, known);
}

#[test]
fn rooms_import_only_from_rooms_below() {
    let mut offences = Vec::new();
    for source in sources().iter().filter(|source| !source.room().is_empty()) {
        let room = source.room();
        let narrow = KNOWS_ONLY.iter().find(|(known, _)| *known == room);
        for (number, line) in source.code() {
            for (_, rest) in line
                .match_indices("crate::")
                .map(|(i, m)| (i, &line[i + m.len()..]))
            {
                let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
                let imported = &rest[..end.unwrap_or(rest.len())];
                let allowed = match narrow {
                    Some((_, below)) => imported == room || below.contains(&imported),
                    None => place(imported) <= place(room) && ROOMS.contains(&imported),
                };
                if !allowed {
                    offences.push(format!(
                        "{}:{number}: {room} imports {imported}",
                        source.path
                    ));
                }
            }
        }
    }
    none(
        offences,
        "a room imports from itself and from rooms below it, each by name",
    );
}

#[test]
fn the_checker_does_not_know_the_solver() {
    let offences = found(
        |source| source.room() == "certify",
        &["crate::solve", "super::super"],
    );
    none(offences, "certify never imports solve");
}

#[test]
fn imports_name_one_room_at_a_time() {
    none(
        found(|_| true, &["use crate::{"]),
        "one `use crate::room::..` for each room",
    );
}

/// Where machine numbers propose, or bound with outward rounding.
const MACHINE_NUMBERS: [&str; 62] = [
    "linalg/empty_face.rs",
    "linalg/face_dictionary.rs",
    "linalg/face_vertices.rs",
    "linalg/factors.rs",
    "linalg/machine_path.rs",
    "linalg/machine_simplex.rs",
    "linalg/pivot_number.rs",
    "num/exponential.rs",
    "num/interval.rs",
    "num/mod.rs",
    "repeat/payoff_set/closure.rs",
    "repeat/payoff_set/crossings.rs",
    "repeat/payoff_set/directions.rs",
    "repeat/payoff_set/enclosure.rs",
    "repeat/payoff_set/iteration.rs",
    "repeat/payoff_set/machine_polygon.rs",
    "repeat/payoff_set/many_digits.rs",
    "repeat/payoff_set/mod.rs",
    "repeat/payoff_set/outside.rs",
    "repeat/payoff_set/planes.rs",
    "repeat/payoff_set/polygon.rs",
    "repeat/payoff_set/prover.rs",
    "repeat/payoff_set/strips.rs",
    "repeat/payoff_set/structure.rs",
    "repeat/payoff_set/symmetry.rs",
    "repeat/payoff_set/template.rs",
    "repeat/units.rs",
    "solve/certified_roots.rs",
    "solve/complementarity_tree/arithmetic.rs",
    "solve/complementarity_tree/mod.rs",
    "solve/complementarity_tree/polytopes.rs",
    "solve/complex.rs",
    "solve/contraction.rs",
    "solve/counted_roots.rs",
    "solve/homotopy.rs",
    "solve/indifference.rs",
    "solve/krawczyk.rs",
    "solve/lemke_howson.rs",
    "solve/logit/answer.rs",
    "solve/logit/branches.rs",
    "solve/logit/census.rs",
    "solve/logit/equations.rs",
    "solve/logit/fixed_point.rs",
    "solve/logit/limit.rs",
    "solve/logit/linear.rs",
    "solve/logit/mod.rs",
    "solve/logit/path.rs",
    "solve/logit/points.rs",
    "solve/logit/refine.rs",
    "solve/logit/starts.rs",
    "solve/logit/tracker.rs",
    "solve/newton_step.rs",
    "solve/one_support.rs",
    "solve/path_tracker.rs",
    "solve/root_chart.rs",
    "solve/some_equilibria/certified.rs",
    "solve/some_equilibria/global_newton.rs",
    "solve/some_equilibria/machine_game.rs",
    "solve/some_equilibria/mod.rs",
    "solve/some_equilibria/pairs.rs",
    "solve/some_equilibria/tests.rs",
    "solve/subdivision.rs",
];

#[test]
fn exact_rooms_have_no_floating_point() {
    let exact = |source: &Source| {
        source.is_below("format") && !MACHINE_NUMBERS.contains(&source.path.as_str())
    };
    let offences = found(exact, &["f32", "f64"]);
    none(offences, "only exact arithmetic decides");
}

#[test]
fn rooms_below_model_touch_nothing_outside() {
    let words = [
        "std::fs",
        "std::env",
        "std::time",
        "std::io",
        "std::net",
        "std::process",
        "use std::{",
        "print!",
        "println!",
        "eprint!",
        "eprintln!",
        "include_str!",
    ];
    let offences = found(|source| source.is_below("model"), &words);
    none(
        offences,
        "layers below model do no input or output and read no clock and no environment",
    );
}

#[test]
fn nothing_depends_on_the_order_of_a_hash_map() {
    none(
        found(|_| true, &["HashMap", "HashSet"]),
        "same input, same bytes out",
    );
}

#[test]
fn the_code_is_safe_and_finished() {
    // Written in two halves, so that this file does not find itself.
    let words = [
        ["un", "safe"],
        ["to", "do!"],
        ["un", "implemented!"],
        ["#[ig", "nore"],
    ];
    let words = words.map(|halves| halves.concat());
    let notes = [["TO", "DO"], ["FIX", "ME"], ["XX", "X"]].map(|halves| halves.concat());
    let mut offences = Vec::new();
    for folder in ["src", "tests", "benches"] {
        for source in sources_in(folder) {
            offences.extend(words.iter().flat_map(|word| source.lines_with(word)));
            let lines = source.text.lines();
            let noted = lines.filter(|line| notes.iter().any(|note| has_word(line, note)));
            offences.extend(noted.map(|line| format!("{folder}/{}: {}", source.path, line.trim())));
        }
    }
    none(offences, "nothing is left open");
}

#[test]
fn every_file_says_what_it_is_and_is_short_enough_to_read() {
    let mut offences = Vec::new();
    for source in sources() {
        let first = source.text.lines().next().unwrap_or_default();
        let says = first
            .strip_prefix("//! ")
            .is_some_and(|rest| rest.len() > 10);
        if !says {
            offences.push(format!("{} does not begin with a sentence", source.path));
        }
        let lines = source.text.lines().count();
        if lines > LONGEST {
            offences.push(format!("{} has {lines} lines", source.path));
        }
    }
    none(
        offences,
        "a file begins with what it is, and has at most 500 lines",
    );
}

#[test]
fn every_algorithm_names_its_source() {
    let sources = sources();
    for path in NO_ALGORITHM {
        let listed = sources.iter().find(|source| source.path == path);
        assert!(
            listed.is_some(),
            "{path} is listed as an exception but is gone"
        );
    }
    let algorithms = sources.iter().filter(|source| source.room() == "solve");
    let unsourced = algorithms
        .filter(|source| !NO_ALGORITHM.contains(&source.path.as_str()))
        .filter(|source| {
            !source.text.contains("/ # Source") && !source.text.contains("! # Source")
        });
    none(
        unsourced.map(|s| s.path.clone()).collect(),
        "one algorithm, one file, one source",
    );
}

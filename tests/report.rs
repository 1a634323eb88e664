//! The report: the same bytes every time, fresh in the repository, right in its numbers, and for models of every kind.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use unipole::game::{Action, Game};
use unipole::model::{BUNDLED, load, parse};
use unipole::num::{Rational, Real};
use unipole::report::claims::{claims_files, claims_table, judged_models};
use unipole::report::{
    Answer, File, PaperPart, Solved, Study, command, differences, files_of, index_of, paper_of,
    with_part,
};

fn bundled() -> Vec<Solved> {
    let studies = BUNDLED.iter().map(|(id, _)| {
        let model = load(id).unwrap_or_else(|errors| panic!("{errors}"));
        Study::of_model(id, model).unwrap_or_else(|errors| panic!("{errors}"))
    });
    studies
        .map(|study| study.solve(&|| true, &|| ()).expect("nobody interrupts"))
        .collect()
}

fn report() -> Vec<File> {
    let solved = bundled();
    let mut files: Vec<File> = solved.iter().flat_map(files_of).collect();
    files.extend(index_of(&solved, &[]));
    files
}

fn with_threads(threads: usize) -> Vec<File> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.expect("a pool").install(report)
}

/// A model of a user, solved.
fn solved(text: &str) -> Solved {
    let model = parse("mine", "mine.toml", text).unwrap_or_else(|errors| panic!("{errors}"));
    let study = Study::of_model("mine.toml", model).unwrap_or_else(|errors| panic!("{errors}"));
    study.solve(&|| true, &|| ()).expect("nobody interrupts")
}

fn page_of<'a>(files: &'a [File], name: &str) -> &'a str {
    let file = files.iter().find(|file| file.name == name);
    &file.unwrap_or_else(|| panic!("no file {name}")).contents
}

#[test]
fn the_report_is_the_same_with_any_number_of_threads() {
    let one = with_threads(1);
    assert_eq!(one, with_threads(1));
    assert_eq!(one, with_threads(2));
}

#[test]
fn results_in_the_repository_are_fresh() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let results = root.join("results");
    if !results.exists() && !root.join(".git").exists() {
        // A packaged crate has no results to compare with.
        return;
    }
    let solved = bundled();
    let (files, parts): (Vec<Vec<File>>, Vec<PaperPart>) = solved.iter().map(with_part).unzip();
    let mut expected = files.concat();
    expected.extend(index_of(&solved, &[]));
    let models = solved.iter();
    let models = models.filter_map(|one| Some((one.name.clone(), one.model.as_ref()?)));
    let judged = judged_models(&models.collect::<Vec<_>>(), &[], |_| true).expect("claims");
    expected.extend(claims_files(&judged, &command(&[])));
    let verdicts = claims_table(&judged);
    expected.extend(paper_of(&solved, &parts, &[], Some(&verdicts)).files);
    let found = differences(&expected, &|name| std::fs::read(results.join(name)).ok());
    let shown: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(
        found.is_empty(),
        "results/ is stale; run `cargo run --release -- report --paper`\n{}",
        shown.join("\n")
    );
}

#[test]
fn every_file_names_the_command_that_makes_it_and_no_machine() {
    for file in report() {
        let stem = file.name.split('.').next().expect("a name");
        let stem = stem
            .trim_end_matches("-map")
            .trim_end_matches("-tree")
            .trim_end_matches("-repeat")
            .trim_end_matches("-conditions");
        let named = match file.name.as_str() {
            "README.md" | "continuum.svg" => "unipole report".to_owned(),
            _ => format!("unipole report {stem}"),
        };
        assert!(file.contents.contains(&named), "{}", file.name);
        for trace in [env!("CARGO_MANIFEST_DIR"), "/home/", "/tmp/", "/root/"] {
            assert!(!file.contents.contains(trace), "{}: {trace}", file.name);
        }
        assert!(file.contents.ends_with('\n'), "{}", file.name);
    }
}

/// The expected payoff of one action while the others play as in the equilibrium: a sum over all profiles.
fn by_brute_force(game: &Game, profile: &[Vec<Real>], player: usize, action: usize) -> Rational {
    let mut sum = Rational::ZERO;
    for index in 0..game.profiles() {
        let actions = game.profile_at(index);
        if actions[player] != action {
            continue;
        }
        let mut weight = Rational::ONE;
        for (other, played) in actions.iter().enumerate() {
            if other != player {
                let probability = profile[other][*played].to_rational();
                weight = weight * probability.expect("a rational equilibrium");
            }
        }
        sum = sum + weight * game.payoff(player, index);
    }
    sum
}

/// The cells of the tables in the section of one scenario.
fn rows_of<'a>(page: &'a str, answer: &Answer) -> Vec<Vec<&'a str>> {
    let heading = match &answer.subject.scenario {
        None => "### At the default point".to_owned(),
        Some(name) => format!("### Scenario `{name}`"),
    };
    let start = page.find(&heading).expect("a section for the scenario");
    let section = &page[start + heading.len()..];
    let section = section.split("\n### ").next().expect("a section");
    section
        .lines()
        .filter(|line| line.starts_with('|'))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect()
}

fn in_words(action: &Action) -> String {
    match &action.posture {
        Some(posture) => match posture.kind() {
            Some(kind) => format!("{} ({}, {kind})", action.id, posture.name()),
            None => format!("{} ({})", action.id, posture.name()),
        },
        None => action.id.clone(),
    }
}

#[test]
fn what_every_other_choice_would_give_is_right() {
    let mut checked = 0;
    for study in bundled() {
        let files = files_of(&study);
        let page = page_of(&files, &format!("{}.md", study.id)).to_owned();
        for answer in &study.answers {
            let rows = rows_of(&page, answer);
            for equilibrium in answer.solution.equilibria.iter().filter(|e| e.is_pure()) {
                for (player, declared) in answer.game.players().iter().enumerate() {
                    let payoff = equilibrium.payoffs()[player].to_rational().expect("pure");
                    for (action, other) in declared.actions.iter().enumerate() {
                        let gives =
                            by_brute_force(&answer.game, equilibrium.profile(), player, action);
                        if !equilibrium.profile()[player][action].is_zero() {
                            assert_eq!(gives, payoff);
                            continue;
                        }
                        let less = &payoff - &gives;
                        let verdict = match less.is_zero() {
                            true => "as good: a tie, so the equilibrium is weak".to_owned(),
                            false => less.to_string(),
                        };
                        let is_meant = |row: &Vec<&str>| {
                            row[3] == in_words(other)
                                && row[4].split(' ').next() == Some(&gives.to_string())
                                && row[5].starts_with(&verdict)
                        };
                        assert!(
                            rows.iter().any(is_meant),
                            "{} {:?}: {} {} gives {gives}, {less} less",
                            study.id,
                            answer.subject.scenario,
                            declared.id,
                            other.id
                        );
                        checked += 1;
                    }
                }
            }
        }
    }
    assert!(checked > 300, "only {checked} alternatives were checked");
}

#[test]
fn slacks_of_mixed_equilibria_are_what_a_sum_over_all_profiles_gives() {
    let mut checked = 0;
    for study in bundled() {
        for answer in &study.answers {
            let rational = answer.solution.equilibria.iter().filter(|e| {
                let mut all = e.profile().iter().flatten();
                !e.is_pure() && all.all(|p| p.to_rational().is_some())
            });
            for equilibrium in rational {
                for player in 0..answer.game.players().len() {
                    for action in 0..answer.game.counts()[player] {
                        let gives =
                            by_brute_force(&answer.game, equilibrium.profile(), player, action);
                        let less = &equilibrium.payoffs()[player] - &Real::from(gives);
                        assert_eq!(less, *equilibrium.slack(player, action), "{}", study.id);
                        checked += 1;
                    }
                }
            }
        }
    }
    assert!(checked > 50, "only {checked} were checked");
}

const HEDGING: &str = r#"
title   = "Hedging at 50% & more_or_less"
summary = "A *state* hedges <b>."
[parameters]
c_h = { default = "1/7", domain = "> 0", meaning = "cost of hedging" }
[scenarios.dear]
about = "Hedging costs more than it is worth."
c_h = "3"
[postures]
hedging = { after = "neutrality" }
[players.S]
actions = { neutral = "neutrality", hedge = "hedging", flock = "bandwagoning (flocking)" }
[payoffs.S]
neutral = "0"
hedge   = "1 - c_h"
flock   = "-1"
"#;

#[test]
fn an_authors_own_posture_has_its_place_in_the_order() {
    let study = solved(HEDGING);
    let files = files_of(&study);
    let page = page_of(&files, "mine.md");
    assert!(
        page.contains("| neutrality | hedging | bandwagoning (flocking) |"),
        "{page}"
    );
    let index = index_of(&[study], &["mine.toml".to_owned()]);
    let header = page_of(&index, "README.md");
    assert!(
        header.contains("| neutrality | hedging | bandwagoning |"),
        "{header}"
    );
    assert!(page_of(&index, "continuum.svg").contains(">hedging<"));
}

#[test]
fn an_authors_text_is_escaped_in_every_dialect() {
    let files = files_of(&solved(HEDGING));
    let latex = page_of(&files, "mine.tex");
    assert!(latex.contains(r"Hedging at 50\% \& more\_or\_less: parameters."));
    assert!(latex.contains(r"\mathit{c\_h}"));
    let page = page_of(&files, "mine.md");
    assert!(page.contains(r"A \*state\* hedges \<b\>."));
}

#[test]
fn an_ordinal_model_is_reported_without_differences_of_ranks() {
    let study = solved(
        r#"
title = "Chicken among allies"
[players.A]
actions = { swerve = "neutrality", dare = "hard balancing" }
[players.B]
actions = ["swerve", "dare"]
[ranking]
A = ["dare, swerve", "swerve, swerve", "swerve, dare", "dare, dare"]
B = ["swerve, dare", "swerve, swerve", "dare, swerve", "dare, dare"]
"#,
    );
    let files = files_of(&study);
    let page = page_of(&files, "mine.md");
    assert!(page.contains("They are ranks, 0 the worst"));
    assert!(page.contains("| worse "));
    assert!(!page.contains(" less |"), "{page}");
    assert!(page.contains("The list is not known to be complete."));
    assert!(page.contains("1. `dare, swerve`"));
}

const DILEMMA: &str = r#"NFG 1 R "Two states" { "A" "B" }
{ { "arm" "rest" } { "arm" "rest" } }

1 1 0 3 3 0 2 2
"#;

#[test]
fn a_report_of_two_files_has_an_index_and_names_them_without_folders() {
    let folder = tempfile::tempdir().expect("a folder");
    let model = folder.path().join("mine.toml");
    let game = folder.path().join("two states.nfg");
    std::fs::write(&model, HEDGING).expect("written");
    std::fs::write(&game, DILEMMA).expect("written");
    let out = folder.path().join("out/deep");
    let run = unipole()
        .args(["report", "-o"])
        .args([&out, &model, &game])
        .assert()
        .success();
    let said = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
    assert!(
        said.starts_with("2 models, 3 scenarios, 3 equilibria: 12 files"),
        "{said}"
    );
    assert!(run.get_output().stderr.is_empty());
    let written = contents_of(&out);
    let names: Vec<&str> = written.keys().map(String::as_str).collect();
    let expected = [
        "README.md",
        "continuum.svg",
        "mine-conditions.json",
        "mine-conditions.tex",
        "mine.csv",
        "mine.json",
        "mine.md",
        "mine.tex",
        "two states.csv",
        "two states.json",
        "two states.md",
        "two states.tex",
    ];
    assert_eq!(names, expected);
    assert!(written["README.md"].contains("(<two states.md>)"));
    assert!(written["README.md"].contains("`unipole report mine.toml 'two states.nfg'`"));
    assert!(written["two states.md"].contains("A arm, B arm"));
    for (name, text) in &written {
        let folder = folder.path().to_string_lossy();
        assert!(!text.contains(folder.as_ref()), "{name}");
    }
    let check = |expected: i32| {
        let run = unipole()
            .args(["report", "--check", "-o"])
            .args([&out, &model, &game])
            .assert()
            .code(expected);
        String::from_utf8_lossy(&run.get_output().stdout).into_owned()
    };
    assert!(check(0).contains("is fresh: 12 files"));
    std::fs::write(out.join("mine.csv"), "model\n").expect("written");
    std::fs::remove_file(out.join("mine.tex")).expect("removed");
    std::fs::write(out.join("old.md"), "").expect("written");
    let said = check(1);
    for line in [
        "stale        mine.csv, line 1",
        "missing      mine.tex",
        "superfluous  old.md",
    ] {
        assert!(said.contains(line), "{said}");
    }
    assert!(!out.join("mine.tex").exists(), "a check writes nothing");
}

#[test]
fn one_model_is_reported_beside_others_without_touching_their_index() {
    let folder = tempfile::tempdir().expect("a folder");
    let report = |models: &[&str]| {
        let out = folder.path().join("results");
        unipole()
            .arg("report")
            .args(models)
            .arg("-o")
            .arg(out)
            .assert()
            .success();
        contents_of(&folder.path().join("results"))
    };
    let all = report(&[]);
    // A repeated model has three more.
    let repeated = BUNDLED
        .iter()
        .filter(|(_, text)| text.contains("\n[repeat]\n"));
    // Where moves have an order or types are private, the tree is drawn, for the screen and for a paper.
    let trees = BUNDLED
        .iter()
        .filter(|(id, _)| unipole::model::load(id).is_ok_and(|model| model.is_tree()));
    let more = 3 * repeated.count() + 2 * trees.count();
    // The index with its picture, and four files about the claims.
    assert_eq!(all.len(), 8 * BUNDLED.len() + more + 6);
    assert_eq!(report(&["core"]), all);
}

#[test]
fn a_paper_is_written_checked_and_archived_by_one_command() {
    let folder = tempfile::tempdir().expect("a folder");
    let model = folder.path().join("mine.toml");
    std::fs::write(&model, HEDGING).expect("written");
    let (out, zip) = (folder.path().join("out"), folder.path().join("all.zip"));
    let report = |more: &[&str], expected: i32| {
        let run = unipole()
            .arg("report")
            .args(more)
            .args([
                "coalition".as_ref(),
                model.as_os_str(),
                "-o".as_ref(),
                out.as_os_str(),
            ])
            .assert()
            .code(expected);
        String::from_utf8_lossy(&run.get_output().stdout).into_owned()
    };
    let said = report(&["--paper", "--archive", &zip.to_string_lossy()], 0);
    assert!(
        said.contains("paper.html") && said.contains("all.zip"),
        "{said}"
    );
    assert!(std::fs::read(&zip).expect("an archive").starts_with(b"PK"));
    let page = std::fs::read_to_string(out.join("paper/paper.html")).expect("a page");
    assert!(page.contains("Hedging at 50% &amp; more_or_less"));
    assert!(page.contains("unipole report coalition mine.toml --paper"));
    assert!(report(&["--paper", "--check"], 0).contains("is fresh"));
    // What is there is compared, also by whoever does not think of the paper.
    std::fs::write(out.join("paper/notation.csv"), "Symbol\n").expect("written");
    std::fs::write(out.join("paper/old.csv"), "").expect("written");
    let said = report(&["--check"], 1);
    for line in [
        "stale        paper/notation.csv, line 1",
        "superfluous  paper/old.csv",
    ] {
        assert!(said.contains(line), "{said}");
    }
    std::fs::remove_dir_all(out.join("paper")).expect("removed");
    assert!(report(&["--check"], 0).contains("is fresh"));
    assert!(report(&["--paper", "--check"], 1).contains("missing      paper/paper.tex"));
    assert!(!out.join("paper").exists(), "a check writes nothing");
}

#[test]
fn bad_models_are_all_named_before_anything_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out");
    let run = unipole()
        .args(["report", "core", "nonesuch", "corre", "-o"])
        .arg(&out)
        .assert()
        .code(2);
    let said = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert!(
        said.contains("nonesuch") && said.contains("corre"),
        "{said}"
    );
    assert!(!out.exists());
}

#[test]
fn a_directory_that_cannot_be_one_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("taken");
    std::fs::write(&file, "mine").expect("written");
    for place in [file.clone(), file.join("below")] {
        unipole()
            .args(["report", "core", "-o"])
            .arg(&place)
            .assert()
            .code(2);
    }
    assert_eq!(std::fs::read_to_string(&file).expect("read"), "mine");
    let nowhere = folder.path().join("nowhere");
    unipole()
        .args(["report", "--check", "-o"])
        .arg(&nowhere)
        .assert()
        .code(2);
    assert!(!nowhere.exists());
}

#[test]
fn two_files_for_the_same_page_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("Core.toml");
    std::fs::write(&copy, HEDGING).expect("written");
    let out = folder.path().join("out");
    unipole()
        .args(["report", "core"])
        .arg(&copy)
        .arg("-o")
        .arg(&out)
        .assert()
        .code(2);
    assert!(!out.exists());
}

#[test]
fn a_command_is_printed_as_a_shell_reads_it() {
    assert_eq!(command(&[]), "unipole report");
    let names = ["core".to_owned(), "my file's.toml".to_owned()];
    assert_eq!(command(&names), r"unipole report core 'my file'\''s.toml'");
}

fn unipole() -> Command {
    Command::cargo_bin("unipole").expect("the program")
}

fn contents_of(folder: &Path) -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .map(|path: PathBuf| {
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, std::fs::read_to_string(&path).expect("a text"))
        })
        .collect()
}

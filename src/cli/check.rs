//! `unipole check`: re-verifies a saved answer, trusting nothing of what found it.

use std::path::Path;
use std::process::ExitCode;

use serde_json::{Value as Json, json};

use super::arguments::{CheckFormat, CheckOptions, ConceptName};
use super::error::Error;
use super::input::{self, Case, Input};
use super::output;
use crate::certify::claim::ClaimedConcept;
use crate::certify::{
    Check, Finding, NoGame, Verification, verify, verify_changes, verify_correlated,
    verify_leadership, verify_repeat,
};
use crate::claim::{SavedClaim, checked as checked_claim};
use crate::format::answer_json::{
    self, Document, Saved, SavedCorrelated, SavedLeadership, SavedMap, SavedParameter, SavedRepeat,
};
use crate::format::map_certificate;
use crate::game::Game;
use crate::model::bundled_text;

/// The largest file that is read, in bytes.
const SIZE_LIMIT: u64 = 256 << 20;

/// The most refutations that are printed.
const SHOWN: usize = 20;

/// The longest text of a file that is printed on one line, in characters.
const LINE_LIMIT: usize = 1000;

/// One part of a document, and what came of checking it.
struct Part {
    /// Where it stands in the document.
    place: String,
    /// What it is about.
    title: String,
    found: Verification,
}

pub(super) fn run(options: &CheckOptions) -> Result<ExitCode, Error> {
    let file = options.output.as_deref();
    output::check_writable(file)?;
    let text = contents(Path::new(&options.file)).map_err(|reason| {
        Error::request(format!("cannot read `{}`: {reason}", options.file), None)
    })?;
    let document = answer_json::read(&text).map_err(|error| {
        let hint = "`unipole solve MODEL --format json -o answer.json` saves an answer that can be checked";
        Error::request(
            format!("`{}` cannot be read as an answer: {}", options.file, printable(&error.to_string())),
            Some(hint),
        )
    })?;
    let parts = checked(&options.file, &document)?;
    if parts.is_empty() {
        return Err(Error::request(
            format!("`{}` holds no solution to check", options.file),
            None,
        ));
    }
    let out = match options.chosen() {
        CheckFormat::Text => in_words(&options.file, &parts),
        CheckFormat::Json => format!("{:#}\n", as_json(&options.file, &parts)),
    };
    let fails = |found: &Verification| {
        found.is_refuted() || (options.strict && !found.not_verified.is_empty())
    };
    let fails = parts.iter().any(|part| fails(&part.found));
    match output::deliver(&out, file) {
        // Whoever stopped reading still gets the verdict.
        Ok(()) | Err(Error::ClosedPipe) => Ok(ExitCode::from(u8::from(fails))),
        Err(error) => Err(error),
    }
}

fn contents(path: &Path) -> Result<Vec<u8>, String> {
    let data = std::fs::metadata(path).map_err(|error| error.to_string())?;
    if !data.is_file() {
        return Err("it is no file".to_owned());
    }
    if data.len() > SIZE_LIMIT {
        return Err(format!(
            "it has {} bytes, and at most {SIZE_LIMIT} are read",
            data.len()
        ));
    }
    std::fs::read(path).map_err(|error| error.to_string())
}

fn checked(file: &str, document: &Document) -> Result<Vec<Part>, Error> {
    let part = |place: String, saved: &Saved| {
        let found = check_one(saved, &|game| verify(&saved.claim, game))
            .map_err(|error| Error::request(format!("`{file}`: {error}"), Some(NO_GAME)))?;
        let title = titled(&saved.model, saved.scenario.as_deref());
        Ok(Part {
            place,
            title,
            found,
        })
    };
    match document {
        Document::Solution(saved) => Ok(vec![part(String::new(), saved)?]),
        Document::Solutions(all) => {
            let numbered = all.iter().enumerate();
            numbered
                .map(|(number, saved)| part(format!("/solutions/{number}"), saved))
                .collect()
        }
        Document::Map(saved) => Ok(vec![map_part(file, saved)?]),
        Document::Leaderships(all) => {
            let part = |(number, one): (usize, &SavedLeadership)| {
                let saved = &one.saved;
                let found = check_one(saved, &|game| {
                    verify_leadership(&saved.claim, &one.claim, game)
                });
                part_of(file, saved, (number, all.len()), found)
            };
            all.iter().enumerate().map(part).collect()
        }
        Document::Correlated(all) => {
            let part = |(number, one): (usize, &SavedCorrelated)| {
                let saved = &one.saved;
                let found = check_one(saved, &|game| {
                    verify_correlated(&saved.claim, &one.claim, game)
                });
                part_of(file, saved, (number, all.len()), found)
            };
            all.iter().enumerate().map(part).collect()
        }
        Document::Claims(all) => {
            let numbered = all.iter().enumerate();
            numbered
                .map(|(number, saved)| claim_part(file, number, saved))
                .collect()
        }
        Document::Repeats(all) => all.iter().map(|saved| repeat_part(file, saved)).collect(),
        Document::Diff {
            before,
            after,
            changes,
        } => Ok(vec![
            part("/before".to_owned(), before)?,
            part("/after".to_owned(), after)?,
            Part {
                place: String::new(),
                title: "what changes".to_owned(),
                found: verify_changes(&before.claim, &after.claim, changes),
            },
        ]),
    }
}

/// What came of one of several answers.
fn part_of(
    file: &str,
    saved: &Saved,
    (number, of): (usize, usize),
    found: Result<Verification, NoGame>,
) -> Result<Part, Error> {
    Ok(Part {
        place: match of {
            1 => String::new(),
            _ => format!("/solutions/{number}"),
        },
        title: titled(&saved.model, saved.scenario.as_deref()),
        found: found
            .map_err(|error| Error::request(format!("`{file}`: {error}"), Some(NO_GAME)))?,
    })
}

/// Checks a phase map against the formulas of its model, without which there is nothing to check.
fn map_part(file: &str, saved: &SavedMap) -> Result<Part, Error> {
    if !is_there(&saved.model) {
        let message = format!(
            "`{file}`: the model `{}` of the map was not found",
            printable(&saved.model)
        );
        return Err(Error::request(message, Some(NO_GAME)));
    }
    let model = input::model(&saved.model, "check")?;
    let title = titled(&saved.model, saved.scenario.as_deref());
    Ok(Part {
        place: String::new(),
        title,
        found: map_certificate::verified(saved, &model),
    })
}

/// Checks a verdict against the claim of its model, without which there is nothing to check.
fn claim_part(file: &str, number: usize, saved: &SavedClaim) -> Result<Part, Error> {
    if !is_there(&saved.model) {
        let message = format!(
            "`{file}`: the model `{}` of the claim was not found",
            printable(&saved.model)
        );
        return Err(Error::request(message, Some(NO_GAME)));
    }
    let model = input::model(&saved.model, "check")?;
    Ok(Part {
        place: format!("/claims/{number}"),
        title: format!("{} ({})", saved.model, saved.proposition),
        found: checked_claim(&model, saved)?,
    })
}

/// Checks plans and payoffs of a repeated game against the game of its model, without which there is nothing to check.
fn repeat_part(file: &str, saved: &SavedRepeat) -> Result<Part, Error> {
    if !is_there(&saved.model) {
        let message = format!(
            "`{file}`: the model `{}` of the repeated game was not found",
            printable(&saved.model)
        );
        return Err(Error::request(message, Some(NO_GAME)));
    }
    let case = rebuilt(&saved.model, saved.scenario.as_deref(), &saved.parameters)?;
    let title = titled(&saved.model, saved.scenario.as_deref());
    Ok(Part {
        place: String::new(),
        title,
        found: verify_repeat(&saved.claim, &case.game),
    })
}

/// What a part is about: the model, and the scenario if one was named.
fn titled(model: &str, scenario: Option<&str>) -> String {
    match scenario {
        None => model.to_owned(),
        Some(scenario) => format!("{model} ({scenario})"),
    }
}

/// Whether a model is bundled, or a file that is not too large.
fn is_there(model: &str) -> bool {
    let file = Path::new(model).metadata();
    let is_file = file.is_ok_and(|data| data.is_file() && data.len() <= SIZE_LIMIT);
    is_file || bundled_text(model).is_some()
}

const NO_GAME: &str = "run the check where the path in `model` leads to the model or game";

/// Checks one solution against the game its model gives with the parameters written, if the model is there.
fn check_one(
    saved: &Saved,
    verify: &dyn Fn(Option<&Game>) -> Result<Verification, NoGame>,
) -> Result<Verification, NoGame> {
    if !is_there(&saved.model) {
        let mut found = verify(None)?;
        let words = format!(
            "parameters and scenario: the model `{}` was not found",
            saved.model
        );
        found.leave(Check::Game, "/model", words);
        return Ok(found);
    }
    match rebuilt(&saved.model, saved.scenario.as_deref(), &saved.parameters) {
        Ok(case) => {
            let concept = match saved.claim.concept {
                ClaimedConcept::Nash | ClaimedConcept::Pure => Some(ConceptName::Nash),
                ClaimedConcept::SubgamePerfect
                | ClaimedConcept::Bayesian
                | ClaimedConcept::PerfectBayesian => None,
            };
            let case = match case.asked(concept, "a saved answer") {
                Ok((case, _)) => case,
                Err(error) => {
                    let mut found = verify(None)?;
                    found.leave(Check::Game, "/concept", error.render(false));
                    return Ok(found);
                }
            };
            let mut found = verify(Some(&case.game))?;
            compare_subject(saved, &case, &mut found);
            compare_scenario(saved, &mut found);
            Ok(found)
        }
        Err(error) => {
            let mut found = match saved.claim.payoffs {
                Some(_) => verify(None)?,
                None => Verification::default(),
            };
            let message = error.render(false);
            let first = message
                .lines()
                .next()
                .unwrap_or_default()
                .trim_start_matches("error: ");
            let words = format!(
                "`{}` gives no game with these parameters: {first}",
                saved.model
            );
            found.refute(Check::Game, "/model", words);
            Ok(found)
        }
    }
}

/// The game of the model at exactly the parameters written.
fn rebuilt(
    model: &str,
    scenario: Option<&str>,
    parameters: &[SavedParameter],
) -> Result<Case, Error> {
    let settings: Vec<String> = parameters
        .iter()
        .map(|parameter| {
            let values: Vec<String> = parameter.values.iter().map(ToString::to_string).collect();
            format!("{}={}", parameter.name, values.join(","))
        })
        .collect();
    Input::load(model)?.case(scenario, &settings)
}

/// Says which parameters were changed on top of the scenario named, so that a wrong label is seen.
fn compare_scenario(saved: &Saved, found: &mut Verification) {
    let Some(scenario) = &saved.scenario else {
        return;
    };
    let Ok(case) = Input::load(&saved.model).and_then(|input| input.case(Some(scenario), &[]))
    else {
        let words = format!("the scenario `{scenario}` alone gives no game to compare with");
        found.leave(Check::Game, "/scenario", words);
        return;
    };
    let differ: Vec<&str> = saved
        .parameters
        .iter()
        .filter(|p| {
            let mut exact = case.subject.parameters.iter();
            exact.any(|e| e.name == p.name && e.values != p.values)
        })
        .map(|p| p.name.as_str())
        .collect();
    if !differ.is_empty() {
        let words = format!(
            "the answer is not at the point of scenario `{scenario}`: {} differ, as after `--set`",
            differ.join(", ")
        );
        found.leave(Check::Game, "/scenario", words);
    }
}

/// Compares title and parameters with those of the model; what was set is the same by then unless names differ.
fn compare_subject(saved: &Saved, case: &Case, found: &mut Verification) {
    if saved.title != case.subject.title {
        let words = format!(
            "the answer says `{}`, the model `{}`",
            saved.title, case.subject.title
        );
        found.refute(Check::Game, "/title", words);
    }
    for exact in &case.subject.parameters {
        let same = saved.parameters.iter().any(|parameter| {
            parameter.name == exact.name
                && parameter.values == exact.values
                && parameter.is_list == exact.is_list
        });
        if !same {
            let words = format!(
                "the parameter `{}` of the model is missing, or has another form",
                exact.name
            );
            found.refute(
                Check::Game,
                &format!(
                    "/parameters/{}",
                    exact.name.replace('~', "~0").replace('/', "~1")
                ),
                words,
            );
        }
    }
}

/// A text of the file as it may be printed: on one line, without control characters, and not endless.
fn printable(text: &str) -> String {
    let shown = |c: char| {
        // What turns the direction of writing could make a line read as another.
        let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if c.is_control() || turns {
            '\u{fffd}'
        } else {
            c
        }
    };
    let mut line: String = text.chars().take(LINE_LIMIT).map(shown).collect();
    if text.chars().nth(LINE_LIMIT).is_some() {
        line += "..";
    }
    line
}

fn in_words(file: &str, parts: &[Part]) -> String {
    let mut text = format!("{file}\n");
    for part in parts {
        let place = if part.place.is_empty() {
            String::new()
        } else {
            format!(" at {}", part.place)
        };
        text += &format!("\n{}{place}\n", printable(&part.title));
        let refuted = &part.found.refuted;
        let lines = [
            ("verified", &part.found.verified[..]),
            ("not checked", &part.found.not_verified[..]),
            ("REFUTED", &refuted[..refuted.len().min(SHOWN)]),
        ];
        for (word, findings) in lines {
            for Finding {
                check,
                place,
                words,
            } in findings
            {
                let place = if word == "verified" {
                    String::new()
                } else {
                    format!(" {}", printable(place))
                };
                let (name, words) = (check.name(), printable(words));
                text += &format!("  {word:<11} {name}{place}: {words}\n");
            }
        }
        if refuted.len() > SHOWN {
            text += &format!(
                "  REFUTED     {} more; `--format json` lists all\n",
                refuted.len() - SHOWN
            );
        }
    }
    let count =
        |of: fn(&Verification) -> usize| parts.iter().map(|part| of(&part.found)).sum::<usize>();
    let refuted = count(|found| found.refuted.len());
    let left = count(|found| found.not_verified.len());
    text += &match (refuted, left) {
        (0, 0) => "\nEverything the answer claims was verified.\n".to_owned(),
        (0, _) => {
            "\nNothing was refuted; what is listed as not checked rests on the answer alone.\n"
                .to_owned()
        }
        (1, _) => "\nThe answer is wrong in 1 place.\n".to_owned(),
        _ => format!("\nThe answer is wrong in {refuted} places.\n"),
    };
    text
}

fn as_json(file: &str, parts: &[Part]) -> Json {
    let findings = |list: &[Finding]| -> Json {
        list.iter()
            .map(|f| json!({ "check": f.check.name(), "place": f.place, "words": f.words }))
            .collect()
    };
    let all: Vec<Json> = parts
        .iter()
        .map(|part| {
            json!({
                "place": part.place,
                "title": part.title,
                "verified": findings(&part.found.verified),
                "refuted": findings(&part.found.refuted),
                "not_verified": findings(&part.found.not_verified),
            })
        })
        .collect();
    let any = |of: fn(&Verification) -> &Vec<Finding>| {
        parts.iter().any(|part| !of(&part.found).is_empty())
    };
    let verdict = match (
        any(|found| &found.refuted),
        any(|found| &found.not_verified),
    ) {
        (true, _) => "refuted",
        (false, true) => "not refuted",
        (false, false) => "verified",
    };
    json!({
        "schema": "unipole/check/1",
        "file": file,
        "verdict": verdict,
        "answers": all,
    })
}

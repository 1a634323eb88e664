//! `unipole solve`: all equilibria at one parameter point, or at every scenario's.

use std::borrow::Cow;
use std::process::ExitCode;

use super::arguments::{ConceptName, Format, SolveOptions};
use super::error::Error;
use super::input::{self, Input};
use super::interruption::{Deadline, INTERRUPTED, bar, interrupted, watch_for_interruption};
use super::{correlated, leadership, lemke_howson, output};
use crate::certify::Obedience;
use crate::game::{Game, Tree};
use crate::model::Model;
use crate::num::Rational;
use crate::report::{
    Answer, Notation, Table, csv, equilibria_table, gambit_lines, has_rounded_lines, json,
    large_tree_json, large_tree_reading, latex, long_table, markdown, reading,
};
use crate::solve::perfect_bayesian::has_signals;
use crate::solve::{PLACES, Request, Watch, backward_induction, prospect, solve_as_asked};

pub(super) fn run(options: &SolveOptions, quiet: bool) -> Result<ExitCode, Error> {
    if options.concept == Some(ConceptName::Stackelberg) {
        return leadership::run(options);
    }
    if options.lemke_howson {
        return lemke_howson::run(options);
    }
    match options.concept {
        Some(ConceptName::Correlated) => return correlated::run(options, Obedience::Correlated),
        Some(ConceptName::CoarseCorrelated) => return correlated::run(options, Obedience::Coarse),
        _ => {}
    }
    if options.leader.is_some() {
        return Err(Error::request(
            "`--leader` says who moves first, and here all move at once",
            Some("it goes with `--concept stackelberg`"),
        ));
    }
    let file = options.output.file();
    let format = options.output.chosen()?;
    output::check_writable(file)?;
    if options.certificate && format != Some(Format::Json) {
        return Err(Error::request(
            "only JSON has a place for a certificate",
            Some(
                "`unipole solve GAME --certificate -o answer.json`, and then `unipole check answer.json`",
            ),
        ));
    }
    if options.certificate
        && (options.first.is_some() || !matches!(options.concept, None | Some(ConceptName::Nash)))
    {
        return Err(Error::request(
            "a certificate shows that a list of all equilibria is complete",
            Some("leave out `--first` and `--concept`"),
        ));
    }
    let asks_which = options.refine || options.select.is_some();
    if asks_which && format.is_none() {
        return Err(Error::request(
            "lines as Gambit prints them have no place for refinements and selection",
            Some(
                "`--format csv` has columns, `--format json` keys; text, markdown and latex have a table",
            ),
        ));
    }
    if options.select.is_some() && !options.refine && format == Some(Format::Csv) {
        return Err(Error::request(
            "CSV says what is selected in a column beside those of refinements",
            Some("add `--refine`"),
        ));
    }
    let input = Input::load(&options.model)?;
    if options.concept.is_none()
        && let Some((name, tree)) = too_large_for_a_table(&input, options)?
    {
        return large_tree(name, &tree, options, format);
    }
    let cases = input.cases(&options.point)?;
    if format.is_none() && cases.len() > 1 {
        return Err(Error::request(
            "lines as Gambit prints them do not say which game they are about",
            Some("name one scenario, or take `--format csv`"),
        ));
    }
    watch_for_interruption();
    let deadline = Deadline::after(options.max_time);
    let answers: Vec<Answer> = cases
        .into_iter()
        .map(|case| {
            let (case, concept) = case.asked(options.concept, "a list of equilibria")?;
            if !quiet {
                warn_of_size(&case.game, options);
            }
            let bar = bar(None, "parts of the search", quiet);
            let watch = Watch {
                stop: &|| deadline.is_over(),
                progress: &|done, of| {
                    bar.set_length(of);
                    bar.set_position(done);
                },
            };
            let request = Request {
                concept,
                first: options.first.map(|first| first as usize),
                any_size: options.max_time.is_some(),
                places: places(&case.game, options),
                evidence: options.certificate,
                watch,
            };
            let solution = solve_as_asked(&case.game, &request);
            bar.finish_and_clear();
            let mut answer = Answer {
                solution,
                subject: case.subject,
                game: case.game,
                tolerances: Vec::new(),
                refinements: None,
            };
            refined(&mut answer, options, input.model())?;
            // The other forms have no place for it.
            if matches!(format, Some(Format::Text | Format::Json)) {
                // Plans of a normal form are no actions of the model.
                let model = input.model();
                let model = model.filter(|model| !model.is_tree() || answer.game.tree().is_some());
                answer.measure(model.map(|model| (model, &options.point.set[..])));
            }
            Ok(answer)
        })
        .collect::<Result<_, Error>>()?;
    let text = match format {
        Some(format) => rendered(&answers, options, format),
        None => lines(&answers[0], options.output.notation()),
    };
    output::deliver(&text, file)?;
    Ok(match interrupted() {
        true => ExitCode::from(INTERRUPTED),
        false => ExitCode::SUCCESS,
    })
}

/// The tree of a game with too many decisions for a table of payoffs.
fn too_large_for_a_table<'a>(
    input: &'a Input,
    options: &SolveOptions,
) -> Result<Option<(&'a str, Cow<'a, Tree>)>, Error> {
    let found = match input {
        Input::Tree { name, tree } => Some((name.as_str(), Cow::Borrowed(&**tree))),
        Input::Model { name, model } if model.is_tree() => {
            let scenario = options.point.scenario.as_deref();
            if scenario == Some("all") {
                return Ok(None);
            }
            let point = model.point(scenario, &options.point.set)?;
            let arranged = model.tree(&point)?;
            arranged.map(|arranged| (name.as_str(), Cow::Owned(arranged.tree)))
        }
        _ => None,
    };
    let is_large = |(_, tree): &(&str, Cow<'_, Tree>)| !tree.has_agent_form() && !has_signals(tree);
    Ok(found.filter(is_large))
}

/// A tree with too many decisions for a table.
fn large_tree(
    name: &str,
    tree: &Tree,
    options: &SolveOptions,
    format: Option<Format>,
) -> Result<ExitCode, Error> {
    input::remembers(name, tree)?;
    let found = backward_induction(tree);
    let text = match format {
        Some(Format::Text) => large_tree_reading(tree, &found, options.output.notation()),
        Some(Format::Json) => format!("{:#}\n", large_tree_json(name, tree, &found)),
        Some(Format::Csv | Format::Markdown | Format::Latex) | None => {
            return Err(Error::request(
                format!(
                    "`{name}` has {} decisions, too many for a table",
                    tree.sets().len()
                ),
                Some("`--format text` tells how play goes, `--format json` has the whole plan"),
            ));
        }
    };
    output::deliver(&text, options.output.file())?;
    Ok(ExitCode::SUCCESS)
}

/// Answers what was asked about refinements and selection; a model may name its rule.
fn refined(
    answer: &mut Answer,
    options: &SolveOptions,
    model: Option<&Model>,
) -> Result<(), Error> {
    let named = options.select;
    let is_asked = options.refine || named.is_some();
    let rule = named.or(model.and_then(|model| model.selection));
    if !is_asked && rule.is_none() {
        return Ok(());
    }
    let is_answered = answer.refine(options.refine, rule);
    if is_asked && !is_answered {
        return Err(Error::request(
            "refinements and selection are worked out where all move at once and payoffs are more than ranks",
            Some("`--concept nash` answers for the normal form of a game with an order of moves"),
        ));
    }
    Ok(())
}

/// So narrow bounds that all decimals asked for are certain, of payoffs too.
fn places(game: &Game, options: &SolveOptions) -> u32 {
    let Some(asked) = options.output.decimals else {
        return PLACES;
    };
    let payoffs = (0..game.players().len()).flat_map(|player| {
        let profiles = 0..game.profiles();
        profiles.map(move |profile| game.payoff(player, profile).abs())
    });
    let largest = payoffs.max().unwrap_or(Rational::ZERO);
    let digits = largest.floor().to_integers().0.to_string().len();
    let spare = u32::try_from(digits).unwrap_or(u32::MAX).saturating_add(4);
    asked.saturating_add(spare).max(PLACES)
}

/// Says before the work what a complete list would take, and what can be had instead.
fn warn_of_size(game: &Game, options: &SolveOptions) {
    let lists_all = matches!(options.concept, None | Some(ConceptName::Nash));
    if !lists_all || options.first.is_some() || game.tree().is_some_and(Tree::has_subgames) {
        return;
    }
    let Some(prospect) = prospect(game).filter(|prospect| !prospect.is_feasible()) else {
        return;
    };
    let size = format!("a complete list of the equilibria would take {prospect}");
    match options.max_time {
        Some(_) => output::note(&format!(
            "{size}; when the time is over, what was found and what was covered is printed"
        )),
        None => output::note(&format!(
            "{size}: too many to go through unasked. `--max-time 2h` searches so long, `--first 3` looks for three equilibria; \
             without them, all pure equilibria and one more if there is none"
        )),
    }
}

/// The equilibria as Gambit's tools print them, with notes on what that form cannot say.
fn lines(answer: &Answer, notation: Notation) -> String {
    if has_rounded_lines(answer) {
        output::note("irrational probabilities are rounded; `--format json` bounds them");
    }
    let completeness = &answer.solution.completeness;
    if !completeness.is_complete() {
        output::note(&format!("not known to be complete: {completeness}"));
    }
    gambit_lines(answer, notation)
}

fn rendered(answers: &[Answer], options: &SolveOptions, format: Format) -> String {
    let notation = options.output.notation();
    match format {
        Format::Text => {
            let terminal = output::terminal(options.output.file().is_some());
            let pages: Vec<String> = answers
                .iter()
                .map(|answer| reading(answer, notation, terminal))
                .collect();
            pages.join("\n\n")
        }
        Format::Json => {
            let digits = options.output.decimals.unwrap_or(json::DIGITS);
            json::solutions_text(answers, digits)
        }
        Format::Csv => csv(&long_table(answers, notation)),
        Format::Markdown => {
            let tables = tables(answers, notation);
            let tables: Vec<String> = tables.iter().map(markdown).collect();
            tables.join("\n")
        }
        Format::Latex => latex(&tables(answers, notation), &options.command()),
    }
}

/// The equilibria, and for each answer its refinements where they were asked for.
fn tables(answers: &[Answer], notation: Notation) -> Vec<Table> {
    let refined = answers.iter().filter_map(|answer| {
        let scenario = answer.subject.scenario.as_deref().unwrap_or("default");
        let id = format!("{}-{scenario}-refinements", answer.subject.stem());
        let mut table = answer.refinement_table(&id, notation)?;
        for line in answer.refinement_words() {
            table.note(line);
        }
        Some(table)
    });
    let refined: Vec<Table> = refined.collect();
    std::iter::once(table(answers, notation))
        .chain(refined)
        .collect()
}

fn table(answers: &[Answer], notation: Notation) -> Table {
    let subject = &answers[0].subject;
    let stem = subject.stem();
    let mut table = equilibria_table(
        &format!("{stem}-equilibria"),
        &format!("Equilibria of {}.", subject.title),
        answers,
        notation,
    );
    if subject.is_repeated {
        table.note("One period of a repeated game.".to_owned());
    }
    for answer in answers {
        if let Some(line) = answer.selection_line() {
            let scenario = answer.subject.scenario.as_deref().unwrap_or("default");
            table.note(format!("{scenario}: {line}"));
        }
        if let Some(line) = answer.connected_line() {
            let scenario = answer.subject.scenario.as_deref().unwrap_or("default");
            table.note(format!("{scenario}: {line}"));
        }
        if !answer.solution.completeness.is_complete() {
            let scenario = answer.subject.scenario.as_deref().unwrap_or("default");
            table.note(format!(
                "{scenario}: not known to be complete: {}.",
                answer.solution.completeness
            ));
        }
    }
    table
}

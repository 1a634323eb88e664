//! One measurement after the other: each method and program on each game, then the answers held against each other.

use std::path::{Path, PathBuf};

use super::BenchOptions;
use super::games::Prepared;
use super::machine::machine;
use super::process::{End, Told, heard};
use crate::bench::{
    Bench, Extent, GameForm, Listing, Method, NotFor, Outcome, PeerCommand, Run, Runner, Subject,
    Work, compared, read_output,
};
use crate::cli::error::Error;
use crate::cli::interruption::{bar, interrupted};
use crate::format::nfg::{self, Body};
use crate::format::{csv_game, gam, lrs};
use crate::game::Game;
use crate::report::json;

/// A call of somebody that took too long, on a game of a family.
struct TooLong {
    family: &'static str,
    players: usize,
    profiles: usize,
    runner: Runner,
    name: String,
}

struct Session<'a> {
    options: &'a BenchOptions,
    threads: usize,
    folder: PathBuf,
    too_long: Vec<TooLong>,
}

/// A run and the answer it gave.
struct Measured {
    run: Run,
    answer: Option<Listing>,
}

/// Measures everything that was asked for, or as far as Ctrl-C lets it.
pub(super) fn measured(
    options: &BenchOptions,
    games: Vec<Prepared>,
    methods: Option<Vec<Method>>,
    peers: Vec<PeerCommand>,
    threads: Option<u16>,
    quiet: bool,
) -> Result<Bench, Error> {
    let folder = tempfile::Builder::new().prefix("unipole-bench").tempdir();
    let folder = folder.map_err(|error| Error::write(&std::env::temp_dir(), error))?;
    let mut session = Session {
        options,
        threads: threads.map_or(1, usize::from),
        folder: folder.path().to_owned(),
        too_long: Vec::new(),
    };
    let wanted = methods.as_deref().unwrap_or(&Method::ALL);
    let own = |game: &Game| -> Vec<Method> {
        let fitting = wanted
            .iter()
            .filter(|method| method.is_not_for(game).is_none());
        fitting.copied().collect()
    };
    let beside = if peers.is_empty() { 0 } else { 1 + peers.len() };
    let all: usize = games
        .iter()
        .map(|one| own(&one.case.game).len() + beside)
        .sum();
    let progress = bar(Some(all as u64), "measurements", quiet);
    let mut subjects = Vec::new();
    let mut done = 0;
    for (number, prepared) in games.iter().enumerate() {
        let game = &prepared.case.game;
        let mut runners: Vec<Runner> = own(game).into_iter().map(Runner::Method).collect();
        if !peers.is_empty() {
            runners.push(Runner::Process);
            runners.extend(peers.iter().map(|peer| Runner::Peer(peer.name.clone())));
        }
        let mut found = Vec::new();
        for runner in runners {
            if interrupted() {
                break;
            }
            progress.set_message(format!("{}: {}", prepared.name, runner.name()));
            if let Some(measured) = session.measure(number, prepared, &runner, &peers)? {
                found.push(measured);
                done += 1;
                progress.inc(1);
            }
        }
        if !found.is_empty() {
            let remarks = remarks(game, wanted, methods.is_some(), &peers);
            subjects.push(subject(prepared, found, remarks));
        } else if !interrupted() {
            let remarks = remarks(game, wanted, true, &peers);
            subjects.push(subject(prepared, found, remarks));
        }
        if interrupted() {
            break;
        }
    }
    progress.finish_and_clear();
    let words = std::env::args().skip(1);
    let words: Vec<String> = std::iter::once("unipole".to_owned()).chain(words).collect();
    let words = words.iter().map(String::as_str);
    Ok(Bench {
        command: shlex::try_join(words).unwrap_or_else(|_| "unipole bench".to_owned()),
        version: env!("CARGO_PKG_VERSION"),
        machine: machine(),
        threads: session.threads,
        limit: options.max_time.as_secs_f64(),
        subjects,
        peers: peers
            .iter()
            .map(|peer| (peer.name.clone(), peer.command.clone()))
            .collect(),
        stopped: (done < all).then_some((done, all)),
    })
}

/// The game with what ran on it, answers compared.
fn subject(prepared: &Prepared, found: Vec<Measured>, remarks: Vec<String>) -> Subject {
    let game = &prepared.case.game;
    let is_whole = |one: &&Measured| {
        let is_ours = !matches!(one.run.runner, Runner::Peer(_));
        is_ours
            && one
                .answer
                .as_ref()
                .is_some_and(|answer| answer.extent == Extent::All)
    };
    let complete = found
        .iter()
        .find(is_whole)
        .and_then(|one| one.answer.clone());
    let runs = found.into_iter().map(|measured| {
        let agreement = measured.answer.as_ref();
        let agreement = agreement.map(|answer| compared(game, complete.as_ref(), answer));
        Run {
            agreement: agreement.or(measured.run.agreement),
            ..measured.run
        }
    });
    Subject {
        name: prepared.name.clone(),
        counts: game.counts().to_vec(),
        member: prepared.member.clone(),
        runs: runs.collect(),
        equilibria: complete.as_ref().map(|list| list.profiles.len()),
        remarks,
    }
}

/// Why methods did not run that were asked for, and what another program may misread.
fn remarks(game: &Game, wanted: &[Method], is_named: bool, peers: &[PeerCommand]) -> Vec<String> {
    let mut remarks = Vec::new();
    for method in wanted {
        // Of methods that nobody named, those for another number of players need no word.
        match method.is_not_for(game) {
            None => {}
            Some(NotFor::Players(_)) if !is_named => {}
            Some(why) => remarks.push(format!("{} was not run, it is {why}", method.name())),
        }
    }
    for peer in peers {
        if peer.form == GameForm::Lrs && game.counts().len() == 2 && lrs::has_long_numbers(game) {
            remarks.push(format!(
                "{}: some payoffs have more than 64 bits, which lrsnash 7.1 takes for other numbers",
                peer.name
            ));
        }
    }
    remarks
}

impl Session<'_> {
    /// One method or program on one game; nothing if Ctrl-C came first.
    fn measure(
        &mut self,
        number: usize,
        prepared: &Prepared,
        runner: &Runner,
        peers: &[PeerCommand],
    ) -> Result<Option<Measured>, Error> {
        let game = &prepared.case.game;
        let profiles = game.profiles();
        let too_long = prepared.member.as_ref().and_then(|member| {
            self.too_long.iter().find(|one| {
                one.family == member.family
                    && one.players == game.counts().len()
                    && one.profiles < profiles
                    && one.runner == *runner
            })
        });
        if let Some(one) = too_long {
            return Ok(Some(without_answer(
                runner,
                Outcome::Skipped(format!("too long on {}", one.name)),
            )));
        }
        let peer = peers
            .iter()
            .find(|peer| Runner::Peer(peer.name.clone()) == *runner);
        let command = match (runner, peer) {
            (_, Some(peer)) => match self.file(number, prepared, peer.form)? {
                Ok(path) => Some(peer.words(&path)),
                Err(why) => return Ok(Some(without_answer(runner, Outcome::Skipped(why)))),
            },
            (Runner::Process, _) => Some(self.own_process(number, prepared)?),
            _ => None,
        };
        let mut arguments = ["bench-call", "--limit"].map(str::to_owned).to_vec();
        arguments.push(self.options.max_time.as_secs_f64().to_string());
        if let Some(runs) = self.options.runs {
            arguments.extend(["--runs".to_owned(), runs.to_string()]);
        }
        match (command, runner) {
            (Some(command), _) => {
                arguments.push("--".to_owned());
                arguments.extend(command);
            }
            (None, Runner::Method(method)) => {
                let path = self.json(number, prepared)?;
                let more = ["--game", &path, "--method", method.name(), "--threads"];
                arguments.extend(more.map(str::to_owned));
                arguments.push(self.threads.to_string());
            }
            (None, _) => unreachable!("invariant: a process has a command"),
        }
        let told = heard(&arguments, self.options.max_time).map_err(|error| {
            Error::request(format!("a measurement cannot be started: {error}"), None)
        })?;
        if told.end == End::Interrupted {
            return Ok(None);
        }
        let measured = self.measured(game, runner, told);
        if let (Outcome::Longer(_), Some(member)) = (&measured.run.outcome, &prepared.member) {
            self.too_long.push(TooLong {
                family: member.family,
                players: game.counts().len(),
                profiles,
                runner: runner.clone(),
                name: prepared.name.clone(),
            });
        }
        Ok(Some(measured))
    }

    fn measured(&self, game: &Game, runner: &Runner, told: Told) -> Measured {
        let outcome = match (told.failed, told.times.is_empty(), told.end) {
            (Some(why), _, _) => Outcome::Failed(why),
            (None, true, End::TooLong) => Outcome::Longer(self.options.max_time.as_secs_f64()),
            (None, true, _) => Outcome::Failed("it ended without an answer".to_owned()),
            (None, false, _) => Outcome::Times(told.times),
        };
        if !matches!(outcome, Outcome::Times(_)) {
            return without_answer(runner, outcome);
        }
        let read = told.output.as_ref().map(|output| read_output(game, output));
        let is_unread = matches!(read, Some(None));
        let (answer, work) = match read {
            Some(Some(read)) => (Some(read.listing), read.work),
            Some(None) => (None, None),
            None => (
                told.answer,
                told.work.and_then(|(count, unit)| work(count, &unit)),
            ),
        };
        let run = Run {
            runner: runner.clone(),
            outcome,
            equilibria: answer.as_ref().and_then(Listing::equilibria),
            agreement: is_unread.then(|| {
                crate::bench::Agreement::NotCompared(
                    "its output has no form that is known".to_owned(),
                )
            }),
            work,
            memory: told.memory,
        };
        Measured { run, answer }
    }

    /// The words that solve a game in a process of its own.
    fn own_process(&self, number: usize, prepared: &Prepared) -> Result<Vec<String>, Error> {
        let program = std::env::current_exe();
        let program = program.map_err(|error| Error::request(error.to_string(), None))?;
        let path = self.json(number, prepared)?;
        let threads = self.threads.to_string();
        let words = [
            "solve",
            &path,
            "--format",
            "json",
            "--quiet",
            "--threads",
            &threads,
        ];
        let mut command = vec![program.to_string_lossy().into_owned()];
        command.extend(words.map(str::to_owned));
        Ok(command)
    }

    fn json(&self, number: usize, prepared: &Prepared) -> Result<String, Error> {
        let path = self.file(number, prepared, GameForm::Json)?;
        Ok(path.expect("invariant: JSON holds every game"))
    }

    /// The path of the game in a form, written if it is not there yet; or why the form cannot hold it.
    fn file(
        &self,
        number: usize,
        prepared: &Prepared,
        form: GameForm,
    ) -> Result<Result<String, String>, Error> {
        let path = self.folder.join(format!("game-{number}.{}", form.ending()));
        if !path.exists() {
            let game = &prepared.case.game;
            if game.is_ordinal() && form != GameForm::Json {
                return Ok(Err(
                    "payoffs are ranks, which its form of game cannot say".to_owned()
                ));
            }
            let text = match form {
                GameForm::Json => format!("{}\n", json::game(&prepared.case.subject, game)),
                GameForm::Nfg => nfg::write(game, Body::Payoffs),
                GameForm::Gam => gam::write(game),
                GameForm::Lrs => match lrs::write(game) {
                    Ok(text) => text,
                    Err(error) => return Ok(Err(error.to_string())),
                },
                GameForm::Csv => match csv_game::write_long(game) {
                    Ok(text) => text,
                    Err(error) => return Ok(Err(error.to_string())),
                },
            };
            write(&path, &text)?;
        }
        Ok(Ok(path.to_string_lossy().into_owned()))
    }
}

fn write(path: &Path, text: &str) -> Result<(), Error> {
    std::fs::write(path, text).map_err(|error| Error::write(path, error))
}

/// What a method counts, in words that outlive the process that told them.
fn work(count: u64, unit: &str) -> Option<Work> {
    let units = ["nodes", "pivots", "supports", "paths", "points"];
    let unit = units.into_iter().find(|known| *known == unit)?;
    Some(Work::new(count, unit))
}

fn without_answer(runner: &Runner, outcome: Outcome) -> Measured {
    Measured {
        run: Run {
            runner: runner.clone(),
            outcome,
            equilibria: None,
            agreement: None,
            work: None,
            memory: None,
        },
        answer: None,
    }
}

//! Answers and outcomes in words.

use super::super::table::Cell;
use super::numbers::{duration, milliseconds};
use crate::bench::{Agreement, Bench, Machine, Outcome, Run, Runner, Subject};

/// How the answer of a run stands to the others'; [`reason`] says why where there is none.
pub(super) fn answer(subject: &Subject, run: &Run) -> Cell {
    match &run.outcome {
        Outcome::Failed(_) => return "none".into(),
        Outcome::Skipped(_) => return "not run".into(),
        Outcome::Times(_) | Outcome::Longer(_) => {}
    }
    let Some(agreement) = &run.agreement else {
        return "–".into();
    };
    // What we round ourselves is proved to lie within bounds.
    let rounded = match run.runner {
        Runner::Peer(_) => ", to its digits",
        Runner::Method(_) | Runner::Process => ", within bounds",
    };
    let (words, exactly) = match agreement {
        Agreement::Same { exactly } if is_alone(subject, run) => ("the list", *exactly),
        Agreement::Same { exactly } => ("same", *exactly),
        Agreement::Within { .. } if run.equilibria.is_none() => ("range holds all", true),
        Agreement::Within { exactly } => ("in the list", *exactly),
        Agreement::Certified => ("right by the definition", true),
        Agreement::NotCompared(_) => return "not compared".into(),
        Agreement::Different(_) => return Cell::emphasis("different"),
    };
    match exactly {
        true => words.into(),
        false => format!("{words}{rounded}").into(),
    }
}

/// Why a run has no answer, or none that is compared.
pub(super) fn reason(run: &Run) -> Option<String> {
    let name = run.runner.name();
    match (&run.outcome, &run.agreement) {
        (Outcome::Failed(why), _) => Some(format!("{name} has no answer: {why}")),
        (Outcome::Skipped(why), _) => Some(format!("{name} was not run: {why}")),
        (_, Some(Agreement::NotCompared(why))) => Some(format!("{name} is not compared: {why}")),
        _ => None,
    }
}

/// Whether nobody else has the list, so that it is compared with nothing.
fn is_alone(subject: &Subject, run: &Run) -> bool {
    let others = subject
        .runs
        .iter()
        .filter(|other| other.runner != run.runner);
    let agreements = others.filter_map(|other| other.agreement.as_ref());
    agreements.filter(|one| one.is_same()).count() == 0
}

/// The median in milliseconds; a bound where a call took too long, a dash where there was none.
pub(super) fn median(run: &Run) -> String {
    match &run.outcome {
        Outcome::Times(_) => run
            .spread()
            .map_or(String::new(), |spread| milliseconds(spread.median)),
        Outcome::Longer(limit) => format!("more than {}", duration(*limit)),
        Outcome::Failed(_) | Outcome::Skipped(_) => "–".to_owned(),
    }
}

/// What runs, for those who read a table.
pub(super) fn about(runner: &Runner, bench: &Bench) -> String {
    match runner {
        Runner::Method(method) => format!("{}: {}.", method.name(), method.looks_for()),
        Runner::Process => {
            "unipole solve: the whole process, with start, reading and writing all evidence."
                .to_owned()
        }
        Runner::Peer(name) => {
            let command = bench.peers.iter().find(|(peer, _)| peer == name);
            let command = command.map_or("", |(_, command)| command);
            format!("{name}: the whole process `{command}`.")
        }
    }
}

/// The machine and how it was used.
pub(super) fn machine(bench: &Bench) -> String {
    let Machine {
        system,
        architecture,
        processor,
        cores,
    } = &bench.machine;
    let processor = processor
        .as_ref()
        .map_or(String::new(), |name| format!(", {name}"));
    let count = |number: usize, one: &str| match number {
        1 => format!("one {one}"),
        number => format!("{number} {one}s"),
    };
    format!(
        "unipole {}, {system}, {architecture}{processor}, {}; {} for each method.",
        bench.version,
        count(*cores, "core"),
        count(bench.threads, "thread"),
    )
}

/// What the numbers are, and what they are not.
pub(super) fn method(bench: &Bench) -> String {
    let runs = bench.subjects.iter().flat_map(|subject| &subject.runs);
    let times = runs.filter_map(|run| Some(run.spread()?.runs));
    let (least, most) = times.fold((usize::MAX, 0), |(least, most), runs| {
        (least.min(runs), most.max(runs))
    });
    let number = match (least, most) {
        (_, 0) => String::new(),
        (1, 1) => " of one call".to_owned(),
        (least, most) if least == most => format!(" of {most} calls"),
        (least, most) => format!(" of {least} to {most} calls"),
    };
    format!(
        "Times are medians{number}, with the first and the third quartile, warm and in a process of their own; they change from run to run and from machine to machine, ratios less. Memory is the peak of that process. A call was ended after {}.",
        duration(bench.limit)
    )
}

/// Answers that contradict each other, one sentence each.
pub(super) fn contradictions(bench: &Bench) -> Vec<String> {
    let told = |(game, runner, told): (&str, &Runner, &[String])| {
        format!("{game}, {}: {}.", runner.name(), told.join("; "))
    };
    bench.contradictions().into_iter().map(told).collect()
}

/// How the answers compare, in one sentence.
pub(super) fn verdict(bench: &Bench) -> String {
    match (bench.contradictions().len(), bench.compared()) {
        (0, 0) => "No answer could be compared with another.".to_owned(),
        (0, 1) => "One answer, and nothing contradicts it.".to_owned(),
        (0, number) => format!("{number} answers compared, and none contradicts another."),
        (1, _) => "One answer contradicts others; there is no ratio for that game.".to_owned(),
        (number, _) => {
            format!("{number} answers contradict others; there is no ratio for those games.")
        }
    }
}

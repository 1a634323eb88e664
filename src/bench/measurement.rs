//! What was measured: games, who ran on them, answers and times.

use super::comparison::Agreement;
use super::statistics::{Spread, spread};
use super::{
    Growth, Method,
    growth::{self},
};

/// What a method counted on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Work {
    /// How many.
    pub count: u64,
    /// Of what: `nodes`, `pivots`.
    pub unit: &'static str,
}

impl Work {
    /// So many of something.
    pub fn new(count: u64, unit: &'static str) -> Self {
        Work { count, unit }
    }
}

/// Who ran.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Runner {
    /// A method, in a process that is warm.
    Method(Method),
    /// `unipole solve FILE`, as a whole process.
    Process,
    /// Another program, as a whole process, by its name.
    Peer(String),
}

impl Runner {
    /// The name in tables.
    pub fn name(&self) -> &str {
        match self {
            Runner::Method(method) => method.name(),
            Runner::Process => "unipole solve",
            Runner::Peer(name) => name,
        }
    }
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// With an answer: the seconds of each run.
    Times(Vec<f64>),
    /// It took longer than so many seconds, and was ended.
    Longer(f64),
    /// There is no answer, and why.
    Failed(String),
    /// It was not begun, and why.
    Skipped(String),
}

/// One method, or one program, on one game.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Who ran.
    pub runner: Runner,
    /// How it ended.
    pub outcome: Outcome,
    /// How many equilibria it listed, if it listed any.
    pub equilibria: Option<usize>,
    /// How its answer stands to the others', if there is one.
    pub agreement: Option<Agreement>,
    /// What it counted.
    pub work: Option<Work>,
    /// The peak of its memory in kilobytes, where the system tells.
    pub memory: Option<Memory>,
}

/// A peak of memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Memory {
    /// In kilobytes.
    pub kilobytes: u64,
    /// The peak may be lower: what started the process had as much, and the system does not tell them apart.
    pub is_bound: bool,
}

impl Run {
    /// The median and the quartiles of its times.
    pub fn spread(&self) -> Option<Spread> {
        match &self.outcome {
            Outcome::Times(times) => spread(times),
            _ => None,
        }
    }
}

/// Where a game of a family stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The family's name.
    pub family: &'static str,
    /// How many actions all players have, if all have as many.
    pub size: Option<usize>,
    /// What its random numbers began with, where it has any.
    pub seed: Option<u64>,
}

/// A game and all that ran on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// The name in tables.
    pub name: String,
    /// The number of actions of each player.
    pub counts: Vec<usize>,
    /// The family, if it is of one.
    pub member: Option<Member>,
    /// How many equilibria there are, if a complete list was made.
    pub equilibria: Option<usize>,
    /// Who ran.
    pub runs: Vec<Run>,
    /// Why some methods did not run, in words.
    pub remarks: Vec<String>,
}

impl Subject {
    /// The run of somebody.
    pub fn run(&self, runner: &Runner) -> Option<&Run> {
        self.runs.iter().find(|run| run.runner == *runner)
    }

    /// How many times as long as our whole process another program takes; only where both list the same equilibria, and nothing contradicts anything.
    pub fn ratio(&self, peer: &str) -> Option<f64> {
        if self.is_contradicted() {
            return None;
        }
        let [ours, theirs] = [Runner::Process, Runner::Peer(peer.to_owned())].map(|who| {
            let run = self.run(&who)?;
            let is_same = run.agreement.as_ref().is_some_and(Agreement::is_same);
            run.spread().filter(|_| is_same).map(|spread| spread.median)
        });
        Some(theirs? / ours?)
    }

    /// Whether some answers contradict each other.
    pub fn is_contradicted(&self) -> bool {
        let differs = |run: &Run| matches!(run.agreement, Some(Agreement::Different(_)));
        self.runs.iter().any(differs)
    }
}

/// The machine that the times are of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Machine {
    /// The operating system.
    pub system: String,
    /// The architecture.
    pub architecture: String,
    /// The processor's name, where the system tells.
    pub processor: Option<String>,
    /// How many cores there are.
    pub cores: usize,
}

/// Everything that was measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Bench {
    /// The command.
    pub command: String,
    /// The version of the program.
    pub version: &'static str,
    /// The machine.
    pub machine: Machine,
    /// How many threads each method had.
    pub threads: usize,
    /// The seconds after which a call was ended.
    pub limit: f64,
    /// The games, in the order in which they were given.
    pub subjects: Vec<Subject>,
    /// The other programs with their commands, in order.
    pub peers: Vec<(String, String)>,
    /// How many of how many measurements were made, if Ctrl-C ended them.
    pub stopped: Option<(usize, usize)>,
}

/// How one method's time grows in a family.
#[derive(Debug, Clone, PartialEq)]
pub struct GrowthOf {
    /// Who ran.
    pub runner: Runner,
    /// Each size with the median over its games; none where some game has no time.
    pub medians: Vec<(usize, Option<f64>)>,
    /// The lines through the sizes that have one, if there are three.
    pub growth: Option<Growth>,
}

/// A family at several sizes.
#[derive(Debug, Clone, PartialEq)]
pub struct FamilyGrowth {
    /// The family's name.
    pub family: &'static str,
    /// How many players its games have.
    pub players: usize,
    /// The most games of one size.
    pub games: usize,
    /// One for each method and program that ran at two sizes and more.
    pub rows: Vec<GrowthOf>,
}

impl Bench {
    /// Who ran, in the order of their first run.
    pub fn runners(&self) -> Vec<Runner> {
        let mut found: Vec<Runner> = Vec::new();
        for run in self.subjects.iter().flat_map(|subject| &subject.runs) {
            if !found.contains(&run.runner) {
                found.push(run.runner.clone());
            }
        }
        found.sort_by_key(|runner| match runner {
            Runner::Method(method) => (0, Method::ALL.iter().position(|one| one == method)),
            Runner::Process => (1, None),
            Runner::Peer(name) => (2, self.peers.iter().position(|(peer, _)| peer == name)),
        });
        found
    }

    /// The contradictions between answers: the game, who says it, and what.
    pub fn contradictions(&self) -> Vec<(&str, &Runner, &[String])> {
        let mut found = Vec::new();
        for subject in &self.subjects {
            for run in &subject.runs {
                if let Some(Agreement::Different(told)) = &run.agreement {
                    found.push((subject.name.as_str(), &run.runner, told.as_slice()));
                }
            }
        }
        found
    }

    /// How many answers were compared with another one, or checked by the definition.
    pub fn compared(&self) -> usize {
        let runs = self.subjects.iter().flat_map(|subject| &subject.runs);
        let is_compared =
            |run: &&Run| !matches!(run.agreement, None | Some(Agreement::NotCompared(_)));
        runs.filter(is_compared).count()
    }

    /// How times grow in each family that has three sizes or more, with as many actions for all players.
    pub fn growths(&self) -> Vec<FamilyGrowth> {
        let mut families: Vec<(&'static str, usize)> = Vec::new();
        for subject in &self.subjects {
            if let Some(Member {
                family,
                size: Some(_),
                ..
            }) = subject.member
            {
                let key = (family, subject.counts.len());
                if !families.contains(&key) {
                    families.push(key);
                }
            }
        }
        let grown = families.into_iter().filter_map(|key| self.growth_in(key));
        grown.collect()
    }

    fn growth_in(&self, (family, players): (&'static str, usize)) -> Option<FamilyGrowth> {
        let of_size = |subject: &Subject| {
            let member = subject.member.as_ref()?;
            let is_it = member.family == family && subject.counts.len() == players;
            member.size.filter(|_| is_it)
        };
        let mut sizes: Vec<usize> = self.subjects.iter().filter_map(of_size).collect();
        sizes.sort_unstable();
        sizes.dedup();
        if sizes.len() < growth::FEWEST {
            return None;
        }
        let of = |size: usize| {
            self.subjects
                .iter()
                .filter(move |one| of_size(one) == Some(size))
        };
        let rows = self.runners().into_iter().filter_map(|runner| {
            let median = |size: &usize| {
                let medians: Option<Vec<f64>> = of(*size)
                    .map(|one| Some(one.run(&runner)?.spread()?.median))
                    .collect();
                (
                    *size,
                    medians.and_then(|medians| Some(spread(&medians)?.median)),
                )
            };
            let medians: Vec<(usize, Option<f64>)> = sizes.iter().map(median).collect();
            let known = medians
                .iter()
                .filter_map(|(size, time)| Some((*size as f64, (*time)?)));
            let known: Vec<(f64, f64)> = known.collect();
            (known.len() > 1).then(|| GrowthOf {
                runner,
                growth: growth::growth(&known),
                medians,
            })
        });
        Some(FamilyGrowth {
            family,
            players,
            games: sizes
                .iter()
                .map(|size| of(*size).count())
                .max()
                .unwrap_or(0),
            rows: rows.collect(),
        })
    }
}

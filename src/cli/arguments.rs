//! What can be typed.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::bench::{BenchCallOptions, BenchOptions};
use super::capabilities::CapabilitiesOptions;
use super::claims::ClaimsOptions;
use super::convert::ConvertOptions;
use super::error::Error;
use super::generate::GenerateOptions;
use super::interruption::duration;
use super::repeat::RepeatOptions;
use crate::report::{DIGIT_LIMIT, Notation};
use crate::solve::refinement::Rule;

/// Under which payoff assumptions is balancing, bandwagoning or neutrality an equilibrium?
#[derive(Debug, Parser)]
#[command(name = "unipole", version, about, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Use this many threads (default: as many as there are processors)
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub threads: Option<u16>,
    /// No progress and no notes
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// All equilibria at one parameter point
    Solve(SolveOptions),
    /// When each profile is an equilibrium: formulas in the parameters
    Conditions(ConditionsOptions),
    /// Quantal responses: from random choice to best replies, as choice grows more precise
    Logit(LogitOptions),
    /// Which equilibria hold where, over one or two parameters
    Map(MapOptions),
    /// What lasts when the game is played again and again: payoffs, critical discount factors, plans
    Repeat(RepeatOptions),
    /// Test the propositions: what the models say about each, with evidence
    Claims(ClaimsOptions),
    /// Whether real states could balance, year by year, from a CSV file of their capabilities
    Capabilities(CapabilitiesOptions),
    /// All scenarios of all bundled or given models, as pages, tables and data
    Report(ReportOptions),
    /// Convert a model or game: .nfg, .efg, .lrs, .gam, .csv, .json; as a payoff matrix or a tree: .tex, .svg
    Convert(ConvertOptions),
    /// Make a game of a named family: random, coordination, many-equilibria, ..
    Generate(GenerateOptions),
    /// Time solvers and other programs on the same games, answers compared first
    Bench(BenchOptions),
    /// What `bench` starts for each method
    #[command(hide = true)]
    BenchCall(BenchCallOptions),
    /// List the bundled models, or print one: `unipole models core > mine.toml`
    Models(ModelsOptions),
    /// What changes between two models, scenarios or parameter points
    Diff(DiffOptions),
    /// Re-verify a saved answer, trusting nothing of what found it
    Check(CheckOptions),
    /// Shell completions, on standard output
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// The names of the rules that select one of several equilibria.
fn rules() -> impl TypedValueParser<Value = Rule> {
    PossibleValuesParser::new(Rule::ALL.map(Rule::name))
        .map(|name| Rule::of_name(&name).expect("invariant: one of the possible values"))
}

/// Where to stand: a scenario and settings.
#[derive(Debug, Args)]
pub(super) struct PointOptions {
    /// Set a parameter: `u=1/2`, `m=7/10,3/20`, `c_2=1/4`, `c=4/5-u` (repeatable)
    #[arg(long = "set", value_name = "NAME=VALUE", allow_hyphen_values = true)]
    pub set: Vec<String>,
    /// Take a named parameter point, or `all` of them
    #[arg(long, value_name = "NAME")]
    pub scenario: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct OutputOptions<F: ValueEnum + Send + Sync + 'static = Format> {
    /// The form of the answer (default: text, or by the ending of FILE)
    #[arg(long, value_enum)]
    pub format: Option<F>,
    /// Write to a file
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Show N decimals instead of exact numbers
    #[arg(short, long = "decimals", value_name = "N", value_parser = clap::value_parser!(u32).range(0..=i64::from(DIGIT_LIMIT)))]
    pub decimals: Option<u32>,
}

#[derive(Debug, Args)]
pub(super) struct SolveOptions {
    /// A model's path, a bundled model's id, or a game: .nfg, .efg, .lrs, .gam, .csv, .json
    pub model: String,
    #[command(flatten)]
    pub point: PointOptions,
    /// What counts as a solution (default: nash; subgame-perfect where moves have an order, bayesian where there are types)
    #[arg(long, value_enum)]
    pub concept: Option<ConceptName>,
    /// Who moves first, with `--concept stackelberg` (default: the unipole, if there is one, else the first player)
    #[arg(long, value_name = "PLAYER")]
    pub leader: Option<String>,
    /// Also which equilibria survive which refinement: quasi-strict, admissible, perfect, proper, essential, p-dominant
    #[arg(long)]
    pub refine: bool,
    /// Which equilibrium a rule selects (default: the rule that the model names, if it names one)
    #[arg(long, value_name = "RULE", value_parser = rules())]
    pub select: Option<Rule>,
    /// Keep what proves that a list for two players is complete, for `unipole check`: with `--format json`
    #[arg(long)]
    pub certificate: bool,
    /// Where the Lemke-Howson paths of a game for two end that begin at each action, and how long they are
    #[arg(long, conflicts_with_all = ["concept", "refine", "select", "first", "certificate"])]
    pub lemke_howson: bool,
    /// Only K equilibria, those found first: also of games too large for all
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(1..))]
    pub first: Option<u32>,
    /// Search so long, 90s, 5m or 2h, and say what was covered: also of games too large for all
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub max_time: Option<Duration>,
    #[command(flatten)]
    pub output: OutputOptions<SolveFormat>,
}

#[derive(Debug, Args)]
pub(super) struct ConditionsOptions {
    /// A model's path, or a bundled model's id
    pub model: String,
    /// Only this profile, `U=press,C=resist,S=balance`; players left out may play anything
    #[arg(long, value_name = "PROFILE")]
    pub profile: Option<String>,
    /// Only profiles in which a player takes a posture, `S=balance` or `S='hard balancing'`
    #[arg(long, value_name = "PLAYER=POSTURE")]
    pub posture: Vec<String>,
    /// The parameters that stay symbols (default: all whose value is a number)
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub free: Vec<String>,
    /// Solve every inequality for this parameter
    #[arg(long = "for", value_name = "NAME")]
    pub solve_for: Option<String>,
    /// Instead: the share of the box of the parameters' ranges in which each posture is an equilibrium
    #[arg(long, conflicts_with_all = ["profile", "posture", "solve_for"])]
    pub share: bool,
    #[command(flatten)]
    pub point: PointOptions,
    #[command(flatten)]
    pub output: OutputOptions,
}

#[derive(Debug, Args)]
pub(super) struct MapOptions {
    /// A model's path, or a bundled model's id
    pub model: String,
    /// The first parameter and its ends, `u=0..1`; without ends, its range in the model file (default: as the model says)
    #[arg(long, value_name = "NAME=LO..HI")]
    pub x: Option<String>,
    /// The second parameter; without it, exact thresholds along the first
    #[arg(long, value_name = "NAME=LO..HI", requires = "x")]
    pub y: Option<String>,
    #[command(flatten)]
    pub point: PointOptions,
    /// The smallest cells, as a share of each side
    #[arg(long, value_name = "SHARE", default_value = "1/1000")]
    pub resolution: String,
    /// Save the cells with their evidence, for `unipole check`
    #[arg(long, value_name = "FILE")]
    pub certificate: Option<PathBuf>,
    /// The form of the answer (default: text, or by the ending of FILE)
    #[arg(long, value_enum)]
    pub format: Option<MapFormat>,
    /// Write to a file: .svg, .tex, .pdf or .png draws, .csv and .json hold the cells
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Show N decimals instead of exact numbers
    #[arg(short, long = "decimals", value_name = "N", value_parser = clap::value_parser!(u32).range(0..=i64::from(DIGIT_LIMIT)))]
    pub decimals: Option<u32>,
}

#[derive(Debug, Args)]
pub(super) struct LogitOptions {
    /// A model's path, a bundled model's id, or a game: .nfg, .efg, .lrs, .gam, .csv, .json
    pub model: String,
    /// List the logit equilibria at this precision, with proof (default: as the model says, if it does)
    #[arg(long, value_name = "L", allow_hyphen_values = true)]
    pub precision: Option<String>,
    /// Follow the path to this precision (default: until it has settled near an equilibrium)
    #[arg(long, value_name = "L", allow_hyphen_values = true)]
    pub largest: Option<String>,
    #[command(flatten)]
    pub point: PointOptions,
    /// The form of the answer (default: text, or by the ending of FILE)
    #[arg(long, value_enum)]
    pub format: Option<MapFormat>,
    /// Write to a file: .svg, .tex, .pdf or .png (if built with raster) draws, .csv and .json hold the points
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Show N decimals
    #[arg(short, long = "decimals", value_name = "N", value_parser = clap::value_parser!(u32).range(0..=i64::from(DIGIT_LIMIT)))]
    pub decimals: Option<u32>,
}

/// The form of a map, or of the logit path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum MapFormat {
    Text,
    Json,
    Csv,
    Svg,
    /// TikZ, for a paper
    Latex,
    /// If built with raster
    Pdf,
    /// If built with raster
    Png,
}

#[derive(Debug, Args)]
pub(super) struct ReportOptions {
    /// Models' paths, bundled models' ids or files of games (default: all bundled models)
    #[arg(value_name = "MODEL")]
    pub models: Vec<String>,
    /// The directory to write to
    #[arg(short, long, value_name = "DIR", default_value = "results")]
    pub output: PathBuf,
    /// Write nothing; compare DIR with what would be written, exit 1 if it differs
    #[arg(long)]
    pub check: bool,
    /// Write the paper too, into DIR/paper: LaTeX, one HTML page, each table as CSV
    #[arg(long)]
    pub paper: bool,
    /// Write the report, the paper, models, versions and checksums into a replication archive too
    #[arg(long, value_name = "FILE.zip", conflicts_with = "check")]
    pub archive: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct ModelsOptions {
    /// Print this model
    pub id: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct DiffOptions {
    /// MODEL, MODEL@SCENARIO or MODEL@u=1/2,c=1/5
    pub before: String,
    /// The same, or only @SCENARIO or @u=1/2 for another point of the same model
    pub after: String,
    /// Set a parameter on both sides
    #[arg(long = "set", value_name = "NAME=VALUE", allow_hyphen_values = true)]
    pub set: Vec<String>,
    /// What counts as a solution (default: nash; subgame-perfect where moves have an order, bayesian where there are types)
    #[arg(long, value_enum)]
    pub concept: Option<ConceptName>,
    #[command(flatten)]
    pub output: OutputOptions,
}

#[derive(Debug, Args)]
pub(super) struct CheckOptions {
    /// An answer saved by `solve` or `diff` with `--format json`, or the certificate of a map
    pub file: String,
    /// The form of the report (default: text, or by the ending of FILE)
    #[arg(long, value_enum)]
    pub format: Option<CheckFormat>,
    /// Exit with 1 also when something was left unchecked
    #[arg(long)]
    pub strict: bool,
    /// Write to a file
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// The form of a report of checking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    Text,
    Json,
}

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
    Csv,
    Markdown,
    Latex,
}

/// The form of a list of equilibria.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SolveFormat {
    Text,
    Json,
    Csv,
    Markdown,
    Latex,
    /// A line `NE,1/2,1/2,0,1` for each equilibrium, as Gambit's tools print
    Gambit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ConceptName {
    /// Nash equilibria, pure and mixed
    Nash,
    /// Nash equilibria in pure actions
    Pure,
    /// Equilibria of every part of a game with an order of moves that is a game of its own
    SubgamePerfect,
    /// Equilibria in which every type of every player decides for itself
    Bayesian,
    /// Bayesian equilibria that beliefs support where play does not lead
    PerfectBayesian,
    /// What one player gets that moves first and can commit itself
    Stackelberg,
    /// What is possible if somebody draws a profile, and nobody gains by doing another action than the one it is told
    Correlated,
    /// The same, if nobody gains by deciding for an action before it is told one
    CoarseCorrelated,
}

impl SolveOptions {
    /// The command that makes the same LaTeX again.
    pub fn command(&self) -> String {
        let mut words = vec!["unipole solve".to_owned(), self.model.clone()];
        words.extend(self.point.words());
        let concept = self.concept.and_then(|concept| concept.to_possible_value());
        words.extend(concept.map(|name| format!("--concept {}", name.get_name())));
        words.extend(self.leader.iter().map(|who| format!("--leader {who}")));
        words.extend(self.refine.then(|| "--refine".to_owned()));
        words.extend(self.select.map(|rule| format!("--select {}", rule.name())));
        words.extend(self.lemke_howson.then(|| "--lemke-howson".to_owned()));
        words.extend(self.first.iter().map(|first| format!("--first {first}")));
        words.extend(self.output.decimals.iter().map(|d| format!("-d {d}")));
        words.push("--format latex".to_owned());
        words.join(" ")
    }
}

impl MapFormat {
    /// The format that a file's ending stands for.
    pub fn of_ending(path: &Path) -> Result<Self, Error> {
        match path.extension().and_then(|e| e.to_str()) {
            Some("txt") | None => Ok(MapFormat::Text),
            Some("json") => Ok(MapFormat::Json),
            Some("csv") => Ok(MapFormat::Csv),
            Some("svg") => Ok(MapFormat::Svg),
            Some("tex") => Ok(MapFormat::Latex),
            Some("pdf") => Ok(MapFormat::Pdf),
            Some("png") => Ok(MapFormat::Png),
            Some(_) => Err(Error::request(
                format!("`{}` does not say which format to write", path.display()),
                Some("end it in .svg, .tex, .pdf, .png, .csv, .json or .txt, or give `--format`"),
            )),
        }
    }
}

impl PointOptions {
    /// The options as they are typed.
    pub fn words(&self) -> impl Iterator<Item = String> {
        let scenario = self.scenario.iter().map(|s| format!("--scenario {s}"));
        scenario.chain(self.set.iter().map(|s| format!("--set '{s}'")))
    }
}

impl CheckOptions {
    /// The format asked for, or the one the file's ending stands for.
    pub fn chosen(&self) -> CheckFormat {
        self.format.unwrap_or_else(|| {
            let ending = self.output.as_ref().and_then(|path| path.extension());
            match ending.is_some_and(|ending| ending == "json") {
                true => CheckFormat::Json,
                false => CheckFormat::Text,
            }
        })
    }
}

impl<F: ValueEnum + Send + Sync + 'static> OutputOptions<F> {
    /// The file to write; `-` is the standard output, like no file at all.
    pub fn file(&self) -> Option<&Path> {
        self.output
            .as_deref()
            .filter(|path| path.as_os_str() != "-")
    }

    pub fn notation(&self) -> Notation {
        self.decimals.map_or(Notation::Exact, Notation::Decimals)
    }
}

impl OutputOptions {
    /// The format asked for, or the one the file's ending stands for.
    pub fn chosen(&self) -> Result<Format, Error> {
        match (self.format, &self.output) {
            (Some(format), _) => Ok(format),
            (None, Some(path)) => Format::of_ending(path),
            (None, None) => Ok(Format::Text),
        }
    }
}

impl OutputOptions<SolveFormat> {
    /// The format asked for, or the one the file's ending stands for; none for lines as Gambit prints them.
    pub fn chosen(&self) -> Result<Option<Format>, Error> {
        Ok(Some(match (self.format, &self.output) {
            (Some(SolveFormat::Gambit), _) => return Ok(None),
            (Some(SolveFormat::Text), _) | (None, None) => Format::Text,
            (Some(SolveFormat::Json), _) => Format::Json,
            (Some(SolveFormat::Csv), _) => Format::Csv,
            (Some(SolveFormat::Markdown), _) => Format::Markdown,
            (Some(SolveFormat::Latex), _) => Format::Latex,
            (None, Some(path)) => Format::of_ending(path)?,
        }))
    }
}

impl Format {
    fn of_ending(path: &Path) -> Result<Self, Error> {
        match path.extension().and_then(|e| e.to_str()) {
            Some("txt") | None => Ok(Format::Text),
            Some("json") => Ok(Format::Json),
            Some("csv") => Ok(Format::Csv),
            Some("md") => Ok(Format::Markdown),
            Some("tex") => Ok(Format::Latex),
            Some(_) => Err(Error::request(
                format!("`{}` does not say which format to write", path.display()),
                Some("end it in .txt, .json, .csv, .md or .tex, or give `--format`"),
            )),
        }
    }
}

//! `unipole bench`: methods and other programs on the same games, answers before times.

mod child;
mod games;
mod machine;
mod process;
mod session;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, ValueEnum};

use super::arguments::PointOptions;
use super::error::Error;
use super::interruption::{INTERRUPTED, duration, interrupted, watch_for_interruption};
use super::output;
use super::picture::{Picture, picture};
use crate::bench::{Bench, Method, PeerCommand, PeerCommandError};
use crate::formula::closest;
use crate::report::bench::{bench_drawing, bench_json, bench_reading, bench_rows, bench_tables};
use crate::report::map::Drawing;
use crate::report::{csv, latex, markdown};

pub(super) use child::BenchCallOptions;
pub(super) use child::run as run_call;

/// What the help says of methods, other programs, and how to begin.
const MORE: &str = "\
Methods, all that apply unless --method names some:
  tree          two players: all extreme equilibria, by the tree of complementary labels
  vertices      two players: the same, by the vertices of the best-reply polytopes
  supports      three players and more: all equilibria, support by support
  solve         all that `unipole solve` works out
  pure          all pure equilibria
  lemke-howson  two players: one equilibrium, by the path of the first action
  one           the first equilibrium found
  logit         the logit path and the equilibrium at its end
  correlated    the least and the greatest welfare of correlated equilibria

Families: see `unipole generate --help`.

Methods that list all equilibria must list the same; what the others find must be in that list. If
answers contradict each other, that stands first, and the exit code is 1.

Examples:
  unipole bench mygame.nfg
      every method on one game
  unipole bench random --size 4,6,8,10 --seeds 3 --figure growth.svg
      how times grow with the size, as tables and as a figure
  unipole bench random --size 4..8 --method solve --peer 'lrsnash=lrsnash {lrs}'
      beside another program, on the same games
  unipole bench core --format latex -o table.tex
      the table of a paper";

#[derive(Debug, Args)]
#[command(after_help = MORE)]
pub(super) struct BenchOptions {
    /// Games: files of any form that is read, models, or names of families
    #[arg(required = true, value_name = "FILE|FAMILY")]
    pub games: Vec<String>,
    /// Only these methods, `tree,vertices` (repeatable; default: all that apply)
    #[arg(long, value_name = "METHOD", value_delimiter = ',')]
    pub method: Vec<String>,
    /// Another program on the same games, `'lrsnash=lrsnash {lrs}'`; {lrs}, {nfg}, {gam}, {csv} or {json} becomes the path of the game (repeatable)
    #[arg(long, value_name = "NAME=COMMAND")]
    pub peer: Vec<String>,
    /// Of families: the numbers of actions, `4,8,12`, `4..8`, `3x4x2` (default: 3)
    #[arg(long, value_name = "SIZES")]
    pub size: Option<String>,
    /// Of families that draw numbers: how many games of each size (default: 1)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=10_000))]
    pub seeds: Option<u64>,
    /// Of families that draw numbers: the first seed (default: 0)
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Of families: the number of players (default: 2, or as many as SIZE names)
    #[arg(long, value_name = "N")]
    pub players: Option<usize>,
    /// Of the family covariant: the correlation of payoffs (default: 0)
    #[arg(long, value_name = "R", allow_hyphen_values = true)]
    pub rho: Option<String>,
    #[command(flatten)]
    pub point: PointOptions,
    /// Time each method so often (default: 5 to 25 times, as one second allows)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub runs: Option<u32>,
    /// End a call after so long, and leave out larger games of its family
    #[arg(long, value_name = "TIME", value_parser = duration, default_value = "10s")]
    pub max_time: Duration,
    /// Draw how times grow with the size, in a file: .svg, .tex, .pdf or .png
    #[arg(long, value_name = "FILE")]
    pub figure: Option<PathBuf>,
    /// The form of the tables (default: text, or by the ending of FILE)
    #[arg(long, value_enum)]
    pub format: Option<BenchFormat>,
    /// Write the tables to a file: .txt, .json, .csv, .md or .tex; .svg, .pdf and .png draw as --figure does
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// The form of the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum BenchFormat {
    Text,
    Json,
    /// A row for each run
    Csv,
    Markdown,
    Latex,
}

/// Where tables and figure go.
struct Destination<'a> {
    format: BenchFormat,
    tables: Option<&'a Path>,
    figure: Option<(&'a Path, Picture)>,
}

pub(super) fn run(
    options: &BenchOptions,
    threads: Option<u16>,
    quiet: bool,
) -> Result<ExitCode, Error> {
    let destination = Destination::of(options)?;
    let methods = methods(&options.method)?;
    let peers = peers(&options.peer)?;
    let games = games::games(options)?;
    if destination.figure.is_some() && !games::can_grow(&games) {
        return Err(Error::request(
            "a figure shows how times grow with the size, and that needs a family at three sizes or more",
            Some("`unipole bench random --size 4,6,8,10 --figure growth.svg`"),
        ));
    }
    watch_for_interruption();
    let bench = session::measured(options, games, methods, peers, threads, quiet)?;
    let text = rendered(&bench, &destination);
    output::deliver(&text, destination.tables)?;
    if let Some((path, form)) = destination.figure {
        match bench_drawing(&bench) {
            Some(drawing) => output::deliver_bytes(&picture(&drawing, form)?, Some(path))?,
            None => output::note("no method has times at two sizes, so nothing is drawn"),
        }
    }
    Ok(match (bench.contradictions().is_empty(), interrupted()) {
        (false, _) => ExitCode::from(1),
        (true, true) => ExitCode::from(INTERRUPTED),
        (true, false) => ExitCode::SUCCESS,
    })
}

fn rendered(bench: &Bench, destination: &Destination<'_>) -> String {
    match destination.format {
        BenchFormat::Text => bench_reading(bench, output::terminal(destination.tables.is_some())),
        BenchFormat::Json => format!("{:#}\n", bench_json(bench)),
        BenchFormat::Csv => csv(&bench_rows(bench)),
        BenchFormat::Markdown => {
            let tables: Vec<String> = bench_tables(bench, false).iter().map(markdown).collect();
            format!("Made by `{}`.\n\n{}", bench.command, tables.join("\n"))
        }
        BenchFormat::Latex => latex(&bench_tables(bench, true), &bench.command),
    }
}

impl<'a> Destination<'a> {
    fn of(options: &'a BenchOptions) -> Result<Self, Error> {
        let file = options.output.as_deref();
        let file = file.filter(|path| path.as_os_str() != "-");
        let drawn = |path: &'a Path| picture_of_ending(path).map(|form| (path, form));
        let mut figure = options.figure.as_deref().map(drawn).transpose()?;
        let mut tables = file;
        if let (Some(path), None) = (file, options.format)
            && let Some("svg" | "pdf" | "png") = ending(path)
        {
            if figure.is_some() {
                return Err(Error::request(
                    "`--output` and `--figure` both name a picture",
                    Some("`--output` is for the tables: .txt, .json, .csv, .md or .tex"),
                ));
            }
            (figure, tables) = (Some(drawn(path)?), None);
        }
        let format = match (options.format, tables.map(ending)) {
            (Some(format), _) => format,
            (None, None | Some(None | Some("txt"))) => BenchFormat::Text,
            (None, Some(Some("json"))) => BenchFormat::Json,
            (None, Some(Some("csv"))) => BenchFormat::Csv,
            (None, Some(Some("md"))) => BenchFormat::Markdown,
            (None, Some(Some("tex"))) => BenchFormat::Latex,
            (None, Some(Some(_))) => {
                let path = tables.unwrap_or(Path::new(""));
                return Err(Error::request(
                    format!("`{}` does not say which format to write", path.display()),
                    Some("end it in .txt, .json, .csv, .md or .tex, or give `--format`"),
                ));
            }
        };
        output::check_writable(tables)?;
        if let Some((path, form)) = figure {
            output::check_writable(Some(path))?;
            // Whether this build can draw at all is known before an hour of measuring.
            picture(&blank(), form)?;
        }
        Ok(Destination {
            format,
            tables,
            figure,
        })
    }
}

fn blank() -> Drawing {
    Drawing {
        width: 1.0,
        height: 1.0,
        title: String::new(),
        description: String::new(),
        shapes: Vec::new(),
    }
}

fn ending(path: &Path) -> Option<&str> {
    path.extension().and_then(|ending| ending.to_str())
}

fn picture_of_ending(path: &Path) -> Result<Picture, Error> {
    match ending(path) {
        Some("svg") => Ok(Picture::Svg),
        Some("tex") => Ok(Picture::Tikz),
        Some("pdf") => Ok(Picture::Pdf),
        Some("png") => Ok(Picture::Png),
        _ => Err(Error::request(
            format!(
                "`{}` does not say which kind of picture to draw",
                path.display()
            ),
            Some("end it in .svg, .tex, .pdf or .png"),
        )),
    }
}

/// The methods that were named; all of them where none was.
fn methods(names: &[String]) -> Result<Option<Vec<Method>>, Error> {
    let mut methods: Vec<Method> = Vec::new();
    for name in names {
        let name = name.trim();
        let method = Method::named(name).ok_or_else(|| {
            let known = Method::ALL.map(Method::name);
            let list = format!("the methods are {}", known.join(", "));
            let hint = match closest(name, known) {
                Some(nearest) => format!("did you mean `{nearest}`? {list}"),
                None => list,
            };
            Error::request(format!("no method is called `{name}`"), Some(&hint))
        })?;
        if !methods.contains(&method) {
            methods.push(method);
        }
    }
    methods.sort_by_key(|method| Method::ALL.iter().position(|one| one == method));
    Ok((!names.is_empty()).then_some(methods))
}

fn peers(texts: &[String]) -> Result<Vec<PeerCommand>, Error> {
    let mut peers: Vec<PeerCommand> = Vec::new();
    for text in texts {
        let peer = PeerCommand::parse(text).map_err(|error| {
            let hint = match error {
                PeerCommandError::NoGame(_) | PeerCommandError::TwoForms(_) => {
                    "write one of {lrs}, {nfg}, {gam}, {csv} and {json} where the path of the game belongs"
                }
                PeerCommandError::Quotes(_) => "a quotation mark opens and closes",
                _ => "write for example `--peer 'lrsnash=lrsnash {lrs}'`",
            };
            Error::request(format!("`--peer`: {error}"), Some(hint))
        })?;
        let is_taken = peers.iter().any(|known| known.name == peer.name)
            || Method::named(&peer.name).is_some()
            || peer.name == "unipole";
        if is_taken {
            return Err(Error::request(
                format!("`--peer`: the name `{}` is taken", peer.name),
                Some(
                    "the name in front of `=` is yours to choose, `old=./unipole-old solve {json} --format json`",
                ),
            ));
        }
        peers.push(peer);
    }
    Ok(peers)
}

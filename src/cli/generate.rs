//! `unipole generate`: a game of a named family.

use std::path::PathBuf;

use clap::Args;

use super::error::Error;
use super::game_file::{GameFormat, Given};
use super::input::Case;
use super::output;
use crate::format::nfg::Body;
use crate::formula::closest;
use crate::game::{Family, FamilyError, Wish};
use crate::num::Rational;
use crate::report::Subject;

/// What the help says of each family.
const FAMILIES: &str = "\
Families:
  random            payoffs from -100 to 100, each drawn on its own
  covariant         payoffs of a profile correlated with each other, `--rho`
  coordination      1 if all do the same: 2^n - 1 equilibria with two players
  minimum-effort    twice the least effort of all, less one's own
  travellers        the traveller's dilemma: who claims less is rewarded
  guess-two-thirds  who is nearest to two thirds of the mean wins
  threshold         a public good that is there if enough is given
  degenerate        payoffs from 0 to 3, so that many are equal
  many-equilibria   even sizes: 3, 15, 75, 383 equilibria for 2, 4, 6, 8 actions";

#[derive(Debug, Args)]
#[command(after_help = FAMILIES)]
pub(super) struct GenerateOptions {
    /// The family's name
    pub family: String,
    /// The number of actions of every player, `5`, or of each, `3x4x2`
    #[arg(long, value_name = "N", default_value = "3")]
    pub size: String,
    /// The number of players (default: 2, or as many as SIZE names)
    #[arg(long, value_name = "N")]
    pub players: Option<usize>,
    /// What random numbers begin with: the same game for the same number
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
    /// For covariant: the correlation of the payoffs of two players at a profile (default: 0)
    #[arg(long, value_name = "R", allow_hyphen_values = true)]
    pub rho: Option<String>,
    /// The form to write (default: nfg, or by the ending of FILE)
    #[arg(long, value_enum)]
    pub format: Option<GameFormat>,
    /// Write to a file: .nfg, .efg, .lrs, .gam, .csv, .json, .tex or .svg
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

pub(super) fn run(options: &GenerateOptions) -> Result<(), Error> {
    let file = options.output.as_deref();
    let file = file.filter(|path| path.as_os_str() != "-");
    let format = match (options.format, file) {
        (Some(format), _) => format,
        (None, Some(path)) => GameFormat::of_ending(path)?,
        (None, None) => GameFormat::Nfg,
    };
    output::check_writable(file)?;
    let family = family(&options.family)?;
    let wish = Wish {
        counts: counts(&options.size, options.players)?,
        seed: options.seed,
        correlation: correlation(options.rho.as_deref(), family)?,
    };
    let game = family.game(&wish).map_err(|error| refused(&error))?;
    let case = Case {
        subject: Subject::of_game(family.name(), &game),
        game,
    };
    let bytes = Given::Game(case).written(format, Body::Payoffs, &command(options))?;
    output::deliver_bytes(&bytes, file)
}

fn family(name: &str) -> Result<Family, Error> {
    Family::named(name).ok_or_else(|| {
        let names = Family::ALL.map(Family::name);
        let hint = match closest(name, names) {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => format!("the families are {}", names.join(", ")),
        };
        Error::request(format!("no family is called `{name}`"), Some(&hint))
    })
}

/// `5` for all players, or `3x4x2`.
pub(super) fn counts(size: &str, players: Option<usize>) -> Result<Vec<usize>, Error> {
    let wrong = |part: &str| {
        Error::request(
            format!("`--size {size}`: `{part}` is not a number of actions"),
            Some("write `--size 5`, or `--size 3x4` for players of different size"),
        )
    };
    let counts: Vec<usize> = size
        .split('x')
        .map(|part| part.trim().parse().map_err(|_| wrong(part)))
        .collect::<Result<_, Error>>()?;
    match (counts.as_slice(), players) {
        (_, Some(0)) => Err(refused(&FamilyError::NoPlayers)),
        (&[count], players) => {
            let players = players.unwrap_or(2);
            if players > crate::game::PAYOFF_LIMIT {
                return Err(Error::request(
                    format!("{players} players have more payoffs than fit"),
                    Some("ask for fewer players"),
                ));
            }
            Ok(vec![count; players])
        }
        (several, Some(players)) if several.len() != players => Err(Error::request(
            format!(
                "`--size {size}` names {} players, and `--players` says {players}",
                several.len()
            ),
            Some("leave one of them out"),
        )),
        _ => Ok(counts),
    }
}

pub(super) fn correlation(rho: Option<&str>, family: Family) -> Result<Rational, Error> {
    match rho {
        None => Ok(Rational::ZERO),
        Some(_) if family != Family::Covariant => Err(Error::request(
            format!("`--rho` is for `covariant`, not for `{}`", family.name()),
            Some("leave it out"),
        )),
        Some(text) => text.parse().map_err(|error| {
            let hint = "write `--rho 0.5`, `--rho -1/3`";
            Error::request(format!("`--rho {text}`: {error}"), Some(hint))
        }),
    }
}

pub(super) fn refused(error: &FamilyError) -> Error {
    let hint = match error {
        FamilyError::NoPlayers | FamilyError::Players { .. } => {
            Some("`--players 2` is the number of players")
        }
        FamilyError::NoActions(_) | FamilyError::Size { .. } => {
            Some("`--size 4` is the number of actions of every player")
        }
        FamilyError::DifferentCounts(_) => Some("give one number, `--size 4`"),
        FamilyError::Correlation { .. } => Some("the more players, the less can all be opposed"),
        FamilyError::TooLarge(_) => {
            Some("a payoff takes 8 bytes and more, and so many are 1 GiB; ask for a smaller size")
        }
    };
    Error::request(error.to_string(), hint)
}

/// The command that makes the same file again.
fn command(options: &GenerateOptions) -> String {
    let mut words = vec![format!("unipole generate {}", options.family)];
    words.push(format!("--size {}", options.size));
    words.extend(
        options
            .players
            .map(|players| format!("--players {players}")),
    );
    words.push(format!("--seed {}", options.seed));
    words.extend(options.rho.iter().map(|rho| format!("--rho {rho}")));
    words.push("--format latex".to_owned());
    words.join(" ")
}

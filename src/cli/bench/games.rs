//! The games of a benchmark: files, models, and members of families.

use std::path::Path;

use super::BenchOptions;
use crate::bench::Member;
use crate::cli::arguments::ConceptName;
use crate::cli::error::Error;
use crate::cli::generate;
use crate::cli::input::{Case, Input};
use crate::formula::closest;
use crate::game::{Family, Wish};
use crate::model::{BUNDLED, bundled_text};
use crate::num::Rational;
use crate::report::Subject;

/// A game, what it is called in tables, and where it stands in a family.
pub(super) struct Prepared {
    pub name: String,
    pub case: Case,
    pub member: Option<Member>,
}

/// The most sizes of a family.
const SIZES: usize = 1000;

/// The games that were asked for, those of each family in the order of their size.
pub(super) fn games(options: &BenchOptions) -> Result<Vec<Prepared>, Error> {
    let families: Vec<Option<Family>> = options
        .games
        .iter()
        .map(|name| Family::named(name))
        .collect();
    if families.iter().all(Option::is_none) {
        refuse_options_of_families(options)?;
    }
    let is_covariant = |family: &Option<Family>| *family == Some(Family::Covariant);
    if options.rho.is_some() && !families.iter().any(is_covariant) {
        return Err(Error::request(
            "`--rho` is for the family `covariant`, which is not among the games",
            Some("leave it out"),
        ));
    }
    if families.iter().all(Option::is_some) {
        let point = &options.point;
        if point.scenario.is_some() || !point.set.is_empty() {
            return Err(Error::request(
                "families have no parameters and no scenarios",
                Some("`--set` and `--scenario` are for models"),
            ));
        }
    }
    let mut games = Vec::new();
    for (name, family) in options.games.iter().zip(families) {
        match family {
            Some(family) => members(family, options, &mut games)?,
            None => loaded(name, options, &mut games)?,
        }
    }
    Ok(games)
}

/// Whether some family has three sizes and more, so that times can grow.
pub(super) fn can_grow(games: &[Prepared]) -> bool {
    games.iter().any(|game| {
        let same_family = games.iter().filter(|other| {
            let families = [game, other].map(|one| one.member.as_ref().map(|member| member.family));
            families[0].is_some() && families[0] == families[1]
        });
        let mut sizes: Vec<usize> = same_family
            .filter_map(|other| other.member.as_ref()?.size)
            .collect();
        sizes.sort_unstable();
        sizes.dedup();
        sizes.len() >= 3
    })
}

fn refuse_options_of_families(options: &BenchOptions) -> Result<(), Error> {
    let given = [
        ("--size", options.size.is_some()),
        ("--seeds", options.seeds.is_some()),
        ("--seed", options.seed.is_some()),
        ("--players", options.players.is_some()),
        ("--rho", options.rho.is_some()),
    ];
    match given.into_iter().find(|(_, is_given)| *is_given) {
        None => Ok(()),
        Some((option, _)) => Err(Error::request(
            format!("`{option}` is for families of games; a file has its own size"),
            Some(&format!(
                "leave it out, or name a family: {}",
                family_names()
            )),
        )),
    }
}

fn family_names() -> String {
    Family::ALL.map(Family::name).join(", ")
}

/// A file or a model, at one point or at every scenario's.
fn loaded(name: &str, options: &BenchOptions, games: &mut Vec<Prepared>) -> Result<(), Error> {
    if bundled_text(name).is_none() && !Path::new(name).exists() {
        let families = Family::ALL.map(Family::name);
        let models = BUNDLED.iter().map(|(id, _)| *id);
        let hint = match closest(name, families.into_iter().chain(models.clone())) {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => format!(
                "the families are {}; the bundled models are {}",
                families.join(", "),
                models.collect::<Vec<_>>().join(", ")
            ),
        };
        return Err(Error::request(
            format!("`{name}` is no file, no bundled model and no family of games"),
            Some(&hint),
        ));
    }
    let input = Input::load(name)?;
    let point = match &input {
        Input::Model { .. } => &options.point,
        // Settings are for the models beside it.
        Input::Game { .. } | Input::Tree { .. } => {
            games.push(prepared(input.case(None, &[])?)?);
            return Ok(());
        }
    };
    for case in input.cases(point)? {
        games.push(prepared(case)?);
    }
    Ok(())
}

/// The game in which everybody decides once.
fn prepared(case: Case) -> Result<Prepared, Error> {
    let (case, _) = case.asked(Some(ConceptName::Nash), "a benchmark")?;
    let scenario = case.subject.scenario.as_ref();
    let name = match scenario {
        Some(scenario) => format!("{} ({scenario})", case.subject.model),
        None => case.subject.model.clone(),
    };
    Ok(Prepared {
        name,
        case,
        member: None,
    })
}

/// The games of a family, of each size as many as there are seeds.
fn members(family: Family, options: &BenchOptions, games: &mut Vec<Prepared>) -> Result<(), Error> {
    let mut sizes: Vec<Vec<usize>> = Vec::new();
    for size in sizes_of(options.size.as_deref().unwrap_or("3"))? {
        let counts = generate::counts(&size, options.players)?;
        if !sizes.contains(&counts) {
            sizes.push(counts);
        }
    }
    let profiles = |counts: &[usize]| {
        let product = counts
            .iter()
            .try_fold(1usize, |all, count| all.checked_mul(*count));
        product.unwrap_or(usize::MAX)
    };
    sizes.sort_by(|a, b| {
        a.len()
            .cmp(&b.len())
            .then(profiles(a).cmp(&profiles(b)))
            .then(a.cmp(b))
    });
    let correlation = match family {
        Family::Covariant => generate::correlation(options.rho.as_deref(), family)?,
        _ => Rational::ZERO,
    };
    let first = options.seed.unwrap_or(0);
    let seeds = match family.draws_numbers() {
        true => options.seeds.unwrap_or(1),
        false => 1,
    };
    for counts in sizes {
        let written: Vec<String> = counts.iter().map(usize::to_string).collect();
        let same = counts.iter().all(|count| *count == counts[0]);
        for seed in (0..seeds).map(|step| first.wrapping_add(step)) {
            let wish = Wish {
                counts: counts.clone(),
                seed,
                correlation: correlation.clone(),
            };
            let game = family
                .game(&wish)
                .map_err(|error| generate::refused(&error))?;
            let mut name = format!("{} {}", family.name(), written.join("x"));
            if let Some(rho) = options.rho.as_ref().filter(|_| family == Family::Covariant) {
                name.push_str(&format!(", rho {rho}"));
            }
            if family.draws_numbers() {
                name.push_str(&format!(", seed {seed}"));
            }
            games.push(Prepared {
                case: Case {
                    subject: Subject::of_game(&name, &game),
                    game,
                },
                name,
                member: Some(Member {
                    family: family.name(),
                    size: same.then_some(counts[0]),
                    seed: family.draws_numbers().then_some(seed),
                }),
            });
        }
    }
    Ok(())
}

/// `4,8,12`, `4..8` and `3x4x2`, each as one size is written.
fn sizes_of(text: &str) -> Result<Vec<String>, Error> {
    let mut sizes = Vec::new();
    for part in text.split(',') {
        let Some((low, high)) = part.split_once("..") else {
            sizes.push(part.trim().to_owned());
            continue;
        };
        let wrong = || {
            Error::request(
                format!("`--size {text}`: `{part}` is not a range of sizes"),
                Some("write `--size 4..8` for all sizes from 4 to 8, `--size 4,6,8` for these"),
            )
        };
        let [low, high] = [low, high].map(|end| end.trim().parse::<usize>());
        let (low, high) = (low.map_err(|_| wrong())?, high.map_err(|_| wrong())?);
        if low > high || high - low >= SIZES {
            return Err(wrong());
        }
        sizes.extend((low..=high).map(|size| size.to_string()));
    }
    Ok(sizes)
}

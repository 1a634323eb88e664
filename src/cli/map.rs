//! `unipole map`: which equilibria hold where, over one or two parameters.

use super::arguments::{MapFormat, MapOptions};
use super::error::Error;
use super::picture::{Picture, picture};
use super::{axis, input, output};
use crate::format::map_certificate::{Origin, certificate};
use crate::model::Model;
use crate::num::Rational;
use crate::region::{Axis, Condition, Outside, Relation};
use crate::report::map::{
    MapAnswer, MapError, MapRequest, Mapped, map_drawing, map_json, map_reading, map_rows,
};
use crate::report::{Notation, Symbol, csv, json, print_inequality};

/// The finest resolution there is, in halvings of a side.
const DEEPEST: u32 = 16;
pub(super) fn run(options: &MapOptions) -> Result<(), Error> {
    let file = options
        .output
        .as_deref()
        .filter(|path| path.as_os_str() != "-");
    let format = chosen(options)?;
    output::check_writable(file)?;
    output::check_writable(options.certificate.as_deref())?;
    let depth = depth(&options.resolution)?;
    let model = input::model(&options.model, "map")?;
    let axes = axes(options, &model)?;
    let answers = maps(options, &model, &axes, depth, format)?;
    let notation = options.decimals.map_or(Notation::Exact, Notation::Decimals);
    let digits = options.decimals.unwrap_or(json::DIGITS);
    let terminal = output::terminal(file.is_some());
    let drawing = || map_drawing(&answers).map_err(|error| Error::request(error.to_string(), None));
    let out: Vec<u8> = match format {
        MapFormat::Text => {
            let pages: Vec<String> = answers
                .iter()
                .map(|answer| map_reading(answer, notation, terminal))
                .collect();
            pages.join("\n\n").into_bytes()
        }
        MapFormat::Json => {
            let document = match answers.as_slice() {
                [one] => map_json(one, digits),
                several => {
                    let maps: Vec<_> = several.iter().map(|a| map_json(a, digits)).collect();
                    serde_json::json!({ "schema": "unipole/maps/1", "maps": maps })
                }
            };
            format!("{document}\n").into_bytes()
        }
        MapFormat::Csv => csv(&map_rows(&answers[0])).into_bytes(),
        MapFormat::Svg => picture(&drawing()?, Picture::Svg)?,
        MapFormat::Latex => picture(&drawing()?, Picture::Tikz)?,
        MapFormat::Pdf => picture(&drawing()?, Picture::Pdf)?,
        MapFormat::Png => picture(&drawing()?, Picture::Png)?,
    };
    if let Some(path) = &options.certificate {
        output::write(path, certified(&answers)?.as_bytes())?;
    }
    output::deliver_bytes(&out, file)
}

/// The certificate of a map of two parameters.
fn certified(answers: &[MapAnswer]) -> Result<String, Error> {
    let [answer] = answers else {
        return Err(Error::request(
            "a certificate is of one map, and these are several",
            Some("name one scenario"),
        ));
    };
    if answer.is_repeated() {
        return Err(Error::request(
            "a certificate is of a map of equilibria of one period, and this one is of a game played again and again",
            Some(
                "map two parameters of the payoffs, with a discount factor of 0 by `--set`: that is one period",
            ),
        ));
    }
    let Mapped::Box(map) = &answer.map else {
        return Err(Error::request(
            "a certificate is of a map of two parameters; thresholds along one are exact, with their polynomials in `--format json`",
            Some("give `--y` as well"),
        ));
    };
    let origin = Origin {
        model: &answer.subject.model,
        scenario: answer.subject.scenario.as_deref(),
        settings: &answer.settings,
        players: &answer.players,
    };
    Ok(certificate(&origin, map))
}

/// The maps asked for: one, or one for each scenario that is not merely a point of another's.
fn maps(
    options: &MapOptions,
    model: &Model,
    axes: &[Axis],
    depth: u32,
    format: MapFormat,
) -> Result<Vec<MapAnswer>, Error> {
    let all = options.point.scenario.as_deref() == Some("all");
    if all && (axes.len() == 1 || format == MapFormat::Csv) {
        return Err(Error::request(
            "`--scenario all` draws maps of two parameters side by side",
            Some("name one scenario, give `--y` as well, or choose another form than CSV"),
        ));
    }
    let scenarios: Vec<Option<&str>> = match all {
        true => {
            let named = model.scenarios.iter().map(|s| Some(s.name.as_str()));
            std::iter::once(None).chain(named).collect()
        }
        false => {
            let declared = model
                .map_scenario
                .as_deref()
                .filter(|_| options.x.is_none());
            vec![options.point.scenario.as_deref().or(declared)]
        }
    };
    let name = input::shown(&options.model, model);
    let mut answers: Vec<MapAnswer> = Vec::new();
    for scenario in scenarios {
        let request = MapRequest {
            name,
            scenario,
            settings: &options.point.set,
            axes,
            depth,
        };
        match MapAnswer::new(model, &request) {
            Ok(answer) if answers.iter().any(|known| known.given == answer.given) => {}
            Ok(mut answer) => {
                if matches!(format, MapFormat::Text | MapFormat::Json) {
                    answer.look_inside(model, &request);
                }
                answers.push(answer);
            }
            Err(MapError::Constant(_)) if all => {}
            Err(error) => return Err(refusal(error, axes)),
        }
    }
    match answers.is_empty() {
        true => Err(Error::request(
            "in no scenario do the equilibria depend on these parameters",
            None,
        )),
        false => Ok(answers),
    }
}

fn axes(options: &MapOptions, model: &Model) -> Result<Vec<Axis>, Error> {
    let given = [("--x", &options.x), ("--y", &options.y)];
    let given = given
        .iter()
        .filter_map(|(option, text)| Some((*option, text.as_ref()?)));
    let axes = given
        .map(|(option, text)| axis::parse(option, text, model))
        .collect::<Result<Vec<_>, _>>()?;
    if !axes.is_empty() {
        return Ok(axes);
    }
    let declared = ["--x", "--y"].iter().zip(&model.map);
    let declared = declared
        .map(|(option, name)| axis::parse(option, name, model))
        .collect::<Result<Vec<_>, _>>()?;
    match declared.is_empty() {
        true => Err(Error::request(
            "which parameters? the model names none for a map",
            Some("give `--x NAME=LO..HI`, and `--y NAME=LO..HI` for a map of two"),
        )),
        false => Ok(declared),
    }
}

/// How often a side is halved so that a cell is no larger than the share.
fn depth(resolution: &str) -> Result<u32, Error> {
    let wrong = || {
        Error::request(
            format!("`--resolution {resolution}` is no share of a side"),
            Some(&format!(
                "write for example 1/1000; 1/{} is the finest",
                1u32 << DEEPEST
            )),
        )
    };
    let share: Rational = resolution.parse().map_err(|_| wrong())?;
    if share.sign().is_le() || share > Rational::ONE {
        return Err(wrong());
    }
    let mut cell = Rational::ONE;
    for depth in 0..=DEEPEST {
        if cell <= share {
            return Ok(depth);
        }
        cell = &cell / &Rational::integer(2);
    }
    Err(wrong())
}

fn refusal(error: MapError, axes: &[Axis]) -> Error {
    match error {
        MapError::Model(errors) => Error::Model(errors),
        MapError::TooManyCases => Error::request(
            "the conditions fall into too many cases",
            Some("fix more with `--set`, or map one parameter"),
        ),
        MapError::Unstated(constraint) => Error::request(
            format!(
                "`{constraint}` falls into cases over these parameters, and a map cannot tell where it holds"
            ),
            Some(
                "write the formula without `if`, `min` and `max`, or map a box within one case by fixing more with `--set`",
            ),
        ),
        MapError::Constant(words) => Error::request(
            format!(
                "there is nothing to map: whatever {}, {words}",
                axes.iter()
                    .map(|a| a.name.as_str())
                    .collect::<Vec<_>>()
                    .join(" and ")
            ),
            Some("choose parameters that the payoffs depend on: `unipole conditions` shows them"),
        ),
        MapError::Outside(outside, symbols) => left(&outside, &symbols, axes),
    }
}

/// A box that leaves the domain.
fn left(outside: &Outside, symbols: &[Symbol], axes: &[Axis]) -> Error {
    let hint = "a map looks at points that the model accepts: narrow the box";
    match outside {
        Outside::Below { axis } | Outside::Above { axis } => {
            let side = &axes[*axis];
            let (lower, upper) = (&symbols[*axis].lower, &symbols[*axis].upper);
            let (word, end) = match outside {
                Outside::Below { .. } => ("below", lower),
                _ => ("above", upper),
            };
            let end = end.as_ref().map_or(String::new(), ToString::to_string);
            Error::request(
                format!(
                    "the box from {} to {} goes {word} {end}, where `{}` means nothing",
                    side.lower, side.upper, side.name
                ),
                Some(hint),
            )
        }
        Outside::Discrete { axis } => Error::request(
            format!(
                "`{}` takes single values only, and a map needs all between",
                axes[*axis].name
            ),
            Some("give it a value with `--set`"),
        ),
        Outside::Constraint { constraint, point } => {
            let words = constraint_words(constraint, symbols);
            let message = match point {
                Some(point) => {
                    let at: Vec<String> = axes
                        .iter()
                        .zip(point)
                        .map(|(axis, value)| format!("{} = {value}", axis.name))
                        .collect();
                    format!(
                        "the box leaves the domain: {words} fails at {}",
                        at.join(", ")
                    )
                }
                None => format!("{words} is not proved to hold in the whole box"),
            };
            Error::request(message, Some(hint))
        }
    }
}

fn constraint_words(constraint: &Condition, symbols: &[Symbol]) -> String {
    let strict = constraint.relation == Relation::Above;
    print_inequality(&constraint.expression, strict, symbols).text
}

/// The format asked for, or the one the file's ending stands for.
fn chosen(options: &MapOptions) -> Result<MapFormat, Error> {
    let (None, Some(path)) = (options.format, &options.output) else {
        return Ok(options.format.unwrap_or(MapFormat::Text));
    };
    MapFormat::of_ending(path)
}

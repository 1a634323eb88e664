//! Phase maps as data: schema `unipole/map/1`, and the cells as rows.

use serde_json::{Map, Value as Json, json};

use super::answer::{MapAnswer, Mapped, Patience, Side};
use crate::num::{Rational, Real};
use crate::region::{Node, PhaseMap, Rest, Strip};
use crate::report::json::{about, actions, number, player, strategy};
use crate::report::{Align, Cell, Column, Table};

/// The document of a map.
pub fn map_json(answer: &MapAnswer, digits: u32) -> Json {
    let mut document = Map::new();
    document.insert("schema".into(), json!("unipole/map/1"));
    about(&mut document, &answer.subject);
    if !answer.settings.is_empty() {
        document.insert("set".into(), json!(answer.settings));
    }
    for (key, side) in ["x", "y"].into_iter().zip(&answer.sides) {
        document.insert(key.into(), side_json(side));
    }
    match &answer.patience {
        None if answer.subject.is_repeated => {
            document.insert("one_period".into(), json!(true));
        }
        None => {}
        Some(patience) => {
            document.insert("repeated".into(), json!("grim"));
            if let Patience::Is(value) = patience {
                document.insert("discount".into(), json!(value.to_string()));
            }
        }
    }
    document.insert("given".into(), json!(answer.given));
    document.insert(
        "players".into(),
        answer.players.iter().map(player).collect(),
    );
    document.insert("regions".into(), regions(answer, digits));
    document.insert("undecided".into(), json!(undecided(answer).to_string()));
    let marks = answer.marks.iter().map(|mark| {
        json!({
            "name": mark.name,
            "at": texts(&mark.at),
            "equilibria": profiles(answer, &mark.equilibria),
        })
    });
    document.insert("marks".into(), marks.collect());
    match &answer.map {
        Mapped::Line(strip) => line(&mut document, answer, strip, digits),
        Mapped::Box(map) => {
            document.insert("depth".into(), json!(map.depth));
            let cells = cells(map).into_iter().map(|cell| {
                let mut entry = texts(&cell.ends);
                entry.extend(cell.regions.iter().map(|r| json!(r)));
                Json::Array(entry)
            });
            document.insert("cells".into(), cells.collect());
        }
    }
    Json::Object(document)
}

fn texts(numbers: &[Rational]) -> Vec<Json> {
    numbers.iter().map(|n| json!(n.to_string())).collect()
}

fn side_json(side: &Side) -> Json {
    json!({
        "name": side.axis.name,
        "lower": side.axis.lower.to_string(),
        "upper": side.axis.upper.to_string(),
        "meaning": side.meaning,
    })
}

/// Profiles by action ids.
fn profiles(answer: &MapAnswer, set: &[usize]) -> Json {
    let one = |place: &usize| actions(&answer.players, &answer.conditions[*place].profile);
    set.iter().map(one).collect()
}

/// The share of the box not proved to lie in any region.
pub(super) fn undecided(answer: &MapAnswer) -> Rational {
    match &answer.map {
        Mapped::Box(map) => map.undecided.clone(),
        Mapped::Line(_) => Rational::ZERO,
    }
}

/// For each region the least and the greatest share of the box that it can have.
pub(super) fn areas(answer: &MapAnswer) -> Vec<(Rational, Rational)> {
    match &answer.map {
        Mapped::Box(map) => {
            let areas = map.regions.iter().map(|region| &region.area);
            areas
                .map(|area| (area.clone(), area + &map.undecided))
                .collect()
        }
        Mapped::Line(strip) => {
            let whole = &strip.axis.upper - &strip.axis.lower;
            let regions = answer.regions();
            let of = |set: &Vec<usize>| {
                let mut share = (Rational::ZERO, Rational::ZERO);
                for (place, stretch) in strip.stretches.iter().enumerate() {
                    if stretch.equilibria == *set {
                        let ends = [&strip.thresholds[place], &strip.thresholds[place + 1]];
                        let [low, high] = ends.map(|end| narrow(&end.value));
                        share.0 += &(&high.0 - &low.1);
                        share.1 += &(&high.1 - &low.0);
                    }
                }
                (&share.0 / &whole, &share.1 / &whole)
            };
            regions.iter().map(|(set, _)| of(set)).collect()
        }
    }
}

/// Two rational numbers around a number, less than 10^-30 apart.
fn narrow(value: &Real) -> (Rational, Rational) {
    let width = Rational::integer(10)
        .checked_pow(-30)
        .expect("invariant: ten is not zero");
    value.enclosure(&width)
}

fn regions(answer: &MapAnswer, digits: u32) -> Json {
    let regions = answer.regions();
    let entries = regions.iter().zip(areas(answer)).zip(&answer.mixed);
    let entries = entries.map(|(((set, inside), (lower, upper)), mixed)| {
        let mut entry = Map::new();
        entry.insert("label".into(), json!(answer.words(set)));
        entry.insert("equilibria".into(), profiles(answer, set));
        entry.insert(
            "area".into(),
            json!({ "lower": lower.to_string(), "upper": upper.to_string() }),
        );
        entry.insert("inside".into(), json!(texts(inside)));
        if let Some(mixed) = mixed {
            let solution = &mixed.solution;
            let found = solution.equilibria.iter().filter(|e| !e.is_pure());
            let found = found.map(|equilibrium| {
                let strategies = answer.players.iter().zip(equilibrium.profile());
                let strategies: Map<String, Json> = strategies
                    .map(|(player, p)| (player.id.clone(), strategy(player, p, digits)))
                    .collect();
                Json::Object(strategies)
            });
            entry.insert(
                "mixed_inside".into(),
                json!({
                    "complete": solution.completeness.is_complete(),
                    "equilibria": found.collect::<Vec<Json>>(),
                }),
            );
        }
        Json::Object(entry)
    });
    entries.collect()
}

fn line(document: &mut Map<String, Json>, answer: &MapAnswer, strip: &Strip, digits: u32) {
    let names = [strip.axis.name.as_str()];
    let thresholds = strip.thresholds.iter().map(|threshold| {
        let vanishing = threshold.vanishing.iter();
        let vanishing: Vec<String> = vanishing
            .map(|p| strip.polynomials[*p].text(&names))
            .collect();
        json!({
            "value": number(&threshold.value, digits.max(30)),
            "equilibria": profiles(answer, &threshold.equilibria),
            "vanishing": vanishing,
        })
    });
    document.insert("thresholds".into(), thresholds.collect());
    let stretches = strip.stretches.iter().map(|stretch| {
        json!({
            "label": answer.words(&stretch.equilibria),
            "inside": stretch.inside.to_string(),
            "equilibria": profiles(answer, &stretch.equilibria),
        })
    });
    document.insert("stretches".into(), stretches.collect());
}

/// A cell of a map: its ends, axis by axis, and the regions it lies in: one, two where a curve cuts it, none if undecided.
struct CellOfMap {
    ends: Vec<Rational>,
    regions: Vec<usize>,
}

/// The cells in the order of the subdivision.
fn cells(map: &PhaseMap) -> Vec<CellOfMap> {
    let mut cells = Vec::new();
    let whole = map.axes.iter().map(|a| [a.lower.clone(), a.upper.clone()]);
    let mut open: Vec<(&Node, Vec<[Rational; 2]>)> = vec![(&map.root, whole.collect())];
    while let Some((node, ends)) = open.pop() {
        let regions = match &node.rest {
            Rest::Region(region) => vec![*region],
            Rest::Cut { below, above, .. } => vec![below.0, above.0],
            Rest::Undecided => Vec::new(),
            Rest::Halves(axis, halves) => {
                let [low, high] = &ends[*axis];
                let middle = &(low + high) / &Rational::integer(2);
                let (mut lower, mut upper) = (ends.clone(), ends.clone());
                lower[*axis][1] = middle.clone();
                upper[*axis][0] = middle;
                open.push((&halves[1], upper));
                open.push((&halves[0], lower));
                continue;
            }
        };
        cells.push(CellOfMap {
            ends: ends.into_iter().flatten().collect(),
            regions,
        });
    }
    cells
}

/// The cells of a map, or the stretches of a line, as rows.
pub fn map_rows(answer: &MapAnswer) -> Table {
    let mut columns = Vec::new();
    for side in &answer.sides {
        columns.push(Column::new(
            format!("{}_lower", side.axis.name),
            Align::Right,
        ));
        columns.push(Column::new(
            format!("{}_upper", side.axis.name),
            Align::Right,
        ));
    }
    columns.push(Column::new("status", Align::Left));
    columns.push(Column::new("equilibria", Align::Left));
    let mut table = Table::new("map", "", columns);
    match &answer.map {
        Mapped::Box(map) => {
            let words: Vec<String> = answer
                .regions()
                .iter()
                .map(|(set, _)| answer.words(set))
                .collect();
            for cell in cells(map) {
                let status = match cell.regions.len() {
                    0 => "undecided",
                    1 => "proved",
                    _ => "cut",
                };
                let here: Vec<&str> = cell.regions.iter().map(|r| words[*r].as_str()).collect();
                let mut row: Vec<Cell> =
                    cell.ends.iter().map(|end| end.to_string().into()).collect();
                row.push(status.into());
                row.push(here.join(" / ").into());
                table.row(row);
            }
        }
        Mapped::Line(strip) => {
            for (place, stretch) in strip.stretches.iter().enumerate() {
                let ends = [&strip.thresholds[place], &strip.thresholds[place + 1]];
                let [low, high] = ends.map(|end| {
                    crate::report::print_real(&end.value, crate::report::Notation::Exact)
                });
                let words = answer.words(&stretch.equilibria);
                table.row(vec![low.into(), high.into(), "proved".into(), words.into()]);
            }
        }
    }
    table
}

//! One game under several distributions of capability: what changes from one pole to two and more, and when a coalition can check the
//! unipole at all.

use super::super::answer::Answer;
use super::super::equilibria::{kind_of, scenario_of};
use super::super::page::{headline, kinds};
use super::super::study::Solved;
use super::super::table::{Align, Cell, Column, Table};
use super::super::{Mark, Notation};
use super::article::{Block, Kind, code, heading, math, see, words};
use crate::num::Rational;

/// The model that is compared with itself, and its scenarios.
const CORE: &str = "core";
const POLARITIES: [&str; 4] = ["unipolar", "bipolar", "multipolar", "multipolar-unforced"];
/// The model with a threshold of capability.
const THRESHOLD: &str = "hard-balancing";

/// The section; nothing where the models are not among those of the report.
pub(super) fn polarity(studies: &[Solved]) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(table) = find(studies, CORE).and_then(by_scenario) {
        blocks.push(Block::Paragraph(vec![
            see(Kind::Table, table.id()),
            words(" has the same game with one strong pole, with two that are equal, and with several taken together; the last row differs from the one before only in that nobody is forced to declare. Polarity is a vector of three capabilities here, those of the strongest state, of all other poles together, and of the secondary state. That is a thin notion: it knows neither the number of poles beyond that, nor distance, nor history, nor what a pole is for; what the table shows belongs to these numbers."),
        ]));
        blocks.push(Block::Table(table));
    }
    if let Some(table) = find(studies, THRESHOLD).and_then(thresholds) {
        blocks.push(Block::Paragraph(vec![
            words("In "),
            code(THRESHOLD),
            words(" a coalition checks the unipole if its members have together at least "),
            math("phi*u", r"\varphi u"),
            words(". All other states together, with capability "),
            math("M", "M"),
            words(", can do so if and only if "),
            math("M >= phi*u", r"M \ge \varphi u"),
            words(", that is, adding "),
            math("u", "u"),
            words(" on both sides, if and only if the unipole's share of all capability is "),
            math("u/(u + M) <= 1/(1 + phi)", r"\frac{u}{u + M} \le \frac{1}{1 + \varphi}"),
            words(". Above this threshold no coalition balances, whatever balancing costs; below it one may, and whether one does is a matter of costs. "),
            see(Kind::Table, table.id()),
            words(" compares the two sides in each scenario."),
        ]));
        blocks.push(Block::Table(table));
    }
    if !blocks.is_empty() {
        blocks.insert(0, heading(1, "polarity", "Polarity"));
    }
    blocks
}

/// A bundled model by its id; a file of that name may hold anything.
fn find<'a>(studies: &'a [Solved], id: &str) -> Option<&'a Solved> {
    studies.iter().find(|study| study.name == id)
}

/// The values of a parameter at an answer's point.
fn values<'a>(answer: &'a Answer, name: &str) -> Option<&'a [Rational]> {
    let mut all = answer.subject.parameters.iter();
    let found = all.find(|parameter| parameter.name == name)?;
    Some(&found.values)
}

fn value(answer: &Answer, name: &str) -> Option<Rational> {
    values(answer, name)?.first().cloned()
}

/// The equilibria of the core game in each scenario of polarity; none where a scenario is missing.
fn by_scenario(study: &Solved) -> Option<Table> {
    let symbols = [("u", "u"), ("c", "c"), ("s", "s"), ("nu", r"\nu")];
    let mut columns = vec![Column::new("Scenario", Align::Left).once()];
    let symbol = |(name, latex): &(&str, &str)| Column::new(Cell::math(name, latex), Align::Right);
    columns.extend(symbols.iter().map(|s| symbol(s).once()));
    columns.push(Column::new("Equilibrium", Align::Left));
    columns.push(Column::new("Kind", Align::Left));
    let caption = format!("{}: equilibria by polarity.", study.title());
    let mut table = Table::new("polarity", caption, columns);
    for name in POLARITIES {
        let mut answers = study.answers.iter();
        let answer = answers.find(|a| a.subject.scenario.as_deref() == Some(name))?;
        let numbers: Option<Vec<Cell>> = symbols
            .iter()
            .map(|(name, _)| Some(Cell::Number(value(answer, name)?, Notation::Exact)))
            .collect();
        let numbers = numbers?;
        for (equilibrium, class, _) in kinds(&answer.game, &answer.solution.equilibria) {
            let mut cells: Vec<Cell> = vec![name.into()];
            cells.extend(numbers.iter().cloned());
            cells.push(headline(&answer.game, equilibrium, class.as_ref()).into());
            cells.push(kind_of(equilibrium).into());
            table.row(cells);
        }
    }
    Some(table)
}

/// The unipole's share of all capability against the threshold, in each scenario.
fn thresholds(study: &Solved) -> Option<Table> {
    let columns = vec![
        Column::new("Scenario", Align::Left),
        Column::new(Cell::math("u", "u"), Align::Right),
        Column::new(Cell::math("M", "M"), Align::Right),
        Column::new(Cell::math("u/(u + M)", "u/(u + M)"), Align::Right),
        Column::new(Cell::math("phi", r"\varphi"), Align::Right),
        Column::new(Cell::math("1/(1 + phi)", r"1/(1 + \varphi)"), Align::Right),
        Column::new("A coalition can", Align::Left),
        Column::new("One does in equilibrium", Align::Left),
    ];
    let caption = format!("{}: the unipole's share and the threshold.", study.title());
    let mut table = Table::new("polarity-threshold", caption, columns);
    for answer in &study.answers {
        let (u, phi) = (value(answer, "u")?, value(answer, "phi")?);
        let others = values(answer, "m")?.iter();
        let others = others.fold(Rational::ZERO, |sum, m| sum + m);
        let share = &u / &(&u + &others);
        let threshold = &Rational::ONE / &(&Rational::ONE + &phi);
        let can = match share <= threshold {
            true => "yes",
            false => "no",
        };
        let mark = answer.mark(|posture| posture.name() == "hard balancing");
        let does = match mark {
            Mark::NotAnOption => "not an option",
            other => other.words(),
        };
        let number = |value: Rational| Cell::Number(value, Notation::Exact);
        table.row(vec![
            scenario_of(answer).into(),
            number(u),
            number(others),
            number(share),
            number(phi),
            number(threshold),
            can.into(),
            does.into(),
        ]);
    }
    Some(table)
}

//! The logit correspondence as data: schema `unipole/logit/1`, and its points as rows.

use serde_json::{Map, Value as Json, json};

use super::super::json::{about, number, player, strategy};
use super::super::{Align, Cell, Column, Table};
use super::answer::{LogitAnswer, printed};
use crate::num::Rational;
use crate::solve::logit::{At, Branch, BranchPoint, End, PathPoint, Proved};

/// Significant digits of machine numbers.
const DIGITS: usize = 10;

/// The document of a logit correspondence.
pub fn logit_json(answer: &LogitAnswer, digits: u32) -> Json {
    let logit = &answer.logit;
    let mut document = Map::new();
    document.insert("schema".into(), json!("unipole/logit/1"));
    about(&mut document, &answer.subject);
    let players = answer.game.players().iter();
    document.insert("players".into(), players.map(player).collect());
    document.insert("alike".into(), json!(logit.alike));
    document.insert("scale".into(), json!(printed(logit.scale, DIGITS)));
    let branches = logit.branches.iter();
    document.insert(
        "branches".into(),
        branches
            .map(|branch| branch_json(answer, branch, digits))
            .collect(),
    );
    let meetings = logit.branch_points.iter();
    document.insert(
        "branch_points".into(),
        meetings
            .map(|meeting| meeting_json(answer, meeting))
            .collect(),
    );
    document.insert("cut_short".into(), json!(logit.is_cut_short));
    let at = logit.at.as_ref().map(|at| at_json(answer, at, digits));
    document.insert("at".into(), json!(at));
    Json::Object(document)
}

fn point_json(answer: &LogitAnswer, point: &PathPoint) -> Map<String, Json> {
    let players = answer.game.players().iter().zip(&point.profile);
    let profile: Map<String, Json> = players
        .map(|(player, strategy)| {
            let actions = player.actions.iter().zip(strategy);
            let probabilities: Map<String, Json> = actions
                .map(|(action, p)| (action.id.clone(), json!(printed(*p, DIGITS))))
                .collect();
            (player.id.clone(), Json::Object(probabilities))
        })
        .collect();
    let mut entry = Map::new();
    entry.insert("precision".into(), json!(printed(point.precision, DIGITS)));
    entry.insert("profile".into(), Json::Object(profile));
    entry
}

fn branch_json(answer: &LogitAnswer, branch: &Branch, digits: u32) -> Json {
    let points = branch.points.iter();
    let folds = branch.folds.iter().map(|(after, point)| {
        let mut entry = point_json(answer, point);
        entry.insert("after".into(), json!(after));
        Json::Object(entry)
    });
    let mut entry = Map::new();
    entry.insert("from".into(), json!(branch.from));
    entry.insert("copies".into(), json!(branch.copies));
    entry.insert(
        "end".into(),
        json!(match branch.end {
            End::Settled => "settled",
            End::Largest => "largest precision",
            End::Meets(_) => "branch point",
            End::Returned => "off course",
            End::Lost => "lost",
        }),
    );
    if let End::Meets(number) = branch.end {
        entry.insert("meets".into(), json!(number));
    }
    let limit = branch.limit.as_ref().map(|limit| {
        let strategies = answer
            .game
            .players()
            .iter()
            .zip(limit.equilibrium.profile());
        let profile: Map<String, Json> = strategies
            .map(|(player, p)| (player.id.clone(), strategy(player, p, digits)))
            .collect();
        json!({
            "number": answer.number_of(limit),
            "component": answer.component_of(limit),
            "profile": profile,
            "distance": printed(limit.distance, 2),
        })
    });
    entry.insert("limit".into(), json!(limit));
    entry.insert("residual".into(), json!(printed(branch.residual, 2)));
    entry.insert("folds".into(), folds.collect());
    entry.insert(
        "points".into(),
        points
            .map(|point| Json::Object(point_json(answer, point)))
            .collect(),
    );
    Json::Object(entry)
}

fn meeting_json(answer: &LogitAnswer, meeting: &BranchPoint) -> Json {
    let mut entry = Map::new();
    entry.insert("branch".into(), json!(meeting.branch));
    entry.insert("after".into(), json!(meeting.place));
    let part = meeting.part.iter().map(|p| &answer.game.players()[*p].id);
    entry.insert("part".into(), json!(part.collect::<Vec<_>>()));
    entry.extend(point_json(answer, &meeting.point));
    Json::Object(entry)
}

fn at_json(answer: &LogitAnswer, at: &At, digits: u32) -> Json {
    let point = |point: &Proved| {
        let strategies = answer.game.players().iter().zip(&point.profile);
        let profile: Map<String, Json> = strategies
            .map(|(player, bounds)| {
                let actions = player.actions.iter().zip(bounds);
                let numbers: Map<String, Json> = actions
                    .map(|(action, p)| (action.id.clone(), number(p, digits)))
                    .collect();
                (player.id.clone(), Json::Object(numbers))
            })
            .collect();
        json!({ "branch": point.branch, "profile": profile })
    };
    let unproved = at.unproved.iter().map(|(branch, point)| {
        let mut entry = point_json(answer, point);
        entry.insert("branch".into(), json!(branch));
        Json::Object(entry)
    });
    let why = match &at.complete {
        Ok(()) => "proved".to_owned(),
        Err(missing) => missing.to_string(),
    };
    json!({
        "precision": at.precision.to_string(),
        "complete": at.complete.is_ok(),
        "completeness": why,
        "equilibria": at.points.iter().map(point).collect::<Vec<Json>>(),
        "unproved": unproved.collect::<Vec<Json>>(),
    })
}

/// One row per point, player and action: points of branches, folds, branch points, and what is proved at the precision asked for, with bounds.
pub fn logit_rows(answers: &[LogitAnswer]) -> Table {
    let columns = [
        ("model", Align::Left),
        ("scenario", Align::Left),
        ("kind", Align::Left),
        ("branch", Align::Right),
        ("point", Align::Right),
        ("precision", Align::Right),
        ("player", Align::Left),
        ("action", Align::Left),
        ("probability", Align::Right),
        ("lower", Align::Right),
        ("upper", Align::Right),
    ];
    let columns = columns.map(|(name, align)| Column::new(name, align));
    let mut table = Table::new("logit", "", columns.to_vec());
    for answer in answers {
        let mut rows = Rows {
            answer,
            table: &mut table,
        };
        let logit = &answer.logit;
        for (number, branch) in logit.branches.iter().enumerate() {
            for (place, point) in branch.points.iter().enumerate() {
                rows.point("path", Some(number), place, point);
            }
            for (after, point) in &branch.folds {
                rows.point("fold", Some(number), *after, point);
            }
        }
        for meeting in &logit.branch_points {
            rows.point(
                "branch point",
                Some(meeting.branch),
                meeting.place,
                &meeting.point,
            );
        }
        let Some(at) = &logit.at else { continue };
        for (place, point) in at.points.iter().enumerate() {
            rows.proved(&at.precision, place, point);
        }
        for (place, (branch, point)) in at.unproved.iter().enumerate() {
            rows.point("not proved", Some(*branch), place, point);
        }
    }
    table
}

struct Rows<'a> {
    answer: &'a LogitAnswer,
    table: &'a mut Table,
}

impl Rows<'_> {
    fn begin(
        &self,
        kind: &str,
        branch: Option<usize>,
        place: usize,
        precision: String,
    ) -> Vec<Cell> {
        let subject = &self.answer.subject;
        vec![
            subject.model.as_str().into(),
            subject.scenario.as_deref().unwrap_or("").into(),
            kind.into(),
            branch.map_or(Cell::Empty, |branch| branch.to_string().into()),
            place.to_string().into(),
            precision.into(),
        ]
    }

    fn point(&mut self, kind: &str, branch: Option<usize>, place: usize, point: &PathPoint) {
        for (player, strategy) in self.answer.game.players().iter().zip(&point.profile) {
            for (action, p) in player.actions.iter().zip(strategy) {
                let mut row = self.begin(kind, branch, place, printed(point.precision, DIGITS));
                row.extend([
                    player.id.as_str().into(),
                    action.id.as_str().into(),
                    printed(*p, DIGITS).into(),
                    Cell::Empty,
                    Cell::Empty,
                ]);
                self.table.row(row);
            }
        }
    }

    fn proved(&mut self, precision: &Rational, place: usize, point: &Proved) {
        for (player, strategy) in self.answer.game.players().iter().zip(&point.profile) {
            for (action, bounds) in player.actions.iter().zip(strategy) {
                let (lower, upper) = bounds.enclosure(&Rational::ONE);
                let middle = &(&lower + &upper) / &Rational::integer(2);
                let decimal = |value: &Rational| super::super::decimal(value, 17);
                let mut row = self.begin("proved", point.branch, place, precision.to_string());
                row.extend([
                    player.id.as_str().into(),
                    action.id.as_str().into(),
                    decimal(&middle).into(),
                    decimal(&lower).into(),
                    decimal(&upper).into(),
                ]);
                self.table.row(row);
            }
        }
    }
}

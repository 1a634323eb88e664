//! The pictures of phase maps: what a map's answer contributes to a drawing.

use super::answer::{MapAnswer, Mapped, Side};
use super::grid::rounded;
use super::strip::{Interval, Strip as StripPicture};
use super::{AxisTitle, Drawing, MapPicture, Mark, Panel, PictureError, RegionLabel, Words};
use crate::num::{Rational, Real};
use crate::region::Strip;

/// The picture of one map, or of several over the same box side by side.
///
/// # Errors
/// As the pictures say; and several maps of one parameter are not drawn together.
pub fn map_drawing(answers: &[MapAnswer]) -> Result<Drawing, PictureError> {
    let first = &answers[0];
    match &first.map {
        Mapped::Line(strip) => line(first, strip).drawing(),
        Mapped::Box(_) => {
            let [x, y] = [&first.sides[0], &first.sides[1]].map(title);
            MapPicture {
                title: first.subject.title.clone(),
                x,
                y,
                panels: answers
                    .iter()
                    .filter_map(|answer| panel(answer, answers.len()))
                    .collect(),
            }
            .drawing()
        }
    }
}

fn title(side: &Side) -> AxisTitle {
    AxisTitle {
        meaning: side.meaning.clone(),
        symbol: Words::with_latex(&side.letters, &format!("${}$", side.symbol.latex)),
    }
}

fn panel(answer: &MapAnswer, of: usize) -> Option<Panel> {
    let Mapped::Box(map) = &answer.map else {
        return None;
    };
    let regions = answer.regions();
    let labels = regions.iter().map(|(set, _)| RegionLabel {
        short: answer.short_words(set),
        long: answer.words(set),
    });
    let marks = answer.marks.iter().map(|mark| Mark {
        name: mark.name.clone(),
        at: [mark.at[0].clone(), mark.at[1].clone()],
    });
    let name = answer.subject.scenario.as_deref().unwrap_or("default");
    Some(Panel {
        title: if of > 1 {
            name.to_owned()
        } else {
            String::new()
        },
        map: map.clone(),
        labels: labels.collect(),
        marks: marks.collect(),
    })
}

/// A row for each profile that is an equilibrium somewhere, and one for where there is none.
fn line(answer: &MapAnswer, strip: &Strip) -> StripPicture {
    let mut labels: Vec<String> = Vec::new();
    let mut intervals = Vec::new();
    let end = |value: &Real| {
        let width = Rational::ratio(1, 1_000_000_000);
        let (low, high) = value.enclosure(&width);
        (rounded(&low) + rounded(&high)) / 2.0
    };
    for (place, conditions) in answer.conditions.iter().enumerate() {
        let words = super::words::profile_in_words(&answer.players, &conditions.profile);
        for interval in strip.intervals_of(place) {
            let (Some((lower, _)), Some((upper, _))) = (&interval.lower, &interval.upper) else {
                continue;
            };
            let known = labels.iter().position(|label| *label == words);
            let label = known.unwrap_or_else(|| {
                labels.push(words.clone());
                labels.len() - 1
            });
            let interval = Interval {
                lower: end(lower),
                upper: end(upper),
                label,
            };
            if !intervals.contains(&interval) {
                intervals.push(interval);
            }
        }
    }
    let empty: Vec<usize> = (0..strip.stretches.len())
        .filter(|stretch| strip.stretches[*stretch].equilibria.is_empty())
        .collect();
    if !empty.is_empty() {
        labels.push(answer.words(&[]));
        for stretch in empty {
            intervals.push(Interval {
                lower: end(&strip.thresholds[stretch].value),
                upper: end(&strip.thresholds[stretch + 1].value),
                label: labels.len() - 1,
            });
        }
    }
    StripPicture {
        title: answer.subject.title.clone(),
        axis: title(&answer.sides[0]),
        lower: strip.axis.lower.clone(),
        upper: strip.axis.upper.clone(),
        labels,
        intervals,
        marks: answer
            .marks
            .iter()
            .map(|mark| (mark.name.clone(), mark.at[0].clone()))
            .collect(),
    }
}

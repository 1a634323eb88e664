//! Whole pictures: nothing lost, nothing malformed, the same bytes every time.

use super::sample::{balancing, panel, picture};
use super::*;
use crate::num::Rational;

const HOSTILE: &str = "<b> & 50% of_power #1";

fn sheet() -> Drawing {
    let marks = [
        ("Default", 30, 40),
        (HOSTILE, 80, 60),
        ("Far away", 150, 20),
    ];
    let panels = vec![
        panel("Weak", balancing(-10, 8), &marks[..1]),
        panel(HOSTILE, balancing(0, 8), &marks),
    ];
    picture(panels).drawing().expect("a picture")
}

fn strip() -> Strip {
    let interval = |lower, upper, label| Interval {
        lower,
        upper,
        label,
    };
    Strip {
        title: HOSTILE.to_owned(),
        axis: AxisTitle {
            meaning: "cost".to_owned(),
            symbol: Words::with_latex("c", "$c$"),
        },
        lower: Rational::ZERO,
        upper: Rational::ONE,
        labels: vec!["both balance".to_owned(), HOSTILE.to_owned()],
        intervals: vec![
            interval(0.0, 0.4142, 0),
            interval(1.0 / 3.0, 1.0, 1),
            interval(0.75, 0.75, 0),
        ],
        marks: vec![
            ("Default".to_owned(), Rational::ratio(1, 2)),
            ("Far".to_owned(), Rational::integer(3)),
        ],
    }
}

/// The texts between tags; panics when a tag is not closed in order or a letter should have been escaped.
fn texts_of_xml(xml: &str) -> String {
    let (mut open, mut texts, mut rest) = (Vec::new(), String::new(), xml);
    while let Some(start) = rest.find('<') {
        let end = rest[start..]
            .find('>')
            .map(|end| start + end)
            .expect("a tag ends");
        texts.push_str(&rest[..start]);
        let tag = &rest[start + 1..end];
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') {
            open.push(tag.split(' ').next().expect("a name"));
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty(), "{open:?}");
    for part in texts.split('&').skip(1) {
        assert!(
            ["amp;", "lt;", "gt;", "quot;"]
                .iter()
                .any(|name| part.starts_with(name)),
            "{part}"
        );
    }
    texts
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

fn words(drawing: &Drawing) -> Vec<&Words> {
    let texts = drawing.shapes.iter().filter_map(|shape| match shape {
        Shape::Text(text) => Some(&text.words),
        _ => None,
    });
    texts.collect()
}

#[test]
fn both_dialects_say_every_word_and_no_number_is_missing() {
    for drawing in [sheet(), strip().drawing().expect("a strip")] {
        let (xml, tex) = (svg(&drawing), tikz_document(&drawing));
        let texts = texts_of_xml(&xml);
        for words in words(&drawing) {
            assert!(texts.contains(&words.plain), "{words:?}");
            assert!(tex.contains(&words.latex), "{words:?}");
        }
        for text in [&xml, &tex] {
            assert!(!text.contains("NaN") && !text.contains("inf,") && !text.contains("inf "));
        }
        let bare = tex
            .lines()
            .filter(|line| line.starts_with("\\node"))
            .find(|line| line.contains("of_") || line.contains(" & ") || line.contains("50%"));
        assert_eq!(bare, None);
        assert_eq!(
            tex.matches('{').count() - tex.matches("\\{").count(),
            tex.matches('}').count() - tex.matches("\\}").count()
        );
    }
}

#[test]
fn words_and_lines_stay_on_the_sheet_and_words_apart() {
    let drawing = sheet();
    for shape in &drawing.shapes {
        let points = match shape {
            Shape::Area { loops, .. } => loops.concat(),
            Shape::Line { points, .. } => points.clone(),
            Shape::Dot(point) => vec![*point],
            Shape::Text(text) => vec![text.at],
        };
        for [x, y] in points {
            assert!(
                (0.0..=drawing.width).contains(&x) && (0.0..=drawing.height).contains(&y),
                "{shape:?}"
            );
        }
    }
}

#[test]
fn what_lies_outside_is_named_in_a_note() {
    let notes = words(&sheet())
        .iter()
        .map(|words| words.plain.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    assert!(
        notes.contains("outside the box: Far away (1.5, 0.2)"),
        "{notes}"
    );
    let strip = strip().drawing().expect("a strip");
    assert!(
        words(&strip)
            .iter()
            .any(|words| words.plain == "Beyond the axis: Far (3).")
    );
    assert!(words(&strip).iter().any(|words| words.plain == "0.33"));
}

#[test]
fn regions_of_the_same_words_have_the_same_filling_in_all_panels() {
    let drawing = sheet();
    let swatches = drawing.fills().len();
    // Five regions and what is undecided.
    assert_eq!(swatches, 6);
}

#[test]
fn the_same_picture_gives_the_same_bytes() {
    assert_eq!(svg(&sheet()), svg(&sheet()));
    assert_eq!(tikz(&sheet()), tikz(&sheet()));
}

#[test]
fn what_cannot_be_drawn_is_refused() {
    assert_eq!(picture(Vec::new()).drawing(), Err(PictureError::NoPanel));
    let mut unnamed = panel("", balancing(0, 4), &[]);
    unnamed.labels.pop();
    assert!(matches!(
        picture(vec![unnamed]).drawing(),
        Err(PictureError::Labels { panel: 1, .. })
    ));
    let mut long = panel("", balancing(0, 4), &[]);
    long.map.axes.pop();
    assert_eq!(
        picture(vec![long]).drawing(),
        Err(PictureError::Axes { panel: 1, axes: 1 })
    );
    let mut broken = strip();
    broken.intervals[0].upper = f64::NAN;
    assert_eq!(broken.drawing(), Err(PictureError::Interval(1)));
}

#[cfg(not(feature = "raster"))]
#[test]
fn without_the_feature_pdf_and_png_say_what_to_do() {
    assert_eq!(pdf("<svg/>"), Err(FigureError::NotBuilt));
    assert_eq!(png("<svg/>", 300), Err(FigureError::NotBuilt));
}

#[cfg(feature = "raster")]
#[test]
fn pdf_and_png_are_made_from_svg_or_refused() {
    let strip = svg(&strip().drawing().expect("a strip"));
    match pdf(&strip) {
        Ok(bytes) => {
            assert!(bytes.starts_with(b"%PDF-"));
            assert!(png(&strip, 96).expect("a picture").starts_with(b"\x89PNG"));
            assert!(matches!(
                png(&strip, 1_000_000),
                Err(FigureError::TooLarge { .. })
            ));
            assert!(matches!(pdf("<svg"), Err(FigureError::Svg(_))));
        }
        Err(error) => assert_eq!(error, FigureError::NoFont),
    }
}

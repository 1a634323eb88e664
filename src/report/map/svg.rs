//! A drawing as SVG: millimetres within, one and a half times their size on a screen.

use super::super::svg::escaped;
use super::drawing::{
    Anchor, Colour, Drawing, Fill, Hatch, POINT, Pen, Point, Shape, Text, number,
};
use super::palette::darker;

/// Pixels to a millimetre: a column of a journal is 476 pixels wide.
pub(super) const SCALE: f64 = 96.0 / 25.4 * 1.5;

/// The distance of hatching lines in millimetres.
pub(super) const HATCHING: f64 = 1.2;

/// The widths of lines in millimetres.
const BOUNDARY: f64 = 0.5 * POINT;
const THIN: f64 = 0.3 * POINT;
const CURVE: f64 = 1.1 * POINT;
const BRANCH: f64 = 0.7 * POINT;

/// Draws a picture as SVG, on white. The same drawing gives the same bytes.
pub fn svg(drawing: &Drawing) -> String {
    let [width, height] = [drawing.width, drawing.height].map(number);
    let [across, down] = [drawing.width, drawing.height].map(|side| (side * SCALE).round());
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{across:.0}\" height=\"{down:.0}\" \
         role=\"img\" font-family=\"'Helvetica Neue', Helvetica, 'Segoe UI', Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif\" \
         fill=\"#000000\" stroke-linejoin=\"round\" stroke-linecap=\"round\">\n\
         <title>{}</title>\n<desc>{}</desc>\n",
        escaped(&drawing.title),
        escaped(&drawing.description),
    );
    let hatched: Vec<Fill> = drawing
        .fills()
        .into_iter()
        .filter(|fill| fill.hatch != Hatch::Plain)
        .collect();
    if !hatched.is_empty() {
        let patterns: String = hatched.iter().map(|fill| pattern(*fill)).collect();
        out.push_str(&format!("<defs>\n{patterns}</defs>\n"));
    }
    out.push_str(&format!(
        "<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n"
    ));
    for shape in &drawing.shapes {
        out.push_str(&element(shape));
        out.push('\n');
    }
    out.push_str("</svg>\n");
    out
}

fn element(shape: &Shape) -> String {
    match shape {
        Shape::Area {
            loops,
            fill,
            outlined,
        } => {
            let paths: Vec<String> = loops
                .iter()
                .map(|points| format!("{}Z", path(points)))
                .collect();
            let stroke = if *outlined {
                format!(" stroke=\"#000000\" stroke-width=\"{}\"", number(THIN))
            } else {
                String::new()
            };
            let d = paths.concat();
            let area = |paint: &str, stroke: &str| {
                format!("<path d=\"{d}\" fill=\"{paint}\" fill-rule=\"evenodd\"{stroke}/>")
            };
            let colour = area(&format!("#{}", fill.colour.hex()), &stroke);
            // The colour lies beneath the pattern, not in it: some readers of PDF leave gaps between tiles.
            match fill.hatch {
                Hatch::Plain => colour,
                _ => colour + &area(&format!("url(#{})", name(*fill)), ""),
            }
        }
        Shape::Line { points, pen } => {
            let dashed = " stroke-dasharray=\"0.8 0.6\" stroke-linecap=\"butt\"";
            let (width, dashes) = match pen {
                Pen::Boundary => (BOUNDARY, ""),
                Pen::Thin => (THIN, ""),
                Pen::Dashed => (THIN, dashed),
                Pen::Curve(_) => (CURVE, ""),
                Pen::Branch(_) => (BRANCH, dashed),
                Pen::Planned(_) => (BRANCH, ""),
            };
            let colour = match pen {
                Pen::Curve(colour) | Pen::Branch(colour) | Pen::Planned(colour) => *colour,
                _ => Colour([0; 3]),
            };
            format!(
                "<path d=\"{}\" fill=\"none\" stroke=\"#{}\" stroke-width=\"{}\"{dashes}/>",
                path(points),
                colour.hex(),
                number(width)
            )
        }
        Shape::Dot([x, y]) => {
            let [x, y] = [*x, *y].map(number);
            format!(
                "<circle cx=\"{x}\" cy=\"{y}\" r=\"0.85\" stroke=\"#ffffff\" stroke-width=\"0.3\"/>"
            )
        }
        Shape::Text(text) => words(text),
    }
}

fn words(text: &Text) -> String {
    let [x, y] = text.at.map(number);
    let anchor = match text.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    let halo = text.halo.map_or_else(String::new, |Colour([red, green, blue])| {
        format!(" stroke=\"#{red:02x}{green:02x}{blue:02x}\" stroke-width=\"0.7\" paint-order=\"stroke\"")
    });
    let turned = if text.turned {
        format!(" transform=\"rotate(-90 {x} {y})\"")
    } else {
        String::new()
    };
    let bold = if text.bold {
        " font-weight=\"600\""
    } else {
        ""
    };
    let size = number(text.size * POINT);
    let letters = escaped(&text.words.plain);
    format!(
        "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{anchor}{bold}{halo}{turned}>{letters}</text>"
    )
}

fn path(points: &[Point]) -> String {
    let steps = points.iter().enumerate().map(|(place, [x, y])| {
        let letter = if place == 0 { 'M' } else { 'L' };
        format!("{letter}{} {}", number(*x), number(*y))
    });
    steps.collect()
}

fn name(fill: Fill) -> String {
    let hatch = match fill.hatch {
        Hatch::Plain => "plain",
        Hatch::Rising => "rising",
        Hatch::Falling => "falling",
        Hatch::Crossed => "crossed",
    };
    format!("{hatch}-{}", fill.colour.hex())
}

fn pattern(fill: Fill) -> String {
    let side = number(HATCHING * 2f64.sqrt());
    let rising = format!("M0 {side}L{side} 0");
    let falling = format!("M0 0L{side} {side}");
    let lines = match fill.hatch {
        Hatch::Plain => String::new(),
        Hatch::Rising => rising,
        Hatch::Falling => falling,
        Hatch::Crossed => rising + &falling,
    };
    // The corners of a tile lie on lines of its neighbours; square caps fill them.
    format!(
        "<pattern id=\"{}\" width=\"{side}\" height=\"{side}\" patternUnits=\"userSpaceOnUse\">\
         <path d=\"{lines}\" stroke=\"#{}\" stroke-width=\"0.2\" stroke-linecap=\"square\"/></pattern>\n",
        name(fill),
        darker(fill.colour).hex(),
    )
}

//! A drawing as TikZ: vector graphics in the fonts of the paper that reads them.

use super::drawing::{Anchor, Colour, Drawing, Fill, Hatch, Pen, Point, Shape, Text, number};
use super::palette::darker;
use super::svg::HATCHING;

/// Draws a picture as a `tikzpicture`, to be read by `\input`; the paper loads `tikz`.
///
/// Words are set in the paper's own font at their size on the sheet. The same drawing gives the same bytes.
pub fn tikz(drawing: &Drawing) -> String {
    let title: String = drawing
        .title
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let mut out = format!(
        "% {title}\n% From a paper: \\usepackage{{tikz}} and \\input. Width: {} mm.\n",
        number(drawing.width)
    );
    out.push_str("\\begin{tikzpicture}[x=1mm, y=-1mm, line join=round, line cap=round]\n");
    let mut colours: Vec<Colour> = drawing
        .fills()
        .iter()
        .flat_map(|fill| [fill.colour, darker(fill.colour)])
        .collect();
    colours.extend(drawing.shapes.iter().filter_map(|shape| match shape {
        Shape::Text(text) => text.halo,
        Shape::Line {
            pen: Pen::Curve(colour) | Pen::Branch(colour) | Pen::Planned(colour),
            ..
        } => Some(*colour),
        _ => None,
    }));
    colours.sort_unstable();
    colours.dedup();
    for colour in colours {
        out.push_str(&format!(
            "\\definecolor{{{}}}{{HTML}}{{{}}}\n",
            name(colour),
            colour.hex()
        ));
    }
    out.push_str(&format!(
        "\\path[use as bounding box] (0,0) rectangle ({},{});\n",
        number(drawing.width),
        number(drawing.height)
    ));
    for shape in &drawing.shapes {
        out.push_str(&command(shape));
    }
    out.push_str("\\end{tikzpicture}%\n");
    out
}

/// The picture as a whole document, a page as large as the picture.
pub fn tikz_document(drawing: &Drawing) -> String {
    format!(
        "\\documentclass{{article}}\n\
         \\usepackage[T1]{{fontenc}}\n\
         \\IfFileExists{{lmodern.sty}}{{\\usepackage{{lmodern}}}}{{}}\n\
         \\usepackage{{tikz}}\n\
         \\usepackage[paperwidth={}mm,paperheight={}mm,margin=0mm]{{geometry}}\n\
         \\pagestyle{{empty}}\n\\setlength{{\\parindent}}{{0pt}}\\setlength{{\\topskip}}{{0pt}}\n\
         \\begin{{document}}\n{}\\end{{document}}\n",
        number(drawing.width),
        number(drawing.height + 0.2),
        tikz(drawing)
    )
}

fn name(colour: Colour) -> String {
    format!("map{}", colour.hex())
}

fn command(shape: &Shape) -> String {
    match shape {
        Shape::Area {
            loops,
            fill,
            outlined,
        } => area(loops, *fill, *outlined),
        Shape::Line { points, pen } => {
            let dashed = "line cap=butt, dash pattern=on 0.8mm off 0.6mm";
            let style = match pen {
                Pen::Boundary => "line width=0.5pt".to_owned(),
                Pen::Thin => "line width=0.3pt".to_owned(),
                Pen::Dashed => format!("line width=0.3pt, {dashed}"),
                Pen::Curve(colour) => format!("{}, line width=1.1pt", name(*colour)),
                Pen::Planned(colour) => format!("{}, line width=0.7pt", name(*colour)),
                Pen::Branch(colour) => format!("{}, line width=0.7pt, {dashed}", name(*colour)),
            };
            format!("\\draw[{style}] {};\n", path(points))
        }
        Shape::Dot([x, y]) => {
            format!(
                "\\filldraw[draw=white, fill=black, line width=0.3mm] ({},{}) circle[radius=0.85mm];\n",
                number(*x),
                number(*y)
            )
        }
        Shape::Text(text) => words(text),
    }
}

fn words(text: &Text) -> String {
    let [x, y] = text.at.map(number);
    let anchor = match text.anchor {
        Anchor::Start => "base west",
        Anchor::Middle => "base",
        Anchor::End => "base east",
    };
    let turned = if text.turned { ", rotate=90" } else { "" };
    let bold = if text.bold { "\\bfseries " } else { "" };
    let halo = text.halo.map_or_else(String::new, |colour| {
        format!(
            ", fill={}, fill opacity=0.8, text opacity=1, inner sep=0.2mm",
            name(colour)
        )
    });
    let [size, leading] = [text.size, text.size * 1.2].map(number);
    format!(
        "\\node[anchor={anchor}, inner sep=0pt{turned}{halo}] at ({x},{y}) {{\\fontsize{{{size}}}{{{leading}}}\\selectfont {bold}{}}};\n",
        text.words.latex
    )
}

fn area(loops: &[Vec<Point>], fill: Fill, outlined: bool) -> String {
    let paths: Vec<String> = loops
        .iter()
        .map(|points| format!("{} -- cycle", path(points)))
        .collect();
    let paths = paths.join("\n  ");
    let mut out = format!("\\fill[even odd rule, {}] {paths};\n", name(fill.colour));
    if fill.hatch != Hatch::Plain {
        out.push_str(&format!(
            "\\begin{{scope}}[even odd rule]\\clip {paths};\n\\draw[{}, line width=0.2mm] {};\n\\end{{scope}}\n",
            name(darker(fill.colour)),
            hatching(loops, fill.hatch).join(" ")
        ));
    }
    if outlined {
        out.push_str(&format!("\\draw[line width=0.3pt] {paths};\n"));
    }
    out
}

/// Slanted lines across the rectangle around the loops, the same lines for neighbouring areas.
fn hatching(loops: &[Vec<Point>], hatch: Hatch) -> Vec<String> {
    let bound = |axis: usize, choose: fn(f64, f64) -> f64| {
        loops
            .iter()
            .flatten()
            .map(|point| point[axis])
            .reduce(choose)
            .unwrap_or(0.0)
    };
    let [left, right] = [bound(0, f64::min), bound(0, f64::max)];
    let [top, bottom] = [bound(1, f64::min), bound(1, f64::max)];
    let step = HATCHING * 2f64.sqrt();
    let mut lines = Vec::new();
    // A rising line has x + y constant, a falling one x - y.
    let mut draw = |slope: f64| {
        let ends = [
            left + slope * top,
            left + slope * bottom,
            right + slope * top,
            right + slope * bottom,
        ];
        let first = (ends.into_iter().fold(f64::MAX, f64::min) / step).floor() as i64;
        let last = (ends.into_iter().fold(f64::MIN, f64::max) / step).ceil() as i64;
        for line in first..=last {
            let sum = line as f64 * step;
            let [start, end] =
                [top, bottom].map(|y| format!("({},{})", number(sum - slope * y), number(y)));
            lines.push(format!("{start} -- {end}"));
        }
    };
    if matches!(hatch, Hatch::Rising | Hatch::Crossed) {
        draw(1.0);
    }
    if matches!(hatch, Hatch::Falling | Hatch::Crossed) {
        draw(-1.0);
    }
    lines
}

/// A chain of points, eight to a line.
fn path(points: &[Point]) -> String {
    let lines: Vec<String> = points
        .chunks(8)
        .map(|chunk| {
            let places: Vec<String> = chunk
                .iter()
                .map(|[x, y]| format!("({},{})", number(*x), number(*y)))
                .collect();
            places.join(" -- ")
        })
        .collect();
    lines.join("\n  -- ")
}

//! Phase maps in print: one description of a picture in millimetres, and the dialects that draw it.
//!
//! The facts are exact; a picture is not. Here alone numbers are rounded to what ink can show: the cells of a map become a fine grid, the
//! curves between regions become chains of short segments, and words are placed by an estimate of how wide they are set.

mod answer;
mod axis;
mod compose;
mod data;
mod drawing;
mod figure;
mod grid;
mod label;
mod layout;
mod legend;
mod outline;
mod palette;
mod picture;
mod raster;
mod reading;
mod strip;
mod svg;
mod tikz;
mod words;

pub use answer::{Inside, MapAnswer, MapError, MapRequest, Mapped, MarkedPoint, Patience, Side};
pub use data::{map_json, map_rows};
pub use drawing::{Anchor, Colour, Drawing, Fill, Hatch, Pen, Point, Shape, Text, Words};
pub(super) use drawing::{POINT, lines, width};
pub use figure::map_drawing;
pub(super) use label::{LEADING, pushed_apart};
pub(super) use palette::curve;
pub use picture::{AxisTitle, MapPicture, Mark, Panel, PictureError, RegionLabel};
pub use raster::{FigureError, pdf, png};
pub use reading::map_reading;
pub(super) use reading::{percent, shares_table};
pub use strip::{Interval, Strip};
pub use svg::svg;
pub use tikz::{tikz, tikz_document};
pub use words::{profile_in_words, set_in_short, set_in_words};

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

//! Pictures in the form that was asked for.

use super::error::Error;
use crate::report::map::{Drawing, pdf, png, svg, tikz};

/// The dots of a PNG to an inch of its size on paper.
const DOTS: u32 = 300;

/// The form of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Picture {
    Svg,
    /// For a paper.
    Tikz,
    /// If built with raster.
    Pdf,
    /// If built with raster.
    Png,
}

/// The bytes of a picture.
pub(super) fn picture(drawing: &Drawing, form: Picture) -> Result<Vec<u8>, Error> {
    let raster = |result: Result<Vec<u8>, crate::report::map::FigureError>| {
        result.map_err(|error| Error::request(error.to_string(), None))
    };
    match form {
        Picture::Svg => Ok(svg(drawing).into_bytes()),
        Picture::Tikz => Ok(tikz(drawing).into_bytes()),
        Picture::Pdf => raster(pdf(&svg(drawing))),
        Picture::Png => raster(png(&svg(drawing), DOTS)),
    }
}

//! PDF and PNG, made from SVG where the crate is built with its feature `raster`.

/// Why there is no PDF or PNG.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FigureError {
    /// The crate was built without the feature.
    #[error(
        "this build draws no PDF or PNG: write .svg or .tex, or build with `--features raster`"
    )]
    NotBuilt,
    /// No font is installed to set the words in.
    #[error(
        "no font is installed to set the words in: install one, such as DejaVu Sans, or write .svg or .tex"
    )]
    NoFont,
    /// The text is no SVG that can be drawn.
    #[error("the picture cannot be drawn: {0}")]
    Svg(String),
    /// The picture has more pixels than can be held.
    #[error("a picture of {width} x {height} pixels is too large")]
    TooLarge {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
}

/// The picture of [`svg`](super::svg::svg) as PDF, in its size on paper.
///
/// Words are set in a font of the machine, which the file carries; another machine may set them in another font.
///
/// # Errors
/// When built without the feature `raster`, when the machine has no font, when the text is no SVG.
pub fn pdf(svg: &str) -> Result<Vec<u8>, FigureError> {
    built::pdf(svg)
}

/// The picture of [`svg`](super::svg::svg) as PNG, with so many dots to an inch of its size on paper.
///
/// # Errors
/// As for [`pdf`], and when the picture has too many dots.
pub fn png(svg: &str, dots_per_inch: u32) -> Result<Vec<u8>, FigureError> {
    built::png(svg, dots_per_inch)
}

#[cfg(not(feature = "raster"))]
mod built {
    use super::FigureError;

    pub fn pdf(_svg: &str) -> Result<Vec<u8>, FigureError> {
        Err(FigureError::NotBuilt)
    }

    pub fn png(_svg: &str, _dots_per_inch: u32) -> Result<Vec<u8>, FigureError> {
        Err(FigureError::NotBuilt)
    }
}

#[cfg(feature = "raster")]
mod built {
    use std::sync::Arc;

    use resvg::tiny_skia::{Pixmap, Transform};
    use resvg::usvg::fontdb::{Database, Family, Query};
    use resvg::usvg::{Options, Tree};
    use svg2pdf::{ConversionOptions, PageOptions};

    use super::super::svg::SCALE;
    use super::FigureError;

    /// The fonts asked for, best first.
    const FAMILIES: [&str; 6] = [
        "Helvetica Neue",
        "Helvetica",
        "Segoe UI",
        "Arial",
        "Liberation Sans",
        "DejaVu Sans",
    ];

    /// Pixels of the screen to an inch on paper.
    const PIXELS: f64 = SCALE * 25.4;

    const MOST_PIXELS: u64 = 200_000_000;

    pub fn pdf(svg: &str) -> Result<Vec<u8>, FigureError> {
        let page = PageOptions { dpi: PIXELS as f32 };
        let drawn = svg2pdf::to_pdf(&tree(svg)?, ConversionOptions::default(), page);
        drawn.map_err(|error| FigureError::Svg(error.to_string()))
    }

    pub fn png(svg: &str, dots_per_inch: u32) -> Result<Vec<u8>, FigureError> {
        let tree = tree(svg)?;
        let scale = f64::from(dots_per_inch) / PIXELS;
        let size = tree.size();
        let [width, height] =
            [size.width(), size.height()].map(|side| (f64::from(side) * scale).ceil() as u32);
        let too_large = FigureError::TooLarge { width, height };
        if u64::from(width) * u64::from(height) > MOST_PIXELS {
            return Err(too_large);
        }
        let mut pixels = Pixmap::new(width, height).ok_or(too_large)?;
        resvg::render(
            &tree,
            Transform::from_scale(scale as f32, scale as f32),
            &mut pixels.as_mut(),
        );
        pixels
            .encode_png()
            .map_err(|error| FigureError::Svg(error.to_string()))
    }

    fn tree(svg: &str) -> Result<Tree, FigureError> {
        let options = Options {
            fontdb: Arc::new(fonts()?),
            ..Options::default()
        };
        Tree::from_str(svg, &options).map_err(|error| FigureError::Svg(error.to_string()))
    }

    /// The fonts of the machine, one of them standing in for any sans-serif.
    fn fonts() -> Result<Database, FigureError> {
        let mut fonts = Database::new();
        fonts.load_system_fonts();
        let wanted = FAMILIES.into_iter().find(|name| {
            let families = [Family::Name(name)];
            let query = Query {
                families: &families,
                ..Query::default()
            };
            fonts.query(&query).is_some()
        });
        let first = fonts
            .faces()
            .next()
            .and_then(|face| face.families.first())
            .map(|(name, _)| name.clone());
        let family = wanted
            .map(str::to_owned)
            .or(first)
            .ok_or(FigureError::NoFont)?;
        fonts.set_sans_serif_family(family);
        Ok(fonts)
    }
}

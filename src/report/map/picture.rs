//! What a picture of phase maps is made of: panels, titles of the axes, names of regions and of marked points.

use super::drawing::Words;
use crate::num::Rational;
use crate::region::PhaseMap;

/// The title of an axis: what the parameter means, and its symbol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AxisTitle {
    /// The meaning, in plain words; it may be wrapped.
    pub meaning: String,
    /// The symbol that follows in parentheses.
    pub symbol: Words,
}

/// What a region is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionLabel {
    /// A few words to be written into the region.
    pub short: String,
    /// The words of the legend. Regions with the same words have the same colour in all panels.
    pub long: String,
}

/// A point of the box with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The name.
    pub name: String,
    /// Where it lies, one number per axis.
    pub at: [Rational; 2],
}

/// One phase map of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panel {
    /// Stands above the map; may be empty.
    pub title: String,
    /// The map, in two parameters.
    pub map: PhaseMap,
    /// One for each region of the map.
    pub labels: Vec<RegionLabel>,
    /// Points to be marked; those outside the box are named in a note.
    pub marks: Vec<Mark>,
}

/// One or more phase maps with the same two parameters.
///
/// One map is as wide as a column of a journal, 84 mm; several stand side by side on 174 mm, two or three in a row, with one legend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapPicture {
    /// What the picture shows; not drawn, as a figure has a caption.
    pub title: String,
    /// The first parameter.
    pub x: AxisTitle,
    /// The second parameter.
    pub y: AxisTitle,
    /// The maps, in the order of reading.
    pub panels: Vec<Panel>,
}

/// Why there is no picture.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PictureError {
    /// There is nothing to draw.
    #[error("a picture needs at least one panel")]
    NoPanel,
    /// A map that is not flat.
    #[error("panel {panel}: a map is drawn in 2 parameters, but it has {axes}")]
    Axes {
        /// The panel, counted from 1.
        panel: usize,
        /// How many axes its map has.
        axes: usize,
    },
    /// An axis without length.
    #[error("the axis of `{0}` ends where it begins, or before")]
    EmptyAxis(String),
    /// Regions without names, or names without regions.
    #[error("panel {panel}: the map has {regions} regions but {labels} labels")]
    Labels {
        /// The panel, counted from 1.
        panel: usize,
        /// How many regions there are.
        regions: usize,
        /// How many labels were given.
        labels: usize,
    },
    /// An interval that has no place: its ends are not in order, are not numbers, or its label does not exist.
    #[error("interval {0} is not one: its ends are out of order or its label is missing")]
    Interval(usize),
}

impl MapPicture {
    pub(super) fn check(&self) -> Result<(), PictureError> {
        if self.panels.is_empty() {
            return Err(PictureError::NoPanel);
        }
        for (number, panel) in self.panels.iter().enumerate() {
            let axes = panel.map.axes.len();
            if axes != 2 {
                return Err(PictureError::Axes {
                    panel: number + 1,
                    axes,
                });
            }
            if let Some(axis) = panel.map.axes.iter().find(|axis| axis.lower >= axis.upper) {
                return Err(PictureError::EmptyAxis(axis.name.clone()));
            }
            if panel.map.regions.len() != panel.labels.len() {
                return Err(PictureError::Labels {
                    panel: number + 1,
                    regions: panel.map.regions.len(),
                    labels: panel.labels.len(),
                });
            }
        }
        Ok(())
    }
}

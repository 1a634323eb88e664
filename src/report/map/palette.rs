//! Fillings of regions: colours that differ in lightness as well as in hue, and hatching that tells the kinds of regions apart.

use super::drawing::{Colour, Fill, Hatch};

/// Tints of the colours of Okabe and Ito and of Tol, each of another lightness, so that they remain apart in grey;
/// neighbours in the list are far from each other. All are light enough for black letters.
const COLOURS: [Colour; 8] = [
    Colour([0xfd, 0xf0, 0xc4]),
    Colour([0x7f, 0xb4, 0xdc]),
    Colour([0xf3, 0xc0, 0x8a]),
    Colour([0x4f, 0x9e, 0x8f]),
    Colour([0xc9, 0xe3, 0xf2]),
    Colour([0xd9, 0x8b, 0x7c]),
    Colour([0xac, 0xc0, 0x85]),
    Colour([0x92, 0x76, 0xa8]),
];

/// Where no pure profile is an equilibrium.
const NONE: Fill = Fill {
    colour: Colour([0xff, 0xff, 0xff]),
    hatch: Hatch::Crossed,
};

/// Where nothing is decided.
pub(super) const UNDECIDED: Fill = Fill {
    colour: Colour([0x5c, 0x5c, 0x5c]),
    hatch: Hatch::Plain,
};

/// What a region is filled with: `colours` have been given before, it has so many equilibria.
pub(super) fn fill(colours: usize, equilibria: usize) -> Fill {
    // Once all colours are used up, they come again with other lines.
    let again = colours >= COLOURS.len();
    let hatch = match (equilibria, again) {
        (0, _) => return NONE,
        (1, false) => Hatch::Plain,
        (1, true) => Hatch::Falling,
        (_, false) => Hatch::Rising,
        (_, true) => Hatch::Crossed,
    };
    Fill {
        colour: COLOURS[colours % COLOURS.len()],
        hatch,
    }
}

/// Colours of curves: those of Okabe and Ito, dark enough on white; neighbours in the list are far from each other.
const CURVES: [Colour; 8] = [
    Colour([0x00, 0x72, 0xb2]),
    Colour([0xd5, 0x5e, 0x00]),
    Colour([0x00, 0x9e, 0x73]),
    Colour([0xcc, 0x79, 0xa7]),
    Colour([0xe6, 0x9f, 0x00]),
    Colour([0x56, 0xb4, 0xe9]),
    Colour([0x5c, 0x5c, 0x5c]),
    Colour([0x00, 0x00, 0x00]),
];

/// The colour of a curve by its number.
pub(in super::super) fn curve(number: usize) -> Colour {
    CURVES[number % CURVES.len()]
}

/// The colour of hatching: the colour beneath, darker.
pub(super) fn darker(colour: Colour) -> Colour {
    Colour(colour.0.map(|part| (u16::from(part) * 7 / 10) as u8))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CIE lightness of an sRGB colour.
    fn lightness(colour: Colour) -> f64 {
        let linear = colour.0.map(|part| (f64::from(part) / 255.0).powf(2.2));
        let luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
        116.0 * luminance.cbrt() - 16.0
    }

    #[test]
    fn colours_remain_apart_in_grey_and_carry_black_letters() {
        let mut all: Vec<f64> = COLOURS
            .into_iter()
            .chain([UNDECIDED.colour])
            .map(lightness)
            .collect();
        all.sort_by(f64::total_cmp);
        assert!(
            all.windows(2).all(|pair| pair[1] - pair[0] > 3.5),
            "{all:?}"
        );
        assert!(all[1] > 50.0, "{all:?}");
    }
}

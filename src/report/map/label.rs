//! Where words stand on a map: in the widest part of a region, or beside the point they name, never over each other.

use super::drawing::{Anchor, POINT, lines, width};
use super::grid::{Grid, Owner};

/// Samples along each side of a map.
const SAMPLES: usize = 128;

/// The distance of lines, and the height of one line, in parts of the size.
pub(in super::super) const LEADING: f64 = 1.15;
const HEIGHT: f64 = 0.95;
const ASCENT: f64 = 0.72;

/// The room kept free around words, in millimetres.
const PADDING: f64 = 0.6;

/// Where the middles of labels lie that want to be at given heights, topmost first, so that none covers another and all keep between two heights.
///
/// Each label is given by the middle it wants and its height.
pub(in super::super) fn pushed_apart(labels: &[(f64, f64)], top: f64, bottom: f64) -> Vec<f64> {
    let mut free = top;
    let mut middles: Vec<f64> = Vec::new();
    for (wanted, height) in labels {
        let middle = wanted.max(free + height / 2.0);
        middles.push(middle);
        free = middle + height / 2.0;
    }
    let mut free = bottom;
    for (middle, (_, height)) in middles.iter_mut().zip(labels).rev() {
        *middle = middle.min(free - height / 2.0);
        free = *middle - height / 2.0;
    }
    middles
}

/// A rectangle on the sheet: its upper left corner and its sides, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rectangle {
    pub corner: [f64; 2],
    pub sides: [f64; 2],
}

impl Rectangle {
    pub fn around(middle: [f64; 2], sides: [f64; 2]) -> Self {
        let corner = [0, 1].map(|axis| middle[axis] - sides[axis] / 2.0);
        Rectangle { corner, sides }
    }

    pub fn middle(self) -> [f64; 2] {
        [0, 1].map(|axis| self.corner[axis] + self.sides[axis] / 2.0)
    }

    fn grown(self, by: f64) -> Self {
        Rectangle::around(self.middle(), self.sides.map(|side| side + 2.0 * by))
    }

    pub fn overlaps(self, other: Rectangle) -> bool {
        [0, 1].into_iter().all(|axis| {
            self.corner[axis] < other.corner[axis] + other.sides[axis]
                && other.corner[axis] < self.corner[axis] + self.sides[axis]
        })
    }

    fn holds(self, other: Rectangle, margin: f64) -> bool {
        [0, 1].into_iter().all(|axis| {
            other.corner[axis] >= self.corner[axis] + margin
                && other.corner[axis] + other.sides[axis]
                    <= self.corner[axis] + self.sides[axis] - margin
        })
    }
}

/// Lines of words with a place on the sheet.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Block {
    pub lines: Vec<String>,
    pub size: f64,
    pub frame: Rectangle,
    /// Which part of the frame the words keep to, should they be narrower or wider than estimated.
    pub anchor: Anchor,
}

impl Block {
    /// The words around the origin.
    pub fn new(lines: Vec<String>, size: f64) -> Self {
        let widest = lines
            .iter()
            .map(|line| width(line, size))
            .fold(0.0, f64::max);
        let height = ((lines.len().max(1) - 1) as f64 * LEADING + HEIGHT) * size * POINT;
        Block {
            lines,
            size,
            frame: Rectangle::around([0.0, 0.0], [widest, height]),
            anchor: Anchor::Middle,
        }
    }

    pub fn moved_to(mut self, middle: [f64; 2]) -> Self {
        self.frame = Rectangle::around(middle, self.frame.sides);
        self
    }

    /// The lines, each with the point of its base line that it hangs on.
    pub fn base_lines(&self) -> impl Iterator<Item = ([f64; 2], &str)> {
        let [width, _] = self.frame.sides;
        let x = self.frame.corner[0]
            + match self.anchor {
                Anchor::Start => 0.0,
                Anchor::Middle => width / 2.0,
                Anchor::End => width,
            };
        let top = self.frame.corner[1];
        let size = self.size * POINT;
        let numbered = self.lines.iter().enumerate();
        numbered.map(move |(number, line)| {
            (
                [x, top + (ASCENT + number as f64 * LEADING) * size],
                line.as_str(),
            )
        })
    }
}

/// A map on the sheet, with what already stands there.
pub(super) struct Field {
    frame: Rectangle,
    owners: Vec<Owner>,
    taken: Vec<Rectangle>,
}

impl Field {
    pub fn new(grid: &Grid, frame: Rectangle) -> Self {
        let middle = |step: usize| (step as f64 + 0.5) / SAMPLES as f64;
        let places =
            (0..SAMPLES).flat_map(|y| (0..SAMPLES).map(move |x| [middle(x), 1.0 - middle(y)]));
        Field {
            frame,
            owners: places.map(|place| grid.owner(place)).collect(),
            taken: Vec::new(),
        }
    }

    /// Keeps a rectangle free of further words.
    pub fn take(&mut self, rectangle: Rectangle) {
        self.taken.push(rectangle);
    }

    /// The words in a region, in as few lines and as large as fits: where most room is left around them, and nearest to the region's middle.
    pub fn in_region(&mut self, owner: Owner, text: &str, sizes: &[f64]) -> Option<Block> {
        let free = self.free(owner);
        for &size in sizes {
            for count in 1..=3 {
                let mut measure = width(text, size) / f64::from(count);
                let mut wrapped = lines(text, size, measure);
                while wrapped.len() > count as usize {
                    measure += 0.5;
                    let wider = lines(text, size, measure);
                    if measure > width(text, size) {
                        wrapped = vec![text.to_owned()];
                        break;
                    }
                    wrapped = wider;
                }
                let block = Block::new(wrapped, size);
                if let Some(middle) = self.widest(&free, block.frame.sides) {
                    let block = block.moved_to(middle);
                    self.take(block.frame);
                    return Some(block);
                }
            }
        }
        None
    }

    /// Counts of free samples above and to the left of each corner between samples.
    fn free(&self, owner: Owner) -> Vec<u32> {
        let side = SAMPLES + 1;
        let mut sums = vec![0; side * side];
        let step = [0, 1].map(|axis| self.frame.sides[axis] / SAMPLES as f64);
        for y in 0..SAMPLES {
            for x in 0..SAMPLES {
                let corner = [
                    self.frame.corner[0] + x as f64 * step[0],
                    self.frame.corner[1] + y as f64 * step[1],
                ];
                let sample = Rectangle {
                    corner,
                    sides: step,
                };
                let is_free = self.owners[y * SAMPLES + x] == owner
                    && !self.taken.iter().any(|t| t.overlaps(sample));
                let at = (y + 1) * side + x + 1;
                sums[at] =
                    sums[at - 1] + sums[at - side] + u32::from(is_free) - sums[at - side - 1];
            }
        }
        sums
    }

    fn widest(&self, free: &[u32], sides: [f64; 2]) -> Option<[f64; 2]> {
        let side = SAMPLES + 1;
        let step = [0, 1].map(|axis| self.frame.sides[axis] / SAMPLES as f64);
        let total = free[free.len() - 1].max(1);
        let mut best = None;
        for grown in 0..SAMPLES {
            let reach = [0, 1].map(|axis| {
                ((sides[axis] + 2.0 * PADDING) / step[axis]).ceil() as usize + 2 * grown
            });
            let fits = |x: usize, y: usize| {
                let (right, below) = (x + reach[0], y + reach[1]);
                let inside = free[below * side + right] + free[y * side + x];
                let count = inside - free[y * side + right] - free[below * side + x];
                count as usize == reach[0] * reach[1]
            };
            if reach.iter().any(|reach| *reach > SAMPLES) {
                break;
            }
            let places = (0..=SAMPLES - reach[1])
                .flat_map(|y| (0..=SAMPLES - reach[0]).map(move |x| [x, y]));
            let places: Vec<[usize; 2]> = places.filter(|[x, y]| fits(*x, *y)).collect();
            let count = places.len().max(1) as f64;
            let mean = [0, 1]
                .map(|axis| places.iter().map(|place| place[axis] as f64).sum::<f64>() / count);
            let away = |place: &[usize; 2]| {
                [0, 1]
                    .into_iter()
                    .map(|axis| (place[axis] as f64 - mean[axis]).powi(2))
                    .sum::<f64>()
            };
            let Some(place) = places.iter().min_by(|a, b| away(a).total_cmp(&away(b))) else {
                break;
            };
            best = Some([0, 1].map(|axis| {
                self.frame.corner[axis]
                    + (place[axis] as f64 + reach[axis] as f64 / 2.0) * step[axis]
            }));
        }
        best.filter(|_| total > 0)
    }

    /// The name beside a point, in one of eight places around it, the nearest ring first, where the fewest boundaries are crossed.
    pub fn beside(&mut self, point: [f64; 2], name: &str, size: f64) -> Option<(Block, bool)> {
        const PLACES: [[f64; 2]; 8] = [
            [1.0, 0.0],
            [1.0, -1.0],
            [1.0, 1.0],
            [0.0, -1.0],
            [0.0, 1.0],
            [-1.0, 0.0],
            [-1.0, -1.0],
            [-1.0, 1.0],
        ];
        let block = Block::new(vec![name.to_owned()], size);
        let [half_width, half_height] = block.frame.sides.map(|side| side / 2.0);
        for (distance, leader) in [(1.55, false), (3.4, true), (6.0, true)] {
            let free = PLACES.into_iter().filter_map(|[right, down]| {
                let x = point[0] + right * (distance + half_width);
                let y = point[1] + down * (distance + half_height);
                let frame = Rectangle::around([x, y], block.frame.sides);
                let is_free = self.frame.holds(frame, 0.5)
                    && !self.taken.iter().any(|t| t.overlaps(frame.grown(0.3)));
                is_free.then(|| (self.owners_within(frame), frame.middle(), right))
            });
            if let Some((_, middle, right)) = free.min_by_key(|(owners, ..)| *owners) {
                let mut block = block.moved_to(middle);
                block.anchor = match right {
                    right if right > 0.0 => Anchor::Start,
                    right if right < 0.0 => Anchor::End,
                    _ => Anchor::Middle,
                };
                self.take(block.frame);
                return Some((block, leader));
            }
        }
        None
    }

    fn owners_within(&self, rectangle: Rectangle) -> usize {
        let mut owners = Vec::new();
        let sample = |axis: usize, at: f64| {
            let share = (at - self.frame.corner[axis]) / self.frame.sides[axis];
            ((share * SAMPLES as f64).max(0.0) as usize).min(SAMPLES - 1)
        };
        let range = |axis: usize| {
            let start = rectangle.corner[axis];
            sample(axis, start)..=sample(axis, start + rectangle.sides[axis])
        };
        for y in range(1) {
            for x in range(0) {
                owners.push(self.owners[y * SAMPLES + x]);
            }
        }
        owners.sort_unstable();
        owners.dedup();
        owners.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn empty() -> Field {
        Field {
            frame: Rectangle {
                corner: [0.0, 0.0],
                sides: [40.0, 30.0],
            },
            owners: vec![Owner::Region(0); SAMPLES * SAMPLES],
            taken: Vec::new(),
        }
    }

    #[test]
    fn words_alone_in_a_region_stand_in_its_middle() {
        let block = empty()
            .in_region(Owner::Region(0), "neutrality", &[8.0])
            .expect("room");
        let [x, y] = block.frame.middle();
        assert!(
            (x - 20.0).abs() < 1.0 && (y - 15.0).abs() < 1.0,
            "{block:?}"
        );
    }

    #[test]
    fn names_of_points_keep_clear_of_each_other_and_of_the_frame() {
        let mut field = empty();
        let points = [
            [1.0, 1.0],
            [39.0, 29.0],
            [20.0, 15.0],
            [21.0, 15.5],
            [20.5, 14.0],
        ];
        let mut frames: Vec<Rectangle> = Vec::new();
        for point in points {
            field.take(Rectangle::around(point, [2.0, 2.0]));
        }
        for point in points {
            let (block, _) = field.beside(point, "Iraq 2003", 7.0).expect("room");
            assert!(field.frame.holds(block.frame, 0.4));
            assert!(frames.iter().all(|frame| !frame.overlaps(block.frame)));
            assert!(
                points
                    .iter()
                    .all(|p| !Rectangle::around(*p, [1.5, 1.5]).overlaps(block.frame))
            );
            frames.push(block.frame);
        }
    }

    #[test]
    fn words_wider_than_a_region_are_not_set() {
        assert_eq!(
            empty().in_region(Owner::Region(0), &"long".repeat(30), &[8.0, 7.0]),
            None
        );
        assert_eq!(empty().in_region(Owner::Region(1), "absent", &[8.0]), None);
    }
}

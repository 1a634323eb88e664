//! Strips of equal width, to find what lies about a number without looking at all there is: machine numbers.

/// Between the least and the greatest of some numbers.
#[derive(Debug)]
pub(super) struct Strips {
    least: f64,
    per_unit: f64,
    last: usize,
}

/// Intervals by the strips they touch.
#[derive(Debug)]
pub(super) struct Touched {
    strips: Strips,
    /// Where the intervals of each strip begin in the list, and where the last ends.
    first: Vec<usize>,
    listed: Vec<usize>,
}

impl Strips {
    pub fn between(least: f64, greatest: f64, count: usize) -> Self {
        Strips {
            least,
            per_unit: count as f64 / (greatest - least),
            last: count - 1,
        }
    }

    /// The strip of a number, the outer ones for those beyond: never less than that of a smaller number.
    #[inline]
    pub fn of(&self, number: f64) -> usize {
        // What is no number or negative is zero.
        (((number - self.least) * self.per_unit) as usize).min(self.last)
    }
}

impl Touched {
    /// With so many strips; with one, all intervals are about each number.
    pub fn new(intervals: &[(f64, f64)], count: usize) -> Self {
        if count == 1 {
            return Touched {
                strips: Strips::between(0.0, 1.0, count),
                first: vec![0, intervals.len()],
                listed: (0..intervals.len()).collect(),
            };
        }
        let least = intervals.iter().map(|(left, _)| *left);
        let greatest = intervals.iter().map(|(_, right)| *right);
        let strips = Strips::between(
            least.fold(f64::INFINITY, f64::min),
            greatest.fold(f64::NEG_INFINITY, f64::max),
            count,
        );
        let touched = |(left, right): &(f64, f64)| strips.of(*left)..strips.of(*right) + 1;
        let mut first = vec![0; count + 1];
        for interval in intervals {
            touched(interval).for_each(|strip| first[strip + 1] += 1);
        }
        for strip in 0..count {
            first[strip + 1] += first[strip];
        }
        let mut listed = vec![0; first[count]];
        let mut next = first.clone();
        for (k, interval) in intervals.iter().enumerate() {
            for strip in touched(interval) {
                listed[next[strip]] = k;
                next[strip] += 1;
            }
        }
        Touched {
            strips,
            first,
            listed,
        }
    }

    /// Intervals in their order, among them all that hold a number.
    #[inline]
    pub fn about(&self, number: f64) -> &[usize] {
        let strip = self.strips.of(number);
        &self.listed[self.first[strip]..self.first[strip + 1]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whatever_holds_a_number_is_listed_in_order(ends in prop::collection::vec((-3.0f64..3.0, 0.0f64..2.0), 1..40), number in -4.0f64..6.0, count in 1usize..40) {
            let intervals: Vec<(f64, f64)> = ends.iter().map(|(left, width)| (*left, left + width)).collect();
            let touched = Touched::new(&intervals, count);
            for number in ends.iter().map(|(left, _)| *left).chain([number]) {
                let about = touched.about(number);
                prop_assert!(about.windows(2).all(|pair| pair[0] < pair[1]));
                for (k, (left, right)) in intervals.iter().enumerate() {
                    prop_assert!(number < *left || number > *right || about.contains(&k));
                }
            }
        }
    }

    #[test]
    fn one_number_has_strips_too() {
        assert_eq!(
            Touched::new(&[(1.0, 1.0), (1.0, 1.0)], 8).about(1.0),
            [0, 1]
        );
        assert!(Touched::new(&[], 8).about(1.0).is_empty());
    }
}

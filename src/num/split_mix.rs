//! Numbers that look random and are the same in every run and on every machine.
//!
//! # Source
//! Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators", OOPSLA (SplitMix64).

/// How far the state moves each time.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// A stream of well mixed words.
#[derive(Debug, Clone)]
pub struct SplitMix(u64);

impl SplitMix {
    /// The stream that a seed begins.
    pub fn new(seed: u64) -> Self {
        SplitMix(seed)
    }

    /// The stream with this number; streams of different numbers are far apart on the way.
    pub fn stream(number: u64) -> Self {
        SplitMix(number.wrapping_mul(STEP))
    }

    /// The next word: 64 bits.
    pub fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// The next number below an end.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).expect("invariant: sizes fit in 64 bits");
        usize::try_from(self.word() % end).expect("invariant: below a size")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_those_of_the_reference() {
        // Vigna's splitmix64.c, seed 1234567.
        let mut numbers = SplitMix::new(1_234_567);
        let words = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973];
        assert_eq!(words, [numbers.word(), numbers.word()]);
    }
}

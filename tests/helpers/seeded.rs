//! Numbers that look random and come again with the same seed (SplitMix64).

/// The stream of a seed.
pub struct Seeded(u64);

impl Seeded {
    /// Begins the stream of a seed.
    pub fn new(seed: u64) -> Self {
        Seeded(seed)
    }

    /// A whole number from `least` to `most`.
    pub fn between(&mut self, least: i128, most: i128) -> i128 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        word ^= word >> 31;
        least + i128::from(word) % (most - least + 1)
    }
}

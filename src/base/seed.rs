//! Random numbers that do not depend on the order of the work.
//!
//! Whoever needs randomness derives a generator of its own from the run's seed and a stream number
//! (a user's index, a resample's number), so that any number of threads draws the same values.

use rand::SeedableRng;
use rand_pcg::Pcg64Mcg;

/// The generator used everywhere: small, fast, and the same on every platform.
pub type Rng = Pcg64Mcg;

/// The generator of stream `stream` under `seed`.
pub fn rng(seed: u64, stream: u64) -> Rng {
    Pcg64Mcg::seed_from_u64(mix(seed ^ mix(stream.wrapping_add(0x9e37_79b9_7f4a_7c15))))
}

/// The finaliser of SplitMix64 (Steele, Lea & Flood 2014): neighbouring inputs give unrelated outputs.
pub fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

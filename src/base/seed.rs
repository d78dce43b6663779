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

/// Which of one user's events of the same moment comes first. An order by item would be the same for all users, a pattern
/// that models learn and then find again in what was held out; this one is the same wherever it is asked for, and no pattern.
pub fn tie(user: u32, item: u32) -> u64 {
    mix(u64::from(user) << 32 | u64::from(item))
}

/// The finaliser of SplitMix64 (Steele, Lea & Flood 2014): neighbouring inputs give unrelated outputs.
pub fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

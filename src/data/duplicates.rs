//! Rows that stand twice, word for word.

use std::collections::HashMap;

use rayon::prelude::*;

/// The rows, ascending, that repeat an earlier row: of rows with the same hash all but the first. A hash of 64 bits takes two different rows
/// of ten million for the same once in some hundred thousand logs.
pub fn repeated(hashes: &[u64]) -> Vec<u32> {
    let mut sorted = hashes.to_vec();
    sorted.par_sort_unstable();
    // Whether the first row of each repeated hash was met.
    let mut met: HashMap<u64, bool> = HashMap::new();
    for pair in sorted.windows(2).filter(|pair| pair[0] == pair[1]) {
        met.insert(pair[0], false);
    }
    drop(sorted);
    if met.is_empty() {
        return Vec::new();
    }
    let is_repeated = |(row, hash): (usize, &u64)| {
        let met = met.get_mut(hash)?;
        std::mem::replace(met, true).then_some(row as u32)
    };
    hashes.iter().enumerate().filter_map(is_repeated).collect()
}

#[cfg(test)]
mod tests {
    use super::repeated;

    #[test]
    fn the_first_of_equal_rows_stays() {
        assert_eq!(repeated(&[7, 3, 7, 9, 3, 7]), [2, 4, 5]);
        assert_eq!(repeated(&[1, 2, 3]), [0u32; 0]);
    }
}

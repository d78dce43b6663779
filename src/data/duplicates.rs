//! Rows that stand twice, word for word.

use hashbrown::HashMap;
use rayon::prelude::*;

use super::interned::ROWS_PER_CHECK;
use crate::base::{Cancelled, TaskContext};

/// Parts that the hashes are sorted in, by their first bits: between two of them work can be stopped.
const PARTS: usize = 1 << 4;

/// The rows, ascending, that repeat an earlier row: of rows with the same hash all but the first. A hash of 64 bits takes two different rows
/// of ten million for the same once in some hundred thousand logs.
///
/// # Errors
/// Cancellation.
pub fn repeated(hashes: &[u64], ctx: &TaskContext) -> Result<Vec<u32>, Cancelled> {
    let room = hashes.len() / PARTS + hashes.len() / (PARTS * PARTS);
    let mut parts: Vec<Vec<u64>> = (0..PARTS).map(|_| Vec::with_capacity(room)).collect();
    for rows in hashes.chunks(ROWS_PER_CHECK) {
        ctx.check()?;
        rows.iter().for_each(|hash| parts[(hash >> (u64::BITS - PARTS.ilog2())) as usize].push(*hash));
    }
    // Whether the first row of each repeated hash was met.
    let mut met: HashMap<u64, bool> = HashMap::new();
    for mut part in parts {
        ctx.check()?;
        part.par_sort_unstable();
        for pair in part.windows(2).filter(|pair| pair[0] == pair[1]) {
            met.insert(pair[0], false);
        }
    }
    if met.is_empty() {
        return Ok(Vec::new());
    }
    let mut repeated = Vec::new();
    for (row, hash) in hashes.iter().enumerate() {
        if row % ROWS_PER_CHECK == 0 {
            ctx.check()?;
        }
        if met.get_mut(hash).is_some_and(|met| std::mem::replace(met, true)) {
            repeated.push(row as u32);
        }
    }
    Ok(repeated)
}

#[cfg(test)]
mod tests {
    use super::repeated;
    use crate::base::TaskContext;

    #[test]
    fn the_first_of_equal_rows_stays() {
        let ctx = TaskContext::new();
        assert_eq!(repeated(&[7, u64::MAX, 7, 9, u64::MAX, 7], &ctx).unwrap(), [2, 4, 5]);
        assert_eq!(repeated(&[1, 2, 3], &ctx).unwrap(), [0u32; 0]);
    }
}

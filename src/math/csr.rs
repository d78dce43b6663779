//! Compressed sparse rows.

use std::ops::Range;

use rayon::prelude::*;

/// Rows that one task writes.
const ROWS: usize = 16;

/// A sparse matrix, row by row. Columns ascend within a row and are distinct.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CsrMatrix {
    n_cols: usize,
    /// Row `r` is `indptr[r]..indptr[r + 1]`; length rows + 1.
    indptr: Vec<usize>,
    indices: Vec<u32>,
    values: Vec<f32>,
}

/// One row: ascending columns and their values, of equal length.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SparseRow<'a> {
    /// Columns, ascending.
    pub indices: &'a [u32],
    /// Values, parallel to `indices`.
    pub values: &'a [f32],
}

impl<'a> SparseRow<'a> {
    /// The row with no entry.
    pub const EMPTY: SparseRow<'static> = SparseRow { indices: &[], values: &[] };

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.indices.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.indices.is_empty()
    }

    /// Pairs of column and value.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (u32, f32)> + use<'a> {
        self.indices.iter().copied().zip(self.values.iter().copied())
    }

    /// The value in `column`, 0 where there is no entry.
    pub fn get(&self, column: u32) -> f32 {
        self.indices.binary_search(&column).map_or(0.0, |at| self.values[at])
    }

    /// Whether the row has an entry in `column`.
    pub fn contains(&self, column: u32) -> bool {
        self.indices.binary_search(&column).is_ok()
    }
}

impl CsrMatrix {
    /// An `n_rows` × `n_cols` matrix with no entry.
    pub fn empty(n_rows: usize, n_cols: usize) -> Self {
        Self { n_cols, indptr: vec![0; n_rows + 1], indices: Vec::new(), values: Vec::new() }
    }

    /// Sums entries that share row and column (in f64, in the order given). Every row index must be
    /// below `n_rows` and every column below `n_cols`. Two counting sorts: O(entries + rows + columns).
    pub fn from_triplets(n_rows: usize, n_cols: usize, rows: &[u32], cols: &[u32], values: &[f32]) -> Self {
        let by_col = counting_order(n_cols, cols, 0..rows.len() as u32);
        let by_row = counting_order(n_rows, rows, by_col);
        let mut matrix = Self {
            n_cols,
            indptr: Vec::with_capacity(n_rows + 1),
            indices: Vec::with_capacity(rows.len()),
            values: Vec::with_capacity(rows.len()),
        };
        matrix.indptr.push(0);
        let mut entries = by_row.into_iter().peekable();
        for row in 0..n_rows as u32 {
            while let Some(&e) = entries.peek()
                && rows[e as usize] == row
            {
                let col = cols[e as usize];
                let mut sum = 0.0f64;
                while let Some(e) = entries.next_if(|&e| rows[e as usize] == row && cols[e as usize] == col) {
                    sum += f64::from(values[e as usize]);
                }
                matrix.indices.push(col);
                matrix.values.push(sum as f32);
            }
            matrix.indptr.push(matrix.indices.len());
        }
        matrix
    }

    /// Puts rows that are ready (ascending, distinct columns below `n_cols`) under each other.
    pub fn from_rows(n_cols: usize, rows: impl IntoIterator<Item = (Vec<u32>, Vec<f32>)>) -> Self {
        let mut matrix = Self::empty(0, n_cols);
        for (indices, values) in rows {
            debug_assert!(indices.is_sorted() && indices.len() == values.len());
            matrix.indices.extend(indices);
            matrix.values.extend(values);
            matrix.indptr.push(matrix.indices.len());
        }
        matrix
    }

    /// Rows that all threads write, row r of at most `room(r)` entries: `write(state, r, columns, values)` writes them (ascending,
    /// distinct columns below `n_cols`) and tells how many there are. Each thread has a `state`. Beside the result it takes
    /// hardly any memory: pages of a room that stay empty are not touched.
    ///
    /// # Errors
    /// What `write` fails with.
    pub fn written_by_rows<S, E: Send>(
        n_rows: usize,
        n_cols: usize,
        room: impl Fn(usize) -> usize,
        state: impl Fn() -> S + Sync + Send,
        write: impl Fn(&mut S, usize, &mut [u32], &mut [f32]) -> Result<usize, E> + Sync + Send,
    ) -> Result<Self, E> {
        let mut starts = Vec::with_capacity(n_rows + 1);
        starts.push(0);
        for row in 0..n_rows {
            starts.push(starts[row] + room(row));
        }
        let total = starts[n_rows];
        let (mut indices, mut values) = (vec![0; total], vec![0.0; total]);
        let mut lengths = vec![0; n_rows];
        let (mut free_indices, mut free_values) = (&mut indices[..], &mut values[..]);
        let mut blocks = Vec::with_capacity(n_rows.div_ceil(ROWS));
        for (block, lengths) in lengths.chunks_mut(ROWS).enumerate() {
            let first = block * ROWS;
            let n = starts[first + lengths.len()] - starts[first];
            let (indices, rest) = std::mem::take(&mut free_indices).split_at_mut(n);
            free_indices = rest;
            let (values, rest) = std::mem::take(&mut free_values).split_at_mut(n);
            free_values = rest;
            blocks.push((first, lengths, indices, values));
        }
        blocks.into_par_iter().try_for_each_init(&state, |state, (first, lengths, indices, values)| {
            for (at, length) in lengths.iter_mut().enumerate() {
                let row = first + at;
                let place = starts[row] - starts[first]..starts[row + 1] - starts[first];
                *length = write(state, row, &mut indices[place.clone()], &mut values[place])?;
            }
            Ok(())
        })?;
        // Closes the gaps.
        let mut end = 0;
        let mut indptr = starts;
        for (row, length) in lengths.into_iter().enumerate() {
            let start = indptr[row];
            indices.copy_within(start..start + length, end);
            values.copy_within(start..start + length, end);
            indptr[row] = end;
            end += length;
        }
        indptr[n_rows] = end;
        indices.truncate(end);
        indices.shrink_to_fit();
        values.truncate(end);
        values.shrink_to_fit();
        Ok(Self { n_cols, indptr, indices, values })
    }

    /// From the rows' starts (length rows + 1), columns and values; `None` unless columns ascend within each row, lie below
    /// `n_cols`, and all lengths fit.
    pub fn from_parts(n_cols: usize, indptr: Vec<usize>, indices: Vec<u32>, values: Vec<f32>) -> Option<Self> {
        let fits = indptr.first() == Some(&0)
            && indptr.last() == Some(&indices.len())
            && indptr.is_sorted()
            && indices.len() == values.len()
            && indices.iter().all(|c| (*c as usize) < n_cols);
        let matrix = Self { n_cols, indptr, indices, values };
        (fits && matrix.rows().all(|row| row.indices.is_sorted_by(|a, b| a < b))).then_some(matrix)
    }

    /// The rows' starts, columns and values.
    pub fn parts(&self) -> (&[usize], &[u32], &[f32]) {
        (&self.indptr, &self.indices, &self.values)
    }

    /// Number of rows.
    pub fn n_rows(&self) -> usize {
        self.indptr.len().saturating_sub(1)
    }

    /// Number of columns.
    pub fn n_cols(&self) -> usize {
        self.n_cols
    }

    /// Number of entries.
    pub fn n_entries(&self) -> usize {
        self.indices.len()
    }

    /// Row `row`.
    pub fn row(&self, row: usize) -> SparseRow<'_> {
        let range = self.row_range(row);
        SparseRow { indices: &self.indices[range.clone()], values: &self.values[range] }
    }

    /// The places of the entries of row `row` among all entries.
    pub fn row_range(&self, row: usize) -> Range<usize> {
        self.indptr[row]..self.indptr[row + 1]
    }

    /// All rows in order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = SparseRow<'_>> {
        (0..self.n_rows()).map(|r| self.row(r))
    }

    /// The values of all entries, row by row.
    pub fn values_mut(&mut self) -> &mut [f32] {
        &mut self.values
    }

    /// The matrix with each value replaced by `f(entries of its row, column, value)`.
    pub fn mapped(&self, f: impl Fn(usize, u32, f32) -> f32) -> Self {
        let mut mapped = self.clone();
        for row in 0..self.n_rows() {
            let range = self.row_range(row);
            for at in range.clone() {
                mapped.values[at] = f(range.len(), self.indices[at], self.values[at]);
            }
        }
        mapped
    }

    /// The matrix with only the rows that are asked for; the others have no entries.
    pub fn with_rows(&self, is_kept: impl Fn(usize) -> bool) -> Self {
        let row = |r: usize| match is_kept(r) {
            true => (self.row(r).indices.to_vec(), self.row(r).values.to_vec()),
            false => Default::default(),
        };
        Self::from_rows(self.n_cols, (0..self.n_rows()).map(row))
    }

    /// Multiplies each row by `factor(row, its entries)`; rows without entries are passed over.
    pub fn scale_rows(&mut self, factor: impl Fn(usize, SparseRow<'_>) -> f64) {
        for row in 0..self.n_rows() {
            if self.row_range(row).is_empty() {
                continue;
            }
            let factor = factor(row, self.row(row));
            let range = self.row_range(row);
            for value in &mut self.values[range] {
                *value = (f64::from(*value) * factor) as f32;
            }
        }
    }

    /// The matrix with rows and columns exchanged.
    ///
    /// Each thread writes the entries of a range of columns, so that no two write the same part.
    pub fn transpose(&self) -> Self {
        let mut indptr = vec![0; self.n_cols + 1];
        for &c in &self.indices {
            indptr[c as usize + 1] += 1;
        }
        for c in 0..self.n_cols {
            indptr[c + 1] += indptr[c];
        }
        let mut indices = vec![0; self.indices.len()];
        let mut values = vec![0.0; self.indices.len()];
        let (mut free_indices, mut free_values) = (&mut indices[..], &mut values[..]);
        rayon::scope(|scope| {
            let (mut first, n_parts) = (0, rayon::current_num_threads());
            for part in 1..=n_parts {
                let end = self.indices.len() * part / n_parts;
                let last = indptr.partition_point(|p| *p <= end) - 1;
                let columns = first..last;
                let n = indptr[columns.end] - indptr[columns.start];
                let (indices, rest) = std::mem::take(&mut free_indices).split_at_mut(n);
                free_indices = rest;
                let (values, rest) = std::mem::take(&mut free_values).split_at_mut(n);
                free_values = rest;
                first = columns.end;
                let indptr = &indptr;
                scope.spawn(move |_| self.transpose_columns(columns, indptr, indices, values));
            }
        });
        Self { n_cols: self.n_rows(), indptr, indices, values }
    }

    /// Writes the rows of the transpose that come from these columns; `indptr` are the starts of all its rows.
    fn transpose_columns(&self, columns: Range<usize>, indptr: &[usize], indices: &mut [u32], values: &mut [f32]) {
        let mut next: Vec<usize> = indptr[columns.clone()].iter().map(|p| p - indptr[columns.start]).collect();
        for (r, row) in self.rows().enumerate() {
            let from = row.indices.partition_point(|c| (*c as usize) < columns.start);
            for (c, v) in row.iter().skip(from).take_while(|(c, _)| (*c as usize) < columns.end) {
                let at = &mut next[c as usize - columns.start];
                indices[*at] = r as u32;
                values[*at] = v;
                *at += 1;
            }
        }
    }

    /// Number of entries of each column.
    pub fn column_counts(&self) -> Vec<u32> {
        let mut counts = vec![0; self.n_cols];
        for &c in &self.indices {
            counts[c as usize] += 1;
        }
        counts
    }

    /// Number of rows that have an entry.
    pub fn n_occupied_rows(&self) -> usize {
        self.rows().filter(|row| !row.is_empty()).count()
    }

    /// Sum of each column, added in f64 from the first row to the last.
    pub fn column_sums(&self) -> Vec<f64> {
        let mut sums = vec![0.0; self.n_cols];
        for (&c, &v) in self.indices.iter().zip(&self.values) {
            sums[c as usize] += f64::from(v);
        }
        sums
    }
}

/// The elements of `order` by ascending `keys[e]` (< `n_keys`), equal keys in the order given.
fn counting_order(n_keys: usize, keys: &[u32], order: impl IntoIterator<Item = u32>) -> Vec<u32> {
    let mut next = vec![0usize; n_keys + 1];
    for &k in keys {
        next[k as usize + 1] += 1;
    }
    for k in 0..n_keys {
        next[k + 1] += next[k];
    }
    let mut sorted = vec![0; keys.len()];
    for e in order {
        let at = &mut next[keys[e as usize] as usize];
        sorted[*at] = e;
        *at += 1;
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn triplets_sum_like_a_dense_matrix(entries in prop::collection::vec((0u32..7, 0u32..5, 1u32..9), 0..60)) {
            let mut dense = [[0.0f32; 5]; 7];
            for &(r, c, v) in &entries {
                dense[r as usize][c as usize] += v as f32;
            }
            let (rows, (cols, values)): (Vec<_>, (Vec<_>, Vec<_>)) =
                entries.iter().map(|&(r, c, v)| (r, (c, v as f32))).unzip();
            let matrix = CsrMatrix::from_triplets(7, 5, &rows, &cols, &values);
            for (r, row) in matrix.rows().enumerate() {
                prop_assert!(row.indices.windows(2).all(|w| w[0] < w[1]));
                for c in 0..5 {
                    let found = row.iter().find(|e| e.0 == c).map_or(0.0, |e| e.1);
                    prop_assert_eq!(found, dense[r][c as usize]);
                }
            }
            for threads in [1, 2, 3, 9] {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
                let turned = pool.install(|| matrix.transpose());
                prop_assert_eq!([turned.n_rows(), turned.n_cols(), turned.n_entries()], [5, 7, matrix.n_entries()]);
                for (c, row) in turned.rows().enumerate() {
                    prop_assert!(row.indices.windows(2).all(|w| w[0] < w[1]));
                    prop_assert!(row.iter().all(|(r, v)| v == dense[r as usize][c]));
                }
            }
        }
    }
}

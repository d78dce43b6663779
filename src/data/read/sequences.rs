//! One user a line, with what they chose in its order: `user item item item …`. Each item becomes a row of its own.

use std::collections::HashSet;
use std::sync::Arc;

use super::batch::{self, Batch};
use super::format::{Block, Blocks, Extent, Format, Opened, Reader, Unread, Wanted};
use super::source::Part;
use super::text::{Compression, TextFile};
use crate::base::{SaidValue, StageError, TaskContext};
use crate::said;

/// Lines that a file is judged by.
const JUDGED_LINES: usize = 500;

/// Text with one user a line.
pub struct Sequences;

impl Format for Sequences {
    fn begins(&self, start: &[u8], part: &Part) -> bool {
        if Compression::of(start) != Compression::None {
            return TextFile::open(part).is_ok_and(|(_, text)| are_sequences(&text));
        }
        // The last line may be cut, unless the file ends there.
        let is_whole = part.size().is_ok_and(|size| size == start.len() as u64);
        let end = if is_whole { start.len() } else { memchr::memrchr(b'\n', start).unwrap_or(0) };
        std::str::from_utf8(&start[..end]).is_ok_and(are_sequences)
    }

    fn open(&self, part: &Part) -> Result<Opened, StageError> {
        let (file, text) = TextFile::open(part)?;
        // Of each line the first word is the user.
        let n_rows = text.lines().map(|line| line.split_ascii_whitespace().count().saturating_sub(1)).sum::<usize>();
        let of_row = text.len() as f64 / n_rows.max(1) as f64;
        let mut parts: Vec<SaidValue> = vec![said!("format-sequences").into()];
        parts.extend(file.compression.name().map(SaidValue::from));
        Ok(Opened {
            description: said!("plain", text = SaidValue::List(parts)),
            columns: vec!["user_id".into(), "item_id".into()],
            has_header: true,
            warnings: Vec::new(),
            reader: Arc::new(SequenceReader { file, of_row }),
        })
    }
}

/// Whether each line names another user, and all that follows are numbers, or numbers behind the same letters, more on one line and fewer on
/// another. A table has as many fields on each line.
fn are_sequences(text: &str) -> bool {
    let lines = || text.lines().filter(|line| !line.trim().is_empty()).take(JUDGED_LINES);
    let (mut users, mut lengths, mut n_lines) = (HashSet::new(), HashSet::new(), 0);
    let mut letters = None;
    for line in lines() {
        let mut words = line.split_ascii_whitespace();
        users.extend(words.next());
        let mut n = 0;
        for word in words {
            let own = word.trim_end_matches(|c: char| c.is_ascii_digit());
            let is_id = own.len() < word.len() && own.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_');
            if !is_id || *letters.get_or_insert(own) != own {
                return false;
            }
            n += 1;
        }
        lengths.insert(n);
        n_lines += 1;
    }
    lengths.remove(&0);
    // Blank cells of a table leave its tabs.
    let mut tabs = lines().map(|line| line.matches('\t').count());
    let is_table = tabs.next().is_some_and(|first| first > 0 && tabs.all(|n| n == first));
    n_lines >= 2 && users.len() == n_lines && lengths.len() >= 2 && !is_table
}

struct SequenceReader {
    file: TextFile,
    /// Bytes of text a row.
    of_row: f64,
}

impl Reader for SequenceReader {
    fn blocks(&self, bytes: usize) -> Result<Blocks<'_>, StageError> {
        Ok(Box::new(self.file.line_blocks(bytes)?))
    }

    fn rows(&self, block: Block, wanted: Wanted<'_>) -> Result<Batch, Unread> {
        let text = self.file.decoded(block)?;
        let mut batch = Batch::new(String::with_capacity(2 * text.len()), wanted.columns.len());
        for (at, line) in text.lines().enumerate() {
            batch.n_lines += 1;
            let mut words = line.split_ascii_whitespace();
            let Some(user) = words.next() else { continue };
            let of_line = batch::hash(line.as_bytes());
            for (place, item) in words.enumerate() {
                batch.add_row();
                for (slot, column) in wanted.columns.iter().enumerate() {
                    batch.set_cell(slot, [user, item][*column]);
                }
                // An item that a user chose twice is no row that stands twice.
                let hash =
                    batch::hash_cells([of_line.to_le_bytes(), place.to_le_bytes()].iter().map(|bytes| &bytes[..]));
                batch.end_row(hash, at as u32);
            }
        }
        Ok(batch)
    }

    fn size(&self) -> Result<u64, StageError> {
        self.file.part().size()
    }

    fn extent(&self) -> Result<Extent, StageError> {
        Ok(Extent::Rows((self.file.text_size()? as f64 / self.of_row.max(1.0)) as u64))
    }

    fn settled(&self, ctx: &TaskContext) -> Result<Arc<dyn Reader>, StageError> {
        Ok(Arc::new(Self { file: self.file.settled(ctx)?, of_row: self.of_row }))
    }
}

#[cfg(test)]
mod tests {
    use super::are_sequences;

    #[test]
    fn sequences_are_told_from_tables_and_texts() {
        assert!(are_sequences("1 1 2 3 4 5\n2 6 7 8 9 10 4 11\n3 2 1\n"));
        assert!(are_sequences("u1 i4 i5\nu2\ti4\ti9\ti3\nu3\n"));
        for other in [
            "1 2 5 881250949\n2 3 4 881250950\n",
            "1 10 20\n1 11\n",
            "1 Toy Story\n2 GoldenEye\n3 Four Rooms of 1995\n",
            "1,2,3\n2,3\n",
            "user item item\n1 2 3 4\n2 3 4\n",
            "1 2 3.5\n2 4\n",
            "1\t5\t2001\n2\t7\t\n3\t8\t2002\n",
            "1 2 3\n",
        ] {
            assert!(!are_sequences(other), "{other}");
        }
    }
}

//! One user a line, with what they chose in its order: `user item item item …`. Each item becomes a row of its own.

use std::collections::HashSet;
use std::sync::Arc;

use super::batch::{self, Batch};
use super::format::{Block, Blocks, Extent, Format, Opened, Reader, Unread, Wanted};
use super::source::Part;
use super::text::TextFile;
use crate::base::{SaidValue, StageError, TaskContext};
use crate::said;

/// Lines that a file is judged by.
const JUDGED_LINES: usize = 500;

/// Text with one user a line.
pub struct Sequences;

impl Format for Sequences {
    fn begins(&self, _: &[u8], part: &Part) -> bool {
        TextFile::open(part).is_ok_and(|(_, text)| are_sequences(&text))
    }

    fn open(&self, part: &Part) -> Result<Opened, StageError> {
        let (file, _) = TextFile::open(part)?;
        let mut parts: Vec<SaidValue> = vec![said!("format-sequences").into()];
        parts.extend(file.compression.name().map(SaidValue::from));
        Ok(Opened {
            description: said!("plain", text = SaidValue::List(parts)),
            columns: vec!["user_id".into(), "item_id".into()],
            has_header: true,
            warnings: Vec::new(),
            reader: Arc::new(SequenceReader { file }),
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
    n_lines >= 2 && users.len() == n_lines && lengths.len() >= 2 && !lengths.contains(&0)
}

struct SequenceReader {
    file: TextFile,
}

impl Reader for SequenceReader {
    fn blocks(&self, bytes: usize) -> Result<Blocks<'_>, StageError> {
        let whole = |text: &[u8], is_end: bool| {
            if is_end { text.len() } else { memchr::memrchr(b'\n', text).map_or(0, |end| end + 1) }
        };
        Ok(Box::new(self.file.blocks(bytes, whole)?))
    }

    fn rows(&self, block: Block, wanted: Wanted<'_>) -> Result<Batch, Unread> {
        let text = match String::from_utf8(block.text) {
            Ok(text) => text,
            Err(_) if self.file.may_be_other() => return Err(Unread::OtherEncoding),
            Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
        };
        let mut batch = Batch::new(String::with_capacity(2 * text.len()), wanted.columns.len());
        for (at, line) in text.lines().enumerate() {
            batch.n_lines += 1;
            let mut words = line.split_ascii_whitespace();
            let Some(user) = words.next() else { continue };
            for (place, item) in words.enumerate() {
                batch.add_row();
                for (slot, column) in wanted.columns.iter().enumerate() {
                    batch.set_cell(slot, [user, item][*column]);
                }
                // An item that a user chose twice is no row that stands twice.
                let hash = batch::hash_cells([line.as_bytes(), &place.to_le_bytes()].into_iter());
                batch.end_row(hash, at as u32);
            }
        }
        Ok(batch)
    }

    fn size(&self) -> Result<u64, StageError> {
        self.file.part().size()
    }

    fn extent(&self) -> Result<Extent, StageError> {
        Ok(Extent::Text(self.file.text_size()?))
    }

    fn settled(&self, ctx: &TaskContext) -> Result<Arc<dyn Reader>, StageError> {
        Ok(Arc::new(Self { file: self.file.settled(ctx)? }))
    }
}

#[cfg(test)]
mod tests {
    use super::are_sequences;

    #[test]
    fn sequences_are_told_from_tables_and_texts() {
        assert!(are_sequences("1 1 2 3 4 5\n2 6 7 8 9 10 4 11\n3 2 1\n"));
        assert!(are_sequences("u1 i4 i5\nu2\ti4\ti9\ti3\n"));
        for other in [
            "1 2 5 881250949\n2 3 4 881250950\n",
            "1 10 20\n1 11\n",
            "1 Toy Story\n2 GoldenEye\n3 Four Rooms of 1995\n",
            "1,2,3\n2,3\n",
            "user item item\n1 2 3 4\n2 3 4\n",
            "1 2 3.5\n2 4\n",
            "1 2 3\n",
        ] {
            assert!(!are_sequences(other), "{other}");
        }
    }
}

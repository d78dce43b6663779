//! Text tables: fields between separators, one row a line.

use std::sync::Arc;

use encoding_rs::{Encoding, UTF_8};

use super::batch::Batch;
use super::format::{Block, Blocks, Extent, Format, Opened, Reader, Unread, Wanted};
use super::layout::{self, Layout};
use super::source::Part;
use super::text::TextFile;
use crate::base::{SaidValue, StageError, TaskContext};
use crate::said;

/// Text tables of any separator, encoding and compression.
pub struct Delimited;

impl Format for Delimited {
    fn begins(&self, _: &[u8], _: &Part) -> bool {
        true
    }

    fn open(&self, part: &Part) -> Result<Opened, StageError> {
        let (file, text) = TextFile::open(part)?;
        let layout = layout::layout(&part.path, &text)?;
        let encoding = Some(file.encoding).filter(|encoding| *encoding != UTF_8).map(Encoding::name);
        let mut parts = vec!["CSV".into(), layout.cut.separator.label().into()];
        parts.extend([encoding, file.compression.name()].into_iter().flatten().map(SaidValue::from));
        Ok(Opened {
            description: said!("plain", text = SaidValue::List(parts)),
            columns: layout.columns.clone(),
            has_header: layout.header.is_some(),
            warnings: layout.warnings.clone(),
            reader: Arc::new(DelimitedReader { file, layout }),
        })
    }
}

struct DelimitedReader {
    file: TextFile,
    layout: Layout,
}

impl DelimitedReader {
    /// Where the first row begins in the first block.
    fn first_row(&self, text: &[u8]) -> usize {
        let lines = memchr::memchr_iter(b'\n', text).map(|end| end + 1);
        let start =
            if self.layout.skipped == 0 { 0 } else { lines.clone().nth(self.layout.skipped - 1).unwrap_or(text.len()) };
        let Some(header) = &self.layout.header else { return start };
        let end =
            (start..text.len()).find(|at| text[*at..].starts_with(header.as_bytes())).unwrap_or(start) + header.len();
        lines.clone().find(|line| *line >= end).unwrap_or(text.len())
    }
}

impl Reader for DelimitedReader {
    fn blocks(&self, bytes: usize) -> Result<Blocks<'_>, StageError> {
        let cut = self.layout.cut;
        let blocks = self.file.blocks(bytes, move |text, is_end| cut.whole_rows(text, is_end))?;
        let mut is_first = true;
        Ok(Box::new(blocks.map(move |block| {
            let mut block = block?;
            if std::mem::take(&mut is_first) {
                block.text.drain(..self.first_row(&block.text));
            }
            Ok(block)
        })))
    }

    fn rows(&self, block: Block, wanted: Wanted<'_>) -> Result<Batch, Unread> {
        let text = self.file.decoded(block)?;
        Ok(self.layout.cut.batch(text, self.layout.header.as_deref().map(str::as_bytes), wanted))
    }

    fn first_line(&self) -> u64 {
        let header = self.layout.header.as_ref().map_or(0, |header| 1 + header.matches('\n').count());
        (self.layout.skipped + header + 1) as u64
    }

    fn size(&self) -> Result<u64, StageError> {
        self.file.part().size()
    }

    fn extent(&self) -> Result<Extent, StageError> {
        Ok(Extent::Text(self.file.text_size()?))
    }

    fn settled(&self, ctx: &TaskContext) -> Result<Arc<dyn Reader>, StageError> {
        let file = self.file.settled(ctx)?;
        Ok(Arc::new(Self { file, layout: self.layout.clone() }))
    }
}

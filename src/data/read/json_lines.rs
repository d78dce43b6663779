//! One JSON object a line. Objects inside objects become columns `a.b`; lists become `a|b`, lists of lists `a > b`.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::batch::{self, Batch};
use super::format::{Block, Blocks, Extent, Format, Opened, Reader, Unread, Wanted};
use super::source::Part;
use super::text::{Compression, TextFile};
use crate::base::{InputError, SaidValue, StageError, TaskContext};
use crate::said;

/// Lines that the columns are found in.
const JUDGED_LINES: usize = 2000;

/// JSON, one object a line.
pub struct JsonLines;

impl Format for JsonLines {
    fn begins(&self, start: &[u8], part: &Part) -> bool {
        let is_named = |name: &str| {
            [".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.zst"].iter().any(|e| name.ends_with(e))
        };
        let is_object = |text: &[u8]| {
            let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text).trim_ascii_start();
            text.starts_with(b"{") || text.starts_with(b"[{") || text.starts_with(b"[\n") || text.starts_with(b"[ {")
        };
        match Compression::of(start) {
            Compression::None => is_object(start),
            _ => {
                is_named(&part.path.to_string_lossy().to_lowercase())
                    || TextFile::open(part).is_ok_and(|(_, text)| is_object(text.as_bytes()))
            }
        }
    }

    fn open(&self, part: &Part) -> Result<Opened, StageError> {
        let (file, text) = TextFile::open(part)?;
        let (mut columns, mut index) = (Vec::new(), HashMap::new());
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).take(JUDGED_LINES) {
            let object = object(line).map_err(|why| not_lines(part, &why).at_row(at as u64 + 1))?;
            each_cell("", &object, &mut |name, _| {
                if !index.contains_key(name) {
                    index.insert(name.to_owned(), columns.len());
                    columns.push(name.to_owned());
                }
            });
        }
        if columns.is_empty() {
            return Err(InputError::new(&part.path, said!("data-no-column"), said!("data-no-column.remedy")).into());
        }
        let mut parts: Vec<SaidValue> = vec!["NDJSON".into()];
        parts.extend(file.compression.name().map(SaidValue::from));
        Ok(Opened {
            description: said!("plain", text = SaidValue::List(parts)),
            columns,
            has_header: true,
            warnings: Vec::new(),
            reader: Arc::new(JsonReader { file, index }),
        })
    }
}

fn object(line: &str) -> Result<Map<String, Value>, String> {
    match serde_json::from_str(line) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(other) => Err(other.to_string().chars().take(40).collect()),
        Err(error) => Err(error.to_string()),
    }
}

fn not_lines(part: &Part, error: &str) -> InputError {
    let problem = said!("data-not-json-lines", error = error);
    InputError::new(&part.path, problem, said!("data-not-json-lines.remedy"))
}

/// Calls `found` with the name of each column and its value.
fn each_cell(prefix: &str, object: &Map<String, Value>, found: &mut impl FnMut(&str, &Value)) {
    for (key, value) in object {
        let name = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match value {
            Value::Object(inside) => each_cell(&name, inside, found),
            value => found(&name, value),
        }
    }
}

/// A value as the text of a cell.
fn text(value: &Value, into: &mut String) {
    match value {
        Value::Null => {}
        Value::String(text) => into.push_str(text),
        Value::Array(values) => {
            let is_nested = values.iter().any(Value::is_array);
            for (at, value) in values.iter().enumerate() {
                if at > 0 {
                    into.push('|');
                }
                match value {
                    Value::Array(path) if is_nested => {
                        for (at, name) in path.iter().enumerate() {
                            if at > 0 {
                                into.push_str(" > ");
                            }
                            text(name, into);
                        }
                    }
                    value => text(value, into),
                }
            }
        }
        other => into.push_str(&other.to_string()),
    }
}

struct JsonReader {
    file: TextFile,
    /// The column of each name.
    index: HashMap<String, usize>,
}

impl Reader for JsonReader {
    fn blocks(&self, bytes: usize) -> Result<Blocks<'_>, StageError> {
        Ok(Box::new(self.file.line_blocks(bytes)?))
    }

    fn rows(&self, block: Block, wanted: Wanted<'_>) -> Result<Batch, Unread> {
        let lines = self.file.decoded(block)?;
        let mut slots = vec![None; self.index.len()];
        for (slot, column) in wanted.columns.iter().enumerate() {
            slots[*column] = Some(slot);
        }
        let mut batch = Batch::new(String::with_capacity(lines.len()), wanted.columns.len());
        let mut row: Vec<String> = vec![String::new(); self.index.len()];
        for (at, line) in lines.lines().enumerate() {
            batch.n_lines += 1;
            if line.trim().is_empty() {
                continue;
            }
            let object =
                object(line).map_err(|why| Unread::Line(at as u64, not_lines(self.file.part(), &why).into()))?;
            row.iter_mut().for_each(String::clear);
            let mut has_unknown = false;
            each_cell("", &object, &mut |name, value| match self.index.get(name) {
                Some(&column) => text(value, &mut row[column]),
                None => has_unknown = true,
            });
            batch.oddities.unknown_keys += u64::from(has_unknown);
            batch.add_row();
            for (slot, cell) in slots.iter().zip(&row).filter_map(|(slot, cell)| Some((((*slot)?), cell))) {
                batch.set_cell(slot, cell);
            }
            let hashed = row.iter().enumerate().filter(|(column, _)| !wanted.unhashed.contains(column));
            batch.end_row(batch::hash_cells(hashed.map(|(_, cell)| cell.as_bytes())), at as u32);
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
        Ok(Arc::new(Self { file: self.file.settled(ctx)?, index: self.index.clone() }))
    }
}

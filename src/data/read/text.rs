//! A file of text as blocks of whole rows in UTF-8: decompressed and decoded while reading, so that memory does not grow with the file.

use std::io::{BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::format::{Block, Unread};
use super::problems;
use super::source::Part;
use crate::base::{InputError, StageError, TaskContext};
use crate::said;

/// Decoded bytes that the layout is guessed from, enough for some thousand rows.
const SAMPLE_BYTES: usize = 512 << 10;
/// How far the sample grows to hold two lines, where a single cell is very long.
const SAMPLE_LIMIT: usize = 16 << 20;
/// The longest row.
const ROW_LIMIT: usize = 256 << 20;
/// Bytes of text for each byte that is compressed, where the file does not tell.
const RATIO: u64 = 8;
/// Bytes between two looks at the cancel flag.
const CHUNK: usize = 1 << 20;

/// How a file is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compression {
    None,
    Gzip,
    Zstd,
}

impl Compression {
    /// Its name; nothing for none.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Gzip => Some("gzip"),
            Self::Zstd => Some("zstd"),
        }
    }

    /// Told by the first bytes of a file.
    pub fn of(start: &[u8]) -> Self {
        match start {
            [0x1f, 0x8b, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Self::Zstd,
            _ => Self::None,
        }
    }
}

/// A file of text.
#[derive(Clone)]
pub struct TextFile {
    part: Part,
    /// How it is compressed.
    pub compression: Compression,
    /// How its characters are written.
    pub encoding: &'static Encoding,
    /// Whether the encoding was judged from all of the file.
    is_settled: bool,
}

impl TextFile {
    /// Opens a file, and reads its first whole lines. What is in memory is UTF-8 and not compressed.
    ///
    /// # Errors
    /// An empty, damaged or vanished file, or one that is no text.
    pub fn open(part: &Part) -> Result<(Self, String), StageError> {
        let compression = Compression::of(&part.start(4)?);
        let mut reader = decompressed(part.open()?, compression, part)?;
        let mut bytes = Vec::new();
        let mut complete = false;
        while !complete && (bytes.len() < SAMPLE_BYTES || (count_lines(&bytes) < 3 && bytes.len() < SAMPLE_LIMIT)) {
            let read = (&mut reader).take(SAMPLE_BYTES as u64).read_to_end(&mut bytes);
            complete = read.map_err(|e| compressed_error(part, &e))? == 0;
        }
        if bytes.is_empty() {
            return Err(problems::empty_file(&part.path).into());
        }
        let utf16 = utf16_without_mark(&bytes);
        if utf16.is_none() && is_binary(&bytes) {
            return Err(InputError::new(&part.path, said!("data-binary"), said!("data-binary.remedy")).into());
        }
        let whole = whole_lines(&bytes, !complete);
        let encoding = utf16.unwrap_or_else(|| guess(whole, complete));
        let text = encoding.decode(whole).0.into_owned();
        Ok((Self { part: part.clone(), compression, encoding, is_settled: false }, text))
    }

    /// The file, for messages.
    pub fn part(&self) -> &Part {
        &self.part
    }

    /// The same file in the encoding that all of it speaks for; its first lines alone spoke for UTF-8.
    ///
    /// # Errors
    /// A file that cannot be read, or cancellation.
    pub fn settled(&self, ctx: &TaskContext) -> Result<Self, StageError> {
        ctx.start(said!("step-decoding"), 0)?;
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
        let mut reader = decompressed(self.part.open()?, self.compression, &self.part)?;
        let mut bytes = Vec::new();
        loop {
            ctx.check()?;
            bytes.clear();
            let read = (&mut reader).take(CHUNK as u64).read_to_end(&mut bytes);
            let is_end = read.map_err(|e| compressed_error(&self.part, &e))? == 0;
            detector.feed(&bytes, is_end);
            if is_end {
                break;
            }
        }
        let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
        Ok(Self { encoding, is_settled: true, ..self.clone() })
    }

    /// Whether what is not UTF-8 is a reason to look at all of the file.
    fn may_be_other(&self) -> bool {
        self.encoding == UTF_8 && !self.is_settled && !self.part.is_held()
    }

    /// Bytes of its text, as far as its end or a common ratio of compression tells.
    ///
    /// # Errors
    /// A file that is gone.
    pub fn text_size(&self) -> Result<u64, StageError> {
        let size = self.part.size()?;
        Ok(match self.compression {
            Compression::None => size,
            Compression::Zstd => RATIO * size,
            // Four bytes at the end tell the size, unless it is above 4 GB or the file was put together from several.
            Compression::Gzip => match self.part.end()? {
                Some(told) if (size..=4 * RATIO * size).contains(&u64::from(told)) => u64::from(told),
                _ => RATIO * size,
            },
        })
    }

    /// A block as text.
    ///
    /// # Errors
    /// Bytes that are no UTF-8, where all of the file is to be judged then.
    pub fn decoded(&self, block: Block) -> Result<String, Unread> {
        match String::from_utf8(block.text) {
            Ok(text) => Ok(text),
            Err(_) if self.may_be_other() => Err(Unread::OtherEncoding),
            Err(error) => Ok(String::from_utf8_lossy(error.as_bytes()).into_owned()),
        }
    }

    /// Blocks of whole lines of about `bytes` bytes, for formats of which a row is a line.
    ///
    /// # Errors
    /// A file that cannot be opened.
    pub fn line_blocks(
        &self,
        bytes: usize,
    ) -> Result<impl Iterator<Item = Result<Block, StageError>> + Send + '_, StageError> {
        self.blocks(
            bytes,
            |text, is_end| {
                if is_end { text.len() } else { memchr::memrchr(b'\n', text).map_or(0, |end| end + 1) }
            },
        )
    }

    /// Blocks of whole rows of about `bytes` bytes. `whole` tells how much of a text is whole rows, all of it where it is the end.
    ///
    /// # Errors
    /// A file that cannot be opened.
    pub fn blocks<'a>(
        &'a self,
        bytes: usize,
        whole: impl Fn(&[u8], bool) -> usize + Send + 'a,
    ) -> Result<impl Iterator<Item = Result<Block, StageError>> + Send + 'a, StageError> {
        let read = Arc::new(AtomicU64::new(0));
        let counted = Counted { inner: self.part.open()?, read: Arc::clone(&read) };
        let reader = decompressed(Box::new(counted), self.compression, &self.part)?;
        let decoder = (self.encoding != UTF_8).then(|| self.encoding.new_decoder_with_bom_removal());
        let mut state = Blocks { file: self, reader, decoder, rest: Vec::new(), is_end: false, is_start: true };
        let mut told = 0;
        Ok(std::iter::from_fn(move || match state.next(bytes, &whole) {
            Ok(text) if text.is_empty() => None,
            Ok(text) => {
                let now = read.load(Ordering::Relaxed);
                let block = Block { text, rows: 0..0, bytes: now - told };
                told = now;
                Some(Ok(block))
            }
            Err(error) => Some(Err(error)),
        }))
    }
}

struct Blocks<'a> {
    file: &'a TextFile,
    reader: Box<dyn Read + Send>,
    decoder: Option<encoding_rs::Decoder>,
    /// What follows the last whole row.
    rest: Vec<u8>,
    is_end: bool,
    is_start: bool,
}

impl Blocks<'_> {
    /// The next whole rows; nothing at the end.
    fn next(&mut self, bytes: usize, whole: &impl Fn(&[u8], bool) -> usize) -> Result<Vec<u8>, StageError> {
        let mut wanted = bytes;
        loop {
            while !self.is_end && self.rest.len() < wanted {
                self.read(wanted - self.rest.len())?;
            }
            let end = whole(&self.rest, self.is_end);
            if end > 0 || self.is_end {
                let mut block = Vec::with_capacity(bytes + CHUNK);
                block.extend_from_slice(&self.rest[end..]);
                std::mem::swap(&mut block, &mut self.rest);
                block.truncate(end);
                return Ok(block);
            }
            wanted = 2 * self.rest.len();
            if wanted > ROW_LIMIT {
                let problem = said!("data-row-too-long");
                return Err(InputError::new(&self.file.part.path, problem, said!("data-check-rows")).into());
            }
        }
    }

    fn read(&mut self, wanted: usize) -> Result<(), StageError> {
        let part = &self.file.part;
        let Some(decoder) = &mut self.decoder else {
            let before = self.rest.len();
            let read = (&mut self.reader).take(wanted as u64).read_to_end(&mut self.rest);
            self.is_end = read.map_err(|e| compressed_error(part, &e))? < wanted;
            if self.is_start && self.rest[before..].starts_with(b"\xef\xbb\xbf") {
                self.rest.drain(before..before + 3);
            }
            self.is_start = false;
            return Ok(());
        };
        let mut encoded = Vec::with_capacity(wanted);
        let read = (&mut self.reader).take(wanted as u64).read_to_end(&mut encoded);
        self.is_end = read.map_err(|e| compressed_error(part, &e))? < wanted;
        let room = decoder.max_utf8_buffer_length(encoded.len()).unwrap_or(4 * encoded.len() + 16);
        let mut text = String::with_capacity(room);
        let _ = decoder.decode_to_string(&encoded, &mut text, self.is_end);
        self.rest.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

/// Counts the bytes that pass.
struct Counted {
    inner: Box<dyn Read + Send>,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(into)?;
        self.read.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

fn decompressed(
    reader: Box<dyn Read + Send>,
    compression: Compression,
    part: &Part,
) -> Result<Box<dyn Read + Send>, StageError> {
    Ok(match compression {
        Compression::None => reader,
        Compression::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(BufReader::with_capacity(CHUNK, reader))),
        Compression::Zstd => {
            let decoder = zstd::Decoder::new(reader);
            Box::new(decoder.map_err(|e| StageError::from(InputError::io(&part.path, &e)))?)
        }
    })
}

/// Any trouble inside compressed data means a damaged or cut-off file.
fn compressed_error(part: &Part, error: &std::io::Error) -> StageError {
    use std::io::ErrorKind as Kind;
    match error.kind() {
        Kind::InvalidData | Kind::InvalidInput | Kind::Other | Kind::UnexpectedEof => {
            let problem = said!("data-damaged", error = error.to_string());
            InputError::new(&part.path, problem, said!("data-damaged.remedy")).into()
        }
        _ => InputError::io(&part.path, error).into(),
    }
}

/// Text has hardly any NUL and few control bytes; UTF-16 is let through by its mark.
fn is_binary(bytes: &[u8]) -> bool {
    if Encoding::for_bom(bytes).is_some() {
        return false;
    }
    let odd = |&&b: &&u8| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1a..=0x1f);
    let start = &bytes[..bytes.len().min(64 << 10)];
    let n_nul = start.iter().filter(|b| **b == 0).count();
    n_nul * 1000 > start.len() || start.iter().filter(odd).count() * 50 > start.len()
}

/// UTF-16 whose mark was lost: of mostly Latin text every second byte is NUL.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    if Encoding::for_bom(bytes).is_some() {
        return None;
    }
    let start = &bytes[..bytes.len().min(4096)];
    let n_nul = |first: usize| start.iter().skip(first).step_by(2).filter(|b| **b == 0).count();
    let half = start.len() / 2;
    match (n_nul(0), n_nul(1)) {
        (0, odd) if half > 8 && odd * 10 > half * 7 => Some(UTF_16LE),
        (even, 0) if half > 8 && even * 10 > half * 7 => Some(UTF_16BE),
        _ => None,
    }
}

fn guess(bytes: &[u8], complete: bool) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, complete);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

/// `bytes` up to the end of their last line, if more follows them.
fn whole_lines(bytes: &[u8], more_follows: bool) -> &[u8] {
    match bytes.iter().rposition(|&b| b == b'\n') {
        Some(end) if more_follows => &bytes[..=end],
        _ => bytes,
    }
}

fn count_lines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| b == b'\n').count()
}

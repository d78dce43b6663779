//! Bytes to UTF-8: compression, encodings, and the separator `::`.

use std::fs::File;
use std::io::{BufReader, Read, Seek as _, SeekFrom};
use std::path::Path;

use encoding_rs::{Encoding, UTF_8};

use super::sniff::{DOUBLE_COLON_BYTE, Separator};
use crate::base::{InputError, SaidValue, StageError, TaskContext, machine};
use crate::said;

/// Decoded bytes that the format is guessed from, enough for some thousand rows.
const SAMPLE_BYTES: usize = 512 << 10;
/// How far the sample grows to hold two lines, where a single cell is very long.
const SAMPLE_LIMIT: usize = 16 << 20;
/// Bytes of text for each byte that is compressed, where the file does not tell.
const RATIO: u64 = 8;
/// Bytes between two looks at the cancel flag.
const CHUNK: usize = 1 << 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compression {
    None,
    Gzip,
    Zstd,
}

impl Compression {
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Gzip => Some("gzip"),
            Self::Zstd => Some("zstd"),
        }
    }

    fn of(start: &[u8]) -> Self {
        match start {
            [0x1f, 0x8b, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Self::Zstd,
            _ => Self::None,
        }
    }
}

/// The first whole lines of a file as text.
pub struct Sample {
    pub text: String,
    pub compression: Compression,
    pub encoding: &'static Encoding,
}

impl Sample {
    pub fn of_text(text: &[u8], compression: Compression, encoding: &'static Encoding) -> Self {
        let part = whole_lines(&text[..text.len().min(SAMPLE_BYTES)], text.len() > SAMPLE_BYTES);
        Self { text: decoded(part, encoding), compression, encoding }
    }
}

/// Reads the first lines of a file and guesses its encoding.
pub fn sample(path: &Path) -> Result<Sample, StageError> {
    let (compression, mut reader) = open(path)?;
    let mut bytes = Vec::new();
    let mut complete = false;
    while !complete && (bytes.len() < SAMPLE_BYTES || (count_lines(&bytes) < 3 && bytes.len() < SAMPLE_LIMIT)) {
        let read = (&mut reader).take(SAMPLE_BYTES as u64).read_to_end(&mut bytes);
        complete = read.map_err(|e| compressed_error(path, &e))? == 0;
    }
    if bytes.is_empty() {
        return Err(super::empty_file(path).into());
    }
    if is_binary(&bytes) {
        return Err(InputError::new(path, said!("data-binary"), said!("data-binary.remedy")).into());
    }
    let part = whole_lines(&bytes, !complete);
    let encoding = guess(part, complete);
    Ok(Sample { text: decoded(part, encoding), compression, encoding })
}

/// Reads and decodes the whole file to UTF-8 without a byte-order mark, `::` as one byte.
pub fn whole(
    path: &Path,
    encoding: &'static Encoding,
    separator: Separator,
    ctx: &TaskContext,
) -> Result<Vec<u8>, StageError> {
    let mut bytes = read_all(path, ctx)?;
    let text = if encoding == UTF_8 && std::str::from_utf8(&bytes).is_ok() {
        if bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
        }
        bytes
    } else {
        encoding.decode(&bytes).0.into_owned().into_bytes()
    };
    ctx.check()?;
    Ok(with_single_byte_separator(&text, separator).unwrap_or(text))
}

/// Bytes of a file's text, as far as its end or a common ratio of compression tells.
pub fn text_size(path: &Path, compression: Compression) -> Result<u64, StageError> {
    let io = |e: std::io::Error| StageError::from(InputError::io(path, &e));
    let mut file = File::open(path).map_err(io)?;
    let size = file.metadata().map_err(io)?.len();
    Ok(match compression {
        Compression::None => size,
        Compression::Zstd => RATIO * size,
        Compression::Gzip => {
            let mut end = [0; 4];
            let told = file.seek(SeekFrom::End(-4)).and_then(|_| file.read_exact(&mut end));
            // Four bytes at the end tell the size, unless it is above 4 GB or the file was put together from several.
            let size_told = u64::from(u32::from_le_bytes(end));
            if told.is_ok() && (size..=4 * RATIO * size).contains(&size_told) { size_told } else { RATIO * size }
        }
    })
}

/// The encoding judged from the whole file.
pub fn guess_whole(path: &Path, ctx: &TaskContext) -> Result<&'static Encoding, StageError> {
    Ok(guess(&read_all(path, ctx)?, true))
}

/// The text with `::` exchanged for a byte that no text holds; `None` where nothing needs exchanging.
pub fn with_single_byte_separator(text: &[u8], separator: Separator) -> Option<Vec<u8>> {
    if separator != Separator::DoubleColon {
        return None;
    }
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.windows(2).position(|pair| pair == b"::") {
        out.extend_from_slice(&rest[..at]);
        out.push(DOUBLE_COLON_BYTE);
        rest = &rest[at + 2..];
    }
    out.extend_from_slice(rest);
    Some(out)
}

fn read_all(path: &Path, ctx: &TaskContext) -> Result<Vec<u8>, StageError> {
    let (_, mut reader) = open(path)?;
    let mut bytes = Vec::new();
    loop {
        ctx.check()?;
        let (needed, free) = (2 * bytes.len() as u64, machine::available_memory());
        if bytes.len() == bytes.capacity() && needed > free {
            let (needed, free) = (SaidValue::Bytes(needed), SaidValue::Bytes(free));
            return Err(StageError::failed(said!("text-too-long", file = path, needed = needed, free = free)));
        }
        let read = (&mut reader).take(CHUNK as u64).read_to_end(&mut bytes);
        if read.map_err(|e| compressed_error(path, &e))? == 0 {
            return Ok(bytes);
        }
    }
}

fn open(path: &Path) -> Result<(Compression, Box<dyn Read>), StageError> {
    let io = |e: std::io::Error| StageError::from(InputError::io(path, &e));
    let mut start = Vec::new();
    File::open(path).map_err(io)?.take(4).read_to_end(&mut start).map_err(io)?;
    let file = BufReader::with_capacity(CHUNK, File::open(path).map_err(io)?);
    let compression = Compression::of(&start);
    Ok((
        compression,
        match compression {
            Compression::None => Box::new(file),
            Compression::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(file)),
            Compression::Zstd => Box::new(zstd::Decoder::with_buffer(file).map_err(io)?),
        },
    ))
}

/// Any trouble inside compressed data means a damaged or cut-off file.
fn compressed_error(path: &Path, error: &std::io::Error) -> StageError {
    use std::io::ErrorKind as Kind;
    match error.kind() {
        Kind::InvalidData | Kind::InvalidInput | Kind::Other => {
            let problem = said!("data-damaged", error = error.to_string());
            InputError::new(path, problem, said!("data-damaged.remedy")).into()
        }
        _ => InputError::io(path, error).into(),
    }
}

/// Text has no NUL and few control bytes; UTF-16 is let through by its mark.
fn is_binary(bytes: &[u8]) -> bool {
    if Encoding::for_bom(bytes).is_some() {
        return false;
    }
    let odd = |&&b: &&u8| b == 0 || (b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1a..=0x1f));
    let start = &bytes[..bytes.len().min(64 << 10)];
    start.contains(&0) || start.iter().filter(odd).count() * 50 > start.len()
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

fn decoded(bytes: &[u8], encoding: &'static Encoding) -> String {
    encoding.decode(bytes).0.into_owned()
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

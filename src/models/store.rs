//! Models on disk: one safetensors file each, with settings and catalogue, that another process loads to the same bits.
//!
//! Layout 3: the header's metadata holds `tastebench` (a JSON object: layout, model settings, extra facts of the model);
//! tensors are the model's arrays by name, and `items.text`, `items.ends`: the catalogue in the order of the model's columns;
//! `items.popularity`: how many users each item had in training. Layout 2 named the items without any in `items.unknown`, layout 1 did
//! not; up to layout 2 the scores of `popular` were one dense matrix.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use safetensors::tensor::{Dtype, Metadata, TensorInfo};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::config::ModelConfig;
use super::recommender::Recommender;
use crate::base::{InputError, StageError, Vocabulary, files};
use crate::features::{FeatureBlock, FeatureMatrix};
use crate::math::{CsrMatrix, DenseMatrix};
use crate::split::Catalogue;

/// The newest layout of model files.
const LAYOUT: u32 = 3;
/// Longest header that is read, as in the format's own library.
const MAX_HEADER: u64 = 100_000_000;

/// What a model hands over to be written.
#[derive(Default)]
pub struct ModelWriter<'a> {
    tensors: Vec<(String, Tensor<'a>)>,
    facts: serde_json::Map<String, Value>,
}

struct Tensor<'a> {
    dtype: Dtype,
    shape: Vec<usize>,
    bytes: Cow<'a, [u8]>,
}

impl<'a> ModelWriter<'a> {
    fn put(&mut self, name: &str, dtype: Dtype, shape: Vec<usize>, bytes: impl Into<Cow<'a, [u8]>>) {
        self.tensors.push((name.to_owned(), Tensor { dtype, shape, bytes: bytes.into() }));
    }

    /// An array of numbers.
    pub fn floats(&mut self, name: &str, values: &'a [f32]) {
        self.put(name, Dtype::F32, vec![values.len()], bytemuck::cast_slice::<_, u8>(values));
    }

    /// An array of numbers in full length.
    pub fn doubles(&mut self, name: &str, values: &'a [f64]) {
        self.put(name, Dtype::F64, vec![values.len()], bytemuck::cast_slice::<_, u8>(values));
    }

    /// An array of indices.
    pub fn indices(&mut self, name: &str, values: &'a [u32]) {
        self.put(name, Dtype::U32, vec![values.len()], bytemuck::cast_slice::<_, u8>(values));
    }

    /// An array of bytes.
    pub fn bytes(&mut self, name: &str, values: &'a [u8]) {
        self.put(name, Dtype::U8, vec![values.len()], values);
    }

    /// A dense matrix.
    pub fn dense(&mut self, name: &str, matrix: &'a DenseMatrix) {
        let shape = vec![matrix.n_rows(), matrix.n_cols()];
        self.put(name, Dtype::F32, shape, bytemuck::cast_slice::<_, u8>(matrix.values()));
    }

    /// A sparse matrix, as three arrays.
    pub fn sparse(&mut self, name: &str, matrix: &'a CsrMatrix) {
        let (ends, indices, values) = matrix.parts();
        let ends: Vec<u64> = ends.iter().map(|e| *e as u64).collect();
        let bytes = bytemuck::cast_slice::<_, u8>(&ends).to_vec();
        self.put(&format!("{name}.starts"), Dtype::U64, vec![ends.len()], bytes);
        self.indices(&format!("{name}.columns"), indices);
        self.floats(&format!("{name}.values"), values);
        self.fact(&format!("{name}.n_cols"), matrix.n_cols());
    }

    /// A fact of the model that is no array.
    pub fn fact(&mut self, name: &str, value: impl Into<Value>) {
        self.facts.insert(name.to_owned(), value.into());
    }
}

/// What stands in the header besides the tensors.
#[derive(Serialize, Deserialize)]
struct Header {
    layout: u32,
    model: ModelConfig,
    facts: serde_json::Map<String, Value>,
}

/// A model that was read, with its settings and its catalogue.
pub struct StoredModel {
    /// Its settings.
    pub config: ModelConfig,
    /// The model.
    pub model: Arc<dyn Recommender>,
    /// The items by the model's columns.
    pub items: Vocabulary,
    /// The items as the fit knew them: who is a candidate.
    pub catalogue: Catalogue,
}

/// Writes a fitted model; `items` are the catalogue that it was fitted on, `catalogue` what training knows of them.
///
/// # Errors
/// A folder that cannot be written.
pub fn save(
    path: &Path,
    config: &ModelConfig,
    model: &dyn Recommender,
    items: &Vocabulary,
    catalogue: &Catalogue,
) -> Result<(), StageError> {
    let mut out = ModelWriter::default();
    model.save(&mut out);
    let (text, ends) = items.parts();
    let ends: Vec<u64> = ends.iter().map(|e| *e as u64).collect();
    out.bytes("items.text", text.as_bytes());
    out.put("items.ends", Dtype::U64, vec![ends.len()], bytemuck::cast_slice::<_, u8>(&ends));
    out.indices("items.popularity", catalogue.popularity());
    // The widest elements first keeps all of them aligned.
    out.tensors.sort_by(|(a, x), (b, y)| y.dtype.cmp(&x.dtype).then(a.cmp(b)));
    let mut at = 0;
    let infos = out.tensors.iter().map(|(name, tensor)| {
        let data_offsets = (at, at + tensor.bytes.len());
        at = data_offsets.1;
        (name.clone(), TensorInfo { dtype: tensor.dtype, shape: tensor.shape.clone(), data_offsets })
    });
    let failed = |e: &dyn std::fmt::Display| StageError::Failed(format!("{}: {e}", path.display()));
    let header = Header { layout: LAYOUT, model: config.clone(), facts: std::mem::take(&mut out.facts) };
    let header = serde_json::to_string(&header).map_err(|e| failed(&e))?;
    let metadata = Metadata::new(Some(HashMap::from([("tastebench".to_owned(), header)])), infos.collect());
    let metadata = metadata.map_err(|e| failed(&e))?;
    let mut header = serde_json::to_string(&metadata).map_err(|e| failed(&e))?.into_bytes();
    header.resize(header.len().next_multiple_of(8), b' ');
    files::write_atomic(path, |file| {
        file.write_all(&(header.len() as u64).to_le_bytes())?;
        file.write_all(&header)?;
        out.tensors.iter().try_for_each(|(_, tensor)| file.write_all(&tensor.bytes))
    })
}

/// Bytes that a model's arrays and its catalogue take in a file.
pub fn size(model: &dyn Recommender, items: &Vocabulary) -> u64 {
    let mut out = ModelWriter::default();
    model.save(&mut out);
    let (text, ends) = items.parts();
    let arrays: usize = out.tensors.iter().map(|(_, tensor)| tensor.bytes.len()).sum();
    (arrays + text.len() + size_of_val(ends)) as u64
}

/// Reads a model.
///
/// # Errors
/// A file that cannot be read, that is none of ours or of a newer layout, or whose arrays do not fit each other.
pub fn load(path: &Path) -> Result<StoredModel, StageError> {
    let file = File::open(path).map_err(|e| InputError::io(path, &e))?;
    let mut reader = ModelReader::open(path, BufReader::new(file))?;
    if reader.header.layout > LAYOUT {
        return Err(reader.broken("was written by a newer program", "Update this one").into());
    }
    let text = String::from_utf8(reader.raw("items.text", Dtype::U8)?)
        .map_err(|_| reader.broken("holds a catalogue that is no text", "Save the model again"))?;
    let ends = reader.places("items.ends")?;
    let items = Vocabulary::from_parts(text, ends)
        .ok_or_else(|| reader.broken("holds a catalogue that is damaged", "Save the model again"))?;
    let popularity = match reader.header.layout {
        1 => vec![1; items.len()],
        2 => {
            let mut popularity = vec![1; items.len()];
            for item in reader.indices("items.unknown")? {
                *popularity.get_mut(item as usize).ok_or_else(|| reader.missing("items.unknown"))? = 0;
            }
            popularity
        }
        _ => reader.indices("items.popularity")?,
    };
    let config = reader.header.model.clone();
    let model = config.read(&mut reader)?;
    if model.n_items() != items.len() || popularity.len() != items.len() {
        return Err(reader.broken("holds arrays that do not fit its catalogue", "Save the model again").into());
    }
    Ok(StoredModel { config, model, items, catalogue: Catalogue::new(popularity) })
}

/// The arrays of a file, read one by one.
pub struct ModelReader {
    path: PathBuf,
    file: BufReader<File>,
    header: Header,
    metadata: Metadata,
    /// Where the arrays begin.
    start: u64,
}

impl ModelReader {
    fn open(path: &Path, mut file: BufReader<File>) -> Result<Self, InputError> {
        let remedy = "Choose a model that was saved by this program";
        let broken = |problem: &str| InputError::new(path, problem, remedy);
        let mut length = [0; 8];
        file.read_exact(&mut length).map_err(|_| broken("is no model file"))?;
        let length = u64::from_le_bytes(length);
        if length > MAX_HEADER {
            return Err(broken("is no model file"));
        }
        let mut header = vec![0; length as usize];
        file.read_exact(&mut header).map_err(|_| broken("is no model file, or was cut off"))?;
        let metadata: Metadata = serde_json::from_slice(&header).map_err(|_| broken("is no model file"))?;
        let written = metadata.metadata().as_ref().and_then(|m| m.get("tastebench"));
        let written = written.ok_or_else(|| broken("was written by another program"))?;
        let header: Header =
            serde_json::from_str(written).map_err(|e| broken(&format!("has a header that cannot be used: {e}")))?;
        Ok(Self { path: path.to_owned(), file, header, metadata, start: 8 + length })
    }

    /// An error about this file.
    pub fn broken(&self, problem: &str, remedy: &str) -> InputError {
        InputError::new(&self.path, problem, remedy)
    }

    fn missing(&self, name: &str) -> InputError {
        self.broken(&format!("lacks “{name}”, or it is of another kind"), "Save the model again")
    }

    /// Finds an array and goes to its place.
    fn seek(&mut self, name: &str, dtype: Dtype) -> Result<(Vec<usize>, usize), InputError> {
        let info = self.metadata.info(name).filter(|i| i.dtype == dtype).cloned().ok_or_else(|| self.missing(name))?;
        let (from, to) = info.data_offsets;
        self.file.seek(SeekFrom::Start(self.start + from as u64)).map_err(|e| InputError::io(&self.path, &e))?;
        Ok((info.shape, to - from))
    }

    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), InputError> {
        self.file.read_exact(bytes).map_err(|e| match e.kind() {
            io::ErrorKind::UnexpectedEof => self.broken("was cut off", "Copy or save it again"),
            _ => InputError::io(&self.path, &e),
        })
    }

    fn array<T: bytemuck::Pod>(&mut self, name: &str, dtype: Dtype) -> Result<(Vec<usize>, Vec<T>), InputError> {
        let (shape, length) = self.seek(name, dtype)?;
        let file_length = self.file.get_ref().metadata().map_or(u64::MAX, |m| m.len());
        if length as u64 > file_length {
            return Err(self.broken("was cut off", "Copy or save it again"));
        }
        let mut values = vec![T::zeroed(); length / size_of::<T>()];
        self.fill(bytemuck::cast_slice_mut(&mut values))?;
        Ok((shape, values))
    }

    fn raw(&mut self, name: &str, dtype: Dtype) -> Result<Vec<u8>, InputError> {
        Ok(self.array(name, dtype)?.1)
    }

    fn places(&mut self, name: &str) -> Result<Vec<usize>, InputError> {
        Ok(self.array::<u64>(name, Dtype::U64)?.1.into_iter().map(|v| v as usize).collect())
    }

    /// The layout of the file.
    pub fn layout(&self) -> u32 {
        self.header.layout
    }

    /// An array of numbers.
    pub fn floats(&mut self, name: &str) -> Result<Vec<f32>, InputError> {
        Ok(self.array(name, Dtype::F32)?.1)
    }

    /// An array of numbers in full length.
    pub fn doubles(&mut self, name: &str) -> Result<Vec<f64>, InputError> {
        Ok(self.array(name, Dtype::F64)?.1)
    }

    /// An array of indices.
    pub fn indices(&mut self, name: &str) -> Result<Vec<u32>, InputError> {
        Ok(self.array(name, Dtype::U32)?.1)
    }

    /// An array of bytes.
    pub fn bytes(&mut self, name: &str) -> Result<Vec<u8>, InputError> {
        self.raw(name, Dtype::U8)
    }

    /// A dense matrix.
    pub fn dense(&mut self, name: &str) -> Result<DenseMatrix, InputError> {
        let (shape, values) = self.array(name, Dtype::F32)?;
        let matrix = match shape[..] {
            [n_rows, n_cols] => DenseMatrix::from_values(n_rows, n_cols, values),
            _ => None,
        };
        matrix.ok_or_else(|| self.missing(name))
    }

    /// A sparse matrix.
    pub fn sparse(&mut self, name: &str) -> Result<CsrMatrix, InputError> {
        let starts = self.places(&format!("{name}.starts"))?;
        let columns = self.indices(&format!("{name}.columns"))?;
        let values = self.floats(&format!("{name}.values"))?;
        let n_cols: usize = self.fact(&format!("{name}.n_cols"))?;
        CsrMatrix::from_parts(n_cols, starts, columns, values).ok_or_else(|| self.missing(name))
    }

    /// A fact that is no array.
    pub fn fact<T: serde::de::DeserializeOwned>(&self, name: &str) -> Result<T, InputError> {
        let value = self.header.facts.get(name).cloned().unwrap_or_default();
        serde_json::from_value(value).map_err(|_| self.missing(name))
    }
}

/// Writes the items' features.
pub(super) fn save_features<'a>(features: &'a FeatureMatrix, out: &mut ModelWriter<'a>) {
    out.sparse("features", &features.matrix);
    out.fact("feature_blocks", serde_json::json!(features.blocks));
}

/// Reads the items' features.
pub(super) fn read_features(file: &mut ModelReader) -> Result<FeatureMatrix, InputError> {
    let (matrix, blocks) = (file.sparse("features")?, file.fact::<Vec<FeatureBlock>>("feature_blocks")?);
    let mut start = 0;
    let follows = |block: &FeatureBlock| {
        let fits = block.start == start;
        start += block.terms.len();
        fits
    };
    match blocks.iter().all(follows) && start == matrix.n_cols() {
        true => Ok(FeatureMatrix { matrix, blocks }),
        false => Err(file.broken("holds features that do not fit their names", "Save the model again")),
    }
}

//! The arrays of a model in a file: what a model hands over to be written, and what it reads again.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use safetensors::tensor::{Dtype, Metadata};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::base::{InputError, Said};
use crate::features::{FeatureBlock, FeatureMatrix};
use crate::math::{CsrMatrix, DenseMatrix};
use crate::said;

/// Longest header that is read, as in the format's own library.
const MAX_HEADER: u64 = 100_000_000;

/// What a model hands over to be written.
#[derive(Default)]
pub struct ModelWriter<'a> {
    pub(super) tensors: Vec<(String, Tensor<'a>)>,
    pub(super) facts: serde_json::Map<String, Value>,
}

pub(super) struct Tensor<'a> {
    pub(super) dtype: Dtype,
    pub(super) shape: Vec<usize>,
    pub(super) bytes: Cow<'a, [u8]>,
}

impl<'a> ModelWriter<'a> {
    pub(super) fn put(&mut self, name: &str, dtype: Dtype, shape: Vec<usize>, bytes: impl Into<Cow<'a, [u8]>>) {
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
pub(super) struct Header {
    pub(super) layout: u32,
    pub(super) model: Value,
    pub(super) facts: serde_json::Map<String, Value>,
}

fn bad_header(error: &serde_json::Error) -> Said {
    said!("models-file-header", error = Said::of_error(&error.to_string()))
}

/// The arrays of a file, read one by one.
pub struct ModelReader {
    path: PathBuf,
    file: BufReader<File>,
    pub(super) header: Header,
    metadata: Metadata,
    /// Where the arrays begin.
    start: u64,
}

impl ModelReader {
    pub(super) fn open(path: &Path, mut file: BufReader<File>) -> Result<Self, InputError> {
        let foreign = |problem: Said| InputError::new(path, problem, said!("models-file-choose"));
        let no_model = || foreign(said!("models-file-none"));
        let mut length = [0; 8];
        file.read_exact(&mut length).map_err(|_| no_model())?;
        let length = u64::from_le_bytes(length);
        if length > MAX_HEADER {
            return Err(no_model());
        }
        let mut header = vec![0; length as usize];
        file.read_exact(&mut header).map_err(|_| foreign(said!("models-file-none-or-cut-off")))?;
        let metadata: Metadata = serde_json::from_slice(&header).map_err(|_| no_model())?;
        let written = metadata.metadata().as_ref().and_then(|m| m.get("tastebench"));
        let written = written.ok_or_else(|| foreign(said!("models-file-other-program")))?;
        let header: Header = serde_json::from_str(written).map_err(|e| foreign(bad_header(&e)))?;
        Ok(Self { path: path.to_owned(), file, header, metadata, start: 8 + length })
    }

    /// An error about this file.
    pub fn broken(&self, problem: Said, remedy: Said) -> InputError {
        InputError::new(&self.path, problem, remedy)
    }

    /// An error about this file that saving the model again puts right.
    pub fn damaged(&self, problem: Said) -> InputError {
        self.broken(problem, said!("models-file-save-again"))
    }

    pub(super) fn bad_header(&self, error: &serde_json::Error) -> InputError {
        self.broken(bad_header(error), said!("models-file-choose"))
    }

    pub(super) fn missing(&self, name: &str) -> InputError {
        self.damaged(said!("models-file-lacks", name = name))
    }

    fn cut_off(&self) -> InputError {
        self.broken(said!("models-file-cut-off"), said!("models-file-copy-again"))
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
            io::ErrorKind::UnexpectedEof => self.cut_off(),
            _ => InputError::io(&self.path, &e),
        })
    }

    fn array<T: bytemuck::Pod>(&mut self, name: &str, dtype: Dtype) -> Result<(Vec<usize>, Vec<T>), InputError> {
        let (shape, length) = self.seek(name, dtype)?;
        let file_length = self.file.get_ref().metadata().map_or(u64::MAX, |m| m.len());
        if length as u64 > file_length {
            return Err(self.cut_off());
        }
        let mut values = vec![T::zeroed(); length / size_of::<T>()];
        self.fill(bytemuck::cast_slice_mut(&mut values))?;
        Ok((shape, values))
    }

    pub(super) fn raw(&mut self, name: &str, dtype: Dtype) -> Result<Vec<u8>, InputError> {
        Ok(self.array(name, dtype)?.1)
    }

    pub(super) fn places(&mut self, name: &str) -> Result<Vec<usize>, InputError> {
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
        false => Err(file.damaged(said!("models-file-features"))),
    }
}

//! Models on disk: one safetensors file each, with settings and catalogue, that another process loads to the same bits.
//!
//! Layout 3: the header's metadata holds `tastebench` (a JSON object: layout, model settings, extra facts of the model);
//! tensors are the model's arrays by name, and `items.text`, `items.ends`: the catalogue in the order of the model's columns;
//! `items.popularity`: how many users each item had in training. Layout 2 named the items without any in `items.unknown`, layout 1 did
//! not; up to layout 2 the scores of `popular` were one dense matrix.

use std::collections::HashMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::Arc;

use safetensors::tensor::{Dtype, Metadata, TensorInfo};

use super::config::ModelConfig;
use super::model_file::{Header, ModelReader, ModelWriter};
use super::recommender::Recommender;
use crate::base::{InputError, StageError, Vocabulary, files};
use crate::said;
use crate::split::Catalogue;

/// The newest layout of model files.
const LAYOUT: u32 = 3;

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
    let failed = |e: &dyn std::fmt::Display| {
        StageError::failed(said!("project-file-not-written", file = path, error = e.to_string()))
    };
    let model = serde_json::to_value(config).map_err(|e| failed(&e))?;
    let header = Header { layout: LAYOUT, model, facts: std::mem::take(&mut out.facts) };
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
        return Err(reader.broken(said!("project-newer"), said!("project-update")).into());
    }
    let text = String::from_utf8(reader.raw("items.text", Dtype::U8)?)
        .map_err(|_| reader.damaged(said!("models-file-catalogue-no-text")))?;
    let ends = reader.places("items.ends")?;
    let items =
        Vocabulary::from_parts(text, ends).ok_or_else(|| reader.damaged(said!("models-file-catalogue-damaged")))?;
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
    let config = serde_json::from_value::<ModelConfig>(reader.header.model.clone());
    let config = config.map_err(|e| reader.bad_header(&e))?;
    let model = config.read(&mut reader)?;
    if model.n_items() != items.len() || popularity.len() != items.len() {
        return Err(reader.damaged(said!("models-file-catalogue-differs")).into());
    }
    Ok(StoredModel { config, model, items, catalogue: Catalogue::new(popularity) })
}

//! `session_knn`: what came in past sessions like the running one (V-SKNN, Ludewig & Jannach 2018, §3).
//!
//! A user whose visits hold one item each, or whose log has neither sessions nor times, takes part with the whole history as one.
//! The running session is the end of the history: of its n items the p-th from the end weighs (n − p + 1)/n. Among the past
//! sessions that share an item with it the most recent are looked at, the k most alike have a say:
//! s(past) = Σ of the weights of the shared items / √|past|,   r̂(i) = Σ over the k of  s · idf(i), i in the past session.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::model_file::{ModelReader, ModelWriter};
use super::popular::PopularConfig;
use super::recommender::{Candidates, Contribution, History, Reason, Recommender, TrainingData, pick, recent};
use super::settings::{Domain, Search, Setting, row, whole};
use super::spec::{ModelInfo, ModelSpec};
use crate::base::{InputError, StageError, TaskContext};
use crate::data::sessions::Sessions;
use crate::features::FeatureMatrix;
use crate::math::topk::best_first;
use crate::math::{CsrMatrix, Scored};
use crate::said;
use crate::split::{Part, Shape};

/// Settings of [`SessionKnn::fit`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SessionKnnConfig {
    /// k: alike sessions that have a say, 1 to 100,000. Default 500.
    pub neighbors: usize,
    /// Most recent sessions that are looked at, 1 to 10,000,000. Default 5,000.
    pub sample: usize,
    /// Last items of the history that make the running session, 1 to 1,000. Default 5.
    pub recent: usize,
    /// Whether rare items count more. Default on.
    pub idf: bool,
}

impl Default for SessionKnnConfig {
    fn default() -> Self {
        Self { neighbors: 500, sample: 5000, recent: 5, idf: true }
    }
}

/// The table of the settings.
const SETTINGS: &[Setting] = &[
    whole("neighbors", (1, 100_000), Search::Log(50.0, 2000.0)),
    whole("sample", (1, 10_000_000), Search::Log(500.0, 20_000.0)),
    whole("recent", (1, 1000), Search::Log(2.0, 50.0)),
    row("idf", Domain::Switch, Search::All),
];

impl ModelSpec for SessionKnnConfig {
    const INFO: &ModelInfo = &ModelInfo {
        id: "session_knn",
        color: (0xB3403A, 0xE8837D),
        settings: SETTINGS,
        needs_features: false,
        smaller: None,
    };

    fn memory(&self, shape: &Shape, _features: Option<&FeatureMatrix>) -> u64 {
        SessionKnn::memory(shape)
    }

    fn fit(&self, training: TrainingData<'_>, ctx: &TaskContext) -> Result<Arc<dyn Recommender>, StageError> {
        Ok(Arc::new(SessionKnn::fit(self, training, ctx)?))
    }

    fn read(&self, file: &mut ModelReader) -> Result<Arc<dyn Recommender>, InputError> {
        Ok(Arc::new(SessionKnn::read(self, file)?))
    }
}

/// Past sessions by item.
#[derive(Debug, Clone)]
pub struct SessionKnn {
    config: SessionKnnConfig,
    /// Sessions × items; sessions ascend by time, the items' entries are 1/√|session|.
    sessions: CsrMatrix,
    /// Items × sessions, the same entries.
    by_item: CsrMatrix,
    idf: Vec<f32>,
}

impl SessionKnn {
    /// Indexes the training part's sessions.
    ///
    /// # Errors
    /// A training part in which nothing stands together; cancellation.
    pub fn fit(config: &SessionKnnConfig, training: TrainingData<'_>, ctx: &TaskContext) -> Result<Self, StageError> {
        ctx.start(SessionKnnConfig::INFO.fitting(), 0)?;
        let log = &training.data.interactions;
        let found = Sessions::of(log, |at| training.split.parts[at] == Part::Train);
        if found.is_empty() {
            return Err(StageError::setting(said!(
                "models-nothing-together",
                model = SessionKnnConfig::INFO.label(),
                instead = PopularConfig::INFO.label()
            )));
        }
        ctx.check()?;
        let n = log.items.len();
        let mut of_session: Vec<u32> = Vec::new();
        let mut indptr = Vec::with_capacity(found.len() + 1);
        indptr.push(0);
        let (mut indices, mut values) = (Vec::with_capacity(found.n_items()), Vec::with_capacity(found.n_items()));
        for items in found.iter() {
            of_session.clear();
            of_session.extend(items);
            of_session.sort_unstable();
            of_session.dedup();
            indices.extend(&of_session);
            values.resize(indices.len(), 1.0 / (of_session.len() as f32).sqrt());
            indptr.push(indices.len());
        }
        drop(found);
        let sessions = CsrMatrix::from_parts(n, indptr, indices, values).unwrap_or_else(|| CsrMatrix::empty(0, n));
        ctx.check()?;
        let by_item = sessions.transpose();
        let idf = by_item.rows().map(|row| match config.idf {
            true => (1.0 + sessions.n_rows() as f64 / row.len().max(1) as f64).ln() as f32,
            false => 1.0,
        });
        Ok(Self { config: config.clone(), idf: idf.collect(), by_item, sessions })
    }

    /// Bytes that fitting takes: the sessions by time and by item. While they are put in order their items stand twice, which is
    /// less.
    pub fn memory(shape: &Shape) -> u64 {
        // A session has two items or more.
        (16 * shape.events + 8 * shape.events / 2 + 12 * shape.items) as u64
    }

    /// Reads what [`Recommender::save`] wrote.
    ///
    /// # Errors
    /// Arrays that are missing or do not fit each other.
    pub fn read(config: &SessionKnnConfig, file: &mut ModelReader) -> Result<Self, InputError> {
        let (sessions, idf) = (file.sparse("sessions")?, file.floats("idf")?);
        match idf.len() == sessions.n_cols() {
            true => Ok(Self { config: config.clone(), by_item: sessions.transpose(), sessions, idf }),
            false => Err(file.damaged(said!("models-file-lengths"))),
        }
    }

    /// The items of the running session and their weights.
    fn running<'a>(&'a self, history: History<'a>) -> impl Iterator<Item = (u32, f32)> + 'a {
        let of = if history.order.is_empty() { history.items.len() } else { history.order.len() };
        let n = of.min(self.config.recent) as f32;
        recent(history, self.config.recent)
            .filter(|(item, _)| (*item as usize) < self.by_item.n_rows())
            .map(move |(item, place)| (item, (n - place as f32 + 1.0) / n))
    }

    /// The past sessions that have a say, ascending by time, and how much.
    fn neighbors(&self, history: History<'_>) -> Vec<Scored> {
        let mut shared: Vec<Scored> = Vec::new();
        for (item, weight) in self.running(history) {
            let row = self.by_item.row(item as usize);
            // The latest sessions stand last; no more of one item can be among the sample.
            let skip = row.len().saturating_sub(self.config.sample);
            shared.extend(row.iter().skip(skip).map(|(index, value)| Scored { index, score: weight * value }));
        }
        // A stable sort keeps the order of the running session within a past one, so sums do not depend on anything else.
        shared.sort_by_key(|s| s.index);
        let mut found: Vec<Scored> = Vec::with_capacity(shared.len());
        for s in shared {
            match found.last_mut() {
                Some(last) if last.index == s.index => last.score += s.score,
                _ => found.push(s),
            }
        }
        found.drain(..found.len().saturating_sub(self.config.sample));
        if found.len() > self.config.neighbors {
            found.select_nth_unstable_by(self.config.neighbors - 1, best_first);
            found.truncate(self.config.neighbors);
            found.sort_unstable_by_key(|s| s.index);
        }
        found
    }
}

impl Recommender for SessionKnn {
    fn n_items(&self) -> usize {
        self.sessions.n_cols()
    }

    fn score(&self, history: History<'_>, items: Candidates<'_>, out: &mut [f32]) {
        let mut all = vec![0.0; self.n_items()];
        for past in self.neighbors(history) {
            for &item in self.sessions.row(past.index as usize).indices {
                all[item as usize] += past.score;
            }
        }
        all.iter_mut().zip(&self.idf).for_each(|(score, idf)| *score *= idf);
        pick(&all, items, out);
    }

    /// Each item of the running session adds its part to the likeness of the past sessions in which `item` stands.
    fn explain(&self, history: History<'_>, item: u32) -> Vec<Contribution> {
        if item as usize >= self.n_items() {
            return Vec::new();
        }
        let with_item: Vec<u32> = self
            .neighbors(history)
            .into_iter()
            .map(|past| past.index)
            .filter(|&past| self.sessions.row(past as usize).contains(item))
            .collect();
        self.running(history)
            .map(|(of, weight)| {
                let sessions = self.by_item.row(of as usize);
                // As in finding the neighbours: of each item the latest alone.
                let oldest = sessions.indices.get(sessions.len().saturating_sub(self.config.sample));
                let looked_at = with_item.iter().filter(|past| oldest.is_some_and(|o| *past >= o));
                let shared: f32 = looked_at.map(|&past| sessions.get(past)).sum();
                (Reason::HistoryItem(of), weight * shared * self.idf[item as usize])
            })
            .filter(|(_, value)| *value != 0.0)
            .collect()
    }

    fn save<'a>(&'a self, out: &mut ModelWriter<'a>) {
        out.sparse("sessions", &self.sessions);
        out.floats("idf", &self.idf);
    }
}

//! The list of the previewed user: made, compared with the one before the last act, and explained.

use std::sync::Arc;

use super::Workspace;
use super::drive::{as_f32, holdout};
use super::product::{Job, LoadedData, Preview, Product};
use crate::blend::Components;
use crate::data::{Act, Transform};
use crate::jobs::Lane;
use crate::math::csr::SparseRow;
use crate::models::ComponentId;
use crate::pipeline::Key;
use crate::ranking::{self, Moved, RankedList};
use crate::split::{History, HistoryBuf, Part, TrainTestSplit};

/// Places of a previewed list.
const LIST_LENGTH: usize = 20;
/// Items of the history that are named as reasons for an entry.
const REASONS: usize = 3;

/// All that a list follows from.
struct Ask {
    loaded: Arc<LoadedData>,
    split: Arc<TrainTestSplit>,
    part: Part,
    components: Components,
    models: Vec<ComponentId>,
    weights: Vec<f32>,
    transform: Transform,
    user: Option<u32>,
    acts: Vec<(u32, Act)>,
    scores: Option<Key>,
}

impl Workspace {
    /// Makes the list anew where it was asked for, then looks for what speaks for its entries.
    pub(super) fn drive_preview(&mut self) {
        if self.jobs.is_running(&Job::Preview) {
            return;
        }
        if !self.preview_moved {
            return self.drive_reasons();
        }
        let Some(ask) = self.ask() else { return };
        self.preview_moved = false;
        // Reasons of the old list would only be in the way.
        self.jobs.cancel_kind(&Job::Reasons);
        let shown = self.preview.clone();
        self.jobs.submit(Job::Preview, "Making the list", Lane::Interactive, move |_| {
            Ok(Product::Preview(ask.preview(shown.as_deref()).into()))
        });
    }

    /// Explains the list that is shown, after it is shown, so that it never waits for its reasons.
    fn drive_reasons(&mut self) {
        let Some(preview) = self.preview.clone().filter(|preview| preview.reasons.is_none()) else { return };
        if self.dragging || self.jobs.is_running(&Job::Reasons) {
            return;
        }
        let Some(ask) = self.ask().filter(|ask| ask.answers(&preview, &ask.acts)) else { return };
        self.jobs.submit(Job::Reasons, "Looking for reasons", Lane::Background, move |ctx| {
            let history = ask.history();
            let mut reasons = Vec::with_capacity(preview.list.entries.len());
            for entry in &preview.list.entries {
                ctx.check()?;
                reasons.push(ranking::because(&ask.components, history.as_history(), entry, REASONS));
            }
            Ok(Product::Reasons(preview, reasons))
        });
    }

    /// Puts the reasons to the list that they are for, if it is still shown.
    pub(super) fn take_reasons(&mut self, of: &Arc<Preview>, reasons: Vec<Vec<ranking::Because>>) {
        if let Some(preview) = self.preview.as_mut().filter(|preview| Arc::ptr_eq(preview, of)) {
            Arc::make_mut(preview).reasons = Some(reasons);
        }
    }

    /// Looks no further for reasons of the list that is shown.
    pub(super) fn give_up_reasons(&mut self) {
        if let Some(preview) = &mut self.preview {
            Arc::make_mut(preview).reasons = Some(Vec::new());
        }
    }

    fn ask(&self) -> Option<Ask> {
        if self.preview_user.is_none() && !self.acts.is_invented {
            return None;
        }
        Some(Ask {
            loaded: self.loaded()?.clone(),
            split: self.split.value.clone()?,
            part: self.choosing_part(),
            components: self.components()?,
            models: self.config.model_ids(),
            weights: as_f32(&self.weights()),
            transform: self.config.data.weights.transform,
            user: self.preview_user,
            acts: self.acts.done.clone(),
            scores: self.wanted.scores,
        })
    }
}

impl Ask {
    /// Whether a list is the one for these acts, all else being as asked.
    fn answers(&self, preview: &Preview, acts: &[(u32, Act)]) -> bool {
        preview.user == self.user
            && preview.scores == self.scores
            && preview.weights == self.weights
            && preview.acts == acts
    }

    /// What the log knows of the user.
    fn known(&self) -> History<'_> {
        match self.user {
            Some(user) => holdout(&self.split, self.part).history.of(user as usize),
            None => History::EMPTY,
        }
    }

    fn history(&self) -> HistoryBuf {
        self.history_after(&self.acts)
    }

    fn history_after(&self, acts: &[(u32, Act)]) -> HistoryBuf {
        let mut history = HistoryBuf::of(self.known(), self.transform);
        for (item, act) in acts {
            let weight = self.loaded.acts.iter().find(|(offered, _)| offered == act);
            history.push(*item, weight.map_or(1.0, |(_, weight)| *weight));
        }
        history
    }

    fn list(&self, acts: &[(u32, Act)]) -> RankedList {
        let history = self.history_after(acts);
        ranking::recommend(&self.components, &self.weights, history.as_history(), LIST_LENGTH)
    }

    /// What moved by the last act; `shown` saves making the list before it, if that is the one.
    fn moved(&self, list: &RankedList, shown: Option<&Preview>) -> Option<Moved> {
        let (_, before) = self.acts.split_last()?;
        let mut moved = match shown.filter(|shown| self.answers(shown, before)) {
            Some(shown) => Moved::between(&shown.list, list),
            None => Moved::between(&self.list(before), list),
        };
        // What was acted on did not leave: it stands in the history now.
        moved.left.retain(|item| self.acts.iter().all(|(acted, _)| acted != item));
        Some(moved)
    }

    fn preview(self, shown: Option<&Preview>) -> Preview {
        let log = &self.loaded.data.interactions;
        let holdout = holdout(&self.split, self.part);
        // Events of a user ascend by item.
        let last_time = |user: u32, item: u32| {
            let first = log.events.partition_point(|e| (e.user, e.item) < (user, item));
            let of_item = log.events[first..].iter().take_while(|e| (e.user, e.item) == (user, item));
            let known = of_item.zip(&self.split.parts[first..]).filter(|(_, part)| **part < holdout.part);
            known.map(|(e, _)| e.time).max().filter(|_| log.has_time)
        };
        let known = self.known();
        let newest_first = known.order.iter().rev().copied();
        let history =
            newest_first.map(|item| (item, known.items.get(item), self.user.and_then(|u| last_time(u, item))));
        let history = history.collect();
        let place = self.user.and_then(|user| holdout.users.binary_search_by_key(&user, |u| u.0).ok());
        let held = place.map_or(SparseRow::EMPTY, |at| holdout.held_out.row(at));
        let list = self.list(&self.acts);
        Preview {
            user: self.user,
            history,
            held_out: held.indices.to_vec(),
            moved: self.moved(&list, shown),
            list,
            reasons: None,
            models: self.models,
            weights: self.weights,
            acts: self.acts,
            scores: self.scores,
        }
    }
}

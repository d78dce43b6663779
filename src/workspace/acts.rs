//! What was done as the previewed user. It changes their list and nothing of the project.

use std::sync::Arc;

use super::{Preview, Workspace};
use crate::data::Act;

/// The acts that are tried on the previewed user's list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PreviewActs {
    /// Whether they are those of a visitor whom the log does not know.
    pub is_invented: bool,
    /// Items and what was done with them, the newest last.
    pub done: Vec<(u32, Act)>,
}

impl Workspace {
    /// Whether something can be done with the list that is shown: it is that of the chosen user, made from the present log and
    /// models.
    pub fn can_act(&self) -> bool {
        let is_present = |p: &Arc<Preview>| p.user == self.preview_user && p.scores == self.wanted.scores;
        self.preview.as_ref().is_some_and(is_present)
    }

    /// Does something as the previewed user, if the log knows the item and the act.
    pub(super) fn act(&mut self, item: u32, act: Act) {
        let Some(loaded) = self.loaded().filter(|_| self.can_act()) else { return };
        let is_known = (item as usize) < loaded.data.interactions.items.len();
        if is_known && loaded.acts.iter().any(|(offered, _)| *offered == act) {
            self.acts.done.push((item, act));
            self.preview_moved = true;
        }
    }

    /// Takes back the act at a place, counted from the first.
    pub(super) fn undo_act(&mut self, place: usize) {
        if place < self.acts.done.len() {
            self.acts.done.remove(place);
            self.preview_moved = true;
        }
    }

    /// Takes back all acts.
    pub(super) fn start_again(&mut self) {
        self.preview_moved |= !self.acts.done.is_empty();
        self.acts.done.clear();
    }

    /// Shows the list of a user; acts were those of another.
    pub(super) fn pick_user(&mut self, user: u32) {
        if self.preview_user != Some(user) {
            self.acts = PreviewActs::default();
        }
        self.preview_user = Some(user);
        self.preview_moved = true;
    }

    /// Shows the list of a visitor of whom nothing is known.
    pub(super) fn invent_user(&mut self) {
        self.preview_user = None;
        self.acts = PreviewActs { is_invented: true, done: Vec::new() };
        self.preview_moved = true;
    }
}

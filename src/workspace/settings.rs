//! The settings of the open project and the steps over them. A gesture of the hand is one step.

use crate::base::StageError;
use crate::pipeline::{Edit, PipelineConfig};

/// Steps kept.
const DEPTH: usize = 200;

/// What a hand holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gesture {
    /// A setting: what it asks for is made once it is let go.
    Setting,
    /// A weight: figures and lists follow it.
    Weight,
}

/// The settings, and those before and after.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    now: PipelineConfig,
    /// The settings that the project file has.
    saved: PipelineConfig,
    past: Vec<PipelineConfig>,
    future: Vec<PipelineConfig>,
    gesture: Option<Gesture>,
}

impl Settings {
    /// Settings of which the project file has `saved`.
    pub fn new(now: PipelineConfig, saved: PipelineConfig) -> Self {
        Self { now, saved, ..Self::default() }
    }

    /// The settings.
    pub fn now(&self) -> &PipelineConfig {
        &self.now
    }

    /// The settings that the project file has.
    pub fn saved(&self) -> &PipelineConfig {
        &self.saved
    }

    /// Whether the project file has others.
    pub fn are_changed(&self) -> bool {
        self.now != self.saved
    }

    /// The project file has these now.
    pub fn were_saved(&mut self, saved: PipelineConfig) {
        self.saved = saved;
    }

    /// The project begins with others, before anything was done to it.
    pub fn begin_with(&mut self, change: impl FnOnce(&mut PipelineConfig)) {
        change(&mut self.now);
        self.saved = self.now.clone();
    }

    /// What is held.
    pub fn gesture(&self) -> Option<Gesture> {
        self.gesture
    }

    /// Changes them as one step, or as a part of the step of what is held.
    pub fn change(&mut self, held: Option<Gesture>, change: impl FnOnce(&mut PipelineConfig)) {
        let mut next = self.now.clone();
        change(&mut next);
        if held.is_none() {
            self.gesture = None;
        }
        if next == self.now {
            return;
        }
        let before = std::mem::replace(&mut self.now, next);
        // Further changes of a gesture belong to the step of the first.
        if held.is_none() || self.gesture.is_none() {
            if self.past.len() == DEPTH {
                self.past.remove(0);
            }
            self.past.push(before);
            self.future.clear();
        }
        self.gesture = held;
    }

    /// Carries out edits as [`Settings::change`] does.
    ///
    /// # Errors
    /// An edit that leads to no settings; nothing is changed then.
    pub fn edit(&mut self, held: Option<Gesture>, edits: &[Edit]) -> Result<(), StageError> {
        let next = Edit::apply(edits, &self.now)?;
        self.change(held, |now| *now = next);
        Ok(())
    }

    /// What was held is let go.
    pub fn let_go(&mut self) {
        self.gesture = None;
    }

    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a step to do again.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Takes the last step back.
    pub fn undo(&mut self) {
        self.let_go();
        if let Some(before) = self.past.pop() {
            self.future.push(std::mem::replace(&mut self.now, before));
        }
    }

    /// Does the step taken back last again.
    pub fn redo(&mut self) {
        self.let_go();
        if let Some(after) = self.future.pop() {
            self.past.push(std::mem::replace(&mut self.now, after));
        }
    }
}

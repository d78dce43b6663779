//! Steps over the project's settings. A drag is one step.

use crate::pipeline::PipelineConfig;

/// Steps kept.
const DEPTH: usize = 200;

#[derive(Default)]
pub struct UndoStack {
    past: Vec<PipelineConfig>,
    future: Vec<PipelineConfig>,
    in_gesture: bool,
}

impl UndoStack {
    /// Remembers the settings before a change.
    pub fn step(&mut self, before: &PipelineConfig) {
        self.end_gesture();
        self.push(before);
    }

    /// Remembers the settings before the first change of a gesture; further changes belong to the same step.
    pub fn gesture(&mut self, before: &PipelineConfig) {
        if !self.in_gesture {
            self.push(before);
            self.in_gesture = true;
        }
    }

    /// The gesture is over.
    pub fn end_gesture(&mut self) {
        self.in_gesture = false;
    }

    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// The settings before the last step.
    pub fn undo(&mut self, now: &PipelineConfig) -> Option<PipelineConfig> {
        self.end_gesture();
        let before = self.past.pop()?;
        self.future.push(now.clone());
        Some(before)
    }

    /// The settings after the step taken back last.
    pub fn redo(&mut self, now: &PipelineConfig) -> Option<PipelineConfig> {
        self.end_gesture();
        let after = self.future.pop()?;
        self.past.push(now.clone());
        Some(after)
    }

    fn push(&mut self, before: &PipelineConfig) {
        if self.past.len() == DEPTH {
            self.past.remove(0);
        }
        self.past.push(before.clone());
        self.future.clear();
    }
}

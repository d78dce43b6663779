//! A change of settings as a value: where, and what stands there now. Two edits of different places do not undo each other.

use serde_json::Value;

use super::PipelineConfig;
use crate::base::{Change, Said, StageError};
use crate::said;

/// One change of the settings.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// Names and places from the whole to the part, as in a project file.
    pub path: Vec<Step>,
    /// What stands there now; `None` takes it out.
    pub value: Option<Value>,
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The entry of a name.
    Name(String),
    /// The place in a list, counted from 0.
    At(usize),
}

impl Edit {
    /// The edits that lead from some settings to others. Where these cannot be written, the edit is one that is refused with the reason.
    pub fn between(before: &PipelineConfig, after: &PipelineConfig) -> Vec<Self> {
        let mut edits = Vec::new();
        // They are compared in each frame: they are written only where they differ.
        if before == after {
            return edits;
        }
        match (written(before), written(after)) {
            (Ok(before), Ok(after)) => differences(&before, &after, &mut Vec::new(), &mut edits),
            _ => edits.push(Self { path: Vec::new(), value: None }),
        }
        edits
    }

    /// What a remark offers to change.
    pub fn of(change: &Change) -> Self {
        Self { path: change.path.iter().cloned().map(Step::Name).collect(), value: Some(change.value.clone()) }
    }

    /// The settings after some edits.
    ///
    /// # Errors
    /// An edit of a place that is not there, or of a value that cannot stand there.
    pub fn apply(edits: &[Self], settings: &PipelineConfig) -> Result<PipelineConfig, StageError> {
        let mut whole = written(settings)?;
        for edit in edits {
            edit.put(&mut whole).ok_or_else(|| edit.refused(said!("pipeline-no-such-place")))?;
        }
        serde_json::from_value(whole).map_err(|error| match edits {
            [edit] => edit.refused(Said::of_error(&error.to_string())),
            _ => StageError::setting(Said::of_error(&error.to_string())),
        })
    }

    fn put(&self, whole: &mut Value) -> Option<()> {
        let (last, path) = self.path.split_last()?;
        let mut place = whole;
        for step in path {
            place = match step {
                // A table that holds only defaults is not written.
                Step::Name(name) => place.as_object_mut()?.entry(name).or_insert_with(|| Value::Object(<_>::default())),
                Step::At(at) => place.as_array_mut()?.get_mut(*at)?,
            };
        }
        match (last, self.value.clone()) {
            (Step::Name(name), Some(value)) => _ = place.as_object_mut()?.insert(name.clone(), value),
            (Step::Name(name), None) => _ = place.as_object_mut()?.remove(name),
            (Step::At(at), Some(value)) => *place.as_array_mut()?.get_mut(*at)? = value,
            (Step::At(_), None) => return None,
        }
        Some(())
    }

    fn refused(&self, why: Said) -> StageError {
        let path: Vec<String> = self.path.iter().map(Step::to_string).collect();
        StageError::setting(said!("pipeline-edit-refused", place = path.join("."), why = why))
    }
}

impl std::fmt::Display for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::At(at) => write!(f, "{at}"),
        }
    }
}

/// The settings as JSON.
///
/// # Errors
/// A path that is no Unicode, which a project file cannot hold either.
fn written(settings: &PipelineConfig) -> Result<Value, StageError> {
    serde_json::to_value(settings).map_err(|error| StageError::setting(Said::plain(error.to_string())))
}

fn differences(before: &Value, after: &Value, path: &mut Vec<Step>, edits: &mut Vec<Edit>) {
    let mut at = |step: Step, before: Option<&Value>, after: Option<&Value>| {
        path.push(step);
        match (before, after) {
            (Some(before), Some(after)) => differences(before, after, path, edits),
            _ => edits.push(Edit { path: path.clone(), value: after.cloned() }),
        }
        path.pop();
    };
    match (before, after) {
        (before, after) if before == after => {}
        (Value::Object(old), Value::Object(new)) => {
            let gone = old.keys().filter(|name| !new.contains_key(*name));
            for name in gone.chain(new.keys()) {
                at(Step::Name(name.clone()), old.get(name), new.get(name));
            }
        }
        // Another number of entries is another list.
        (Value::Array(old), Value::Array(new)) if old.len() == new.len() => {
            for (place, (old, new)) in old.iter().zip(new).enumerate() {
                at(Step::At(place), Some(old), Some(new));
            }
        }
        _ => edits.push(Edit { path: path.clone(), value: Some(after.clone()) }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{Role, Transform};
    use crate::features::FeatureSetting;
    use crate::models::ModelKind;

    /// Ways to change settings, each of another place.
    fn changes() -> Vec<fn(&mut PipelineConfig)> {
        vec![
            |c| c.seed = u64::MAX,
            |c| c.data.items = Some("a.b/items.csv".into()),
            |c| _ = c.data.columns.events.insert("a.b".into(), Role::User),
            |c| _ = c.data.weights.events.insert("view".into(), 0.1),
            |c| c.data.weights.half_life_days = Some(1.0 / 3.0),
            |c| c.data.weights.transform = Transform::Raw,
            |c| c.split.validation = 0.056,
            |c| _ = c.features.features.insert("x.y".into(), FeatureSetting { enabled: false, weight: 0.3 }),
            |c| c.evaluation.k = vec![1, 7],
            |c| c.blend.normalization = crate::blend::Normalization::MinMax,
            |c| _ = c.blend.weights.insert(ModelKind::named("ease").unwrap().into(), 0.7),
            |c| c.models.extend(ModelKind::all().map(|kind| kind.default_config().into())),
        ]
    }

    #[test]
    fn edits_lead_from_any_settings_to_any_others_and_edits_of_two_places_both_stand() {
        let start = PipelineConfig::for_events(std::path::Path::new("log.csv"));
        let after = |of: &[fn(&mut PipelineConfig)]| {
            let mut config = start.clone();
            of.iter().for_each(|change| change(&mut config));
            config
        };
        for (n, one) in changes().into_iter().enumerate() {
            let there = after(&[one]);
            let edits = Edit::between(&start, &there);
            assert!(!edits.is_empty(), "change {n} changes nothing");
            assert_eq!(Edit::apply(&edits, &start).unwrap(), there, "change {n}");
            assert_eq!(Edit::apply(&Edit::between(&there, &start), &there).unwrap(), start, "back from change {n}");
            for other in changes().into_iter().skip(n + 1) {
                let both = after(&[one, other]);
                let other = Edit::between(&start, &after(&[other]));
                assert_eq!(Edit::apply(&other, &there).unwrap(), both, "after change {n}");
            }
        }
    }

    #[test]
    fn every_setting_of_every_model_can_be_edited_alone() {
        let models = ModelKind::all().map(|kind| kind.default_config().into()).collect();
        let mut start = PipelineConfig { models, ..PipelineConfig::default() };
        for (at, component) in start.models.iter().enumerate() {
            let written = component.model.written();
            for setting in component.model.kind().settings() {
                let path = [Step::Name("models".into()), Step::At(at), Step::Name(setting.name.into())].into();
                let same = Edit { path, value: written.get(setting.name).cloned() };
                assert_eq!(Edit::apply(&[same], &start).unwrap(), start, "{}.{}", component.id, setting.name);
            }
        }
        let nowhere = Edit { path: vec![Step::Name("models".into()), Step::At(99)], value: Some(3.into()) };
        assert!(Edit::apply(&[nowhere], &start).is_err());
        #[cfg(unix)]
        {
            use std::os::unix::ffi::OsStrExt;
            start.data.events = std::ffi::OsStr::from_bytes(b"\xff.csv").into();
            let there = PipelineConfig { seed: 7, ..start.clone() };
            assert!(Edit::apply(&Edit::between(&start, &there), &start).is_err(), "it is refused, not forgotten");
            start.data.events = "log.csv".into();
        }
        let wrong = Edit { path: vec![Step::Name("seed".into())], value: Some("x".into()) };
        assert!(Edit::apply(&[wrong], &start).unwrap_err().to_string().contains("place=seed"));
    }
}

//! Older layouts of the project file, brought to the present one step by step.

use toml::{Table, Value};

/// One step for each older layout, the first from layout 1 to layout 2.
pub(super) const MIGRATIONS: &[fn(Table) -> Table] = &[from_1, from_2];

/// Brings a project of layout `version` to the newest one.
pub(super) fn migrated(mut project: Table, version: usize) -> Table {
    for migrate in MIGRATIONS.iter().skip(version.saturating_sub(1)) {
        project = migrate(project);
    }
    project.insert("format_version".into(), Value::Integer(MIGRATIONS.len() as i64 + 1));
    project
}

/// In layout 1 the decays of `transitions` were powers of the distance; now they are rates of an exponential. No value of the
/// one means a value of the other, so both become the default.
fn from_1(mut project: Table) -> Table {
    let models = project.get_mut("models").and_then(Value::as_array_mut).into_iter().flatten();
    for model in models.filter_map(Value::as_table_mut) {
        if model.get("id").and_then(Value::as_str) == Some("transitions") {
            model.remove("distance_decay");
            model.remove("recency_decay");
        }
    }
    project
}

/// Up to layout 2 each kind of model took part once, under the name of its kind: what a model without a name is called still.
fn from_2(project: Table) -> Table {
    project
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::config::FORMAT_VERSION;

    #[test]
    fn from_1_forgets_the_decays_of_transitions_and_nothing_else() {
        let before = "seed = 3\n\n[[models]]\nid = \"transitions\"\nwindow = 7\ndistance_decay = 1.0\nrecency_decay = 1.0\n\n\
                      [[models]]\nid = \"popular\"\ndistance_decay = 1.0\n";
        let after = "seed = 3\n\n[[models]]\nid = \"transitions\"\nwindow = 7\n\n\
                     [[models]]\nid = \"popular\"\ndistance_decay = 1.0\n";
        assert_eq!(from_1(before.parse().unwrap()), after.parse().unwrap());
        let odd: Table = "models = 3\n".parse().unwrap();
        assert_eq!(from_1(odd.clone()), odd, "what is no list of models is refused later");
    }

    #[test]
    fn there_is_a_step_from_every_older_layout() {
        assert_eq!(MIGRATIONS.len() as u32 + 1, FORMAT_VERSION);
        let newest = migrated(Table::new(), 1);
        assert_eq!(newest["format_version"].as_integer(), Some(FORMAT_VERSION.into()));
    }
}

//! What columns were said to be: `NAME=ROLE`.

use std::path::Path;

use super::say::words;
use crate::base::{InputError, StageError, TaskContext};
use crate::data::schema::ChosenRoles;
use crate::data::{DataConfig, Role, TableKind, event_log};

/// Sets the roles that were `typed` for a kind of file.
///
/// # Errors
/// A role or a column that is not there, naming the file; no such file.
pub fn choose(config: &mut DataConfig, kind: TableKind, typed: &[String], ctx: &TaskContext) -> Result<(), StageError> {
    if typed.is_empty() {
        return Ok(());
    }
    let (option, file) = match kind {
        TableKind::Events => ("--column", Some(&config.events)),
        TableKind::Items => ("--items-column", config.items.as_ref()),
        TableKind::Users => ("--users-column", config.users.as_ref()),
    };
    let Some(file) = file else {
        let missing = option.trim_end_matches("-column");
        return Err(StageError::setting(format!(
            "{option} speaks of a file that is not there. Name it with {missing}."
        )));
    };
    let chosen: ChosenRoles = typed.iter().map(|text| role(text, kind, option, file)).collect::<Result<_, _>>()?;
    let mut columns = event_log::open(file, ctx)?.columns;
    // Training and test events are read alike.
    if let Some(test) = config.test.as_ref().filter(|_| kind == TableKind::Events) {
        columns.extend(event_log::open(test, ctx)?.columns);
    }
    if let Some(unknown) = chosen.keys().find(|name| !columns.contains(name)) {
        let among = words().say(event_log::some_names(&columns));
        let problem = format!("has no column “{unknown}” among {among}");
        return Err(InputError::new(file, problem, format!("Check what {option} says")).into());
    }
    config.columns.of_mut(kind).extend(chosen);
    Ok(())
}

fn role(text: &str, kind: TableKind, option: &str, file: &Path) -> Result<(String, Role), StageError> {
    let wrong = |problem: String, remedy: String| StageError::from(InputError::new(file, problem, remedy));
    let Some((name, role)) = text.rsplit_once('=') else {
        let problem = format!("“{text}” does not say what a column is");
        return Err(wrong(problem, format!("Write {option} NAME=ROLE")));
    };
    kind.roles().find(|known| id(*known) == role).map(|role| (name.to_owned(), role)).ok_or_else(|| {
        let ids: Vec<String> = kind.roles().map(id).collect();
        wrong(format!("there is no role “{role}” for its column “{name}”"), format!("Choose from {}", ids.join(", ")))
    })
}

/// A role as it is written in project files.
fn id(role: Role) -> String {
    toml::Value::try_from(role).ok().and_then(|id| Some(id.as_str()?.to_owned())).unwrap_or_default()
}

//! What columns were said to be: `NAME=ROLE`.

use std::path::Path;

use crate::base::{InputError, Said, SaidValue, StageError, TaskContext};
use crate::data::schema::{ChosenRoles, some_names};
use crate::data::{DataConfig, Role, Table, TableKind};
use crate::said;

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
        return Err(StageError::setting(said!("cli-column-no-file", option = option, missing = missing)));
    };
    let chosen: ChosenRoles = typed.iter().map(|text| role(text, kind, option, file)).collect::<Result<_, _>>()?;
    let mut columns = Table::open(file, ctx)?.columns;
    // Training and test events are read alike.
    if let Some(test) = config.test.as_ref().filter(|_| kind == TableKind::Events) {
        columns.extend(Table::open(test, ctx)?.columns);
    }
    if let Some(unknown) = chosen.keys().find(|name| !columns.contains(name)) {
        let problem = said!("cli-column-unknown", column = unknown, columns = some_names(&columns));
        return Err(InputError::new(file, problem, said!("cli-column-unknown.remedy", option = option)).into());
    }
    config.columns.of_mut(kind).extend(chosen);
    Ok(())
}

fn role(text: &str, kind: TableKind, option: &str, file: &Path) -> Result<(String, Role), StageError> {
    let wrong = |problem: Said, remedy: Said| StageError::from(InputError::new(file, problem, remedy));
    let Some((name, role)) = text.rsplit_once('=') else {
        let problem = said!("cli-column-no-role", typed = text);
        return Err(wrong(problem, said!("cli-column-no-role.remedy", option = option)));
    };
    let known = role.parse().ok().filter(|role| kind.roles().any(|known| known == *role));
    known.map(|role| (name.to_owned(), role)).ok_or_else(|| {
        let roles: SaidValue = kind.roles().map(|role| role.to_string()).collect();
        let problem = said!("cli-column-unknown-role", role = role, column = name);
        wrong(problem, said!("cli-column-unknown-role.remedy", roles = roles))
    })
}

//! From arguments to the settings of a run.

use super::args::ProjectArgs;
use super::columns;
use super::say::named;
use crate::base::{Said, StageError, TaskContext};
use crate::data::{Mapping, Table, TableKind};
use crate::models::{Component, ModelKind};
use crate::pipeline::{PipelineConfig, default_models};
use crate::{project, said};

/// The settings that the arguments mean. `models` are those asked for (an empty list: the project's, or the usual ones; `None`: nothing is trained); a given
/// split without a project has the share `validation` for choosing.
pub fn meant(
    args: &ProjectArgs,
    models: Option<&[String]>,
    validation: f64,
    ctx: &TaskContext,
) -> Result<PipelineConfig, StageError> {
    let mut config = match &args.input {
        Some(path) if project::is_project(path) => project::load(path)?,
        Some(path) => PipelineConfig::for_events(path),
        None => PipelineConfig::default(),
    };
    let from_project = args.input.as_deref().is_some_and(project::is_project);
    if let Some(events) = &args.events {
        config.data.events.clone_from(events);
    }
    if let (Some(train), Some(test)) = (&args.train, &args.test) {
        if !from_project {
            config.split.validation = validation;
        }
        config.data.events.clone_from(train);
        config.data.test = Some(test.clone());
        config.split.kind = None;
    }
    if let Some(items) = &args.items {
        config.data.items = Some(items.clone());
    }
    if let Some(users) = &args.users {
        config.data.users = Some(users.clone());
    }
    columns::choose(&mut config.data, TableKind::Events, &args.columns.columns, ctx)?;
    columns::choose(&mut config.data, TableKind::Items, &args.other_columns.items_columns, ctx)?;
    columns::choose(&mut config.data, TableKind::Users, &args.other_columns.users_columns, ctx)?;
    match models {
        Some(models) if !models.is_empty() => config.models = asked(models, &config.models)?,
        _ if from_project && !config.models.is_empty() => {}
        // None is going to be trained, so it does not matter whether items are described.
        None => config.models = default_models(true),
        Some(_) => {
            let events = Table::open(&config.data.events, ctx)?;
            let mapping = Mapping::guess(&events, TableKind::Events, &config.data.columns.events);
            config.models = default_models(config.data.items.is_some() || mapping.has_item_attributes());
        }
    }
    if args.split.is_some() {
        config.split.kind = args.split;
    }
    if !args.k.is_empty() {
        config.evaluation.k.clone_from(&args.k);
        config.evaluation.k.sort_unstable();
        config.evaluation.k.dedup();
    }
    if let Some(seed) = args.seed {
        config.seed = seed;
    }
    for setting in &args.settings {
        config = with_setting(config, setting)?;
    }
    Ok(config)
}

/// Applies `model.param=value`, or `section.setting=value` of the project file. A new setting of a model that does not
/// take part is a mistake.
fn with_setting(config: PipelineConfig, setting: &str) -> Result<PipelineConfig, StageError> {
    let wrong = |why: Said| StageError::setting(said!("cli-set", setting = setting, why = why));
    let mut is_quoted = false;
    let is_end = |c: char| {
        is_quoted ^= c == '"';
        c == '=' && !is_quoted
    };
    let parted = setting.find(is_end).map(|at| (&setting[..at], &setting[at + 1..]));
    let (path, value) = parted.ok_or_else(|| wrong(said!("cli-set-form")))?;
    // A TOML value where it is one, else text.
    let value: toml::Value = toml::from_str::<toml::Table>(&format!("v = {value}"))
        .ok()
        .and_then(|mut t| t.remove("v"))
        .unwrap_or_else(|| toml::Value::String(value.to_owned()));
    let mut whole = toml::Table::try_from(&config).map_err(|e| wrong(Said::of_error(&e.to_string())))?;
    let mut keys = names_of(path);
    let last = keys.pop().filter(|_| !keys.is_empty()).ok_or_else(|| wrong(said!("cli-set-form")))?;
    let mut place = &mut whole;
    let is_of =
        |component: &Component| path.strip_prefix(component.id.as_str()).is_some_and(|rest| rest.starts_with('.'));
    // A name may hold full stops itself.
    let of = config.models.iter().enumerate().filter(|(_, component)| is_of(component));
    let of = of.max_by_key(|(_, component)| component.id.as_str().len());
    if of.is_none() && keys[0].parse::<ModelKind>().is_ok() {
        return Err(wrong(said!("cli-set-no-model", model = keys[0])));
    }
    if let Some((at, component)) = of {
        keys = names_of(&path[component.id.as_str().len() + 1..]);
        keys.pop();
        place = whole
            .get_mut("models")
            .and_then(|m| m.as_array_mut()?.get_mut(at)?.as_table_mut())
            .ok_or_else(|| wrong(said!("cli-set-no-place")))?;
    }
    for key in keys {
        let inner = place.entry(key).or_insert_with(|| toml::Table::new().into());
        // A choice that is one word may become one with a setting of its own: `weight` and `at_least = 3`.
        if inner.is_str() {
            *inner = toml::Table::new().into();
        }
        place = inner.as_table_mut().ok_or_else(|| wrong(said!("cli-set-no-settings", name = key)))?;
    }
    place.insert(last.to_owned(), value);
    whole.try_into().map_err(|e: toml::de::Error| wrong(Said::of_error(&e.message().trim().replace('\n', ", "))))
}

/// The names that lead to a setting: between full stops, but for those inside quotes.
fn names_of(path: &str) -> Vec<&str> {
    let mut is_quoted = false;
    let is_end = |c: char| {
        is_quoted ^= c == '"';
        c == '.' && !is_quoted
    };
    path.split(is_end).map(|name| name.trim_matches('"')).collect()
}

/// The models that were asked for: those of the project by their names, else new ones by their kinds. A kind that is asked for again
/// gets another name.
fn asked(names: &[String], of_project: &[Component]) -> Result<Vec<Component>, StageError> {
    let mut models: Vec<Component> = Vec::with_capacity(names.len());
    for name in names {
        let is_new = |c: &&Component| models.iter().all(|taken| taken.id != c.id);
        let own =
            of_project.iter().filter(is_new).find(|c| c.id.as_str() == name || c.id.as_str() == name.replace('-', "_"));
        let component = match own {
            Some(component) => component.clone(),
            None => {
                let kind: ModelKind = named(name)
                    .map_err(|why: Said| StageError::setting(said!("cli-models", name = name, why = why)))?;
                Component::with_free_name(kind.default_config(), &models)
            }
        };
        models.push(component);
    }
    Ok(models)
}

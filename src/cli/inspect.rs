//! `tastebench inspect`.

use serde_json::{Map, Value, json};

use super::args::InspectArgs;
use super::out::out;
use super::progress::Bar;
use super::say::{self, dropped_for, english, note, words};
use super::settings;
use super::table::{padding, table, width};
use crate::base::{Said, SaidValue, StageError, TaskContext};
use crate::data::attributes::Attribute;
use crate::data::dataset::EventType;
use crate::data::profile::Profile;
use crate::data::read::RowAt;
use crate::data::{AttributeTable, DroppedRows, Mapping, Role, Table, TableKind, Tables, dataset};
use crate::said;

/// Shows the mapping, the account of rows and the key figures.
pub fn run(args: &InspectArgs, ctx: &TaskContext) -> Result<(), StageError> {
    let bar = Bar::watch(ctx);
    let config = settings::meant(&args.project, None, 0.0, ctx)?.data;
    let tables = Tables::open(&config, ctx)?;
    let raw = &*tables.events;
    let mapping = Mapping::guess(raw, TableKind::Events, &config.columns.events);
    if let Some(missing) = mapping.missing(TableKind::Events).filter(|_| !args.json) {
        // The columns help to choose, so they are shown before the error.
        drop(bar);
        print_mapping(raw, &mapping);
        return Err(StageError::setting(said!("cli-choose-columns", missing = missing)));
    }
    let data = dataset::load_tables(&tables, &config, ctx)?;
    let profile = Profile::of(&data);
    let dropped_rows = args.dropped.then(|| DroppedRows::read(&tables, &data, ctx)).transpose()?;
    drop(bar);
    if args.json {
        let columns: Vec<Value> =
            raw.columns.iter().zip(&mapping.roles).map(|(name, role)| json!({ "name": name, "role": role })).collect();
        let attributes = json!({
            "item": attributes(&data.item_attributes),
            "user": attributes(&data.user_attributes),
            "event": data.context.iter().map(|column| json!({
                "name": column.name,
                "kind": column.kind.id(),
                "known": column.n_known(),
                "of": column.len(),
            })).collect::<Vec<_>>(),
        });
        let assumed: Vec<Value> = data
            .warnings
            .iter()
            .filter_map(|warning| Some((warning, warning.change.as_ref()?)))
            .map(|(warning, change)| json!({ "said": english().say(&warning.said), "setting": change.path.join("."), "or": change.value, "option": say::option(change) }))
            .collect();
        let dropped: Map<String, Value> =
            data.account.reasons().map(|(reason, n)| (reason.id().to_owned(), n.into())).collect();
        let negative: Map<String, Value> =
            data.account.negatives().map(|(kind, n)| (kind.id().to_owned(), n.into())).collect();
        let report = json!({
            "file": raw.path,
            "format": english().say(&raw.description),
            "columns": columns,
            "attributes": attributes,
            "value": data.value_meaning,
            "values": data.value_histogram.as_deref(),
            "event_weights": data.event_types.iter().map(|t| json!({"event": t.name, "meaning": t.word, "weight": t.weight, "rows": t.rows})).collect::<Vec<_>>(),
            "account": { "rows": data.account.rows_in, "kept": data.account.rows_kept, "negative": negative, "dropped": dropped,
                "users_without_events": data.users_without_events, "items_without_events": data.items_without_events },
            "dropped_rows": dropped_rows.as_ref().map(rows_by_fate),
            "profile": profile,
            "assumed": assumed,
            "warnings": data.warnings.iter().map(|w| english().say(&w.said)).collect::<Vec<_>>(),
        });
        out!("{report:#}");
        return Ok(());
    }
    print_mapping(raw, &mapping);
    out!("\n{}", words().say(said!("cli-rows-read", n = data.account.rows_in)));
    let rows = |n: u64, said: Said| out!("  {:>12}  {}", words().count(n), words().say(said));
    for (reason, n) in data.account.reasons() {
        rows(n, said!("cli-dropped-because", reason = dropped_for(reason)));
    }
    for (kind, n) in data.account.negatives() {
        rows(n, said!("cli-negative", kind = kind.label()));
    }
    rows(data.account.rows_kept, said!("cli-kept"));
    if data.event_types.iter().any(|t| !t.name.is_empty()) {
        let types = data.event_types.iter();
        let rows = types.map(|t| vec![named(t), words().count(t.rows), t.weight.to_string()]).collect();
        let header = [said!("cli-heading-event"), said!("cli-heading-rows"), said!("cli-heading-weight")];
        out!("\n{}", table(header.map(|heading| words().say(heading)), rows, 1));
    }
    print_profile(&profile);
    if let Some(dropped) = &dropped_rows {
        print_dropped(dropped);
    }
    data.warnings.iter().for_each(note);
    Ok(())
}

/// Dropped rows by the reason, for files.
fn rows_by_fate(dropped: &DroppedRows) -> Map<String, Value> {
    let row = |row: &RowAt| {
        let cells: Map<String, Value> =
            dropped.columns.iter().cloned().zip(row.cells.iter().cloned().map(Value::from)).collect();
        json!({ "file": row.file, "line": row.line, "cells": cells })
    };
    dropped.rows.iter().map(|(fate, rows)| (fate.id().to_owned(), rows.iter().map(row).collect())).collect()
}

fn print_dropped(dropped: &DroppedRows) {
    for (fate, rows) in &dropped.rows {
        out!("\n{}", words().say(said!("cli-rows-of-fate", reason = fate.label())));
        for row in rows {
            let file = row.file.file_name().unwrap_or(row.file.as_os_str()).to_string_lossy();
            let place = words().say(said!("cli-row-at", file = file.as_ref(), line = row.line.to_string()));
            out!("  {place}  {}", row.cells.iter().map(|cell| cut(cell, 40)).collect::<Vec<_>>().join(" | "));
        }
    }
}

/// An event type with the word for it, where it is a number.
fn named(kind: &EventType) -> String {
    kind.word.as_ref().map_or_else(|| kind.name.clone(), |word| format!("{} · {word}", kind.name))
}

/// What is known of items or users, for files.
fn attributes(table: &AttributeTable) -> Vec<Value> {
    let of = |column: &Attribute| json!({ "name": column.name, "kind": column.kind.id(), "known": column.n_known(), "of": column.len() });
    table.columns.iter().map(of).collect()
}

fn print_mapping(raw: &Table, mapping: &Mapping) {
    let description = Said::from(&raw.description);
    out!("{}\n", words().say(said!("cli-file", file = &raw.path, description = description)));
    let rows = raw
        .columns
        .iter()
        .zip(&mapping.roles)
        .enumerate()
        .map(|(c, (name, role))| {
            let example = raw.preview.iter().map(|row| row[c].as_str()).find(|cell| !cell.is_empty()).unwrap_or("");
            let role = if *role == Role::Ignore { "—".into() } else { words().say(role.label()) };
            vec![cut(name, 32), role, cut(example, 40)]
        })
        .collect();
    let header = [said!("cli-heading-column"), said!("cli-heading-role"), said!("cli-heading-example")];
    out!("{}", table(header.map(|heading| words().say(heading)), rows, 3));
}

fn print_profile(profile: &Profile) {
    let n = |n: usize| words().count(n as u64);
    let [median, most_have, most] = profile.history_lengths;
    let mut lines = vec![
        (said!("cli-profile-users"), n(profile.users)),
        (said!("cli-profile-items"), n(profile.items)),
        (said!("cli-profile-events"), n(profile.events)),
        (said!("cli-profile-interactions"), n(profile.interactions)),
        (
            said!("cli-profile-density"),
            words().say(said!("figure-percent", n = format!("{:.4}", profile.density * 100.0))),
        ),
        (
            said!("cli-profile-history"),
            words().say(said!("cli-profile-history-figures", median = median, below = most_have + 1, most = most)),
        ),
        (
            said!("cli-profile-head"),
            words().say(said!(
                "cli-profile-head-figures",
                share = SaidValue::Share(profile.head_share),
                gini = format!("{:.2}", profile.gini)
            )),
        ),
    ];
    if let Some(sessions) = profile.sessions {
        lines.push((said!("cli-profile-sessions"), n(sessions)));
    }
    if let Some((first, last)) = &profile.days.range {
        lines.push((said!("cli-profile-days"), words().say(said!("cli-profile-range", first = first, last = last))));
    }
    let lines: Vec<(String, String)> = lines.into_iter().map(|(name, value)| (words().say(name), value)).collect();
    let to = lines.iter().map(|(name, _)| width(name)).max().unwrap_or_default();
    out!();
    for (name, value) in lines {
        out!("  {}{name}  {value}", padding(&name, to));
    }
}

fn cut(text: &str, n: usize) -> String {
    if text.chars().count() <= n { text.to_owned() } else { text.chars().take(n - 1).chain(['…']).collect() }
}

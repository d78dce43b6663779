//! `tastebench inspect`.

use serde_json::{Map, Value, json};

use super::args::InspectArgs;
use super::columns;
use super::progress::Bar;
use super::say::words;
use super::table::table;
use crate::base::format::thousands;
use crate::base::{StageError, TaskContext};
use crate::data::profile::Profile;
use crate::data::{DataConfig, Mapping, RawTable, Role, TableKind, dataset, event_log};

/// Shows the mapping, the account of rows and the key figures.
pub fn run(args: &InspectArgs, ctx: &TaskContext) -> Result<(), StageError> {
    let mut config = DataConfig { events: args.events.clone(), ..DataConfig::default() };
    let bar = Bar::watch(ctx);
    columns::choose(&mut config, TableKind::Events, &args.columns.columns, ctx)?;
    let raw = event_log::open(&args.events, ctx)?;
    let mapping = Mapping::guess(&raw, TableKind::Events, &config.columns.events);
    if let Some(missing) = mapping.missing(TableKind::Events).filter(|_| !args.json) {
        // The columns help to choose, so they are shown before the error.
        drop(bar);
        print_mapping(&raw, &mapping);
        return Err(StageError::setting(format!("{}, with --column NAME=ROLE.", words().say(missing))));
    }
    let data = dataset::load(&config, ctx)?;
    let profile = Profile::of(&data);
    drop(bar);
    if args.json {
        let columns: Vec<Value> =
            raw.columns.iter().zip(&mapping.roles).map(|(name, role)| json!({ "name": name, "role": role })).collect();
        let dropped: Map<String, Value> =
            data.account.reasons().map(|(reason, n)| (reason.id().to_owned(), n.into())).collect();
        let report = json!({
            "file": raw.path,
            "format": words().say(&raw.description),
            "columns": columns,
            "event_weights": data.event_types.iter().map(|t| json!({"event": t.name, "weight": t.weight, "rows": t.rows})).collect::<Vec<_>>(),
            "account": { "rows": data.account.rows_in, "kept": data.account.rows_kept, "dropped": dropped },
            "profile": profile,
            "warnings": data.warnings.iter().map(|warning| words().say(&warning.said)).collect::<Vec<_>>(),
        });
        println!("{report:#}");
        return Ok(());
    }
    print_mapping(&raw, &mapping);
    println!("\n{} rows read", thousands(data.account.rows_in));
    for (reason, n) in data.account.reasons() {
        println!("  {:>12}  dropped: {}", thousands(n), words().say(reason.label()));
    }
    println!("  {:>12}  kept", thousands(data.account.rows_kept));
    if data.event_types.iter().any(|t| !t.name.is_empty()) {
        let rows =
            data.event_types.iter().map(|t| vec![t.name.clone(), thousands(t.rows), format!("{}", t.weight)]).collect();
        println!("\n{}", table(&["event", "rows", "weight"], rows, 1));
    }
    print_profile(&profile);
    for warning in &data.warnings {
        println!("note: {}", words().say(&warning.said));
    }
    Ok(())
}

fn print_mapping(raw: &RawTable, mapping: &Mapping) {
    println!("{}: {}\n", raw.path.display(), words().say(&raw.description));
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
    println!("{}", table(&["column", "taken for", "example"], rows, 3));
}

fn print_profile(profile: &Profile) {
    let n = |n: usize| thousands(n as u64);
    println!();
    let mut lines = vec![
        ("users", n(profile.users)),
        ("items", n(profile.items)),
        ("events", n(profile.events)),
        ("interactions", n(profile.interactions)),
        ("density", format!("{:.4} %", profile.density * 100.0)),
        (
            "items of a user",
            format!(
                "median {}, 90 % below {}, most {}",
                n(profile.history_lengths[0]),
                n(profile.history_lengths[1] + 1),
                n(profile.history_lengths[2])
            ),
        ),
        (
            "most popular tenth",
            format!("{:.1} % of the interactions (Gini {:.2})", profile.head_share * 100.0, profile.gini),
        ),
    ];
    if let Some(sessions) = profile.sessions {
        lines.push(("sessions", n(sessions)));
    }
    if let Some((first, last)) = &profile.days.range {
        lines.push(("days", format!("{first} to {last}")));
    }
    for (name, value) in lines {
        println!("{name:>20}  {value}");
    }
}

fn cut(text: &str, n: usize) -> String {
    if text.chars().count() <= n { text.to_owned() } else { text.chars().take(n - 1).chain(['…']).collect() }
}

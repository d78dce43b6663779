//! The inspector of the stage Data: event weights, cleaning, split.

use egui::Ui;

use crate::data::{Transform, ValueUse};
use crate::gui::context::ViewContext;
use crate::gui::prompts::PathPrompt;
use crate::gui::say::say;
use crate::gui::theme::gap;
use crate::gui::widgets::basics::{heading, note, setting};
use crate::gui::widgets::fields::{combo, number, optional};
use crate::pipeline::PipelineConfig;
use crate::split::SplitKind;
use crate::workspace::DataCommand;

/// Draws the settings.
pub fn show(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let mut config = cx.ws.config().clone();
    weights(ui, cx, &mut config);
    ui.add_space(gap::GROUP);
    cleaning(ui, &mut config);
    ui.add_space(gap::GROUP);
    split(ui, cx, &mut config);
    cx.edit(|now| *now = config);
}

fn weights(ui: &mut Ui, cx: &ViewContext<'_>, config: &mut PipelineConfig) {
    heading(ui, "What events weigh");
    let weights = &mut config.data.weights;
    let Some(loaded) = cx.ws.loaded() else { return };
    for kind in loaded.data.event_types.iter().filter(|t| !t.name.is_empty()).take(12) {
        let mut weight = weights.event_weight(&kind.name);
        let why = "How much one such event says about a user's taste; 0 leaves these events out";
        setting(ui, &kind.name, why, |ui| number(ui, &kind.name, &mut weight, 0.0..=100.0, 0.1, ""));
        if weight != weights.event_weight(&kind.name) {
            weights.events.insert(kind.name.clone(), weight);
        }
    }
    setting(ui, "Value column", "What a rating or quantity is used for", |ui| {
        let words = match weights.value {
            ValueUse::Weight => "as weight",
            ValueUse::AtLeast(_) => "as threshold",
            ValueUse::Ignore => "not used",
        };
        combo(ui, "Value column", words, |ui| {
            for (choice, words) in [
                (ValueUse::Weight, "as weight"),
                (ValueUse::AtLeast(4.0), "as threshold"),
                (ValueUse::Ignore, "not used"),
            ] {
                let same = std::mem::discriminant(&choice) == std::mem::discriminant(&weights.value);
                if ui.selectable_label(same, words).clicked() && !same {
                    weights.value = choice;
                }
            }
        });
    });
    if let ValueUse::AtLeast(least) = &mut weights.value {
        setting(ui, "At least", "Events with a lower value are left out", |ui| {
            number(ui, "At least", least, -1e6..=1e6, 0.1, "")
        });
    }
    setting(ui, "Repeats", "How the summed weight of a user and an item counts", |ui| {
        let words = |t| match t {
            Transform::Raw => "add up",
            Transform::Log => "log₂(1 + sum)",
            Transform::Binary => "count once",
        };
        combo(ui, "Repeats", words(weights.transform), |ui| {
            for choice in [Transform::Log, Transform::Raw, Transform::Binary] {
                ui.selectable_value(&mut weights.transform, choice, words(choice));
            }
        });
    });
    optional(
        ui,
        "Half-life",
        "Days after which an event counts half; off: all count alike",
        &mut weights.half_life_days,
        30.0,
        1.0..=3650.0,
        " days",
    );
}

fn cleaning(ui: &mut Ui, config: &mut PipelineConfig) {
    heading(ui, "Cleaning");
    let clean = &mut config.data.clean;
    setting(ui, "Same event within", "The same user, item and event type again within this time is one event", |ui| {
        number(ui, "Same event within", &mut clean.repeat_secs, 0.0..=86_400.0, 0.5, " s");
    });
    let mut robots = clean.robot_events_per_day.map(f64::from);
    optional(
        ui,
        "Robots above",
        "Users with more events than this on any day are left out",
        &mut robots,
        500.0,
        1.0..=1e6,
        " a day",
    );
    clean.robot_events_per_day = robots.map(|n| n as u32);
    for (name, why, value) in [
        ("Least items of a user", "Users with fewer items are left out", &mut clean.min_items_per_user),
        ("Least users of an item", "Items with fewer users are left out", &mut clean.min_users_per_item),
    ] {
        setting(ui, name, why, |ui| {
            let mut n = f64::from(*value);
            number(ui, name, &mut n, 1.0..=1000.0, 0.1, "");
            *value = n.round() as u32;
        });
    }
}

fn split(ui: &mut Ui, cx: &mut ViewContext<'_>, config: &mut PipelineConfig) {
    heading(ui, "Training, validation, test");
    let split = &mut config.split;
    let used = cx.ws.data().split.value.as_ref().map(|s| s.kind);
    let words = split.kind.or(used).map_or("automatic".into(), SplitKind::label);
    setting(ui, "Split", "How the log is parted into what models learn from and what they are judged on", |ui| {
        combo(ui, "Split", words, |ui| {
            let given = config.data.test.is_some();
            for kind in SplitKind::ALL.into_iter().filter(|k| (*k == SplitKind::Given) == given) {
                ui.selectable_value(&mut split.kind, Some(kind), say(ui, kind.label()));
            }
        });
    });
    ui.horizontal(|ui| match &config.data.test {
        None => {
            if ui.link("Judge on a test file…").on_hover_text("For logs that come already parted").clicked() {
                cx.view.prompt = Some(PathPrompt::test());
            }
        }
        Some(path) => {
            let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
            note(ui, cx.tokens, format!("Test file: {name}"));
            if ui.link("remove").clicked() {
                cx.send(DataCommand::SetTest(None));
            }
        }
    });
    let split = &mut config.split;
    for (name, value) in [("Validation share", &mut split.validation), ("Test share", &mut split.test)] {
        setting(ui, name, "Share of the events", |ui| {
            let mut share = *value * 100.0;
            number(ui, name, &mut share, 0.0..=50.0, 0.5, " %");
            *value = share / 100.0;
        });
    }
    if let Some(error) = cx.ws.data().split.status.error() {
        ui.label(egui::RichText::new(say(ui.ctx(), error)).color(cx.tokens.bad));
    } else if let Some(split) = &cx.ws.data().split.value {
        let users = |h: &crate::split::Holdout| crate::base::format::thousands(h.users.len() as u64);
        let validation = split.validation.as_ref().map_or("none".into(), |v| format!("{} users", users(v)));
        note(
            ui,
            cx.tokens,
            format!(
                "Validation: {validation}. Test: {} users, sealed; {:.1} % of what it asks for are items that training does not know.",
                users(&split.test),
                split.test.cold_share * 100.0,
            ),
        );
    }
}

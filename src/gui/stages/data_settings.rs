//! The inspector of the stage Data: event weights, cleaning, split.

use egui::Ui;

use crate::base::Said;
use crate::data::names::ValueMeaning;
use crate::data::weight::Returns;
use crate::data::{Again, CodesChoice, Dataset, NegativeKind, Transform, ValueUse, WeightConfig};
use crate::gui::context::ViewContext;
use crate::gui::prompts::PathPrompt;
use crate::gui::say::{percent, say};
use crate::gui::theme::gap;
use crate::gui::widgets::basics::{heading, note, setting};
use crate::gui::widgets::fields::{combo, number, optional};
use crate::pipeline::PipelineConfig;
use crate::said;
use crate::split::{Holdout, SplitConfig, SplitKind};
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
    heading(ui, said!("data-page-weights"));
    let weights = &mut config.data.weights;
    let Some(loaded) = cx.ws.loaded() else { return };
    let kinds = loaded.data.event_types.iter().filter(|t| !t.name.is_empty());
    egui::ScrollArea::vertical().id_salt("event_weights").max_height(12.0 * gap::ROW).show(ui, |ui| {
        for kind in kinds {
            let before = weights.events.get(&kind.name).copied().unwrap_or(kind.weight);
            let mut weight = before;
            let name = Said::plain(
                kind.word.as_ref().map_or_else(|| kind.name.clone(), |word| format!("{} · {word}", kind.name)),
            );
            setting(ui, &name, said!("data-page-weight-why"), |ui| {
                number(ui, &name, &mut weight, -100.0..=100.0, 0.1, Said::plain(""));
            });
            if weight != before {
                weights.events.insert(kind.name.clone(), weight);
            }
        }
    });
    codes(ui, &loaded.data, weights);
    if loaded.data.value_meaning.is_some() {
        values(ui, &loaded.data, weights);
    }
    if loaded.data.account.negative(NegativeKind::Returned) > 0 {
        let name = said!("data-page-returns");
        setting(ui, &name, said!("data-page-returns-why"), |ui| {
            let words = |returns| match returns {
                Returns::TakeBack => said!("data-page-returns-take-back"),
                Returns::Keep => said!("data-page-returns-keep"),
            };
            combo(ui, &name, words(weights.returns), |ui| {
                for choice in [Returns::TakeBack, Returns::Keep] {
                    ui.selectable_value(&mut weights.returns, choice, say(ui, words(choice)));
                }
            });
        });
    }
    let name = said!("data-page-repeats");
    setting(ui, &name, said!("data-page-repeats-why"), |ui| {
        let words = |t| match t {
            Transform::Raw => said!("data-page-repeats-sum"),
            Transform::Log => said!("data-page-repeats-log"),
            Transform::Binary => said!("data-page-repeats-once"),
        };
        combo(ui, &name, words(weights.transform), |ui| {
            for choice in [Transform::Log, Transform::Raw, Transform::Binary] {
                ui.selectable_value(&mut weights.transform, choice, say(ui, words(choice)));
            }
        });
    });
    optional(
        ui,
        said!("data-page-half-life"),
        said!("data-page-half-life-why"),
        &mut weights.half_life_days,
        30.0,
        1.0..=3650.0,
        said!("data-page-in-days"),
    );
}

/// Whose numbers the event types are, where they are numbers.
fn codes(ui: &mut Ui, data: &Dataset, weights: &mut WeightConfig) {
    let names = || data.event_types.iter().map(|kind| kind.name.as_str());
    if !names().all(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit())) {
        return;
    }
    let name = said!("data-page-codes");
    setting(ui, &name, said!("data-page-codes-why"), |ui| {
        let words = |choice: Option<CodesChoice>| match choice {
            None => said!("data-page-codes-automatic"),
            Some(CodesChoice::None) => said!("data-page-codes-none"),
            Some(CodesChoice::Taobao) => said!("data-page-codes-taobao"),
            Some(CodesChoice::Jd) => said!("data-page-codes-jd"),
        };
        combo(ui, &name, words(weights.codes), |ui| {
            for choice in [None, Some(CodesChoice::None), Some(CodesChoice::Taobao), Some(CodesChoice::Jd)] {
                ui.selectable_value(&mut weights.codes, choice, say(ui, words(choice)));
            }
        });
    });
}

/// What the values are and what they are used for.
fn values(ui: &mut Ui, data: &Dataset, weights: &mut WeightConfig) {
    let name = said!("data-page-meaning");
    setting(ui, &name, said!("data-page-meaning-why"), |ui| {
        let words = |meaning: ValueMeaning| said!("value-meaning", meaning = meaning.id());
        let chosen = weights.meaning.or(data.value_meaning).unwrap_or(ValueMeaning::Weight);
        combo(ui, &name, words(chosen), |ui| {
            for choice in ValueMeaning::ALL {
                if ui.selectable_label(choice == chosen, say(ui, words(choice))).clicked() && choice != chosen {
                    weights.meaning = Some(choice);
                }
            }
        });
    });
    let name = said!("data-page-value");
    setting(ui, &name, said!("data-page-value-why"), |ui| {
        let words = |value: &ValueUse| match value {
            ValueUse::Weight => said!("data-page-value-weight"),
            ValueUse::AtLeast(_) => said!("data-page-value-threshold"),
            ValueUse::Ignore => said!("data-page-value-ignore"),
        };
        combo(ui, &name, words(&weights.value), |ui| {
            for choice in [ValueUse::Weight, ValueUse::AtLeast(4.0), ValueUse::Ignore] {
                let same = std::mem::discriminant(&choice) == std::mem::discriminant(&weights.value);
                if ui.selectable_label(same, say(ui, words(&choice))).clicked() && !same {
                    weights.value = choice;
                }
            }
        });
    });
    if let ValueUse::AtLeast(least) = &mut weights.value {
        let name = said!("data-page-at-least");
        setting(ui, &name, said!("data-page-at-least-why"), |ui| {
            number(ui, &name, least, -1e6..=1e6, 0.1, Said::plain(""));
        });
    }
    if data.value_meaning == Some(ValueMeaning::Rating) {
        let name = said!("data-page-again");
        setting(ui, &name, said!("data-page-again-why"), |ui| {
            let words = |again: Again| said!("data-page-again-choice", again = again.id());
            combo(ui, &name, words(weights.again), |ui| {
                for choice in Again::ALL {
                    ui.selectable_value(&mut weights.again, choice, say(ui, words(choice)));
                }
            });
        });
    }
}

fn cleaning(ui: &mut Ui, config: &mut PipelineConfig) {
    heading(ui, said!("data-page-cleaning"));
    let clean = &mut config.data.clean;
    let name = said!("data-page-same-event");
    setting(ui, &name, said!("data-page-same-event-why"), |ui| {
        number(ui, &name, &mut clean.repeat_secs, 0.0..=86_400.0, 0.5, said!("data-page-in-seconds"));
    });
    let mut robots = clean.robot_events_per_day.map(f64::from);
    optional(
        ui,
        said!("data-page-robots"),
        said!("data-page-robots-why"),
        &mut robots,
        500.0,
        1.0..=1e6,
        said!("data-page-in-a-day"),
    );
    clean.robot_events_per_day = robots.map(|n| n as u32);
    for (name, why, value) in [
        (said!("data-page-least-items"), said!("data-page-least-items-why"), &mut clean.min_items_per_user),
        (said!("data-page-least-users"), said!("data-page-least-users-why"), &mut clean.min_users_per_item),
    ] {
        setting(ui, &name, why, |ui| {
            let mut n = f64::from(*value);
            number(ui, &name, &mut n, 1.0..=1000.0, 0.1, Said::plain(""));
            *value = n.round() as u32;
        });
    }
}

fn split(ui: &mut Ui, cx: &mut ViewContext<'_>, config: &mut PipelineConfig) {
    heading(ui, said!("data-page-split"));
    let split = &mut config.split;
    let used = cx.ws.data().split.value.as_ref().map(|s| s.kind);
    let words = split.kind.or(used).map_or(said!("data-page-split-automatic"), SplitKind::label);
    let name = said!("data-page-split-kind");
    setting(ui, &name, said!("data-page-split-kind-why"), |ui| {
        combo(ui, &name, words, |ui| {
            let given = config.data.test.is_some();
            for kind in SplitKind::ALL.into_iter().filter(|k| (*k == SplitKind::Given) == given) {
                ui.selectable_value(&mut split.kind, Some(kind), say(ui, kind.label()));
            }
        });
    });
    ui.horizontal(|ui| match &config.data.test {
        None => {
            let why = cx.say(said!("data-page-test-choose-why"));
            if ui.link(cx.say(said!("data-page-test-choose"))).on_hover_text(why).clicked() {
                cx.view.prompt = Some(PathPrompt::test());
            }
        }
        Some(path) => {
            let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
            note(ui, cx.tokens, said!("data-page-test-file", name = name));
            if ui.link(cx.say(said!("data-page-remove"))).clicked() {
                cx.send(DataCommand::SetTest(None));
            }
        }
    });
    // What has no effect in a kind of split is not offered.
    let split = &mut config.split;
    match split.kind.or(used) {
        Some(SplitKind::LeaveLastOut) => last_items(ui, split),
        kind => {
            share(ui, said!("data-page-validation-share"), &mut split.validation);
            if kind != Some(SplitKind::Given) {
                share(ui, said!("data-page-test-share"), &mut split.test);
            }
        }
    }
    if let Some(error) = cx.ws.data().split.status.error() {
        ui.label(egui::RichText::new(cx.say(error)).color(cx.tokens.bad));
    } else if let Some(split) = &cx.ws.data().split.value {
        let users = |holdout: &Holdout| said!("n-users", n = holdout.users.len());
        let words = said!(
            "data-page-split-sizes",
            validation = split.validation.as_ref().map_or(said!("data-page-no-users"), users),
            test = users(&split.test),
            share = percent(split.test.cold_share, 1),
        );
        note(ui, cx.tokens, words);
    }
}

fn share(ui: &mut Ui, name: Said, value: &mut f64) {
    setting(ui, &name, said!("data-page-share-why"), |ui| {
        let mut share = *value * 100.0;
        if number(ui, &name, &mut share, 0.0..=50.0, 0.5, said!("data-page-in-percent")) {
            *value = share / 100.0;
        }
    });
}

/// How many of each user's last items are held out, and whether as many before them are for validation.
fn last_items(ui: &mut Ui, split: &mut SplitConfig) {
    let mut has_validation = split.validation > 0.0;
    let words = say(ui, said!("data-page-has-validation"));
    if ui.checkbox(&mut has_validation, words).on_hover_text(say(ui, said!("data-page-has-validation-why"))).changed() {
        split.validation = if has_validation { SplitConfig::default().validation } else { 0.0 };
    }
    let name = said!("data-page-last-n");
    setting(ui, &name, said!("data-page-last-n-why"), |ui| {
        let mut n = split.last_n as f64;
        if number(ui, &name, &mut n, 1.0..=100.0, 0.1, Said::plain("")) {
            split.last_n = n.round() as usize;
        }
    });
}

//! The system's own dialogs for files, off the window's thread.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};

use super::say::say;
use crate::data::TableKind;
use crate::said;

/// What a dialog was opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A project or events.
    Open,
    /// Items or users to go with the events.
    Add(TableKind),
    /// Events to judge on.
    Test,
    /// Where the project is saved.
    Save,
}

/// What for, in which opening of a project, and what was chosen.
type Choice = (Purpose, u64, Vec<PathBuf>);

/// Dialogs that are open, and what was chosen in those that closed.
pub struct Dialogs {
    choices: Sender<Choice>,
    chosen: Receiver<Choice>,
}

impl Default for Dialogs {
    fn default() -> Self {
        let (choices, chosen) = channel();
        Self { choices, chosen }
    }
}

impl Dialogs {
    /// Opens a dialog for an opening of a project; its choice comes from [`Self::poll`], nothing if it is cancelled.
    pub fn open(&self, purpose: Purpose, opening: u64, ctx: &egui::Context) {
        let sender = self.choices.clone();
        let ctx = ctx.clone();
        let title = match purpose {
            Purpose::Open => said!("dialog-open"),
            Purpose::Add(_) | Purpose::Test => said!("dialog-add"),
            Purpose::Save => said!("save-project"),
        };
        let title = say(&ctx, title);
        let [logs, of_tables, of_project, all_files] =
            [said!("dialog-logs"), said!("dialog-tables"), said!("dialog-project"), said!("dialog-all-files")]
                .map(|name| say(&ctx, name));
        let dialog = move || {
            let tables = ["csv", "tsv", "txt", "dat", "inter", "item", "user", "gz", "zst", "parquet"];
            let dialog = rfd::FileDialog::new().set_title(title);
            let paths = match purpose {
                Purpose::Open => {
                    let all: Vec<&str> = tables.into_iter().chain(["toml"]).collect();
                    dialog.add_filter(logs, &all).add_filter(all_files, &["*"]).pick_files()
                }
                Purpose::Add(_) | Purpose::Test => {
                    dialog.add_filter(of_tables, &tables).add_filter(all_files, &["*"]).pick_file().map(|p| vec![p])
                }
                Purpose::Save => {
                    dialog.set_file_name("project.toml").add_filter(of_project, &["toml"]).save_file().map(|p| vec![p])
                }
            };
            // The receiver lives as long as the window.
            _ = sender.send((purpose, opening, paths.unwrap_or_default()));
            ctx.request_repaint();
        };
        // Without a thread there is no dialog; the path can still be typed.
        _ = std::thread::Builder::new().name("dialog".into()).spawn(dialog);
    }

    /// What was chosen since the last call, with the opening that it was asked in; no path where a dialog was cancelled.
    pub fn poll(&self) -> Vec<Choice> {
        self.chosen.try_iter().collect()
    }
}

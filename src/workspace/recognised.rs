//! Several files at once: which is the log, which the items and which the users is seen in them, beside the window.

use std::path::PathBuf;

use super::command::Command;
use super::job::{Job, Product, RecognisedFiles};
use super::message::{Severity, file_name};
use super::stages::data::name_file;
use super::state::Workspace;
use crate::base::StageError;
use crate::data::{Table, TableKind, recognise};
use crate::jobs::Lane;
use crate::pipeline::{PipelineConfig, default_models};
use crate::said;

impl Workspace {
    /// Whether there is unsaved work that was not there yet when the user agreed to leave the settings `left`.
    pub(super) fn has_new_work(&self, left: &PipelineConfig) -> bool {
        self.has_unsaved_work() && self.config() != left
    }

    /// Looks at what files hold; without an open project there is nothing to add them to.
    pub(super) fn recognise(&mut self, paths: Vec<PathBuf>, are_added: bool) {
        let are_added = are_added && self.is_open();
        let (opened, left) = (self.data().events.value.clone(), Box::new(self.config().clone()));
        self.jobs.submit(Job::Recognise, said!("job-recognising"), Lane::Interactive, move |ctx| {
            let (mut tables, mut unreadable) = (Vec::new(), Vec::new());
            for path in paths {
                match Table::open(&path, ctx) {
                    Ok(table) => tables.push(table),
                    Err(error @ StageError::Cancelled(_)) => return Err(error),
                    Err(error) => unreadable.push(error),
                }
            }
            let log = match opened {
                _ if !are_added => None,
                Some(opened) => Some((*opened.table).clone()),
                None => Some(Table::open(&left.data.events, ctx)?),
            };
            let kinds = recognise::recognise(&tables, log.as_ref());
            let files = tables.into_iter().map(|table| table.path).zip(kinds).collect();
            Ok(Product::Recognised(RecognisedFiles { files, unreadable, are_added, left }))
        });
    }

    /// Opens or adds the files whose content is known now.
    pub(super) fn recognised(&mut self, found: RecognisedFiles) {
        let RecognisedFiles { mut files, unreadable, are_added, left } = found;
        for error in &unreadable {
            self.say(Severity::Error, error);
        }
        let log = files.iter().position(|(_, kind)| *kind == Some(TableKind::Events));
        let replaces = self.is_open() && log.is_some();
        if replaces && (are_added || self.has_new_work(&left)) {
            self.asked = Some(Command::Open(files.into_iter().map(|(path, _)| path).collect()));
            return;
        }
        for (path, _) in files.extract_if(.., |(_, kind)| kind.is_none()) {
            self.say(Severity::Warning, said!("message-left-out", file = &path));
        }
        match log {
            None => self.add_files(files),
            Some(_) => {
                let mut config = PipelineConfig::default();
                for (path, kind) in files {
                    match kind {
                        Some(TableKind::Events) => config.data.events = path,
                        Some(TableKind::Items) => config.data.items = Some(path),
                        _ => config.data.users = Some(path),
                    }
                }
                config.models = default_models(config.data.items.is_some());
                self.open_log(config);
            }
        }
    }

    fn add_files(&mut self, files: Vec<(PathBuf, Option<TableKind>)>) {
        if !self.is_open() || files.is_empty() {
            return;
        }
        for (path, kind) in &files {
            let file = file_name(path);
            self.say(
                Severity::Info,
                match kind {
                    Some(TableKind::Users) => said!("message-users-file", file = file),
                    _ => said!("message-items-file", file = file),
                },
            );
        }
        if let Some(open) = &mut self.open {
            open.settings.change(None, |config| {
                for (path, kind) in files {
                    name_file(config, kind.unwrap_or(TableKind::Items), path);
                }
            });
            self.look_at_files();
        }
    }
}

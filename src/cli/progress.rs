//! A progress bar on the terminal, fed by the task's own account.

use std::io::IsTerminal;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::say::words;
use crate::base::TaskContext;

/// Shown on stderr while it lives, and only on a terminal.
pub struct Bar {
    thread: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Bar {
    /// Watches a task.
    pub fn watch(ctx: &TaskContext) -> Self {
        if !std::io::stderr().is_terminal() {
            return Self { thread: None };
        }
        let ctx = ctx.clone();
        let (stop, stopped) = channel();
        let words = words();
        let thread = std::thread::spawn(move || {
            let bar = ProgressBar::new(1000);
            if let Ok(style) = ProgressStyle::with_template("{msg:32} {bar:40} {elapsed_precise}") {
                bar.set_style(style.progress_chars("━╸ "));
            }
            while stopped.recv_timeout(Duration::from_millis(80)) == Err(RecvTimeoutError::Timeout) {
                let progress = ctx.progress();
                bar.set_message(progress.step.map(|step| words.say(step)).unwrap_or_default());
                bar.set_position((progress.fraction.unwrap_or(0.0) * 1000.0) as u64);
            }
            bar.finish_and_clear();
        });
        Self { thread: Some((stop, thread)) }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.thread.take() {
            _ = stop.send(());
            _ = thread.join();
        }
    }
}

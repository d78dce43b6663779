//! The program: a command without a window, or the window.

use std::path::PathBuf;
use std::process::ExitCode;

use tastebench::base::Said;
use tastebench::cli::{self, Invocation};
use tastebench::words::{Language, Words};

fn main() -> ExitCode {
    match cli::main() {
        Invocation::Done(code) => code,
        Invocation::Window(files) => {
            let language = None;
            window(files, language).map_or_else(|reason| refuse(&reason, language), |()| ExitCode::SUCCESS)
        }
    }
}

#[cfg(feature = "gui")]
fn window(files: Vec<PathBuf>, language: Option<&'static Language>) -> Result<(), Said> {
    tastebench::gui::run(files, language)
}

#[cfg(not(feature = "gui"))]
fn window(_: Vec<PathBuf>, _: Option<&'static Language>) -> Result<(), Said> {
    Err(tastebench::said!("start-no-window"))
}

/// Says why there is no window.
fn refuse(reason: &Said, language: Option<&'static Language>) -> ExitCode {
    let words = Words::of(language.unwrap_or_else(Language::of_system));
    eprintln!("tastebench: {}", words.say(reason));
    cli::UNUSABLE.into()
}

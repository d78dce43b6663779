//! The program: a command without a window, or the window.

use std::path::PathBuf;
use std::process::ExitCode;

use tastebench::base::Said;
use tastebench::cli::{self, Invocation};
use tastebench::words::Language;

fn main() -> ExitCode {
    match cli::main() {
        Invocation::Done(code) => code,
        Invocation::Window { files, language } => {
            window(files, language).map_or_else(cli::refuse, |()| ExitCode::SUCCESS)
        }
    }
}

#[cfg(feature = "gui")]
fn window(files: Vec<PathBuf>, language: Option<&'static Language>) -> Result<(), Said> {
    tastebench::gui::run(files, language)
}

#[cfg(not(feature = "gui"))]
fn window(_: Vec<PathBuf>, _: Option<&'static Language>) -> Result<(), Said> {
    Err(tastebench::said!("cli-no-window"))
}

//! The program: a command without a window, or the window.

use std::process::ExitCode;

use tastebench::cli::{self, Invocation};

fn main() -> ExitCode {
    match cli::main() {
        Invocation::Done(code) => code,
        Invocation::Window { files, language: _ } => window(files),
    }
}

#[cfg(feature = "gui")]
fn window(files: Vec<std::path::PathBuf>) -> ExitCode {
    match tastebench::gui::run(files) {
        Ok(()) => ExitCode::SUCCESS,
        Err(line) => {
            eprintln!("tastebench: {line}");
            cli::UNUSABLE.into()
        }
    }
}

#[cfg(not(feature = "gui"))]
fn window(_: Vec<std::path::PathBuf>) -> ExitCode {
    cli::refuse(tastebench::said!("cli-no-window"))
}

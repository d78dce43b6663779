//! The program: a command without a window, or the window.

use std::process::ExitCode;

use tastebench::cli::{self, Invocation};

fn main() -> ExitCode {
    match cli::main() {
        Invocation::Done(code) => code,
        Invocation::Window(files) => window(files),
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
    eprintln!("tastebench: this build has no window; see `tastebench --help` for the commands");
    cli::UNUSABLE.into()
}

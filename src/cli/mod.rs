//! The command line: what was typed becomes what is meant, is run, and ends in an exit code.

mod args;
mod columns;
mod inspect;
mod progress;
mod recommend;
mod run;
mod sample;
mod say;
mod search;
mod settings;
mod table;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser as _;

use crate::base::{StageError, TaskContext};
use crate::jobs;
use args::{Args, Command};
use say::words;

/// All went well.
pub const OK: u8 = 0;
/// The work failed.
pub const FAILED: u8 = 1;
/// The command or its input cannot be used.
pub const UNUSABLE: u8 = 2;
/// The user cancelled.
pub const CANCELLED: u8 = 130;

/// What the program was started for.
pub enum Invocation {
    /// Open the window with these files.
    Window(Vec<PathBuf>),
    /// The command line did its work.
    Done(ExitCode),
}

/// Parses the arguments and runs a command, if there is one.
pub fn main() -> Invocation {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(e) => {
            // Help and version also come this way; they are no mistake.
            let code = if e.use_stderr() { UNUSABLE } else { OK };
            _ = e.print();
            return Invocation::Done(code.into());
        }
    };
    let Some(command) = args.command else { return Invocation::Window(args.files) };
    let ctx = TaskContext::new();
    stop_on_interrupt(ctx.clone());
    let result = jobs::guarded(|| match command {
        Command::Run(run) => run::run(&run, &ctx),
        Command::Search(search) => search::run(&search, &ctx),
        Command::Inspect(inspect) => inspect::run(&inspect, &ctx),
        Command::Recommend(recommend) => recommend::run(&recommend, &ctx),
        Command::Sample(sample) => sample::run(&sample, &ctx),
    });
    Invocation::Done(match result {
        Ok(()) => OK.into(),
        Err(error) => {
            eprintln!("tastebench: {}", words().say(&error));
            exit_code(&error).into()
        }
    })
}

fn exit_code(error: &StageError) -> u8 {
    match error {
        StageError::Cancelled(_) => CANCELLED,
        StageError::Input(_) | StageError::Setting(_) => UNUSABLE,
        StageError::Failed(_) => FAILED,
    }
}

/// The first interrupt asks the work to stop; the second does not wait for it.
fn stop_on_interrupt(ctx: TaskContext) {
    // Without a handler an interrupt ends the process at once, which is no worse.
    _ = ctrlc::set_handler(move || {
        if ctx.is_cancelled() {
            std::process::exit(i32::from(CANCELLED));
        }
        ctx.cancel();
    });
}

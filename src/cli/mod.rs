//! The command line: what was typed becomes what is meant, is run, and ends in an exit code.

mod args;
mod columns;
mod help;
mod inspect;
mod mistakes;
mod out;
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

use clap::FromArgMatches as _;

use crate::base::{Said, StageError, TaskContext};
use crate::words::Language;
use crate::{jobs, said};
use args::{Args, Command};
pub use help::{command, keys};
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
    /// Open the window.
    Window {
        /// With these files.
        files: Vec<PathBuf>,
        /// In the language that `--lang` names.
        language: Option<&'static Language>,
    },
    /// The command line did its work.
    Done(ExitCode),
}

/// Parses the arguments and runs a command, if there is one.
pub fn main() -> Invocation {
    let mut typed = std::env::args_os().collect();
    let name = say::take_language(&mut typed);
    let language = name.as_deref().and_then(Language::of_locale);
    say::speak(language);
    if let Some(name) = name.filter(|_| language.is_none()) {
        let languages = help::languages();
        return Invocation::Done(refuse(said!("cli-no-language", typed = name, languages = languages)));
    }
    let mut commands = command(words());
    let parsed = commands.try_get_matches_from_mut(typed).and_then(|found| Args::from_arg_matches(&found));
    let args = match parsed {
        Ok(args) => args,
        Err(e) => {
            // Help and version also come this way; they are no mistake.
            let code = if e.use_stderr() { UNUSABLE } else { OK };
            mistakes::print(e, &commands);
            return Invocation::Done(code.into());
        }
    };
    let Some(command) = args.command else { return Invocation::Window { files: args.files, language } };
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
            complain(&error);
            exit_code(&error).into()
        }
    })
}

/// Says why the program cannot do what was asked, and ends in the code for it.
pub fn refuse(why: impl Into<Said>) -> ExitCode {
    complain(why);
    UNUSABLE.into()
}

fn complain(why: impl Into<Said>) {
    eprintln!("{}", words().say(said!("cli-failed", error = why.into())));
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

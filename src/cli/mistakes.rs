//! What clap found wrong, in the language of the command line.

use clap::Command;
use clap::builder::StyledStr;
use clap::builder::styling::Style;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use super::help;
use super::say::words;
use crate::base::{Said, SaidValue};
use crate::said;

/// Prints help, the version, or what is wrong with the arguments. clap has its own words for rare mistakes.
pub fn print(error: Error, command: &Command) {
    _ = match problem(&error) {
        Some(problem) => in_words(&error, problem, command).print(),
        None => error.print(),
    };
}

/// clap prints its own kind of error in colours where there is a terminal for them.
fn in_words(error: &Error, problem: Said, command: &Command) -> Error<InWords> {
    let styles = command.get_styles();
    let mut text = labelled(styles.get_error(), words().say(problem), |text| said!("cli-error", problem = text));
    for tip in tips(error) {
        text += "\n\n  ";
        text += &labelled(styles.get_valid(), words().say(tip), |text| said!("cli-tip", tip = text));
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        text += "\n\n";
        text += &help::usage_section(&help::untitled(usage, command), command, words());
    }
    text += &format!("\n\n{}\n", words().say(said!("cli-more", option = "--help")));
    let mut whole = Error::<InWords>::new(error.kind()).with_cmd(command);
    whole.insert(ContextKind::Custom, ContextValue::StyledStr(text.into()));
    whole
}

/// A sentence with a label before it, which has the style.
fn labelled(style: &Style, text: String, said: impl FnOnce(&String) -> Said) -> String {
    let whole = words().say(said(&text));
    match whole.strip_suffix(&text) {
        Some(label) => format!("{style}{label}{style:#}{text}"),
        None => whole,
    }
}

/// An error whose whole text was made here.
struct InWords;

impl clap::error::ErrorFormatter for InWords {
    fn format_error(error: &Error<Self>) -> StyledStr {
        match error.get(ContextKind::Custom) {
            Some(ContextValue::StyledStr(text)) => text.clone(),
            _ => StyledStr::default(),
        }
    }
}

/// A piece of what clap knows of the mistake.
fn text(error: &Error, kind: ContextKind) -> Option<&String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text),
        _ => None,
    }
}

/// The same where there are one or several.
fn texts(error: &Error, kind: ContextKind) -> &[String] {
    match error.get(kind) {
        Some(ContextValue::String(text)) => std::slice::from_ref(text),
        Some(ContextValue::Strings(texts)) => texts,
        _ => &[],
    }
}

fn list(texts: &[String]) -> SaidValue {
    texts.iter().collect()
}

/// What is wrong; `None` for what is no mistake or has no words of ours.
fn problem(error: &Error) -> Option<Said> {
    let argument = || text(error, ContextKind::InvalidArg);
    let value = || text(error, ContextKind::InvalidValue);
    Some(match error.kind() {
        ErrorKind::UnknownArgument => said!("cli-wrong-argument", typed = argument()?),
        ErrorKind::InvalidSubcommand => {
            said!("cli-wrong-command", typed = text(error, ContextKind::InvalidSubcommand)?)
        }
        ErrorKind::MissingRequiredArgument => {
            said!("cli-wrong-missing", arguments = list(texts(error, ContextKind::InvalidArg)))
        }
        ErrorKind::InvalidValue if value()?.is_empty() => said!("cli-wrong-no-value", argument = argument()?),
        ErrorKind::InvalidValue => {
            let choices = list(texts(error, ContextKind::ValidValue));
            said!("cli-wrong-choice", value = value()?, argument = argument()?, choices = choices)
        }
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error)?.to_string();
            said!("cli-wrong-value", value = value()?, argument = argument()?, why = why)
        }
        ErrorKind::TooManyValues => said!("cli-wrong-needless-value", value = value()?, argument = argument()?),
        ErrorKind::ArgumentConflict => {
            let typed = argument().or_else(|| text(error, ContextKind::InvalidSubcommand))?;
            match texts(error, ContextKind::PriorArg) {
                [prior] if prior == typed => said!("cli-wrong-twice", argument = typed),
                [] => return None,
                others => said!("cli-wrong-conflict", argument = typed, others = list(others)),
            }
        }
        _ => return None,
    })
}

/// What could be meant instead.
fn tips(error: &Error) -> Vec<Said> {
    let of_name = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let names = of_name.into_iter().map(|kind| texts(error, kind)).filter(|names| !names.is_empty());
    let mut tips: Vec<Said> = names.map(|names| said!("cli-tip-similar", names = list(names))).collect();
    if let Some(ContextValue::StyledStrs(others)) = error.get(ContextKind::Suggested) {
        tips.extend(others.iter().filter_map(|tip| other_tip(&tip.to_string())));
    }
    tips
}

/// clap has the rest of its tips as English sentences alone; what is between their quotes is kept.
fn other_tip(tip: &str) -> Option<Said> {
    let quoted: Vec<&str> = tip.split('\'').skip(1).step_by(2).collect();
    Some(match quoted[..] {
        // '…' exists
        [name] => said!("cli-tip-similar", names = name),
        // subcommand '…' exists; to use it, remove the '--' before it
        [name, "--"] => said!("cli-tip-dashes", name = name),
        // to pass '…' as a value, use '-- …'
        [typed, written] => said!("cli-tip-as-value", typed = typed, written = written),
        _ => return None,
    })
}

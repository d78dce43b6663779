//! The language of the command line.

use std::ffi::OsString;
use std::str::FromStr;
use std::sync::OnceLock;

use crate::base::{Change, Said, Warning};
use crate::cli::out::out;
use crate::data::DropReason;
use crate::said;
use crate::words::{LANGUAGES, Language, Words};

static WORDS: OnceLock<Words> = OnceLock::new();
static ENGLISH: OnceLock<Words> = OnceLock::new();

/// The words of the command line.
pub fn words() -> &'static Words {
    WORDS.get_or_init(|| Words::of(&LANGUAGES[0]))
}

/// What stands in JSON is said in English, so that scripts read the same everywhere.
pub fn english() -> &'static Words {
    ENGLISH.get_or_init(|| Words::of(&LANGUAGES[0]))
}

/// Prints something that should be known and stops nothing.
pub fn note(warning: &Warning) {
    out!("{}", words().say(said!("cli-note", warning = warning.said.clone())));
    if let Some(change) = &warning.change {
        out!("      {}", words().say(said!("cli-note-change", change = change.said.clone(), option = option(change))));
    }
}

/// The option that makes a change, as it is typed.
pub fn option(change: &Change) -> String {
    let path: Vec<&str> = change.path.iter().map(String::as_str).collect();
    let (option, text) = match (&path[..], change.value.as_str()) {
        (["data", "columns", "events", column], Some(role)) => ("--column", format!("{column}={role}")),
        (["data", "columns", "items", column], Some(role)) => ("--items-column", format!("{column}={role}")),
        (["data", "columns", "users", column], Some(role)) => ("--users-column", format!("{column}={role}")),
        _ => {
            let value = toml::Value::try_from(&change.value).map_or_else(|e| e.to_string(), |value| value.to_string());
            let is_plain = |name: &str| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
            let name = |name: &&str| if is_plain(name) { (*name).to_owned() } else { format!("\"{name}\"") };
            ("--set", format!("{}={value}", path.iter().map(name).collect::<Vec<_>>().join(".")))
        }
    };
    let is_plain = |c: char| c.is_alphanumeric() || "=._-".contains(c);
    if text.chars().all(is_plain) {
        format!("{option} {text}")
    } else {
        format!("{option} '{}'", text.replace('\'', "'\\''"))
    }
}

/// Why rows were dropped.
pub fn dropped_for(reason: DropReason) -> Said {
    reason.label()
}

/// Chooses the words, once: those of a language, else those of the system's locale, else English.
pub fn speak(language: Option<&'static Language>) {
    _ = WORDS.set(Words::of(language.unwrap_or_else(Language::of_system)));
}

/// Takes `--lang` and what was typed for it out of the arguments; the last one counts. Help and errors are said in that language, so it
/// must be known before they are parsed. A `--lang` without a value stays, for the parser to complain of.
pub fn take_language(args: &mut Vec<OsString>) -> Option<String> {
    let mut typed = None;
    let mut at = 1;
    while at < args.len() && args[at] != "--" {
        let arg = args[at].to_string_lossy().into_owned();
        let taken = match arg.strip_prefix("--lang=") {
            Some(value) => Some((value.to_owned(), 1)),
            None if arg == "--lang" => {
                args.get(at + 1).map(|value| (value.to_string_lossy().into_owned(), 2)).filter(|(v, _)| !is_option(v))
            }
            None => None,
        };
        match taken {
            Some((value, n)) => {
                args.drain(at..at + n);
                typed = Some(value);
            }
            None => at += 1,
        }
    }
    typed
}

fn is_option(text: &str) -> bool {
    text.starts_with('-')
}

/// Something that is typed by its name.
pub fn named<T: FromStr<Err: Into<Said>>>(text: &str) -> Result<T, Said> {
    text.parse().map_err(Into::into)
}

/// The same as a parser of arguments.
pub fn parse<T: FromStr<Err: Into<Said>>>(text: &str) -> Result<T, String> {
    named(text).map_err(|why| words().say(why))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(args: &[&str]) -> (Option<String>, Vec<OsString>) {
        let mut args = args.iter().map(OsString::from).collect();
        let typed = take_language(&mut args);
        (typed, args)
    }

    #[test]
    fn a_language_is_taken_from_anywhere_but_behind_two_dashes() {
        let run = || vec![OsString::from("tastebench"), "run".into(), "a.csv".into()];
        for args in [
            &["tastebench", "--lang", "zh-CN", "run", "a.csv"][..],
            &["tastebench", "run", "--lang=zh-CN", "a.csv"],
            &["tastebench", "--lang", "en", "run", "a.csv", "--lang", "zh-CN"],
        ] {
            assert_eq!(taken(args), (Some("zh-CN".into()), run()), "{args:?}");
        }
        for args in
            [&["tastebench", "--", "--lang", "en"][..], &["tastebench", "--lang"], &["tastebench", "--lang", "-h"]]
        {
            assert_eq!(taken(args), (None, args.iter().map(OsString::from).collect()), "{args:?}");
        }
    }
}

//! The words of commands and arguments.
//!
//! A command `run` has the key `cli-run`, its argument `save_models` the part `cli-run.save_models`; what stands for a value, `FILE`, has
//! `cli-value-file`. Arguments of every command belong to the program: `cli-tastebench.help`.

use clap::builder::StyledStr;
use clap::{Arg, ArgAction, Command, CommandFactory as _};

use super::args::Args;
use super::table::{padding, width};
use crate::base::{Said, SaidValue};
use crate::said;
use crate::words::{LANGUAGES, Language, Words};

/// What stands for a command and for options where the usage is shown.
const COMMAND: &str = "COMMAND";
const OPTIONS: &str = "OPTIONS";
/// The argument that [`super::say::take_language`] takes away before anything is parsed. It is here for the help.
const LANGUAGE: &str = "lang";

/// The command line in the words of a language.
pub fn command(words: &Words) -> Command {
    translated(bare(), words)
}

/// The keys of all commands, arguments and values.
pub fn keys() -> Vec<Said> {
    fn add(command: &Command, keys: &mut Vec<Said>) {
        keys.push(of_command(command.get_name()));
        keys.extend(command.get_arguments().map(|arg| of_arg(command.get_name(), arg)));
        keys.extend(command.get_arguments().flat_map(of_values));
        command.get_subcommands().for_each(|command| add(command, keys));
    }
    let mut keys = vec![of_value(COMMAND), of_value(OPTIONS)];
    add(&bare(), &mut keys);
    keys
}

/// The languages, as they can be typed.
pub fn languages() -> SaidValue {
    let language = |language: &Language| said!("cli-language", id = language.id, name = language.name);
    LANGUAGES.iter().map(language).collect()
}

/// All commands with clap's own `help`, `--help` and `--version`, without words.
fn bare() -> Command {
    let mut command = Args::command().arg(Arg::new(LANGUAGE).long(LANGUAGE).value_name("LANGUAGE").global(true));
    command.build();
    command
}

fn of_command(name: &str) -> Said {
    Said::of(format!("cli-{name}"))
}

fn of_arg(command: &str, arg: &Arg) -> Said {
    let command = if is_everywhere(arg) { env!("CARGO_PKG_NAME") } else { command };
    let said = Said::of(format!("cli-{command}.{}", arg.get_id()));
    if arg.get_id() == LANGUAGE { said.with("languages", languages()) } else { said }
}

fn of_value(name: &str) -> Said {
    Said::of(format!("cli-value-{}", name.to_lowercase()))
}

/// What stands for an argument's values. A flag has none, though clap gives it a name for one.
fn of_values(arg: &Arg) -> Vec<Said> {
    let names = arg.get_value_names().filter(|_| arg.get_action().takes_values());
    names.unwrap_or_default().iter().map(|name| of_value(name)).collect()
}

fn is_everywhere(arg: &Arg) -> bool {
    arg.is_global_set() || is_clap(arg)
}

fn is_clap(arg: &Arg) -> bool {
    matches!(arg.get_action(), ArgAction::Help | ArgAction::Version)
}

fn translated(command: Command, words: &Words) -> Command {
    let name = command.get_name().to_owned();
    let mut command = command
        .about(words.say(of_command(&name)))
        .subcommand_value_name(words.say(of_value(COMMAND)))
        .mut_args(|arg| {
            let help = of_arg(&name, &arg);
            let default: Vec<_> = arg.get_default_values().iter().map(|v| v.to_string_lossy().into_owned()).collect();
            let help = match &default[..] {
                [value] if arg.get_action().takes_values() => said!("cli-default", help = help, value = value),
                _ => help,
            };
            let values: Vec<_> = of_values(&arg).into_iter().map(|value| words.say(value)).collect();
            let arg = arg.help(words.say(help));
            if values.is_empty() { arg } else { arg.value_names(values) }
        })
        .mut_subcommands(|command| translated(command, words));
    let usage = usage(&mut command, words);
    let help = help(&command, &usage, words);
    command.override_usage(StyledStr::from(usage)).override_help(help)
}

/// How a command is typed, a line each way.
fn usage(command: &mut Command, words: &Words) -> String {
    let usage = untitled(&command.render_usage(), command);
    let options = format!("[{}]", words.say(of_value(OPTIONS)));
    let lines: Vec<_> = usage.lines().map(|line| line.trim().replace("[OPTIONS]", &options)).collect();
    lines.join("\n")
}

/// A usage without clap's own title.
pub fn untitled(usage: &StyledStr, command: &Command) -> String {
    let title = command.get_styles().get_usage();
    let usage = usage.ansi().to_string();
    usage.strip_prefix(&format!("{title}Usage:{title:#} ")).unwrap_or(&usage).to_owned()
}

/// A section with the usage.
pub fn usage_section(usage: &str, command: &Command, words: &Words) -> String {
    let lines: String = usage.lines().map(|line| format!("\n  {line}")).collect();
    heading(said!("cli-heading-usage"), command, words) + &lines
}

fn heading(said: Said, command: &Command, words: &Words) -> String {
    let style = command.get_styles().get_header();
    format!("{style}{}{style:#}", words.say(said))
}

/// A line of a section: what is typed, plain and in style, and what it is for.
struct Line {
    typed: String,
    styled: String,
    says: String,
}

/// clap's own layout takes every character for one column, and has headings of its own.
fn help(command: &Command, usage: &str, words: &Words) -> StyledStr {
    let literal = command.get_styles().get_literal();
    let says = |says: Option<&StyledStr>| says.map(StyledStr::to_string).unwrap_or_default();
    let of_command = |command: &Command| Line {
        typed: command.get_name().to_owned(),
        styled: format!("{literal}{}{literal:#}", command.get_name()),
        says: says(command.get_about()),
    };
    let of_arg = |arg: &Arg| {
        let whole = arg.to_string();
        let Some(long) = arg.get_long().map(|long| format!("--{long}")) else {
            return Line { typed: whole.clone(), styled: whole, says: says(arg.get_help()) };
        };
        let value = whole.strip_prefix(&long).unwrap_or_default();
        let (short, styled) = match arg.get_short() {
            Some(short) => (format!("-{short}, "), format!("{literal}-{short}{literal:#}, ")),
            None => ("    ".to_owned(), "    ".to_owned()),
        };
        Line {
            typed: format!("{short}{whole}"),
            styled: format!("{styled}{literal}{long}{literal:#}{value}"),
            says: says(arg.get_help()),
        }
    };
    let mut options: Vec<&Arg> = command.get_arguments().filter(|arg| !arg.is_positional()).collect();
    // Those of the program come last, as they do in clap.
    options.sort_by_key(|arg| (is_everywhere(arg), is_clap(arg)));
    let sections = [
        (said!("cli-heading-commands"), command.get_subcommands().map(of_command).collect::<Vec<_>>()),
        (said!("cli-heading-arguments"), command.get_positionals().map(of_arg).collect()),
        (said!("cli-heading-options"), options.into_iter().map(of_arg).collect()),
    ];
    let mut text = format!("{}\n\n{}\n", says(command.get_about()), usage_section(usage, command, words));
    for (title, lines) in sections.into_iter().filter(|(_, lines)| !lines.is_empty()) {
        text += &format!("\n{}\n", heading(title, command, words));
        let to = lines.iter().map(|line| width(&line.typed)).max().unwrap_or_default();
        for Line { typed, styled, says } in lines {
            text += &format!("  {styled}{}  {says}\n", padding(&typed, to));
        }
    }
    text.into()
}

//! What can be typed. Its words are in `help`, by the names of commands and arguments; those of values by `value_name`.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args as ClapArgs, Parser, Subcommand};

use super::say::{parse, words};
use crate::data::sample::SampleConfig;
use crate::pipeline::search::{Method, SearchConfig};
use crate::said;
use crate::split::SplitKind;

/// The command line.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
pub struct Args {
    /// What to open in the window.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Run(Box<RunArgs>),
    Search(Box<SearchArgs>),
    Inspect(Box<InspectArgs>),
    Recommend(RecommendArgs),
    Sample(SampleArgs),
}

/// What is worked on: a project or files, and what is set otherwise.
#[derive(Debug, ClapArgs)]
pub struct ProjectArgs {
    /// A project, or a log.
    #[arg(value_name = "FILE", required_unless_present_any = ["train", "events"])]
    pub input: Option<PathBuf>,
    #[arg(long, value_name = "FILE", conflicts_with = "train")]
    pub events: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub items: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub users: Option<PathBuf>,
    /// With `test`, a given split.
    #[arg(long, value_name = "FILE", requires = "test")]
    pub train: Option<PathBuf>,
    #[arg(long, value_name = "FILE", requires = "train")]
    pub test: Option<PathBuf>,
    #[arg(long = "set", value_name = "SETTING")]
    pub settings: Vec<String>,
    #[arg(long, value_name = "SPLIT", value_parser = parse::<SplitKind>)]
    pub split: Option<SplitKind>,
    /// Lengths of list.
    #[arg(long, value_name = "N", value_delimiter = ',', value_parser = whole::<usize>)]
    pub k: Vec<usize>,
    #[arg(long, value_name = "N", value_parser = whole::<u64>)]
    pub seed: Option<u64>,
    #[command(flatten)]
    pub columns: ColumnArgs,
    #[command(flatten)]
    pub other_columns: OtherColumnArgs,
}

#[derive(Debug, ClapArgs)]
pub struct OtherColumnArgs {
    #[arg(long = "items-column", value_name = "COLUMN")]
    pub items_columns: Vec<String>,
    #[arg(long = "users-column", value_name = "COLUMN")]
    pub users_columns: Vec<String>,
}

#[derive(Debug, ClapArgs)]
pub struct RunArgs {
    #[command(flatten)]
    pub project: ProjectArgs,
    /// Names of the project's models, or kinds.
    #[arg(long, value_name = "MODELS", value_delimiter = ',')]
    pub models: Vec<String>,
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    #[arg(long, requires = "out")]
    pub save_models: bool,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, ClapArgs)]
pub struct SearchArgs {
    #[command(flatten)]
    pub project: ProjectArgs,
    #[arg(long, value_name = "MODEL")]
    pub model: String,
    #[arg(long, value_name = "METHOD", default_value = Method::default().id(), value_parser = parse::<Method>)]
    pub method: Method,
    #[arg(long, value_name = "N", default_value_t = SearchConfig::default().trials, value_parser = whole::<usize>)]
    pub trials: usize,
    #[arg(long, value_name = "MINUTES", default_value_t = SearchConfig::default().minutes, value_parser = number)]
    pub minutes: f64,
    #[arg(long, value_name = "N", default_value_t = SearchConfig::default().patience, value_parser = whole::<usize>)]
    pub patience: usize,
    #[arg(long, value_name = "METRIC", default_value_t = SearchConfig::default().metric.to_string())]
    pub metric: String,
    /// Where the trials are kept.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub struct RecommendArgs {
    /// A saved model.
    #[arg(value_name = "FILE")]
    pub model: PathBuf,
    #[arg(long, value_name = "ITEMS", value_delimiter = ',')]
    pub history: Vec<String>,
    #[arg(long, short, value_name = "N", default_value_t = 10, value_parser = whole::<usize>)]
    pub k: usize,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, ClapArgs)]
pub struct ColumnArgs {
    #[arg(long = "column", value_name = "COLUMN")]
    pub columns: Vec<String>,
}

#[derive(Debug, ClapArgs)]
pub struct InspectArgs {
    #[command(flatten)]
    pub project: ProjectArgs,
    #[arg(long)]
    pub json: bool,
    /// The first dropped rows of each reason.
    #[arg(long)]
    pub dropped: bool,
}

#[derive(Debug, ClapArgs)]
pub struct SampleArgs {
    #[arg(long, value_name = "FOLDER")]
    pub out: PathBuf,
    /// Rows of the log.
    #[arg(long, value_name = "N", default_value_t = SampleConfig::default().events, value_parser = whole::<u64>)]
    pub events: u64,
    #[arg(long, value_name = "N", default_value_t = SampleConfig::default().seed, value_parser = whole::<u64>)]
    pub seed: u64,
}

/// A whole number; the standard library says in English what is none.
fn whole<T: FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| words().say(said!("cli-no-whole-number")))
}

fn number(text: &str) -> Result<f64, String> {
    text.parse().map_err(|_| words().say(said!("cli-no-number")))
}

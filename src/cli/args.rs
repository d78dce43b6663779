//! What can be typed.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args as ClapArgs, Parser, Subcommand};

use super::say::words;
use crate::base::Said;
use crate::pipeline::search::{Method, SearchConfig};
use crate::split::SplitKind;

/// A workbench for recommendations: open a behaviour log, train, drag a weight, see the lists.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
pub struct Args {
    /// Files to open in the window: a project, or a log of events.
    pub files: Vec<PathBuf>,
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Train, evaluate and blend models without the window.
    Run(Box<RunArgs>),
    /// Look for good settings of a model, judged on validation.
    Search(Box<SearchArgs>),
    /// Show what the columns of a log were taken for, what becomes of its rows, and its key figures.
    Inspect(InspectArgs),
    /// Recommend to a history with a model saved by `run --save-models`.
    Recommend(RecommendArgs),
    /// Write the sample shop: events, items, users and a project file.
    Sample(SampleArgs),
}

/// What is worked on: a project or files, and what is set otherwise.
#[derive(Debug, ClapArgs)]
pub struct ProjectArgs {
    /// A project file (.toml), or a log of events (CSV or Parquet).
    #[arg(required_unless_present = "train")]
    pub input: Option<PathBuf>,
    /// Another log for the project.
    #[arg(long, conflicts_with = "train")]
    pub events: Option<PathBuf>,
    /// Items file: titles, categories, brands, prices.
    #[arg(long)]
    pub items: Option<PathBuf>,
    /// Users file.
    #[arg(long)]
    pub users: Option<PathBuf>,
    /// Training events of a given split; its items are the candidates.
    #[arg(long, requires = "test")]
    pub train: Option<PathBuf>,
    /// Test events of a given split; every user in it is evaluated.
    #[arg(long, requires = "train")]
    pub test: Option<PathBuf>,
    /// A setting, like item_knn.neighbors=100 or split.validation=0.2. Can be given several times.
    #[arg(long = "set", value_name = "MODEL.PARAM=VALUE")]
    pub settings: Vec<String>,
    /// How the log is split: global_time, leave_last_out, random, given.
    #[arg(long, value_parser = named::<SplitKind>)]
    pub split: Option<SplitKind>,
    /// Lengths of list to report, separated by commas.
    #[arg(long, value_delimiter = ',')]
    pub k: Vec<usize>,
    /// Seed of everything drawn at random.
    #[arg(long)]
    pub seed: Option<u64>,
    #[command(flatten)]
    pub columns: ColumnArgs,
    #[command(flatten)]
    pub other_columns: OtherColumnArgs,
}

#[derive(Debug, ClapArgs)]
pub struct OtherColumnArgs {
    /// The same for the items file, like "name=item_title" or "price=ignore".
    #[arg(long = "items-column", value_name = "NAME=ROLE")]
    pub items_columns: Vec<String>,
    /// The same for the users file, like "who=user" or "age=ignore".
    #[arg(long = "users-column", value_name = "NAME=ROLE")]
    pub users_columns: Vec<String>,
}

#[derive(Debug, ClapArgs)]
pub struct RunArgs {
    #[command(flatten)]
    pub project: ProjectArgs,
    /// Models to train, separated by commas: names of the project's, or kinds; a kind given twice is trained twice. Default: those
    /// of the project, or all that the files allow.
    #[arg(long, value_delimiter = ',')]
    pub models: Vec<String>,
    /// Folder for metrics.json, recommendations.parquet and project.toml.
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// Save the trained models too: OUT/models/ID.safetensors.
    #[arg(long, requires = "out")]
    pub save_models: bool,
    /// Print metrics.json instead of a table.
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, ClapArgs)]
pub struct SearchArgs {
    #[command(flatten)]
    pub project: ProjectArgs,
    /// The model whose settings are looked for; the search begins with those of the project.
    #[arg(long)]
    pub model: String,
    /// Every trial on everything (random), or many on few users and few on all (halving).
    #[arg(long, default_value = Method::default().id(), value_parser = named)]
    pub method: Method,
    /// Settings that are drawn.
    #[arg(long, default_value_t = SearchConfig::default().trials)]
    pub trials: usize,
    /// Minutes after which no new trial begins.
    #[arg(long, default_value_t = SearchConfig::default().minutes)]
    pub minutes: f64,
    /// Trials on everything without a better one after which the search ends.
    #[arg(long, default_value_t = SearchConfig::default().patience)]
    pub patience: usize,
    /// What is to be best on validation.
    #[arg(long, default_value_t = SearchConfig::default().metric)]
    pub metric: String,
    /// File for the trials (JSON), written after each; if it is there, the search goes on where it ended.
    #[arg(long)]
    pub out: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub struct RecommendArgs {
    /// A saved model (.safetensors).
    pub model: PathBuf,
    /// Items of the history, oldest first, separated by commas. Without one: what the model says to a stranger.
    #[arg(long, value_delimiter = ',')]
    pub history: Vec<String>,
    /// Length of the list.
    #[arg(long, short, default_value_t = 10)]
    pub k: usize,
    /// Print JSON instead of a table.
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, ClapArgs)]
pub struct ColumnArgs {
    /// What a column of the events file is, like "customer=user". Can be given several times.
    #[arg(long = "column", value_name = "NAME=ROLE")]
    pub columns: Vec<String>,
}

#[derive(Debug, ClapArgs)]
pub struct InspectArgs {
    /// A log of events (CSV or Parquet).
    pub events: PathBuf,
    #[command(flatten)]
    pub columns: ColumnArgs,
    /// Print JSON instead of tables.
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, ClapArgs)]
pub struct SampleArgs {
    /// Folder to write into.
    #[arg(long)]
    pub out: PathBuf,
    /// Rows of the log, nearly.
    #[arg(long, default_value_t = crate::data::sample::SampleConfig::default().events)]
    pub events: u64,
    /// Seed; the same seed gives the same bytes.
    #[arg(long, default_value_t = crate::data::sample::SampleConfig::default().seed)]
    pub seed: u64,
}

/// One of a choice, or what is wrong with its name in words.
fn named<T: FromStr<Err = Said>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|wrong: Said| words().say(wrong))
}

//! `tastebench sample`.

use super::args::SampleArgs;
use super::out::out;
use super::progress::Bar;
use crate::base::{StageError, TaskContext};
use crate::data::sample::{self, SampleConfig};

/// Writes the sample shop.
pub fn run(args: &SampleArgs, ctx: &TaskContext) -> Result<(), StageError> {
    let bar = Bar::watch(ctx);
    sample::write(SampleConfig { events: args.events, seed: args.seed }, &args.out, ctx)?;
    drop(bar);
    out!("{}", args.out.join("project.toml").display());
    Ok(())
}

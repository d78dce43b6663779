//! The sample shop: a generator of a believable behaviour log, and its small edition inside the program.
//!
//! Users belong to segments with favourite categories, have looks they like across categories and care
//! differently about prices; visits follow the day and the week; within a visit, views lead to carts and carts
//! to purchases. Items have a long tail and launch dates. Two rows of a hundred are dirt: duplicates, missing
//! identifiers, broken times, robots. The log is written day by day, so memory does not grow with its length, and the
//! same seed gives the same bytes.

mod config;
mod words;
mod shop;

pub use config::SampleConfig;

use std::io;
use std::path::Path;

use crate::base::{StageError, TaskContext, files};
use crate::said;
use shop::Shop;

/// Project file of the sample shop, naming the tables inside the program.
pub const PROJECT: &str = include_str!("../../../sample_data/project.toml");

const TABLES: [(&str, &[u8]); 3] = [
    ("events.csv", include_bytes!("../../../sample_data/events.csv")),
    ("items.csv", include_bytes!("../../../sample_data/items.csv")),
    ("users.csv", include_bytes!("../../../sample_data/users.csv")),
];

/// What begins the name of a table inside the program, where others have a path.
const INSIDE: &str = "sample:";

/// Whether a path stands for a table inside the program, as `sample:NAME` does.
pub fn is_inside(path: &Path) -> bool {
    path.to_str().is_some_and(|path| path.starts_with(INSIDE))
}

/// The table that `sample:NAME` stands for.
pub fn embedded(path: &Path) -> Option<&'static [u8]> {
    let name = path.to_str()?.strip_prefix(INSIDE)?;
    TABLES.iter().find(|(n, _)| *n == name).map(|(_, text)| *text)
}

/// Writes `events.csv`, `items.csv`, `users.csv` and `project.toml` into `folder`.
///
/// # Errors
/// A size outside its range, a folder that cannot be written, or cancellation; nothing half-written stays.
pub fn write(config: SampleConfig, folder: &Path, ctx: &TaskContext) -> Result<(), StageError> {
    if !(1_000..=1_000_000_000).contains(&config.events) {
        return Err(StageError::setting(said!("data-sample-size", events = config.events)));
    }
    let shop = Shop::new(config);
    files::write_atomic(&folder.join("items.csv"), |w| shop.write_items(w))?;
    files::write_atomic(&folder.join("users.csv"), |w| shop.write_users(w))?;
    ctx.start(said!("step-writing-events"), config.events as usize)?;
    let written = files::write_atomic(&folder.join("events.csv"), |w| {
        shop.write_events(w, &mut |n| ctx.advance(n).map_err(io::Error::other))
    });
    ctx.check()?;
    written?;
    let project = PROJECT.replace(INSIDE, "");
    files::write_atomic(&folder.join("project.toml"), |w| w.write_all(project.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_seed_gives_the_bytes_in_the_program() {
        let shop = Shop::new(SampleConfig::default());
        let mut events = Vec::new();
        shop.write_events(&mut events, &mut |_| Ok(())).unwrap();
        assert!(
            events == TABLES[0].1,
            "sample_data/ is not what the generator makes; run `tastebench sample --out sample_data`"
        );
        let mut items = Vec::new();
        shop.write_items(&mut items).unwrap();
        assert!(items == TABLES[1].1);
    }

    #[test]
    fn another_seed_gives_another_shop() {
        let bytes = |seed| {
            let mut out = Vec::new();
            Shop::new(SampleConfig { events: 2_000, seed }).write_events(&mut out, &mut |_| Ok(())).unwrap();
            out
        };
        assert_eq!(bytes(1), bytes(1));
        assert_ne!(bytes(1), bytes(2));
    }
}

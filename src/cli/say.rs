//! The language of the command line.

use crate::words::{LANGUAGES, Words};

/// The words of the command line.
pub fn words() -> Words {
    Words::of(&LANGUAGES[0])
}

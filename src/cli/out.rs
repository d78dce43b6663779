//! What is printed.

use std::fmt;
use std::io::{ErrorKind, Write as _};

/// Prints a line. Where nobody reads on, as behind `| head`, the program ends quietly.
pub fn line(text: fmt::Arguments<'_>) {
    if let Err(error) = writeln!(std::io::stdout().lock(), "{text}") {
        let is_closed = error.kind() == ErrorKind::BrokenPipe;
        if !is_closed {
            eprintln!("tastebench: {error}");
        }
        std::process::exit(i32::from(!is_closed));
    }
}

/// Prints a line as `println!` does, but for what [`line`] says.
macro_rules! out {
    () => { $crate::cli::out::line(format_args!("")) };
    ($($text:tt)*) => { $crate::cli::out::line(format_args!($($text)*)) };
}
pub(super) use out;

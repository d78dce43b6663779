//! What every floor stands on: running work, errors, warnings, identifiers, seeds, atomic files, the
//! machine's memory and who was promised it.

pub mod error;
pub mod files;
pub mod ids;
pub mod ledger;
pub mod machine;
pub mod said;
pub mod seed;
pub mod task;
pub mod warning;

pub use error::{Cancelled, InputError, StageError};
pub use ids::{ItemIdx, UserIdx, Vocabulary};
pub use ledger::{Ledger, NoMemory, Reservation};
pub use said::{Said, SaidValue};
pub use task::{Progress, TaskContext};
pub use warning::{Change, Warning};

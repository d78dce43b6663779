//! Figures as people read them.

use crate::base::format;

/// A number with thousands apart, with as many digits behind the point as it has.
pub fn number(x: f64) -> String {
    if x.fract() == 0.0 && (0.0..1e15).contains(&x) { format::thousands(x as u64) } else { x.to_string() }
}

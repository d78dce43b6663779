//! How often each value of a log occurs.

use serde::Serialize;

/// Values that are counted one by one; more are counted by ranges.
const MOST_STEPS: usize = 60;
/// Ranges of values.
const N_RANGES: usize = 40;
/// Values that the ranges are laid by.
const SAMPLE: usize = 100_000;
/// Share of the values at either end that the outermost range takes, where they lie far from all others.
const TAIL: f64 = 0.01;
/// How far is far, in the width of the middle.
const FAR: f64 = 0.5;

/// Counts of the values of all rows, before anything is dropped.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ValueHistogram {
    /// Bars, ascending.
    pub bars: Vec<ValueBar>,
    /// Whether each bar is one value; else each begins at its value and ends at the next, and the first and the last are open.
    pub is_exact: bool,
}

/// A value, or a range of them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ValueBar {
    /// The value, or the least of the range.
    pub value: f64,
    /// Rows.
    pub rows: u64,
}

impl ValueHistogram {
    /// Counts values; those that are no numbers are passed over. `None` where there is no number.
    pub fn of(values: &[f64]) -> Option<Self> {
        // Adding 0 makes the two zeros one.
        let known = || values.iter().filter(|value| value.is_finite()).map(|value| value + 0.0);
        steps(known()).or_else(|| ranges(&known)).filter(|histogram| !histogram.bars.is_empty())
    }

    /// The rows whose value is below `least`; where bars are ranges, as far as they tell.
    pub fn rows_below(&self, least: f64) -> u64 {
        self.bars.iter().filter(|bar| bar.value < least).map(|bar| bar.rows).sum()
    }

    /// The value of a bar that is nearest.
    pub fn nearest(&self, value: f64) -> f64 {
        let far = |bar: &&ValueBar| (bar.value - value).abs();
        self.bars.iter().min_by(|a, b| far(a).total_cmp(&far(b))).map_or(value, |bar| bar.value)
    }
}

/// One bar a value, where they are few.
fn steps(values: impl Iterator<Item = f64>) -> Option<ValueHistogram> {
    let mut bars: Vec<ValueBar> = Vec::new();
    for value in values {
        match bars.binary_search_by(|bar| bar.value.total_cmp(&value)) {
            Ok(at) => bars[at].rows += 1,
            Err(_) if bars.len() == MOST_STEPS => return None,
            Err(at) => bars.insert(at, ValueBar { value, rows: 1 }),
        }
    }
    Some(ValueHistogram { bars, is_exact: true })
}

fn ranges<I: Iterator<Item = f64>>(values: &impl Fn() -> I) -> Option<ValueHistogram> {
    let n = values().count();
    let mut sample: Vec<f64> = values().step_by(n.div_ceil(SAMPLE).max(1)).collect();
    sample.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| sample.get((sample.len().saturating_sub(1) as f64 * share) as usize).copied();
    let (low, high) = match (at(TAIL)?, at(1.0 - TAIL)?) {
        // Nearly all are one value: what is shown is where the others are.
        (low, high) if low == high => (at(0.0)?, at(1.0)?),
        middle => middle,
    };
    let far = FAR * (high - low);
    let (least, most) = values().fold((low, high), |(least, most), value| (least.min(value), most.max(value)));
    let low = if least < low - far { low } else { least };
    let high = if most > high + far { high } else { most };
    let width = (high - low) / N_RANGES as f64;
    if !(width.is_finite() && width > 0.0) {
        return None;
    }
    let mut bars: Vec<ValueBar> =
        (0..N_RANGES).map(|at| ValueBar { value: low + at as f64 * width, rows: 0 }).collect();
    for value in values() {
        // Below the first range the quotient is negative, and as a place 0.
        bars[(((value - low) / width) as usize).min(N_RANGES - 1)].rows += 1;
    }
    Some(ValueHistogram { bars, is_exact: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_values_are_counted_one_by_one_and_many_by_ranges() {
        let stars = ValueHistogram::of(&[5.0, 1.0, f64::NAN, 5.0, 3.5]).unwrap();
        assert!(stars.is_exact);
        let counted: Vec<(f64, u64)> = stars.bars.iter().map(|bar| (bar.value, bar.rows)).collect();
        assert_eq!(counted, [(1.0, 1), (3.5, 1), (5.0, 2)]);
        assert_eq!((stars.rows_below(3.5), stars.nearest(4.0)), (1, 3.5));
        let prices: Vec<f64> = (0..1000).map(f64::from).chain([1e9, -1e9]).collect();
        let prices = ValueHistogram::of(&prices).unwrap();
        assert!(!prices.is_exact);
        assert_eq!(prices.bars.iter().map(|bar| bar.rows).sum::<u64>(), 1002, "none is lost");
        assert!(prices.bars.iter().all(|bar| bar.rows < 100), "one far value does not make all others one bar");
        let counts: Vec<f64> = (0..10_000).map(|i| if i % 200 == 0 { f64::from(i) } else { 1.0 }).collect();
        assert!(ValueHistogram::of(&counts).is_some(), "also where nearly all are one value");
        assert_eq!(ValueHistogram::of(&[0.0, -0.0]).unwrap().bars.len(), 1);
        assert_eq!(ValueHistogram::of(&[f64::NAN]), None);
    }
}

//! Figures as people read them, by language.

use super::number::number;
use super::speech::Words;
use crate::base::SaidValue;
use crate::said;

impl Words {
    /// A whole number with thousands apart: 1,234,567.
    pub fn count(&self, n: u64) -> String {
        number(n as f64)
    }

    /// A share as percent with as many digits as its interval supports: "24.8 %", or "24.83 %" where it is that sure.
    pub fn percent(&self, share: f64, interval: Option<(f64, f64)>) -> String {
        self.unmarked(&said!("figure-percent", n = self.in_percent(share, interval)))
    }

    /// The same where the heading names the unit: "24.8".
    pub fn in_percent(&self, share: f64, interval: Option<(f64, f64)>) -> String {
        let digits = digits(interval);
        format!("{:.digits$}", share * 100.0)
    }

    /// What one share has above another, in points of percent: "+1.4", "−0.3".
    pub fn points(&self, difference: f64, interval: Option<(f64, f64)>) -> String {
        let size = self.in_percent(difference.abs(), interval);
        let sign = match difference {
            _ if size.bytes().all(|b| matches!(b, b'0' | b'.')) => "",
            d if d < 0.0 => "−",
            _ => "+",
        };
        format!("{sign}{size}")
    }

    /// Half the width of an interval in percent: "± 1.2".
    pub fn plus_minus(&self, interval: (f64, f64)) -> String {
        let digits = digits(Some(interval));
        format!("± {:.digits$}", (interval.1 - interval.0) / 2.0 * 100.0)
    }

    /// A duration in the unit that fits: under 1 ms, 8 ms, 1.4 s, 3 min 20 s.
    pub fn duration(&self, secs: f64) -> String {
        self.unmarked(&match secs {
            s if s < 0.001 => said!("figure-instant"),
            s if s < 0.9995 => said!("figure-milliseconds", n = format!("{:.0}", s * 1000.0)),
            s if s < 59.95 => said!("figure-seconds", n = format!("{s:.1}")),
            s => {
                let s = s.round() as u64;
                said!("figure-minutes", minutes = SaidValue::Count(s / 60), seconds = format!("{:02}", s % 60))
            }
        })
    }

    /// An amount of memory in the unit that fits: 812 B, 3.4 MB, 6.7 GB.
    pub fn bytes(&self, n: u64) -> String {
        let n = n as f64;
        match n {
            n if n < 1e3 => format!("{n:.0} B"),
            n if n < 1e6 => format!("{:.1} kB", n / 1e3),
            n if n < 1e9 => format!("{:.1} MB", n / 1e6),
            n => format!("{:.1} GB", n / 1e9),
        }
    }

    /// How long ago something was, in the unit that fits: just now, 5 minutes ago, 2 days ago.
    pub fn ago(&self, secs: i64) -> String {
        let n = |unit: i64| SaidValue::Count((secs / unit) as u64);
        self.unmarked(&match secs {
            s if s < 60 => said!("ago-now"),
            s if s < 3600 => said!("ago-minutes", n = n(60)),
            s if s < 86_400 => said!("ago-hours", n = n(3600)),
            _ => said!("ago-days", n = n(86_400)),
        })
    }
}

/// Digits of a percentage that its interval supports.
fn digits(interval: Option<(f64, f64)>) -> usize {
    if interval.is_some_and(|(low, high)| high - low < 0.001) { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::LANGUAGES;

    #[test]
    fn figures_read_well() {
        let [en, zh] = [&LANGUAGES[0], &LANGUAGES[1]].map(Words::of);
        assert_eq!([-5, 100, 300].map(|s| en.ago(s)), ["just now", "1 minute ago", "5 minutes ago"]);
        assert_eq!([7300, 90_000].map(|s| en.ago(s)), ["2 hours ago", "1 day ago"]);
        assert_eq!([&en, &zh].map(|w| w.percent(0.2483, Some((0.23, 0.26)))), ["24.8 %", "24.8%"]);
        assert_eq!(en.percent(0.24831, Some((0.248, 0.2486))), "24.83 %");
        assert_eq!(en.points(-0.0143, Some((0.2, 0.22))), "−1.4");
        assert_eq!(en.points(0.0143, Some((0.2, 0.2004))), "+1.43");
        assert_eq!(en.points(-0.0003, None), "0.0");
        assert_eq!([0.0084, 200.0].map(|s| en.duration(s)), ["8 ms", "3 min 20 s"]);
        assert_eq!([812, 3_440_000, 6_717_000_000].map(|n| en.bytes(n)), ["812 B", "3.4 MB", "6.7 GB"]);
    }
}

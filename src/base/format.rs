//! Figures as people read them.

/// A whole number with thousands separated: 1,234,567.
pub fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A share as percent with as many digits as its interval supports: "24.8 %", or "24.83 %" where it is that sure.
pub fn percent(share: f64, interval: Option<(f64, f64)>) -> String {
    format!("{} %", in_percent(share, interval))
}

/// The same where the heading tells the unit: "24.8".
pub fn in_percent(share: f64, interval: Option<(f64, f64)>) -> String {
    let digits = digits(interval);
    format!("{:.digits$}", share * 100.0)
}

/// What one share has above another, in points of percent: "+1.4", "−0.3".
pub fn points(difference: f64, interval: Option<(f64, f64)>) -> String {
    let size = in_percent(difference.abs(), interval);
    let sign = match difference {
        _ if size.bytes().all(|b| matches!(b, b'0' | b'.')) => "",
        d if d < 0.0 => "−",
        _ => "+",
    };
    format!("{sign}{size}")
}

/// Half the width of an interval in percent: "± 1.2".
pub fn plus_minus(interval: (f64, f64)) -> String {
    let digits = digits(Some(interval));
    format!("± {:.digits$}", (interval.1 - interval.0) / 2.0 * 100.0)
}

/// Digits of a percentage that its interval supports.
fn digits(interval: Option<(f64, f64)>) -> usize {
    if interval.is_some_and(|(low, high)| high - low < 0.001) { 2 } else { 1 }
}

/// A duration in the unit that fits: under 1 ms, 8 ms, 1.4 s, 3 min 20 s.
pub fn duration(secs: f64) -> String {
    match secs {
        s if s < 0.001 => "under 1 ms".into(),
        s if s < 0.9995 => format!("{:.0} ms", s * 1000.0),
        s if s < 59.95 => format!("{s:.1} s"),
        s => format!("{} min {:02.0} s", (s / 60.0).floor(), s % 60.0),
    }
}

/// An amount of memory in the unit that fits: 812 B, 3.4 MB, 6.7 GB.
pub fn bytes(n: u64) -> String {
    let n = n as f64;
    match n {
        n if n < 1e3 => format!("{n:.0} B"),
        n if n < 1e6 => format!("{:.1} kB", n / 1e3),
        n if n < 1e9 => format!("{:.1} MB", n / 1e6),
        n => format!("{:.1} GB", n / 1e9),
    }
}

/// A number of things: 1 run, 1,200 runs.
pub fn count(n: usize, thing: &str) -> String {
    format!("{} {thing}{}", thousands(n as u64), if n == 1 { "" } else { "s" })
}

/// How long ago something was, in the unit that fits: just now, 5 minutes ago, 2 days ago.
pub fn ago(secs: i64) -> String {
    let (n, unit) = match secs {
        s if s < 60 => return "just now".into(),
        s if s < 3600 => (s / 60, "minute"),
        s if s < 86_400 => (s / 3600, "hour"),
        s => (s / 86_400, "day"),
    };
    format!("{} ago", count(n as usize, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_well() {
        assert_eq!(
            (ago(-5).as_str(), ago(100).as_str(), ago(300).as_str()),
            ("just now", "1 minute ago", "5 minutes ago")
        );
        assert_eq!((ago(7300).as_str(), ago(90_000).as_str()), ("2 hours ago", "1 day ago"));
        assert_eq!((count(1, "run").as_str(), count(1200, "run").as_str()), ("1 run", "1,200 runs"));
        assert_eq!(thousands(0), "0");
        assert_eq!(thousands(1_234_567), "1,234,567");
        assert_eq!(percent(0.2483, Some((0.23, 0.26))), "24.8 %");
        assert_eq!(percent(0.24831, Some((0.248, 0.2486))), "24.83 %");
        assert_eq!(points(-0.0143, Some((0.2, 0.22))), "−1.4");
        assert_eq!(points(0.0143, Some((0.2, 0.2004))), "+1.43");
        assert_eq!(points(-0.0003, None), "0.0");
        assert_eq!(duration(0.0084), "8 ms");
        assert_eq!([bytes(812), bytes(3_440_000), bytes(6_717_000_000)], ["812 B", "3.4 MB", "6.7 GB"]);
        assert_eq!(duration(200.0), "3 min 20 s");
    }
}

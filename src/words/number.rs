//! A number as text.

/// A number with thousands apart, with as many digits behind the point as it has.
pub(super) fn number(x: f64) -> String {
    if x.fract() != 0.0 || !(0.0..1e15).contains(&x) {
        return x.to_string();
    }
    let digits = (x as u64).to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        let written = [0.0, 999.0, 1_234_567.0, 0.25, -1500.0].map(number);
        assert_eq!(written, ["0", "999", "1,234,567", "0.25", "-1500"]);
    }
}

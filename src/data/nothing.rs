//! The words that exports write where there is nothing.

/// Whether a cell is one of the words that stand for nothing in any column.
pub fn is_nothing(cell: &str) -> bool {
    cell == concat!("k.", " A.")
        || matches!(
            cell,
            "" | "NULL"
                | "null"
                | "Null"
                | "(null)"
                | "<null>"
                | "NaN"
                | "nan"
                | "-nan"
                | "NAN"
                | "NaT"
                | "<NA>"
                | "#N/A"
                | "#NA"
                | "N/A"
                | "n/a"
                | "None"
                | "\\N"
                | "—"
                | "–"
                | "--"
                | "#NULL!"
                | "undefined"
                | "(not set)"
                | "(none)"
                | "(blank)"
                | "(empty)"
                | "#REF!"
                | "#VALUE!"
                | "#NAME?"
                | "#DIV/0!"
                | "n.a."
                | "N.A."
                | "k.A."
                | "{}"
                | "[]"
        )
}

/// Whether a cell is a word that stands for nothing, unless the column has codes of its kind: `NA` is Namibia among countries.
pub fn may_be_nothing(cell: &str) -> bool {
    matches!(
        cell,
        "NA" | "na"
            | "none"
            | "nil"
            | "NONE"
            | "-"
            | "?"
            | "unknown"
            | "Unknown"
            | "UNKNOWN"
            | "(no genres listed)"
            | "Unbekannt"
            | "unbekannt"
            | "inconnu"
            | "未知"
            | "不明"
            | "不详"
            | "无"
    )
}

/// Whether a cell is a word for a total, as the last rows of reports have it in the place of a name.
pub fn is_total(cell: &str) -> bool {
    const TOTALS: &[&str] = &[
        "total",
        "totals",
        "grandtotal",
        "subtotal",
        "sum",
        "summe",
        "gesamt",
        "gesamtsumme",
        "totalgénéral",
        "somme",
        "suma",
        "totale",
        "toplam",
        "合计",
        "总计",
        "小计",
        "合計",
    ];
    let cell: String = cell.trim_end_matches(':').split_whitespace().collect();
    TOTALS.contains(&&*cell.to_lowercase())
}

/// Which values of a column are words for nothing.
pub struct Words {
    takes_all: bool,
    takes_minus_one: bool,
}

impl Words {
    /// Judged by all distinct values of a column.
    pub fn of<'a>(values: impl Iterator<Item = &'a str>) -> Self {
        let (mut n, mut alike) = (0u64, 0u64);
        for value in values.filter(|value| !is_nothing(value) && !may_be_nothing(value)) {
            n += 1;
            alike += u64::from(value.len() == 2 && value.bytes().all(|b| b.is_ascii_uppercase()));
        }
        Self { takes_all: n == 0 || alike * 2 < n, takes_minus_one: false }
    }

    /// The same of a column that describes items or users, where -1 stands for nothing unless there are other numbers below zero.
    pub fn of_attribute<'a>(values: impl Iterator<Item = &'a str> + Clone) -> Self {
        let is_other_negative =
            |value: &str| value.starts_with('-') && value.parse::<f64>().is_ok() && !is_minus_one(value);
        let takes_minus_one = !values.clone().any(is_other_negative);
        Self { takes_minus_one, ..Self::of(values) }
    }

    /// Whether a value stands for nothing.
    pub fn hold(&self, value: &str) -> bool {
        is_nothing(value) || self.takes_all && may_be_nothing(value) || self.takes_minus_one && is_minus_one(value)
    }
}

fn is_minus_one(value: &str) -> bool {
    matches!(value, "-1" | "-1.0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn na_is_a_country_among_countries_and_nothing_among_numbers() {
        let hold = |values: &[&str]| Words::of(values.iter().copied()).hold("NA");
        assert!(hold(&["12", "13", "NA"]));
        assert!(!hold(&["DE", "FR", "NA", "NULL"]));
        assert!(Words::of(["DE", "FR"].into_iter()).hold("NULL"));
        assert!(Words::of_attribute(["1", "2", "-1"].into_iter()).hold("-1"));
        assert!(!Words::of_attribute(["1", "-2", "-1"].into_iter()).hold("-1"));
    }
}

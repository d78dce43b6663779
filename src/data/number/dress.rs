//! What stands around the digits of a number: signs, brackets, currencies and percent signs.

/// A number without what stood around it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Bare<'a> {
    pub negative: bool,
    /// Digits with their marks and exponent; not yet known to be a number.
    pub digits: &'a str,
}

/// What was already taken off, as nothing may be worn twice.
#[derive(Default)]
struct Taken {
    sign: bool,
    minus: bool,
    brackets: bool,
    currency: bool,
    percent: bool,
}

/// Signs and words for currencies; longer ones come before those that they end with or begin with.
const CURRENCIES: [&str; 73] = [
    "US$", "CA$", "AU$", "NZ$", "HK$", "NT$", "MX$", "S$", "A$", "C$", "R$", "$", "€", "£", "¥", "￥", "₹", "₩", "₽",
    "₺", "₫", "₴", "₪", "₦", "₱", "₡", "₸", "₿", "฿", "元", "円", "kr.", "kr", "Kr.", "Kr", "Rs.", "Rs", "zł", "Kč",
    "Ft", "лв", "руб.", "руб", "USD", "EUR", "GBP", "JPY", "CNY", "RMB", "CHF", "SEK", "NOK", "DKK", "ISK", "PLN",
    "CZK", "HUF", "RON", "BGN", "INR", "AUD", "CAD", "NZD", "BRL", "MXN", "ZAR", "RUB", "TRY", "KRW", "HKD", "SGD",
    "TWD", "THB",
];

/// What stands behind a rating, as in `4.0 out of 5 stars`.
const SCALES: [&str; 12] =
    ["stars", "star", "sterne", "sternen", "étoiles", "out", "of", "von", "sur", "5", "10", "100"];

/// A rating without the scale that it is on: `4` of `4 stars`, `4/5`, `4.0 out of 5 stars`.
fn without_scale(cell: &str) -> &str {
    if let Some(rating) = ["/5", "/10", "/100"].iter().find_map(|scale| cell.strip_suffix(scale)) {
        return rating;
    }
    match cell.split_once(' ') {
        Some((rating, scale))
            if scale.split(' ').all(|word| SCALES.contains(&&*word.to_lowercase()))
                && scale.contains(char::is_alphabetic) =>
        {
            rating
        }
        _ => cell,
    }
}

/// Takes off all that may stand around a number; fails if there is too much of it or nothing else.
pub(super) fn undress(cell: &str) -> Option<Bare<'_>> {
    let mut taken = Taken::default();
    let mut digits = without_scale(cell);
    while let Some(inner) = taken.off_the_front(digits).or_else(|| taken.off_the_back(digits)) {
        digits = inner;
    }
    let negative = taken.minus || taken.brackets;
    let contradiction = taken.sign && taken.brackets;
    (!contradiction && !digits.is_empty()).then_some(Bare { negative, digits })
}

impl Taken {
    /// Takes one thing off the front, if there is one that was not taken before.
    fn off_the_front<'a>(&mut self, text: &'a str) -> Option<&'a str> {
        if text.starts_with(|first: char| first.is_ascii_digit()) {
            return None;
        }
        if let Some(rest) = text.strip_prefix(is_blank) {
            return Some(rest);
        }
        if !self.sign
            && let Some(rest) = text.strip_prefix(['-', '−', '+'])
        {
            self.sign = true;
            self.minus = !text.starts_with('+');
            return Some(rest);
        }
        if !self.brackets
            && let Some(rest) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'))
        {
            self.brackets = true;
            return Some(rest);
        }
        self.currency(|currency| text.strip_prefix(currency))
    }

    /// Takes one thing off the back, if there is one that was not taken before.
    fn off_the_back<'a>(&mut self, text: &'a str) -> Option<&'a str> {
        if text.ends_with(|last: char| last.is_ascii_digit()) {
            return None;
        }
        if let Some(rest) = text.strip_suffix(is_blank) {
            return Some(rest);
        }
        if !self.percent
            && let Some(rest) = text.strip_suffix(['%', '％'])
        {
            self.percent = true;
            return Some(rest);
        }
        self.currency(|currency| text.strip_suffix(currency))
    }

    fn currency<'a>(&mut self, strip: impl Fn(&str) -> Option<&'a str>) -> Option<&'a str> {
        let rest = if self.currency { None } else { CURRENCIES.iter().find_map(|currency| strip(currency)) };
        self.currency |= rest.is_some();
        rest
    }
}

/// Blanks within a cell, the no-break ones included.
fn is_blank(character: char) -> bool {
    character.is_whitespace()
}

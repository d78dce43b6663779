//! Text without the marks of web pages.

use std::borrow::Cow;

/// The text that a browser would show: `Salt &amp; <b>Pepper</b>` is `Salt & Pepper`.
pub fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<']) {
        return Cow::Borrowed(text);
    }
    let (mut plain, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find(['&', '<']) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((shown, length)) = if rest.starts_with('&') { entity(rest) } else { tag(rest) } {
            plain.push_str(&shown);
            rest = &rest[length..];
        } else {
            plain.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain.trim().to_owned())
}

/// What an entity at the start of a text stands for, and its length.
fn entity(text: &str) -> Option<(String, usize)> {
    let end = text.find(';').filter(|end| *end <= 10)?;
    let shown = match &text[1..end] {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        number => {
            let number = number.strip_prefix('#')?;
            let hex = number.strip_prefix(['x', 'X']).map(|hex| u32::from_str_radix(hex, 16));
            char::from_u32(hex.unwrap_or_else(|| number.parse()).ok()?)?
        }
    };
    Some((shown.into(), end + 1))
}

/// A tag at the start of a text, which shows nothing, or parts words where it breaks a line.
fn tag(text: &str) -> Option<(String, usize)> {
    let end = text.find('>').filter(|end| *end <= 100)?;
    let name = text[1..end].trim_start_matches('/');
    let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let shown = if name.to_lowercase().starts_with("br") || name.starts_with(['p', 'P']) { " " } else { "" };
    is_tag.then(|| (shown.to_owned(), end + 1))
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn marks_vanish_and_signs_stay() {
        assert_eq!(plain("Salt &amp; Pepper"), "Salt & Pepper");
        assert_eq!(plain("<b>Night Shift</b>"), "Night Shift");
        assert_eq!(plain("one<br/>two &#39;three&#x27;"), "one two 'three'");
        assert_eq!(plain("3 < 4 & R&D; <3 >"), "3 < 4 & R&D; <3 >");
    }
}

//! Words of a text: Unicode words in lower case; runs of Han characters as overlapping pairs.

use unicode_segmentation::UnicodeSegmentation;

/// The tokens of `text`, in order. Chinese is written without blanks: pairs of neighbouring characters stand for its words
/// (a lone character stands for itself).
pub fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut run: Vec<char> = Vec::new();
    let mut end_of_run = 0;
    for (at, word) in text.unicode_word_indices() {
        let mut chars = word.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) if is_han(c) => {
                if at != end_of_run {
                    flush(&mut run, &mut tokens);
                }
                run.push(c);
                end_of_run = at + c.len_utf8();
            }
            _ => {
                flush(&mut run, &mut tokens);
                tokens.push(word.to_lowercase());
            }
        }
    }
    flush(&mut run, &mut tokens);
    tokens
}

fn flush(run: &mut Vec<char>, tokens: &mut Vec<String>) {
    if let [only] = run[..] {
        tokens.push(only.to_string());
    }
    tokens.extend(run.windows(2).map(|pair| pair.iter().collect::<String>()));
    run.clear();
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::tokens;

    #[test]
    fn latin_words_and_chinese_pairs() {
        assert_eq!(tokens("Norrvik Retro Desk-Lamp 42"), ["norrvik", "retro", "desk", "lamp", "42"]);
        assert_eq!(tokens("云舍极简台灯42号"), ["云舍", "舍极", "极简", "简台", "台灯", "42", "号"]);
        assert_eq!(tokens("红 茶"), ["红", "茶"]);
        assert!(tokens(" – ").is_empty());
    }
}

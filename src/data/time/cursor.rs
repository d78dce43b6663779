//! A place within a cell, from which one piece after another is taken.

/// A run of digits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Digits {
    pub value: u32,
    pub length: usize,
}

/// What is left to read of a cell.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    rest: &'a [u8],
}

/// Blanks that are more than one byte long: no-break, narrow no-break and ideographic.
const LONG_BLANKS: [&str; 3] = ["\u{a0}", "\u{202f}", "\u{3000}"];

impl<'a> Cursor<'a> {
    pub fn new(cell: &'a [u8]) -> Self {
        Self { rest: cell }
    }

    pub fn at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next byte, or zero at the end.
    pub fn peek(&self) -> u8 {
        self.rest.first().copied().unwrap_or(0)
    }

    /// The byte after the next, or zero.
    pub fn peek_second(&self) -> u8 {
        self.rest.get(1).copied().unwrap_or(0)
    }

    /// All that is left.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Takes the next byte if it is this one.
    pub fn eat(&mut self, byte: u8) -> bool {
        match self.rest.split_first() {
            Some((&first, rest)) if first == byte => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    /// Takes the next byte if it is one of these.
    pub fn eat_any(&mut self, bytes: &[u8]) -> Option<u8> {
        let (&first, rest) = self.rest.split_first()?;
        bytes.contains(&first).then(|| {
            self.rest = rest;
            first
        })
    }

    /// Takes this text if it comes next.
    pub fn eat_text(&mut self, text: &str) -> bool {
        match self.rest.strip_prefix(text.as_bytes()) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Takes one of these texts if it comes next, and tells whether one did.
    pub fn eat_one_of(&mut self, texts: &[&str]) -> bool {
        texts.iter().any(|text| self.eat_text(text))
    }

    /// Takes up to so many digits, at most nine; there must be one.
    pub fn digits(&mut self, most: usize) -> Option<Digits> {
        let mut value = 0;
        let mut length = 0;
        while length < most
            && let Some(byte) = self.rest.get(length)
            && byte.is_ascii_digit()
        {
            value = value * 10 + u32::from(byte - b'0');
            length += 1;
        }
        self.rest = &self.rest[length..];
        (length > 0).then_some(Digits { value, length })
    }

    /// Takes exactly two digits.
    pub fn two_digits(&mut self) -> Option<u32> {
        match self.rest {
            [tens @ b'0'..=b'9', ones @ b'0'..=b'9', rest @ ..] => {
                self.rest = rest;
                Some(u32::from(tens - b'0') * 10 + u32::from(ones - b'0'))
            }
            _ => None,
        }
    }

    /// Takes a run of digits as millionths; digits beyond the sixth are too fine to matter.
    pub fn millionths(&mut self) -> Option<i64> {
        let digits = self.digits(6)?;
        while self.peek().is_ascii_digit() {
            self.rest = &self.rest[1..];
        }
        let missing = 6 - digits.length as u32;
        Some(i64::from(digits.value) * 10_i64.pow(missing))
    }

    /// Takes a run of ASCII letters, which may be empty.
    pub fn word(&mut self) -> &'a [u8] {
        self.run(|byte| byte.is_ascii_alphabetic())
    }

    /// Takes a run of letters of any language, which may be empty.
    pub fn name(&mut self) -> &'a [u8] {
        self.run(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii())
    }

    fn run(&mut self, belongs: impl Fn(&u8) -> bool) -> &'a [u8] {
        let length = self.rest.iter().take_while(|byte| belongs(byte)).count();
        let (word, rest) = self.rest.split_at(length);
        self.rest = rest;
        word
    }

    /// Skips blanks of any kind and tells whether there were any.
    pub fn blanks(&mut self) -> bool {
        let before = self.rest.len();
        loop {
            match self.peek() {
                b' ' | b'\t' => self.rest = &self.rest[1..],
                0x80.. if self.eat_one_of(&LONG_BLANKS) => {}
                _ => return self.rest.len() < before,
            }
        }
    }
}

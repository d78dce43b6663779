//! The different values of an attribute, read once as what they are.

use super::interned::{Interned, MISSING};
use super::markup;
use super::number;
use super::role::AttributeKind;
use super::time;

/// The different values of a column.
#[derive(Debug, Clone, Default)]
pub struct Values {
    texts: Vec<Box<str>>,
    typed: Typed,
}

#[derive(Debug, Clone, Default)]
enum Typed {
    /// As they stand.
    #[default]
    Texts,
    /// Numbers; of dates the days since 1970.
    Numbers(Vec<f64>),
    /// Names: those of a value end where its end says.
    Names { ends: Vec<u32>, codes: Vec<u32>, names: Vec<Box<str>> },
}

/// Values that were read.
pub struct Read {
    /// The values.
    pub values: Values,
    /// The place of each text among the values, [`MISSING`] where it is none of them.
    pub place: Vec<u32>,
    /// Texts, ascending by code, that are not what the column holds.
    pub unreadable: Vec<u32>,
    /// Prices below zero.
    pub negative: Vec<u32>,
}

impl Values {
    /// Reads texts as what a column of this name and kind holds.
    pub fn read(name: &str, kind: AttributeKind, texts: &Interned) -> Read {
        use AttributeKind as Kind;
        let mut read = Read {
            values: Self::default(),
            place: vec![MISSING; texts.len()],
            unreadable: Vec::new(),
            negative: Vec::new(),
        };
        match kind {
            Kind::Number | Kind::Price => {
                let mut seen = number::Seen::default();
                texts.values().for_each(|text| number::read(text.as_bytes(), &mut seen));
                let mark = seen.judge(None).mark;
                let numbers = texts.values().map(|text| number::parse(text, mark)).collect();
                read.numbers(kind, texts, numbers);
            }
            Kind::Date => {
                let mut seen = time::Seen::default();
                let raw: Vec<_> = texts.values().map(|text| time::read(text.as_bytes(), &mut seen)).collect();
                let judged = seen.judge(&time::Chosen::default());
                let days = |cell| judged.micros(cell).map(|micros| micros.div_euclid(time::DAY) as f64);
                read.numbers(kind, texts, raw.into_iter().map(days).collect());
            }
            Kind::Category | Kind::Brand => read.names(texts, |text| vec![text.to_owned()]),
            Kind::Categories => {
                let by_blanks = name.ends_with(":token_seq");
                read.names(texts, |text| parts(text, by_blanks));
            }
            Kind::Path => read.names(texts, steps),
            Kind::Title | Kind::Text => {
                read.values.texts = texts.values().map(|text| markup::plain(text).into()).collect();
                read.place = (0..texts.len() as u32).collect();
            }
            Kind::Image => {
                read.values.texts = texts.values().map(Box::from).collect();
                read.place = (0..texts.len() as u32).collect();
            }
        }
        read
    }

    /// A value as text.
    pub fn text(&self, value: usize) -> &str {
        &self.texts[value]
    }

    /// A value as a number, if the column holds numbers or days.
    pub fn number(&self, value: usize) -> Option<f64> {
        match &self.typed {
            Typed::Numbers(numbers) => numbers.get(value).copied(),
            _ => None,
        }
    }

    /// The names of a value, if the column holds names.
    pub fn names(&self, value: usize) -> impl Iterator<Item = &str> {
        let (range, codes, names): (_, &[u32], &[Box<str>]) = match &self.typed {
            Typed::Names { ends, codes, names } => {
                let start = if value == 0 { 0 } else { ends[value - 1] };
                (start as usize..ends[value] as usize, codes, names)
            }
            _ => (0..0, &[], &[]),
        };
        codes[range].iter().map(|code| &*names[*code as usize])
    }
}

impl Read {
    fn numbers(&mut self, kind: AttributeKind, texts: &Interned, numbers: Vec<Option<f64>>) {
        let mut known = Vec::new();
        for (code, (text, number)) in texts.values().zip(numbers).enumerate() {
            match number {
                None => self.unreadable.push(code as u32),
                Some(price) if kind == AttributeKind::Price && price < 0.0 => self.negative.push(code as u32),
                Some(number) => {
                    self.place[code] = known.len() as u32;
                    known.push(number);
                    self.values.texts.push(text.into());
                }
            }
        }
        self.values.typed = Typed::Numbers(known);
    }

    fn names(&mut self, texts: &Interned, parts: impl Fn(&str) -> Vec<String>) {
        let (mut ends, mut codes, mut names) = (Vec::new(), Vec::new(), Interned::default());
        for (code, text) in texts.values().enumerate() {
            let of_text = parts(text);
            if of_text.is_empty() {
                continue;
            }
            self.place[code] = ends.len() as u32;
            codes.extend(of_text.iter().map(|name| names.code(&markup::plain(name))));
            ends.push(codes.len() as u32);
            self.values.texts.push(markup::plain(text).into());
        }
        self.values.typed = Typed::Names { ends, codes, names: names.values().map(Box::from).collect() };
    }
}

/// The names of a list: `a|b`, `['a', 'b']`, or between blanks.
fn parts(text: &str, by_blanks: bool) -> Vec<String> {
    let inside = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let parts: Vec<&str> = match inside {
        Some(list) => list.split(',').collect(),
        None if by_blanks => text.split_whitespace().collect(),
        None => text.split('|').collect(),
    };
    let trimmed = parts.into_iter().map(|part| part.trim().trim_matches(['\'', '"']).trim());
    trimmed.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Each step of a path by its whole way: `a`, `a > b`, `a > b > c`.
fn steps(text: &str) -> Vec<String> {
    let names: Vec<&str> = if text.contains('>') { text.split('>').collect() } else { text.split('.').collect() };
    let mut steps: Vec<String> = Vec::with_capacity(names.len());
    for name in names.into_iter().map(str::trim).filter(|name| !name.is_empty()) {
        let step = steps.last().map_or_else(|| name.to_owned(), |before| format!("{before} > {name}"));
        steps.push(step);
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: AttributeKind, texts: &[&str]) -> Read {
        let mut interned = Interned::default();
        texts.iter().for_each(|text| _ = interned.code(text));
        Values::read("column", kind, &interned)
    }

    #[test]
    fn lists_and_paths_are_names() {
        let names = |kind, text| read(kind, &[text]).values.names(0).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(names(AttributeKind::Categories, "Comedy| Drama"), ["Comedy", "Drama"]);
        assert_eq!(names(AttributeKind::Categories, "['Comedy', 'Drama']"), ["Comedy", "Drama"]);
        assert_eq!(
            names(AttributeKind::Path, "home > kitchen > pans"),
            ["home", "home > kitchen", "home > kitchen > pans"]
        );
        assert_eq!(names(AttributeKind::Path, "home.kitchen"), ["home", "home > kitchen"]);
    }

    #[test]
    fn prices_are_numbers_and_what_is_none_is_told() {
        let read = read(AttributeKind::Price, &["$1,299.00", "12.50", "call us", "-3"]);
        let price = |text: usize| read.values.number(read.place[text] as usize);
        assert_eq!((price(0), price(1)), (Some(1299.0), Some(12.5)));
        assert_eq!((read.unreadable, read.negative), (vec![2], vec![3]));
    }
}

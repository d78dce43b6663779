//! Values and labels of the events, put together from all files.

use super::column::Unreadable;
use super::content;
use super::file_rows::FileRows;
use super::interned::MISSING;
use super::names::{self, ValueMeaning};
use super::weight::NO_VALUE;
use crate::base::Warning;
use crate::said;

/// Yes or no of each row, if any file has labels; rows of a file without them are taken.
pub(super) fn labels(files: &mut [FileRows]) -> Option<Vec<Option<bool>>> {
    if files.iter().all(|file| file.label.is_none()) {
        return None;
    }
    let mut all = Vec::new();
    for file in files {
        match file.label.take() {
            None => all.resize(all.len() + file.n_rows, Some(true)),
            Some(labels) => {
                // So many clicks are a click.
                let count = |cell: &str| cell.parse::<f64>().ok().filter(|n| n.is_finite()).map(|n| n > 0.0);
                let yes = |cell: &str| content::label(cell).or_else(|| count(cell));
                let of_code: Vec<Option<bool>> = labels.values.values().map(yes).collect();
                all.extend(labels.codes.iter().map(|code| of_code.get(*code as usize).copied().flatten()));
            }
        }
    }
    Some(all)
}

/// Events of a type that never carries a value, among others that do, count by themselves: a view has no stars.
pub(super) fn forgive_types_without_values(values: &mut [f64], types: &[u32]) {
    let n_types = types.iter().filter(|code| **code != MISSING).max().map_or(0, |code| *code as usize + 1);
    let mut has_value = vec![false; n_types];
    for (value, code) in values.iter().zip(types).filter(|(_, code)| **code != MISSING) {
        has_value[*code as usize] |= value.is_finite();
    }
    if has_value.contains(&true) {
        for (value, code) in values.iter_mut().zip(types).filter(|(_, code)| **code != MISSING) {
            if !has_value[*code as usize] {
                *value = NO_VALUE;
            }
        }
    }
}

/// What the values are: by the name of their column, else ratings where they are few steps of a scale up to ten.
pub(super) fn value_meaning(files: &[FileRows]) -> ValueMeaning {
    let Some((name, numbers)) = files.iter().find_map(|file| file.value.as_ref()) else { return ValueMeaning::Weight };
    let is_scale = || {
        let mut steps: Vec<u64> = Vec::new();
        for value in numbers.values.iter().filter(|value| value.is_finite()) {
            let step = (value * 2.0).to_bits();
            if !(0.0..=10.0).contains(value) || (value * 2.0).fract() != 0.0 {
                return false;
            }
            if let Err(at) = steps.binary_search(&step) {
                steps.insert(at, step);
            }
        }
        steps.len() > 2
    };
    match names::value_meaning(name) {
        Some(ValueMeaning::Rating) | None if is_scale() => ValueMeaning::Rating,
        Some(ValueMeaning::Rating) | None => ValueMeaning::Weight,
        Some(named) => named,
    }
}

/// The values of all files if all have them.
pub(super) fn values(files: &mut [FileRows], warnings: &mut Vec<Warning>) -> Option<Vec<f64>> {
    let mut all: Option<Vec<f64>> = None;
    let mut n_before = 0;
    for file in files {
        let value = file.value.take().filter(|(name, numbers)| {
            // A column that holds nothing says nothing against any event.
            if numbers.is_empty() {
                warnings.push(Warning::new(said!("data-value-empty", column = said!("quoted", text = name))));
            }
            !numbers.is_empty()
        });
        if let Some((name, numbers)) = value {
            if let Some(Unreadable { n, file, line }) = &numbers.unreadable {
                let (name, row) = (said!("quoted", text = name), line.to_string());
                warnings.push(Warning::new(said!(
                    "data-value-unreadable",
                    file = file,
                    column = name,
                    n = *n,
                    row = row
                )));
            }
            match &mut all {
                None if n_before == 0 => all = Some(numbers.values),
                all => {
                    let all = all.get_or_insert_with(Vec::new);
                    all.resize(n_before, NO_VALUE);
                    all.extend_from_slice(&numbers.values);
                }
            }
        }
        n_before += file.n_rows;
        // Rows of a file without values count once.
        if let Some(all) = &mut all {
            all.resize(n_before, NO_VALUE);
        }
    }
    all
}

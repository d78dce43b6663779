//! What a view puts in order once, and again only when what it is made from has changed: never in each frame.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// Something prepared, with the hash of what it was made from.
pub struct Prepared<T>(Option<(u64, Arc<T>)>);

impl<T> Default for Prepared<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Prepared<T> {
    /// What is made from `from`: as it was left, or made anew.
    pub fn get(&mut self, from: impl Hash, make: impl FnOnce() -> T) -> Arc<T> {
        let mut hasher = DefaultHasher::new();
        from.hash(&mut hasher);
        let key = hasher.finish();
        match &self.0 {
            Some((of, value)) if *of == key => Arc::clone(value),
            _ => {
                let value = Arc::new(make());
                self.0 = Some((key, Arc::clone(&value)));
                value
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Prepared;

    #[test]
    fn it_is_made_again_only_where_what_it_is_made_from_has_changed() {
        let mut prepared = Prepared::default();
        let mut n = 0;
        for from in [("a", 1), ("a", 1), ("b", 1), ("b", 1), ("b", 2)] {
            let made = prepared.get(from, || {
                n += 1;
                from
            });
            assert_eq!(*made, from);
        }
        assert_eq!(n, 3);
    }
}

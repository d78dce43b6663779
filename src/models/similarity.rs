//! How alike two rows of interactions are: two items by their users, two users by their items.

use serde::{Deserialize, Serialize};

use crate::math::CsrMatrix;

/// A measure of likeness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Similarity {
    /// x·y / (|x||y|).
    #[default]
    Cosine,
    /// x·y / (|x|^2(1−a) |y|^2a), x being what is known, y what is compared with it (Aiolli 2013).
    Asymmetric,
    /// Common entries over all entries of both; weights are not looked at.
    Jaccard,
    /// Cosine of weights √w · log(columns / (1 + entries of the row's partner)).
    TfIdf,
    /// Product of BM25 weights (Robertson & Zaragoza 2009).
    Bm25,
}

impl Similarity {
    /// All measures by key, in the order of choice lists.
    pub const CHOICES: &'static [&'static str] = &["cosine", "asymmetric", "jaccard", "tf_idf", "bm25"];
    /// The same, as values.
    pub const ALL: [Self; 5] = [Self::Cosine, Self::Asymmetric, Self::Jaccard, Self::TfIdf, Self::Bm25];
}

/// A measure with its settings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SimilarityConfig {
    /// The measure.
    pub similarity: Similarity,
    /// Added to the denominator.
    pub shrinkage: f64,
    /// a of `asymmetric`.
    pub asymmetry: f64,
    /// Saturation of BM25.
    pub k1: f64,
    /// Normalisation of BM25.
    pub b: f64,
}

impl Default for SimilarityConfig {
    fn default() -> Self {
        Self { similarity: Similarity::Cosine, shrinkage: 0.0, asymmetry: 0.3, k1: 1.2, b: 0.75 }
    }
}

impl SimilarityConfig {
    /// The weights that products are taken of. `x` has as columns what is compared (for items: users × items); its rows are
    /// the terms that are rare or frequent.
    pub fn weighted(&self, x: &CsrMatrix) -> CsrMatrix {
        let counts = x.column_counts();
        // Columns without an entry are known from held-out events alone.
        let n_compared = counts.iter().filter(|n| **n > 0).count();
        let mean_count = x.n_entries() as f64 / n_compared.max(1) as f64;
        x.mapped(|n_in_row, column, w| {
            let length = f64::from(counts[column as usize]) / mean_count;
            (self.term(w, length) * self.rarity(n_in_row, n_compared)) as f32
        })
    }

    /// What an entry of weight `w` counts before [rarity](Self::rarity); `length` is the number of entries of what is compared,
    /// as a multiple of the mean.
    pub fn term(&self, w: f32, length: f64) -> f64 {
        let w = f64::from(w);
        match self.similarity {
            Similarity::Cosine | Similarity::Asymmetric => w,
            Similarity::Jaccard => 1.0,
            Similarity::TfIdf => w.sqrt(),
            Similarity::Bm25 => w * (self.k1 + 1.0) / (w + self.k1 * (1.0 - self.b + self.b * length)),
        }
    }

    /// What an entry is multiplied by whose term stands in `n_with` of `n` that are compared.
    pub fn rarity(&self, n_with: usize, n: usize) -> f64 {
        match self.similarity {
            // A term that all have tells nothing.
            Similarity::TfIdf | Similarity::Bm25 => (n as f64 / (n_with + 1) as f64).ln().max(0.0),
            _ => 1.0,
        }
    }

    /// The norm of a row's weights: squared length, or number of entries.
    pub fn norm(&self, values: &[f32]) -> f64 {
        match self.similarity {
            Similarity::Jaccard => values.len() as f64,
            _ => values.iter().map(|v| f64::from(*v) * f64::from(*v)).sum(),
        }
    }

    /// What a row of this norm gives to the [denominator](Self::denominator) as the known one, x.
    pub fn of_known(&self, norm: f64) -> f64 {
        self.side(norm, 1.0 - self.asymmetry)
    }

    /// What a row of this norm gives to the [denominator](Self::denominator) as the one it is compared with, y.
    pub fn of_other(&self, norm: f64) -> f64 {
        self.side(norm, self.asymmetry)
    }

    fn side(&self, norm: f64, share: f64) -> f64 {
        match self.similarity {
            Similarity::Cosine | Similarity::TfIdf => norm.sqrt(),
            Similarity::Asymmetric => norm.powf(share),
            Similarity::Jaccard => norm,
            Similarity::Bm25 => 1.0,
        }
    }

    /// What the product of two rows is divided by, from what each side gives. Roots and powers are taken once a row, not once
    /// a pair.
    pub fn denominator(&self, known: f64, other: f64, product: f64) -> f64 {
        let denominator = match self.similarity {
            Similarity::Jaccard => known + other - product,
            _ => known * other,
        };
        (denominator + self.shrinkage).max(f64::MIN_POSITIVE)
    }
}

//! The weights of a blend: not negative, summing to 1.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::normalize::Normalization;
use crate::base::StageError;
use crate::models::ComponentId;
use crate::said;

/// How the models are blended.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BlendConfig {
    /// How scores are brought to one scale.
    pub normalization: Normalization,
    /// Weight of each model; models not named share what the others leave, equally. Scaled to sum 1.
    pub weights: BTreeMap<ComponentId, f64>,
}

impl BlendConfig {
    /// The weights of `models`, not negative and summing to 1: equal where nothing usable was set.
    pub fn weights_of(&self, models: &[ComponentId]) -> Vec<f64> {
        let named: f64 = models.iter().filter_map(|m| self.weights.get(m)).map(|w| w.max(0.0)).sum();
        let unnamed = models.iter().filter(|m| !self.weights.contains_key(m)).count();
        let rest = if unnamed > 0 { (1.0 - named).max(0.0) / unnamed as f64 } else { 0.0 };
        let weights: Vec<f64> = models.iter().map(|m| self.weights.get(m).map_or(rest, |w| w.max(0.0))).collect();
        let sum: f64 = weights.iter().sum();
        if sum > 0.0 && sum.is_finite() {
            weights.iter().map(|w| w / sum).collect()
        } else {
            vec![1.0 / models.len().max(1) as f64; models.len()]
        }
    }

    /// Checks the domains.
    ///
    /// # Errors
    /// A weight that is negative or no number.
    pub fn check(&self) -> Result<(), StageError> {
        for (model, weight) in &self.weights {
            if !(weight.is_finite() && *weight >= 0.0) {
                return Err(StageError::setting(said!(
                    "blend-weight-negative",
                    model = model.as_str(),
                    weight = *weight
                )));
            }
        }
        Ok(())
    }
}

/// The weights with `grabbed` at `t`; the others keep their proportions and share the rest (equally if all are 0).
pub fn with_weight(weights: &[f64], grabbed: usize, t: f64) -> Vec<f64> {
    let t = if weights.len() == 1 { 1.0 } else { t.clamp(0.0, 1.0) };
    let others: f64 = weights.iter().enumerate().filter(|(m, _)| *m != grabbed).map(|(_, w)| w).sum();
    let n_others = weights.len().saturating_sub(1).max(1) as f64;
    weights
        .iter()
        .enumerate()
        .map(|(m, &w)| match m {
            m if m == grabbed => t,
            _ if others > 0.0 => w / others * (1.0 - t),
            _ => (1.0 - t) / n_others,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn weights_always_sum_to_one(weights in prop::collection::vec(0.0f64..1.0, 1..6), grabbed in 0usize..6, t in 0.0f64..1.0) {
            let grabbed = grabbed % weights.len();
            let moved = with_weight(&weights, grabbed, t);
            prop_assert!((moved.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            prop_assert!(moved.iter().all(|w| *w >= 0.0));
            if weights.len() > 1 {
                prop_assert_eq!(moved[grabbed], t);
            }
        }
    }

    #[test]
    fn unnamed_models_share_the_rest() {
        let ids = ["popular", "item_knn", "content"].map(|name| ComponentId::new(name).unwrap());
        let config = BlendConfig { weights: [(ids[1].clone(), 0.6)].into(), ..BlendConfig::default() };
        let weights = config.weights_of(&ids);
        assert!((weights[0] - 0.2).abs() < 1e-12 && (weights[1] - 0.6).abs() < 1e-12);
        assert_eq!(BlendConfig::default().weights_of(&ids[..1]), [1.0]);
    }
}

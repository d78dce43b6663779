//! The weights of a blend: not negative, summing to 1.

use std::collections::{BTreeMap, BTreeSet};

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
    /// Models whose weights stay when another is moved.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub locked: BTreeSet<ComponentId>,
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

/// The weights as they lie before one is moved, and how the others follow it.
#[derive(Debug, Clone, PartialEq)]
pub struct Sliders {
    /// The weights, not negative and summing to 1.
    pub weights: Vec<f64>,
    /// Which of them stay when another is moved.
    pub is_locked: Vec<bool>,
    /// Weights of before: the proportions of the others where all of them are 0 now.
    pub before: Vec<f64>,
}

impl Sliders {
    /// Weights of which none is locked and nothing of before is known.
    pub fn free(weights: Vec<f64>) -> Self {
        Self { is_locked: vec![false; weights.len()], before: vec![0.0; weights.len()], weights }
    }

    /// The others that follow when one is moved.
    fn following(&self, moved: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.weights.len()).filter(move |&m| m != moved && !self.is_locked[m])
    }

    /// The largest weight that one can be moved to: what locked ones leave.
    pub fn most(&self, moved: usize) -> f64 {
        if self.is_locked[moved] || self.following(moved).next().is_none() {
            return self.weights[moved];
        }
        let locked = |m: &usize| *m != moved && self.is_locked[*m];
        (1.0 - (0..self.weights.len()).filter(locked).map(|m| self.weights[m]).sum::<f64>()).clamp(0.0, 1.0)
    }

    /// The weights with one moved to `t`. Those that follow keep their proportions and share the rest; where all of them are 0, in the
    /// proportions of before, else equally. What is locked, or has none to follow it, stays.
    pub fn with(&self, moved: usize, t: f64) -> Vec<f64> {
        let mut weights = self.weights.clone();
        let (most, n_following) = (self.most(moved), self.following(moved).count());
        if self.is_locked[moved] || n_following == 0 {
            return weights;
        }
        weights[moved] = t.clamp(0.0, most);
        let rest = most - weights[moved];
        let sum = |of: &[f64]| self.following(moved).map(|m| of[m]).sum::<f64>();
        let shares = [&self.weights, &self.before].into_iter().find(|of| sum(of) > 0.0);
        for m in self.following(moved) {
            weights[m] = match shares {
                Some(of) => of[m] / sum(of) * rest,
                None => rest / n_following as f64,
            };
        }
        weights
    }

    /// Equal weights for all that are not locked.
    pub fn equal(&self) -> Vec<f64> {
        let free = |m: &usize| !self.is_locked[*m];
        let n = (0..self.weights.len()).filter(free).count();
        let sum: f64 = (0..self.weights.len()).filter(free).map(|m| self.weights[m]).sum();
        (0..self.weights.len()).map(|m| if free(&m) { sum / n as f64 } else { self.weights[m] }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn weights_always_sum_to_one_and_locked_ones_stay(
            sliders in prop::collection::vec((prop_oneof![Just(0.0), 0.0f64..1.0], any::<bool>(), 0.0f64..1.0), 1..6),
            moved in 0usize..6,
            t in 0.0f64..1.0,
        ) {
            let sum = sliders.iter().map(|s| s.0).sum::<f64>();
            prop_assume!(sum > 0.0);
            let moved = moved % sliders.len();
            let sliders = Sliders {
                weights: sliders.iter().map(|s| s.0 / sum).collect(),
                is_locked: sliders.iter().map(|s| s.1).collect(),
                before: sliders.iter().map(|s| s.2).collect(),
            };
            for weights in [sliders.with(moved, t), sliders.equal()] {
                prop_assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-9);
                prop_assert!(weights.iter().all(|w| *w >= 0.0));
                let stay = weights.iter().zip(&sliders.weights).zip(&sliders.is_locked);
                prop_assert!(stay.filter(|(_, locked)| **locked).all(|((new, old), _)| new == old));
            }
            let most = sliders.most(moved);
            if !sliders.is_locked[moved] && sliders.following(moved).next().is_some() {
                prop_assert_eq!(sliders.with(moved, t)[moved], t.min(most));
            }
        }
    }

    #[test]
    fn a_weight_to_all_and_back_keeps_the_proportions_of_the_others() {
        let before = vec![0.1, 0.5, 0.4];
        let all = Sliders { weights: vec![0.0, 0.0, 1.0], before: before.clone(), is_locked: vec![false; 3] };
        let back = all.with(2, 0.4);
        assert!(back.iter().zip(&before).all(|(a, b)| (a - b).abs() < 1e-12), "{back:?}");
        assert_eq!(Sliders::free(vec![0.0, 0.0, 1.0]).with(2, 0.4), [0.3, 0.3, 0.4]);
        assert_eq!(Sliders::free(vec![1.0]).with(0, 0.4), [1.0]);
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

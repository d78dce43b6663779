//! What is known of items, as numbers and as points of a map.

use super::data::DataStage;
use crate::features::{self, ContentMap, FeatureMatrix};
use crate::jobs::Lane;
use crate::pipeline::{Key, PipelineConfig};
use crate::said;
use crate::workspace::node::{AnyNode, Claim, Node, NodeId, Policy, Spec, Task, nodes};
use crate::workspace::stage::StageState;

/// What can be done with features.
#[derive(Debug, Clone)]
pub enum FeaturesCommand {
    /// Work out the map of items, if it is not there; training goes first.
    ShowMap,
}

/// The stage *Features*.
#[derive(Default)]
pub struct FeaturesStage {
    /// Features of items. They are built where a model or the map needs them.
    pub matrix: Node<FeatureMatrix>,
    /// The items as points by what is known of them.
    pub map: Node<ContentMap>,
}

impl FeaturesStage {
    nodes! {
        Features => matrix,
        Map => map,
    }

    /// When one of its nodes is made, and from what.
    pub fn spec(&self, id: &NodeId, config: &PipelineConfig, data: &DataStage) -> Option<Spec> {
        self.node(id)?;
        let features = data.split.status.wanted.map(|split| Key::features(config, split));
        Some(match id {
            NodeId::Features => Spec::new(Policy::WhenAsked, features, [NodeId::Split]),
            NodeId::Map => {
                let key = features.map(|features| Key::map(features, config.seed));
                // The log names its points.
                let needs = [NodeId::Data, NodeId::Split, NodeId::Features];
                Spec::new(Policy::WhenAsked, key, needs).with_claim(Claim::Idle)
            }
            _ => return None,
        })
    }

    /// The work that makes one of its nodes.
    pub fn task(&self, id: &NodeId, config: &PipelineConfig, data: &DataStage) -> Option<Task> {
        self.node(id)?;
        let split = data.split.fresh()?.clone();
        Some(match id {
            NodeId::Features => {
                let config = config.features.clone();
                self.matrix
                    .task(said!("job-features"), Lane::Background, move |ctx| features::build(&split, &config, ctx))
            }
            NodeId::Map => {
                let (features, seed) = (self.matrix.fresh()?.clone(), config.seed);
                self.map
                    .task(said!("job-map"), Lane::Background, move |ctx| ContentMap::of(&features, &split, seed, ctx))
            }
            _ => return None,
        })
    }

    /// Forgets what speaks of the items of another log.
    pub fn follow(&mut self, arrived: &NodeId) {
        if *arrived == NodeId::Data {
            self.map.forget();
        }
    }

    /// How the stage stands. Features that nobody needed yet are not missing.
    pub fn state(&self, data: &DataStage) -> StageState {
        match (data.loaded.value.is_some(), self.matrix.state()) {
            (false, _) => StageState::Empty,
            (true, StageState::Empty) => StageState::Done,
            (true, state) => state,
        }
    }

    /// How the map of items stands.
    pub fn map_state(&self) -> StageState {
        if self.map.status.asked.is_some() { StageState::Running } else { self.map.state() }
    }

    /// Whether the map of items is missing or out of date, and nobody stopped it or asked for it yet.
    pub fn wants_map(&self) -> bool {
        let status = &self.map.status;
        status.wanted.is_some() && !status.is_fresh() && status.failed().is_none() && status.asked.is_none()
    }
}

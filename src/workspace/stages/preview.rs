//! The list of one user: made, compared with the one before the last act, and explained. What is tried as them changes their list and
//! nothing of the project.

use std::cmp::Reverse;
use std::sync::Arc;

use super::blend::{BlendStage, as_f32, blended, components};
use super::data::{DataStage, LoadedData, holdout};
use super::models::ModelsStage;
use crate::base::{Said, TaskContext};
use crate::blend::Components;
use crate::data::{Act, NegativeKind, Transform};
use crate::jobs::Lane;
use crate::math::csr::SparseRow;
use crate::models::ComponentId;
use crate::pipeline::{Key, PipelineConfig};
use crate::ranking::{self, Because, Moved, RankedList};
use crate::said;
use crate::split::{History, HistoryBuf, Part, TrainTestSplit};
use crate::workspace::node::{AnyNode, Node, NodeId, Policy, Spec, Task, nodes};
use crate::workspace::stage::StageState;

/// Places of a previewed list.
const LIST_LENGTH: usize = 20;
/// Items of the history that are named as reasons for an entry.
const REASONS: usize = 3;
/// Users that a search shows.
const FOUND: usize = 200;
/// Users after which a search looks whether it should stop.
const CHUNK: usize = 65_536;

/// What can be done with lists.
#[derive(Debug, Clone)]
pub enum PreviewCommand {
    /// Look for users by identifier.
    FindUsers(String),
    /// Show the list of a user.
    PickUser(u32),
    /// Show the list of a visitor of whom nothing is known.
    InventUser,
    /// Do something with an item as the user whose list is shown.
    Act(u32, Act),
    /// Take back the act at this place, counted from the first.
    UndoAct(usize),
    /// Take back all acts.
    StartAgain,
}

/// Whose list is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Who {
    /// The first user whose held-out choices are known.
    #[default]
    First,
    /// The user with an identifier; the first one where the log does not know it.
    Known(Box<str>),
    /// A visitor whom the log does not know.
    Visitor,
}

/// The list of one user at some weights.
#[derive(Clone)]
pub struct Preview {
    /// The log whose users and items it speaks of.
    pub log: Arc<LoadedData>,
    /// The user; none if it is a visitor whom the log does not know.
    pub user: Option<u32>,
    /// Models in the order of the list's parts.
    pub models: Vec<ComponentId>,
    /// Their weights.
    pub weights: Vec<f32>,
    /// What is known of them, newest first.
    pub history: Vec<Met>,
    /// What was done as the user since, the newest last.
    pub acts: Vec<(u32, Act)>,
    /// What they went on to choose in the part for choosing, ascending.
    pub held_out: Vec<u32>,
    /// The list.
    pub list: RankedList,
    /// What moved in it by the last act, if there is one.
    pub moved: Option<Moved>,
    /// Key of the scores that it was made from.
    scores: Key,
}

/// An item that a user met.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Met {
    /// The item.
    pub item: u32,
    /// When they last met it, where the log has times.
    pub at: Option<i64>,
    /// How much speaks for it, or what speaks against it.
    pub weight: Result<f32, NegativeKind>,
}

impl Preview {
    /// Who it is.
    pub fn name(&self) -> Said {
        let id = |user| Said::plain(self.log.data.interactions.users.id(user as usize));
        self.user.map_or_else(|| said!("preview-visitor"), id)
    }
}

/// The stage *Preview*.
#[derive(Default)]
pub struct PreviewStage {
    who: Who,
    acts: Vec<(u32, Act)>,
    searched: String,
    /// Users whose identifier holds the searched text, the first of them.
    pub found: Node<Vec<u32>>,
    list: Node<Preview>,
    reasons: Node<Vec<Vec<Because>>>,
}

impl PreviewStage {
    nodes! {
        Found => found,
        List => list,
        Reasons => reasons,
    }

    /// When one of its nodes is made, and from what.
    pub fn spec(
        &self,
        id: &NodeId,
        config: &PipelineConfig,
        data: &DataStage,
        models: &ModelsStage,
        blend: &BlendStage,
    ) -> Option<Spec> {
        self.node(id)?;
        Some(match id {
            NodeId::Found => {
                let split = data.split.status.wanted;
                let key = split.map(|split| Key::following("found", &[split], &self.searched));
                Spec::new(Policy::Always, key, [NodeId::Data, NodeId::Split])
            }
            NodeId::List => {
                let ids = blended(config, models);
                let asked = || {
                    let user = self.user(data)?;
                    let weights = config.blend.weights_of(&ids);
                    Some(Key::following("list", &[blend.scores.status.wanted?], &(&ids, user, weights, &self.acts)))
                };
                let needs = [NodeId::Data, NodeId::Split].into_iter().chain(ids.iter().cloned().map(NodeId::Model));
                Spec::new(Policy::Newest, asked(), needs.collect::<Vec<_>>())
            }
            NodeId::Reasons => {
                let key = self.list.status.wanted.map(|list| Key::following("reasons", &[list], &()));
                // A list never waits for its reasons.
                Spec::new(Policy::Settled, key, [NodeId::List])
            }
            _ => return None,
        })
    }

    /// The work that makes one of its nodes.
    pub fn task(
        &self,
        id: &NodeId,
        config: &PipelineConfig,
        data: &DataStage,
        models: &ModelsStage,
        blend: &BlendStage,
    ) -> Option<Task> {
        self.node(id)?;
        Some(match id {
            NodeId::Found => {
                let (loaded, split) = (data.loaded.fresh()?.clone(), data.split.fresh()?.clone());
                let text = self.searched.trim().to_lowercase();
                self.found.task(said!("job-finding-users"), Lane::Interactive, move |ctx| {
                    // Without a search the evaluated users come first: their lists can be compared with what they chose.
                    match text.is_empty() {
                        true => {
                            let holdout = split.validation.as_ref().unwrap_or(&split.test);
                            Ok(holdout.users.iter().take(FOUND).map(|user| user.0).collect())
                        }
                        false => found(&loaded, &text, ctx),
                    }
                })
            }
            NodeId::List => {
                let ask = self.ask(config, data, models, blend)?;
                let shown = self.list.value.clone();
                self.list.task(said!("job-list"), Lane::Interactive, move |_| Ok(ask.preview(shown.as_deref())))
            }
            NodeId::Reasons => {
                let (ask, preview) = (self.ask(config, data, models, blend)?, self.list.fresh()?.clone());
                self.reasons.task(said!("job-reasons"), Lane::Background, move |ctx| {
                    let history = ask.history_after(&preview.acts);
                    let mut reasons = Vec::with_capacity(preview.list.entries.len());
                    for entry in &preview.list.entries {
                        ctx.check()?;
                        reasons.push(ranking::because(&ask.components, history.as_history(), entry, REASONS));
                    }
                    Ok(reasons)
                })
            }
            _ => return None,
        })
    }

    fn ask(&self, config: &PipelineConfig, data: &DataStage, models: &ModelsStage, blend: &BlendStage) -> Option<Ask> {
        let ids = blended(config, models);
        Some(Ask {
            loaded: data.loaded.fresh()?.clone(),
            split: data.split.fresh()?.clone(),
            part: data.choosing_part(),
            components: components(config, data, models)?,
            weights: as_f32(&config.blend.weights_of(&ids)),
            models: ids,
            transform: config.data.weights.transform,
            user: self.user(data)?,
            acts: self.acts.clone(),
            scores: blend.scores.status.wanted?,
        })
    }

    /// Forgets what speaks of the users and items of another log.
    pub fn follow(&mut self, arrived: &NodeId) {
        if *arrived == NodeId::Data {
            self.acts.clear();
            self.found.forget();
        }
    }

    /// The user whose list is shown, or that it is a visitor; `None` where there is nobody to show.
    pub fn user(&self, data: &DataStage) -> Option<Option<u32>> {
        let first = || {
            // Names are those of the log: its users must be the split's.
            let (_, split) = (data.loaded.fresh()?, data.split.fresh()?);
            let holdout = split.validation.as_ref().unwrap_or(&split.test);
            holdout.users.first().map(|user| Some(user.0))
        };
        match &self.who {
            Who::Visitor => Some(None),
            Who::First => first(),
            Who::Known(id) => data.loaded.fresh()?.data.interactions.users.index(id).map(Some).or_else(first),
        }
    }

    /// Whether the list is that of a visitor whom the log does not know.
    pub fn is_visitor(&self) -> bool {
        self.who == Who::Visitor
    }

    /// What is tried as the user, the newest last.
    pub fn acts(&self) -> &[(u32, Act)] {
        &self.acts
    }

    /// The newest list.
    pub fn list(&self) -> Option<&Arc<Preview>> {
        self.list.value.as_ref()
    }

    /// What speaks for each entry of the newest list, once that is known.
    pub fn reasons(&self) -> Option<&Vec<Vec<Because>>> {
        let of_list = self.list.status.made.map(|list| Key::following("reasons", &[list], &()));
        self.reasons.value.as_deref().filter(|_| self.reasons.status.made == of_list)
    }

    /// Whether something can be done with the list that is shown: it is that of the chosen user, made from the present log and
    /// models.
    pub fn can_act(&self, data: &DataStage, blend: &BlendStage) -> bool {
        let is_present =
            |p: &Arc<Preview>| Some(p.user) == self.user(data) && Some(p.scores) == blend.scores.status.wanted;
        self.list().is_some_and(is_present)
    }

    /// Chooses users and tries acts as a command says.
    pub fn carry_out(&mut self, command: PreviewCommand, data: &DataStage, blend: &BlendStage) {
        match command {
            PreviewCommand::FindUsers(text) => self.searched = text,
            PreviewCommand::PickUser(user) => {
                let Some(loaded) = data.loaded.value.as_ref() else { return };
                if self.user(data) != Some(Some(user)) {
                    self.acts.clear();
                }
                let users = &loaded.data.interactions.users;
                if (user as usize) < users.len() {
                    self.who = Who::Known(users.id(user as usize).into());
                }
            }
            PreviewCommand::InventUser => {
                self.who = Who::Visitor;
                self.acts.clear();
            }
            PreviewCommand::Act(item, act) => {
                let Some(loaded) = data.loaded.value.as_ref().filter(|_| self.can_act(data, blend)) else { return };
                let is_known = (item as usize) < loaded.data.interactions.items.len();
                if is_known && loaded.acts.iter().any(|(offered, _)| *offered == act) {
                    self.acts.push((item, act));
                }
            }
            PreviewCommand::UndoAct(place) => {
                if place < self.acts.len() {
                    self.acts.remove(place);
                }
            }
            PreviewCommand::StartAgain => self.acts.clear(),
        }
    }

    /// How the stage stands.
    pub fn state(&self, blend: &BlendStage) -> StageState {
        match (self.list.value.is_some(), blend.scores.status.is_fresh()) {
            (true, true) => StageState::Done,
            (true, false) => StageState::Stale,
            _ => StageState::Empty,
        }
    }
}

/// The first users whose identifier holds a text.
fn found(loaded: &LoadedData, text: &str, ctx: &TaskContext) -> Result<Vec<u32>, crate::base::StageError> {
    let mut found = Vec::new();
    for (user, id) in loaded.data.interactions.users.iter().enumerate() {
        if user % CHUNK == 0 {
            ctx.check()?;
        }
        if id.to_lowercase().contains(text) {
            found.push(user as u32);
            if found.len() == FOUND {
                break;
            }
        }
    }
    Ok(found)
}

/// All that a list follows from.
struct Ask {
    loaded: Arc<LoadedData>,
    split: Arc<TrainTestSplit>,
    part: Part,
    components: Components,
    models: Vec<ComponentId>,
    weights: Vec<f32>,
    transform: Transform,
    user: Option<u32>,
    acts: Vec<(u32, Act)>,
    scores: Key,
}

impl Ask {
    /// Whether a list is the one for these acts, all else being as asked.
    fn answers(&self, preview: &Preview, acts: &[(u32, Act)]) -> bool {
        preview.user == self.user
            && preview.scores == self.scores
            && preview.weights == self.weights
            && preview.acts == acts
    }

    /// What the log knows of the user.
    fn known(&self) -> History<'_> {
        match self.user {
            Some(user) => holdout(&self.split, self.part).history.of(user as usize),
            None => History::EMPTY,
        }
    }

    fn history_after(&self, acts: &[(u32, Act)]) -> HistoryBuf {
        let mut history = HistoryBuf::of(self.known(), self.transform);
        for (item, act) in acts {
            let weight = self.loaded.acts.iter().find(|(offered, _)| offered == act);
            history.push(*item, weight.map_or(1.0, |(_, weight)| *weight));
        }
        history
    }

    fn list(&self, acts: &[(u32, Act)]) -> RankedList {
        let history = self.history_after(acts);
        ranking::recommend(&self.components, &self.weights, history.as_history(), LIST_LENGTH)
    }

    /// What moved by the last act; `shown` saves making the list before it, if that is the one.
    fn moved(&self, list: &RankedList, shown: Option<&Preview>) -> Option<Moved> {
        let (_, before) = self.acts.split_last()?;
        let mut moved = match shown.filter(|shown| self.answers(shown, before)) {
            Some(shown) => Moved::between(&shown.list, list),
            None => Moved::between(&self.list(before), list),
        };
        // What was acted on did not leave: it stands in the history now.
        moved.left.retain(|item| self.acts.iter().all(|(acted, _)| acted != item));
        Some(moved)
    }

    fn preview(self, shown: Option<&Preview>) -> Preview {
        let log = &self.loaded.data.interactions;
        let holdout = holdout(&self.split, self.part);
        // Events of a user ascend by item.
        let last_time = |user: u32, item: u32| {
            let first = log.events.partition_point(|e| (e.user, e.item) < (user, item));
            let of_item = log.events[first..].iter().take_while(|e| (e.user, e.item) == (user, item));
            let known = of_item.zip(&self.split.parts[first..]).filter(|(_, part)| **part < holdout.part);
            known.map(|(e, _)| e.time).max().filter(|_| log.has_time)
        };
        let known = self.known();
        let newest_first = known.order.iter().rev().copied();
        let mut history: Vec<Met> = newest_first
            .map(|item| Met { item, at: self.user.and_then(|u| last_time(u, item)), weight: Ok(known.items.get(item)) })
            .collect();
        let against = |item: u32| {
            let (user, negatives) = (self.user?, &self.loaded.data.negatives);
            let first = negatives.partition_point(|n| (n.event.user, n.event.item) < (user, item));
            let of_item = negatives[first..].iter().take_while(|n| (n.event.user, n.event.item) == (user, item));
            let known = of_item.zip(&self.split.negative_parts[first..]).filter(|(_, part)| **part < holdout.part);
            let last = known.map(|(negative, _)| negative).max_by_key(|negative| negative.event.time)?;
            Some(Met { item, at: Some(last.event.time).filter(|_| log.has_time), weight: Err(last.kind) })
        };
        history.extend(known.unwanted(log.items.len()).filter_map(against));
        // Those of one moment, or of a log without times, stay as they are.
        history.sort_by_key(|met| Reverse(met.at));
        let place = self.user.and_then(|user| holdout.users.binary_search_by_key(&user, |u| u.0).ok());
        let held = place.map_or(SparseRow::EMPTY, |at| holdout.held_out.row(at));
        let list = self.list(&self.acts);
        Preview {
            user: self.user,
            history,
            held_out: held.indices.to_vec(),
            moved: self.moved(&list, shown),
            list,
            models: self.models,
            weights: self.weights,
            acts: self.acts,
            scores: self.scores,
            log: self.loaded,
        }
    }
}

//! What has to be made next: one loop over the nodes in the order in which data flows.
//!
//! After every command and every finished job, [`Workspace::drive`] writes into each node what the settings want it to be made from,
//! stops jobs whose result nobody wants any more, and begins those whose time has come by their policy.

use std::collections::HashSet;

use super::job::{Job, Product};
use super::node::{AnyNode, Claim, NodeId, Policy, Spec, Status, Ticket};
use super::open_project::OpenProject;
use super::settings::Gesture;
use super::stages::models::QUICK_SECONDS;
use super::state::Workspace;
use crate::base::StageError;
use crate::pipeline::Fingerprints;

/// All nodes with when and from what they are made, in the order of the flow.
struct Plan(Vec<(NodeId, Spec)>);

impl Plan {
    fn spec(&self, id: &NodeId) -> Option<&Spec> {
        self.0.iter().find(|(of, _)| of == id).map(|(_, spec)| spec)
    }
}

impl Workspace {
    /// Starts whatever is wanted and can be made.
    pub(super) fn drive(&mut self) {
        self.drive_keeping();
        let Some(open) = &mut self.open else { return };
        let plan = open.want(&self.fingerprints, &mut self.last_ticket);
        if open.settings.gesture() != Some(Gesture::Setting) {
            self.stop_obsolete(&plan);
            self.drive_kept_models();
        }
        self.begin(&plan);
        if let Some(open) = &self.open {
            self.trace.print(|| open.rows());
        }
    }

    /// Stops jobs for settings that are gone. What was asked for is made with the present ones next.
    fn stop_obsolete(&mut self, plan: &Plan) {
        let is_obsolete = |open: &OpenProject, id: &NodeId, spec: &Spec| {
            let (key, _) = open.node(id)?.status().making?;
            // A model that was given another name meanwhile is the same model.
            let is_renamed = spec.claim == Claim::Training && open.models.wants(key);
            Some(spec.policy != Policy::Newest && spec.key != Some(key) && !is_renamed)
        };
        self.stop_where(is_obsolete, plan);
    }

    /// Stops the jobs of some nodes, without a word: what is still wanted is begun again by itself.
    fn stop_where(&mut self, is_stopped: impl Fn(&OpenProject, &NodeId, &Spec) -> Option<bool>, plan: &Plan) {
        let Some(open) = &mut self.open else { return };
        for (id, spec) in &plan.0 {
            if is_stopped(open, id, spec) == Some(true)
                && let Some((_, job)) = open.node_mut(id).and_then(|node| node.status_mut().making.take())
            {
                self.jobs.cancel(job);
            }
        }
    }

    /// Stops what gives way to training.
    pub(super) fn stop_idle(&mut self) {
        let Some(open) = &mut self.open else { return };
        let plan = open.want(&self.fingerprints, &mut self.last_ticket);
        self.stop_where(|_, _, spec| Some(spec.claim == Claim::Idle), &plan);
    }

    /// Begins what has to be made and has all that it needs.
    fn begin(&mut self, plan: &Plan) {
        let is_looking = self.jobs.is_running(&Job::LookAtFiles);
        let Some(open) = &mut self.open else { return };
        if !is_looking {
            open.data.drop_what_cannot_begin(open.settings.now());
        }
        for id in open.demand(plan, is_looking) {
            let Some(open) = &mut self.open else { return };
            let (Some(spec), Some(node)) = (plan.spec(&id), open.node(&id)) else { continue };
            if node.status().making.is_some() {
                continue;
            }
            if let Some(error) = open.failed_need(plan, spec) {
                open.give_up(&id, spec, error);
                continue;
            }
            let is_there = |need: &NodeId| open.node(need).is_some_and(|node| node.status().is_fresh());
            let is_held = match open.settings.gesture() {
                None => false,
                Some(Gesture::Weight) => spec.policy == Policy::Settled,
                Some(Gesture::Setting) => spec.policy != Policy::Newest,
            };
            let Some(key) = spec.key.filter(|_| !is_held && spec.needs.iter().all(is_there)) else { continue };
            let is_being_made = |(of, _): &(NodeId, Spec)| {
                open.node(of).and_then(|node| node.status().making).is_some_and(|(other, _)| other == key)
            };
            let is_being_made = plan.0.iter().any(is_being_made);
            if is_being_made || self.has_to_wait(spec.claim) {
                continue;
            }
            let Some(task) = self.open.as_ref().and_then(|open| open.task(&id, &self.fingerprints)) else { continue };
            if spec.claim == Claim::Training {
                self.stop_where(|_, _, spec| Some(spec.claim == Claim::Idle), plan);
            }
            if let Some(open) = &mut self.open {
                open.data.begin(&id);
                if spec.claim == Claim::Training {
                    open.models.forget_former(open.settings.now());
                }
            }
            let (work, of) = (task.work, id.clone());
            let job = self.jobs.submit(Job::Make(id.clone()), task.title, task.lane, move |ctx| {
                Ok(Product::Made(of, key, work(ctx)?))
            });
            if let Some(node) = self.open.as_mut().and_then(|open| open.node_mut(&id)) {
                node.status_mut().making = Some((key, job));
            }
        }
    }

    /// Whether what a job would take for itself is taken.
    fn has_to_wait(&self, claim: Claim) -> bool {
        let (running, stopping) = (self.jobs.running(), self.jobs.stopping());
        let is_log =
            |job: &Job| matches!(job, Job::LookAtFiles | Job::Make(NodeId::Log | NodeId::Cleaned | NodeId::Data));
        let models = self.models();
        match claim {
            Claim::Nothing => false,
            // What stops still has its memory.
            Claim::Log => running.iter().chain(&stopping).any(|job| is_log(&job.kind)),
            // What was kept need not be trained: that is seen first. A training that stops still has its memory.
            Claim::Training => {
                let blocks = |job: &Job| matches!(job, Job::FetchModels | Job::Make(NodeId::Model(_)));
                models.is_paused
                    || running.iter().any(|job| blocks(&job.kind))
                    || stopping.iter().any(|job| job.kind.is_training())
            }
            Claim::Idle => {
                running.iter().any(|job| job.kind.is_training() && !job.is_paused)
                    || !(models.queue().is_empty() || models.is_paused)
            }
        }
    }

    /// Asks for something; whatever failed on the way to it is tried again.
    pub(super) fn ask(&mut self, ids: &[NodeId]) {
        let Some(open) = &mut self.open else { return };
        let plan = open.want(&self.fingerprints, &mut self.last_ticket);
        for id in ids {
            open.try_again(id, &plan);
            self.last_ticket += 1;
            if let Some(node) = open.node_mut(id) {
                node.status_mut().asked.get_or_insert(self.last_ticket);
            }
        }
    }
}

impl OpenProject {
    /// Writes into each node what it should be made from, and asks for what is quickly made again.
    fn want(&mut self, known: &Fingerprints, last_ticket: &mut Ticket) -> Plan {
        let mut plan = Plan(Vec::new());
        for id in self.ids() {
            let Some(spec) = self.spec(&id, known) else { continue };
            if let Some(status) = self.node_mut(&id).map(AnyNode::status_mut) {
                if spec.policy == Policy::Once && status.wanted != spec.key {
                    status.asked = None;
                }
                status.wanted = spec.key;
            }
            if let NodeId::Model(name) = &id {
                self.models.follow(name, self.settings.now());
            }
            let is_quick = spec.policy == Policy::IfQuick;
            plan.0.push((id.clone(), spec));
            if is_quick && self.cost(&plan, &id).is_some_and(|seconds| seconds < QUICK_SECONDS) {
                self.ask_quick(&id, last_ticket);
            }
        }
        plan
    }

    /// Asks for what is quickly made again. What was begun goes on to its end, however long it takes this time.
    fn ask_quick(&mut self, id: &NodeId, last_ticket: &mut Ticket) {
        let Some(status) = self.node_mut(id).map(AnyNode::status_mut) else { return };
        if !status.is_fresh() && status.asked.is_none() && status.wanted.is_some() {
            *last_ticket += 1;
            status.asked = Some(*last_ticket);
        }
    }

    /// What is to be made, in the order of the flow: by its own policy, or because something that was asked for needs it.
    fn demand(&mut self, plan: &Plan, is_looking: bool) -> Vec<NodeId> {
        let mut pulled = HashSet::new();
        let mut demanded = Vec::new();
        for (id, spec) in plan.0.iter().rev() {
            let Some(status) = self.node_mut(id).map(AnyNode::status_mut) else { continue };
            if status.is_fresh() && !(is_looking && spec.claim == Claim::Log) {
                status.asked = None;
            }
            if status.is_fresh() || status.failed().is_some() {
                continue;
            }
            let is_asked = status.asked.is_some() || pulled.contains(id);
            if is_asked {
                pulled.extend(spec.needs.iter().cloned());
            }
            let is_made = match spec.policy {
                Policy::Always | Policy::Settled | Policy::Newest => true,
                Policy::IfQuick | Policy::Once => status.asked.is_some(),
                Policy::WhenAsked => is_asked,
            };
            if is_made {
                demanded.push(id.clone());
            }
        }
        demanded.reverse();
        demanded
    }

    /// Seconds that making something again should take, with what is made for it alone; `None` where that is not known or cannot be
    /// done.
    fn cost(&self, plan: &Plan, id: &NodeId) -> Option<f64> {
        let (spec, status) = (plan.spec(id)?, self.node(id)?.status());
        if status.is_fresh() {
            return Some(0.0);
        }
        if status.failed().is_some() || status.made.is_none() {
            return None;
        }
        // What was never made before is taken to be quick: it was not needed so far. What was made and is gone has no cost.
        let was_made = |status: &Status| status.made.is_some() || status.seconds > 0.0;
        let is_known = |need: &&NodeId| self.node(need).is_some_and(|need| was_made(need.status()));
        made_for_it(plan, spec)
            .filter(is_known)
            .try_fold(status.seconds, |sum, need| Some(sum + self.cost(plan, need)?))
    }

    /// Why something that is needed is not going to be there.
    fn failed_need(&self, plan: &Plan, spec: &Spec) -> Option<StageError> {
        let failed = spec.needs.iter().find_map(|need| self.node(need)?.status().failed().cloned());
        failed.or_else(|| made_for_it(plan, spec).find_map(|need| self.failed_need(plan, plan.spec(need)?)))
    }

    /// What was asked for and cannot be had failed, or was stopped, for the same reason.
    fn give_up(&mut self, id: &NodeId, spec: &Spec, error: StageError) {
        let Some(status) = self.node_mut(id).map(AnyNode::status_mut).filter(|status| status.asked.is_some()) else {
            return;
        };
        if matches!(error, StageError::Cancelled(_)) && spec.policy == Policy::IfQuick {
            // Once all that it needs is there, it follows as before.
            status.asked = None;
        } else if let Some(key) = spec.key {
            status.asked = None;
            status.failure = Some((key, error));
        }
    }

    /// Forgets that something failed, and what it needs.
    fn try_again(&mut self, id: &NodeId, plan: &Plan) {
        for need in plan.spec(id).into_iter().flat_map(|spec| &spec.needs) {
            self.try_again(need, plan);
        }
        if let Some(node) = self.node_mut(id) {
            node.status_mut().failure = None;
        }
    }

    /// Forgets all failures.
    pub(super) fn try_all_again(&mut self) {
        for id in self.ids() {
            if let Some(node) = self.node_mut(&id) {
                node.status_mut().failure = None;
            }
        }
    }
}

/// What something needs and is made because something needs it.
fn made_for_it<'a>(plan: &'a Plan, spec: &'a Spec) -> impl Iterator<Item = &'a NodeId> {
    spec.needs.iter().filter(|need| plan.spec(need).is_some_and(|spec| spec.policy == Policy::WhenAsked))
}

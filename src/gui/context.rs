//! What a view gets: the workspace to read, its own state, and a place for what the user did.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::dialogs::Purpose;
use super::prepared::Prepared;
use super::prompts::{LeavePrompt, PathPrompt};
use super::series::Series;
use super::theme::Tokens;
use super::widgets::data_table::Sort;
use super::widgets::scatter_plot::ScatterPoint;
use crate::base::Said;
use crate::data::{Fate, TableKind};
use crate::metrics::Metric;
use crate::models::item_knn::ItemKnnConfig;
use crate::models::{Component, ComponentId, ModelKind};
use crate::pipeline::Edit;
use crate::pipeline::search::SearchConfig;
use crate::words::{Language, Words};
use crate::workspace::{Command, PreviewCommand, Stage, Workspace};

/// Handed from view to view for one frame.
pub struct ViewContext<'a> {
    /// The state, to be read.
    pub ws: &'a Workspace,
    /// What only the screen knows.
    pub view: &'a mut ViewState,
    /// The words of its language.
    pub words: &'a Words,
    /// Colours and sizes.
    pub tokens: &'a Tokens,
    /// Whether the window is narrow: rail and inspector take less, remarks give way.
    pub is_narrow: bool,
    /// What the user did, carried out after the frame.
    pub commands: Vec<Command>,
    /// A dialog to open after the frame.
    pub dialog: Option<Purpose>,
    /// A language to speak after the frame.
    pub language: Option<&'static Language>,
}

impl ViewContext<'_> {
    /// Notes what the user did.
    pub fn send(&mut self, command: impl Into<Command>) {
        self.commands.push(command.into());
    }

    /// The words of something that is said.
    pub fn say(&self, said: impl Into<Said>) -> String {
        self.words.say(said)
    }

    /// How a model looks.
    pub fn series(&self, id: &ComponentId) -> Series {
        Series::of(id, self.ws.config(), self.tokens, self.words)
    }

    /// The kind of a model of the settings, of one that was left out, or the kind of this name.
    pub fn kind_of(&self, id: &ComponentId) -> Option<ModelKind> {
        let left_out = || self.view.left_out.iter().find(|left| left.id == *id).map(|left| left.model.kind());
        self.ws.config().model(id).map(|model| model.kind()).or_else(left_out).or_else(|| ModelKind::named(id.as_str()))
    }

    /// Notes a change of settings.
    pub fn edit(&mut self, change: impl FnOnce(&mut crate::pipeline::PipelineConfig)) {
        let mut config = self.ws.config().clone();
        change(&mut config);
        let edits = Edit::between(self.ws.config(), &config);
        if !edits.is_empty() {
            self.send(Command::Edit(edits));
        }
    }
}

/// What stands below the models.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ModelsTab {
    /// The figures of the models that take part.
    #[default]
    Figures,
    /// Looking for settings of the chosen model.
    Search,
    /// All that was trained so far.
    Runs,
}

/// The trials of a search, in the order in which they are shown.
pub struct TrialRows {
    /// How many were judged on all users.
    pub n_full: usize,
    /// The best of them, by its place in the record.
    pub best: Option<usize>,
    /// Each as a point.
    pub points: Vec<ScatterPoint>,
    /// The best ones by their place in the record, with their settings in words.
    pub top: Vec<(usize, String)>,
}

/// How the table of runs is looked at.
pub struct RunsView {
    /// Words that a run must hold.
    pub filter: String,
    /// The column that they are sorted by.
    pub sort: Sort,
    /// Runs that are ticked.
    pub chosen: BTreeSet<u64>,
    /// The run that is being named, with the text so far.
    pub renaming: Option<(u64, String)>,
    /// Whether deleting waits for a second click.
    pub is_deleting: bool,
    /// The runs that are shown, by their place in the book, with their settings in words.
    pub rows: Prepared<Vec<(usize, String)>>,
}

impl Default for RunsView {
    fn default() -> Self {
        Self {
            filter: String::new(),
            sort: Sort { column: usize::MAX, is_descending: true },
            chosen: BTreeSet::new(),
            renaming: None,
            is_deleting: false,
            rows: Prepared::default(),
        }
    }
}

/// Where the user is on the screen.
pub struct ViewState {
    /// The stage shown.
    pub stage: Stage,
    /// The file whose columns are shown.
    pub table: TableKind,
    /// The dropped rows that are looked at.
    pub shown_fate: Option<Fate>,
    /// The model whose settings are shown.
    pub model: ComponentId,
    /// The model that is being named, with the text so far.
    pub naming: Option<(ComponentId, String)>,
    /// Models that take no part any more, with their settings: they come back as they were.
    pub left_out: Vec<Component>,
    /// What stands below the models.
    pub models_tab: ModelsTab,
    /// How the next search is to be made.
    pub search_config: SearchConfig,
    /// The setting that trials are drawn against.
    pub search_axis: &'static str,
    /// The trials of the search that is shown.
    pub trials: Prepared<TrialRows>,
    /// The table of runs.
    pub runs: RunsView,
    /// The metric of the curve.
    pub metric: Metric,
    /// The length of list of figures; the last of the settings if it is not among them.
    pub k: usize,
    /// The attribute that colours the map of items; the first that it offers if it is not among them.
    pub map_color: String,
    /// Text in the field for a path.
    pub path: String,
    /// The prompt for a path that is open.
    pub prompt: Option<PathPrompt>,
    /// The question before unsaved work is left.
    pub leave: Option<LeavePrompt>,
    /// Text in the field for users.
    pub search: String,
    /// Whether the list of messages is open.
    pub shows_messages: bool,
    /// Whether lists are shown as tiles.
    pub shows_tiles: bool,
    /// Whether it is shown how long frames take and how everything that is made stands.
    pub shows_workings: bool,
    /// What lasts from one start to the next.
    pub kept: Kept,
}

impl ViewState {
    /// What is taken back next: in the preview the last act, which is no setting; else the last change of the settings.
    pub fn undo(&self, ws: &Workspace) -> Option<Command> {
        let last_act = ws.preview().acts().len().checked_sub(1).filter(|_| self.stage == Stage::Preview);
        let of_settings = || ws.can_undo().then_some(Command::Undo);
        last_act.map(|last| PreviewCommand::UndoAct(last).into()).or_else(of_settings)
    }

    /// The length of list whose figures are shown: the chosen one, or the longest.
    pub fn list_length(&self, ws: &Workspace) -> usize {
        let ks = &ws.config().evaluation.k;
        if ks.contains(&self.k) { self.k } else { ks.last().copied().unwrap_or(20) }
    }

    /// Forgets where the user was in the project that was left. What is not named here belongs to a project.
    pub fn forget_project(&mut self) {
        let Self { path, shows_tiles, shows_workings, kept, .. } = std::mem::take(self);
        *self = Self { path, shows_tiles, shows_workings, kept, ..Self::default() };
    }
}

/// What lasts from one start to the next.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// Projects opened or saved last, newest first.
    pub recent: Vec<std::path::PathBuf>,
    /// The id of the language that was chosen; without one it is the system's.
    pub language: Option<String>,
    /// Whether dark or light was chosen; without a choice it is as the system has it.
    pub is_dark: Option<bool>,
    /// How much larger than usual all is drawn.
    pub zoom: Option<f32>,
}

impl Default for ViewState {
    fn default() -> Self {
        Self {
            stage: Stage::Data,
            table: TableKind::Events,
            shown_fate: None,
            model: ModelKind::of::<ItemKnnConfig>().into(),
            naming: None,
            left_out: Vec::new(),
            models_tab: ModelsTab::default(),
            search_config: SearchConfig::default(),
            search_axis: "",
            trials: Prepared::default(),
            runs: RunsView::default(),
            metric: Metric::Ndcg,
            k: 20,
            map_color: String::new(),
            path: String::new(),
            prompt: None,
            leave: None,
            search: String::new(),
            shows_messages: false,
            shows_tiles: true,
            shows_workings: false,
            kept: Kept::default(),
        }
    }
}

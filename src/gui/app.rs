//! The window: its logic before each frame, and the frame around the stages.

use std::collections::VecDeque;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use egui::{CentralPanel, Frame, Key, KeyboardShortcut, Margin, Modifiers, Panel, ThemePreference};

use super::context::{Kept, ViewContext, ViewState};
use super::dialogs::{Dialogs, Purpose};
use super::frame::toasts::Toasts;
use super::frame::{leave, node_table, path_prompt, rail, status_bar};
use super::prompts::{Answer, Leave, LeavePrompt, PathPrompt};
use super::say::{say, speak, words};
use super::stages;
use super::theme::{self, Tokens, gap};
use crate::words::{Language, Words};
use crate::workspace::{Command, DataCommand, Stage, Workspace};
use crate::{project, said};

/// Where the kept part of the view lies in eframe's storage.
const KEPT: &str = "view";
/// Windows below this width are narrow.
const NARROW: f32 = 1200.0;
/// Recent projects shown.
const RECENT: usize = 8;
/// How often a running job's progress is drawn.
const PROGRESS_INTERVAL: Duration = Duration::from_millis(100);

/// The window.
pub struct App {
    workspace: Workspace,
    view: ViewState,
    /// Which opening of a project the view is of.
    opening: u64,
    dialogs: Dialogs,
    toasts: Toasts,
    frame_times: FrameTimes,
}

impl App {
    /// Sets fonts and style, takes up what was kept, and opens `files`. What must not be lost lies in the folder `state`. The
    /// language is the given one, else the kept one, else the system's.
    pub fn new(
        creation: &eframe::CreationContext<'_>,
        files: Vec<PathBuf>,
        state: Option<PathBuf>,
        language: Option<&'static Language>,
    ) -> Self {
        theme::apply(&creation.egui_ctx);
        // Background work has all processors, but gives way to the window.
        let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
        let ctx = creation.egui_ctx.clone();
        let mut app = Self {
            workspace: Workspace::new(threads, state, move || ctx.request_repaint()),
            view: ViewState::default(),
            opening: 0,
            dialogs: Dialogs::default(),
            toasts: Toasts::default(),
            frame_times: FrameTimes::default(),
        };
        if let Some(kept) = creation.storage.and_then(|s| eframe::get_value::<Kept>(s, KEPT)) {
            app.view.kept = kept;
            // Earlier programs also kept logs that were only looked at.
            app.view.kept.recent.retain(|path| project::is_project(path));
        }
        if let Some(is_dark) = app.view.kept.is_dark {
            creation.egui_ctx.set_theme(if is_dark { ThemePreference::Dark } else { ThemePreference::Light });
        }
        if let Some(zoom) = app.view.kept.zoom {
            creation.egui_ctx.set_zoom_factor(zoom);
        }
        let kept = || Language::named(app.view.kept.language.as_deref()?);
        speak(&creation.egui_ctx, Words::of(language.or_else(kept).unwrap_or_else(Language::of_system)));
        if !files.is_empty() {
            app.carry_out(Command::Open(files));
        }
        app
    }

    /// The state, for tests to look at.
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// Carries out what the user did; what would leave unsaved work is asked about first.
    pub fn carry_out(&mut self, command: impl Into<Command>) {
        let command = command.into();
        if leave::leaves(&command)
            && let Some(prompt) = LeavePrompt::before(Leave::By(command.clone()), &self.workspace)
        {
            self.view.leave = Some(prompt);
            return;
        }
        if let (Command::Save(_), Some(prompt)) = (&command, &mut self.view.leave) {
            prompt.answer = Answer::Saving;
        }
        self.carry_out_now(command);
    }

    fn carry_out_now(&mut self, command: Command) {
        // The next path is typed into an empty field; one that could not be opened stays to be corrected.
        if matches!(command, Command::Close) {
            self.view.path.clear();
        }
        self.workspace.update(command);
    }

    /// Holds the window back while there is unsaved work, and goes on as its question was answered.
    fn leave(&mut self, ctx: &egui::Context) {
        if ctx.input(|i| i.viewport().close_requested())
            && let Some(prompt) = LeavePrompt::before(Leave::Window, &self.workspace)
        {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.view.leave = Some(prompt);
        }
        let Some(prompt) = self.view.leave.take() else { return };
        let answer = match prompt.answer {
            Answer::Back => return,
            Answer::Discard => return self.go_on(prompt.leave, ctx),
            Answer::Save => match self.workspace.project_path().map(Path::to_owned) {
                Some(path) => {
                    self.carry_out_now(Command::Save(path));
                    Answer::Saving
                }
                None => {
                    self.view.prompt = Some(PathPrompt::save(&self.workspace.config().data.events));
                    Answer::Naming
                }
            },
            Answer::Saving if self.workspace.is_saving() => Answer::Saving,
            // What could not be saved is not left; the message says why.
            Answer::Saving if self.workspace.has_unsaved_work() => return,
            Answer::Saving => return self.go_on(prompt.leave, ctx),
            answer => answer,
        };
        self.view.leave = Some(LeavePrompt { answer, ..prompt });
    }

    fn go_on(&mut self, leave: Leave, ctx: &egui::Context) {
        match leave {
            Leave::By(command) => self.carry_out_now(command),
            Leave::Window => {
                self.carry_out_now(Command::Close);
                ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            }
        }
    }

    fn shortcuts(&mut self, ctx: &egui::Context) {
        let pressed = |modifiers, key| ctx.input_mut(|i| i.consume_shortcut(&KeyboardShortcut::new(modifiers, key)));
        let command = Modifiers::COMMAND;
        // A field that is typed in takes back what was typed; a question that is open comes first.
        let is_asking = self.view.prompt.is_some() || self.view.leave.is_some();
        if !is_asking && !ctx.text_edit_focused() {
            if pressed(command | Modifiers::SHIFT, Key::Z) || pressed(command, Key::Y) {
                self.carry_out(Command::Redo);
            } else if pressed(command, Key::Z)
                && let Some(undo) = self.view.undo(&self.workspace)
            {
                self.carry_out(undo);
            }
        }
        if pressed(command, Key::O) {
            self.dialogs.open(Purpose::Open, self.workspace.opening(), ctx);
        }
        if pressed(command, Key::S) && self.workspace.is_open() {
            match self.workspace.project_path().map(Path::to_owned) {
                Some(path) => self.carry_out(Command::Save(path)),
                None => self.view.prompt = Some(PathPrompt::save(&self.workspace.config().data.events)),
            }
        }
        for (place, stage) in Stage::ALL.into_iter().enumerate() {
            if Key::from_name(&(place + 1).to_string()).is_some_and(|key| pressed(command, key)) {
                self.view.stage = stage;
            }
        }
        if pressed(Modifiers::NONE, Key::F12) {
            self.view.shows_workings = !self.view.shows_workings;
        }
    }

    /// Notes how the window looks, to be kept.
    fn note_looks(&mut self, ctx: &egui::Context) {
        self.view.kept.is_dark = match ctx.options(|options| options.theme_preference) {
            ThemePreference::Dark => Some(true),
            ThemePreference::Light => Some(false),
            ThemePreference::System => None,
        };
        self.view.kept.zoom = Some(ctx.zoom_factor()).filter(|zoom| *zoom != 1.0);
    }

    /// Begins anew with another project.
    fn follow_project(&mut self) {
        if std::mem::replace(&mut self.opening, self.workspace.opening()) != self.opening {
            self.view.forget_project();
            self.toasts.forget_project();
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        self.workspace.poll();
        for (purpose, opening, paths) in self.dialogs.poll() {
            // What was asked for in a project that was left since is not done to another.
            if purpose != Purpose::Open && opening != self.workspace.opening() {
                continue;
            }
            match (purpose, paths.first().cloned()) {
                (Purpose::Open, Some(_)) => self.carry_out(Command::Open(paths)),
                (Purpose::Add(kind), Some(path)) => self.carry_out(DataCommand::Add(kind, path)),
                (Purpose::Test, Some(path)) => self.carry_out(DataCommand::SetTest(Some(path))),
                (Purpose::Save, Some(path)) if project::is_project(&path) => self.carry_out(Command::Save(path)),
                // The dialog did not ask about the file that this name leads to.
                (Purpose::Save, Some(path)) => self.view.prompt = Some(PathPrompt::save_as(&path)),
                // Nothing is left without the name that it was to be saved under.
                (Purpose::Save, None) => self.view.leave = None,
                (_, None) => {}
            }
        }
        let dropped: Vec<PathBuf> = ctx.input(|i| {
            i.raw.dropped_files.iter().map(|f| f.path().to_owned()).filter(|p| !p.as_os_str().is_empty()).collect()
        });
        if !dropped.is_empty() {
            // What is dropped on a project belongs to it, unless it is another project or log.
            let has_project = dropped.iter().any(|path| project::is_project(path));
            let is_added = self.workspace.is_open() && !has_project;
            self.carry_out(if is_added { DataCommand::AddFound(dropped).into() } else { Command::Open(dropped) });
        }
        if let Some(command) = self.workspace.take_asked() {
            self.carry_out(command);
        }
        self.shortcuts(ctx);
        self.note_looks(ctx);
        self.leave(ctx);
        self.follow_project();
        if let Some(path) = self.workspace.project_path() {
            remember(&mut self.view.kept.recent, path);
        }
        if !self.workspace.running().is_empty() {
            ctx.request_repaint_after(PROGRESS_INTERVAL);
        }
        self.frame_times.note(frame.info().cpu_usage.unwrap_or(0.0));
    }

    fn ui(&mut self, ui: &mut egui::Ui, _: &mut eframe::Frame) {
        let tokens = Tokens::of(ui.ctx().theme());
        let worst_frame = self.view.shows_workings.then(|| self.frame_times.worst());
        let words = words(ui);
        let mut cx = ViewContext {
            ws: &self.workspace,
            view: &mut self.view,
            words: &words,
            tokens: &tokens,
            is_narrow: ui.ctx().content_rect().width() < NARROW,
            commands: Vec::new(),
            dialog: None,
            language: None,
        };
        let bar = |fill| Frame::new().fill(fill).inner_margin(Margin::symmetric(12, 0));
        Panel::bottom("status")
            .exact_size(26.0)
            .resizable(false)
            .frame(bar(tokens.surface))
            .show(ui, |ui| status_bar::show(ui, &mut cx, worst_frame));
        if cx.ws.is_open() {
            Panel::left("rail")
                .exact_size(if cx.is_narrow { rail::NARROW_WIDTH } else { rail::WIDTH })
                .resizable(false)
                .frame(Frame::new().fill(tokens.surface).inner_margin(Margin::symmetric(12, 16)))
                .show(ui, |ui| rail::show(ui, &mut cx));
            stages::show(ui, &mut cx);
        } else {
            CentralPanel::no_frame()
                .frame(Frame::new().fill(tokens.ground).inner_margin(Margin::same(gap::MARGIN as i8)))
                .show(ui, |ui| stages::welcome::show(ui, &mut cx));
        }
        node_table::show(ui, &mut cx);
        path_prompt::show(ui, &mut cx);
        leave::show(ui, &mut cx);
        if ui.input(|i| !i.raw.hovered_files.is_empty()) {
            drop_hint(ui, &tokens);
        }
        let ViewContext { commands, dialog, language, .. } = cx;
        if let Some(purpose) = dialog {
            self.dialogs.open(purpose, self.workspace.opening(), ui.ctx());
        }
        if let Some(language) = language {
            self.view.kept.language = Some(language.id.to_owned());
            speak(ui.ctx(), Words::of(language));
        }
        let (is_held, is_released) = ui.input(|i| (i.pointer.any_down(), i.pointer.any_released()));
        for command in commands {
            self.carry_out(match command {
                Command::Edit(config) if is_held || is_released => Command::Adjust(config),
                command => command,
            });
        }
        // After the frame's own commands: the last move of a drag belongs to its step, and a key holds nothing.
        if is_released || (!is_held && self.workspace.is_held()) {
            self.carry_out(Command::Release);
        }
        self.toasts.show(ui.ctx(), self.workspace.messages(), self.view.shows_messages);
    }

    /// How far something was scrolled belongs to the project that was open: it is not kept with all else that egui remembers.
    fn persist_egui_memory(&self) -> bool {
        false
    }

    fn on_exit(&mut self) {
        self.workspace.finish();
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        eframe::set_value(storage, KEPT, &self.view.kept);
    }
}

/// How long frames took of late.
#[derive(Default)]
struct FrameTimes {
    times: VecDeque<(Instant, f32)>,
}

impl FrameTimes {
    fn note(&mut self, seconds: f32) {
        let now = Instant::now();
        self.times.push_back((now, seconds));
        while self.times.front().is_some_and(|(at, _)| now.duration_since(*at) > Duration::from_secs(5)) {
            self.times.pop_front();
        }
    }

    /// The longest frame of the last five seconds, in seconds.
    fn worst(&self) -> f32 {
        self.times.iter().map(|t| t.1).fold(0.0, f32::max)
    }
}

/// Says over the whole window that a held file can be let go.
fn drop_hint(ui: &egui::Ui, tokens: &Tokens) {
    let layer = egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop_hint"));
    let painter = ui.ctx().layer_painter(layer);
    let rect = ui.ctx().content_rect();
    painter.rect_filled(rect, 0, tokens.ground.gamma_multiply(0.92));
    painter.rect_stroke(rect.shrink(16.0), 8, egui::Stroke::new(2.0, tokens.accent), egui::StrokeKind::Inside);
    let words = say(ui, said!("frame-drop"));
    painter.text(rect.center(), egui::Align2::CENTER_CENTER, words, theme::semibold(26.0), tokens.accent);
}

/// Puts a project at the top of the recent ones.
fn remember(recent: &mut Vec<PathBuf>, project: &Path) {
    let Ok(path) = std::path::absolute(project) else { return };
    if recent.first() != Some(&path) {
        recent.retain(|other| *other != path);
        recent.insert(0, path);
        recent.truncate(RECENT);
    }
}

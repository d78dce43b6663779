//! Opening the window, or saying in one line why there is none.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use super::{App, theme};
use crate::base::Said;
use crate::said;
use crate::words::Language;

/// Name of the program for the desktop and for where its settings are kept.
const APP_ID: &str = "tastebench";

/// Opens the window with these files and stays until it is closed. Without a language it speaks the one chosen before, else the
/// system's.
///
/// # Errors
/// One line: no display, no graphics driver, a missing library.
pub fn run(files: Vec<PathBuf>, language: Option<&'static Language>) -> Result<(), Said> {
    if !has_display() {
        return Err(said!("start-no-display"));
    }
    let viewport = egui::ViewportBuilder::default()
        .with_title("Tastebench")
        .with_app_id(APP_ID)
        .with_inner_size([1440.0, 900.0])
        .with_min_inner_size([1024.0, 640.0])
        .with_drag_and_drop(true);
    let state = state_folder(|name| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from));
    let options = eframe::NativeOptions { viewport, ..Default::default() };
    // The window system's loader panics where a library is missing; its words become the line.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let opened = catch_unwind(AssertUnwindSafe(|| {
        eframe::run_native(
            APP_ID,
            options,
            Box::new(move |creation| {
                std::panic::set_hook(hook);
                creation.egui_ctx.add_glyph_rasterizer(theme::missing_glyphs());
                Ok(Box::new(App::new(creation, files, state, language)))
            }),
        )
    }));
    match opened {
        Ok(Ok(())) => Ok(()),
        Ok(Err(e)) => Err(said!("start-not-opened", reason = first_line(&e.to_string()))),
        Err(panic) => {
            let words = panic
                .downcast_ref::<String>()
                .map_or_else(|| panic.downcast_ref::<&str>().map_or("", |s| s).to_owned(), Clone::clone);
            Err(said!("start-not-opened", reason = first_line(&words)))
        }
    }
}

/// The folder for what must not be lost: unsaved work and fitted models. Named by `TASTEBENCH_STATE`, else where the system
/// keeps such things.
fn state_folder(variable: impl Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    if let Some(folder) = variable("TASTEBENCH_STATE") {
        return Some(folder);
    }
    let home = || variable("HOME");
    let folder = if cfg!(windows) {
        variable("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Application Support"))
    } else {
        let given = variable("XDG_STATE_HOME").filter(|folder| folder.is_absolute());
        given.or_else(|| home().map(|home| home.join(".local/state")))
    };
    folder.map(|folder| folder.join(APP_ID))
}

fn has_display() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    !cfg!(all(unix, not(target_os = "macos"))) || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// The first line, without the place in a library's source that it may begin with.
fn first_line(text: &str) -> &str {
    let line = text.lines().next().unwrap_or_default().trim_end_matches('.');
    line.rsplit_once(".rs:").and_then(|(_, rest)| rest.split_once(": ")).map_or(line, |(_, reason)| reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(all(unix, not(target_os = "macos")))]
    #[test]
    fn the_state_folder_is_the_named_one_else_the_systems() {
        let with = |set: &[(&str, &str)]| {
            let variable = |name: &str| set.iter().find(|(n, _)| *n == name).map(|(_, value)| PathBuf::from(value));
            state_folder(variable).map(|p| p.display().to_string())
        };
        let (home, xdg, own) = (("HOME", "/home/ann"), ("XDG_STATE_HOME", "/state"), ("TASTEBENCH_STATE", "/own"));
        assert_eq!(with(&[home, xdg, own]).unwrap(), "/own");
        assert_eq!(with(&[home, xdg]).unwrap(), "/state/tastebench");
        assert_eq!(with(&[home, ("XDG_STATE_HOME", "relative")]).unwrap(), "/home/ann/.local/state/tastebench");
        assert_eq!(with(&[home]).unwrap(), "/home/ann/.local/state/tastebench");
        assert_eq!(with(&[]), None);
    }
}

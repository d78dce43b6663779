//! Opening the window, or saying in one line why there is none.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use super::App;

/// Name of the program for the desktop and for where its settings are kept.
const APP_ID: &str = "tastebench";

/// Opens the window with these files and stays until it is closed.
///
/// # Errors
/// One line: no display, no graphics driver, a missing library.
pub fn run(files: Vec<PathBuf>) -> Result<(), String> {
    if !has_display() {
        return Err(
            "there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set); use `tastebench run` without a window"
                .into(),
        );
    }
    let viewport = egui::ViewportBuilder::default()
        .with_title("Tastebench")
        .with_app_id(APP_ID)
        .with_inner_size([1440.0, 900.0])
        .with_min_inner_size([1024.0, 640.0])
        .with_drag_and_drop(true);
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
                Ok(Box::new(App::new(creation, files)))
            }),
        )
    }));
    match opened {
        Ok(Ok(())) => Ok(()),
        Ok(Err(e)) => Err(format!("the window could not be opened: {}. {NEEDS}", first_line(&e.to_string()))),
        Err(panic) => {
            let words = panic
                .downcast_ref::<String>()
                .map_or_else(|| panic.downcast_ref::<&str>().map_or("", |s| s).to_owned(), Clone::clone);
            Err(format!("the window could not be opened: {}. {NEEDS}", first_line(&words)))
        }
    }
}

const NEEDS: &str =
    "It needs a Vulkan or OpenGL driver (a software one will do) and, on X11, libxkbcommon-x11; see README";

fn has_display() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    !cfg!(all(unix, not(target_os = "macos"))) || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// The first line, without the place in a library's source that it may begin with.
fn first_line(text: &str) -> &str {
    let line = text.lines().next().unwrap_or_default().trim_end_matches('.');
    line.rsplit_once(".rs:").and_then(|(_, rest)| rest.split_once(": ")).map_or(line, |(_, reason)| reason)
}

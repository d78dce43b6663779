//! Inter with tabular figures; behind it Noto Sans SC, so that Chinese shows on every machine.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily};

/// Family of headings and key figures.
pub const SEMIBOLD: &str = "semibold";

/// The program's fonts; egui's own stay behind them for symbols.
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let mut add = |name: &str, bytes: &'static [u8]| {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    };
    add("Inter", include_bytes!("../../../assets/fonts/Inter-Regular.otf"));
    add("Inter SemiBold", include_bytes!("../../../assets/fonts/Inter-SemiBold.otf"));
    add("Noto Sans SC", include_bytes!("../../../assets/fonts/NotoSansSC-Regular.otf"));
    let own = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let family = |first: &str| {
        let mut names = vec![first.to_owned(), "Noto Sans SC".to_owned()];
        names.extend(own.iter().cloned());
        names
    };
    fonts.families.insert(FontFamily::Proportional, family("Inter"));
    fonts.families.insert(FontFamily::Name(SEMIBOLD.into()), family("Inter SemiBold"));
    if let Some(monospace) = fonts.families.get_mut(&FontFamily::Monospace) {
        monospace.push("Noto Sans SC".to_owned());
    }
    fonts
}

//! Colours, spaces and sizes by meaning.

use egui::{Color32, Theme};

/// Colours of one theme.
#[derive(Debug, Clone, Copy)]
pub struct Tokens {
    /// Behind everything.
    pub ground: Color32,
    /// Cards, panels, fields.
    pub surface: Color32,
    /// Quiet lines between things.
    pub line: Color32,
    /// Text.
    pub ink: Color32,
    /// Text that explains.
    pub quiet: Color32,
    /// What can be acted on, and what is chosen.
    pub accent: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// A breath of the accent behind what is chosen.
    pub accent_soft: Color32,
    /// Went well.
    pub good: Color32,
    /// Went wrong.
    pub bad: Color32,
    /// Should be looked at.
    pub warning: Color32,
    is_dark: bool,
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

impl Tokens {
    /// The colours of a theme.
    pub fn of(theme: Theme) -> Self {
        match theme {
            Theme::Light => Self {
                ground: rgb(0xF7F7F5),
                surface: rgb(0xFFFFFF),
                line: rgb(0xE3E3DF),
                ink: rgb(0x1B1D20),
                quiet: rgb(0x666B70),
                accent: rgb(0x3D5AFE),
                on_accent: rgb(0xFFFFFF),
                accent_soft: rgb(0xEBEEFF),
                good: rgb(0x1B7F4B),
                bad: rgb(0xC22F2F),
                warning: rgb(0x96600A),
                is_dark: false,
            },
            Theme::Dark => Self {
                ground: rgb(0x111315),
                surface: rgb(0x191C1F),
                line: rgb(0x2B2F34),
                ink: rgb(0xE9EBED),
                quiet: rgb(0x9AA0A6),
                accent: rgb(0x8EA2FF),
                on_accent: rgb(0x111315),
                accent_soft: rgb(0x232842),
                good: rgb(0x5CC98E),
                bad: rgb(0xFF8A80),
                warning: rgb(0xE3B341),
                is_dark: true,
            },
        }
    }

    /// A model's colour of its own, given for light and for dark ground.
    pub fn of_pair(&self, (on_light, on_dark): (u32, u32)) -> Color32 {
        rgb(if self.is_dark { on_dark } else { on_light })
    }

    /// The colour of the category at this place; quiet grey for those without a colour of their own.
    pub fn category(&self, at: usize) -> Color32 {
        let other = if self.is_dark { 0x4A5057 } else { 0xC4C8CC };
        rgb(CATEGORIES.get(at).map_or(other, |(on_light, on_dark)| if self.is_dark { *on_dark } else { *on_light }))
    }
}

/// Colours of categories, on light and on dark grounds, in the order of their frequency: Okabe & Ito's set, the blues lighter and
/// yellow darker where the ground asks for it, and two hues between them.
const CATEGORIES: [(u32, u32); 8] = [
    (0x0072B2, 0x56B4E9),
    (0xE69F00, 0xE69F00),
    (0x009E73, 0x2FC79B),
    (0xCC79A7, 0xE39BC3),
    (0xD55E00, 0xF07F2E),
    (0x6A5ACD, 0xA79BFF),
    (0x8A6D1F, 0xF0E442),
    (0x56B4E9, 0xC4E4F8),
];

/// Sizes of type.
pub mod text {
    /// Notes.
    pub const NOTE: f32 = 12.0;
    /// Text.
    pub const BODY: f32 = 13.5;
    /// Headings.
    pub const HEADING: f32 = 16.0;
    /// Key figures.
    pub const FIGURE: f32 = 26.0;
}

/// Spaces, multiples of 4.
pub mod gap {
    /// Between things that belong together.
    pub const SMALL: f32 = 4.0;
    /// Between rows.
    pub const MEDIUM: f32 = 8.0;
    /// Between groups, and inside cards.
    pub const GROUP: f32 = 16.0;
    /// At the margins of a screen.
    pub const MARGIN: f32 = 24.0;
    /// Height of a table's row.
    pub const ROW: f32 = 28.0;
}

//! The languages of the program.

/// A language of the program.
#[derive(Debug, PartialEq, Eq)]
pub struct Language {
    /// Its name by BCP 47: "en", "zh-CN".
    pub id: &'static str,
    /// Its own name for itself.
    pub name: &'static str,
    pub(super) text: &'static str,
}

/// All languages; the first has every key.
pub static LANGUAGES: &[Language] = &[
    Language { id: "en", name: "English", text: include_str!("../../assets/words/en.ftl") },
    Language { id: "zh-CN", name: "简体中文", text: include_str!("../../assets/words/zh-CN.ftl") },
];

impl Language {
    /// The language of this id.
    pub fn named(id: &str) -> Option<&'static Self> {
        LANGUAGES.iter().find(|language| language.id == id)
    }

    /// The language of the system, if the program has it, else its first.
    pub fn of_system() -> &'static Self {
        sys_locale::get_locale().and_then(|locale| Self::of_locale(&locale)).unwrap_or(&LANGUAGES[0])
    }

    /// The language of a locale ("zh_CN.UTF-8", "en-GB"), if the program has it.
    pub fn of_locale(locale: &str) -> Option<&'static Self> {
        let main = |id: &str| id.split(['-', '_', '.', '@']).next().unwrap_or_default().to_ascii_lowercase();
        LANGUAGES.iter().find(|language| main(language.id) == main(locale))
    }
}

//! What is said has words in every language, and every word is said somewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_bundle::FluentResource;
use syn::visit::{self, Visit};
use tastebench::base::{Said, SaidValue};
use tastebench::cli;
use tastebench::metrics::Figure;
use tastebench::models::recommender::TrainingCurve;
use tastebench::models::settings::Domain;
use tastebench::models::{ModelInfo, ModelKind};
use tastebench::said;
use tastebench::words::{LANGUAGES, Language, Words};

use crate::support::{english, files_below};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The keys of a language with the values that stand in their words.
fn keys(language: &Language) -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(root().join(format!("assets/words/{}.ftl", language.id))).unwrap();
    let mut keys = BTreeMap::new();
    let mut key = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let is_part = line.trim_start().starts_with('.');
        if let Some((name, _)) = line.split_once(" =").filter(|_| is_part || !line.starts_with(char::is_whitespace)) {
            let message = key.split('.').next().unwrap_or_default();
            key = if is_part { format!("{message}{}", name.trim()) } else { name.to_owned() };
            assert!(keys.insert(key.clone(), BTreeSet::new()).is_none(), "{}: {key} stands twice", language.id);
        }
        for value in line.split("{ $").skip(1) {
            let value = value.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            keys.entry(key.clone()).or_default().insert(value);
        }
    }
    keys
}

/// The keys that sources say with `said!`, with the names of their values.
#[derive(Default)]
struct Spoken(BTreeMap<String, BTreeSet<String>>);

impl<'ast> Visit<'ast> for Spoken {
    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let tokens = call.tokens.to_string();
        if call.path.segments.last().is_some_and(|name| name.ident == "said") {
            self.note(&tokens);
        }
        // Within another macro.
        for part in tokens.split("said ! (").skip(1) {
            self.note(part);
        }
        visit::visit_macro(self, call);
    }

    /// A constant cannot be made by the macro: `Said::new("key")`.
    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        if let (syn::Expr::Path(of), Some(syn::Expr::Lit(key))) = (&*call.func, call.args.first())
            && let ([.., said, new], syn::Lit::Str(key)) = (&of.path.segments.iter().collect::<Vec<_>>()[..], &key.lit)
            && said.ident == "Said"
            && new.ident == "new"
        {
            self.0.entry(key.value()).or_default();
        }
        visit::visit_expr_call(self, call);
    }
}

impl Spoken {
    /// From the text within the brackets: "key" , name = value , …
    fn note(&mut self, text: &str) {
        let Some(key) = text.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next()) else { return };
        let (mut depth, mut word, mut names) = (0i32, String::new(), BTreeSet::new());
        let mut before = ' ';
        for c in text.chars() {
            match c {
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' => depth -= 1,
                _ => {}
            }
            if depth < 0 {
                break;
            }
            if depth == 0 && c == '=' && !"=!<>".contains(before) {
                names.insert(word.trim().rsplit([' ', ',']).next().unwrap_or_default().to_owned());
            }
            word.push(c);
            before = c;
        }
        let names =
            names.into_iter().filter(|name| name.chars().all(|c| c.is_alphanumeric() || c == '_') && !name.is_empty());
        self.0.entry(key.to_owned()).or_default().extend(names);
    }
}

fn spoken() -> BTreeMap<String, BTreeSet<String>> {
    let mut paths = Vec::new();
    files_below(&root().join("src"), &mut paths);
    let mut spoken = Spoken::default();
    for path in paths {
        let file = syn::parse_file(&std::fs::read_to_string(path).unwrap()).unwrap();
        spoken.visit_file(&file);
    }
    spoken.0
}

/// The keys that are put together in code from what there is of a kind.
fn families() -> BTreeSet<String> {
    let mut said = vec![Said::plain("")];
    for kind in ModelKind::all() {
        said.extend([kind.label(), kind.meaning()]);
        for setting in kind.settings() {
            said.extend([setting.label(kind), setting.help(kind)]);
            if let Domain::Choice(choices) = setting.domain {
                said.extend(choices.iter().map(|key| setting.choice(key)));
            }
        }
    }
    said.extend(cli::keys());
    said.extend(Figure::all().flat_map(|figure| [figure.label(), figure.meaning()]));
    said.into_iter().map(|said| said.key.into_owned()).collect()
}

#[test]
fn every_language_has_the_same_keys_with_the_same_values() {
    let first = keys(&LANGUAGES[0]);
    for language in LANGUAGES {
        let own = keys(language);
        let (a, b): (BTreeSet<_>, BTreeSet<_>) = (first.keys().collect(), own.keys().collect());
        assert_eq!(a.symmetric_difference(&b).collect::<Vec<_>>(), Vec::<&&String>::new(), "{}", language.id);
        for (key, values) in &own {
            assert_eq!(*values, first[key], "{}: {key}", language.id);
        }
    }
}

/// What cannot be read in a file of words, or names words that are not there, would be said wrongly without a sound.
#[test]
fn files_of_words_are_sound() {
    for language in LANGUAGES {
        let text = std::fs::read_to_string(root().join(format!("assets/words/{}.ftl", language.id))).unwrap();
        if let Err((_, errors)) = FluentResource::try_new(text) {
            panic!("{}: {errors:?}", language.id);
        }
        let words = Words::of(language);
        for key in keys(language).into_keys() {
            // A value that is missing here is left as {$name}, words that are missing as {name}.
            let said = words.say(Said::of(key.clone())).replace("{$", "");
            assert!(!said.contains('{'), "{}: {key}: {said}", language.id);
        }
    }
}

#[test]
fn what_is_said_has_words_and_words_are_said() {
    let (spoken, words) = (spoken(), keys(&LANGUAGES[0]));
    assert!(spoken.len() > 5, "{spoken:?}");
    for (key, values) in &spoken {
        let of_words = words.get(key).unwrap_or_else(|| panic!("{key} has no words"));
        assert_eq!(of_words, values, "{key}: the values in its words, and those it is said with");
    }
    let families = families();
    for key in &families {
        assert!(words.contains_key(key), "{key} has no words");
    }
    let unsaid: Vec<_> = words.keys().filter(|key| !spoken.contains_key(*key) && !families.contains(*key)).collect();
    assert_eq!(unsaid, Vec::<&String>::new());
}

#[test]
fn every_command_and_argument_has_words_in_every_language() {
    fn check(command: &clap::Command, language: &Language, n: &mut usize) {
        let about = command.get_about().map(ToString::to_string);
        let helps = command.get_arguments().map(|arg| arg.get_help().map(ToString::to_string));
        for words in std::iter::once(about).chain(helps) {
            // A language is named in itself.
            let words = words.unwrap_or_default().replace("简体中文", "");
            let is_chinese = words.chars().any(|c| ('一'..='龥').contains(&c));
            assert!(!words.is_empty() && is_chinese == (language.id == "zh-CN"), "{}: {words}", command.get_name());
            *n += 1;
        }
        command.get_subcommands().for_each(|command| check(command, language, n));
    }
    for language in LANGUAGES {
        let own = keys(language);
        let missing: Vec<_> = cli::keys().into_iter().filter(|said| !own.contains_key(&*said.key)).collect();
        assert_eq!(missing, [], "{}", language.id);
        let mut n = 0;
        check(&cli::command(&Words::of(language)), language, &mut n);
        assert!(n > 50, "{n}");
    }
}

#[test]
fn figures_plurals_and_what_is_said_within_are_written_by_language() {
    let short = |words: &Words| {
        words.say(said!(
            "memory-short",
            who = "ease",
            needed = SaidValue::Bytes(6_717_000_000),
            what = Said::plain("40,981 items"),
            free = SaidValue::Bytes(5_100_000_000),
            instead = Said::plain("Use sparse_ease"),
        ))
    };
    let [en, zh] = [&LANGUAGES[0], &LANGUAGES[1]].map(Words::of);
    assert_eq!(short(&en), "ease needs 6.7 GB for 40,981 items; 5.1 GB are free. Use sparse_ease.");
    assert!(short(&zh).starts_with("ease：40,981 items需要 6.7 GB"), "{}", short(&zh));
    assert_eq!(short(&Words::marked(&LANGUAGES[0], ["⟦", "⟧"])), format!("⟦{}⟧", short(&en)));
    let row = said!("place-row", place = Said::plain("a.csv"), row = "12345");
    assert_eq!(english(&row), "a.csv, row 12345", "a row is no amount");
    assert_eq!(english(said!("no such key", n = 3u64)), "no such key n=3");
}

/// Whoever adds a kind of model need not give it words.
#[test]
fn a_model_without_words_is_called_by_its_id() {
    let info = ModelInfo { id: "rp4", color: (0, 0), settings: &[], needs_features: false, smaller: None };
    assert_eq!([info.label(), info.setting("alpha")].map(english), ["rp4", "alpha"]);
    assert_eq!(english(info.fitting_part(said!("step-solving"))), "Fitting rp4: solving");
}

#[test]
fn a_locale_has_the_language_of_its_name() {
    let of = |locale: &str| Language::of_locale(locale).map(|language| language.id);
    assert_eq!(
        ["zh_CN.UTF-8", "zh", "en-GB", "C", "de_DE"].map(of),
        [Some("zh-CN"), Some("zh-CN"), Some("en"), None, None]
    );
}

/// Why a trial gave no model lies in files; earlier ones hold it as text.
#[test]
fn what_is_said_is_the_same_after_it_was_written() {
    let said = said!(
        "memory-short",
        who = "ease",
        needed = SaidValue::Bytes(5),
        what = said!("plain", text = "2 items"),
        n = 3u64
    );
    for said in [said, Said::plain("It went wrong.")] {
        let text = serde_json::to_string(&said).unwrap();
        assert_eq!(serde_json::from_str::<Said>(&text).unwrap(), said, "{text}");
    }
    assert_eq!(english(serde_json::from_str::<Said>("\"It went wrong.\"").unwrap()), "It went wrong.");
    let curve: TrainingCurve = serde_json::from_str(r#"{"measure": "loss per interaction", "values": []}"#).unwrap();
    assert_eq!(english(curve.measure), "loss per interaction");
}

/// Text within a source file that people could read: what has two words. Attributes and what developers alone see are left out.
#[derive(Default)]
struct Sentences(Vec<String>);

impl<'ast> Visit<'ast> for Sentences {
    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if module.ident != "tests" {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        if call.method != "expect" {
            visit::visit_expr_method_call(self, call);
        }
    }

    fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
        self.note(&literal.value());
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let name = call.path.segments.last().map(|name| name.ident.to_string()).unwrap_or_default();
        if ["panic", "unreachable", "assert", "debug_assert", "assert_eq"].contains(&name.as_str()) {
            return;
        }
        literals_of(&call.tokens.to_string()).iter().for_each(|literal| self.note(literal));
    }
}

/// The texts in quotes within the tokens of a macro.
fn literals_of(tokens: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = tokens;
    while let Some((_, from)) = rest.split_once('"') {
        let mut is_escaped = false;
        let end = from.find(|c| {
            let ends = c == '"' && !is_escaped;
            is_escaped = c == '\\' && !is_escaped;
            ends
        });
        let Some(end) = end else { break };
        found.push(from[..end].to_owned());
        rest = &from[end + 1..];
    }
    found
}

impl Sentences {
    fn note(&mut self, text: &str) {
        let is_word =
            |word: &&str| word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic() || ".,:;'".contains(c));
        if text.split_whitespace().filter(is_word).count() > 1 {
            self.0.push(text.to_owned());
        }
    }
}

#[test]
fn below_the_words_nothing_is_a_sentence() {
    // What logs call things, the titles of the sample, what the system calls a limit, names for the table of the workings.
    const ALLOWED: [&str; 4] = ["data/names.rs", "data/sample/", "base/machine.rs", "workspace/node.rs"];
    let above = ["words", "cli", "gui", "main.rs"];
    let mut paths = Vec::new();
    files_below(&root().join("src"), &mut paths);
    // Tests may say what they like.
    paths.retain(|path| !path.to_string_lossy().ends_with("tests.rs"));
    let mut found = Vec::new();
    for path in paths {
        let name = path.strip_prefix(root().join("src")).unwrap().to_string_lossy().replace('\\', "/");
        if above.iter().any(|room| name.starts_with(room)) || ALLOWED.iter().any(|file| name.starts_with(file)) {
            continue;
        }
        let mut sentences = Sentences::default();
        sentences.visit_file(&syn::parse_file(&std::fs::read_to_string(&path).unwrap()).unwrap());
        found.extend(sentences.0.into_iter().map(|text| format!("{name}: {text}")));
    }
    assert!(found.is_empty(), "{found:#?}");
}

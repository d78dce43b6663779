//! The house keeps its floors: imports point upwards in the lists of `lib.rs` and of the `mod.rs` of the ordered rooms, no files know each
//! other in a circle, and egui lives in the window alone. Sources are parsed, so that another spelling of a path is the same path.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, Item, ItemMod, ItemUse, Macro, Token, UseTree};

use crate::support::files_below;

/// Rooms whose `mod.rs` stands in order, with all that lies in them.
const ORDERED: [&str; 4] = ["data", "models", "workspace", "gui"];
/// Rooms in which files still know each other in a circle.
const WITH_CIRCLES: [&str; 2] = ["pipeline", "split"];

/// Names from the crate's root to a module, or from another crate's name.
type Names = Vec<String>;

/// What a source file says of modules.
#[derive(Default)]
struct Source {
    /// Its modules in their order.
    modules: Vec<String>,
    /// Names that it gives to paths, as written.
    names: BTreeMap<String, Names>,
    /// Those of them that others may use.
    public: BTreeSet<String>,
    /// All paths that it writes.
    paths: Vec<Names>,
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|a| a.path().is_ident("cfg") && a.parse_args::<syn::Ident>().is_ok_and(|i| i == "test"))
}

impl Source {
    fn of(text: &str) -> Self {
        let file = syn::parse_file(text).unwrap();
        let mut source = Self::default();
        file.items.iter().for_each(|item| source.visit_item(item));
        source
    }

    fn note_use(&mut self, tree: &UseTree, mut path: Names, is_public: bool) {
        let name = match tree {
            UseTree::Path(tree) => {
                path.push(tree.ident.to_string());
                return self.note_use(&tree.tree, path, is_public);
            }
            UseTree::Group(group) => {
                return group.items.iter().for_each(|tree| self.note_use(tree, path.clone(), is_public));
            }
            UseTree::Name(name) if name.ident == "self" => path.last().cloned().unwrap_or_default(),
            UseTree::Name(name) => {
                path.push(name.ident.to_string());
                name.ident.to_string()
            }
            UseTree::Rename(rename) => {
                if rename.ident != "self" {
                    path.push(rename.ident.to_string());
                }
                rename.rename.to_string()
            }
            _ => {
                path.push("*".into());
                "*".into()
            }
        };
        if is_public {
            self.public.insert(name.clone());
        }
        self.names.insert(name, path);
    }
}

impl<'ast> Visit<'ast> for Source {
    fn visit_item(&mut self, item: &'ast Item) {
        match item {
            Item::Mod(ItemMod { attrs, .. }) if is_for_tests(attrs) => {}
            Item::Fn(item) if is_for_tests(&item.attrs) => {}
            Item::Mod(ItemMod { ident, content: None, .. }) => self.modules.push(ident.to_string()),
            Item::Use(ItemUse { vis, tree, attrs, .. }) if !is_for_tests(attrs) => {
                self.note_use(tree, Vec::new(), !matches!(vis, syn::Visibility::Inherited));
            }
            Item::Use(_) => {}
            item => visit::visit_item(self, item),
        }
    }

    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {
        // Who may see something is no use of it.
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.paths.push(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        self.visit_path(&call.path);
        match Punctuated::<Expr, Token![,]>::parse_terminated.parse2(call.tokens.clone()) {
            Ok(arguments) => arguments.iter().for_each(|argument| {
                let mut inner = Self::default();
                inner.visit_expr(argument);
                self.paths.extend(inner.paths);
            }),
            // A language of its own: at least what it writes in full.
            Err(_) => {
                for part in call.tokens.to_string().split("crate ::").skip(1) {
                    let names = part
                        .split("::")
                        .map(|name| name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_'));
                    self.paths.push(["crate".to_owned()].into_iter().chain(names.map(String::from_iter)).collect());
                }
            }
        }
    }
}

/// All source files by the names of their modules; the root's is empty.
struct House(BTreeMap<Names, Source>);

impl House {
    /// From paths below `src` and texts.
    fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let module = |path: &str| {
            let path = path.trim_end_matches(".rs").trim_end_matches("/mod");
            path.split('/').filter(|name| *name != "lib").map(str::to_owned).collect::<Names>()
        };
        Self(files.into_iter().map(|(path, text)| (module(path), Source::of(text))).collect())
    }

    fn here() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut paths = Vec::new();
        files_below(&root, &mut paths);
        let name = |path: &PathBuf| path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
        let files: Vec<_> = paths.iter().map(|p| (name(p), std::fs::read_to_string(p).unwrap())).collect();
        Self::of(files.iter().filter(|(path, _)| path != "main.rs").map(|(path, text)| (path.as_str(), text.as_str())))
    }

    /// A path as written in a module, from the crate's root or from another crate's name.
    fn whole(&self, module: &[String], path: &[String], depth: usize) -> Option<Names> {
        let (first, rest) = path.split_first()?;
        let after = |mut names: Names, rest: &[String]| {
            names.extend_from_slice(rest);
            Some(names)
        };
        match first.as_str() {
            "crate" | "tastebench" => self.whole_inside(Vec::new(), rest),
            "self" => self.whole_inside(module.to_vec(), rest),
            "super" => {
                let above = module.split_last().map(|(_, above)| above.to_vec())?;
                match rest.first().map(String::as_str) {
                    Some("super") => self.whole(&above, rest, depth),
                    _ => self.whole_inside(above, rest),
                }
            }
            name => match self.0.get(module)?.names.get(name).filter(|named| depth < 8 && named.first() != Some(first))
            {
                Some(named) => {
                    let named = self.whole(module, named, depth + 1)?;
                    self.whole_inside(named, rest)
                }
                None if self.0.contains_key(&[module, &[name.to_owned()]].concat()) => {
                    self.whole_inside(module.to_vec(), path)
                }
                None => after(vec![format!("extern {name}")], rest),
            },
        }
    }

    /// Goes on from a module by names, through what other modules hand on.
    fn whole_inside(&self, start: Names, rest: &[String]) -> Option<Names> {
        let mut at = start;
        for (place, name) in rest.iter().enumerate() {
            let is_module = self.0.contains_key(&[&at[..], &rest[place..=place]].concat());
            if is_module && place + 1 < rest.len() {
                at.push(name.clone());
                continue;
            }
            let handed_on = self.0.get(&at).and_then(|s| s.names.get(name).filter(|_| s.public.contains(name)));
            if let Some(path) = handed_on.cloned()
                && path.first() != Some(name)
            {
                let target = self.whole(&at, &path, 1)?;
                return self.whole_inside(target, &rest[place + 1..]);
            }
            if let Some(path) = handed_on.cloned()
                && self.0.contains_key(&[&at[..], &path[..1]].concat())
            {
                let inside = [&at[..], &path[..1]].concat();
                return self.whole_inside(inside, &[&path[1..], &rest[place + 1..]].concat());
            }
            at.push(name.clone());
        }
        Some(at)
    }

    /// The file that holds what a whole path names.
    fn file(&self, path: &[String]) -> Names {
        let lengths = (0..=path.len()).rev();
        lengths.map(|n| path[..n].to_vec()).find(|module| self.0.contains_key(module)).unwrap_or_default()
    }

    /// All that a module names, whole. What a room hands on of itself is no use of it.
    fn used(&self, module: &Names) -> BTreeSet<Names> {
        let source = &self.0[module];
        let private = source.names.iter().filter(|(name, _)| !source.public.contains(*name)).map(|(_, path)| path);
        let handed_on = source.names.iter().filter(|(name, _)| source.public.contains(*name)).map(|(_, path)| path);
        let mut used: BTreeSet<Names> =
            private.chain(&source.paths).filter_map(|path| self.whole(module, path, 0)).collect();
        used.extend(handed_on.filter_map(|path| self.whole(module, path, 0)).filter(|path| !path.starts_with(module)));
        used
    }

    /// The files that a file uses, apart from itself.
    fn arrows(&self, module: &Names) -> BTreeSet<Names> {
        let inside =
            self.used(module).into_iter().filter(|path| !path.first().is_some_and(|p| p.starts_with("extern ")));
        inside.map(|path| self.file(&path)).filter(|file| file != module && !file.is_empty()).collect()
    }

    /// What is wrong with the floors and the ordered rooms.
    fn disorder(&self) -> Vec<String> {
        let mut found = Vec::new();
        for module in self.0.keys().filter(|module| !module.is_empty()) {
            for other in self.arrows(module) {
                let n_common = module.iter().zip(&other).take_while(|(a, b)| a == b).count();
                if n_common > 0 && !ORDERED.contains(&module[0].as_str()) {
                    continue;
                }
                // A room and what lies in it have no order between them: circles are looked for elsewhere.
                let (Some(own), Some(others)) = (module.get(n_common), other.get(n_common)) else { continue };
                let order = &self.0[&module[..n_common]].modules;
                let place = |name: &String| order.iter().position(|module| module == name);
                if place(others) > place(own) {
                    found.push(format!("{} uses {}, which stands below it", module.join("::"), other.join("::")));
                }
            }
            if module[0] == "gui" && self.arrows(module).iter().any(|other| other[0] == "cli") {
                found.push(format!("{}: the window and the command line do not know each other", module.join("::")));
            }
        }
        found
    }

    /// The files that can be reached from each other, by circles.
    fn circles(&self) -> Vec<Vec<String>> {
        let arrows: BTreeMap<&Names, BTreeSet<Names>> =
            self.0.keys().map(|module| (module, self.arrows(module))).collect();
        let reached = |from: &Names| {
            let (mut seen, mut ahead) = (BTreeSet::new(), vec![from.clone()]);
            while let Some(at) = ahead.pop() {
                ahead.extend(arrows[&at].iter().filter(|next| seen.insert((*next).clone())).cloned());
            }
            seen
        };
        let all: BTreeMap<&Names, BTreeSet<Names>> = self.0.keys().map(|module| (module, reached(module))).collect();
        let circle = |module: &&Names| -> Vec<String> {
            let of = all[*module].iter().filter(|other| all[*other].contains(*module));
            of.map(|other| other.join("::")).collect()
        };
        let circles: BTreeSet<Vec<String>> =
            self.0.keys().map(|module| circle(&module)).filter(|c| c.len() > 1).collect();
        circles.into_iter().collect()
    }

    /// The modules that use something of other crates, with what they use.
    fn foreign(&self) -> Vec<(String, String)> {
        let of = |module: &Names| {
            let used = self
                .used(module)
                .into_iter()
                .filter_map(|path| Some(path.join("::").strip_prefix("extern ")?.to_owned()));
            used.map(|path| (module.join("::"), path)).collect::<Vec<_>>()
        };
        self.0.keys().flat_map(of).collect()
    }
}

#[test]
fn imports_point_only_to_what_stands_above() {
    let house = House::here();
    assert!(house.0[&Names::new()].modules.len() > 12, "lib.rs names its floors");
    let arrows: usize = house.0.keys().map(|module| house.arrows(module).len()).sum();
    assert!(arrows > 700, "only {arrows} arrows are seen");
    assert_eq!(house.disorder(), Vec::<String>::new());
}

#[test]
fn no_files_know_each_other_in_a_circle() {
    let circles = House::here().circles();
    let is_known =
        |circle: &Vec<String>| WITH_CIRCLES.iter().any(|room| circle.iter().all(|file| file.starts_with(room)));
    assert!(circles.iter().all(is_known), "{circles:#?}");
}

#[test]
fn egui_is_used_by_the_window_alone() {
    for (module, path) in House::here().foreign() {
        let crates = ["egui", "eframe", "egui_plot", "egui_extras", "rfd"];
        let is_of_window = crates.iter().any(|name| path == *name || path.starts_with(&format!("{name}::")));
        assert!(module.starts_with("gui") || !is_of_window, "{module} uses {path}");
    }
}

#[test]
fn views_do_no_work_of_their_own() {
    for (module, path) in House::here().foreign() {
        // Dialogs are the one place that may wait, on a thread of their own.
        if !module.starts_with("gui") || module == "gui::dialogs" {
            continue;
        }
        for word in ["std::fs", "std::thread::spawn", "std::thread::Builder", "rayon", "polars"] {
            assert!(path != word && !path.starts_with(&format!("{word}::")), "{module} uses {path}");
        }
    }
}

/// Each way round the floors that a reader of words would not see.
#[test]
fn another_spelling_of_a_path_is_the_same_path() {
    let lib = "pub mod data;\nmod secret;\npub mod gui;\n";
    let evasions = [
        ("data/a.rs", "use super::super::gui::x;"),
        ("data/a.rs", "use crate as root;\nfn f() { root::gui::x() }"),
        ("data/a.rs", "use crate::{self as root};\nfn f() { root::gui::x() }"),
        ("data/a.rs", "#[cfg(test)]\nmod tests {}\nuse crate::gui::x;"),
        ("data/a.rs", "fn f() { let y: Vec<u8> = vec![crate::gui::x(); 3]; }"),
        ("data/a.rs", "fn f() { strange! { let => crate::gui::x; } }"),
        ("data/a.rs", "use crate::gui as window;\nfn f() { window::x() }"),
        ("secret.rs", "use crate::gui::x;"),
    ];
    for (path, text) in evasions {
        let files = [("lib.rs", lib), ("data/mod.rs", "mod a;"), ("data/a.rs", ""), ("gui/mod.rs", ""), (path, text)];
        assert_eq!(House::of(files).disorder().len(), 1, "{path}: {text}");
    }
    let allowed = "use crate::data::a;\n#[cfg(test)]\nmod tests { use crate::gui::x; }";
    let files =
        [("lib.rs", lib), ("data/mod.rs", "mod a;"), ("data/a.rs", ""), ("secret.rs", allowed), ("gui/mod.rs", "")];
    assert_eq!(House::of(files).disorder(), Vec::<String>::new());

    let foreign = [
        ("use egui as e;\nfn f() { e::x() }", "egui::x"),
        ("use egui_extras::Column;", "egui_extras::Column"),
        ("use std::{fs, thread};\nfn f() { fs::read() }", "std::fs::read"),
        ("use std as s;\nfn f() { s::fs::read() }", "std::fs::read"),
    ];
    for (text, what) in foreign {
        let found = House::of([("lib.rs", "mod gui;"), ("gui/mod.rs", text)]).foreign();
        assert!(found.contains(&("gui".into(), what.into())), "{text}: {found:?}");
    }
}

/// Inside a room too, and through what its `mod.rs` hands on.
#[test]
fn order_and_circles_inside_a_room_are_seen() {
    let house = |a: &'static str, b: &'static str| {
        House::of([
            ("lib.rs", "mod gui;"),
            ("gui/mod.rs", "mod a;\nmod b;\npub use b::Thing;"),
            ("gui/a.rs", a),
            ("gui/b.rs", b),
        ])
    };
    assert_eq!(house("use super::Thing;", "").disorder().len(), 1, "through the room's list");
    assert_eq!(house("use super::b::Thing;", "").disorder().len(), 1);
    assert_eq!(house("", "use super::a;").disorder(), Vec::<String>::new());
    assert_eq!(house("use super::Thing;", "use super::a;").circles(), [["gui::a", "gui::b"]]);
    assert_eq!(house("", "use super::a;").circles(), Vec::<Vec<String>>::new());
}

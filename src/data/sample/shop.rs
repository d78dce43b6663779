//! Who lives in the sample shop and what they do.

use std::io::{self, Write};

use rand::{Rng as _, RngExt};

use super::config::SampleConfig;
use super::words::{BRANDS, CATEGORIES, LOOKS, REGIONS, SEGMENTS};
use crate::base::seed::{self, Rng};
use crate::data::time;

/// First day of the log, 2025-03-01, in days since 1970.
const FIRST_DAY: i64 = 20_148;
/// Days of the log.
const DAYS: i64 = 90;
/// Rows of an average visit, dirt included; used to plan how many visits a day has.
const ROWS_PER_VISIT: f64 = 3.45;
/// Relative traffic from Monday to Sunday.
const WEEK: [f64; 7] = [0.92, 0.9, 0.93, 0.98, 1.12, 1.2, 0.95];
/// Relative traffic of the hours of the day.
const HOURS: [f64; 24] = [
    0.6, 0.3, 0.2, 0.1, 0.1, 0.2, 0.5, 1.1, 1.6, 1.8, 1.9, 2.0, 2.3, 1.9, 1.7, 1.7, 1.8, 2.1, 2.6, 3.3, 3.8, 3.6, 2.6,
    1.3,
];

// Streams of the generator: one for each thing, so that one can change without moving the others.
const ITEMS: u64 = 1 << 40;
const USERS: u64 = 2 << 40;
const DAY_STREAM: u64 = 3 << 40;

pub struct Shop {
    config: SampleConfig,
    items: Vec<Item>,
    users: Vec<User>,
    /// Items of each category with running sums of their popularity.
    shelves: Vec<Vec<(f64, u32)>>,
    /// Running sums of the users' activity.
    activity: Vec<f64>,
}

struct Item {
    category: usize,
    look: usize,
    brand: usize,
    title: String,
    title_zh: String,
    price: f64,
    launch_day: i64,
}

struct User {
    segment: usize,
    region: usize,
    age: u32,
    looks: [usize; 2],
    /// Brands preferred to others.
    brands: [usize; 4],
    price_care: f64,
    /// Running sums of the liking of each category.
    tastes: Vec<f64>,
}

impl Shop {
    pub fn new(config: SampleConfig) -> Self {
        let n_items = ((config.events as f64 / 1000.0).powf(0.6) * 140.0).clamp(120.0, 60_000.0) as usize;
        let n_users = (config.events / 28).max(60) as usize;
        let items: Vec<Item> = (0..n_items).map(|i| Item::new(config.seed, i)).collect();
        let users: Vec<User> = (0..n_users).map(|u| User::new(config.seed, u)).collect();
        let mut shelves: Vec<Vec<(f64, u32)>> = (0..CATEGORIES.len()).map(|_| Vec::new()).collect();
        for (i, item) in items.iter().enumerate() {
            let shelf = &mut shelves[item.category];
            // Zipf's law within the category, in order of creation.
            let popularity = 1.0 / (shelf.len() as f64 + 3.0).powf(0.85);
            let before = shelf.last().map_or(0.0, |s| s.0);
            shelf.push((before + popularity, i as u32));
        }
        let mut sum = 0.0;
        let activity = (0..n_users)
            .map(|u| {
                let mut rng = seed::rng(config.seed, USERS + u as u64 + (1 << 38));
                // Pareto: few come daily, most now and then.
                sum += (1.0 - unit(&mut rng)).powf(-0.55).min(40.0);
                sum
            })
            .collect();
        Self { config, items, users, shelves, activity }
    }

    pub fn write_items(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "item_id,title,title_zh,category,brand,price,launched")?;
        for (i, item) in self.items.iter().enumerate() {
            writeln!(
                out,
                "{},{},{},{},{},{:.2},{}",
                item_id(i),
                item.title,
                item.title_zh,
                CATEGORIES[item.category].name,
                BRANDS[item.brand].0,
                item.price,
                time::format_date(item.launch_day * time::DAY),
            )?;
        }
        Ok(())
    }

    pub fn write_users(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "user_id,segment,region,age_group")?;
        for (u, user) in self.users.iter().enumerate() {
            let age = ["18-24", "25-34", "35-44", "45-54", "55+"][user.age as usize];
            writeln!(out, "{},{},{},{age}", user_id(u), SEGMENTS[user.segment].0, REGIONS[user.region].0)?;
        }
        Ok(())
    }

    /// Writes the log day by day; `advance` hears of the rows and may stop the work.
    pub fn write_events(
        &self,
        out: &mut dyn Write,
        advance: &mut dyn FnMut(usize) -> io::Result<()>,
    ) -> io::Result<()> {
        writeln!(out, "user_id,item_id,event,timestamp,session_id")?;
        let week_sum: f64 = (0..DAYS).map(|d| weekday_traffic(FIRST_DAY + d)).sum();
        let mut visit_number = 0;
        for day in FIRST_DAY..FIRST_DAY + DAYS {
            let mut rng = seed::rng(self.config.seed, DAY_STREAM + day as u64);
            let share = weekday_traffic(day) / week_sum;
            let n_visits = (self.config.events as f64 * share / ROWS_PER_VISIT).round() as usize;
            let mut rows = Vec::with_capacity(n_visits * 5);
            for _ in 0..n_visits {
                visit_number += 1;
                self.visit(day, visit_number, &mut rng, &mut rows);
            }
            self.robots(day, n_visits, &mut rng, &mut rows);
            rows.sort_by_key(|r| r.time);
            let n = rows.len();
            for row in rows {
                row.write(out, &mut rng)?;
            }
            advance(n)?;
        }
        Ok(())
    }

    fn visit(&self, day: i64, number: u64, rng: &mut Rng, rows: &mut Vec<Row>) {
        let user = running_pick(&self.activity, rng);
        let who = &self.users[user];
        let hour = pick(&HOURS, rng);
        let mut at = day * 86_400 + hour as i64 * 3_600 + rng.random_range(0..3_600);
        let category = running_pick(&who.tastes, rng);
        let n_views = 1 + (-(1.0 - unit(rng)).ln() * 1.9) as usize;
        let mut category_now = category;
        for _ in 0..n_views.min(25) {
            if unit(rng) < 0.22 {
                category_now = running_pick(&who.tastes, rng);
            }
            let Some(item) = self.choose(who, category_now, day, rng) else { continue };
            let mut push = |event: &'static str, at: i64| {
                rows.push(Row { user: user_id(user), item: item_id(item), event, time: at, session: number });
            };
            push("view", at);
            at += 8 + rng.random_range(0..160);
            let dear = self.items[item].price / CATEGORIES[self.items[item].category].price;
            let keen = 0.3 / (0.4 + who.price_care * dear);
            if unit(rng) < keen {
                push("cart", at);
                at += 5 + rng.random_range(0..90);
                if unit(rng) < 0.45 {
                    push("purchase", at);
                    at += 5 + rng.random_range(0..60);
                }
            }
        }
    }

    /// Proposes by popularity, accepts by taste: a liked look, a fitting price, on sale already.
    fn choose(&self, who: &User, category: usize, day: i64, rng: &mut Rng) -> Option<usize> {
        let shelf = &self.shelves[category];
        let total = shelf.last()?.0;
        for _ in 0..40 {
            let at = unit(rng) * total;
            let place = shelf.partition_point(|s| s.0 <= at).min(shelf.len() - 1);
            let index = shelf[place].1 as usize;
            let item = &self.items[index];
            if item.launch_day > day {
                continue;
            }
            let look = if item.look == who.looks[0] {
                1.0
            } else if item.look == who.looks[1] {
                0.6
            } else {
                0.08
            };
            let brand = if who.brands.contains(&item.brand) { 1.0 } else { 0.35 };
            let dear = item.price / CATEGORIES[item.category].price;
            let fresh = if day - item.launch_day < 10 && item.launch_day > FIRST_DAY { 1.6 } else { 1.0 };
            if unit(rng) < look * brand * fresh * (-who.price_care * (dear - 0.6).max(0.0) * 0.8).exp() {
                return Some(index);
            }
        }
        None
    }

    /// Now and then a machine walks through the shop, a page a second.
    fn robots(&self, day: i64, n_visits: usize, rng: &mut Rng, rows: &mut Vec<Row>) {
        let n = n_visits as f64 * ROWS_PER_VISIT * 0.004 * 30.0;
        if day % 30 != 4 || n < 1.0 {
            return;
        }
        let start = day * 86_400 + 10_800;
        for page in 0..n as i64 {
            let item = rng.random_range(0..self.items.len());
            rows.push(Row {
                user: format!("u9{:06}", day / 30 % 4),
                item: item_id(item),
                event: "view",
                time: start + page,
                session: 10_000_000_000 + day as u64,
            });
        }
    }
}

struct Row {
    user: String,
    item: String,
    event: &'static str,
    time: i64,
    session: u64,
}

impl Row {
    /// Writes the row; sixteen of a thousand are spoilt on the way.
    fn write(self, out: &mut dyn Write, rng: &mut Rng) -> io::Result<()> {
        let mut stamp = String::new();
        time::write_iso(self.time * time::SECOND, &mut stamp);
        stamp.push('Z');
        let Self { user, item, event, session, .. } = self;
        let line = match rng.random_range(0..1000) {
            0..4 => format!("{user},,{event},{stamp},s{session}"),
            4..6 => format!(",{item},{event},{stamp},s{session}"),
            6..9 => format!("{user},{item},{event},0000-00-00 00:00,s{session}"),
            _ => format!("{user},{item},{event},{stamp},s{session}"),
        };
        writeln!(out, "{line}")?;
        if rng.random_range(0..1000) < 7 {
            writeln!(out, "{line}")?;
        }
        Ok(())
    }
}

impl Item {
    fn new(seed: u64, index: usize) -> Self {
        let mut rng = seed::rng(seed, ITEMS + index as u64);
        let category = index % CATEGORIES.len();
        let look = rng.random_range(0..LOOKS.len());
        // Dear brands go with the premium look.
        let brand = if look == LOOKS.len() - 1 && unit(&mut rng) < 0.6 {
            [2, 5, 8, 16, 21, 24][rng.random_range(0..6)]
        } else {
            rng.random_range(0..BRANDS.len())
        };
        let kind = &CATEGORIES[category];
        let (good, good_zh) = kind.goods[rng.random_range(0..kind.goods.len())];
        let words = LOOKS[look].words;
        let (word, word_zh) = words[rng.random_range(0..words.len())];
        let series = rng.random_range(1..100);
        let spread = 0.55 + (unit(&mut rng) + unit(&mut rng)) * 0.55;
        let price = (kind.price * BRANDS[brand].1 * spread).max(0.9);
        let launch_day = if unit(&mut rng) < 0.2 {
            FIRST_DAY + rng.random_range(5..DAYS)
        } else {
            FIRST_DAY - rng.random_range(1..700)
        };
        Self {
            category,
            look,
            brand,
            title: format!("{} {word} {good} {series}", BRANDS[brand].0),
            title_zh: format!("{}{word_zh}{good_zh}{series}号", BRANDS[brand].0),
            price: (price * 10.0).round() / 10.0 - 0.01,
            launch_day,
        }
    }
}

impl User {
    fn new(seed: u64, index: usize) -> Self {
        let mut rng = seed::rng(seed, USERS + index as u64);
        let segment = rng.random_range(0..SEGMENTS.len());
        let (_, favourites, care) = SEGMENTS[segment];
        let regions: Vec<f64> = REGIONS.iter().map(|r| r.1).collect();
        let mut sum = 0.0;
        let tastes = (0..CATEGORIES.len())
            .map(|c| {
                let liked = match favourites.iter().position(|&f| f == c) {
                    Some(place) => 6.0 / (1.0 + place as f64 * 0.5),
                    None => 0.22,
                };
                // Exponential weights make every user's mix their own.
                sum += liked * -(1.0 - unit(&mut rng)).ln();
                sum
            })
            .collect();
        let first = rng.random_range(0..LOOKS.len());
        let second = (first + rng.random_range(1..LOOKS.len())) % LOOKS.len();
        Self {
            segment,
            region: pick(&regions, &mut rng),
            age: rng.random_range(0..5),
            looks: [first, second],
            brands: [(); 4].map(|()| rng.random_range(0..BRANDS.len())),
            price_care: care * (0.4 + 1.2 * unit(&mut rng)),
            tastes,
        }
    }
}

fn weekday_traffic(day: i64) -> f64 {
    // Day 0 of 1970 was a Thursday.
    let growth = 1.0 + 0.25 * (day - FIRST_DAY) as f64 / DAYS as f64;
    WEEK[((day + 3) % 7) as usize] * growth
}

/// Uniform in [0, 1).
fn unit(rng: &mut Rng) -> f64 {
    (rng.next_u64() >> 11) as f64 / (1u64 << 53) as f64
}

/// A position with probability in proportion to its weight.
fn pick(weights: &[f64], rng: &mut Rng) -> usize {
    let mut left = unit(rng) * weights.iter().sum::<f64>();
    for (at, weight) in weights.iter().enumerate() {
        left -= weight;
        if left < 0.0 {
            return at;
        }
    }
    weights.len() - 1
}

/// The same over running sums, by bisection.
fn running_pick(sums: &[f64], rng: &mut Rng) -> usize {
    let at = unit(rng) * sums.last().copied().unwrap_or(0.0);
    sums.partition_point(|s| *s <= at).min(sums.len() - 1)
}

fn user_id(user: usize) -> String {
    format!("u{:07}", user + 1)
}

fn item_id(item: usize) -> String {
    format!("p{:06}", item + 1)
}

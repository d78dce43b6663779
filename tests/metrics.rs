//! Metrics against another implementation.

use tastebench::base::UserIdx;
use tastebench::math::CsrMatrix;
use tastebench::metrics::evaluate_lists;
use tastebench::split::{Histories, Holdout, Part};

/// `goldens/metrics.json` was made by ranx; see `goldens/make_metrics.py`.
#[test]
fn same_means_as_ranx() {
    let golden: serde_json::Value = serde_json::from_str(include_str!("goldens/metrics.json")).unwrap();
    let n_items = golden["items"].as_u64().unwrap() as usize;
    let users = golden["users"].as_array().unwrap();
    let list = |user: &serde_json::Value, key: &str| -> Vec<u32> {
        user[key].as_array().unwrap().iter().map(|i| i.as_u64().unwrap() as u32).collect()
    };
    let held_out = users.iter().map(|user| {
        let items = list(user, "held_out");
        let ones = vec![1.0; items.len()];
        (items, ones)
    });
    let holdout = Holdout {
        part: Part::Test,
        history: Histories::unordered(CsrMatrix::empty(users.len(), n_items)).into(),
        users: (0..users.len() as u32).map(UserIdx).collect(),
        held_out: CsrMatrix::from_rows(n_items, held_out),
        cold_share: 0.0,
        n_new_users: 0,
    };
    let rankings: Vec<Vec<u32>> = users.iter().map(|user| list(user, "ranking")).collect();
    let table = evaluate_lists(&holdout, &rankings, n_items, &[10, 20]).table();
    let means = golden["means"].as_object().unwrap();
    assert_eq!(means.len(), 12);
    for (name, mean) in means {
        let ours = table.get(crate::support::at(name)).unwrap().mean;
        let theirs = mean.as_f64().unwrap();
        assert!((ours - theirs).abs() < 1e-9, "{name}: {ours} here, {theirs} there");
    }
}

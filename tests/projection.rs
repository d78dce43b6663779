//! Principal components against scikit-learn: `goldens/make_pca.py`.

use serde_json::Value;
use tastebench::base::TaskContext;
use tastebench::features::Projection;
use tastebench::math::CsrMatrix;

const N_ITEMS: usize = 80;
const N_FEATURES: u64 = 24;
const N_COMPONENTS: usize = 8;

/// The matrix that the script makes.
fn content() -> CsrMatrix {
    let mut state = 12345u64;
    let mut draw = |n: u64| {
        state = (state * 1_103_515_245 + 12345) % (1 << 31);
        (state >> 8) % n
    };
    let rows = (0..N_ITEMS as u64).map(|item| {
        let mut row = std::collections::BTreeMap::new();
        for _ in 0..1 + draw(6) {
            let column = if draw(4) > 0 { draw(8) * 3 + item % 3 } else { draw(N_FEATURES) };
            row.insert(column as u32, (1 + draw(12)) as f32 / 4.0);
        }
        row.into_iter().unzip()
    });
    CsrMatrix::from_rows(N_FEATURES as usize, rows.collect::<Vec<_>>())
}

fn numbers(values: &Value) -> Vec<f64> {
    values.as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect()
}

#[test]
fn principal_components_agree_with_another_implementation() {
    let golden: Value = serde_json::from_str(include_str!("goldens/pca.json")).unwrap();
    let found = Projection::fit(&content(), &[], N_COMPONENTS, 1, &TaskContext::new()).unwrap();
    assert!(!found.is_projected);
    for (share, theirs) in found.explained.iter().zip(numbers(&golden["explained_variance_ratio"])) {
        assert!((share - theirs).abs() < 1e-9, "{share} {theirs}");
    }
    assert_eq!(found.explained.len(), N_COMPONENTS);
    let mut signs = Vec::new();
    for (loadings, theirs) in found.loadings.rows().zip(golden["components"].as_array().unwrap()) {
        let theirs = numbers(theirs);
        let product: f64 = loadings.iter().zip(&theirs).map(|(a, b)| f64::from(*a) * b).sum();
        signs.push(product.signum());
        for (ours, theirs) in loadings.iter().zip(theirs) {
            assert!((f64::from(*ours) - theirs * product.signum()).abs() < 1e-5, "{ours} {theirs}");
        }
    }
    for (at, theirs) in golden["places"].as_array().unwrap().iter().enumerate() {
        for ((ours, theirs), sign) in found.places.row(8 * at).iter().zip(numbers(theirs)).zip(&signs) {
            assert!((f64::from(*ours) - theirs * sign).abs() < 1e-5, "item {}: {ours} {theirs}", 8 * at);
        }
    }
}

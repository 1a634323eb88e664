//! What is no map is refused, with the place.

use super::*;

#[track_caller]
fn unreadable(text: &str, expected: &str) {
    let error = answer_json::read(text.as_bytes()).expect_err("no map");
    assert!(error.to_string().contains(expected), "{error}");
}

#[test]
fn what_is_no_map_is_refused_with_a_place() {
    let map = core();
    let keys: Vec<String> = map
        .0
        .as_object()
        .expect("an object")
        .keys()
        .cloned()
        .collect();
    for key in keys.iter().filter(|key| *key != "schema") {
        let short = map.with(|json| {
            json.as_object_mut().expect("an object").shift_remove(key);
        });
        unreadable(&short.0.to_string(), &format!("/{key}` is missing"));
    }
    let refused = |place: &str, value: Json, expected: &str| {
        let changed = map.with(|json| *json.pointer_mut(place).expect("a place") = value);
        unreadable(&changed.0.to_string(), expected);
    };
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let text = map.0.to_string();
    unreadable(
        &text.replacen("\"cells\":[", &format!("\"cells\":[{deep},"), 1),
        "recursion limit",
    );
    let many = vec![json!([[], [0]]); 100_000];
    refused("/cells", json!(many), "`/cells/5/1` should be an axis");
    refused(
        "/cells",
        json!([[[], [0]], [[], 0]]),
        "`/cells` should be 1 cells more",
    );
    refused(
        "/cells",
        json!([[[], 0], [[], 0]]),
        "`/cells/1` should be nothing",
    );
    refused("/cells", json!([]), "`/cells` should be 1 cells more");
    refused(
        "/cells/0",
        json!([[], 99]),
        "`/cells/0/1` should be a place",
    );
    refused(
        "/cells/0",
        json!([[], -1]),
        "`/cells/0/1` should be a whole number",
    );
    refused(
        "/cells/0",
        json!([[[9999, 1]], 0]),
        "`/cells/0/0` should be places",
    );
    refused(
        "/cells/0",
        json!([[[0, 0]], 0]),
        "`/cells/0/0/0/1` should be 1 or -1",
    );
    refused(
        "/cells/0",
        json!([[], [7]]),
        "`/cells/0/1` should be an axis",
    );
    refused(
        "/cells/0",
        json!([[], [0, 0, u64::MAX, 0, 0]]),
        "shares up to one",
    );
    refused(
        "/cells/0",
        json!([[], [0, 0, 1]]),
        "`/cells/0/1` should be a list of 5",
    );
    refused(
        "/cells/0",
        json!([[], 1e300]),
        "`/cells/0/1` should be a whole number",
    );
    refused("/depth", json!(61), "`/depth` should be at most 60");
    refused(
        "/depth",
        json!(1u64 << 40),
        "`/depth` should be a small number",
    );
    refused(
        "/axes/0/upper",
        json!("1/100"),
        "`/axes/0` should be an axis that has a length",
    );
    refused(
        "/axes/0/upper",
        json!("1/0"),
        "`/axes/0/upper` should be an exact number",
    );
    refused(
        "/axes/0/upper",
        json!("9".repeat(5000)),
        "`/axes/0/upper` should be an exact number",
    );
    refused(
        "/axes",
        json!([]),
        "`/polynomials/0` should be a polynomial",
    );
    refused(
        "/polynomials/0",
        json!("u^9999999999"),
        "`/polynomials/0` should be a polynomial",
    );
    refused(
        "/polynomials/0",
        json!("u +".repeat(50_000)),
        "`/polynomials/0` should be a polynomial",
    );
    refused(
        "/profiles/0/0",
        json!(17),
        "`/profiles/0` should be one action",
    );
    refused(
        "/regions/0/equilibria",
        json!([0, 0]),
        "`/regions/0/equilibria` should be rising",
    );
    refused(
        "/regions/0/inside",
        json!(["1/2"]),
        "`/regions/0/inside` should be one number",
    );
    let more = map.with(|json| json["proof"] = json!(0));
    unreadable(&more.0.to_string(), "`/proof` should be left out");
}

//! What is no answer.

use super::*;

#[track_caller]
fn unreadable(text: &str, expected: &str) {
    let error = answer_json::read(text.as_bytes()).expect_err("no answer");
    assert!(error.to_string().contains(expected), "{error}");
}

#[test]
fn what_is_no_answer_is_refused_with_a_place() {
    unreadable("", "EOF");
    unreadable("{", "EOF");
    unreadable(&"[".repeat(100_000), "recursion limit");
    unreadable(
        r#"{"schema": "unipole/solution/1", "schema": "x"}"#,
        "`schema` stands twice",
    );
    unreadable(r#"{"schema": "unipole/map/1"}"#, "unipole/map/1");
    unreadable(
        r#"{"schema": "unipole/solution/1"}"#,
        "`/players` is missing",
    );
    unreadable(
        r#"{"schema": "unipole/diff/1", "before": []}"#,
        "`/before` should be an object",
    );
    let refused = |change: &dyn Fn(&mut Case), expected: &str| {
        let case = deterrence().with(|case| change(case));
        unreadable(&case.saved.to_string(), expected);
    };
    refused(
        &|case| *case.at("/players/1/id") = json!("A"),
        "`/players/1` is `A`, as one before it",
    );
    refused(
        &|case| *case.at("/players/1/actions") = json!([]),
        "/players/1/actions",
    );
    refused(
        &|case| *case.at("/players/1/actions/1") = json!("1"),
        "`/players/1/actions/1` is `1`",
    );
    refused(
        &|case| *case.at("/equilibria/0/profile/A") = json!({ "9": "1" }),
        "names `9`",
    );
    refused(
        &|case| *case.at("/equilibria/1/payoffs") = json!({ "A": "1" }),
        "`/equilibria/1/payoffs/B` is missing",
    );
    for number in [
        json!("NaN"),
        json!("1/0"),
        json!("1e9"),
        json!(0.5),
        json!("1/2/3"),
        json!(null),
    ] {
        refused(
            &|case| case.at("/equilibria/0/payoffs/A").clone_from(&number),
            "`/equilibria/0/payoffs/A` should be an exact number",
        );
    }
    refused(
        &|case| case.list("/payoffs/A").clear(),
        "`/payoffs/A` should be a list of 4 payoffs",
    );
    refused(
        &|case| case.list("/index").clear(),
        "`/index` should be a list of 2",
    );
    let high = json!({ "decimal": "0", "error": "0", "polynomial": vec!["1"; 100], "interval": ["0", "1"] });
    refused(
        &|case| case.at("/equilibria/0/payoffs/A").clone_from(&high),
        "at most 65 coefficients",
    );
    let wide: Vec<Json> = (0..70)
        .map(|i| json!({ "id": format!("P{i}"), "title": "", "role": "", "actions": ["1", "2"] }))
        .collect();
    refused(
        &|case| *case.at("/players") = json!(wide),
        "`/payoffs` should be left out",
    );
}

//! Verdicts as data, schema `unipole/claims/1`.

use serde_json::{Map, Value as Json, json};

use super::words::why;
use super::{JudgedModel, in_order};
use crate::certify::{Evidence, Product};
use crate::claim::{Found, Judged, Part, Share};
use crate::num::Rational;

/// The claims of some models.
pub fn claims_json(all: &[JudgedModel]) -> Json {
    let claims = in_order(all)
        .into_iter()
        .map(|(model, judged)| claim(model, judged, all));
    json!({ "schema": "unipole/claims/1", "claims": claims.collect::<Vec<_>>() })
}

fn claim(model: &JudgedModel, judged: &Judged, all: &[JudgedModel]) -> Json {
    let own = &judged.claim;
    let parts = |parts: &[Part]| parts.iter().map(part).collect::<Vec<_>>();
    let concept = match model.model.is_tree() {
        true => "subgame-perfect",
        false => "pure",
    };
    let mut out = json!({
        "id": model.id_of(judged, all),
        "proposition": own.id,
        "statement": own.says,
        "phrase": own.phrase,
        "formal": own.formal.iter().map(|formal| formal.text.as_str()).collect::<Vec<_>>(),
        "leaves_out": own.leaves_out,
        "source": own.references,
        "model": model.name,
        "settings": model.settings,
        "concept": concept,
        "box": sides(&judged.parts),
        "constants": constants(&judged.parts),
        "verdict": judged.verdict.word(),
        "expected": own.expected.map(|expected| expected.word()),
        "reading": why(judged),
        "evidence": parts(&judged.parts),
    });
    if let Some((condition, _)) = &own.provided {
        out["where"] = json!({
            "condition": condition,
            "defaults": judged.at_defaults,
            "means": own.means,
            "evidence": parts(&judged.provided),
        });
    }
    if !own.tension.is_empty() {
        out["tension"] = json!(own.tension);
    }
    out
}

fn sides(parts: &[Part]) -> Json {
    let mut out = Map::new();
    for side in parts.iter().flat_map(|part| &part.sides) {
        let (lower, upper) = &side.ends;
        out.insert(
            side.name.clone(),
            json!([lower.to_string(), upper.to_string()]),
        );
    }
    Json::Object(out)
}

fn constants(parts: &[Part]) -> Vec<&str> {
    let most = parts.iter().max_by_key(|part| part.constants.len());
    most.map_or(Vec::new(), |part| {
        part.constants.iter().map(String::as_str).collect()
    })
}

/// One statement with its evidence.
fn part(part: &Part) -> Json {
    let mut out = json!({ "formal": part.text, "verdict": part.verdict.word() });
    let own = match &part.found {
        Found::Proofs(proofs) => json!({
            "kind": "proof",
            "nowhere": proofs.iter().map(tree).collect::<Vec<_>>(),
        }),
        Found::Absent(name) => json!({ "kind": "absent", "name": name }),
        Found::Counterexample(at, of) => {
            json!({ "kind": "counterexample", "point": point(at), "drawn": share(*of) })
        }
        Found::Witness(at) => json!({ "kind": "witness", "point": point(at) }),
        Found::NoWitness(proof) => json!({ "kind": "no-witness", "nowhere": [tree(proof)] }),
        Found::Data(scenario) => json!({ "kind": "data", "scenario": scenario }),
        Found::AtPoint(scenario) => json!({ "kind": "point", "scenario": scenario }),
        Found::Larger(proof, at) => {
            json!({ "kind": "larger", "nowhere": [tree(proof)], "point": point(at) })
        }
        Found::Nothing(of) => json!({ "kind": "nothing", "drawn": share(*of) }),
    };
    if let (Json::Object(out), Json::Object(own)) = (&mut out, own) {
        out.extend(own);
    }
    out
}

fn share(share: Share) -> Json {
    json!({ "false": share.false_at, "of": share.of })
}

fn point(point: &[(String, Rational)]) -> Json {
    let values = point
        .iter()
        .map(|(name, value)| (name.clone(), json!(value.to_string())));
    Json::Object(values.collect())
}

/// A tree of evidence: `["cases", which, trees]`, `["halves", unknown, where, lower, upper]`, `["sum", products]`.
fn tree(evidence: &Evidence) -> Json {
    match evidence {
        Evidence::Cases { disjunction, cases } => {
            json!([
                "cases",
                disjunction,
                cases.iter().map(tree).collect::<Vec<_>>()
            ])
        }
        Evidence::Halves { unknown, at, parts } => {
            json!([
                "halves",
                unknown,
                at.to_string(),
                tree(&parts[0]),
                tree(&parts[1])
            ])
        }
        Evidence::Sum(products) => json!(["sum", products.iter().map(product).collect::<Vec<_>>()]),
    }
}

fn product(product: &Product) -> Json {
    json!([
        product.weight.to_string(),
        product.signs,
        product.above,
        product.below
    ])
}

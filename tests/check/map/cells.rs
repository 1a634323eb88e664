//! The signs that are said of cells, and the regions they lie in.

use super::*;

#[test]
fn a_sign_that_is_turned_round_or_stated_too_early_is_refuted() {
    for map in [core(), hard()] {
        for cell in map
            .cells(|cell| cell[0][0].is_array())
            .into_iter()
            .step_by(3)
        {
            let turned = map.with(|json| {
                let sign = json["cells"][cell][0][0][1].as_i64().expect("a sign");
                json["cells"][cell][0][0][1] = json!(-sign);
            });
            turned.refuted(Check::Fact, &format!("/cells/{cell}/0/0"));
            if cell > 0 {
                let early = map.with(|json| {
                    let fact = json["cells"][cell][0][0].take();
                    json["cells"][cell][0] = json!([]);
                    json["cells"][0][0] = json!([fact]);
                });
                early.refuted(Check::Fact, "/cells/0/0/0");
            }
        }
    }
}

#[test]
fn cells_in_a_wrong_region_are_refuted() {
    for map in [core(), hard()] {
        let regions = map.regions();
        for cell in map.cells(|cell| cell[1].is_u64()).into_iter().step_by(5) {
            let changed = map.with(|json| {
                let region = json["cells"][cell][1].as_u64().expect("a region");
                json["cells"][cell][1] = json!((region as usize + 1) % regions);
            });
            changed.refuted(Check::Cell, &format!("/cells/{cell}/1"));
        }
        for cell in map.cells(is_cut).into_iter().step_by(5) {
            let turned = map.with(|json| {
                let below = json["cells"][cell][1][1].clone();
                json["cells"][cell][1][1] = json["cells"][cell][1][3].clone();
                json["cells"][cell][1][3] = below;
            });
            turned.refuted(Check::Cell, &format!("/cells/{cell}/1"));
            for side in [1, 3] {
                let whole = map.with(|json| {
                    json["cells"][cell][1] = json["cells"][cell][1][side].clone();
                });
                whole.refuted(Check::Area, "/undecided");
            }
        }
        for cell in map.cells(|cell| cell[1].is_null()) {
            for region in 0..regions {
                let claimed = map.with(|json| json["cells"][cell][1] = json!(region));
                claimed.refuted(Check::Cell, &format!("/cells/{cell}/1"));
            }
        }
    }
}

#[test]
fn a_cell_cut_by_a_curve_is_not_all_in_one_region() {
    let map = core();
    // Where the curve leaves a fair part on both sides.
    let fair = |share: &Json| share.as_u64().is_some_and(|share| share > 1 << 27);
    let asked = |c: &Json| is_cut(c) && fair(&c[1][2]) && fair(&c[1][4]);
    for cell in map.cells(asked).into_iter().step_by(3) {
        for side in [1, 3] {
            let whole = map.with(|json| {
                json["cells"][cell][1] = json["cells"][cell][1][side].clone();
            });
            whole.refuted(Check::Cell, &format!("/cells/{cell}/1"));
        }
    }
}

#[test]
fn halves_in_the_wrong_order_are_refuted() {
    for map in [core(), hard()] {
        let (middle, end) = (map.end(1), map.end(0));
        let swapped = map.with(|json| {
            let cells = json["cells"].as_array_mut().expect("a list");
            cells[1..end].rotate_left(middle - 1);
        });
        let found = swapped.found();
        assert!(found.refuted.iter().any(|f| f.check == Check::Fact));
    }
}

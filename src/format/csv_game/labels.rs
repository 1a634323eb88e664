//! Labels that tell apart.

use std::collections::BTreeSet;

/// The labels, those that were there before with a number behind them; and a sentence about each that was changed.
pub(super) fn distinct(labels: Vec<String>, of: &str) -> (Vec<String>, Vec<String>) {
    let written: BTreeSet<String> = labels.iter().cloned().collect();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut notes = Vec::new();
    let labels = labels.into_iter().map(|label| {
        if taken.insert(label.clone()) {
            return label;
        }
        let other = (2usize..)
            .map(|number| format!("{label} ({number})"))
            .find(|other| !written.contains(other) && !taken.contains(other))
            .expect("invariant: there are more numbers than labels");
        notes.push(format!(
            "{of} `{label}` is there twice: the later one is called `{other}`"
        ));
        taken.insert(other.clone());
        other
    });
    let labels = labels.collect();
    (labels, notes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_labels_get_numbers_that_nobody_has() {
        let labels = ["a", "b", "a", "a (2)", "a"].map(str::to_owned).to_vec();
        let (labels, notes) = distinct(labels, "the action");
        assert_eq!(labels, ["a", "b", "a (3)", "a (2)", "a (4)"]);
        assert_eq!(
            notes[0],
            "the action `a` is there twice: the later one is called `a (3)`"
        );
        assert_eq!(notes.len(), 2);
    }
}

//! Names as Gambit's files have them, and as ids.

use std::collections::BTreeSet;

/// A name in quotation marks.
pub(in super::super) fn quoted(name: &str) -> String {
    // A backslash before the closing quotation mark would read as an escape.
    let end = if is_kept(name) { "" } else { " " };
    format!("\"{}{end}\"", name.replace('"', "\\\""))
}

/// Whether a name in quotation marks is read back as it is.
pub(in super::super) fn is_kept(name: &str) -> bool {
    !name.ends_with('\\')
}

/// Whether a name says nothing.
pub(in super::super) fn is_blank(name: &str) -> bool {
    name.trim().is_empty()
}

/// The names themselves if none is blank or repeated, else prefix and number for all of them.
pub(in super::super) fn distinct_or_numbered(names: Vec<String>, prefix: &str) -> Vec<String> {
    let distinct: BTreeSet<&String> = names.iter().filter(|name| !is_blank(name)).collect();
    if distinct.len() == names.len() {
        return names;
    }
    (1..=names.len())
        .map(|number| format!("{prefix}{number}"))
        .collect()
}

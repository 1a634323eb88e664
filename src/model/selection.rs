//! The key `select`: the rule by which a model says which of several equilibria to expect.

use super::document::Node;
use super::error::ErrorKind;
use super::read::Reader;
use crate::solve::refinement::Rule;

/// Reads the name of the rule.
pub(super) fn selection(reader: &mut Reader, node: &Node) -> Option<Rule> {
    let name = reader.text(node)?;
    let found = Rule::of_name(&name);
    if found.is_none() {
        reader.error(&node.spot, ErrorKind::UnknownRule(name));
    }
    found
}

//! What a method or another program says the equilibria are.

use serde_json::{Value, json};

use super::Bounds;

/// How much of all equilibria a listing claims to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All extreme equilibria; of more players, all isolated ones and the extreme points of the sets of others.
    All,
    /// All pure ones.
    Pure,
    /// Some, which say nothing of the others.
    Some,
    /// A list of all that says itself that it may lack some.
    Incomplete,
    /// Nobody says.
    Unsaid,
    /// The profile is no equilibrium but two numbers: the least and the greatest welfare of all correlated equilibria.
    WelfareRange,
}

/// Equilibria, each the probabilities of all actions of all players in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// How much the listing claims to hold.
    pub extent: Extent,
    /// The profiles.
    pub profiles: Vec<Vec<Bounds>>,
}

const EXTENTS: [(Extent, &str); 6] = [
    (Extent::All, "all"),
    (Extent::Pure, "pure"),
    (Extent::Some, "some"),
    (Extent::Incomplete, "incomplete"),
    (Extent::Unsaid, "unsaid"),
    (Extent::WelfareRange, "welfare"),
];

impl Listing {
    /// How many equilibria are listed; none where the listing is none of equilibria.
    pub fn equilibria(&self) -> Option<usize> {
        (self.extent != Extent::WelfareRange).then_some(self.profiles.len())
    }

    /// The listing as JSON, which [`Listing::from_json`] reads.
    pub fn to_json(&self) -> Value {
        let name = EXTENTS.iter().find(|(extent, _)| *extent == self.extent);
        let profiles: Vec<Vec<String>> = self
            .profiles
            .iter()
            .map(|profile| profile.iter().map(Bounds::to_text).collect())
            .collect();
        json!({ "extent": name.map(|(_, name)| name), "profiles": profiles })
    }

    /// Reads what [`Listing::to_json`] makes.
    pub fn from_json(value: &Value) -> Option<Self> {
        let name = value["extent"].as_str()?;
        let (extent, _) = EXTENTS.iter().find(|(_, known)| *known == name)?;
        let profile = |profile: &Value| {
            let numbers = profile.as_array()?.iter();
            numbers
                .map(|number| Bounds::from_text(number.as_str()?))
                .collect()
        };
        let profiles = value["profiles"].as_array()?.iter().map(profile);
        Some(Listing {
            extent: *extent,
            profiles: profiles.collect::<Option<_>>()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for (extent, _) in EXTENTS {
            let numbers =
                ["1/3", "0.667", "0", "1"].map(|text| Bounds::printed(text).expect("one"));
            let listing = Listing {
                extent,
                profiles: vec![numbers.to_vec()],
            };
            assert_eq!(Listing::from_json(&listing.to_json()), Some(listing));
        }
        assert_eq!(Listing::from_json(&json!({ "extent": "all" })), None);
    }
}

//! Postures: what an action means on the balancing continuum, and their order.

/// The postures in continuum order, each with the kinds it comes in.
const STANDARD: &[(&str, &[&str])] = &[
    ("hard balancing", &["internal", "external"]),
    ("targeted hard balancing", &[]),
    ("asymmetric balancing", &[]),
    ("soft balancing", &[]),
    ("leash-slipping", &[]),
    ("neutrality", &[]),
    ("bandwagoning", &["appeasement", "flocking", "free-riding"]),
    ("regional balancing", &[]),
];

/// The meaning of an action: a posture of the continuum, and of which kind.
///
/// Postures are ordered as on the continuum: hard balancing first, regional balancing last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Posture {
    place: usize,
    kind_place: usize,
    name: String,
    kind: Option<String>,
}

impl Posture {
    /// The posture's name without its kind: `bandwagoning`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The kind, where the posture comes in several: `appeasement`.
    pub fn kind(&self) -> Option<&str> {
        self.kind.as_deref()
    }
}

impl std::fmt::Display for Posture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.kind {
            None => f.pad(&self.name),
            Some(kind) => f.pad(&format!("{} ({kind})", self.name)),
        }
    }
}

/// Why a text names no posture.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PostureError {
    /// No posture has this name.
    #[error("no posture is called `{0}`")]
    Unknown(String),
    /// The posture exists but does not come in this kind.
    #[error("{posture} has no kind `{kind}`")]
    UnknownKind {
        /// The posture's name.
        posture: String,
        /// The kind that was asked for.
        kind: String,
    },
    /// The posture to be added exists already.
    #[error("the posture `{0}` exists already")]
    Duplicate(String),
}

/// The postures in order: the standard ones, and those an author adds.
#[derive(Debug, Clone, PartialEq)]
pub struct Continuum(Vec<(String, Vec<String>)>);

impl Default for Continuum {
    fn default() -> Self {
        Continuum(
            STANDARD
                .iter()
                .map(|(name, kinds)| {
                    (
                        (*name).to_owned(),
                        kinds.iter().map(|kind| (*kind).to_owned()).collect(),
                    )
                })
                .collect(),
        )
    }
}

impl Continuum {
    /// Adds a posture directly after another.
    pub fn insert_after(&mut self, name: &str, after: &str) -> Result<(), PostureError> {
        if self.0.iter().any(|(known, _)| known == name) {
            return Err(PostureError::Duplicate(name.to_owned()));
        }
        let place = self
            .0
            .iter()
            .position(|(known, _)| known == after)
            .ok_or_else(|| PostureError::Unknown(after.to_owned()))?;
        self.0.insert(place + 1, (name.to_owned(), Vec::new()));
        Ok(())
    }

    /// The names in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// Every text that names a posture: `bandwagoning`, `bandwagoning (flocking)`, ..
    pub fn texts(&self) -> Vec<String> {
        self.0
            .iter()
            .flat_map(|(name, kinds)| {
                std::iter::once(name.clone())
                    .chain(kinds.iter().map(move |kind| format!("{name} ({kind})")))
            })
            .collect()
    }

    /// The posture named `bandwagoning` or `bandwagoning (flocking)`.
    pub fn posture(&self, text: &str) -> Result<Posture, PostureError> {
        let (name, kind) = match text.strip_suffix(')').and_then(|t| t.split_once('(')) {
            Some((name, kind)) => (name.trim(), Some(kind.trim())),
            None => (text.trim(), None),
        };
        let place = self
            .0
            .iter()
            .position(|(known, _)| known == name)
            .ok_or_else(|| PostureError::Unknown(name.to_owned()))?;
        let kind_place = match kind {
            None => 0,
            Some(kind) => {
                let found = self.0[place].1.iter().position(|known| known == kind);
                1 + found.ok_or_else(|| PostureError::UnknownKind {
                    posture: name.to_owned(),
                    kind: kind.to_owned(),
                })?
            }
        };
        Ok(Posture {
            place,
            kind_place,
            name: name.to_owned(),
            kind: kind.map(str::to_owned),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postures_follow_the_order_of_the_continuum() {
        let mut continuum = Continuum::default();
        continuum
            .insert_after("hedging", "neutrality")
            .expect("a new posture");
        let posture = |text| continuum.posture(text).expect("a posture");
        assert!(posture("soft balancing") < posture("neutrality"));
        assert!(posture("neutrality") < posture("hedging"));
        assert!(posture("hedging") < posture("bandwagoning"));
        assert!(posture("bandwagoning (appeasement)") < posture("bandwagoning (flocking)"));
        assert_eq!(
            posture("bandwagoning (flocking)").to_string(),
            "bandwagoning (flocking)"
        );
    }

    #[test]
    fn an_unknown_posture_or_kind_is_refused() {
        let continuum = Continuum::default();
        assert_eq!(
            continuum.posture("hegemony"),
            Err(PostureError::Unknown("hegemony".into()))
        );
        assert!(matches!(
            continuum.posture("neutrality (armed)"),
            Err(PostureError::UnknownKind { .. })
        ));
    }
}

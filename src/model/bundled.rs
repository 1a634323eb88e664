//! The models in the binary.

/// Ids and texts of the bundled models, in the order of the continuum.
pub const BUNDLED: &[(&str, &str)] = &[
    ("core", include_str!("../../models/core.toml")),
    ("polarity", include_str!("../../models/polarity.toml")),
    (
        "hard-balancing",
        include_str!("../../models/hard-balancing.toml"),
    ),
    (
        "arms-or-allies",
        include_str!("../../models/arms-or-allies.toml"),
    ),
    ("treaties", include_str!("../../models/treaties.toml")),
    (
        "targeted-balancing",
        include_str!("../../models/targeted-balancing.toml"),
    ),
    ("sanctions", include_str!("../../models/sanctions.toml")),
    (
        "asymmetric-balancing",
        include_str!("../../models/asymmetric-balancing.toml"),
    ),
    (
        "asymmetric-sponsor",
        include_str!("../../models/asymmetric-sponsor.toml"),
    ),
    (
        "soft-balancing",
        include_str!("../../models/soft-balancing.toml"),
    ),
    (
        "soft-balancing-policy",
        include_str!("../../models/soft-balancing-policy.toml"),
    ),
    (
        "leash-slipping",
        include_str!("../../models/leash-slipping.toml"),
    ),
    (
        "leash-slipping-observed",
        include_str!("../../models/leash-slipping-observed.toml"),
    ),
    ("atrophy", include_str!("../../models/atrophy.toml")),
    ("neutrality", include_str!("../../models/neutrality.toml")),
    (
        "neutrality-sequential",
        include_str!("../../models/neutrality-sequential.toml"),
    ),
    (
        "bandwagoning",
        include_str!("../../models/bandwagoning.toml"),
    ),
    (
        "bandwagoning-policy",
        include_str!("../../models/bandwagoning-policy.toml"),
    ),
    (
        "bandwagoning-population",
        include_str!("../../models/bandwagoning-population.toml"),
    ),
    (
        "regional-balancing",
        include_str!("../../models/regional-balancing.toml"),
    ),
    (
        "regional-protectorates",
        include_str!("../../models/regional-protectorates.toml"),
    ),
    ("continuum", include_str!("../../models/continuum.toml")),
    ("coalition", include_str!("../../models/coalition.toml")),
    (
        "coalition-punish",
        include_str!("../../models/coalition-punish.toml"),
    ),
    (
        "core-repeated",
        include_str!("../../models/core-repeated.toml"),
    ),
    (
        "continuum-repeated",
        include_str!("../../models/continuum-repeated.toml"),
    ),
];

/// The text of a bundled model.
pub fn bundled_text(id: &str) -> Option<&'static str> {
    BUNDLED
        .iter()
        .find(|(known, _)| *known == id)
        .map(|(_, text)| *text)
}

//! All seven postures at once (`continuum`).

use crate::answers::{Profiles, game_at, pure_equilibria};
use crate::draws::{Draws, POINTS, bundled, settings, typed};
use crate::fraction::{Fraction, fraction};

const NAMES: [&str; 24] = [
    "T", "h", "l", "y", "eta0", "eta1", "kap", "cH", "pi", "zeta", "cT", "a", "sig", "cS", "aS",
    "lamb", "cL", "F", "beta", "al", "rho", "betaR", "mu", "alR",
];
const HARD: usize = 0;
const ACTIONS: [(&str, &str); 7] = [
    ("HB", "hard"),
    ("TB", "targeted"),
    ("SB", "soft"),
    ("LS", "leash"),
    ("N", "neutral"),
    ("BW", "bandwagon"),
    ("RB", "regional"),
];

/// What each posture loses beside each posture of the other state: `losses[own][other]`.
fn losses(point: [Fraction; 24]) -> [[Fraction; 7]; 7] {
    let [
        t,
        h,
        l,
        y,
        eta0,
        eta1,
        kap,
        ch,
        pi,
        zeta,
        ct,
        a,
        sig,
        cs,
        a_s,
        lamb,
        cl,
        f,
        beta,
        al,
        rho,
        beta_r,
        mu,
        al_r,
    ] = point;
    let one = Fraction::from(1);
    std::array::from_fn(|own| {
        std::array::from_fn(|other| {
            let joint = own == other;
            let shielded = if other == HARD { t - t * kap * eta0 } else { t };
            match ACTIONS[own].0 {
                "HB" if joint => (one - eta1) * t + h + l + y + ch + pi,
                "HB" => (one - eta0) * t + h + l + y + ch + pi,
                "TB" => shielded + (one - zeta) * h + l + y + ct + a * pi,
                "SB" if joint => shielded + (one - sig) * h + l + y + cs + a_s * pi,
                "SB" => shielded + h + l + y + cs + a_s * pi,
                "LS" if joint => shielded + h + l + (one - lamb) * y + cl,
                "LS" => shielded + h + l + y + cl,
                "N" => shielded + h + l + y + f,
                "BW" => beta * t + h + l + y + al - rho,
                _ => beta_r * t + h + (one - mu) * l + y + al_r,
            }
        })
    })
}

#[test]
fn pairs_of_postures_are_equilibria_where_neither_state_can_lose_less() {
    let model = bundled("continuum");
    let mut draws = Draws::new(16);
    let shares = [
        "eta0", "eta1", "kap", "zeta", "a", "sig", "lamb", "beta", "betaR", "mu",
    ];
    let mut unlike = 0;
    for _ in 0..POINTS {
        let point = NAMES.map(|name| match shares.contains(&name) {
            true => draws.share(),
            false => draws.nonnegative() * fraction(1, 2),
        });
        let losses = losses(point);
        let best =
            |own: usize, other: usize| (0..7).all(|b| losses[own][other] <= losses[b][other]);
        let mut expected = Profiles::new();
        for one in 0..7 {
            for two in (0..7).filter(|two| best(one, *two) && best(*two, one)) {
                unlike += usize::from(one != two);
                expected.insert([one, two].map(|a| ACTIONS[a].1.to_owned()).to_vec());
            }
        }
        let settings = settings(&NAMES, &point);
        let found = pure_equilibria(&game_at(&model, None, &settings));
        assert_eq!(found, expected, "{settings:?}");
    }
    assert!(unlike > 0, "no unlike pair was an equilibrium");
}

/// The equilibria at each hundredth of the unipole's capability, labelled: `SB` for soft beside soft, `BW/RB` for unlike ones.
fn along(besides: &str) -> Vec<Vec<String>> {
    let model = bundled("continuum");
    let label = |action: &String| {
        let known = ACTIONS.iter().find(|(_, name)| name == action);
        known.expect("a posture of the model").0
    };
    let at = |hundredths: usize| {
        let mut settings = typed(besides);
        settings.push(format!("u={hundredths}/100"));
        let mut labels: Vec<String> = pure_equilibria(&game_at(&model, None, &settings))
            .iter()
            .map(|pair| match (label(&pair[0]), label(&pair[1])) {
                (one, two) if one == two => one.to_owned(),
                (one, two) => format!("{}/{}", one.min(two), one.max(two)),
            })
            .collect();
        labels.sort();
        labels.dedup();
        labels
    };
    (1..=100).map(at).collect()
}

/// The hundredths at which a label is listed, as ranges.
fn where_listed(line: &[Vec<String>], label: &str) -> Vec<(usize, usize)> {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for hundredths in 1..=line.len() {
        if !line[hundredths - 1].iter().any(|listed| listed == label) {
            continue;
        }
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == hundredths => *last = hundredths,
            _ => ranges.push((hundredths, hundredths)),
        }
    }
    ranges
}

#[test]
fn along_the_unipoles_power_the_postures_follow_each_other_as_tabulated() {
    let table: [(usize, &str); 11] = [
        (1, "N"),
        (14, "N SB"),
        (20, "HB N SB"),
        (25, "HB LS N SB"),
        (30, "HB LS SB TB"),
        (35, "LS SB TB"),
        (43, "LS RB SB"),
        (52, "BW BW/RB LS RB SB"),
        (53, "BW LS SB"),
        (76, "BW SB"),
        (93, "BW"),
    ];
    for (place, found) in along("").iter().enumerate() {
        let hundredths = place + 1;
        let row = table.iter().rev().find(|(first, _)| *first <= hundredths);
        let (_, expected) = row.expect("the table begins at the first hundredth");
        assert_eq!(found.join(" "), *expected, "u = {hundredths}/100");
    }
}

#[test]
fn a_restrained_unipole_is_not_balanced_softly() {
    let line = along("h=0");
    assert!(where_listed(&line, "SB").is_empty());
    assert_eq!(where_listed(&line, "HB")[0].0, 20);
    assert_eq!(where_listed(&line, "LS")[0].0, 25);
    assert_eq!(where_listed(&line, "RB"), [(31, 52)]);
    assert_eq!(where_listed(&line, "BW"), [(52, 100)]);
    assert_eq!(line[0], ["N"]);
}

#[test]
fn a_harmful_policy_is_balanced_softly_and_by_targeted_measures_early() {
    let line = along("h=3*u/2");
    assert_eq!(where_listed(&line, "SB")[0].0, 8);
    assert_eq!(where_listed(&line, "TB")[0].0, 18);
}

#[test]
fn a_dangerous_neighbour_makes_regional_balancing_possible_from_the_start() {
    assert_eq!(where_listed(&along("l=3/5"), "RB")[0].0, 1);
}

#[test]
fn hard_balancing_is_a_matter_of_who_passes_the_buck() {
    assert!(where_listed(&along("kap=1"), "HB").is_empty());
    assert_eq!(where_listed(&along("kap=0"), "HB"), [(12, 44)]);
}

#[test]
fn in_a_quiet_world_everybody_is_neutral() {
    let line = along("T=0 h=0 l=0 y=0");
    assert_eq!(where_listed(&line, "N")[0].0, 1);
    assert!(line[..99].iter().all(|found| *found == ["N"]));
}

#[test]
fn at_the_default_capability_the_payoffs_are_known() {
    let game = game_at(&bundled("continuum"), None, &typed("u=3/5"));
    let payoff = |own: &str, other: &str| {
        let place = |label| ACTIONS.iter().position(|(known, _)| *known == label);
        let profile = [place(own), place(other)].map(|place| place.expect("a posture"));
        Fraction::from(&game.payoff(0, game.index_of(&profile)))
    };
    assert_eq!(payoff("SB", "SB"), fraction(-93, 50));
    assert_eq!(payoff("LS", "LS"), fraction(-97, 50));
    assert_eq!(payoff("HB", "HB"), fraction(-107, 50));
    assert_eq!(payoff("BW", "SB"), fraction(-2, 1));
    assert_eq!(payoff("RB", "SB"), fraction(-41, 20));
    assert_eq!(payoff("TB", "SB"), fraction(-103, 50));
    assert_eq!(payoff("N", "SB"), fraction(-111, 50));
}

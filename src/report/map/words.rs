//! Profiles and equilibrium regions in words: `S bandwagons (U press, C resist)`, `any 3 of S balance`.

use crate::game::{Player, Posture};

/// What somebody does in a posture: of one, and of several.
const VERBS: &[(&str, &str, &str)] = &[
    ("hard balancing", "balances hard", "balance hard"),
    ("hard balancing (internal)", "arms", "arm"),
    ("hard balancing (external)", "allies", "ally"),
    (
        "targeted hard balancing",
        "balances by targeted means",
        "balance by targeted means",
    ),
    ("soft balancing", "balances softly", "balance softly"),
    ("leash-slipping", "slips the leash", "slip the leash"),
    ("neutrality", "stays neutral", "stay neutral"),
    ("bandwagoning", "bandwagons", "bandwagon"),
    ("bandwagoning (appeasement)", "appeases", "appease"),
    ("bandwagoning (flocking)", "flocks", "flock"),
    ("bandwagoning (free-riding)", "free-rides", "free-ride"),
    (
        "regional balancing",
        "balances regionally",
        "balance regionally",
    ),
];

/// The words for what one player, or several of a group, do by an action; none for an action that is no posture of theirs alone.
fn verb(player: &Player, action: usize, several: bool) -> Option<String> {
    let posture = player.actions[action].posture.as_ref()?;
    let shared = |other: &&Posture| *other == posture;
    let postures = player.actions.iter().filter_map(|a| a.posture.as_ref());
    if postures.filter(shared).count() > 1 {
        return None;
    }
    // Whoever simply balances is not said to ally, or to arm.
    if player.actions[action].id == "balance" {
        return Some(if several { "balance" } else { "balances" }.to_owned());
    }
    let name = posture.to_string();
    let (_, one, more) = VERBS.iter().find(|(known, _, _)| *known == name)?;
    Some(if several { *more } else { *one }.to_owned())
}

/// A set of profiles in words, joined by `or`; profiles that differ only in who of a group does what are said once.
pub fn set_in_words(players: &[Player], profiles: &[&[usize]]) -> String {
    if profiles.is_empty() {
        return "no pure equilibrium".to_owned();
    }
    let mut said: Vec<String> = Vec::new();
    for profile in profiles {
        let words = profile_in_words(players, profile);
        if !said.contains(&words) {
            said.push(words);
        }
    }
    said.join(", or ")
}

/// A profile in words: first who takes a posture, then in brackets what the others do.
pub fn profile_in_words(players: &[Player], profile: &[usize]) -> String {
    let (mut postures, mut others) = (Vec::new(), Vec::new());
    let mut place = 0;
    let choose = players.iter().any(|player| player.actions.len() > 1);
    while place < players.len() {
        let player = &players[place];
        // Who has no choice is not worth a word beside those who have.
        if choose && player.actions.len() == 1 && player.group.is_none() {
            place += 1;
            continue;
        }
        let members = match &player.group {
            None => 1,
            Some(group) => players[place..]
                .iter()
                .take_while(|p| p.group.as_ref() == Some(group))
                .count(),
        };
        if members == 1 {
            match verb(player, profile[place], false) {
                Some(verb) => postures.push(format!("{} {verb}", player.id)),
                None => others.push(format!(
                    "{} {}",
                    player.id, player.actions[profile[place]].id
                )),
            }
        } else {
            let words = group_in_words(player, &profile[place..place + members]);
            let after = player
                .group
                .as_ref()
                .and_then(|group| group.split_once(' '));
            postures.push(match after {
                Some((_, after)) => format!("{after}: {words}"),
                None => words,
            });
        }
        place += members;
    }
    match (postures.is_empty(), others.is_empty()) {
        (true, _) => others.join(", "),
        (false, true) => postures.join(", "),
        (false, false) => format!("{} ({})", postures.join(", "), others.join(", ")),
    }
}

/// What the members of a group do: `all 5 balance`, `3 of 5 balance`, `one bandwagons, one balances regionally`.
fn group_in_words(player: &Player, actions: &[usize]) -> String {
    let total = actions.len();
    let mut parts = Vec::new();
    let mut idle = Vec::new();
    for action in 0..player.actions.len() {
        let count = actions.iter().filter(|a| **a == action).count();
        if count == 0 {
            continue;
        }
        let who = match count {
            _ if count == total && total == 2 => "both".to_owned(),
            _ if count == total => format!("all {total}"),
            1 if total == 2 => "one".to_owned(),
            _ => format!("{count} of {total}"),
        };
        match verb(player, action, count > 1) {
            Some(verb) => parts.push(format!("{who} {verb}")),
            None => idle.push(format!("{who} {}", player.actions[action].id)),
        }
    }
    if parts.is_empty() {
        parts = idle;
    }
    parts.join(", ")
}

/// A set of profiles in few letters, for the inside of a region: action ids of those who take postures.
pub fn set_in_short(players: &[Player], profiles: &[&[usize]]) -> String {
    if profiles.is_empty() {
        return "none".to_owned();
    }
    let mut said: Vec<String> = Vec::new();
    for profile in profiles {
        let words = profile_in_short(players, profile);
        if !said.contains(&words) {
            said.push(words);
        }
    }
    said.join(" | ")
}

/// A profile in few letters.
fn profile_in_short(players: &[Player], profile: &[usize]) -> String {
    let has_posture =
        |player: &&(usize, &Player)| player.1.actions.iter().any(|a| a.posture.is_some());
    let all: Vec<(usize, &Player)> = players.iter().enumerate().collect();
    let mut shown: Vec<&(usize, &Player)> = all.iter().filter(has_posture).collect();
    if shown.is_empty() {
        shown = all.iter().collect();
    }
    let mut parts: Vec<(String, usize)> = Vec::new();
    for (place, player) in shown {
        let id = player.actions[profile[*place]].id.clone();
        match parts.last_mut() {
            Some((last, count)) if *last == id => *count += 1,
            _ => parts.push((id, 1)),
        }
    }
    let total = parts.iter().map(|(_, count)| count).sum::<usize>();
    if let [(one, _)] = parts.as_slice() {
        return one.clone();
    }
    let words = parts.iter().map(|(id, count)| match (count, total) {
        (1, 2 | 3) => id.clone(),
        _ => format!("{count} {id}"),
    });
    words.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(model: &str, profiles: &[&[usize]]) -> String {
        let model = crate::model::load(model).expect("a bundled model");
        let point = model.point(None, &[]).expect("its default point");
        let game = model.game(&point).expect("its game");
        set_in_words(game.players(), profiles)
    }

    #[test]
    fn regions_are_called_what_a_reader_would_call_them() {
        assert_eq!(
            words("core", &[&[0, 0, 2]]),
            "S bandwagons (U press, C resist)"
        );
        assert_eq!(
            words("continuum", &[&[4, 4], &[2, 2], &[5, 6], &[6, 5]]),
            "both stay neutral, or both balance softly, or one bandwagons, one balances regionally"
        );
        assert_eq!(
            words(
                "hard-balancing",
                &[&[0, 0, 0, 1, 1], &[0, 1, 0, 0, 1], &[1; 5]]
            ),
            "3 of 5 balance, or all 5 abstain"
        );
        assert_eq!(words("core", &[]), "no pure equilibrium");
        assert_eq!(
            words("asymmetric-balancing", &[&[0, 0]]),
            "T guard, G attack"
        );
    }
}

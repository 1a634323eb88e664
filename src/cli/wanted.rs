//! Which profiles are asked for: `--profile U=press,S=balance`, `--posture S=neutrality`.

use super::error::Error;
use crate::formula::closest;
use crate::game::Player;

/// The profiles that were asked for: per player the actions allowed, none for any.
pub(super) struct Wanted(Vec<Option<Vec<usize>>>);

impl Wanted {
    /// Reads `U=press,C=resist`, texts in turn.
    pub fn parse<'a>(
        texts: impl Iterator<Item = &'a String>,
        players: &[Player],
    ) -> Result<Self, Error> {
        let mut wanted = vec![None; players.len()];
        for text in texts {
            for (who, what) in parts(text, players)? {
                let mut found = false;
                for (place, player) in players.iter().enumerate() {
                    if player.id == who || player.group.as_deref() == Some(who) {
                        if wanted[place].is_some() {
                            return Err(Error::request(
                                format!("what `{}` does is said twice", player.id),
                                Some("name each player once, in `--profile` or in `--posture`"),
                            ));
                        }
                        wanted[place] = Some(actions(player, what)?);
                        found = true;
                    }
                }
                if !found {
                    let ids: Vec<&str> = players.iter().map(|p| p.id.as_str()).collect();
                    return Err(Error::request(
                        format!("no player is called `{who}`"),
                        Some(&format!("the players are {}", ids.join(", "))),
                    ));
                }
            }
        }
        Ok(Wanted(wanted))
    }

    /// Whether a profile is among them.
    pub fn contains(&self, profile: &[usize]) -> bool {
        let mut both = self.0.iter().zip(profile);
        both.all(|(wanted, action)| wanted.as_ref().is_none_or(|w| w.contains(action)))
    }
}

/// Who and what: `U=press,C=resist`. Decisions in a tree have names with commas and equals signs of their own, `S after U=force`.
fn parts<'a>(text: &'a str, players: &[Player]) -> Result<Vec<(&'a str, &'a str)>, Error> {
    let mut parts = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let ids = players
            .iter()
            .flat_map(|player| std::iter::once(player.id.as_str()).chain(player.group.as_deref()));
        let follows = |id: &&str| {
            rest.strip_prefix(*id)
                .is_some_and(|after| after.trim_start().starts_with('='))
        };
        let known = ids.filter(follows).map(str::len).max();
        let Some(end) = known.or_else(|| rest.split(',').next()?.find('=')) else {
            let part = rest.split(',').next().unwrap_or(rest);
            return Err(Error::request(
                format!("`{part}` is not PLAYER=ACTION"),
                Some("write for example `--profile U=press,C=resist,S=balance`"),
            ));
        };
        let (who, after) = rest.split_at(end);
        let after = after.trim_start().trim_start_matches('=');
        let (what, next) = match after.split_once(',') {
            Some((what, next)) => (what, Some(next)),
            None => (after, None),
        };
        parts.push((who.trim(), what.trim()));
        match next {
            Some(next) => rest = next,
            None => return Ok(parts),
        }
    }
}

/// The actions of a player that a word means: an action of that id, or all actions of that posture.
fn actions(player: &Player, word: &str) -> Result<Vec<usize>, Error> {
    let meant: Vec<usize> = (0..player.actions.len())
        .filter(|action| {
            let action = &player.actions[*action];
            let posture = action.posture.as_ref().map(ToString::to_string);
            action.id == word
                || posture.is_some_and(|p| p == word || p.split(" (").next() == Some(word))
        })
        .collect();
    if !meant.is_empty() {
        return Ok(meant);
    }
    let ids: Vec<&str> = player.actions.iter().map(|a| a.id.as_str()).collect();
    let hint = match closest(word, ids.iter().copied()) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => format!("{} can play {}", player.id, ids.join(", ")),
    };
    Err(Error::request(
        format!(
            "`{word}` is neither an action nor a posture of {}",
            player.id
        ),
        Some(&hint),
    ))
}

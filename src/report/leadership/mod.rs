//! What a player gets that moves first, in words, tables and data.

mod data;
mod reading;
mod rows;

pub use data::leadership_json;
pub use reading::leadership_reading;
pub use rows::{leadership_rows, leadership_table};

use super::Subject;
use crate::game::{Game, Player};
use crate::solve::Watch;
use crate::solve::leadership::{Leadership, leadership};

/// A game with a leader, and what was found.
#[derive(Debug, Clone, PartialEq)]
pub struct LeadershipAnswer {
    /// Where the game comes from.
    pub subject: Subject,
    /// The game.
    pub game: Game,
    /// What was found.
    pub found: Leadership,
}

impl LeadershipAnswer {
    /// Lets a player move first.
    pub fn new(subject: Subject, game: Game, leader: usize, watch: Watch) -> Self {
        LeadershipAnswer {
            found: leadership(&game, leader, watch),
            subject,
            game,
        }
    }

    /// What was not worked out, or is not known to be complete.
    pub fn notes(&self) -> Vec<String> {
        let found = &self.found;
        let actions = &self.leader().actions;
        let incomplete = found.pure.iter().filter_map(|commitment| {
            let known = &commitment.induced.completeness;
            let action = &actions[commitment.action].id;
            (!known.is_complete())
                .then(|| format!("after {action} the answers are not known to be all: {known}"))
        });
        let mixed = found.mixed.as_ref().err().map(ToString::to_string);
        let known = &found.simultaneous.completeness;
        let at_once = (!known.is_complete()).then(|| {
            format!("when all move at once, the equilibria are not known to be all: {known}")
        });
        incomplete.chain(mixed).chain(at_once).collect()
    }

    fn leader(&self) -> &Player {
        &self.game.players()[self.found.leader]
    }

    /// The ids of those who answer: `S`, `C and S`, `S1, S2 and S3`.
    fn followers(&self) -> String {
        let ids = self.found.followers.iter();
        let ids: Vec<&str> = ids
            .map(|player| self.game.players()[*player].id.as_str())
            .collect();
        match ids.split_last() {
            None => "nobody".to_owned(),
            Some((last, [])) => (*last).to_owned(),
            Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        }
    }
}

/// The player who moves first if nobody is named: the unipole if there is exactly one, else the first.
pub fn usual_leader(game: &Game) -> usize {
    let players = game.players().iter();
    let mut unipoles = players
        .enumerate()
        .filter(|(_, player)| player.role.eq_ignore_ascii_case("unipole"));
    match (unipoles.next(), unipoles.next()) {
        (Some((place, _)), None) => place,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::Payoffs;
    use crate::num::Rational;

    fn with_roles(roles: [&str; 3]) -> Game {
        let players = roles.map(|role| Player {
            role: role.to_owned(),
            ..Player::plain(role, &["1"])
        });
        let payoffs = Payoffs::from_fn(&[1, 1, 1], |_, _| Rational::ZERO);
        Game::new("roles", players.to_vec(), payoffs.expect("a small game"))
    }

    #[test]
    fn the_one_unipole_leads_else_the_first_player() {
        assert_eq!(
            usual_leader(&with_roles(["challenger", "unipole", "proxy"])),
            1
        );
        assert_eq!(
            usual_leader(&with_roles(["challenger", "proxy", "proxy"])),
            0
        );
        assert_eq!(
            usual_leader(&with_roles(["challenger", "unipole", "unipole"])),
            0
        );
    }
}

//! Players and their actions, by name.

use super::Posture;

/// One of a player's actions.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// The action's id in the model.
    pub id: String,
    /// What the action means on the balancing continuum; none for actions such as `press` or `accommodate`.
    pub posture: Option<Posture>,
}

/// A player, its role and its actions in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Player {
    /// The player's id; members of a group `S` are `S1`, `S2`, ..
    pub id: String,
    /// The player's name in a reader's words.
    pub title: String,
    /// The role: unipole, challenger, secondary state, ..
    pub role: String,
    /// The group the player is a member of, if any.
    pub group: Option<String>,
    /// The actions in order.
    pub actions: Vec<Action>,
}

impl Player {
    /// A player with nothing but an id and action ids.
    pub fn plain(id: &str, actions: &[&str]) -> Self {
        Player {
            id: id.to_owned(),
            title: id.to_owned(),
            role: String::new(),
            group: None,
            actions: actions
                .iter()
                .map(|id| Action {
                    id: (*id).to_owned(),
                    posture: None,
                })
                .collect(),
        }
    }

    /// The same player with the listed actions only, in their order.
    pub(super) fn keeping(&self, kept: &[usize]) -> Self {
        Player {
            id: self.id.clone(),
            title: self.title.clone(),
            role: self.role.clone(),
            group: self.group.clone(),
            actions: kept.iter().map(|&a| self.actions[a].clone()).collect(),
        }
    }

    /// The position of the action of that id.
    pub fn action(&self, id: &str) -> Option<usize> {
        self.actions.iter().position(|action| action.id == id)
    }
}

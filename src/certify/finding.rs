//! What came of checking a saved answer: what was verified, what was refuted, and what was not checked again.

/// What was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Check {
    /// Players, actions, postures and payoffs are those of the model.
    Game,
    /// A number that is not rational is described consistently.
    Number,
    /// A profile is an equilibrium.
    Equilibrium,
    /// The payoffs at an equilibrium.
    Payoff,
    /// What deviations lose.
    Slack,
    /// Pure or mixed.
    Kind,
    /// Strict or not.
    Strictness,
    /// The postures played.
    Posture,
    /// How wrong the assumptions behind an equilibrium may be.
    Tolerance,
    /// Which refinements an equilibrium survives, a potential, and what a rule selects.
    Refinement,
    /// What correlated equilibria allow.
    Correlated,
    /// Each equilibrium is listed once.
    Distinctness,
    /// The list holds what it says it holds.
    Completeness,
    /// Actions removed are strictly dominated.
    Dominance,
    /// The connected sets of equilibria.
    Components,
    /// The maximal Nash subsets.
    NashSubsets,
    /// The indices of components.
    Index,
    /// The classes under renaming.
    Classes,
    /// The cycle of best replies.
    Cycle,
    /// The complex roots of the equations of some supports, and that they are all.
    Proof,
    /// What differs between two answers.
    Changes,
    /// A denominator of a payoff is positive on the box of a phase map.
    Denominator,
    /// The sign of a polynomial on a cell of a phase map.
    Fact,
    /// The region of a cell of a phase map.
    Cell,
    /// The areas of the regions of a phase map.
    Area,
    /// The point of a region of a phase map.
    Inside,
    /// No deviation of one period from a plan of a repeated game pays.
    Plan,
    /// The payoffs of a repeated game.
    PayoffSet,
    /// What a player gets that moves first.
    Leader,
    /// How play goes from the beginning on: whose decisions, what is expected and what is not reached, and where somebody is indifferent.
    Order,
    /// What is believed of types.
    Belief,
    /// Equilibria of the reduced normal form, and whether they rest on threats that would not be carried out.
    Credibility,
    /// A verdict on a claim, and the evidence for it.
    Claim,
    /// A part of the answer that the contract does not know.
    UnknownKey,
}

impl Check {
    /// A short name, for JSON and in print.
    pub fn name(self) -> &'static str {
        match self {
            Check::Game => "game",
            Check::Number => "number",
            Check::Equilibrium => "equilibrium",
            Check::Payoff => "payoff",
            Check::Slack => "slack",
            Check::Kind => "kind",
            Check::Strictness => "strictness",
            Check::Posture => "posture",
            Check::Tolerance => "tolerance",
            Check::Refinement => "refinement",
            Check::Correlated => "correlated",
            Check::Distinctness => "distinctness",
            Check::Completeness => "completeness",
            Check::Dominance => "dominance",
            Check::Components => "components",
            Check::NashSubsets => "nash subsets",
            Check::Index => "index",
            Check::Classes => "classes",
            Check::Cycle => "cycle",
            Check::Proof => "proof",
            Check::Changes => "changes",
            Check::Denominator => "denominator",
            Check::Fact => "fact",
            Check::Cell => "cell",
            Check::Area => "area",
            Check::Inside => "inside",
            Check::Plan => "plan",
            Check::PayoffSet => "payoff set",
            Check::Leader => "leader",
            Check::Order => "order",
            Check::Belief => "belief",
            Check::Credibility => "credibility",
            Check::Claim => "claim",
            Check::UnknownKey => "unknown key",
        }
    }
}

/// One result of checking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was checked.
    pub check: Check,
    /// Where in the answer, as a JSON pointer.
    pub place: String,
    /// What was found, in words.
    pub words: String,
}

/// Everything found about one saved answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verification {
    /// What holds.
    pub verified: Vec<Finding>,
    /// What is wrong.
    pub refuted: Vec<Finding>,
    /// What was not checked again, and why.
    pub not_verified: Vec<Finding>,
}

impl Verification {
    /// Whether anything is wrong.
    pub fn is_refuted(&self) -> bool {
        !self.refuted.is_empty()
    }

    /// Notes that something holds.
    pub fn verify(&mut self, check: Check, place: &str, words: impl Into<String>) {
        self.verified.push(finding(check, place, words.into()));
    }

    /// Notes that something is wrong.
    pub fn refute(&mut self, check: Check, place: &str, words: impl Into<String>) {
        self.refuted.push(finding(check, place, words.into()));
    }

    /// Notes that something was not checked again.
    pub fn leave(&mut self, check: Check, place: &str, words: impl Into<String>) {
        self.not_verified.push(finding(check, place, words.into()));
    }

    /// Notes that something holds, if nothing was refuted since there were `before` refutations; returns whether it does.
    pub(super) fn conclude(
        &mut self,
        before: usize,
        check: Check,
        place: &str,
        words: impl Into<String>,
    ) -> bool {
        let holds = self.refuted.len() == before;
        if holds {
            self.verify(check, place, words);
        }
        holds
    }
}

fn finding(check: Check, place: &str, words: String) -> Finding {
    Finding {
        check,
        place: place.to_owned(),
        words,
    }
}

//! Evidence: what makes an equilibrium or a plan one, and whether a saved answer is what it says. Never imports `solve`.

mod assessment;
pub mod claim;
mod coalition;
pub mod complementarity;
mod correlated;
mod enclosed;
mod finding;
pub mod leadership_claim;
pub mod map_claim;
mod nash;
mod nowhere;
pub mod order_claim;
mod penal_code;
mod plan;
mod refinement;
mod refutation;
pub mod repeat_claim;
pub mod risk_dominance;
mod selection;
mod statement;
mod subgame_perfect;
pub mod tracing;
mod verify;
mod whole_numbers;

pub use assessment::{Assessment, assessment, gains};
pub use coalition::{NoSmallestCoalition, SmallestCoalition, smallest_coalition};
pub use correlated::{Disobedience, Extreme, NoExtreme, Obedience, Quantity, disobediences};
pub use enclosed::{NotEnclosed, enclosed_nash};
pub use finding::{Check, Finding, Verification};
pub use nash::{Equilibrium, nash, pure_nash};
pub use nowhere::{Evidence, Known, NoEvidence, Product, Sides, true_nowhere};
pub use penal_code::{
    NoPenalCode, PaymentDeviation, PaymentPhase, PaymentPlan, PenalCode, penal_code,
};
pub use plan::{Automaton, Lottery, NoPlan, OneShot, Plan, PlanState, Play, plan};
pub use refinement::{
    Admissibility, ThreeValued, gets_more, least_belief, profiles_of_others, quasi_strict,
    support_of,
};
pub use refutation::Refutation;
pub use selection::{payoff_dominant, risk_dominant};
pub use statement::{Asked, Statement};
pub use subgame_perfect::{SubgamePerfect, nash_in_tree, subgame_perfect};
pub use verify::{
    ClaimedRange, CorrelatedClaim, NoGame, verify, verify_changes, verify_correlated,
    verify_leadership, verify_map, verify_repeat,
};

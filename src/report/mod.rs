//! Tables and pages: the only layer that rounds.

mod answer;
pub mod bench;
mod bundle;
pub mod capabilities;
pub mod claims;
mod comparison;
mod conditions;
mod correlated;
mod decimal;
mod dialect;
mod equilibria;
mod expression;
mod gambit_lines;
mod index;
pub mod json;
mod json_document;
mod json_proof;
pub mod leadership;
pub mod logit;
pub mod map;
mod marks;
mod matrix;
mod notation;
mod page;
mod paper;
mod payoff_matrix;
mod reading;
mod refinement;
pub mod repeat;
mod risk_dominance;
mod sequence;
mod share;
mod study;
mod svg;
mod table;
mod tolerance;
mod tree;
mod wrap;

pub use answer::{Answer, Subject, Value};
pub use bundle::{Difference, File, command, differences, files_of, index_of, with_part};
pub use comparison::comparison;
pub use conditions::{
    ChangedConditions, Conditions, Holds, ProfileAnswer, SolvedFor, changed_conditions,
    conditions_json, conditions_latex, conditions_reading, conditions_rows, free_of, given,
    symbols,
};
pub use correlated::{CorrelatedAnswer, correlated_json, correlated_reading, correlated_table};
pub use decimal::{DIGIT_LIMIT, Notation, decimal, decimal_of_enclosure};
pub use dialect::{Terminal, csv, latex, macro_name, markdown, text};
pub use equilibria::{equilibria_table, long_table};
pub use expression::{Symbol, Written, print_inequality, print_polynomial, print_solved};
pub use gambit_lines::{gambit_lines, has_rounded_lines};
pub use notation::{print_real, print_strategy};
pub use paper::{Paper, PaperPart, archive_of, paper_of};
pub use payoff_matrix::{MatrixTooLarge, fits_payoff_matrix, payoff_matrix};
pub use reading::reading;
pub use refinement::Refinements;
pub use sequence::{large_tree_json, large_tree_reading};
pub use share::{Evidence, Share, ShareError, Shares};
pub use study::{Solved, Study, name_clash};
pub use svg::{Glance, GlanceRow, Mark, glance_table, svg};
pub use table::{Align, Cell, Column, Table};
pub use tolerance::{EquilibriumTolerance, ParameterTolerances, tolerances};
pub use tree::{TreeTooLarge, tree_drawing};

//! Polynomials and conditions on parameters the way one writes them: factored, grouped, both sides positive.
//!
//! Plain text and LaTeX are printed from one tree, so they say the same; the text is a formula of the model language.

mod arrange;
mod inequality;
mod tree;

use arrange::Arrangement;
use tree::Tree;

use crate::formula::name_latex;
use crate::num::{Multivariate, Rational};

pub use inequality::{print_inequality, print_solved};

/// What an unknown is called, and where it lies.
///
/// # Shapes
/// A table of symbols has one for every unknown of a polynomial, by the unknown's number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    /// Its name in formulas.
    pub name: String,
    /// Its name as LaTeX mathematics.
    pub latex: String,
    /// A number it is never below, where one is known: so `q - 1` is written rather than `1 - q`.
    pub lower: Option<Rational>,
    /// A number it is never above, where one is known.
    pub upper: Option<Rational>,
}

impl Symbol {
    /// A symbol known by its name alone.
    pub fn named(name: &str) -> Self {
        Symbol {
            name: name.to_owned(),
            latex: name_latex(name),
            lower: None,
            upper: None,
        }
    }
}

/// Something mathematical in both dialects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// As a formula of the model language.
    pub text: String,
    /// As LaTeX mathematics, without dollar signs.
    pub latex: String,
}

/// A polynomial, factored and grouped as far as that makes it shorter.
///
/// # Examples
/// ```
/// use unipole::num::Multivariate;
/// use unipole::report::{Symbol, print_polynomial};
/// let [u, c, k, nu] = [0, 1, 2, 3].map(Multivariate::unknown);
/// let symbols = ["u", "c", "k", "nu"].map(Symbol::named);
/// let p = &(&(&k - &nu) * &(&u + &c)) - &u;
/// assert_eq!(print_polynomial(&p, &symbols).text, "(k - nu)*(u + c) - u");
/// ```
pub fn print_polynomial(polynomial: &Multivariate, symbols: &[Symbol]) -> Written {
    let terms = Arrangement::new(symbols).terms(polynomial);
    Tree::of_terms(terms).written(symbols)
}

impl Tree {
    fn written(&self, symbols: &[Symbol]) -> Written {
        Written {
            text: self.text(symbols),
            latex: self.latex(symbols),
        }
    }
}

#[cfg(test)]
mod tests;

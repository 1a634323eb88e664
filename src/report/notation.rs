//! Numbers and strategies in print: rationals exactly or rounded, others to as many digits as asked, if so many are known.

use super::decimal::{Notation, decimal_of_enclosure};
use super::table::Cell;
use crate::formula;
use crate::game::Player;
use crate::model::{Model, Parameter, ValueFormula, WrittenFormula};
use crate::num::{Enclosed, Rational, Real};

/// Decimals of an irrational number when no number of decimals is asked for.
const DECIMALS: u32 = 6;

/// A real number in print; one that is not known to be rational is marked with `~`, its digits being certain up to the last.
pub fn print_real(value: &Real, notation: Notation) -> String {
    let Some(rational) = value.to_rational() else {
        let digits = match notation {
            Notation::Exact => DECIMALS,
            Notation::Decimals(digits) => digits,
        };
        return match value {
            Real::Enclosed(bounds) => format!("~{}", digits_between(bounds, digits)),
            _ => format!("~{}", digits_of(value, digits)),
        };
    };
    notation.print(&rational)
}

/// The digits that bounds show, at most as many as asked; more where the bounds are around a half, which rounds either way; where they
/// show no digit, both.
fn digits_between(bounds: &Enclosed, digits: u32) -> String {
    let (low, high) = (bounds.lower(), bounds.upper());
    let around_a_half = || {
        let mut more = digits + 1..=digits + DECIMALS;
        more.find_map(|digits| decimal_of_enclosure(low, high, digits))
    };
    decimal_of_enclosure(low, high, digits)
        .or_else(around_a_half)
        .unwrap_or_else(|| format!("{}..{}", low.floor(), -(-high).floor()))
}

/// As many certain digits as asked; a narrower enclosure is taken until they are.
fn digits_of(value: &Real, digits: u32) -> String {
    for extra in 2.. {
        let exponent = -i32::try_from(digits + extra).expect("invariant: digits are few");
        let width = Rational::integer(10)
            .checked_pow(exponent)
            .expect("invariant: ten is not zero");
        let (low, high) = value.enclosure(&width);
        if let Some(text) = decimal_of_enclosure(&low, &high, digits) {
            let decimals = text.split_once('.').map_or(0, |(_, after)| after.len());
            if u32::try_from(decimals) == Ok(digits) {
                return text;
            }
        }
    }
    unreachable!("invariant: an irrational number is never half-way between two decimals")
}

/// The cell of a real number.
pub(super) fn real_cell(value: &Real, notation: Notation) -> Cell {
    match value.to_rational() {
        Some(rational) => Cell::Number(rational, notation),
        None => {
            let text = print_real(value, notation);
            let latex = format!(r"\approx {}", &text[1..]);
            Cell::math(&text, &latex)
        }
    }
}

/// A dominating strategy in words: `press`, or `1/2 balance + 1/2 abstain`.
pub(super) fn print_dominator(player: &Player, strategy: &[(usize, Rational)]) -> String {
    let parts: Vec<String> = strategy
        .iter()
        .map(|(action, p)| match strategy.len() {
            1 => player.actions[*action].id.clone(),
            _ => format!("{p} {}", player.actions[*action].id),
        })
        .collect();
    parts.join(" + ")
}

/// A strategy in words: `press`, or `2/5 balance + 3/5 abstain`.
pub fn print_strategy(player: &Player, probabilities: &[Real], notation: Notation) -> String {
    let played: Vec<(&str, &Real)> = player
        .actions
        .iter()
        .zip(probabilities)
        .filter(|(_, probability)| !probability.is_zero())
        .map(|(action, probability)| (action.id.as_str(), probability))
        .collect();
    if let [(action, _)] = played.as_slice() {
        return (*action).to_owned();
    }
    let parts: Vec<String> = played
        .iter()
        .map(|(action, probability)| format!("{} {action}", print_real(probability, notation)))
        .collect();
    parts.join(" + ")
}

/// Greek letters and the like, by their LaTeX command.
const LETTERS: &[(&str, &str)] = &[
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("epsilon", "ε"),
    ("varepsilon", "ε"),
    ("zeta", "ζ"),
    ("eta", "η"),
    ("theta", "θ"),
    ("iota", "ι"),
    ("kappa", "κ"),
    ("lambda", "λ"),
    ("mu", "μ"),
    ("nu", "ν"),
    ("xi", "ξ"),
    ("pi", "π"),
    ("rho", "ρ"),
    ("sigma", "σ"),
    ("tau", "τ"),
    ("phi", "φ"),
    ("varphi", "φ"),
    ("chi", "χ"),
    ("psi", "ψ"),
    ("omega", "ω"),
    ("ell", "ℓ"),
    ("Gamma", "Γ"),
    ("Delta", "Δ"),
    ("Theta", "Θ"),
    ("Lambda", "Λ"),
    ("Pi", "Π"),
    ("Sigma", "Σ"),
    ("Phi", "Φ"),
    ("Psi", "Ψ"),
    ("Omega", "Ω"),
];

/// A parameter's symbol in plain text: `λ`, `K_U`; its LaTeX where that says more than letters, its name where it has none.
/// A list parameter has the index `i`.
pub(super) fn symbol_in_text(parameter: &Parameter) -> String {
    let symbol = match &parameter.symbol {
        Some(latex) => in_letters(latex).unwrap_or_else(|| latex.clone()),
        None => parameter.name.clone(),
    };
    match parameter.group {
        Some(_) => format!("{symbol}_i"),
        None => symbol,
    }
}

/// Simple LaTeX as letters: commands for letters, braces around indices.
fn in_letters(latex: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = latex;
    while let Some(letter) = rest.chars().next() {
        rest = &rest[letter.len_utf8()..];
        match letter {
            '\\' => {
                let end = rest.find(|c: char| !c.is_ascii_alphabetic());
                let (command, after) = rest.split_at(end.unwrap_or(rest.len()));
                let known = LETTERS.iter().find(|(name, _)| *name == command)?;
                out.push_str(known.1);
                rest = after.trim_start();
            }
            '{' | '}' => {}
            '_' | '\'' => out.push(letter),
            plain if plain.is_alphanumeric() => out.push(plain),
            _ => return None,
        }
    }
    Some(out)
}

/// A parameter's symbol as LaTeX mathematics, with the index of a member.
pub(super) fn symbol_in_latex(parameter: &Parameter, index: Option<&str>) -> String {
    let symbol = match &parameter.symbol {
        Some(latex) => latex.clone(),
        None if parameter.name.chars().count() == 1 => parameter.name.clone(),
        None => format!("\\mathit{{{}}}", parameter.name.replace('_', "\\_")),
    };
    match index {
        None => symbol,
        Some(index) if symbol.contains(['_', '^']) => format!("{{{symbol}}}_{{{index}}}"),
        Some(index) => format!("{symbol}_{{{index}}}"),
    }
}

/// A formula as LaTeX mathematics, in the symbols of the model.
pub(super) fn formula_in_latex(model: &Model, formula: &formula::Number) -> String {
    formula::latex(formula, model.names(), &|parameter, index| {
        symbol_in_latex(&model.parameters[parameter], index)
    })
}

/// A condition as LaTeX mathematics, in the symbols of the model.
pub(super) fn truth_in_latex(model: &Model, truth: &formula::Truth) -> String {
    formula::truth_latex(truth, model.names(), &|parameter, index| {
        symbol_in_latex(&model.parameters[parameter], index)
    })
}

/// A parameter's default: its number, or its formula with the value behind it.
pub(super) fn default_of(model: &Model, parameter: &Parameter, values: &[Rational]) -> Cell {
    match &parameter.default {
        ValueFormula::One(written) => match parameter.group {
            Some(_) => format!("{} each", written.text.trim()).into(),
            None => valued(model, written, &values[0]),
        },
        ValueFormula::Each(_) => {
            let values: Vec<String> = values.iter().map(Rational::to_string).collect();
            values.join(", ").into()
        }
    }
}

fn valued(model: &Model, written: &WrittenFormula, value: &Rational) -> Cell {
    let text = written.text.trim();
    if text.parse::<Rational>().is_ok() {
        return Cell::Number(value.clone(), Notation::Exact);
    }
    let latex = formula_in_latex(model, &written.formula);
    Cell::Run(vec![
        Cell::math(text, &latex),
        " = ".into(),
        Cell::Number(value.clone(), Notation::Exact),
    ])
}

/// Where a parameter means something, in words and signs.
pub(super) fn domain_of(parameter: &Parameter) -> String {
    let domain = parameter.domain.to_string();
    let signs = domain.replace(">=", "≥").replace("<=", "≤");
    match signs.strip_prefix("integer") {
        Some("") => "whole number".to_owned(),
        Some(rest) => format!("whole number{rest}"),
        None => signs,
    }
}

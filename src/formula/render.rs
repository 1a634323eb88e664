//! Formulas as LaTeX, for the pages of a report.

use super::names::Names;
use super::tree::{Crowd, Member, Number, PlayerReference, Relation, Truth};

/// How tightly a piece of a formula holds together, loosest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Case,
    Sum,
    Product,
    Tight,
}

/// A number-valued formula as LaTeX mathematics.
///
/// `symbol` gives a parameter's symbol, with the index of the member whose value it is (`i` for one's own);
/// a `let` is printed by its name, so that a page can define it once.
pub fn latex(
    formula: &Number,
    names: &Names,
    symbol: &dyn Fn(usize, Option<&str>) -> String,
) -> String {
    Latex { names, symbol }.number(formula).0
}

/// A truth-valued formula as LaTeX mathematics.
pub fn truth_latex(
    formula: &Truth,
    names: &Names,
    symbol: &dyn Fn(usize, Option<&str>) -> String,
) -> String {
    Latex { names, symbol }.truth(formula)
}

struct Latex<'a> {
    names: &'a Names,
    symbol: &'a dyn Fn(usize, Option<&str>) -> String,
}

impl Latex<'_> {
    fn number(&self, formula: &Number) -> (String, Binding) {
        match formula {
            Number::Constant(value) => (
                value.to_string(),
                if value.is_integer() {
                    Binding::Tight
                } else {
                    Binding::Product
                },
            ),
            Number::Parameter(parameter) => ((self.symbol)(*parameter, None), Binding::Tight),
            Number::OfMember {
                parameter, member, ..
            } => {
                let index = match member {
                    Member::Own => "i".to_owned(),
                    Member::Position(position) => (position + 1).to_string(),
                };
                ((self.symbol)(*parameter, Some(&index)), Binding::Tight)
            }
            Number::Let { name, .. } => (name_latex(&self.names.lets[*name].name), Binding::Tight),
            Number::Negative(inner) => (
                format!("-{}", self.within(inner, Binding::Product)),
                Binding::Sum,
            ),
            Number::Sum(terms) => {
                let mut text = String::new();
                for (place, term) in terms.iter().enumerate() {
                    let (sign, part) = match term {
                        Number::Negative(inner) => (" - ", self.within(inner, Binding::Product)),
                        Number::Constant(value) if value.sign().is_lt() => {
                            (" - ", value.abs().to_string())
                        }
                        other => (" + ", self.within(other, Binding::Product)),
                    };
                    match (place, sign) {
                        (0, " - ") => text.push('-'),
                        (0, _) => {}
                        _ => text.push_str(sign),
                    }
                    text.push_str(&part);
                }
                (text, Binding::Sum)
            }
            Number::Product(left, right) => {
                let (left, right) = (
                    self.within(left, Binding::Product),
                    self.within(right, Binding::Product),
                );
                let between = if right.starts_with(|c: char| c.is_ascii_digit()) {
                    r" \cdot "
                } else {
                    r"\,"
                };
                (format!("{left}{between}{right}"), Binding::Product)
            }
            Number::Quotient { over, under, .. } => (
                format!(
                    r"\frac{{{}}}{{{}}}",
                    self.number(over).0,
                    self.number(under).0
                ),
                Binding::Tight,
            ),
            Number::Power { base, exponent, .. } => (
                format!("{}^{{{exponent}}}", self.within(base, Binding::Tight)),
                Binding::Tight,
            ),
            Number::If {
                condition,
                then,
                otherwise,
            } => (
                format!(
                    r"\begin{{cases}} {} & \text{{if }} {} \\ {} & \text{{otherwise}} \end{{cases}}",
                    self.number(then).0,
                    self.truth(condition),
                    self.number(otherwise).0
                ),
                Binding::Case,
            ),
            Number::Minimum(values) => (self.call(r"\min", values), Binding::Tight),
            Number::Maximum(values) => (self.call(r"\max", values), Binding::Tight),
            Number::Absolute(inner) => (
                format!(r"\left|{}\right|", self.number(inner).0),
                Binding::Tight,
            ),
            Number::Count { crowd, action } => (
                format!(r"\#\{{{}\}}", self.players_of(*crowd, Some(*action))),
                Binding::Tight,
            ),
            Number::Total {
                crowd,
                action,
                term,
            } => (
                format!(
                    r"\sum_{{{}}} {}",
                    self.players_of(*crowd, *action),
                    self.within(term, Binding::Product)
                ),
                Binding::Sum,
            ),
        }
    }

    fn within(&self, formula: &Number, needed: Binding) -> String {
        let (text, binding) = self.number(formula);
        if binding < needed {
            format!(r"\left({text}\right)")
        } else {
            text
        }
    }

    fn call(&self, name: &str, values: &[Number]) -> String {
        let values: Vec<String> = values.iter().map(|value| self.number(value).0).collect();
        format!(r"{name}\left({}\right)", values.join(", "))
    }

    fn players_of(&self, crowd: Crowd, action: Option<usize>) -> String {
        let (group, who) = match crowd {
            Crowd::Group(group) => (group, "j".to_owned()),
            Crowd::Others(group) => (group, r"j \ne i".to_owned()),
        };
        let declared = &self.names.players[group];
        match action {
            Some(action) => format!(
                r"{who} : {}_j = \text{{{}}}",
                name_latex(&declared.id),
                declared.actions[action]
            ),
            None => format!(r"{who} \in {}", name_latex(&declared.id)),
        }
    }

    fn truth(&self, formula: &Truth) -> String {
        match formula {
            Truth::Constant(value) => format!(r"\text{{{value}}}"),
            Truth::Let { name, .. } => {
                format!(
                    r"\text{{{}}}",
                    self.names.lets[*name].name.replace('_', r"\_")
                )
            }
            Truth::Compare {
                relation,
                left,
                right,
            } => {
                let relation = match relation {
                    Relation::Less => "<",
                    Relation::LessOrEqual => r"\le",
                    Relation::Equal => "=",
                    Relation::NotEqual => r"\ne",
                    Relation::GreaterOrEqual => r"\ge",
                    Relation::Greater => ">",
                };
                format!(
                    "{} {relation} {}",
                    self.number(left).0,
                    self.number(right).0
                )
            }
            Truth::Plays { player, action } => {
                let (declared, subscript) = match player {
                    PlayerReference::Single(declared) => (*declared, String::new()),
                    PlayerReference::Own(group) => (*group, "_i".to_owned()),
                    PlayerReference::Member {
                        group, position, ..
                    } => (*group, format!("_{{{}}}", position + 1)),
                };
                let declared = &self.names.players[declared];
                format!(
                    r"{}{subscript} = \text{{{}}}",
                    name_latex(&declared.id),
                    declared.actions[*action]
                )
            }
            Truth::Not(inner) => format!(r"\neg\left({}\right)", self.truth(inner)),
            Truth::All(parts) => self.join(parts, r" \text{ and } "),
            Truth::Any(parts) => self.join(parts, r" \text{ or } "),
        }
    }

    fn join(&self, parts: &[Truth], word: &str) -> String {
        let parts: Vec<String> = parts
            .iter()
            .map(|part| match part {
                Truth::All(_) | Truth::Any(_) => format!(r"\left({}\right)", self.truth(part)),
                other => self.truth(other),
            })
            .collect();
        parts.join(word)
    }
}

/// A name in mathematics: single letters as they are, longer ones upright, `p_x` with its subscript.
pub fn name_latex(name: &str) -> String {
    match name.split_once('_') {
        Some((stem, rest)) => format!(
            r"{}_{{\text{{{}}}}}",
            name_latex(stem),
            rest.replace('_', r"\_")
        ),
        None if name.chars().count() <= 1 => name.to_owned(),
        None => format!(r"\mathit{{{name}}}"),
    }
}

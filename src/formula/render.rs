//! Formulas as LaTeX, for the pages of a report.

use super::names::Names;
use super::tree::{Crowd, Member, Number, PlayerReference, Relation, Truth};
use crate::num::Rational;

/// How tightly a piece of a formula holds together, loosest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Case,
    Sum,
    Product,
    Power,
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
    let own = "i";
    Latex { names, symbol, own }.number(formula).0
}

/// A truth-valued formula as LaTeX mathematics.
pub fn truth_latex(
    formula: &Truth,
    names: &Names,
    symbol: &dyn Fn(usize, Option<&str>) -> String,
) -> String {
    let own = "i";
    Latex { names, symbol, own }.truth(formula)
}

struct Latex<'a> {
    names: &'a Names,
    symbol: &'a dyn Fn(usize, Option<&str>) -> String,
    /// The index of the member from whose view the formula is read; within a sum over members, theirs.
    own: &'static str,
}

impl Latex<'_> {
    fn number(&self, formula: &Number) -> (String, Binding) {
        if let Some(positive) = without_sign(formula) {
            let text = format!("-{}", self.within(&positive, Binding::Product));
            return (text, Binding::Sum);
        }
        match formula {
            Number::Constant(value) => constant(value),
            Number::Parameter(parameter) => ((self.symbol)(*parameter, None), Binding::Tight),
            Number::OfMember {
                parameter, member, ..
            } => {
                let index = match member {
                    Member::Own => self.own.to_owned(),
                    Member::Position(position) => (position + 1).to_string(),
                };
                ((self.symbol)(*parameter, Some(&index)), Binding::Tight)
            }
            Number::Let { name, .. } => (name_latex(&self.names.lets[*name].name), Binding::Tight),
            Number::Negative(_) => unreachable!("invariant: a sign was taken off above"),
            Number::Sum(terms) => {
                let mut text = String::new();
                for (place, term) in terms.iter().enumerate() {
                    let positive = without_sign(term);
                    let sign = match (place, &positive) {
                        (0, Some(_)) => "-",
                        (0, None) => "",
                        (_, Some(_)) => " - ",
                        (_, None) => " + ",
                    };
                    text.push_str(sign);
                    text.push_str(
                        &self.within(positive.as_ref().unwrap_or(term), Binding::Product),
                    );
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
                Binding::Product,
            ),
            Number::Power { base, exponent, .. } => (
                format!("{}^{{{exponent}}}", self.within(base, Binding::Tight)),
                Binding::Power,
            ),
            Number::CountedPower { base, exponent, .. } => (
                format!(
                    "{}^{{{}}}",
                    self.within(base, Binding::Tight),
                    self.number(exponent).0
                ),
                Binding::Power,
            ),
            Number::At { value, .. } => self.number(value),
            Number::If {
                condition,
                then,
                otherwise,
            } => {
                let mut rows = vec![self.case(then, condition)];
                let mut rest = otherwise;
                while let Number::If {
                    condition,
                    then,
                    otherwise,
                } = rest.as_ref()
                {
                    rows.push(self.case(then, condition));
                    rest = otherwise;
                }
                rows.push(format!(r"{} & \text{{otherwise}}", self.number(rest).0));
                let rows = rows.join(r" \\ ");
                (
                    format!(r"\begin{{cases}} {rows} \end{{cases}}"),
                    Binding::Case,
                )
            }
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
                    Latex { own: "j", ..*self }.within(term, Binding::Product)
                ),
                Binding::Sum,
            ),
        }
    }

    /// One row of a distinction of cases.
    fn case(&self, value: &Number, condition: &Truth) -> String {
        format!(
            r"{} & \text{{if }} {}",
            self.number(value).0,
            self.truth(condition)
        )
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
                text_latex(&declared.actions[action])
            ),
            None => format!(r"{who} \in {}", name_latex(&declared.id)),
        }
    }

    fn truth(&self, formula: &Truth) -> String {
        match formula {
            Truth::Constant(value) => format!(r"\text{{{value}}}"),
            Truth::Let { name, .. } => {
                format!(r"\text{{{}}}", text_latex(&self.names.lets[*name].name))
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
                    PlayerReference::Own(group) => (*group, format!("_{}", self.own)),
                    PlayerReference::Member {
                        group, position, ..
                    } => (*group, format!("_{{{}}}", position + 1)),
                };
                let typed = self
                    .names
                    .types
                    .iter()
                    .find(|(_, types)| *types == declared);
                if let Some((typed, _)) = typed {
                    return format!(
                        r"{}{subscript} \text{{ is {}}}",
                        name_latex(&self.names.players[*typed].id),
                        text_latex(&self.names.players[declared].actions[*action])
                    );
                }
                let declared = &self.names.players[declared];
                format!(
                    r"{}{subscript} = \text{{{}}}",
                    name_latex(&declared.id),
                    text_latex(&declared.actions[*action])
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

/// What is left of a number that begins with a minus sign, without it: `p*k` of `-p*k`.
fn without_sign(formula: &Number) -> Option<Number> {
    match formula {
        Number::Negative(inner) => Some(inner.as_ref().clone()),
        Number::Constant(value) if value.sign().is_lt() => Some(Number::Constant(value.abs())),
        Number::Product(left, right) => {
            let left = without_sign(left)?;
            Some(Number::Product(left.into(), right.clone()))
        }
        Number::Quotient { over, under, place } => Some(Number::Quotient {
            over: without_sign(over)?.into(),
            under: under.clone(),
            place: *place,
        }),
        _ => None,
    }
}

/// A name in mathematics: single letters as they are, longer ones upright, `p_x` with its subscript.
pub fn name_latex(name: &str) -> String {
    match name.split_once('_') {
        Some((stem, rest)) => format!(r"{}_{{\text{{{}}}}}", name_latex(stem), text_latex(rest)),
        None if name.chars().count() <= 1 => name.to_owned(),
        None => format!(r"\mathit{{{name}}}"),
    }
}

fn constant(value: &Rational) -> (String, Binding) {
    let size = value.abs();
    let (over, under) = size.to_integers();
    let (text, binding) = match size.is_integer() {
        true => (size.to_string(), Binding::Tight),
        false => (format!(r"\frac{{{over}}}{{{under}}}"), Binding::Product),
    };
    match value.sign().is_lt() {
        true => (format!("-{text}"), Binding::Sum),
        false => (text, binding),
    }
}

fn text_latex(name: &str) -> String {
    name.replace('_', r"\_")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formula::{Context, LetName, ParameterName, PlayerName, parse_number};

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let names = Names {
            parameters: [("p", None), ("k", None), ("m", Some(0))]
                .map(|(name, group)| ParameterName {
                    name: name.to_owned(),
                    group,
                })
                .to_vec(),
            players: vec![PlayerName {
                id: "S".to_owned(),
                is_group: true,
                actions: vec!["balance".to_owned(), "abstain".to_owned()],
            }],
            lets: Vec::<LetName>::new(),
            types: Vec::new(),
        };
        let formula = parse_number(text, 0, &names, Context::MemberOf(0)).expect("a formula");
        let symbol = |parameter: usize, index: Option<&str>| {
            let name = &names.parameters[parameter].name;
            index.map_or(name.clone(), |index| format!("{name}_{index}"))
        };
        assert_eq!(latex(&formula, &names, &symbol), expected, "{text}");
    }

    #[test]
    fn a_minus_sign_stands_before_the_whole_product() {
        check("-p*(k + 1) - k", r"-p\,\left(k + 1\right) - k");
        check("k - 2*p + -p/k", r"k - 2\,p - \frac{p}{k}");
        check("p*(-k)", r"p\,\left(-k\right)");
        check("-p^2", r"-p^{2}");
    }

    #[test]
    fn brackets_stand_where_they_change_the_meaning() {
        check("p - 3/20", r"p - \frac{3}{20}");
        check("2*(-3)", r"2\,\left(-3\right)");
        check("(-3)^2", r"\left(-3\right)^{2}");
        check("(p/2)^3", r"\left(\frac{p}{2}\right)^{3}");
        check("(p^2)^3", r"\left(p^{2}\right)^{3}");
        check("p*(1 - p)/2", r"\frac{p\,\left(1 - p\right)}{2}");
        check("p - (1 - p)", r"p - \left(1 - p\right)");
    }

    #[test]
    fn cases_after_cases_stand_below_each_other() {
        check(
            "if p > 1 then 0 else if k > 1 then 1 else k",
            r"\begin{cases} 0 & \text{if } p > 1 \\ 1 & \text{if } k > 1 \\ k & \text{otherwise} \end{cases}",
        );
    }

    #[test]
    fn a_sum_over_members_has_their_index_and_the_rest_its_own() {
        check(
            "m - sum(others, balance, m)",
            r"m_i - \left(\sum_{j \ne i : S_j = \text{balance}} m_j\right)",
        );
    }
}

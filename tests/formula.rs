//! The formula language by itself: what binds tighter, what a name means to whom, and one evaluator over two arithmetics.

use std::cmp::Ordering;

use unipole::formula::{
    Arithmetic, AtPoint, Context, Evaluation, Layout, LetName, Names, ParameterName, PlayerName,
    Situation, Typed, parse_number, parse_typed,
};
use unipole::num::Rational;

fn rational(text: &str) -> Rational {
    text.parse().expect("a number")
}

// ---- a small world: parameters x, a, b, S and the list m; player U, player S, group G of three

fn names() -> Names {
    let parameter = |name: &str, group| ParameterName {
        name: name.to_owned(),
        group,
    };
    let player = |id: &str, is_group, actions: &[&str]| PlayerName {
        id: id.to_owned(),
        is_group,
        actions: actions.iter().map(|action| (*action).to_owned()).collect(),
    };
    let one_let = |name: &str, formula: &str, text| LetName {
        name: name.to_owned(),
        formula: formula.to_owned(),
        text,
    };
    Names {
        types: Vec::new(),
        parameters: vec![
            parameter("x", None),
            parameter("a", None),
            parameter("b", None),
            parameter("S", None),
            parameter("m", Some(2)),
        ],
        players: vec![
            player("U", false, &["press", "x", "a-2b"]),
            player("S", false, &["balance", "free-ride", "free"]),
            player("G", true, &["join", "stay"]),
        ],
        lets: vec![
            one_let("pooled", "sum(G, join, m)", 1),
            one_let("mine", "if G == join then m else -m", 2),
            one_let("big", "x > a", 3),
        ],
    }
}

fn point() -> Vec<Vec<Rational>> {
    ["2", "1/2", "-3", "7"]
        .map(|value| vec![rational(value)])
        .into_iter()
        .chain([vec![rational("1"), rational("10"), rational("100")]])
        .collect()
}

/// The value in words, of players playing U = press, S = free-ride, G = join, stay, join.
fn value_to(formula: &str, context: Context, own: Option<usize>) -> String {
    let typed = match parse_typed(formula, 0, &names(), context) {
        Ok(typed) => typed,
        Err(error) => {
            return format!(
                "{} at {}..{}",
                error.kind, error.place.start, error.place.end
            );
        }
    };
    let layout = Layout(vec![(0, 1), (1, 1), (2, 3)]);
    let values = point();
    let mut evaluation = Evaluation {
        arithmetic: &mut AtPoint(&values),
        situation: Situation {
            layout: &layout,
            profile: &[0, 1, 0, 1, 0],
            own,
        },
    };
    let result = match typed {
        Typed::Number(number) => evaluation.number(&number).map(|value| value.to_string()),
        Typed::Truth(truth) => evaluation.truth(&truth).map(|value| value.to_string()),
    };
    result.unwrap_or_else(|error| {
        format!(
            "{} at {}..{}",
            error.kind, error.place.start, error.place.end
        )
    })
}

#[track_caller]
fn check(formula: &str, expected: &str) {
    assert_eq!(
        value_to(formula, Context::Game, None),
        expected,
        "{formula}"
    );
}

/// The same from the view of a member of `G`, from 1.
#[track_caller]
fn check_member(member: usize, formula: &str, expected: &str) {
    let found = value_to(formula, Context::MemberOf(2), Some(member - 1));
    assert_eq!(found, expected, "{formula}");
}

#[test]
fn what_binds_tighter() {
    check("1 - 2 - 3", "-4");
    check("1 - (2 - 3)", "2");
    check("12/2/3", "2");
    check("12/2*3", "18");
    check("1 + 2*3", "7");
    check("(1 + 2)*3", "9");
    check("2*3^2", "18");
    check("-3^2", "-9");
    check("(-3)^2", "9");
    check("2^-1", "1/2");
    check("2/3^2", "2/9");
    check("1/2^2", "1/4");
    check("3 - -2", "5");
    check("--2", "2");
    check("+2", "2");
    check("2*-3", "-6");
    check("1e-3", "1/1000");
    check("0.1 + 0.2 == 3/10", "true");
    check("1 + 1 < 3 - 0", "true");
    check("not 1 < 2", "false");
    check("not not true", "true");
    check("not false and false", "false");
    check("not (false and false)", "true");
    check("true or false and false", "true");
    check("(true or false) and false", "false");
    check("if false then 1 else 2 + 10", "12");
    check("(if false then 1 else 2) + 10", "12");
    check("(if true then 1 else 2) + 10", "11");
    check("if true then 1 else 2 + 10", "1");
    check("if 1 > 2 then 1 else if 2 > 1 then 2 else 3", "2");
    check("if if true then false else true then 1 else 2", "2");
    check("if true or false then 1 else 2", "1");
    check("min(3, 1, 2) + max(3, 1, 2) - abs(-4)", "0");
    check("0^0", "1");
    check(
        "2^3^4",
        "found `^`, expected brackets, as in `(a^2)^3` at 3..4",
    );
}

#[test]
fn a_chain_of_comparisons_holds_where_every_link_does() {
    check("0 < x < 3", "true");
    check("0 < x < 2", "false");
    check("0 < x <= 2 != 3", "true");
    check("3 > x > 2", "false");
    check(
        "1 < 2 == true",
        "this is true or false, but a number is needed here at 9..13",
    );
}

#[test]
fn action_names_keep_their_hyphens() {
    check("S == free-ride", "true");
    check("S != free-ride", "false");
    check("S == free", "false");
    check(
        "S == free - ride",
        "found `-`, expected `and`, `or` or the end of the formula at 10..11",
    );
    check("U == a-2b", "false");
    check("(S == free-ride)", "true");
    check("if S==free-ride then 1 else 0", "1");
    check(
        "S == free-rid",
        "S has no action `free-rid`; its actions are balance, free-ride, free at 5..13",
    );
}

#[test]
fn a_player_and_a_parameter_may_share_a_name() {
    check("S + 1", "8");
    check("S == balance", "false");
    check("S == 7", "true");
    check("S == x + 5", "true");
    check("S > 6 and S == free-ride", "true");
    // U has an action x beside the parameter x: compared with a player it is the action
    check("U == x", "false");
    check("x == 2", "true");
}

#[test]
fn members_of_a_group_speak_of_their_own() {
    check_member(1, "G == join", "true");
    check_member(2, "G == join", "false");
    check_member(2, "m", "10");
    check_member(2, "m_3 - m", "90");
    check_member(1, "count(others, join)", "1");
    check_member(2, "count(others, join)", "2");
    check_member(3, "sum(others, m)", "11");
    check_member(3, "sum(others, join, m)", "1");
    check_member(1, "sum(G, m)", "111");
    check_member(1, "sum(G, stay, m + m_1)", "11");
    check_member(2, "mine", "-10");
    check_member(2, "sum(G, mine)", "91");
    // inside a sum, `others` are the others of the member whose turn it is
    check_member(2, "sum(G, sum(others, m))", "222");
    check_member(1, "G2 == stay and G1 == join", "true");
    check("pooled", "101");
    check("sum(G, mine)", "91");
    check("count(G, join)", "2");
    check("G3 == join", "true");
    check(
        "G4 == join",
        "the group has 3 members here; there is no member 4 at 0..2",
    );
    check(
        "m_4",
        "the group has 3 members here; there is no member 4 at 0..3",
    );
}

#[test]
fn what_is_not_asked_for_is_not_computed() {
    check("if x == 2 then 1 else 1/(x - 2)", "1");
    check("x == 2 or 1/(x - 2) > 0", "true");
    check("x != 2 and 1/(x - 2) > 0", "false");
    check("1/(x - 2)", "division by zero at 2..9");
    check("(x - 2)^-1", "division by zero at 0..7");
    check("if big then 1/(x - a) else 0", "2/3");
}

#[test]
fn the_deepest_formulas_accepted_are_also_computed() {
    // every bracket holds a sum, a negative, a product and a power; 98 brackets and the formula around them
    let mut tower = "x".to_owned();
    for _ in 0..98 {
        tower = format!("1 - 1*({tower})^1");
    }
    check(&tower, "2");
    // a condition and two brackets a step
    let mut split = "x".to_owned();
    for _ in 0..32 {
        split = format!("if not (0 < -({split})) then 2 else 1");
    }
    check(&split, "2");
}

// ---- the same evaluator over polynomials in x

/// Coefficients of 1, x, x^2, .., the last one not zero.
#[derive(Debug, Clone, PartialEq)]
struct Polynomial(Vec<Rational>);

impl Polynomial {
    fn new(mut coefficients: Vec<Rational>) -> Self {
        while coefficients.last().is_some_and(Rational::is_zero) {
            coefficients.pop();
        }
        Polynomial(coefficients)
    }

    fn at(&self, x: &Rational) -> Rational {
        let terms = self.0.iter().rev();
        terms.fold(Rational::ZERO, |value, coefficient| {
            &(&value * x) + coefficient
        })
    }
}

/// Parameter 0 stays a symbol. A sign that depends on it is read off a script, and asked for once the script has ended.
struct Symbolic<'a> {
    values: &'a [Vec<Rational>],
    script: Vec<Ordering>,
    /// The polynomials whose signs were read off the script.
    asked: Vec<Polynomial>,
}

impl Arithmetic for Symbolic<'_> {
    type Number = Polynomial;

    fn constant(&mut self, value: &Rational) -> Polynomial {
        Polynomial::new(vec![value.clone()])
    }

    fn parameter(&mut self, parameter: usize, member: Option<usize>) -> Polynomial {
        match parameter {
            0 => Polynomial::new(vec![Rational::ZERO, Rational::ONE]),
            other => Polynomial::new(vec![self.values[other][member.unwrap_or(0)].clone()]),
        }
    }

    fn members(&self, parameter: usize) -> usize {
        self.values[parameter].len()
    }

    fn sum(&mut self, a: &Polynomial, b: &Polynomial) -> Polynomial {
        let coefficient = |p: &Polynomial, k: usize| p.0.get(k).cloned().unwrap_or(Rational::ZERO);
        let length = a.0.len().max(b.0.len());
        Polynomial::new(
            (0..length)
                .map(|k| coefficient(a, k) + coefficient(b, k))
                .collect(),
        )
    }

    fn product(&mut self, a: &Polynomial, b: &Polynomial) -> Polynomial {
        let mut product = vec![Rational::ZERO; a.0.len() + b.0.len()];
        for (i, left) in a.0.iter().enumerate() {
            for (j, right) in b.0.iter().enumerate() {
                product[i + j] += &(left * right);
            }
        }
        Polynomial::new(product)
    }

    fn negative(&mut self, a: &Polynomial) -> Polynomial {
        Polynomial(a.0.iter().map(|coefficient| -coefficient).collect())
    }

    fn quotient(&mut self, a: &Polynomial, b: &Polynomial) -> Option<Polynomial> {
        match b.0.as_slice() {
            [divisor] => Some(Polynomial(a.0.iter().map(|c| c / divisor).collect())),
            _ => None,
        }
    }

    fn sign(&mut self, a: &Polynomial) -> Ordering {
        match a.0.as_slice() {
            [] => Ordering::Equal,
            [constant] => constant.sign(),
            _ => {
                let position = self.asked.len();
                self.asked.push(a.clone());
                if position == self.script.len() {
                    self.script.push(Ordering::Less);
                }
                self.script[position]
            }
        }
    }
}

/// What holds of some polynomials, and the value where it holds.
type Case = (Vec<(Polynomial, Ordering)>, Polynomial);

/// Every case of a formula, by following every script of signs.
fn cases(formula: &str) -> Vec<Case> {
    let number = parse_number(formula, 0, &names(), Context::Parameters).expect("a formula");
    let values = point();
    let mut found = Vec::new();
    let mut script: Option<Vec<Ordering>> = Some(Vec::new());
    while let Some(signs) = script {
        let mut symbolic = Symbolic {
            values: &values,
            script: signs,
            asked: Vec::new(),
        };
        let layout = Layout(vec![(0, 1), (1, 1), (2, 3)]);
        let value = Evaluation {
            arithmetic: &mut symbolic,
            situation: Situation {
                layout: &layout,
                profile: &[],
                own: None,
            },
        }
        .number(&number)
        .expect("no division by the symbol");
        let mut signs = symbolic.script;
        found.push((
            symbolic.asked.into_iter().zip(signs.clone()).collect(),
            value,
        ));
        while signs.last() == Some(&Ordering::Greater) {
            signs.pop();
        }
        script = signs.pop().map(|last| {
            let next = match last {
                Ordering::Less => Ordering::Equal,
                _ => Ordering::Greater,
            };
            signs.push(next);
            signs
        });
    }
    found
}

#[test]
fn a_formula_with_a_symbol_is_the_formula_at_every_value_of_it() {
    for formula in [
        "a*x^2 + (b - x)/2",
        "(x + 1)^5 - x*(a - b*x)^2/3",
        "x - x",
        "sum(G, m*x) - (2*x - 1)^3",
        "(x - a)^0 + 2^-3*x",
    ] {
        let all = cases(formula);
        assert_eq!(all.len(), 1, "{formula}");
        let number = parse_number(formula, 0, &names(), Context::Parameters).expect("a formula");
        for x in ["0", "1/2", "-7/3", "12"].map(rational) {
            assert_eq!(all[0].1.at(&x), at_point(&number, &x), "{formula} at {x}");
        }
    }
}

fn at_point(number: &unipole::formula::Number, x: &Rational) -> Rational {
    let mut values = point();
    values[0] = vec![x.clone()];
    let layout = Layout(vec![(0, 1), (1, 1), (2, 3)]);
    Evaluation {
        arithmetic: &mut AtPoint(&values),
        situation: Situation {
            layout: &layout,
            profile: &[],
            own: None,
        },
    }
    .number(number)
    .expect("a value")
}

#[test]
fn a_formula_that_asks_for_signs_splits_into_cases_that_cover_everything_once() {
    for (formula, expected) in [
        ("if x < 1 then x^2 else a*x", 3),
        ("abs(x - a)", 3),
        ("min(x, 1, x^2)", 9),
        (
            "if 0 <= x <= 1 then 1 else if x == 2 then x else -x",
            2 * (2 + 3) + 3,
        ),
        ("max(abs(x), b) + (if a < b then 1/x else x)", 9),
    ] {
        let all = cases(formula);
        let number = parse_number(formula, 0, &names(), Context::Parameters).expect("a formula");
        for step in -24..=24 {
            let x = Rational::ratio(step, 8);
            let holding: Vec<&Case> = all
                .iter()
                .filter(|(signs, _)| signs.iter().all(|(p, sign)| p.at(&x).sign() == *sign))
                .collect();
            assert_eq!(holding.len(), 1, "{formula} at {x}");
            assert_eq!(
                holding[0].1.at(&x),
                at_point(&number, &x),
                "{formula} at {x}"
            );
        }
        assert_eq!(all.len(), expected, "{formula}");
    }
}

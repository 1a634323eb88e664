//! What is printed says what was meant, and reads as one would write it.

use std::cmp::Ordering;

use proptest::prelude::*;

use super::*;
use crate::formula::{
    Arithmetic, AtPoint, Context, Evaluation, Layout, Names, ParameterName, Relation, Situation,
    parse_number,
};
use crate::num::Monomial;

/// Formulas over symbols: how the examples are written down, and how printed text is read again.
struct Symbolic;

impl Arithmetic for Symbolic {
    type Number = Multivariate;
    fn constant(&mut self, value: &Rational) -> Multivariate {
        Multivariate::constant(value.clone())
    }
    fn parameter(&mut self, parameter: usize, _: Option<usize>) -> Multivariate {
        Multivariate::unknown(parameter)
    }
    fn members(&self, _: usize) -> usize {
        1
    }
    fn sum(&mut self, a: &Multivariate, b: &Multivariate) -> Multivariate {
        a + b
    }
    fn product(&mut self, a: &Multivariate, b: &Multivariate) -> Multivariate {
        a * b
    }
    fn negative(&mut self, a: &Multivariate) -> Multivariate {
        -a
    }
    fn quotient(&mut self, a: &Multivariate, b: &Multivariate) -> Option<Multivariate> {
        let inverse = Rational::ONE.checked_div(&b.as_constant()?)?;
        Some(a.scaled(&inverse))
    }
    fn sign(&mut self, _: &Multivariate) -> Ordering {
        unreachable!("invariant: the examples make no distinction of cases")
    }
}

fn value<A: Arithmetic>(text: &str, names: &[&str], arithmetic: &mut A) -> A::Number {
    let parameters = names.iter().map(|name| ParameterName {
        name: (*name).to_owned(),
        group: None,
    });
    let names = Names {
        parameters: parameters.collect(),
        players: Vec::new(),
        lets: Vec::new(),
        types: Vec::new(),
    };
    let formula = parse_number(text, 0, &names, Context::Game).expect(text);
    let mut evaluation = Evaluation {
        arithmetic,
        situation: Situation {
            layout: &Layout(Vec::new()),
            profile: &[],
            own: None,
        },
    };
    evaluation.number(&formula).expect(text)
}

const CORE: &str = "u c s V KU KC lam pi k nu rho al be chi";

fn symbols(names: &str) -> (Vec<&str>, Vec<Symbol>) {
    let names: Vec<&str> = names.split(' ').collect();
    let symbols = names.iter().map(|name| {
        let greek = [
            "lam", "pi", "nu", "rho", "al", "be", "chi", "ka", "ze", "th", "sig",
        ];
        let commands = [
            "lambda", "pi", "nu", "rho", "alpha", "beta", "chi", "kappa", "zeta", "theta", "sigma",
        ];
        let mut symbol = Symbol::named(name);
        if let Some(place) = greek.iter().position(|g| g == name) {
            symbol.latex = format!(r"\{}", commands[place]);
        }
        if ["be", "th", "e"].contains(name) {
            (symbol.lower, symbol.upper) = (Some(Rational::ZERO), Some(Rational::ONE));
        }
        if *name == "q" {
            symbol.lower = Some(Rational::ONE);
        }
        symbol
    });
    let symbols = symbols.collect();
    (names, symbols)
}

#[track_caller]
fn check(names: &str, formula: &str, expected: &str) {
    let (names, symbols) = symbols(names);
    let polynomial = value(formula, &names, &mut Symbolic);
    let found = print_inequality(&polynomial, false, &symbols);
    assert_eq!(found.text, expected, "{}", found.latex);
}

#[track_caller]
fn check_polynomial(names: &str, formula: &str, expected: &str) {
    let (names, symbols) = symbols(names);
    let polynomial = value(formula, &names, &mut Symbolic);
    assert_eq!(print_polynomial(&polynomial, &symbols).text, expected);
}

#[test]
fn the_comparisons_of_the_alignment_game_read_as_one_derives_them() {
    check(
        CORE,
        "lam*u*s - (u+c)*(pi*u + (k-nu)*(u+c+s))",
        "lam*u*s >= (u + c)*(pi*u + (k - nu)*(u + c + s))",
    );
    check(
        CORE,
        "s*(be*lam - k - rho + al) - u*(lam*(1-be) + pi) - (u+c)*(k + rho - al) + c*chi",
        "chi*c + lam*be*s >= (k + rho - al)*(u + c + s) + u*(pi + lam*(1 - be))",
    );
    check(
        CORE,
        "((u+s)*be*lam + c*chi)*(u+c) - (rho - al + nu)*(u+c+s)*(u+c) - lam*u*(u+c+s)",
        "(u + c)*(chi*c + lam*be*(u + s)) >= (u + c + s)*(lam*u + (nu + rho - al)*(u + c))",
    );
    check(CORE, "-(pi + k) + nu", "nu >= pi + k");
    check(
        CORE,
        "rho - al + (1-be)*lam + nu",
        "al <= nu + rho + lam*(1 - be)",
    );
    check(CORE, "V*u - KU*(u+c+s)", "u*V >= KU*(u + c + s)");
    check(CORE, "(al - rho)", "rho <= al");
    check(CORE, "V*(c+s) - KC*(u+c+s)", "V*(c + s) >= KC*(u + c + s)");
}

#[test]
fn the_conditions_of_the_other_postures_read_as_one_derives_them() {
    check("n q h d m d0", "h - d + m*(q-1)", "d <= h + m*(q - 1)");
    check(
        "tU tR al ka ze F",
        "al + (ka-ze)*tR - ze*tU - F",
        "al + ka*tR >= F + ze*(tU + tR)",
    );
    check(
        "tU tR al ka ze F",
        "al + (ka-ze)*tU - ze*tR - F",
        "al + ka*tU >= F + ze*(tU + tR)",
    );
    check(
        "s r u e L A al x bU K0 K1",
        "-A*u*(r+s)*e^2 + (L*r*u - A*(r+s)^2 - al*u*(r+s))*e - al*(r+s)^2",
        "r*u*e*L >= (s + r)*(al + e*A)*(s + r + u*e)",
    );
    check(
        "s r u e L A al x bU K0 K1",
        "bU - K0 - K1*(1-e)",
        "bU + K1*e >= K0 + K1",
    );
    check(
        "e",
        "-12/25*e^2 + 119/250*e - 27/500",
        "240*e^2 - 238*e + 27 <= 0",
    );
    check(
        "T u s pi k x be G e rho f gam f0",
        "f0 - f + e*G + rho + (gam-be)*T",
        "rho + f0 + gam*T + G*e >= f + be*T",
    );
    check(
        "T u s pi k x be G e rho f gam f0",
        "T*u - (x + be*T - pi - k)*(s+u)",
        "T*u >= (u + s)*(x + be*T - pi - k)",
    );
    check(
        "r D b Fp cG s g",
        "(1-r)*b - r*Fp - cG + s",
        "b + s >= cG + r*(b + Fp)",
    );
    check(
        "th x l sig b f c",
        "th*x*l*sig - (1-th)*b*f - c",
        "th*sig*x*l >= c + b*f*(1 - th)",
    );
    check("B c", "B - c", "c <= B");
    check("x", "1 - 2*x", "x <= 1/2");
    check("u c", "3/20*u - 1/5*c", "3*u >= 4*c");
    check("u c s", "(u-c)*(u-s)*3", "(u - c)*(u - s) >= 0");
    check("u c s", "(u-c)*(s-u)*3", "(u - c)*(u - s) <= 0");
    check("u c s", "-u", "u <= 0");
    check("u c s", "1 - u - c", "u + c <= 1");
    check(
        "a vC vU q1 pD WC t rep",
        "-a*(pD*vC-WC)-(1-a)*q1*vC+t",
        "t + WC*a >= vC*(pD*a + q1*(1 - a))",
    );
}

#[test]
fn polynomials_are_grouped() {
    check_polynomial(
        CORE,
        "pi*u + (k - nu)*(u + c + s)",
        "pi*u + (k - nu)*(u + c + s)",
    );
    check_polynomial(
        CORE,
        "u*(lam*(1-be)+pi)+(u+c)*(k+rho-al)-c*chi",
        "(k + rho - al)*(u + c) + u*(pi + lam*(1 - be)) - chi*c",
    );
    check_polynomial(CORE, "u - 1/2", "u - 1/2");
    check_polynomial(CORE, "u/2 + c/2", "1/2*(u + c)");
    check_polynomial(CORE, "-(u+c)^2*(u-c)*lam/3", "-1/3*lam*(u + c)^2*(u - c)");
    check_polynomial(CORE, "0", "0");
    check_polynomial(CORE, "-3/4", "-3/4");
    check_polynomial(CORE, "be*u - u", "-u*(1 - be)");
    check_polynomial(CORE, "u^3 - 2*u + u^2*c", "u*(u*(u + c) - 2)");
}

fn polynomial() -> impl Strategy<Value = Multivariate> {
    let term = (prop::collection::vec(0u32..3, 4), (-4i64..5, 1i64..4));
    prop::collection::vec(term, 0..6).prop_map(|terms| {
        Multivariate::from_terms(terms.into_iter().map(|(exponents, (over, under))| {
            let monomial = Monomial::of(exponents.into_iter().enumerate());
            (monomial, Rational::ratio(over, under))
        }))
    })
}

const FOUR: [&str; 4] = ["u", "c_2", "lam", "be"];

/// The difference of the two sides, left minus right or as the sign turns it.
fn difference(text: &str) -> Multivariate {
    let (left, right, turned) = match text.split_once(" >= ") {
        Some((left, right)) => (left, right, false),
        None => {
            let (left, right) = text.split_once(" <= ").expect("a comparison");
            (left, right, true)
        }
    };
    let [left, right] = [left, right].map(|side| value(side, &FOUR, &mut Symbolic));
    match turned {
        true => &right - &left,
        false => &left - &right,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_printed_polynomial_reads_as_itself(a in polynomial(), b in polynomial(), c in polynomial()) {
        let symbols = FOUR.map(Symbol::named);
        for p in [a.clone(), &a * &b, &(&a * &b) - &c] {
            let text = print_polynomial(&p, &symbols).text;
            prop_assert_eq!(value(&text, &FOUR, &mut Symbolic), p, "{}", text);
        }
    }

    #[test]
    fn a_printed_inequality_is_a_positive_multiple(a in polynomial(), b in polynomial()) {
        let symbols = FOUR.map(Symbol::named);
        for p in [a.clone(), &a * &b] {
            let text = print_inequality(&p, false, &symbols).text;
            prop_assert_eq!(difference(&text).primitive().1, p.primitive().1, "{}", text);
        }
    }

    #[test]
    fn a_printed_bound_has_the_value_of_the_quotient(
        a in polynomial(), b in polynomial(), c in polynomial(),
        at in prop::collection::vec((-5i64..6, 1i64..4), 4),
    ) {
        let symbols = FOUR.map(Symbol::named);
        let at: Vec<Rational> = at.into_iter().map(|(n, d)| Rational::ratio(n, d)).collect();
        let (over, under) = (&a * &c, &b * &c);
        let (n, d) = (over.evaluate(&at), under.evaluate(&at));
        prop_assume!(!d.is_zero());
        let text = print_solved(0, Relation::GreaterOrEqual, &over, &under, &symbols).text;
        let right = text.strip_prefix("u >= ").expect("the unknown is left");
        let point: Vec<Vec<Rational>> = at.into_iter().map(|v| vec![v]).collect();
        prop_assert_eq!(value(right, &FOUR, &mut AtPoint(&point)), n / d, "{}", text);
    }
}

#[test]
fn thresholds_are_quotients() {
    let (names, symbols) = symbols(CORE);
    let check = |over: &str, under: &str, text: &str, latex: &str| {
        let [over, under] = [over, under].map(|part| value(part, &names, &mut Symbolic));
        let found = print_solved(2, Relation::GreaterOrEqual, &over, &under, &symbols);
        assert_eq!((found.text.as_str(), found.latex.as_str()), (text, latex));
    };
    check(
        "(u+c)*(pi*u+(k-nu)*(u+c))",
        "lam*u-(k-nu)*(u+c)",
        "s >= (u + c)*(pi*u + (k - nu)*(u + c))/(lam*u - (k - nu)*(u + c))",
        r"s \ge \frac{(u + c) (\pi u + (k - \nu) (u + c))}{\lambda u - (k - \nu) (u + c)}",
    );
    check("-u/2", "3*c", "s >= -u/(6*c)", r"s \ge -\frac{u}{6 c}");
    check(
        "KU*c",
        "2*c*V*KC",
        "s >= KU/(2*KC*V)",
        r"s \ge \frac{\mathit{KU}}{2\,\mathit{KC}\,V}",
    );
    check("u", "3", "s >= 1/3*u", r"s \ge \frac{1}{3} u");
    check("u - V/2", "1", "s >= u - 1/2*V", r"s \ge u - \frac{1}{2} V");
    check(
        "c*(u - 1/2)",
        "-V",
        "s >= c*(1 - 2*u)/(2*V)",
        r"s \ge \frac{c (1 - 2 u)}{2 V}",
    );
}

//! Conditions in words, in one order for all dialects: what a line says, not how it is set.

use std::cmp::Ordering;
use std::sync::PoisonError;

use super::super::expression::{Written, print_inequality, print_polynomial, print_solved};
use super::{Conditions, Holds, ProfileAnswer};
use crate::formula::Relation;
use crate::num::{Multivariate, Rational};
use crate::region::{
    Case, Condition, Effect, Interval, Limit, Prover, Relation as Side, Says, Solved, Static,
    Symmetry, Unknown,
};

/// Profiles that are one another's renaming, told by one of them.
pub(super) struct Told<'a> {
    /// The profile shown.
    pub answer: &'a ProfileAnswer,
    /// Its place among the profiles.
    pub place: usize,
    /// The places of all profiles it stands for.
    pub members: Vec<usize>,
}

/// One profile for each class of profiles that differ only in who of a group does what.
pub(super) fn told(answer: &Conditions) -> Vec<Told<'_>> {
    let symmetry = Symmetry::of(&answer.parametric.game);
    let mut told: Vec<(Vec<usize>, Told<'_>)> = Vec::new();
    for (place, profile) in answer.profiles.iter().enumerate() {
        let class = symmetry.representative(&profile.weak.profile);
        match told.iter_mut().find(|(known, _)| *known == class) {
            Some((_, found)) => found.members.push(place),
            None => told.push((
                class,
                Told {
                    answer: profile,
                    place,
                    members: vec![place],
                },
            )),
        }
    }
    told.into_iter().map(|(_, told)| told).collect()
}

/// The classes of profiles that an answer tells of.
pub(super) struct Shown<'a> {
    /// Those that are equilibria somewhere, and wanted.
    pub shown: Vec<Told<'a>>,
    /// How many more are equilibria somewhere.
    pub left_out: usize,
    /// Those that never are.
    pub never: Vec<Told<'a>>,
}

/// The classes of an answer; a class is wanted if one of its profiles is.
pub(super) fn shown<'a>(answer: &'a Conditions, wanted: &dyn Fn(&[usize]) -> bool) -> Shown<'a> {
    let (sometimes, never): (Vec<Told<'_>>, Vec<Told<'_>>) = told(answer)
        .into_iter()
        .partition(|told| Holds::of(&told.answer.weak) != Holds::Never);
    let is_wanted = |told: &Told<'_>| {
        let mut members = told.members.iter();
        members.any(|place| wanted(&answer.profiles[*place].weak.profile))
    };
    let (shown, left_out): (Vec<_>, Vec<_>) = sometimes.into_iter().partition(is_wanted);
    Shown {
        shown,
        left_out: left_out.len(),
        never,
    }
}

impl Conditions {
    /// `U press, C resist, S balance`.
    pub(super) fn profile_words(&self, profile: &[usize]) -> String {
        let players = self.parametric.game.players.iter();
        let words = players
            .zip(profile)
            .map(|(player, action)| format!("{} {}", player.id, player.actions[*action].id));
        words.collect::<Vec<_>>().join(", ")
    }

    /// `S balance over neutral`, or `where` for a side condition.
    pub(super) fn deviation_words(
        &self,
        profile: &[usize],
        deviation: Option<(usize, usize)>,
    ) -> String {
        let Some((player, action)) = deviation else {
            return "where".to_owned();
        };
        let player_is = &self.parametric.game.players[player];
        let [stay, go] = [profile[player], action].map(|a| player_is.actions[a].id.as_str());
        format!("{} {stay} over {go}", player_is.id)
    }

    /// A condition as one writes it.
    pub(super) fn written(&self, condition: &Condition) -> Written {
        let known = || self.printed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(written) = known().get(condition) {
            return written.clone();
        }
        let strict = condition.relation == Side::Above;
        let written = print_inequality(&condition.expression, strict, &self.symbols);
        known().insert(condition.clone(), written.clone());
        written
    }

    /// The conditions of a case as one writes them, each with the place of its inequality: two that make an equality become one.
    pub(super) fn lines_of(&self, case: &Case) -> Vec<(usize, Written)> {
        let mut lines = Vec::new();
        let mut done = vec![false; case.len()];
        for (place, inequality) in case.iter().enumerate() {
            if done[place] {
                continue;
            }
            let condition = &inequality.condition;
            let partner = (place + 1..case.len())
                .find_map(|other| Some((other, self.equality(condition, &case[other].condition)?)));
            let line = match partner {
                Some((other, equal)) => {
                    done[other] = true;
                    self.sign_words(&equal, Ordering::Equal)
                }
                None if self.is_at_an_end(condition) => {
                    self.sign_words(&condition.expression, Ordering::Equal)
                }
                None => self.written(condition),
            };
            lines.push((place, line));
        }
        lines
    }

    /// The expression that two conditions together say is zero, if they do.
    fn equality(&self, one: &Condition, other: &Condition) -> Option<Multivariate> {
        let sum = &one.expression + &other.expression;
        let weak = |c: &Condition| c.relation == Side::AtLeast;
        if sum.is_zero() && weak(one) && weak(other) {
            return Some(one.expression.clone());
        }
        // Between two neighbouring whole numbers, one of which belongs, there is that one.
        let whole = one
            .expression
            .unknowns()
            .iter()
            .all(|u| self.parametric.game.domain.unknowns[*u].integer)
            && one.expression.terms().all(|(_, c)| c.is_integer());
        let next = sum.as_constant() == Some(Rational::ONE) && weak(one) != weak(other);
        let ending = if weak(one) { one } else { other };
        (whole && next).then(|| ending.expression.clone())
    }

    /// Whether a condition leaves an unknown only the end of its domain.
    fn is_at_an_end(&self, condition: &Condition) -> bool {
        let [unknown] = condition.expression.unknowns()[..] else {
            return false;
        };
        let symbol = &self.symbols[unknown];
        let slope = condition.expression.derivative(unknown).as_constant();
        let Some(slope) = slope.filter(|_| condition.relation == Side::AtLeast) else {
            return false;
        };
        let end = match slope.sign() {
            Ordering::Less => &symbol.lower,
            _ => &symbol.upper,
        };
        let mut point = vec![Rational::ZERO; self.symbols.len()];
        end.as_ref().is_some_and(|end| {
            point[unknown] = end.clone();
            condition.expression.evaluate(&point).is_zero()
        })
    }

    /// The domains of the unknowns, those alike together, and the joint constraints.
    pub(super) fn domain_words(&self) -> Vec<Written> {
        let domain = &self.parametric.game.domain;
        let mut kinds: Vec<([String; 2], Vec<usize>)> = Vec::new();
        for (place, unknown) in domain.unknowns.iter().enumerate() {
            if let Some(listed) = &unknown.listed {
                let values: Vec<String> = listed.iter().map(Rational::to_string).collect();
                let set = values.join(", ");
                kinds.push((
                    [format!("in {{{set}}}"), format!(r"\in \{{{set}\}}")],
                    vec![place],
                ));
                continue;
            }
            let words = match (&unknown.lower, &unknown.upper) {
                (None, None) => continue,
                (Some((low, true)), None) => [format!(">= {low}"), format!(r"\ge {low}")],
                (Some((low, false)), None) => [format!("> {low}"), format!("> {low}")],
                (None, Some((high, true))) => [format!("<= {high}"), format!(r"\le {high}")],
                (None, Some((high, false))) => [format!("< {high}"), format!("< {high}")],
                (Some((low, with_low)), Some((high, with_high))) => {
                    let open = if *with_low { "[" } else { "(" };
                    let close = if *with_high { "]" } else { ")" };
                    let interval = format!("{open}{low}, {high}{close}");
                    [format!("in {interval}"), format!(r"\in {interval}")]
                }
            };
            let words = match unknown.integer {
                true => words.map(|words| words + ", whole"),
                false => words,
            };
            match kinds.iter_mut().find(|(known, _)| *known == words) {
                Some((_, places)) => places.push(place),
                None => kinds.push((words, vec![place])),
            }
        }
        let listed = kinds.into_iter().map(|([text, latex], places)| {
            let names = |of: &dyn Fn(usize) -> String| {
                let names: Vec<String> = places.iter().map(|place| of(*place)).collect();
                names.join(", ")
            };
            Written {
                text: format!("{} {text}", names(&|p| self.symbols[p].name.clone())),
                latex: format!("{} {latex}", names(&|p| self.symbols[p].latex.clone())),
            }
        });
        let joint = domain.assumptions.iter().map(|a| self.written(a));
        let unstated = self.parametric.unstated.iter().map(|text| Written {
            text: text.clone(),
            latex: format!(r"\text{{{}}}", super::super::dialect::escape(text)),
        });
        listed.chain(joint).chain(unstated).collect()
    }

    /// The deviations that gain nothing anywhere on the domain, and those that gain nothing where the listed ones do not.
    pub(super) fn implied(&self, prover: &Prover, answer: &ProfileAnswer) -> [Vec<String>; 2] {
        let [case] = answer.weak.cases.as_slice() else {
            return [Vec::new(), Vec::new()];
        };
        let profile = &answer.weak.profile;
        let game = &self.parametric.game;
        let (mut always, mut implied) = (Vec::new(), Vec::new());
        for (player, count) in game.counts().iter().enumerate() {
            for action in (0..*count).filter(|a| *a != profile[player]) {
                let deviation = Some((player, action));
                if case.iter().any(|i| i.deviation == deviation) {
                    continue;
                }
                let words = self.deviation_words(profile, deviation);
                match game.never_gains(prover, profile, (player, action)) {
                    true => always.push(words),
                    false => implied.push(words),
                }
            }
        }
        [always, implied]
    }

    /// What an inequality says of the unknown it was solved for, a line for each case.
    pub(super) fn solved_words(&self, solved: &Solved, unknown: usize) -> Vec<SolvedLine> {
        let strict = solved.inequality.condition.relation == Side::Above;
        let line = |says: Written| SolvedLine {
            says,
            when: None,
            statics: Vec::new(),
        };
        match &solved.says {
            Says::Nothing => Vec::new(),
            Says::Degree(degree) => {
                let (name, latex) = (&self.symbols[unknown].name, &self.symbols[unknown].latex);
                let roots = "no formula is given for its roots";
                vec![line(Written {
                    text: format!(
                        "of degree {degree} in {name}: {roots}; `unipole map {} --x {name}=LO..HI` has them with the others at their values",
                        self.subject.model
                    ),
                    latex: format!(r"\text{{of degree {degree} in ${latex}$: {roots}}}"),
                })]
            }
            Says::Bounds(cases) => cases
                .iter()
                .map(|case| {
                    let when = case
                        .when
                        .as_ref()
                        .map(|(slope, sign)| self.sign_words(slope, *sign));
                    let (threshold, relation) = match (&case.bound, strict) {
                        (Limit::Requires(rest), _) => {
                            let says = print_inequality(rest, strict, &self.symbols);
                            return SolvedLine { when, ..line(says) };
                        }
                        (Limit::Never, _) => {
                            let never = Written {
                                text: "never".to_owned(),
                                latex: r"\text{never}".to_owned(),
                            };
                            return SolvedLine {
                                when,
                                ..line(never)
                            };
                        }
                        (Limit::AtLeast(threshold), false) => (threshold, Relation::GreaterOrEqual),
                        (Limit::AtLeast(threshold), true) => (threshold, Relation::Greater),
                        (Limit::AtMost(threshold), false) => (threshold, Relation::LessOrEqual),
                        (Limit::AtMost(threshold), true) => (threshold, Relation::Less),
                    };
                    let (numerator, denominator) = (&threshold.numerator, &threshold.denominator);
                    let says =
                        print_solved(unknown, relation, numerator, denominator, &self.symbols);
                    SolvedLine {
                        says,
                        when,
                        statics: vec![("threshold".to_owned(), threshold.statics.clone())],
                    }
                })
                .collect(),
            Says::Roots(roots) => {
                let symbol = &self.symbols[unknown];
                let [constant, linear, leading] = &roots.coefficients;
                let [a, b, c] =
                    [leading, linear, constant].map(|p| print_polynomial(p, &self.symbols));
                let quadratic = Written {
                    text: format!(
                        "q2*{x}^2 + q1*{x} + q0 >= 0 with q2 = {}, q1 = {}, q0 = {}",
                        a.text,
                        b.text,
                        c.text,
                        x = symbol.name
                    ),
                    latex: format!(
                        r"q_2 {x}^2 + q_1 {x} + q_0 \ge 0,\quad q_2 = {},\ q_1 = {},\ q_0 = {}",
                        a.latex,
                        b.latex,
                        c.latex,
                        x = symbol.latex
                    ),
                };
                let side = |text: &str, latex: &str| Written {
                    text: text.to_owned(),
                    latex: latex.to_owned(),
                };
                let between = side(
                    &format!("{} lies between the roots", symbol.name),
                    &format!(r"{}\text{{ lies between the roots}}", symbol.latex),
                );
                let outside = side(
                    &format!("{} lies outside the roots, if there are any", symbol.name),
                    &format!(
                        r"{}\text{{ lies outside the roots, if there are any}}",
                        symbol.latex
                    ),
                );
                let level = side(
                    &format!("q1*{} + q0 >= 0", symbol.name),
                    &format!(r"q_1 {} + q_0 \ge 0", symbol.latex),
                );
                let mut lines = vec![line(quadratic)];
                lines[0].statics = vec![
                    ("where it begins to hold".to_owned(), roots.rising.clone()),
                    ("where it ceases to hold".to_owned(), roots.falling.clone()),
                ];
                let alone = roots.possible.len() == 1;
                for sign in &roots.possible {
                    let (when, says) = match sign {
                        Ordering::Less => ("<", &between),
                        Ordering::Greater => (">", &outside),
                        Ordering::Equal => ("=", &level),
                    };
                    let when =
                        (!alone).then(|| side(&format!("q2 {when} 0"), &format!("q_2 {when} 0")));
                    lines.push(SolvedLine {
                        when,
                        ..line(says.clone())
                    });
                }
                lines
            }
        }
    }

    /// `KU > 0`, `lam*be = k + rho - al`.
    fn sign_words(&self, expression: &Multivariate, sign: Ordering) -> Written {
        match sign {
            Ordering::Greater => print_inequality(expression, true, &self.symbols),
            Ordering::Less => print_inequality(&-expression, true, &self.symbols),
            Ordering::Equal => {
                let weak = print_inequality(expression, false, &self.symbols);
                let equal = |text: &str, signs: [&str; 2]| {
                    signs
                        .iter()
                        .fold(text.to_owned(), |text, sign| text.replacen(sign, "=", 1))
                };
                Written {
                    text: equal(&weak.text, ["<=", ">="]),
                    latex: equal(&weak.latex, [r"\le", r"\ge"]),
                }
            }
        }
    }
}

/// A line on an inequality solved for an unknown.
pub(super) struct SolvedLine {
    /// What it says.
    pub says: Written,
    /// In which case.
    pub when: Option<Written>,
    /// The thresholds in it, and how they move with other unknowns.
    pub statics: Vec<(String, Vec<Static>)>,
}

/// What an interval of numbers means for an unknown of which only some numbers mean something.
pub(super) fn only_some(unknown: &Unknown) -> String {
    match (&unknown.listed, unknown.integer) {
        (Some(listed), _) => {
            let values: Vec<String> = listed.iter().map(Rational::to_string).collect();
            format!(" (of {} only)", values.join(", "))
        }
        (None, true) => " (whole numbers only)".to_owned(),
        (None, false) => String::new(),
    }
}

/// The sign of an effect in a table; where it is not proved, a letter, and what it stands for.
pub(super) fn effect_mark(
    answer: &Conditions,
    effect: &Effect,
    remarks: &mut Vec<Written>,
) -> String {
    let proved = match effect {
        Effect::Rises => "+",
        Effect::NeverFalls => "+0",
        Effect::Stays => "0",
        Effect::NeverRises => "-0",
        Effect::Falls => "-",
        Effect::Depends(expression) => {
            let remark = print_inequality(expression, true, &answer.symbols);
            let known = remarks.iter().position(|known| *known == remark);
            let place = known.unwrap_or_else(|| {
                remarks.push(remark);
                remarks.len() - 1
            });
            return format!("({})", place + 1);
        }
    };
    proved.to_owned()
}

/// `s <= 24/55`, `1/5 < s <= 24/55`, `s = 2`, in words of an unknown's name and numbers as printed.
pub(super) fn interval_words(
    name: &str,
    interval: &Interval,
    print: &dyn Fn(&crate::num::Real) -> String,
) -> String {
    let sign = |with: bool| if with { "<=" } else { "<" };
    match (&interval.lower, &interval.upper) {
        (None, None) => format!("any {name}"),
        (Some((low, with)), None) => {
            format!("{name} {} {}", if *with { ">=" } else { ">" }, print(low))
        }
        (None, Some((high, with))) => format!("{name} {} {}", sign(*with), print(high)),
        (Some((low, _)), Some((high, _))) if low == high => format!("{name} = {}", print(low)),
        (Some((low, with_low)), Some((high, with_high))) => format!(
            "{} {} {name} {} {}",
            print(low),
            sign(*with_low),
            sign(*with_high),
            print(high)
        ),
    }
}

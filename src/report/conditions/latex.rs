//! Conditions as they would stand in a paper: a proposition for each profile, and a sketch of its proof.

use std::fmt::Write as _;

use super::super::dialect::{document_head, escape};
use super::words::{Told, told};
use super::{Conditions, Holds};
use crate::region::{Case, Prover, Relation};

/// Lines of more signs than this, labels counted half, are broken before the relation.
const WIDE: usize = 50;

/// The propositions as LaTeX; `command` makes them again.
pub fn conditions_latex(answer: &Conditions, command: &str) -> String {
    let mut out = document_head(
        "amsmath,amsthm",
        command,
        "% The theorem environment is `proposition`; it is made here unless the paper has one.\n",
    );
    out.push_str("\\ifdefined\\proposition\\else\\newtheorem{proposition}{Proposition}\\fi\n\n");
    assumptions(&mut out, answer);
    let prover = Prover::new(&answer.parametric.game.domain);
    let (sometimes, never): (Vec<Told<'_>>, Vec<Told<'_>>) = told(answer)
        .into_iter()
        .partition(|told| Holds::of(&told.answer.weak) != Holds::Never);
    for told in &sometimes {
        proposition(&mut out, answer, told, &prover);
    }
    if !never.is_empty() {
        let profiles: Vec<String> = never
            .iter()
            .map(|told| {
                let profile = &told.answer.weak.profile;
                let because = answer
                    .never_because(&prover, profile)
                    .map(|(player, action)| {
                        let player = &answer.parametric.game.players[player];
                        let (id, to) = (escape(&player.id), escape(&player.actions[action].id));
                        format!(" ({id} gains by {to})")
                    });
                format!("{}{}", tuple(answer, profile), because.unwrap_or_default())
            })
            .collect();
        let _ = writeln!(
            out,
            "\\begin{{proposition}}\nFor no values of the parameters is an equilibrium: {}.\n\\end{{proposition}}\n",
            profiles.join("; ")
        );
    }
    out.push_str("\\unipoleEnd\n");
    out
}

fn assumptions(out: &mut String, answer: &Conditions) {
    let domain: Vec<String> = answer
        .domain_words()
        .iter()
        .map(|words| format!("${}$", words.latex))
        .collect();
    if !domain.is_empty() {
        let _ = writeln!(
            out,
            "\\noindent Assume throughout that {}.",
            domain.join("; ")
        );
    }
    if !answer.given.is_empty() {
        let given = answer.given.join(";  ");
        let _ = writeln!(out, "Given are {}.", escape(&given));
    }
    out.push('\n');
}

/// `(press, resist, balance)`.
fn tuple(answer: &Conditions, profile: &[usize]) -> String {
    let players = answer.parametric.game.players.iter().zip(profile);
    let actions: Vec<String> = players
        .map(|(player, action)| escape(&player.actions[*action].id))
        .collect();
    format!("(\\emph{{{}}})", actions.join(", "))
}

fn proposition(out: &mut String, answer: &Conditions, told: &Told<'_>, prover: &Prover) {
    let weak = &told.answer.weak;
    out.push_str("\\begin{proposition}\n");
    let profile = tuple(answer, &weak.profile);
    let alike = match told.members.len() {
        1 => String::new(),
        more => format!(
            ", and so are the {} others that differ from it in who of a group does what, with the members renamed",
            more - 1
        ),
    };
    match (Holds::of(weak), weak.cases.as_slice()) {
        (Holds::Always, _) => {
            let _ = writeln!(
                out,
                "{profile} is an equilibrium for all values of the parameters{alike}."
            );
        }
        (_, [case]) => {
            let _ = writeln!(out, "{profile} is an equilibrium{alike} if and only if");
            display(out, answer, told, case);
        }
        (_, cases) => {
            let _ = writeln!(
                out,
                "{profile} is an equilibrium{alike} if and only if the conditions of one of these {} cases hold.",
                cases.len()
            );
            for (number, case) in cases.iter().enumerate() {
                let _ = writeln!(out, "\\par\\noindent Case {}:", number + 1);
                display(out, answer, told, case);
            }
        }
    }
    strictness(out, answer, told);
    out.push_str("\\end{proposition}\n");
    solved(out, answer, told);
    sketch(out, answer, told, prover);
}

fn display(out: &mut String, answer: &Conditions, told: &Told<'_>, case: &Case) {
    out.push_str("\\begin{align*}\n");
    let lines: Vec<String> = answer
        .lines_of(case)
        .into_iter()
        .map(|(place, written)| {
            let (latex, inequality) = (written.latex, &case[place]);
            let who = answer.deviation_words(&told.answer.weak.profile, inequality.deviation);
            let label = format!("\\text{{{}:}}\\quad ", escape(&who));
            format!(
                "  {label}&{}",
                broken(&latex, WIDE.saturating_sub(who.len() / 2))
            )
        })
        .collect();
    let _ = writeln!(out, "{}", lines.join(" \\\\\n"));
    out.push_str("\\end{align*}\n");
}

/// A line that is too wide, on two.
pub(in crate::report) fn broken(latex: &str, wide: usize) -> String {
    if signs(latex) <= wide {
        return latex.to_owned();
    }
    for relation in [r"\ge ", r"\le ", "> ", "< "] {
        if let Some((left, right)) = latex.split_once(relation) {
            return format!("{left}\\\\\n  &\\quad {relation}{right}");
        }
    }
    latex.to_owned()
}

/// About how many signs a formula has in print: a command is one.
pub(in crate::report) fn signs(latex: &str) -> usize {
    let mut count = 0;
    let mut letters = latex.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => {
                while letters.next_if(char::is_ascii_alphabetic).is_some() {}
                count += 1;
            }
            '{' | '}' | '_' | '^' | ' ' => {}
            _ => count += 1,
        }
    }
    count
}

fn strictness(out: &mut String, answer: &Conditions, told: &Told<'_>) {
    let (weak, strict) = (&told.answer.weak, &told.answer.strict);
    let line = match Holds::of(strict) {
        Holds::Never => "It is never strict: some deviation always does as well.".to_owned(),
        Holds::Always => "It is strict.".to_owned(),
        Holds::When if is_strict_version(weak, strict) => {
            let of_players = weak.cases.iter().flatten().any(|i| i.deviation.is_some());
            match of_players {
                true => "It is strict if and only if the inequalities of players are strict.",
                false => "It is strict wherever it is an equilibrium.",
            }
            .to_owned()
        }
        Holds::When => match strict.cases.as_slice() {
            [case] => {
                let all: Vec<String> = case
                    .iter()
                    .map(|i| format!("${}$", answer.written(&i.condition).latex))
                    .collect();
                format!("It is strict if and only if {}.", all.join(", "))
            }
            _ => return,
        },
    };
    let _ = writeln!(out, "{line}");
}

/// Whether conditions of strictness are those of the equilibrium with strict signs.
pub(super) fn is_strict_version(
    weak: &crate::region::ProfileConditions,
    strict: &crate::region::ProfileConditions,
) -> bool {
    weak.cases.len() == strict.cases.len()
        && weak.cases.iter().zip(&strict.cases).all(|(w, s)| {
            w.len() == s.len()
                && w.iter().zip(s).all(|(a, b)| {
                    let side = a.deviation.is_none() && a.condition == b.condition;
                    let strict = b.condition.relation == Relation::Above;
                    side || (a.condition.expression == b.condition.expression && strict)
                })
        })
}

/// What the conditions say of the unknown they were solved for.
fn solved(out: &mut String, answer: &Conditions, told: &Told<'_>) {
    let Some(solved) = &answer.solved_for else {
        return;
    };
    let mut lines = Vec::new();
    for (number, case) in told.answer.weak.cases.iter().enumerate() {
        for (place, inequality) in case.iter().enumerate() {
            let says = &solved.profiles[told.place][number][place];
            for line in answer.solved_words(says, solved.unknown) {
                let who = answer.deviation_words(&told.answer.weak.profile, inequality.deviation);
                let when = line
                    .when
                    .map(|when| format!("\\quad\\text{{if }} {}", when.latex));
                lines.push(format!(
                    "  \\text{{{}:}}\\quad &{}{}",
                    escape(&who),
                    line.says.latex,
                    when.unwrap_or_default()
                ));
            }
        }
    }
    if !lines.is_empty() {
        let symbol = &answer.symbols[solved.unknown].latex;
        let _ = writeln!(out, "\\noindent Solved for ${symbol}$:");
        out.push_str("\\begin{align*}\n");
        let _ = writeln!(out, "{}", lines.join(" \\\\\n"));
        out.push_str("\\end{align*}\n");
    }
}

/// Which deviation gives which inequality, and why the others give none.
fn sketch(out: &mut String, answer: &Conditions, told: &Told<'_>, prover: &Prover) {
    out.push_str("\\begin{proof}[Proof sketch]\n");
    out.push_str("A profile is an equilibrium if and only if no player gains by a deviation of its own; each line above is one such comparison of two payoffs, brought over their common positive denominator.\n");
    let [always, implied] = answer.implied(prover, told.answer);
    if !always.is_empty() {
        let _ = writeln!(
            out,
            "On the whole domain these comparisons hold: {}.",
            escape(&always.join("; "))
        );
    }
    if !implied.is_empty() {
        let _ = writeln!(
            out,
            "These follow from the ones listed: {}.",
            escape(&implied.join("; "))
        );
    }
    out.push_str("\\end{proof}\n\n");
}

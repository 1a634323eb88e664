//! The payoff matrix of a game as a paper shows it: boxes with the payoffs of a profile, players at the sides, best replies underlined,
//! pure equilibria bold, all equilibria below. What LaTeX needs for it is in the file.

use super::answer::Answer;
use super::decimal::Notation;
use super::dialect::{document_head, escape, label, macro_name};
use super::matrix::choices;
use super::notation::print_real;
use crate::certify::Equilibrium;
use crate::game::{Game, Player};

/// The most profiles, and the most columns of one matrix, that a page has room for.
const PROFILES: usize = 144;
const COLUMNS: usize = 12;

/// The most mixed equilibria that are listed.
const LISTED: usize = 40;

/// Why a game is not written as a matrix.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the game has {profiles} profiles and up to {columns} columns, too many for a payoff matrix: at most {PROFILES} profiles and {COLUMNS} columns fit"
)]
pub struct MatrixTooLarge {
    /// How many profiles it has.
    pub profiles: usize,
    /// How many actions the second player has.
    pub columns: usize,
}

/// Refuses a game that no page has room for, before it is solved.
///
/// # Errors
/// More profiles or columns than fit.
pub fn fits_payoff_matrix(game: &Game) -> Result<(), MatrixTooLarge> {
    let (profiles, columns) = (game.profiles(), game.counts().get(1).copied().unwrap_or(1));
    match profiles <= PROFILES && columns <= COLUMNS {
        true => Ok(()),
        false => Err(MatrixTooLarge { profiles, columns }),
    }
}

/// The payoffs as LaTeX, `command` being what makes the file again: the first player chooses the row, the second the column, and there is one
/// matrix for each choice of the others. Payoffs of best replies are underlined, those of pure equilibria bold too.
/// Alone, the file compiles with pdflatex; from a paper it is read by `\input`.
///
/// # Errors
/// A game that no page has room for.
pub fn payoff_matrix(answer: &Answer, command: &str) -> Result<String, MatrixTooLarge> {
    let game = &answer.game;
    fits_payoff_matrix(game)?;
    let id = format!("{}-payoffs", answer.subject.stem());
    let (name, label) = (macro_name(&id), label(&id));
    let title = escape(&answer.subject.title);
    let remarks = format!(
        "% To change the caption or the label, define \\unipole{name}Caption or \\unipole{name}Label before \\input.\n"
    );
    let mut out = document_head("amsmath,graphicx", command, &remarks);
    out += &format!(
        "\n\\begingroup\n\
         \\providecommand{{\\unipole{name}Caption}}{{{title}: payoffs; those of best replies are underlined, those of pure equilibria bold.}}\n\
         \\providecommand{{\\unipole{name}Label}}{{{label}}}\n\
         \\begin{{table}}[htbp]\n  \
           \\centering\\renewcommand{{\\arraystretch}}{{1.3}}\n  \
           \\caption{{\\unipole{name}Caption}}\\label{{\\unipole{name}Label}}\n  \
           \\par\\medskip\n"
    );
    let in_matrix = game.players().len().min(2);
    let matrices = choices(&game.counts()[in_matrix..]);
    for (number, others) in matrices.iter().enumerate() {
        if number > 0 {
            out += "  \\quad\n";
        }
        out += &one_matrix(game, others);
    }
    out += "  \\par\\smallskip\n  \\begin{minipage}{0.9\\linewidth}\\footnotesize\n";
    for sentence in sentences(answer) {
        out += &format!("    {sentence}\\par\n");
    }
    out += "  \\end{minipage}\n\\end{table}\n\\endgroup\n\n\\unipoleEnd\n";
    Ok(out)
}

/// The matrix at one choice of the players from the third on.
fn one_matrix(game: &Game, others: &[usize]) -> String {
    let players = game.players();
    let (row_player, column_player) = (&players[0], players.get(1));
    let columns = column_player.map_or(1, |player| player.actions.len());
    let boxes = "c|".repeat(columns);
    let mut out = format!("  \\sbox0{{%\n  \\begin{{tabular}}[t]{{cc|{boxes}}}\n");
    let empty = "    \\multicolumn{1}{c}{} & \\multicolumn{1}{c}{}";
    if let Some(player) = column_player {
        let id = escape(&player.id);
        out += &format!("{empty} & \\multicolumn{{{columns}}}{{c}}{{{id}}} \\\\\n{empty}");
        for action in &player.actions {
            out += &format!(" & \\multicolumn{{1}}{{c}}{{{}}}", escape(&action.id));
        }
        out += " \\\\\n";
    }
    let line = format!("    \\cline{{3-{}}}\n", columns + 2);
    out += &line;
    // The name of the row player stands beside the middle of its rows.
    let middle = (row_player.actions.len() - 1) / 2;
    for (row, action) in row_player.actions.iter().enumerate() {
        let id = match row == middle {
            true => escape(&row_player.id),
            false => String::new(),
        };
        out += &format!("    {{}}{id} & {}", escape(&action.id));
        for column in 0..columns {
            let mut profile = vec![row];
            profile.extend(column_player.map(|_| column));
            profile.extend(others);
            out += &format!(" & ${}$", payoffs(game, game.index_of(&profile)));
        }
        out += &format!(" \\\\\n{line}");
    }
    if !others.is_empty() {
        let chosen = players[2..].iter().zip(others);
        let chosen: Vec<String> = chosen
            .map(|(player, action)| format!("{}: {}", player.id, player.actions[*action].id))
            .collect();
        let chosen = escape(&chosen.join(", "));
        out += &format!("{empty} & \\multicolumn{{{columns}}}{{c}}{{{chosen}}} \\\\\n");
    }
    // What is wider than the page is made as wide as the page.
    out + "  \\end{tabular}}%\n  \\ifdim\\wd0>\\linewidth \\resizebox{\\linewidth}{!}{\\usebox0}\\else\\usebox0\\fi\n"
}

/// The payoffs of a profile, those of best replies underlined, and bold where all are.
fn payoffs(game: &Game, index: usize) -> String {
    let is_best = |player: usize| {
        let payoff = game.payoff(player, index);
        (0..game.counts()[player])
            .all(|action| game.payoff(player, game.deviation(index, player, action)) <= payoff)
    };
    let best: Vec<bool> = (0..game.players().len()).map(is_best).collect();
    let is_equilibrium = best.iter().all(|is_best| *is_best);
    let shown = best.iter().enumerate().map(|(player, is_best)| {
        let payoff = game.payoff(player, index);
        match (is_equilibrium, is_best) {
            (true, _) => format!("\\underline{{\\boldsymbol{{{payoff}}}}}"),
            (false, true) => format!("\\underline{{{payoff}}}"),
            (false, false) => payoff.to_string(),
        }
    });
    shown.collect::<Vec<_>>().join(",\\, ")
}

/// What stands below: the equilibria, and what the list is not.
fn sentences(answer: &Answer) -> Vec<String> {
    let players = answer.game.players();
    let (pure, mixed): (Vec<&Equilibrium>, Vec<&Equilibrium>) = answer
        .solution
        .equilibria
        .iter()
        .partition(|equilibrium| equilibrium.is_pure());
    let listed = |equilibria: &[&Equilibrium], limit: usize, words: &str| {
        let shown: Vec<String> = equilibria
            .iter()
            .take(limit)
            .map(|equilibrium| tuple(players, equilibrium))
            .collect();
        let rest = match equilibria.len().saturating_sub(limit) {
            0 => String::new(),
            rest => format!("; and {rest} more"),
        };
        match shown.is_empty() {
            true => format!("No {words}."),
            false => format!("{words}: {}{rest}.", shown.join("; ")),
        }
    };
    let mut sentences = vec![listed(&pure, PROFILES, "pure equilibria")];
    if !answer.game.is_ordinal() {
        sentences.push(listed(&mixed, LISTED, "mixed equilibria"));
    }
    for sentence in &mut sentences {
        let first = sentence
            .chars()
            .next()
            .map(|letter| letter.to_ascii_uppercase());
        sentence.replace_range(..1, &first.map(String::from).unwrap_or_default());
    }
    if answer.connected_line().is_some() {
        sentences.push(
            "Some of these are connected: between them lie infinitely many more equilibria."
                .to_owned(),
        );
    }
    if answer.game.is_ordinal() {
        sentences.push("Payoffs are ranks, of which only the order means anything.".to_owned());
    }
    if !answer.solution.completeness.is_complete() {
        let why = escape(&answer.solution.completeness.to_string());
        sentences.push(format!("The list is not known to be complete: {why}."));
    }
    sentences
}

/// `(press, 1/2 align + 1/2 balance)`.
fn tuple(players: &[Player], equilibrium: &Equilibrium) -> String {
    let strategies = players.iter().zip(equilibrium.profile());
    let strategies: Vec<String> = strategies
        .map(|(player, probabilities)| {
            let played = player.actions.iter().zip(probabilities);
            let words: Vec<String> = played
                .filter(|(_, probability)| !probability.is_zero())
                .map(|(action, probability)| {
                    let (number, id) =
                        (print_real(probability, Notation::Exact), escape(&action.id));
                    match number.strip_prefix('~') {
                        None if number == "1" => id,
                        None => format!("${number}$ {id}"),
                        Some(digits) => format!("${{\\approx}}\\,{digits}$ {id}"),
                    }
                })
                .collect();
            words.join(" $+$ ")
        })
        .collect();
    format!("({})", strategies.join(", "))
}

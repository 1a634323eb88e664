//! Text made safe for LaTeX: special characters, ligatures that were not meant, and characters beyond ASCII.

/// Text as LaTeX that prints it, under pdflatex with its usual UTF-8 input.
///
/// Latin letters with accents pass as they are; a character that LaTeX could not print stands as its code point, `[U+4E2D]`.
pub(in crate::report) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied().unwrap_or(' ');
        match letter {
            '"' if before.is_whitespace() || "([{".contains(before) => escaped.push_str("``"),
            '"' => escaped.push_str("''"),
            // A hyphen that begins a number is a minus sign.
            '-' if next.is_ascii_digit() && (before.is_whitespace() || "(,".contains(before)) => {
                escaped.push_str("$-$");
            }
            // Two hyphens in a row would become a dash.
            '-' if before == '-' => escaped.push_str("{}-"),
            '\'' if before == '\'' => escaped.push_str("{}'"),
            _ => match command(letter) {
                Some(command) => escaped.push_str(command),
                None if letter.is_ascii_graphic() || letter == ' ' => escaped.push(letter),
                None if letter.is_control() => escaped.push(' '),
                None if ('\u{c0}'..='\u{17f}').contains(&letter) => escaped.push(letter),
                None => escaped.push_str(&format!("[U+{:04X}]", u32::from(letter))),
            },
        }
        before = letter;
    }
    escaped
}

/// The command that prints a character, where one is needed.
fn command(letter: char) -> Option<&'static str> {
    Some(match letter {
        '\\' => "\\textbackslash{}",
        '{' => "\\{",
        '}' => "\\}",
        '$' => "\\$",
        '&' => "\\&",
        '%' => "\\%",
        '#' => "\\#",
        '_' => "\\_",
        '^' => "\\textasciicircum{}",
        '~' => "\\textasciitilde{}",
        '<' => "\\textless{}",
        '>' => "\\textgreater{}",
        '|' => "\\textbar{}",
        '`' => "\\textasciigrave{}",
        '\u{a0}' | '\u{202f}' => "~",
        '\u{2009}' => "\\,",
        '–' => "--",
        '—' => "---",
        '‘' => "`",
        '’' => "'",
        '“' => "``",
        '”' => "''",
        '…' => "\\ldots{}",
        '§' => "\\S{}",
        '−' => "$-$",
        '±' => "$\\pm$",
        '×' => "$\\times$",
        '÷' => "$\\div$",
        '·' => "$\\cdot$",
        '≤' => "$\\leq$",
        '≥' => "$\\geq$",
        '≠' => "$\\neq$",
        '≈' => "$\\approx$",
        '∈' => "$\\in$",
        '∞' => "$\\infty$",
        '√' => "$\\surd$",
        '→' => "$\\to$",
        '●' => "$\\bullet$",
        // As large as the two discs around it, and on the same line.
        '◐' => "$\\vcenter{\\hbox{$\\scriptstyle\\odot$}}$",
        '○' => "$\\circ$",
        'α' => "$\\alpha$",
        'β' => "$\\beta$",
        'γ' => "$\\gamma$",
        'δ' => "$\\delta$",
        'ε' => "$\\varepsilon$",
        'θ' => "$\\theta$",
        'λ' => "$\\lambda$",
        'μ' | 'µ' => "$\\mu$",
        '²' => "$^2$",
        'ν' => "$\\nu$",
        'π' => "$\\pi$",
        'ρ' => "$\\rho$",
        'σ' => "$\\sigma$",
        'φ' => "$\\varphi$",
        'χ' => "$\\chi$",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(escape(text), expected, "{text}");
    }

    #[test]
    fn special_characters_are_printed_as_themselves() {
        check(
            "a_b & 50% #1 $x {y} z",
            "a\\_b \\& 50\\% \\#1 \\$x \\{y\\} z",
        );
        check(
            "~ ^ \\ < > |",
            "\\textasciitilde{} \\textasciicircum{} \\textbackslash{} \\textless{} \\textgreater{} \\textbar{}",
        );
    }

    #[test]
    fn quotes_open_and_close_and_hyphens_stay_hyphens() {
        check("the \"hub\" (\"x\") --set", "the ``hub'' (``x'') -{}-set");
        check("-3/20 (-1), 1-2", "$-$3/20 ($-$1), 1-2");
        check("“a” – b — c’s", "``a'' -- b --- c's");
    }

    #[test]
    fn what_latex_cannot_print_is_named_not_dropped() {
        check("é ş ł ● ≥", "é ş ł $\\bullet$ $\\geq$");
        check("中\t!", "[U+4E2D] !");
    }
}

//! How wide a text is when set in proportional type, and where it breaks into lines.
//!
//! An estimate for laying out tables and labels, in hundredths of an em; nothing exact depends on it.

/// Estimated width of a text in hundredths of an em.
pub(super) fn width(text: &str) -> u32 {
    text.chars().map(width_of).sum()
}

fn width_of(letter: char) -> u32 {
    match letter {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 28,
        'f' | 't' | 'r' | 's' | ' ' | '(' | ')' | '[' | ']' | '-' => 38,
        'm' | 'w' | '+' | '=' | '<' | '>' | '−' => 78,
        'M' | 'W' | '—' => 100,
        'A'..='Z' => 72,
        ascii if ascii.is_ascii() => 52,
        '\u{1100}'.. => 75,
        _ => 55,
    }
}

/// Breaks a text into lines no wider than `limit`, where words allow it: at spaces, and after hyphens between letters.
pub(super) fn lines(text: &str, limit: u32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (spaced, piece) in pieces(text) {
        match lines.last_mut() {
            Some(line) => {
                let gap = if spaced { " " } else { "" };
                if width(line) + width(gap) + width(piece) <= limit {
                    line.push_str(gap);
                    line.push_str(piece);
                } else {
                    lines.push(piece.to_owned());
                }
            }
            None => lines.push(piece.to_owned()),
        }
    }
    lines
}

/// The least width in which the text takes no more lines than `most`, as far as its words allow.
pub(super) fn narrowest(text: &str, most: usize) -> u32 {
    let words = pieces(text).into_iter().map(|(_, piece)| width(piece));
    let longest = words.max().unwrap_or(0);
    let mut limits = (longest..).step_by(20);
    limits
        .find(|&limit| lines(text, limit).len() <= most)
        .unwrap_or(longest)
}

/// The unbreakable pieces of a text, each with whether a space stands before it.
fn pieces(text: &str) -> Vec<(bool, &str)> {
    let mut pieces = Vec::new();
    for word in text.split_whitespace() {
        let mut start = 0;
        for (at, _) in word.match_indices('-') {
            let before = word[start..at].chars().last();
            let after = word[at + 1..].chars().next();
            if before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic) {
                pieces.push((start == 0, &word[start..=at]));
                start = at + 1;
            }
        }
        pieces.push((start == 0, &word[start..]));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_no_narrower_than_its_lines_allow() {
        assert_eq!(narrowest("targeted hard balancing", 3), width("balancing"));
        let limit = narrowest("share of the parameter box", 2);
        assert_eq!(lines("share of the parameter box", limit).len(), 2);
    }

    #[test]
    fn lines_break_at_spaces_and_after_hyphens_between_letters() {
        assert_eq!(
            lines("targeted hard balancing", 500),
            ["targeted", "hard", "balancing"]
        );
        assert_eq!(lines("leash-slipping", 400), ["leash-", "slipping"]);
        assert_eq!(lines("leash-slipping", 900), ["leash-slipping"]);
        assert_eq!(lines("at least -3", 10), ["at", "least", "-3"]);
        assert!(lines("", 100).is_empty());
    }
}

//! The words of a file: braces, quoted text, numbers; with the bytes they stand at.

use std::ops::Range;

use super::error::{TextError, TextErrorKind};
use crate::num::Rational;

/// The longest word quoted in a message.
const QUOTED: usize = 40;

/// One word of the file.
#[derive(Debug, PartialEq)]
pub(in super::super) enum Token<'a> {
    Open,
    Close,
    Comma,
    Text(String),
    Word(&'a str),
    End,
}

/// A number, kept in little space when it is a machine integer.
#[derive(Debug, Clone)]
pub(in super::super) enum Number {
    Integer(i64),
    Exact(Box<Rational>),
}

/// Reads a text word by word.
pub(in super::super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | 0x0b | 0x0c)
}

fn ends_word(byte: u8) -> bool {
    is_space(byte) || matches!(byte, b'{' | b'}' | b',' | b'"')
}

impl<'a> Scanner<'a> {
    pub(in super::super) fn new(text: &'a str) -> Self {
        // Some editors put a byte order mark before the first word.
        let at = text.len() - text.trim_start_matches('\u{feff}').len();
        Scanner { text, at }
    }

    /// How many bytes are left.
    pub(in super::super) fn remaining(&self) -> usize {
        self.text.len() - self.at
    }

    fn skip_space(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest
            .iter()
            .position(|byte| !is_space(*byte))
            .unwrap_or(rest.len());
    }

    /// The next word and its bytes.
    pub(in super::super) fn next(&mut self) -> Result<(Token<'a>, Range<usize>), TextError> {
        self.skip_space();
        let start = self.at;
        let bytes = self.text.as_bytes();
        let token = match bytes.get(start) {
            None => Token::End,
            Some(b'{') => self.single(Token::Open),
            Some(b'}') => self.single(Token::Close),
            Some(b',') => self.single(Token::Comma),
            Some(b'"') => Token::Text(self.quoted()?),
            Some(_) => {
                let rest = &bytes[start..];
                let length = rest.iter().position(|byte| ends_word(*byte));
                self.at += length.unwrap_or(rest.len());
                Token::Word(&self.text[start..self.at])
            }
        };
        Ok((token, start..self.at))
    }

    /// The next word, which is then read again.
    pub(in super::super) fn peek(&mut self) -> Result<(Token<'a>, Range<usize>), TextError> {
        self.skip_space();
        let start = self.at;
        let peeked = self.next();
        self.at = start;
        peeked
    }

    fn single(&mut self, token: Token<'a>) -> Token<'a> {
        self.at += 1;
        token
    }

    /// Quoted text, in which only the quotation mark is escaped.
    fn quoted(&mut self) -> Result<String, TextError> {
        let start = self.at;
        let mut content = String::new();
        let mut from = start + 1;
        loop {
            let bytes = self.text.as_bytes();
            let Some(length) = bytes[from..].iter().position(|byte| *byte == b'"') else {
                let place = start..start + 1;
                return Err(TextError::new(place, TextErrorKind::UnclosedQuote));
            };
            let quote = from + length;
            if length > 0 && bytes[quote - 1] == b'\\' {
                content.push_str(&self.text[from..quote - 1]);
                content.push('"');
                from = quote + 1;
            } else {
                content.push_str(&self.text[from..quote]);
                self.at = quote + 1;
                return Ok(content);
            }
        }
    }

    /// The next word if it is a plain integer of at most seven digits; else nothing is read.
    ///
    /// The quick way for large files: it takes the digits all at once and rarely branches.
    #[inline]
    pub(in super::super) fn short_integer(&mut self) -> Option<i64> {
        let bytes = self.text.as_bytes();
        let mut at = self.at;
        while at < bytes.len() && is_space(bytes[at]) {
            at += 1;
        }
        let negative = bytes.get(at) == Some(&b'-');
        at += usize::from(negative);
        let eight = bytes.get(at..)?.first_chunk()?;
        let (value, length) = leading_digits(u64::from_le_bytes(*eight))?;
        if !ends_word(eight[length]) {
            return None;
        }
        self.at = at + length;
        Some(if negative { -value } else { value })
    }

    /// The next word as an exact number; `None`, and nothing is read, when it is no word at all.
    pub(in super::super) fn number(&mut self) -> Result<Option<Number>, TextError> {
        let (Token::Word(word), span) = self.peek()? else {
            return Ok(None);
        };
        self.at = span.end;
        let value: Rational = word
            .parse()
            .map_err(|error| TextError::new(span, TextErrorKind::Number(error)))?;
        Ok(Some(match value.to_i64() {
            Some(integer) => Number::Integer(integer),
            None => Number::Exact(Box::new(value)),
        }))
    }

    /// A word as a message quotes it.
    pub(in super::super) fn found(&self, token: &Token, span: &Range<usize>) -> String {
        match token {
            Token::End => "the end of the file".to_owned(),
            _ => format!("`{}`", abbreviated(&self.text[span.clone()])),
        }
    }

    /// The refusal of a word that is not what the format asks for.
    pub(in super::super) fn unexpected(
        &self,
        wanted: &'static str,
        token: &Token,
        span: Range<usize>,
    ) -> TextError {
        let found = self.found(token, &span);
        TextError::new(span, TextErrorKind::Unexpected { wanted, found })
    }

    /// The refusal of a word inside braces: at the end of the file it is the brace that is wrong.
    pub(in super::super) fn wrong_inside(
        &self,
        brace: &Range<usize>,
        wanted: &'static str,
        token: &Token,
        span: Range<usize>,
    ) -> TextError {
        match token {
            Token::End => TextError::new(brace.clone(), TextErrorKind::UnclosedBrace),
            _ => self.unexpected(wanted, token, span),
        }
    }

    /// The bytes of an opening brace that must come next.
    pub(in super::super) fn open(
        &mut self,
        wanted: &'static str,
    ) -> Result<Range<usize>, TextError> {
        match self.next()? {
            (Token::Open, span) => Ok(span),
            (token, span) => Err(self.unexpected(wanted, &token, span)),
        }
    }

    /// The quoted text that must come next.
    pub(in super::super) fn text(&mut self, wanted: &'static str) -> Result<String, TextError> {
        match self.next()? {
            (Token::Text(text), _) => Ok(text),
            (token, span) => Err(self.unexpected(wanted, &token, span)),
        }
    }

    /// `"a" "b" }`, the brace being open already.
    pub(in super::super) fn names(
        &mut self,
        brace: &Range<usize>,
    ) -> Result<Vec<String>, TextError> {
        let mut names = Vec::new();
        loop {
            match self.next()? {
                (Token::Text(name), _) => names.push(name),
                (Token::Close, _) => return Ok(names),
                (token, span) => {
                    let wanted = "a name in quotation marks or `}`";
                    return Err(self.wrong_inside(brace, wanted, &token, span));
                }
            }
        }
    }
}

/// A file as text.
pub(in super::super) fn text_of(file: &[u8]) -> Result<&str, TextError> {
    if file.iter().all(u8::is_ascii_whitespace) {
        return Err(TextError::new(0..file.len(), TextErrorKind::Empty));
    }
    std::str::from_utf8(file).map_err(|error| {
        let start = error.valid_up_to();
        TextError::new(start..start + 1, TextErrorKind::NotText)
    })
}

/// The value and number of the digits that eight bytes of text (the first one lowest) begin with, if one to seven.
fn leading_digits(eight: u64) -> Option<(i64, usize)> {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let values = eight ^ (EACH * u64::from(b'0'));
    // Marks the first byte above 9; marks beyond it may be wrong, as additions carry.
    let marks = (values.wrapping_add(EACH * (0x7f - 9)) | values) & (EACH * 0x80);
    let length = marks.trailing_zeros() as usize / 8;
    if length == 0 || length == 8 {
        return None;
    }
    // Leading zeros in front make eight digits, which are then joined to pairs, fours and the whole.
    let digits = values << (64 - 8 * length);
    let pairs = digits.wrapping_mul(10) + (digits >> 8);
    let pairs = pairs & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs.wrapping_mul(100) + (pairs >> 16)) & 0x0000_ffff_0000_ffff;
    let whole = (fours.wrapping_mul(10_000) + (fours >> 32)) & 0xffff_ffff;
    Some((whole as i64, length))
}

/// A text short enough to be quoted in a message, without line breaks.
pub(in super::super) fn abbreviated(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(QUOTED) {
        None => line.to_owned(),
        Some((end, _)) => format!("{}..", &line[..end]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_integers_are_what_the_general_reader_reads() {
        let numbers = (0..9_999_999i64).step_by(4_567).chain((0..1200).rev());
        for number in numbers.flat_map(|number| [number, -number]) {
            for follow in [" 12345678", "\n-1      ", "}{\"99999", ",9999999"] {
                let text = format!(" {number}{follow}");
                let mut scanner = Scanner::new(&text);
                assert_eq!(scanner.short_integer(), Some(number), "{text}");
                assert_eq!(scanner.remaining(), follow.len(), "{text}");
            }
        }
    }

    #[test]
    fn what_is_no_short_integer_is_left_alone() {
        for text in [
            "12345678 ",
            "-",
            "- 2345678",
            "1/2      ",
            "1.0      ",
            "1e3      ",
            "+1       ",
            "12\u{e9}      ",
            "\u{7f}\u{1}      ",
            "1",
            "",
            "1:      ",
            "9\u{0}       ",
        ] {
            let mut scanner = Scanner::new(text);
            assert_eq!(scanner.short_integer(), None, "{text:?}");
            assert_eq!(scanner.remaining(), text.len(), "{text:?}");
        }
    }
}

//! Where a parameter means something.

use std::fmt;

use super::error::ErrorKind;
use crate::num::Rational;

/// A set of numbers: an interval or a finite set, of all numbers or of whole ones.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Domain {
    /// Only whole numbers.
    pub integer: bool,
    /// The least value, and whether it belongs.
    pub lower: Option<(Rational, bool)>,
    /// The greatest value, and whether it belongs.
    pub upper: Option<(Rational, bool)>,
    /// The only values, when they are listed.
    pub listed: Option<Vec<Rational>>,
}

impl Domain {
    /// Reads `> 0`, `<= 1`, `[0, 1)`, `{0, 1}`, each also after `integer`.
    ///
    /// # Errors
    /// A text that is none of these, or a set without members.
    ///
    /// # Examples
    /// ```
    /// use unipole::model::Domain;
    /// use unipole::num::Rational;
    /// let probability = Domain::parse("[0, 1]")?;
    /// assert!(probability.contains(&Rational::ONE));
    /// assert!(!probability.contains(&Rational::ratio(6, 5)));
    /// # Ok::<(), unipole::model::ErrorKind>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, ErrorKind> {
        let wrong = || ErrorKind::Domain(text.to_owned());
        let number = |text: &str| text.trim().parse::<Rational>().map_err(|_| wrong());
        let (integer, set) = match text.trim().strip_prefix("integer") {
            Some(rest) => (true, rest.trim()),
            None => (false, text.trim()),
        };
        let mut domain = Domain {
            integer,
            ..Domain::default()
        };
        if let Some(listed) = set.strip_prefix('{').and_then(|s| s.strip_suffix('}')) {
            let values = listed.split(',').map(number).collect::<Result<_, _>>()?;
            domain.listed = Some(values);
        } else if let Some(bound) = set.strip_prefix(">=") {
            domain.lower = Some((number(bound)?, true));
        } else if let Some(bound) = set.strip_prefix('>') {
            domain.lower = Some((number(bound)?, false));
        } else if let Some(bound) = set.strip_prefix("<=") {
            domain.upper = Some((number(bound)?, true));
        } else if let Some(bound) = set.strip_prefix('<') {
            domain.upper = Some((number(bound)?, false));
        } else if !(set.is_empty() && integer) {
            let inner = set
                .strip_prefix(['[', '('])
                .and_then(|s| s.strip_suffix([']', ')']))
                .ok_or_else(wrong)?;
            let (low, high) = inner.split_once(',').ok_or_else(wrong)?;
            domain.lower = Some((number(low)?, set.starts_with('[')));
            domain.upper = Some((number(high)?, set.ends_with(']')));
        }
        if domain.is_empty() {
            return Err(ErrorKind::EmptyInterval(text.to_owned()));
        }
        Ok(domain)
    }

    fn is_empty(&self) -> bool {
        if let Some(listed) = &self.listed {
            return !listed.iter().any(|value| self.contains(value));
        }
        let (Some((low, with_low)), Some((high, with_high))) = (&self.lower, &self.upper) else {
            return false;
        };
        if self.integer {
            let least = match *with_low {
                true => -(-low).floor(),
                false => low.floor() + Rational::ONE,
            };
            return !self.contains(&least);
        }
        low > high || (low == high && !(*with_low && *with_high))
    }

    /// Whether a number belongs.
    pub fn contains(&self, value: &Rational) -> bool {
        let above = self
            .lower
            .as_ref()
            .is_none_or(|(low, with)| value > low || (*with && value == low));
        let below = self
            .upper
            .as_ref()
            .is_none_or(|(high, with)| value < high || (*with && value == high));
        let listed = self
            .listed
            .as_ref()
            .is_none_or(|listed| listed.contains(value));
        above && below && listed && (!self.integer || value.is_integer())
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        if let Some(listed) = &self.listed {
            let values: Vec<String> = listed.iter().map(Rational::to_string).collect();
            text = format!("{{{}}}", values.join(", "));
        } else {
            match (&self.lower, &self.upper) {
                (None, None) => {}
                (Some((low, with)), None) => {
                    text = format!("{} {low}", if *with { ">=" } else { ">" });
                }
                (None, Some((high, with))) => {
                    text = format!("{} {high}", if *with { "<=" } else { "<" });
                }
                (Some((low, with_low)), Some((high, with_high))) => {
                    text = format!(
                        "{}{low}, {high}{}",
                        if *with_low { '[' } else { '(' },
                        if *with_high { ']' } else { ')' }
                    );
                }
            }
        }
        let text = match (self.integer, text.is_empty()) {
            (true, true) => "integer".to_owned(),
            (true, false) => format!("integer {text}"),
            (false, true) => "any number".to_owned(),
            (false, false) => text,
        };
        f.pad(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_prints_as_it_is_written() {
        for text in [
            "> 0",
            ">= 0",
            "< 1",
            "<= 7/2",
            "[0, 1]",
            "(0, 1]",
            "{0, 1}",
            "integer >= 1",
            "integer [1, 5]",
            "integer",
        ] {
            let domain = Domain::parse(text).expect("a domain");
            assert_eq!(domain.to_string(), text);
        }
    }

    #[test]
    fn ends_belong_or_not_as_written() {
        let half_open = Domain::parse("(0, 1]").expect("a domain");
        assert!(!half_open.contains(&Rational::ZERO));
        assert!(half_open.contains(&Rational::ONE));
        assert!(Domain::parse("integer (-1, 1)").is_ok());
        let whole = Domain::parse("integer >= 1").expect("a domain");
        assert!(!whole.contains(&Rational::ratio(3, 2)));
    }

    #[test]
    fn what_is_no_domain_is_refused() {
        for text in [
            "",
            "positive",
            "[0, 1",
            "[1, 0]",
            "(0, 0)",
            "> x",
            "[0]",
            "{}",
            "integer (0, 1)",
            "integer [3/2, 7/4]",
            "integer {1/2}",
        ] {
            assert!(Domain::parse(text).is_err(), "{text}");
        }
    }
}

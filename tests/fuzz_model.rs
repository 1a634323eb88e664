//! Whatever bytes come in, reading a model, taking a point and building a game neither panics nor hangs.
//!
//! Bundled models are mutated and formulas and settings are drawn from the words of the language, from fixed seeds.

use unipole::model::{BUNDLED, Model, load, parse};

/// What the language is made of, and what it is not made of.
const WORDS: &[&str] = &[
    "if ",
    " then ",
    " else ",
    " and ",
    " or ",
    "not ",
    "min(",
    "max(",
    "abs(",
    "count(",
    "sum(",
    "others",
    "true",
    "false",
    "(",
    ")",
    ",",
    "+",
    "-",
    "*",
    "/",
    "^",
    "<",
    "<=",
    ">",
    ">=",
    "==",
    "!=",
    "=",
    "0",
    "1",
    "2",
    "3/20",
    "0.1",
    "1e-3",
    "1e4000",
    "1e999999999",
    "64",
    "u",
    "c",
    "s",
    "V",
    "m",
    "m_1",
    "m_2",
    "c_9",
    "p",
    "total",
    "S",
    "S1",
    "S2",
    "S9",
    "U",
    "C",
    "press",
    "balance",
    "neutral",
    "free-ride",
    "oppose",
    "\n",
    " ",
    "\t",
    "\"",
    "'",
    "\"\"\"",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "#",
    ".",
    "~",
    "\\",
    "é",
    "≤",
    "\u{0}",
    "default",
    "domain",
    "range",
    "of",
    "title",
    "[players.S]",
    "[payoffs]",
    "[ranking]",
    "[let]",
    "[parameters]",
    "[scenarios.x]",
    "[[expect]]",
    "extends = \"core\"",
    "count = ",
    "actions = ",
    "> 0",
    "[0, 1]",
    "integer ",
    "about",
    "after",
    "scenario",
    "pure",
    "mixed",
];

/// A small generator of numbers (splitmix64): fixed seeds, the same mutations everywhere.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`, which is positive.
    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).expect("below a usize")
    }

    fn word(&mut self) -> &'static str {
        WORDS[self.below(WORDS.len())]
    }

    fn soup(&mut self, words: usize) -> String {
        (0..1 + self.below(words)).map(|_| self.word()).collect()
    }

    /// Something like a formula: well formed, but for a word of soup now and then.
    fn formula(&mut self, depth: usize) -> String {
        if self.below(60) == 0 {
            return self.soup(3);
        }
        let shape = if depth == 0 {
            self.below(2)
        } else {
            self.below(11)
        };
        let leaf = [
            ["u", "c", "1", "3/20", "0.1", "m_1", "m_2"],
            ["1e-3", "0", "-2", "u", "c", "m_1", "1e30"],
        ];
        if shape < 2 {
            return leaf[shape][self.below(7)].to_owned();
        }
        let exponent = self.below(5);
        let mut part = || self.formula(depth - 1);
        match shape {
            2 => format!("({} + {})", part(), part()),
            3 => format!("{} - {}", part(), part()),
            4 => format!("{}*{}", part(), part()),
            5 => format!("({})/({})", part(), part()),
            6 => format!("({})^{exponent}", part()),
            7 => format!("max({}, {})", part(), part()),
            8 => format!("abs({})", part()),
            9 => format!("sum(S, {})", part()),
            _ => format!(
                "(if {} <= {} then {} else {})",
                part(),
                part(),
                part(),
                part()
            ),
        }
    }
}

fn mutated(text: &str, dice: &mut Dice) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..1 + dice.below(4) {
        let at = dice.below(bytes.len());
        let end = (at + 1 + dice.below(12)).min(bytes.len());
        match dice.below(6) {
            0 => drop(bytes.drain(at..end)),
            1 => {
                let piece = bytes[at..end].to_vec();
                let to = dice.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            2 => {
                let other = dice.below(bytes.len());
                bytes.swap(at, other);
            }
            3 => bytes[at] ^= 1 << dice.below(8),
            4 => bytes.truncate(at.max(1)),
            _ => drop(bytes.splice(at..at, dice.word().bytes())),
        }
        if bytes.is_empty() {
            break;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Does all there is to do; mistakes must be shown without panicking too.
fn exercise(read: Result<Model, unipole::model::Errors>) -> bool {
    let attempt = read.and_then(|model| {
        let point = model.point(None, &[])?;
        let profiles = model
            .players
            .iter()
            .zip(&point.layout.0)
            .map(|(player, (_, count))| {
                (player.actions.len() as f64).powi(i32::try_from(*count).expect("at most 64"))
            });
        match profiles.product::<f64>() > 300.0 {
            true => Ok(0),
            false => model.game(&point).map(|game| game.profiles()),
        }
    });
    match attempt {
        Ok(_) => true,
        Err(errors) => {
            assert!(!errors.0.is_empty());
            assert!(errors.to_string().starts_with("error"));
            false
        }
    }
}

#[test]
fn mutated_models_are_read_or_refused() {
    let mut dice = Dice(2009);
    let (mut read, mut refused) = (0, 0);
    for round in 0..1200 {
        let (id, text) = BUNDLED[round % BUNDLED.len()];
        match exercise(parse(id, "mutated.toml", &mutated(text, &mut dice))) {
            true => read += 1,
            false => refused += 1,
        }
    }
    // mutations in titles and meanings harm nothing, others do: both ways must have been walked
    assert!(
        read > 100 && refused > 100,
        "{read} read, {refused} refused"
    );
}

#[test]
fn any_words_in_the_place_of_a_formula_are_read_or_refused() {
    let model = "[parameters]\nu = 1\nc = \"1/5\"\nm = { default = [1, 2, 3], of = \"S\" }\n[let]\np = '''LET'''\n\
        [players.U]\nactions = { press = \"\", free-ride = \"\" }\n\
        [players.S]\ncount = 3\nactions = { balance = \"\", neutral = \"\" }\n[payoffs]\nU = '''ONE'''\nS = '''TWO'''\n";
    let mut dice = Dice(1999);
    let mut read = 0;
    for _ in 0..4000 {
        let text = model
            .replace("LET", &dice.formula(3).replace('\'', ""))
            .replace("ONE", &dice.formula(3).replace('\'', ""))
            .replace("TWO", &dice.formula(2).replace('\'', ""));
        read += usize::from(exercise(parse("soup", "soup.toml", &text)));
    }
    assert!((400..3600).contains(&read), "{read} of 4000 were models");
}

#[test]
fn any_words_in_the_place_of_settings_are_read_or_refused() {
    let models =
        [load("core"), load("hard-balancing")].map(|model| model.expect("a bundled model"));
    let mut dice = Dice(1966);
    let mut accepted = 0;
    for round in 0..6000 {
        let model = &models[round % 2];
        let settings: Vec<String> = (0..1 + dice.below(3))
            .map(|_| {
                let names = ["u", "c", "m", "c_1", "n", "be", "pi"];
                match dice.below(4) {
                    0 => dice.soup(5),
                    1 => format!("{}={}", names[dice.below(names.len())], dice.soup(3)),
                    _ => format!("{}={}", names[dice.below(names.len())], dice.formula(1)),
                }
            })
            .collect();
        let scenario = [None, None, None, Some("bipolar"), Some("")][dice.below(5)];
        match model.point(scenario, &settings) {
            Ok(_) => accepted += 1,
            Err(errors) => assert!(errors.to_string().starts_with("error"), "{settings:?}"),
        }
    }
    assert!(accepted > 100, "only {accepted} settings were accepted");
}

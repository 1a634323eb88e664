//! A command that runs another program on a game: `lrsnash=lrsnash {lrs}`.

/// A form in which another program gets the game.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GameForm {
    /// Two matrices.
    Lrs,
    /// Gambit's normal form.
    Nfg,
    /// GameTracer's.
    Gam,
    /// A table with a row for each profile.
    Csv,
    /// Our own.
    Json,
}

impl GameForm {
    /// All forms.
    pub const ALL: [GameForm; 5] = [
        GameForm::Lrs,
        GameForm::Nfg,
        GameForm::Gam,
        GameForm::Csv,
        GameForm::Json,
    ];

    /// The ending of such a file, and the word in braces that stands for it.
    pub fn ending(self) -> &'static str {
        match self {
            GameForm::Lrs => "lrs",
            GameForm::Nfg => "nfg",
            GameForm::Gam => "gam",
            GameForm::Csv => "csv",
            GameForm::Json => "json",
        }
    }
}

/// Another program: what it is called, and how it is run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerCommand {
    /// The name in tables.
    pub name: String,
    /// The words of the command, of which those with `{lrs}` and the like become the path of a file.
    words: Vec<String>,
    /// The command as it was given.
    pub command: String,
    /// The form in which the program gets the game.
    pub form: GameForm,
}

/// Why a text is no command of a peer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PeerCommandError {
    /// There is no `NAME=` in front.
    #[error("`{0}` is not NAME=COMMAND")]
    NoName(String),
    /// A quotation that does not end.
    #[error("the quotation marks of `{0}` do not match")]
    Quotes(String),
    /// Nothing to run.
    #[error("`{0}` names no program to run")]
    Empty(String),
    /// Nowhere to put the game.
    #[error("`{0}` does not say where the game goes")]
    NoGame(String),
    /// The game in two forms.
    #[error("`{0}` asks for the game in two forms")]
    TwoForms(String),
}

impl PeerCommand {
    /// Reads `NAME=COMMAND`. The command is split into words as a shell does it, quotation marks and backslashes included, but no shell runs it: `;`, `|`, `$` and `*`
    /// are letters like others.
    ///
    /// # Errors
    /// [`PeerCommandError`].
    ///
    /// # Examples
    /// ```
    /// use unipole::bench::PeerCommand;
    /// let peer = PeerCommand::parse("vertices=gambit-enummixed -q '{nfg}'")?;
    /// assert_eq!(peer.words("/tmp/a game.nfg"), ["gambit-enummixed", "-q", "/tmp/a game.nfg"]);
    /// # Ok::<(), unipole::bench::PeerCommandError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, PeerCommandError> {
        let given = || text.to_owned();
        let (name, command) = text
            .split_once('=')
            .ok_or_else(|| PeerCommandError::NoName(given()))?;
        let name = name.trim();
        // `COMMAND --option=1` has no name.
        if name.is_empty() || name.contains(char::is_whitespace) || name.contains('{') {
            return Err(PeerCommandError::NoName(given()));
        }
        let words = shlex::split(command).ok_or_else(|| PeerCommandError::Quotes(given()))?;
        if words.first().is_none_or(String::is_empty) {
            return Err(PeerCommandError::Empty(given()));
        }
        let has = |form: &GameForm| words.iter().any(|word| word.contains(&in_braces(*form)));
        let mut forms = GameForm::ALL.into_iter().filter(has);
        let form = forms
            .next()
            .ok_or_else(|| PeerCommandError::NoGame(given()))?;
        if forms.next().is_some() {
            return Err(PeerCommandError::TwoForms(given()));
        }
        Ok(PeerCommand {
            name: name.to_owned(),
            words,
            command: command.trim().to_owned(),
            form,
        })
    }

    /// The words of the command with the path of the game in its place.
    pub fn words(&self, path: &str) -> Vec<String> {
        let place = in_braces(self.form);
        self.words
            .iter()
            .map(|word| word.replace(&place, path))
            .collect()
    }
}

fn in_braces(form: GameForm) -> String {
    format!("{{{}}}", form.ending())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_split_as_a_shell_does_and_nothing_else_happens() {
        let peer =
            PeerCommand::parse(r#"a=prog --x="1 2" '$HOME;rm *' a\ b --in={lrs}"#).expect("a peer");
        assert_eq!((peer.name.as_str(), peer.form), ("a", GameForm::Lrs));
        assert_eq!(
            peer.words("g 1.lrs"),
            ["prog", "--x=1 2", "$HOME;rm *", "a b", "--in=g 1.lrs"]
        );
    }

    #[test]
    fn what_is_no_command_is_refused() {
        for (text, part) in [
            ("lrsnash {lrs}", "not NAME=COMMAND"),
            ("lrsnash --x=1 {lrs}", "not NAME=COMMAND"),
            ("=lrsnash {lrs}", "not NAME=COMMAND"),
            ("a=", "no program"),
            ("a='' {lrs}", "no program"),
            ("a=lrsnash", "where the game goes"),
            ("a=lrsnash {lsr}", "where the game goes"),
            ("a='lrsnash {lrs}", "quotation marks"),
            ("a=b {lrs} {nfg}", "two forms"),
        ] {
            let error = PeerCommand::parse(text).expect_err(text);
            assert!(error.to_string().contains(part), "{error}");
        }
    }
}

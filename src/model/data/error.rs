//! What can be wrong with a file of data, and with what is asked of it.

/// The mistakes a table, or a question about it, can hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DataError {
    /// A file without rows.
    #[error("there are no rows below the names of the columns")]
    NoRows,
    /// Two columns of one name.
    #[error("two columns are called `{0}`")]
    ColumnTwice(String),
    /// A row with more or fewer cells than there are columns.
    #[error("this row has {found} cells, and {expected} columns are named in the first line")]
    RowLength {
        /// The cells of the row.
        found: usize,
        /// The columns.
        expected: usize,
    },
    /// No column of that name.
    #[error("{file} has no column `{name}`")]
    NoColumn {
        /// The file.
        file: String,
        /// The name.
        name: String,
        /// What was probably meant.
        nearest: Option<String>,
        /// The columns there are.
        known: Vec<String>,
    },
    /// A column that says which row this is.
    #[error("`{0}` says which state and year a row is about, and measures nothing")]
    NoMeasure(String),
    /// A cell that should hold a number.
    #[error("`{found}` in column {column} is no number")]
    NotANumber {
        /// The column.
        column: String,
        /// What stands there.
        found: String,
    },
    /// A capability below zero.
    #[error("{column} is {found}, below zero")]
    Negative {
        /// The column.
        column: String,
        /// What stands there.
        found: String,
    },
    /// A cell that should hold a year.
    #[error("`{found}` in column {column} is no year")]
    NotAYear {
        /// The column.
        column: String,
        /// What stands there.
        found: String,
    },
    /// A row without a state.
    #[error("a row without a name in column {0}")]
    NoName(String),
    /// Two rows about the same state and year.
    #[error("{what} is here twice: it stands already in line {line}")]
    RowTwice {
        /// The state, and the year if there is one.
        what: String,
        /// The line of the first.
        line: usize,
    },
    /// A state that the file does not have.
    #[error("{file} has no state `{name}`")]
    NoState {
        /// The file.
        file: String,
        /// The name.
        name: String,
        /// What was probably meant.
        nearest: Option<String>,
    },
    /// Years that the file does not have.
    #[error("{file} has no rows of {years}")]
    NoYear {
        /// The file.
        file: String,
        /// The years asked for.
        years: String,
        /// The years there are.
        known: String,
    },
    /// A text that is no year and no years.
    #[error("`{0}` is no year and no range of years")]
    NotYears(String),
    /// A year that is asked of a file without years.
    #[error("{0} has no column `year`, so no year can be chosen")]
    WithoutYears(String),
    /// A file with years of which none is chosen.
    #[error("{file} has rows of several years, and none is chosen")]
    WhichYear {
        /// The file.
        file: String,
        /// The years there are.
        known: String,
    },
    /// Missing values that nobody said to leave out.
    #[error("{column} is missing for {states}")]
    Missing {
        /// The column.
        column: String,
        /// The states.
        states: String,
    },
    /// The unipole has no value in any of the years.
    #[error("{state} has no {column} in {years}")]
    UnipoleMissing {
        /// The unipole.
        state: String,
        /// The column.
        column: String,
        /// The years.
        years: String,
    },
    /// Nobody is left who could balance, or who could be a member.
    #[error("no state is left{0}")]
    NothingLeft(String),
    /// A list of partners of which none is in the file.
    #[error("none of the partners in {partners} is a state in {file}")]
    NoPartnerKnown {
        /// The list.
        partners: String,
        /// The file with the capabilities.
        file: String,
    },
    /// A list of partners that begins later.
    #[error("{partners} begins in {first}, and says nothing of {year}")]
    PartnersBeginLater {
        /// The list.
        partners: String,
        /// Its first year.
        first: i64,
        /// The year asked for.
        year: i64,
    },
    /// A force ratio that is not positive.
    #[error("the force ratio is {0}, and must be above zero")]
    ForceRatio(String),
    /// A file named by a model that is no file.
    #[error("a model that is not in a file cannot name a file of data")]
    NoFolder,
    /// A word where only some are known.
    #[error("`{found}` means nothing here")]
    UnknownWord {
        /// The word.
        found: String,
        /// The words there are.
        known: &'static str,
    },
    /// A name that is no parameter given as a list.
    #[error("`{0}` is no parameter given as a list, so it has no length")]
    NoList(String),
    /// A number of rows that is none.
    #[error("`{0}` is no number of rows")]
    NotACount(String),
}

impl DataError {
    /// What to do about it, where that can be said.
    pub fn hint(&self) -> Option<String> {
        let nearest_or = |nearest: &Option<String>, otherwise: String| match nearest {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => otherwise,
        };
        let hint = match self {
            DataError::NoRows => "the first line names the columns, `stateabb,year,milex`; each line below is about one state in one year".to_owned(),
            DataError::NoColumn { known, .. } if known.len() == 1 => {
                "the file has one column only: cells must be separated by commas".to_owned()
            }
            DataError::NoColumn { nearest, known, .. } => {
                nearest_or(nearest, format!("the columns are {}", known.join(", ")))
            }
            DataError::NoMeasure(_) => "a measure is a column of numbers, such as milex or cinc".to_owned(),
            DataError::NotANumber { .. } => {
                "write 245154000, 0.137 or 4.7e-05; a missing value is -9, or an empty cell".to_owned()
            }
            DataError::Negative { .. } => "a missing value is -9, or an empty cell".to_owned(),
            DataError::RowTwice { .. } => "each state has one row a year".to_owned(),
            DataError::NoState { nearest, .. } => nearest_or(
                nearest,
                "states are named as in the file, USA, CHN, RUS".to_owned(),
            ),
            DataError::NoYear { known, .. } => format!("there are {known}"),
            DataError::NotYears(_) => "write `2014`, or `1985..2022`".to_owned(),
            DataError::WhichYear { known, .. } => {
                format!("write for example `year = 2014`; there are {known}")
            }
            DataError::Missing { .. } => {
                "`missing = \"omit\"` leaves them out, and the parameter's meaning then names them".to_owned()
            }
            DataError::NoPartnerKnown { .. } => {
                "partners are named by a column that both files have, stateabb or ccode".to_owned()
            }
            DataError::NoFolder => "save the model as a file; the path of the data counts from its folder".to_owned(),
            DataError::UnknownWord { known, .. } => format!("known here: {known}"),
            DataError::NotACount(_) => "write for example `largest = 6`".to_owned(),
            DataError::NoList(_) => "a list is `[\"1/2\", \"1/3\"]`, or rows of a file, by `data`".to_owned(),
            DataError::ForceRatio(_) => "1 asks for as much as the unipole has".to_owned(),
            DataError::ColumnTwice(_)
            | DataError::RowLength { .. }
            | DataError::NotAYear { .. }
            | DataError::NoName(_)
            | DataError::WithoutYears(_)
            | DataError::UnipoleMissing { .. }
            | DataError::NothingLeft(_)
            | DataError::PartnersBeginLater { .. } => return None,
        };
        Some(hint)
    }
}

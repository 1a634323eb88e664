//! `unipole capabilities`: whether real states could balance, year by year, from a file of their capabilities.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::error::Error;
use super::output;
use super::picture::{Picture, picture};
use crate::model::Errors;
use crate::model::data::{
    Capabilities, CapabilityRequest, CsvTable, Partners, StateYears, capabilities, years_in,
};
use crate::model::{Source, Spot};
use crate::num::Rational;
use crate::report::capabilities::{
    capabilities_drawing, capabilities_json, capabilities_reading, capabilities_rows,
    capabilities_sentences, capabilities_table,
};
use crate::report::{DIGIT_LIMIT, Notation, Table, csv, latex, markdown};

/// Decimals of shares and ratios unless others are asked for.
const DECIMALS: u32 = 3;

#[derive(Debug, Args)]
pub(super) struct CapabilitiesOptions {
    /// A CSV file, one row for each state and year: columns `stateabb`, `year` and measures, as in National Material Capabilities
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The unipole, as the column `stateabb` names it
    #[arg(long, value_name = "STATE", default_value = "USA")]
    pub unipole: String,
    /// The column that measures capability: `milex`, `cinc`, any column of numbers
    #[arg(long, value_name = "COLUMN", default_value = "milex")]
    pub measure: String,
    /// These years, `1985..2022` (default: all in the file)
    #[arg(long, value_name = "FIRST..LAST")]
    pub years: Option<String>,
    /// This year
    #[arg(long, value_name = "YEAR", conflicts_with = "years")]
    pub year: Option<String>,
    /// A CSV file of defence pacts with the unipole: columns `ccode` or `stateabb`, and `year`
    #[arg(long, value_name = "FILE")]
    pub partners: Option<PathBuf>,
    /// States that would join no coalition: `SAU,ISR,TAW`
    #[arg(long, value_name = "STATES", value_delimiter = ',')]
    pub exclude: Vec<String>,
    /// The force ratio: which multiple of the unipole's capability a coalition needs
    #[arg(
        long,
        value_name = "PHI",
        default_value = "1",
        allow_hyphen_values = true
    )]
    pub phi: String,
    /// The form of the answer (default: text, or by the ending of FILE)
    #[arg(long, value_enum)]
    pub format: Option<CapabilitiesFormat>,
    /// Write to a file: .svg, .pdf or .png (if built with raster) draws, .tex is a table
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Show N decimals (default: 3); JSON is exact
    #[arg(short, long = "decimals", value_name = "N", value_parser = clap::value_parser!(u32).range(0..=i64::from(DIGIT_LIMIT)))]
    pub decimals: Option<u32>,
}

/// The form of what capabilities say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CapabilitiesFormat {
    Text,
    Json,
    Csv,
    Markdown,
    /// A table
    Latex,
    Svg,
    /// The picture, for a paper
    Tikz,
    /// If built with raster
    Pdf,
    /// If built with raster
    Png,
}

pub(super) fn run(options: &CapabilitiesOptions) -> Result<(), Error> {
    let file = options.output.as_deref();
    let file = file.filter(|path| path.as_os_str() != "-");
    let format = options.chosen()?;
    output::check_writable(file)?;
    let answer = options.answer()?;
    output::deliver_bytes(&options.rendered(&answer, format)?, file)
}

impl CapabilitiesOptions {
    fn answer(&self) -> Result<Capabilities, Error> {
        let force_ratio = self.phi.parse::<Rational>().map_err(|_| {
            Error::request(
                format!("`--phi {}` is no number", self.phi),
                Some("1 asks for as much as the unipole has: 4/5, 0.8, 3/2"),
            )
        })?;
        let years = self.years.as_ref().or(self.year.as_ref());
        let years = years.map(|text| {
            years_in(text).ok_or_else(|| {
                Error::request(
                    format!("`{text}` is no year and no range of years"),
                    Some("write `--year 2014`, or `--years 1985..2022`"),
                )
            })
        });
        let request = CapabilityRequest {
            unipole: self.unipole.clone(),
            measure: self.measure.clone(),
            years: years.transpose()?,
            excluded: self
                .exclude
                .iter()
                .filter(|s| !s.is_empty())
                .cloned()
                .collect(),
            force_ratio,
        };
        let asked = typed("FILE", &self.file);
        let states = StateYears::new(CsvTable::read(&self.file, &asked)?, "stateabb", &asked)?;
        let partners = self
            .partners
            .as_ref()
            .map(|path| -> Result<Partners, Errors> {
                let asked = typed("--partners", path);
                Partners::new(&CsvTable::read(path, &asked)?, &states, &asked)
            });
        let partners = partners.transpose()?;
        Ok(capabilities(&states, &request, partners.as_ref())?)
    }

    fn rendered(
        &self,
        answer: &Capabilities,
        format: CapabilitiesFormat,
    ) -> Result<Vec<u8>, Error> {
        let notation = Notation::Decimals(self.decimals.unwrap_or(DECIMALS));
        let draw = |form| picture(&capabilities_drawing(answer), form);
        Ok(match format {
            CapabilitiesFormat::Text => {
                let terminal = output::terminal(self.output.is_some());
                capabilities_reading(answer, notation, terminal).into_bytes()
            }
            CapabilitiesFormat::Json => {
                format!("{:#}\n", capabilities_json(answer, notation)).into_bytes()
            }
            CapabilitiesFormat::Csv => csv(&capabilities_rows(answer, notation)).into_bytes(),
            CapabilitiesFormat::Markdown => markdown(&table(answer, notation)).into_bytes(),
            CapabilitiesFormat::Latex => {
                latex(&[table(answer, notation)], &self.command()).into_bytes()
            }
            CapabilitiesFormat::Svg => draw(Picture::Svg)?,
            CapabilitiesFormat::Tikz => draw(Picture::Tikz)?,
            CapabilitiesFormat::Pdf => draw(Picture::Pdf)?,
            CapabilitiesFormat::Png => draw(Picture::Png)?,
        })
    }

    /// The command that makes the same table again.
    fn command(&self) -> String {
        let mut words = vec![
            "unipole capabilities".to_owned(),
            self.file.display().to_string(),
        ];
        words.push(format!(
            "--unipole {} --measure {}",
            self.unipole, self.measure
        ));
        words.extend(self.years.iter().map(|years| format!("--years {years}")));
        words.extend(self.year.iter().map(|year| format!("--year {year}")));
        let partners = self.partners.iter();
        words.extend(partners.map(|path| format!("--partners {}", path.display())));
        if !self.exclude.is_empty() {
            words.push(format!("--exclude {}", self.exclude.join(",")));
        }
        words.push(format!("--phi {}", self.phi));
        words.extend(self.decimals.iter().map(|d| format!("-d {d}")));
        words.push("--format latex".to_owned());
        words.join(" ")
    }

    /// The format asked for, or the one the file's ending stands for.
    fn chosen(&self) -> Result<CapabilitiesFormat, Error> {
        let (None, Some(path)) = (self.format, &self.output) else {
            return Ok(self.format.unwrap_or(CapabilitiesFormat::Text));
        };
        match path.extension().and_then(|e| e.to_str()) {
            Some("txt") | None => Ok(CapabilitiesFormat::Text),
            Some("json") => Ok(CapabilitiesFormat::Json),
            Some("csv") => Ok(CapabilitiesFormat::Csv),
            Some("md") => Ok(CapabilitiesFormat::Markdown),
            Some("tex") => Ok(CapabilitiesFormat::Latex),
            Some("svg") => Ok(CapabilitiesFormat::Svg),
            Some("pdf") => Ok(CapabilitiesFormat::Pdf),
            Some("png") => Ok(CapabilitiesFormat::Png),
            Some(_) => Err(Error::request(
                format!("`{}` does not say which format to write", path.display()),
                Some(
                    "end it in .txt, .json, .csv, .md, .tex, .svg, .pdf or .png, or give `--format`",
                ),
            )),
        }
    }
}

/// The table with what there is to say about it.
fn table(answer: &Capabilities, notation: Notation) -> Table {
    let request = &answer.request;
    let caption = format!(
        "{} against all others by {}, at a force ratio of {}.",
        request.unipole, request.measure, request.force_ratio
    );
    let mut table = capabilities_table(answer, &caption, notation);
    for sentence in capabilities_sentences(answer, notation) {
        table.note(sentence);
    }
    table
}

/// The place of a path that was typed.
fn typed(option: &str, path: &Path) -> Spot {
    let text = path.display().to_string();
    Spot {
        source: Source::new(option, &text),
        span: 0..text.len(),
    }
}

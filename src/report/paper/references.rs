//! The sources: the BibTeX file as it stands in `docs/`, and what a page shows of each entry.

use std::collections::BTreeMap;

use biblatex::{Bibliography, ChunksExt, Entry, Person};

use super::super::page::words;

/// The BibTeX file.
pub(super) const BIBTEX: &str = include_str!("../../../docs/references.bib");

/// The sources known, by their keys.
pub(super) struct References {
    entries: BTreeMap<String, Reference>,
}

/// A source in words.
pub(super) struct Reference {
    /// `Brooks and Wohlforth 2005`.
    pub short: String,
    /// `Brooks, Stephen G., and William C. Wohlforth`.
    authors: String,
    year: String,
    title: String,
    /// Whether it is a work of its own, whose title is set in italics.
    is_book: bool,
    /// The journal, the proceedings or the publisher.
    place: String,
    /// `30 (1): 72–108`.
    pages: String,
    doi: Option<String>,
}

impl References {
    /// Those of the file.
    pub(super) fn new() -> Self {
        let bibliography = Bibliography::parse(BIBTEX).unwrap_or_default();
        let entries = bibliography.iter();
        References {
            entries: entries.map(|e| (e.key.clone(), reference(e))).collect(),
        }
    }

    /// A source by its key.
    pub(super) fn get(&self, key: &str) -> Option<&Reference> {
        self.entries.get(key)
    }

    /// The keys of those cited, in the order of a list of references.
    pub(super) fn in_order<'a>(&self, cited: &'a [String]) -> Vec<(&'a str, &Reference)> {
        let mut found: Vec<(&str, &Reference)> = cited
            .iter()
            .filter_map(|key| Some((key.as_str(), self.entries.get(key)?)))
            .collect();
        found.sort_by_key(|(key, one)| (one.authors.to_lowercase(), one.year.clone(), *key));
        found.dedup_by_key(|(key, _)| *key);
        found
    }
}

impl Reference {
    /// The words before the title, the title, whether it stands out, and the words after it.
    pub(super) fn parts(&self) -> (String, &str, bool, String, Option<&str>) {
        let before = format!("{} ({}). ", self.authors, self.year);
        let mut after = String::from(". ");
        after.push_str(&self.place);
        if !self.pages.is_empty() {
            after.push(' ');
            after.push_str(&self.pages);
        }
        after.push('.');
        let doi = self.doi.as_deref();
        (before, &self.title, self.is_book, after, doi)
    }
}

fn reference(entry: &Entry) -> Reference {
    let field = |name: &str| entry.get(name).map(|chunks| chunks.format_verbatim());
    let authors = entry.author().unwrap_or_default();
    let editors = || entry.editors().unwrap_or_default().into_iter().next();
    let (people, role) = match authors.is_empty() {
        false => (authors, ""),
        true => match editors() {
            Some((people, _)) => (people, " (eds.)"),
            None => (Vec::new(), ""),
        },
    };
    let year = field("year").unwrap_or_default();
    let names: Vec<String> = people.iter().map(surname).collect();
    let short = match names.as_slice() {
        [first, _, _, ..] => format!("{first} et al."),
        few => words::list(few),
    };
    let full: Vec<String> = people.iter().enumerate().map(full_name).collect();
    let inside = field("journal").or_else(|| field("journaltitle"));
    let is_book = inside.is_none() && field("booktitle").is_none();
    let place = inside
        .or_else(|| field("booktitle").map(|title| format!("In {title}")))
        .or_else(|| field("publisher"))
        .unwrap_or_default();
    let issue = match (field("volume"), field("number")) {
        (Some(volume), Some(number)) => format!("{volume} ({number})"),
        (Some(volume), None) => volume,
        _ => String::new(),
    };
    let pages = match (issue.is_empty(), field("pages")) {
        (_, None) => issue,
        (true, Some(pages)) => pages,
        (false, Some(pages)) => format!("{issue}: {pages}"),
    };
    Reference {
        short: format!("{short} {year}"),
        authors: format!("{}{role}", words::list(&full)),
        year,
        title: field("title").unwrap_or_default(),
        is_book,
        place,
        pages: pages.replace("--", "–"),
        doi: field("doi"),
    }
}

fn surname(person: &Person) -> String {
    match person.prefix.is_empty() {
        true => person.name.clone(),
        false => format!("{} {}", person.prefix, person.name),
    }
}

/// The first with the surname in front.
fn full_name((place, person): (usize, &Person)) -> String {
    let surname = surname(person);
    match (person.given_name.as_str(), place) {
        ("", _) => surname,
        (given, 0) => format!("{surname}, {given}"),
        (given, _) => format!("{given} {surname}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_editors_and_issues_are_read() {
        let references = References::new();
        let short = |key: &str| references.get(key).map(|r| r.short.clone());
        assert_eq!(short("guner2017").as_deref(), Some("Güner 2017"));
        assert_eq!(short("niou1989").as_deref(), Some("Niou et al. 1989"));
        assert_eq!(
            short("vonstengel2010").as_deref(),
            Some("von Stengel and Zamir 2010")
        );
        let one = references.get("brooks2005").expect("an entry");
        let (before, title, is_book, after, doi) = one.parts();
        assert_eq!(
            format!("{before}{title}{after}"),
            "Brooks, Stephen G. and William C. Wohlforth (2005). Hard Times for Soft Balancing. International Security 30 (1): 72–108."
        );
        assert!(!is_book && doi.is_none());
    }
}

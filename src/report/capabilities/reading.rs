//! What capabilities say about balancing, in sentences: each is worked out from the years of the answer.

use std::collections::BTreeMap;

use super::super::decimal::Notation;
use super::super::dialect::{Terminal, text};
use super::rows::capabilities_table;
use crate::model::data::{Balancers, Capabilities, CapabilityYear, Unanswered, ranges};
use crate::num::Rational;

/// The year in which the essay on the balancing continuum sees hard balancing emerge.
const TURN: i64 = 2014;

/// The table and the sentences, for a terminal.
pub fn capabilities_reading(
    answer: &Capabilities,
    notation: Notation,
    terminal: Terminal,
) -> String {
    let request = &answer.request;
    let caption = format!(
        "{} against all others by {}, at phi = {}",
        request.unipole, request.measure, request.force_ratio
    );
    let table = capabilities_table(answer, "", notation);
    let sentences = capabilities_sentences(answer, notation).join("\n");
    format!("{caption}\n\n{}\n{sentences}\n", text(&table, terminal))
}

/// What the answer says, and what it does not say.
pub fn capabilities_sentences(answer: &Capabilities, notation: Notation) -> Vec<String> {
    let reading = Reading { answer, notation };
    let mut said = vec![reading.symbols(), reading.leaders()];
    said.push(reading.feasible());
    said.extend(reading.everybody());
    said.extend(reading.turn());
    said.extend(reading.coalition());
    said.extend(reading.pacts());
    said.push(reading.limits());
    said.extend(reading.missing());
    said.extend(reading.unanswered());
    said
}

struct Reading<'a> {
    answer: &'a Capabilities,
    notation: Notation,
}

impl Reading<'_> {
    fn unipole(&self) -> &str {
        &self.answer.request.unipole
    }

    fn phi(&self) -> String {
        format!("phi = {}", self.answer.request.force_ratio)
    }

    fn number(&self, value: &Rational) -> String {
        let notation = match self.notation {
            Notation::Exact => Notation::Decimals(3),
            rounded => rounded,
        };
        notation.print(value)
    }

    /// In all years of the answer.
    fn everywhere(&self) -> String {
        match &self.answer.years[..] {
            [one] => format!("in {}", one.year),
            _ => "in every year shown".to_owned(),
        }
    }

    /// The years of which it is known who could balance.
    fn known(&self) -> Vec<&CapabilityYear> {
        let years = self.answer.years.iter();
        let no_list = self.answer.partners.is_none();
        years
            .filter(|year| no_list || year.non_allied.is_some())
            .collect()
    }

    /// Who is meant by those who could balance.
    fn who(&self) -> String {
        match &self.answer.partners {
            Some(_) => format!("states without a defence pact with {}", self.unipole()),
            None => "other states".to_owned(),
        }
    }

    fn symbols(&self) -> String {
        format!(
            "Shares are of all states with a value. phi_crit is what the states have together over what {} has: a coalition is feasible up to that force ratio. k* is the fewest states that are enough, the strongest first.",
            self.unipole()
        )
    }

    fn leaders(&self) -> String {
        let (unipole, measure) = (self.unipole(), &self.answer.request.measure);
        let mut others: Vec<(&str, Vec<i64>)> = Vec::new();
        for year in self
            .answer
            .years
            .iter()
            .filter(|year| year.leader != unipole)
        {
            match others.iter_mut().find(|(name, _)| *name == year.leader) {
                Some((_, years)) => years.push(year.year),
                None => others.push((&year.leader, vec![year.year])),
            }
        }
        if others.is_empty() {
            return format!(
                "By {measure}, {unipole} is the largest {}.",
                self.everywhere()
            );
        }
        let led: Vec<String> = others
            .iter()
            .map(|(name, years)| format!("{name} is in {}", ranges(years)))
            .collect();
        format!(
            "By {measure}, {unipole} is not even always the largest: {}. There this measure shows no unipolarity, and what follows is not about a unipole.",
            led.join("; ")
        )
    }

    fn feasible(&self) -> String {
        let known = self.known();
        let (who, phi) = (self.who(), self.phi());
        let (can, cannot) = split(&known);
        match (can.is_empty(), cannot.is_empty()) {
            (true, true) => format!(
                "The list of partners begins later than the years shown, so it is not known which are {who}."
            ),
            (true, false) => format!(
                "At {phi} no coalition of {who} is feasible in {}: all of them together fall short.",
                ranges(&cannot)
            ),
            (false, true) => format!(
                "At {phi} a coalition of {who} is feasible in {}.",
                ranges(&can)
            ),
            (false, false) => format!(
                "At {phi} a coalition of {who} is feasible in {} only; in {} all of them together fall short.",
                ranges(&can),
                ranges(&cannot)
            ),
        }
    }

    /// With a list of partners: whether all other states would be enough.
    fn everybody(&self) -> Option<String> {
        self.answer.partners.as_ref()?;
        let all = self.answer.years.iter();
        let sizes = all.filter_map(|year| Some((year.others.coalition()?.len(), year.year)));
        let sizes: Vec<(usize, i64)> = sizes.collect();
        let (least, most) = (sizes.iter().min()?, sizes.iter().max()?);
        let absent = self
            .answer
            .years
            .iter()
            .filter(|year| year.others.smallest.is_none());
        let absent: Vec<i64> = absent.map(|year| year.year).collect();
        let when = match absent.is_empty() {
            true => self.everywhere(),
            false => format!("in all years but {}", ranges(&absent)),
        };
        let states = |number: usize| match number {
            1 => "1 state".to_owned(),
            _ => format!("{number} states"),
        };
        let fewest = match least.0 == most.0 {
            true => states(least.0),
            false => format!(
                "from {} ({}) to {} ({})",
                states(least.0),
                least.1,
                states(most.0),
                most.1
            ),
        };
        Some(format!(
            "If partners could turn against {} too, a coalition would be feasible {when}; it would take {fewest}.",
            self.unipole()
        ))
    }

    /// Whether capabilities alone make hard balancing begin in 2014.
    fn turn(&self) -> Option<String> {
        let known = self.known();
        let (before, after): (Vec<&CapabilityYear>, Vec<&CapabilityYear>) =
            known.into_iter().partition(|year| year.year < TURN);
        let (last, _) = (before.last()?, after.first()?);
        let phi = self.phi();
        let ratio = |year: &&&CapabilityYear| year.balancers().critical_force_ratio.clone();
        let (can, cannot) = split(&after);
        if cannot.is_empty() && last.balancers().smallest.is_some() {
            let (could, _) = split(&before);
            return Some(format!(
                "At {phi} one is feasible from {TURN} on as it was in {} before, so these capabilities do not explain hard balancing since {TURN}.",
                ranges(&could)
            ));
        }
        if !can.is_empty() {
            return Some(format!(
                "From {TURN} on one is feasible at {phi} in {}, and in {} before: the force ratio decides whether {TURN} is a turn.",
                ranges(&can),
                or_none(&split(&before).0)
            ));
        }
        let some = after.iter().max_by_key(ratio)?;
        let all = after.iter().min_by_key(ratio)?;
        let bound = &all.balancers().critical_force_ratio;
        let also = before
            .iter()
            .filter(|year| year.balancers().critical_force_ratio >= *bound);
        let also: Vec<i64> = also.map(|year| year.year).collect();
        let also = match also.is_empty() {
            true => String::new(),
            false => format!(
                ", and then it would have been feasible in {} too",
                ranges(&also)
            ),
        };
        Some(format!(
            "That hard balancing began in {TURN} does not follow from these capabilities alone: from {TURN} on none is feasible at {phi}, and one was in {} before. It would take a force ratio of about {} or less to make one feasible in some year from {TURN} on ({}), of about {} or less in all of them ({}){also}; or another change than in capabilities: in what the threat is worth.",
            or_none(&split(&before).0),
            self.number(&some.balancers().critical_force_ratio),
            some.year,
            self.number(bound),
            all.year,
        ))
    }

    /// Of a single year: who is in the smallest coalitions.
    fn coalition(&self) -> Option<String> {
        let [year] = &self.answer.years[..] else {
            return None;
        };
        let unipole = self.unipole();
        let groups = match &year.non_allied {
            Some(alone) => vec![
                (format!("states without a pact with {unipole}"), alone),
                ("all other states".to_owned(), &year.others),
            ],
            None => vec![("all other states".to_owned(), &year.others)],
        };
        let said = groups
            .into_iter()
            .filter_map(|(who, group)| smallest(&who, group));
        let said: Vec<String> = said.collect();
        (!said.is_empty()).then(|| said.join("\n"))
    }

    fn pacts(&self) -> Option<String> {
        let (file, (first, last)) = self.answer.partners.as_ref()?;
        let years = self.answer.years.iter();
        let later = years.clone().filter(|year| year.year > *last);
        let later: Vec<i64> = later.map(|year| year.year).collect();
        let earlier = years.clone().filter(|year| year.non_allied.is_none());
        let earlier: Vec<i64> = earlier.map(|year| year.year).collect();
        let gaps = years.filter(|year| {
            let as_of = year.pacts_as_of;
            year.year <= *last && as_of.is_some_and(|as_of| as_of != year.year)
        });
        let gaps: Vec<i64> = gaps.map(|year| year.year).collect();
        let mut said = Vec::new();
        if !later.is_empty() {
            said.push(format!(
                "{file} ends in {last}: for {} its pacts as of {last} count.",
                ranges(&later)
            ));
        }
        if !gaps.is_empty() {
            said.push(format!(
                "{file} has no rows of {}: the pacts of the year before that count.",
                ranges(&gaps)
            ));
        }
        if !earlier.is_empty() {
            said.push(format!(
                "{file} begins in {first}: of {} it is not known who had a pact.",
                ranges(&earlier)
            ));
        }
        (!said.is_empty()).then(|| said.join(" "))
    }

    fn limits(&self) -> String {
        let excluded = &self.answer.request.excluded;
        let left_out = match (excluded.is_empty(), &self.answer.partners) {
            (false, _) => format!(" Counted as joining no coalition: {}.", excluded.join(", ")),
            (true, Some(_)) => {
                " No pact does not make a balancer: `--exclude` leaves out states that would not join.".to_owned()
            }
            (true, None) => {
                " Partners are among the others: `--partners FILE` tells them apart.".to_owned()
            }
        };
        format!(
            "Feasible means that capabilities are enough, not that anybody balances: that is a matter of benefits and costs.{left_out}"
        )
    }

    fn missing(&self) -> Option<String> {
        let mut states: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
        for year in &self.answer.years {
            for state in &year.missing {
                states.entry(state).or_default().push(year.year);
            }
        }
        if states.is_empty() {
            return None;
        }
        let is_one = self.answer.years.len() == 1;
        let said = states.iter().map(|(state, years)| match is_one {
            true => (*state).to_owned(),
            false => format!("{state} {}", ranges(years)),
        });
        let said: Vec<String> = said.collect();
        Some(format!(
            "Without a value for {}, and in no sum: {}.{}",
            self.answer.request.measure,
            said.join("; "),
            self.least_lacking()
        ))
    }

    /// How near a coalition comes to being feasible where none is, which states without a value might make up for.
    fn least_lacking(&self) -> String {
        let known = self.known().into_iter();
        let short =
            known.filter(|year| year.balancers().smallest.is_none() && !year.missing.is_empty());
        let nearest = short.max_by_key(|year| year.balancers().critical_force_ratio.clone());
        let Some(year) = nearest else {
            return String::new();
        };
        let lacking = &self.answer.request.force_ratio - &year.balancers().critical_force_ratio;
        format!(
            " With values for them phi_crit could only be greater: of the years with missing values in which no coalition is feasible, {} comes nearest, and lacks {} of what {} has.",
            year.year,
            self.number(&lacking),
            self.unipole()
        )
    }

    fn unanswered(&self) -> Option<String> {
        let of = |wanted: Unanswered| -> Vec<i64> {
            let years = self.answer.unanswered.iter();
            let years = years.filter(|(_, reason)| *reason == wanted);
            years.map(|(year, _)| *year).collect()
        };
        let unipole = self.unipole();
        let measure = &self.answer.request.measure;
        let reasons = [
            (Unanswered::Absent, "has no row"),
            (Unanswered::Missing, "has no value"),
            (Unanswered::Zero, "has nothing"),
        ];
        let said: Vec<String> = reasons
            .into_iter()
            .map(|(reason, words)| (of(reason), words))
            .filter(|(years, _)| !years.is_empty())
            .map(|(years, words)| format!("{} in {}", words, ranges(&years)))
            .collect();
        (!said.is_empty()).then(|| {
            format!(
                "Left out, since {unipole} by {measure} {}.",
                said.join(", ")
            )
        })
    }
}

/// The smallest coalition of a group in words.
fn smallest(who: &str, group: &Balancers) -> Option<String> {
    let members = group.coalition()?;
    let number = match group.smallest_number {
        Some(1) => "the only one of that size".to_owned(),
        Some(number) => format!("one of {number} of that size"),
        None => "one of very many of that size".to_owned(),
    };
    Some(match &members[..] {
        [alone] => format!("Of {who}, {alone} alone is enough ({number})."),
        several => format!(
            "Of {who} the smallest coalition has {} members ({number}): {}.",
            several.len(),
            several.join(", ")
        ),
    })
}

/// The years in which those who could balance are enough, and the others.
fn split(years: &[&CapabilityYear]) -> (Vec<i64>, Vec<i64>) {
    let (can, cannot): (Vec<&CapabilityYear>, Vec<&CapabilityYear>) = years
        .iter()
        .copied()
        .partition(|year| year.balancers().smallest.is_some());
    let numbers = |years: Vec<&CapabilityYear>| years.into_iter().map(|year| year.year).collect();
    (numbers(can), numbers(cannot))
}

fn or_none(years: &[i64]) -> String {
    match years.is_empty() {
        true => "no year".to_owned(),
        false => ranges(years),
    }
}

//! CSV after RFC 4180: a header row, `.` as decimal point, lines ended by `\n`; every value in every row.

use super::super::{Cell, Table};
use super::{Dialect, write};

/// Prints a table as CSV; caption, notes and rules are left out.
pub fn csv(table: &Table) -> String {
    let mut csv = Csv(String::new());
    write(table, &mut csv);
    csv.0
}

struct Csv(String);

impl Csv {
    fn record(&mut self, cells: &[&Cell]) {
        let fields: Vec<String> = cells.iter().map(|cell| quoted(self.cell(cell))).collect();
        self.0.push_str(&fields.join(","));
        // A record of one empty field would be an empty line, which readers skip.
        if fields.len() == 1 && fields[0].is_empty() {
            self.0.push_str("\"\"");
        }
        self.0.push('\n');
    }
}

/// A field in quotes where its content asks for them, with quotes inside doubled.
fn quoted(field: String) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field
    }
}

impl Dialect for Csv {
    const LEAVES_REPETITIONS_BLANK: bool = false;

    fn escape(&self, text: &str) -> String {
        text.to_owned()
    }

    fn emphasis(&self, text: &str) -> String {
        text.to_owned()
    }

    fn number(&self, digits: &str) -> String {
        digits.to_owned()
    }

    fn math(&self, text: &str, _latex: &str) -> String {
        text.to_owned()
    }

    fn open(&mut self, _table: &Table) {}

    fn header(&mut self, table: &Table) {
        let headers: Vec<&Cell> = table.columns.iter().map(|column| &column.header).collect();
        self.record(&headers);
    }

    fn row(&mut self, cells: &[&Cell]) {
        self.record(cells);
    }

    fn rule(&mut self) {}

    fn close(&mut self, _table: &Table) {}
}

#[cfg(test)]
mod tests {
    use super::super::super::{Align, Column};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_value_stands_in_every_row() {
        insta::assert_snapshot!(csv(&super::super::tests::sample()), @r#"
        Scenario,Secondary state,be,Payoff,Strict
        unipolar,bandwagon,2/5,-3/20,●
        unipolar,1/3 balance,1/2,-0.67,
        bi_polar & 50% | <x>,balance,1,0,○
        "#);
    }

    /// A reader of RFC 4180 that knows nothing of the writer.
    fn parsed(text: &str) -> Vec<Vec<String>> {
        let (mut records, mut record, mut field) = (Vec::new(), Vec::new(), String::new());
        let (mut inside, mut letters) = (false, text.chars().peekable());
        while let Some(letter) = letters.next() {
            match (letter, inside) {
                ('"', true) if letters.peek() == Some(&'"') => field.extend(letters.next()),
                ('"', _) => inside = !inside,
                (',', false) => record.push(std::mem::take(&mut field)),
                ('\n', false) => {
                    record.push(std::mem::take(&mut field));
                    records.push(std::mem::take(&mut record));
                }
                _ => field.push(letter),
            }
        }
        records
    }

    proptest! {
        #[test]
        fn a_reader_gets_back_every_cell(rows in (1usize..4).prop_flat_map(|width| {
            proptest::collection::vec(proptest::collection::vec("[a\",\n\r;' é|\\\\]{0,6}", width), 1..5)
        })) {
            let columns = rows[0].iter().map(|header| Column::new(header.as_str(), Align::Left).once()).collect();
            let mut table = Table::new("t", "", columns);
            for row in &rows[1..] {
                table.row(row.iter().map(|text| text.as_str().into()).collect());
                table.rule();
            }
            prop_assert_eq!(parsed(&csv(&table)), rows);
        }
    }
}

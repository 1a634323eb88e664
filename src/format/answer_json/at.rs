//! A place in a JSON document, from which one reads on or says what should stand there.

use serde_json::Value;

use super::AnswerError;

/// A value and where it stands, as a JSON pointer.
#[derive(Clone)]
pub(super) struct At<'a> {
    value: &'a Value,
    place: String,
}

impl<'a> At<'a> {
    pub fn root(value: &'a Value) -> Self {
        At {
            value,
            place: String::new(),
        }
    }

    pub fn expected(&self, expected: impl Into<String>) -> AnswerError {
        AnswerError::Expected {
            place: self.place.clone(),
            expected: expected.into(),
            found: kind_of(self.value),
        }
    }

    fn below(&self, key: &str, value: &'a Value) -> At<'a> {
        let key = key.replace('~', "~0").replace('/', "~1");
        At {
            value,
            place: format!("{}/{key}", self.place),
        }
    }

    /// The value of a key that need not be there; `null` counts as a value.
    pub fn optional(&self, key: &str) -> Result<Option<At<'a>>, AnswerError> {
        let object = self
            .value
            .as_object()
            .ok_or_else(|| self.expected("an object"))?;
        Ok(object.get(key).map(|value| self.below(key, value)))
    }

    pub fn get(&self, key: &str) -> Result<At<'a>, AnswerError> {
        self.optional(key)?.ok_or_else(|| AnswerError::Missing {
            place: self.place.clone(),
            key: key.to_owned(),
        })
    }

    pub fn entries(&self) -> Result<impl Iterator<Item = (&'a str, At<'a>)>, AnswerError> {
        let object = self
            .value
            .as_object()
            .ok_or_else(|| self.expected("an object"))?;
        let entries = object
            .iter()
            .map(|(key, value)| (key.as_str(), self.below(key, value)));
        Ok(entries)
    }

    /// How many entries an object or items a list has.
    pub fn len(&self) -> usize {
        match self.value {
            Value::Object(object) => object.len(),
            Value::Array(list) => list.len(),
            _ => 0,
        }
    }

    pub fn items(&self) -> Result<impl ExactSizeIterator<Item = At<'a>>, AnswerError> {
        let list = self
            .value
            .as_array()
            .ok_or_else(|| self.expected("a list"))?;
        let items = list.iter().enumerate().map(|(number, value)| At {
            value,
            place: format!("{}/{number}", self.place),
        });
        Ok(items)
    }

    /// Every item read in the same way.
    pub fn each<T>(
        &self,
        read: impl Fn(At<'a>) -> Result<T, AnswerError>,
    ) -> Result<Vec<T>, AnswerError> {
        self.items()?.map(read).collect()
    }

    pub fn text(&self) -> Result<&'a str, AnswerError> {
        self.value.as_str().ok_or_else(|| self.expected("text"))
    }

    pub fn truth(&self) -> Result<bool, AnswerError> {
        self.value
            .as_bool()
            .ok_or_else(|| self.expected("true or false"))
    }

    pub fn is_object(&self) -> bool {
        self.value.is_object()
    }

    pub fn is_list(&self) -> bool {
        self.value.is_array()
    }

    pub fn is_null(&self) -> bool {
        self.value.is_null()
    }

    pub fn count(&self) -> Result<usize, AnswerError> {
        let number = self
            .value
            .as_u64()
            .and_then(|number| usize::try_from(number).ok());
        number.ok_or_else(|| self.expected("a whole number that is not negative"))
    }

    pub fn integer(&self) -> Result<i64, AnswerError> {
        self.value
            .as_i64()
            .ok_or_else(|| self.expected("a whole number"))
    }

    pub fn place(&self) -> &str {
        &self.place
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

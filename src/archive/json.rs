//! JSON that is no lines: arrays of objects, and objects on several lines, as news-please and fundus write them.

use std::cell::Cell;
use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

use serde_json::{Map, Value};
use struson::reader::{JsonReader, JsonStreamReader, ReaderError, ReaderSettings, ValueType};

use super::columns::Columns;
use super::encoding::Transcoder;
use super::escapes::Mended;
use super::fuse::{Charge, Fuse, too_large};
use super::open::Cutter;
use super::row::Row;
use super::unit::Content;

/// Cuts a stream of JSON values into the objects that they are or hold.
pub(super) fn cut(input: &mut dyn BufRead, cutter: &mut Cutter<'_, '_>) -> ControlFlow<()> {
    let limit = cutter.settings.limits.article;
    let replaced = Rc::new(Cell::new(0));
    let mut text = BufReader::with_capacity(64 << 10, Transcoder::new(input, encoding_rs::UTF_8, replaced.clone()));
    match text.fill_buf() {
        Ok([]) => return ControlFlow::Continue(()),
        Ok(_) => {}
        Err(error) => return cutter.broken(&error),
    }
    let text = Mended::new(text, replaced.clone());
    // Names and numbers are kept whole by the parser, so they too must have an end.
    let (text, charge) = Fuse::new(text, limit, "a name or number of the JSON");
    let settings =
        ReaderSettings { allow_multiple_top_level: true, restrict_number_values: false, ..ReaderSettings::default() };
    let mut values = Values { json: JsonStreamReader::new_custom(text, settings), charge, limit, replaced };
    match values.all(cutter) {
        Ok(flow) => flow,
        Err(error) => cutter.broken(&error),
    }
}

struct Values<R: Read> {
    json: JsonStreamReader<R>,
    charge: Charge,
    limit: u64,
    replaced: Rc<Cell<u64>>,
}

/// What a value may still hold before it is too large to keep.
struct Budget(Option<u64>);

impl Budget {
    fn take(&mut self, bytes: usize) -> bool {
        self.0 = self.0.and_then(|left| left.checked_sub(bytes as u64));
        self.0.is_some()
    }
}

impl<R: Read> Values<R> {
    fn all(&mut self, cutter: &mut Cutter<'_, '_>) -> Result<ControlFlow<()>, ReaderError> {
        loop {
            let flow = if self.json.peek()? == ValueType::Array {
                self.json.begin_array()?;
                let mut flow = ControlFlow::Continue(());
                while flow.is_continue() && self.json.has_next()? {
                    flow = self.article(cutter)?;
                }
                if flow.is_continue() {
                    self.json.end_array()?;
                }
                flow
            } else {
                self.article(cutter)?
            };
            if flow.is_break() || !self.json.has_next()? {
                return Ok(flow);
            }
        }
    }

    /// One object, as an article.
    fn article(&mut self, cutter: &mut Cutter<'_, '_>) -> Result<ControlFlow<()>, ReaderError> {
        self.charge.set(self.limit);
        let kind = self.json.peek()?;
        let position = self.json.current_position(false);
        let mut place = cutter.place(position.data_pos.unwrap_or(0));
        place.line = position.line_pos.map(|p| p.line + 1);
        let mut budget = Budget(Some(self.limit));
        if kind != ValueType::Object {
            self.value(&mut Budget(None))?;
            return Ok(cutter.failed(place.error("no JSON object of an article")));
        }
        let row = self.object(&cutter.settings.columns, &mut budget)?;
        Ok(match row {
            Some(mut row) => {
                row.count_replaced(self.replaced.get());
                let id = cutter.nth_id(place.index);
                cutter.unit(place, id, Content::Row(Box::new(row)))
            }
            None => cutter.failed(place.error(too_large(self.limit))),
        })
    }

    fn object(&mut self, columns: &Columns, budget: &mut Budget) -> Result<Option<Row>, ReaderError> {
        let mut row = Row::default();
        self.json.begin_object()?;
        while self.json.has_next()? {
            let name = self.json.next_name_owned()?;
            match columns.role(&name) {
                Some(role) => {
                    let value = self.value(budget)?;
                    row.set_value(role, value);
                }
                None => {
                    self.value(&mut Budget(None))?;
                }
            }
        }
        self.json.end_object()?;
        Ok(budget.0.map(|_| row))
    }

    /// A value, as far as the budget allows; the rest is read past.
    fn value(&mut self, budget: &mut Budget) -> Result<Value, ReaderError> {
        self.charge.set(self.limit);
        Ok(match self.json.peek()? {
            ValueType::Null => {
                self.json.next_null()?;
                Value::Null
            }
            ValueType::Boolean => Value::Bool(self.json.next_bool()?),
            ValueType::Number => {
                let number = self.json.next_number_as_string()?;
                number.parse().map_or(Value::Null, Value::Number)
            }
            ValueType::String => Value::String(self.string(budget)?),
            ValueType::Array => {
                let mut all = Vec::new();
                self.json.begin_array()?;
                while self.json.has_next()? {
                    let value = self.value(budget)?;
                    if budget.take(16) {
                        all.push(value);
                    }
                }
                self.json.end_array()?;
                Value::Array(all)
            }
            ValueType::Object => {
                let mut all = Map::new();
                self.json.begin_object()?;
                while self.json.has_next()? {
                    let name = self.json.next_name_owned()?;
                    let value = self.value(budget)?;
                    if budget.take(16 + name.len()) {
                        all.insert(name, value);
                    }
                }
                self.json.end_object()?;
                Value::Object(all)
            }
        })
    }

    fn string(&mut self, budget: &mut Budget) -> Result<String, ReaderError> {
        let charge = self.charge.clone();
        let location = self.json.current_position(false);
        let mut bytes = Vec::new();
        let mut piece = [0; 4096];
        let mut reader = self.json.next_string_reader()?;
        loop {
            charge.set(self.limit);
            let n = match reader.read(&mut piece) {
                Ok(n) => n,
                Err(error) => return Err(ReaderError::IoError { error, location }),
            };
            if n == 0 {
                break;
            }
            if budget.take(n) {
                bytes.extend_from_slice(&piece[..n]);
            }
        }
        drop(reader);
        // It is valid: the transcoder made it so.
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

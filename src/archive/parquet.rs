//! Parquet: the rows of a table with a text column, row group by row group.

use std::fs::File;
use std::ops::ControlFlow;
use std::sync::Arc;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::schema::types::Type;
use serde_json::Value;

use super::columns::Role;
use super::fuse::too_large;
use super::open::Cutter;
use super::row::Row;
use super::unit::Content;

/// Cuts a table into its rows. Only the columns that have a part in an article are read.
pub(super) fn cut(file: File, cutter: &mut Cutter<'_, '_>) -> ControlFlow<()> {
    let reader = match SerializedFileReader::new(file) {
        Ok(reader) => reader,
        Err(error) => return cutter.broken(&error),
    };
    let schema = reader.metadata().file_metadata().schema();
    let columns = &cutter.settings.columns;
    let wanted: Vec<Arc<Type>> =
        schema.get_fields().iter().filter(|f| columns.role(f.name()).is_some()).cloned().collect();
    if !wanted.iter().any(|f| matches!(columns.role(f.name()), Some((Role::Text, _)))) {
        let names: Vec<&str> = schema.get_fields().iter().map(|f| f.name()).collect();
        return cutter.no_text(&names);
    }
    let projection = Type::group_type_builder(schema.name()).with_fields(wanted).build();
    let rows = match projection.and_then(|p| reader.get_row_iter(Some(p))) {
        Ok(rows) => rows,
        Err(error) => return cutter.broken(&error),
    };
    let limit = cutter.settings.limits.article;
    for found in rows {
        let found = match found {
            Ok(found) => found,
            Err(error) => return cutter.broken(&error),
        };
        let place = cutter.place(0);
        let mut row = Row::default();
        for (name, field) in found.get_column_iter() {
            if let Some(role) = cutter.settings.columns.role(name) {
                row.set_value(role, value(role.0, field));
            }
        }
        if row.size() as u64 > limit.saturating_add(256) {
            cutter.failed(place.error(too_large(limit)))?;
            continue;
        }
        let id = format!("{}:{}", cutter.id, place.index);
        cutter.unit(place, id, Content::Row(Box::new(row)))?;
    }
    ControlFlow::Continue(())
}

fn value(role: Role, field: &Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Str(text) => Value::String(text.clone()),
        Field::Bytes(bytes) => Value::String(String::from_utf8_lossy(bytes.data()).into_owned()),
        Field::ListInternal(list) => list.elements().iter().map(|f| value(role, f)).collect(),
        // Dates and numbered ids; a number is no title.
        other if matches!(role, Role::Id | Role::Published) => {
            Value::String(other.to_string().trim_matches('"').to_owned())
        }
        _ => Value::Null,
    }
}

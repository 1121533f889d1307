//! The graph as GraphML, for Gephi, NetworkX, igraph, yEd and their like.
//!
//! All mentions of one entity in one article are one edge, whose weight is their number. XML 1.0 cannot hold control
//! characters but tab and line ends, nor U+FFFE and U+FFFF, in any notation; U+FFFD stands in their place.

use std::io::{Result, Write};

use super::csv::{Profile, plain};
use super::tables::{Cell, MENTIONS, QUOTED_IN, Role, Sink, TABLES, Table, Type};

/// Writes one file.
pub struct GraphMl<W: Write> {
    out: W,
    /// The entities that the article names, with how often, in the order of first mention.
    mentions: Vec<(String, String, u64)>,
}

impl<W: Write> std::fmt::Debug for GraphMl<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GraphMl").finish_non_exhaustive()
    }
}

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"#;

impl<W: Write> GraphMl<W> {
    /// Begins a file; `out` should be buffered.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn new(mut out: W) -> Result<Self> {
        out.write_all(HEAD.as_bytes())?;
        writeln!(out, r#"<key id="label" for="node" attr.name="label" attr.type="string"/>"#)?;
        writeln!(out, r#"<key id="type" for="node" attr.name="type" attr.type="string"/>"#)?;
        writeln!(out, r#"<key id="relation" for="edge" attr.name="relation" attr.type="string"/>"#)?;
        writeln!(out, r#"<key id="weight" for="edge" attr.name="weight" attr.type="long"/>"#)?;
        for table in TABLES {
            let (of, from) = match table.role {
                Role::Node(_) => ("node", 1),
                Role::Relation(..) => ("edge", 2),
            };
            for (name, kind) in &table.columns[if *table == MENTIONS { table.columns.len() } else { from }..] {
                let kind = match kind {
                    Type::Text | Type::List => "string",
                    Type::Integer => "long",
                    Type::Float => "double",
                };
                let table = table.name;
                writeln!(out, r#"<key id="{table}.{name}" for="{of}" attr.name="{name}" attr.type="{kind}"/>"#)?;
            }
        }
        writeln!(out, r#"<graph id="whosaid" edgedefault="directed">"#)?;
        Ok(Self { out, mentions: Vec::new() })
    }

    fn flush_mentions(&mut self) -> Result<()> {
        for (article, entity, count) in std::mem::take(&mut self.mentions) {
            self.edge("MENTIONS", &article, &entity, count)?;
            writeln!(self.out, "</edge>")?;
        }
        Ok(())
    }

    fn edge(&mut self, relation: &str, from: &str, to: &str, weight: u64) -> Result<()> {
        let (from, to) = (escaped(from), escaped(to));
        write!(self.out, r#"<edge source="{from}" target="{to}"><data key="relation">{relation}</data>"#)?;
        write!(self.out, r#"<data key="weight">{weight}</data>"#)
    }

    fn data(&mut self, table: &Table, cells: Vec<Cell>, from: usize) -> Result<()> {
        for ((name, _), cell) in table.columns.iter().zip(cells).skip(from) {
            if cell != Cell::Null {
                let text = plain(cell, Profile::Plain);
                write!(self.out, r#"<data key="{}.{name}">{}</data>"#, table.name, escaped(&text))?;
            }
        }
        Ok(())
    }
}

impl<W: Write> Sink for GraphMl<W> {
    fn row(&mut self, table: &'static Table, cells: Vec<Cell>) -> Result<()> {
        let id = |n: usize| match cells.get(n) {
            Some(Cell::Text(id)) => id.clone(),
            _ => String::new(),
        };
        match table.role {
            Role::Node(label) => {
                self.flush_mentions()?;
                write!(self.out, r#"<node id="{}"><data key="type">{label}</data>"#, escaped(&id(0)))?;
                let shown = match label {
                    "Quotation" => id(4),
                    "Story" => id(1),
                    _ => id(2),
                };
                write!(self.out, r#"<data key="label">{}</data>"#, escaped(&shown))?;
                self.data(table, cells, 1)?;
                writeln!(self.out, "</node>")
            }
            Role::Relation(..) if *table == MENTIONS => {
                let (article, entity) = (id(0), id(1));
                match self.mentions.iter_mut().find(|m| m.1 == entity && m.0 == article) {
                    Some(known) => known.2 += 1,
                    None => self.mentions.push((article, entity, 1)),
                }
                Ok(())
            }
            Role::Relation(relation, ..) => {
                // The quote's node stands before its edges, so its article is done with.
                if *table == QUOTED_IN {
                    self.flush_mentions()?;
                }
                self.edge(relation, &id(0), &id(1), 1)?;
                self.data(table, cells, 2)?;
                writeln!(self.out, "</edge>")
            }
        }
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        self.flush_mentions()?;
        self.out.write_all(b"</graph>\n</graphml>\n")?;
        self.out.flush()
    }
}

/// As character data or the value of an attribute. White space is written as references: parsers would make spaces of it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_replaced() {
        assert_eq!(escaped("a<\"&\u{1}\u{ffff}\n\u{85}"), "a&lt;&quot;&amp;\u{fffd}\u{fffd}&#10;\u{85}");
    }
}

//! Options that several commands have: how articles are read, and which lists of the user's count.

use std::path::PathBuf;

use clap::Args;

use crate::archive::{Format, Role, Settings};

/// How articles are read.
#[derive(Args, Clone)]
pub(super) struct Reading {
    /// Take every file for this, whatever its name and content say
    #[arg(long, value_enum, value_name = "FORMAT", help_heading = "Reading")]
    pub(super) format: Option<Format>,
    /// Take a part of the article from this column or field: text, title, date, author, publisher, url or id
    #[arg(long, value_name = "PART=NAME", value_parser = field, help_heading = "Reading")]
    pub(super) field: Vec<(Role, String)>,
}

impl Reading {
    /// The settings of the archive readers that these options ask for.
    pub(super) fn settings(&self) -> Settings {
        let mut settings = Settings { format: self.format, ..Settings::default() };
        for (role, name) in &self.field {
            settings.columns.set(*role, name);
        }
        settings
    }
}

fn field(text: &str) -> Result<(Role, String), String> {
    let (part, name) = text.split_once('=').ok_or("write PART=NAME, such as text=story")?;
    let role = match part {
        "id" => Role::Id,
        "text" => Role::Text,
        "title" => Role::Title,
        "date" | "published" => Role::Published,
        "publisher" | "publication" => Role::Publisher,
        "author" | "authors" => Role::Authors,
        "url" => Role::Url,
        _ => return Err(format!("{part:?} is no part of an article: text, title, date, author, publisher, url, id")),
    };
    if name.trim().is_empty() { Err("the name of the column is missing".into()) } else { Ok((role, name.to_owned())) }
}

/// The user's lists.
#[derive(Args, Clone)]
pub(super) struct Own {
    /// A list of your own names, which win over the built-in ones; may be given several times
    #[arg(long, value_name = "FILE.tsv")]
    pub(super) gazetteer: Vec<PathBuf>,
}

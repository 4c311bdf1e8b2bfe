//! Turns bytes into `Document`s: decoded, without navigation, one for each article or teaser.

mod clean;
mod dates;
mod decode;
mod fold;
mod header;
mod html;
mod inputs;
mod language;
mod lexicon;
mod table;
mod teasers;

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::model::{Date, Document, Note, PublishedFrom, Report};

pub use inputs::{Input, ignored_files, list_inputs};
pub use table::{Columns, OnRow, is_table, read_table};

use header::Header;

/// How to read.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadOptions {
    /// The publication date of documents that do not state one in their header.
    pub published: Option<Date>,
    /// The largest article, or line of JSON lines, that is read, in bytes.
    pub max_bytes: u64,
    /// Columns of tables that cannot be told by their names.
    pub columns: Columns,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { published: None, max_bytes: 64 << 20, columns: Columns::default() }
    }
}

/// Reads one .txt, .md or .html file: one document, or several where it is a page of teasers.
///
/// # Errors
/// [`Error::Read`] where the file cannot be read, [`Error::Input`] where it is empty, binary or
/// larger than `options.max_bytes`.
pub fn read_path(path: &Path, options: &ReadOptions) -> Result<Vec<Document>> {
    let id = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    read_input(&Input { path: path.to_owned(), id }, options)
}

/// Reads one listed file under the id that [`list_inputs`] gave it.
///
/// # Errors
/// As [`read_path`].
pub fn read_input(input: &Input, options: &ReadOptions) -> Result<Vec<Document>> {
    let path = &input.path;
    let failed = |cause| Error::Read { path: path.clone(), cause };
    let size = fs::metadata(path).map_err(failed)?.len();
    if size > options.max_bytes {
        return Err(problem(path, &too_large(size, options.max_bytes)));
    }
    let bytes = fs::read(path).map_err(failed)?;
    documents(&input.id, path, &bytes, options)
}

/// Reads bytes that came from elsewhere, such as standard input.
///
/// # Errors
/// [`Error::Input`] where they are empty, binary or more than `options.max_bytes`.
pub fn read_text(id: &str, bytes: &[u8], options: &ReadOptions) -> Result<Vec<Document>> {
    let path = PathBuf::from(id);
    let size = bytes.len() as u64;
    if size > options.max_bytes {
        return Err(problem(&path, &too_large(size, options.max_bytes)));
    }
    documents(id, &path, bytes, options)
}

fn problem(path: &Path, problem: &str) -> Error {
    Error::Input { path: path.to_owned(), problem: problem.to_owned() }
}

fn too_large(size: u64, most: u64) -> String {
    format!("has {size} bytes, more than the limit of {most}; split it into smaller files")
}

fn documents(id: &str, path: &Path, bytes: &[u8], options: &ReadOptions) -> Result<Vec<Document>> {
    let (text, mut notes) = decode::decode(bytes).map_err(|p| problem(path, p))?;
    let (header, body) = match html::is_page(path, &text) {
        true => page(&text, &mut notes),
        false => header::split(&text, &mut notes),
    };
    let body = clean::clean(&body);
    if body.trim().is_empty() {
        return Err(problem(path, "has no text after its header; give it an article"));
    }
    let page = teasers::split(&body);
    let is_page = page.parts.len() > 1;
    let numbered = page.parts.into_iter().enumerate().map(|(index, part)| {
        let id = if is_page { format!("{id}#{}", index + 1) } else { id.to_owned() };
        let one = document(id, part, is_page, &header, &notes, options);
        Document { page: page.lead.clone(), ..one }
    });
    Ok(numbered.collect())
}

/// What a web page states of itself, and its article.
fn page(html: &str, notes: &mut Vec<Note>) -> (Header, Cow<'static, str>) {
    let html::Page { title, source, published, text } = html::read(html, notes);
    (Header { title, source, published, language: None }, Cow::Owned(text))
}

fn document(
    id: String,
    text: String,
    is_part: bool,
    header: &Header,
    notes: &[Note],
    options: &ReadOptions,
) -> Document {
    let language = header.language.unwrap_or_else(|| language::recognise(&text));
    let (published, published_from) = published(&text, header, options);
    let title = match &header.title {
        Some(title) if !is_part => Some(title.clone()),
        _ => clean::first_line_title(&text),
    };
    Document {
        id,
        title,
        source: header.source.clone(),
        published,
        published_from,
        language,
        text,
        page: None,
        notes: notes.to_vec(),
    }
}

/// The article in a row of a table.
pub fn document_of(report: &Report, title: &str, text: &str, options: &ReadOptions) -> Document {
    let row = report.row.as_ref().map_or(0, |row| row.number);
    let header = Header {
        title: Some(title.to_owned()).filter(|title| !title.is_empty()),
        source: report.source.clone(),
        published: report.published,
        language: None,
    };
    let id = format!("{}#{row}", report.document);
    document(id, clean::clean(text), false, &header, &[], options)
}

fn published(text: &str, header: &Header, options: &ReadOptions) -> (Option<Date>, PublishedFrom) {
    if header.published.is_some() {
        return (header.published, PublishedFrom::Header);
    }
    if options.published.is_some() {
        return (options.published, PublishedFrom::Option);
    }
    if let Some(date) = dates::dateline(text) {
        return (Some(date), PublishedFrom::Dateline);
    }
    match dates::today(text) {
        Some(date) => (Some(date), PublishedFrom::Text),
        None => (None, PublishedFrom::Unknown),
    }
}

#[cfg(test)]
mod tests;

//! Places that are never meant, by decision of an analyst.

use super::{NameMatch, fold};

/// Places that a name, or every name, does not mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Barred {
    /// The folded name; `None` for every name.
    key: Option<String>,
    ids: Vec<String>,
}

impl Barred {
    /// The places of these ids are not meant by the name, in any spelling; by no name for `None`.
    pub fn new(name: Option<&str>, place_ids: Vec<String>) -> Self {
        Self { key: name.map(fold::key), ids: place_ids }
    }
}

/// Takes the barred places out of what a name may mean.
pub(super) fn leave_out(barred: &[Barred], name: &str, matches: &mut Vec<NameMatch<'_>>) {
    if barred.is_empty() || matches.is_empty() {
        return;
    }
    let key = fold::key(name);
    let of_name = barred.iter().filter(|one| one.key.as_ref().is_none_or(|other| *other == key));
    for one in of_name {
        matches.retain(|found| !one.ids.contains(&found.place.id));
    }
}

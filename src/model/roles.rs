//! Who acted on whom.

/// Who acted on whom, in neutral names, where the text says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roles {
    /// Who did it; both parties of a clash.
    pub attackers: Vec<String>,
    /// Whom or whose it was done to.
    pub targets: Vec<String>,
}

impl Roles {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.attackers.is_empty() && self.targets.is_empty()
    }

    /// Takes what others say; the names are sorted, each once.
    pub fn join(&mut self, others: &Self) {
        for (names, more) in
            [(&mut self.attackers, &others.attackers), (&mut self.targets, &others.targets)]
        {
            names.extend(more.iter().cloned());
            names.sort();
            names.dedup();
        }
    }
}

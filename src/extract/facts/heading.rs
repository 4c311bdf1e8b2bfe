//! What a title says of the topic of a text.

use crate::extract::lexicon::{Cue, Lexicon};
use crate::extract::sentence::Text;

/// What a title that is no part of the text says of its topic.
#[derive(Debug)]
pub(in crate::extract) struct Heading {
    /// It is about a flood, a trial, a rumour, an exercise or a sum over months.
    pub(in crate::extract) is_peaceful: bool,
    /// It is about a sum over months, and about nothing else that is no incident.
    pub(in crate::extract) is_of_sums: bool,
    /// It is of a field that speaks in words of war.
    pub(in crate::extract) is_figurative: bool,
    /// It is about a trial.
    pub(in crate::extract) is_of_courts: bool,
    /// It is about an accident.
    pub(in crate::extract) is_of_accident: bool,
}

impl Heading {
    /// Reads a title.
    pub(in crate::extract) fn read(title: &str, lexicon: &'static Lexicon) -> Self {
        let text = Text::new(title, 0..title.len(), 0, lexicon);
        let cues = text.hits(&lexicon.cues);
        let has = |cue: Cue| cues.iter().any(|c| c.value == cue);
        // "Non, X n'est pas tombée"
        let is_refuted = lexicon.lists.refutations.opens(&text.folded.lower);
        let mut peaceful = cues.iter().map(|c| c.value).filter(|c| is_peaceful(*c));
        let is_of_sums = !is_refuted && peaceful.clone().all(|c| c == Cue::Statistics);
        let is_peaceful = is_refuted || peaceful.next().is_some();
        let (is_of_courts, is_of_accident) = (has(Cue::Trial), has(Cue::Accident));
        let is_figurative = has(Cue::Figure);
        Self { is_peaceful, is_of_sums, is_figurative, is_of_courts, is_of_accident }
    }
}

/// Whether a cue in a title or lead says that the text is about something else than incidents.
pub(in crate::extract) fn is_peaceful(cue: Cue) -> bool {
    matches!(cue, Cue::Accident | Cue::Trial | Cue::Denial | Cue::Statistics | Cue::Ceremony)
}

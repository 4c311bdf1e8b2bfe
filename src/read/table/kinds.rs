//! The kind of an incident from the words of a table: Harmattan's own, ACLED's, UCDP's.

use crate::model::{Kind, Side};

/// ACLED's sub-event types and event types, and the kind that each is.
///
/// Source: ACLED codebook, event types. Protests, riots and the rest of the strategic developments
/// are `other`.
const ACLED: [(&str, Kind); 30] = [
    ("air/drone strike", Kind::AirStrike),
    ("armed clash", Kind::ArmedClash),
    ("government regains territory", Kind::ArmedClash),
    ("non-state actor overtakes territory", Kind::ArmedClash),
    ("attack", Kind::Attack),
    ("sexual violence", Kind::Attack),
    ("abduction/forced disappearance", Kind::Abduction),
    ("shelling/artillery/missile attack", Kind::Shelling),
    ("remote explosive/landmine/ied", Kind::Ied),
    ("grenade", Kind::Ied),
    ("chemical weapon", Kind::Other),
    ("suicide bomb", Kind::SuicideBombing),
    ("arrests", Kind::Arrest),
    ("disrupted weapons use", Kind::WeaponsSeizure),
    ("looting/property destruction", Kind::Looting),
    ("agreement", Kind::Other),
    ("change to group/activity", Kind::Other),
    ("headquarters or base established", Kind::Other),
    ("non-violent transfer of territory", Kind::Other),
    ("other", Kind::Other),
    ("peaceful protest", Kind::Other),
    ("protest with intervention", Kind::Other),
    ("excessive force against protesters", Kind::Other),
    ("mob violence", Kind::Other),
    ("violent demonstration", Kind::Other),
    ("battles", Kind::ArmedClash),
    ("violence against civilians", Kind::Attack),
    ("protests", Kind::Other),
    ("riots", Kind::Other),
    ("strategic developments", Kind::Other),
];

/// The kind that the cells name, by the finest word that is known; `None` where none is.
/// "Explosions/Remote violence" alone is not: it may be a strike, a shell or a mine.
pub(super) fn kind(sub_type: &str, event_type: &str, violence: &str) -> Option<Kind> {
    let known = own(event_type).or_else(|| acled(sub_type)).or_else(|| acled(event_type));
    known.or_else(|| ucdp(violence))
}

/// Whose people died, where the type of the event says so.
pub(super) fn side(sub_type: &str, event_type: &str, violence: &str) -> Side {
    let is_on_civilians = event_type.eq_ignore_ascii_case("violence against civilians")
        || sub_type.eq_ignore_ascii_case("attack")
        || violence == "3";
    if is_on_civilians { Side::Civilians } else { Side::Unknown }
}

fn own(cell: &str) -> Option<Kind> {
    let is_it = |kind: &Kind| {
        cell.eq_ignore_ascii_case(kind.name()) || cell.eq_ignore_ascii_case(kind.label())
    };
    Kind::ALL.into_iter().find(is_it)
}

fn acled(cell: &str) -> Option<Kind> {
    ACLED.iter().find(|(name, _)| cell.eq_ignore_ascii_case(name)).map(|(_, kind)| *kind)
}

/// Source: UCDP GED codebook, type_of_violence: 1 state-based, 2 non-state, 3 one-sided.
fn ucdp(violence: &str) -> Option<Kind> {
    match violence {
        "1" | "2" => Some(Kind::ArmedClash),
        "3" => Some(Kind::Attack),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_finest_word_names_the_kind() {
        let check = |sub: &str, event: &str, violence: &str, expected: Option<Kind>| {
            assert_eq!(kind(sub, event, violence), expected, "{sub} {event} {violence}");
        };
        check("Air/drone strike", "Explosions/Remote violence", "", Some(Kind::AirStrike));
        check("", "Battles", "", Some(Kind::ArmedClash));
        check("", "drone_strike", "", Some(Kind::DroneStrike));
        check("", "Suicide bombing", "", Some(Kind::SuicideBombing));
        check("Attack", "Violence against civilians", "", Some(Kind::Attack));
        check("Air/drone strike", "drone_strike", "", Some(Kind::DroneStrike));
        check("", "", "3", Some(Kind::Attack));
        check("", "Explosions/Remote violence", "", None);
        check("", "", "", None);
    }

    #[test]
    fn every_kind_is_read_back_from_its_acled_type() {
        for known in Kind::ALL {
            let (event, sub) = known.acled(false);
            let read = kind(sub, event, "");
            assert!(read.is_some_and(|read| read.acled(false) == (event, sub)), "{known:?}");
        }
    }
}

//! Settles the incidents of a finished text: titles and summaries give way, lists are told apart.

use super::draft::{Agreement, Draft};
use super::fold::is_same_name;
use crate::model::{Date, Kind, PlacePart, PlacePhrase, Relation};

/// The drafts that stay, in the order of the text.
///
/// `n_sentences` is the length of the text, `published` its day.
pub(super) fn finish(
    mut drafts: Vec<Draft>,
    n_sentences: usize,
    published: Option<Date>,
) -> Vec<Draft> {
    for draft in drafts.iter_mut().filter(|d| d.is_summary && d.claims.is_empty()) {
        // "Trois attaques ont endeuillé le X cette semaine": the places told next are nearer.
        draft.rank = draft.rank.min(2);
    }
    settle_titles(&mut drafts);
    settle_summaries(&mut drafts);
    // An earlier incident with neither place nor day is only an allusion.
    drafts.retain(|d| !(d.is_background && d.rank == 0 && d.dates.is_none()));
    drafts.retain(|d| !is_statistic(d) && !is_history(d, published));
    let enough = if drafts.len() == 1 { ENOUGH_ALONE } else { ENOUGH };
    drafts.retain(|d| strength(d) >= enough);
    if n_sentences > BRIEF && drafts.iter().all(is_timeless) {
        drafts.clear();
    }
    drafts.into_iter().flat_map(split_list).collect()
}

/// A text of no more sentences is a brief, which may leave the day to its page.
const BRIEF: usize = 4;

/// Told with neither a day nor anybody or anything struck, or with neither a place nor that: general
/// talk, where a longer text tells nothing else.
fn is_timeless(draft: &Draft) -> bool {
    let has_claims = !draft.claims.is_empty() || !draft.leaders.is_empty();
    let has_claims = has_claims || !draft.materiel.is_empty();
    let has_day = draft.has_day_words || draft.dates.is_some();
    let is_placed = draft.rank > 0 && !draft.is_place_carried;
    match has_claims {
        true => !has_day && !is_placed,
        false => !has_day || draft.rank == 0 || !(draft.has_day_words || is_placed),
    }
}

/// Half points that an incident needs: two of what happened, whom, when and where.
/// Source: measured, development corpus; allusions have one or one and a half.
const ENOUGH: u32 = 4;
/// The only incident of a text needs less.
const ENOUGH_ALONE: u32 = 3;

/// How much a draft says: what happened, to whom, when, where.
fn strength(draft: &Draft) -> u32 {
    let has_claims = !draft.claims.is_empty() || !draft.leaders.is_empty();
    let has_day = draft.has_date && draft.dates.is_some_and(|d| d.n_days() < 8);
    let place = match draft.rank {
        _ if draft.is_place_taken => 0,
        0 => 0,
        1 => 1,
        _ => 2,
    };
    2 * u32::from(draft.is_told) + 2 * u32::from(has_claims) + 2 * u32::from(has_day) + place
}

/// Sums over months and allusions to unnamed attacks are no incidents.
fn is_statistic(draft: &Draft) -> bool {
    const MONTH: i32 = 27;
    const YEAR: i32 = 300;
    let most = if draft.is_background && !draft.is_place_taken { YEAR } else { MONTH };
    // "L'an passé, des bandits avaient emporté les bêtes": in the villages told of before, if anywhere.
    let is_of_year = draft.is_background && draft.is_place_carried && draft.claims.is_empty();
    (draft.rank < 3 || draft.is_place_taken || is_of_year)
        && draft.dates.is_some_and(|d| d.n_days() > most)
}

/// Longer ago it is history, which no analyst of the present counts. Source: own judgement.
const YEARS_OF_HISTORY: i16 = 30;

fn is_history(draft: &Draft, published: Option<Date>) -> bool {
    let told = draft.dates.map(|d| d.end);
    told.zip(published).is_some_and(|(told, now)| now.year() - told.year() > YEARS_OF_HISTORY)
}

/// What only the title tells goes where the text tells of anything itself; a place that the text
/// does not name is taken over.
fn settle_titles(drafts: &mut Vec<Draft>) {
    let has_body = drafts.iter().any(|d| !d.is_title && !d.is_background);
    if !has_body {
        return;
    }
    let titles: Vec<Draft> = drafts.iter().filter(|d| d.is_title).cloned().collect();
    drafts.retain(|d| !d.is_title);
    for title in titles {
        let mut told = drafts.iter_mut().filter(|d| !d.is_background);
        if let (Some(only), None) = (told.next(), told.next())
            && is_strike(only.kind) == is_strike(title.kind)
        {
            only.take_claims_of_title(&title);
        }
        let homeless =
            drafts.iter_mut().find(|d| !d.is_background && d.rank < title.rank && d.rank < 3);
        if let Some(draft) = homeless {
            draft.phrase = title.phrase.clone();
            draft.rank = title.rank;
            draft.evidence.extend(title.evidence.iter().filter(|e| e.field == "place").cloned());
        }
    }
}

/// A sentence that only sums up what follows ("une série de frappes … plus d'une centaine") goes
/// where two incidents with places of their own follow; where one follows, it is that one.
fn settle_summaries(drafts: &mut Vec<Draft>) {
    let mut index = 0;
    while index < drafts.len() {
        let Some(draft) = drafts.get(index) else { break };
        let is_vague =
            (draft.rank < 3 || draft.is_list_of_two()) && !draft.is_background && index < 3;
        let later: Vec<usize> = (index + 1..drafts.len())
            .take(16)
            .filter(|i| drafts.get(*i).is_some_and(|d| follows(draft, d)))
            .collect();
        match (is_vague, later.as_slice()) {
            (true, [one]) if draft.rank < 2 => {
                let summary = drafts.remove(index);
                let is_sum =
                    drafts.get(*one - 1).is_some_and(|d| summary.is_sum_of(d.dates, d.n_dead()));
                if is_sum {
                    continue;
                }
                if let Some(target) = drafts.get_mut(*one - 1) {
                    absorb(target, summary);
                }
            }
            (true, [_, _, ..]) if draft.is_summary || draft.rank < 2 => {
                drafts.remove(index);
            }
            _ => index += 1,
        }
    }
}

fn follows(summary: &Draft, draft: &Draft) -> bool {
    let is_kin = summary.kind == draft.kind
        || is_strike(summary.kind) == is_strike(draft.kind)
        || summary.kind == Kind::Other
        || draft.kind == Kind::Other;
    let is_near = match (summary.dates, draft.dates) {
        (Some(a), Some(b)) if !summary.is_summary => a.gap_days(&b) == 0,
        _ => true,
    };
    (draft.rank > summary.rank || summary.is_list_of_two())
        && !draft.is_background
        && is_kin
        && is_near
        && (summary.entry == 0 || summary.entry == draft.entry)
        && (summary.is_list_of_two()
            || draft.agreement(summary.phrase.as_ref(), summary.rank) != Agreement::Different)
}

fn is_strike(kind: Kind) -> bool {
    matches!(kind, Kind::AirStrike | Kind::DroneStrike)
}

fn absorb(target: &mut Draft, summary: Draft) {
    let known = target.claims.clone();
    let is_new = |c: &crate::model::Claim| {
        !known.iter().any(|k| k.outcome == c.outcome && k.side == c.side && k.low == c.low)
    };
    target.claims.extend(summary.claims.into_iter().filter(is_new));
    if target.dates.is_none() {
        target.dates = summary.dates;
    }
    target.evidence.extend(summary.evidence);
}

/// "ont attaqué les localités d'Ansongo et de Bourem" tells of two attacks where a toll is told
/// for one of the two places alone.
fn split_list(draft: Draft) -> Vec<Draft> {
    let singled = draft.single_place.clone();
    let Some((singled, phrase)) = singled.and_then(|name| Some((name, draft.phrase.clone()?)))
    else {
        return vec![draft];
    };
    let is_pair = |p: &&PlacePart| p.toponyms.len() == 2 && matches!(p.relation, Relation::In);
    let Some(part) = phrase.parts.first().filter(is_pair) else { return vec![draft] };
    let parts = part.toponyms.iter().map(|toponym| {
        let mut one = draft.clone();
        let first = PlacePart { relation: part.relation, toponyms: vec![toponym.clone()] };
        let rest = phrase.parts.iter().skip(1).cloned();
        let parts = std::iter::once(first).chain(rest).collect();
        one.phrase = Some(PlacePhrase { parts, ..phrase.clone() });
        if !is_same_name(&toponym.name, &singled) {
            one.claims.clear();
            one.leaders.clear();
            one.evidence.retain(|e| e.field != "claim");
        }
        one
    });
    parts.collect()
}

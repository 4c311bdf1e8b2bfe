//! Numbers that the numbers after them add up to: "dix morts : huit civils et deux militaires".

use super::groups::Group;
use crate::extract::classes::Class;
use crate::extract::sentence::Text;
use crate::model::Side;

/// How far the first part stands after the sum, in tokens.
const REACH: usize = 8;

/// Marks sums and their parts, so that nobody is counted twice: where the parts say more (whose
/// people they were, or what became of them), they stand for the sum.
pub(super) fn split_sums(text: &Text<'_>, groups: &mut [Group]) {
    for whole in 0..groups.len() {
        if let Some(end) = parts_end(text, groups, whole) {
            settle(groups, whole, end);
        }
    }
}

/// One past the last of the groups that add up to one.
fn parts_end(text: &Text<'_>, groups: &[Group], whole: usize) -> Option<usize> {
    let sum = groups.get(whole).filter(|g| g.low > 1 && !g.is_joined && !g.is_part)?;
    let first = groups.get(whole + 1)?;
    // "5 morts, 3 blessés et 2 disparus": the dead are no sum, victims may be one.
    let is_open = sum.outcome.is_none() || is_of_victims(text, sum);
    let between = sum.tokens.end..first.tokens.start;
    let opens = |at: usize| {
        let is_among = text.standing(&text.lexicon.lists.parts_of, at).is_some();
        matches!(text.word(at), ":" | "(" | "-") || is_among
    };
    let is_list = sum.outcome.is_some() && between.len() == 1 && text.word(between.start) == ",";
    if between.len() > REACH || !(is_list || between.clone().any(opens)) {
        return None;
    }
    let mut total = 0_u32;
    for (index, part) in groups.iter().enumerate().skip(whole + 1) {
        let before = groups.get(index.checked_sub(1)?)?;
        let is_next = index == whole + 1 || is_linked(text, before, part);
        total = total.saturating_add(part.low);
        if !is_next
            || part.outcome.is_some() && !is_open
            || part.high != Some(part.low)
            || part.is_joined
            || total > sum.low
        {
            return None;
        }
        if total == sum.low {
            return (index > whole + 1).then_some(index + 1);
        }
    }
    None
}

/// Whether a number counts victims, who may be dead or wounded.
fn is_of_victims(text: &Text<'_>, group: &Group) -> bool {
    let noun = group.tokens.end.checked_sub(1).map_or("", |at| text.word(at));
    text.lexicon.lists.victims.opens(noun)
}

/// Whether one number follows another in a list.
fn is_linked(text: &Text<'_>, before: &Group, after: &Group) -> bool {
    const LONGEST: usize = 3;
    let between = before.tokens.end..after.tokens.start;
    let is_link = |at: usize| text.word(at) == "," || text.is(at, Class::AND);
    (1..=LONGEST).contains(&between.len()) && between.clone().any(is_link)
}

fn settle(groups: &mut [Group], whole: usize, end: usize) {
    let Some((head, parts)) = groups.get_mut(whole..end).and_then(|g| g.split_first_mut()) else {
        return;
    };
    let first = parts.first().and_then(|part| part.side);
    let is_known = |part: &Group| part.side.is_some_and(|side| side != Side::Unknown);
    let tells_sides = head.outcome.is_some()
        && parts.iter().all(is_known)
        && parts.iter().any(|part| part.side != first);
    let tells_harm = parts.iter().all(|part| part.outcome.is_some());
    for part in &mut *parts {
        part.is_part = !tells_sides && !tells_harm;
        part.outcome = part.outcome.or(head.outcome);
    }
    head.is_joined = tells_sides || tells_harm;
}

//! Look-up by name over all tables: exact, by rule, or nearly.

use std::sync::OnceLock;

use super::fold;
use super::near::Near;
use super::pack::Pack;
use super::script::{Consonants, Script};
use super::spelled::Spelled;
use super::tables::Tables;
use super::{NameMatch, Place, PlaceKind, spelling, stop};

/// How many most candidates a name gets.
const N_MOST: usize = 64;

/// From how many letters `knows` trusts the rules of sound: shorter French words too often have the
/// key of a village ("guerre", Guéré). Measured: the lower-case words of 106 articles.
const N_LETTERS_BY_SOUND: usize = 7;

/// What a name has for its score that only begins with the one looked for, and how many letters that
/// one needs. Source: own judgement, as a spelling that is not sure.
const SCORE_BEGUN: f64 = 0.8;
const N_LETTERS_BEGUN: usize = 4;

/// Two places of one name in two tables are one place where they are this near: villages, of which
/// several share a name, and towns. Source: as in the making of places.tsv.
const ONE_VILLAGE_KM: f64 = 12.0;
const ONE_TOWN_KM: f64 = 35.0;

/// From this radius on a settlement that is no town is known to lie somewhere within it, no more.
/// Source: villages are smaller; the rows of supplement.tsv say of what they give the position.
const VAGUE_KM: f64 = 15.0;

/// Every name and variant of every place, by its key.
#[derive(Debug)]
pub(super) struct NameIndex {
    pub(super) tables: Tables,
    near: OnceLock<Vec<Near>>,
    spelled: OnceLock<Spelled>,
    consonants: OnceLock<Consonants>,
}

impl NameIndex {
    /// Cost: next to nothing; what the nearly equal names need is made when first asked for.
    pub(super) fn new(packs: Vec<Pack>) -> Self {
        Self {
            tables: Tables::new(packs),
            near: OnceLock::new(),
            spelled: OnceLock::new(),
            consonants: OnceLock::new(),
        }
    }

    /// Whether a place has a name of this key, in at least the spelling that short names need.
    pub(super) fn knows(&self, name: &str) -> bool {
        let plain = fold::plain(name);
        if plain.len() < 2 || stop::is_common_word(name) {
            return false;
        }
        let key = key_of(name);
        let mut names = self.tables.of_key(&key);
        if plain.len() >= N_LETTERS_BY_SOUND {
            return names.next().is_some();
        }
        names.any(|at| fold::plain(self.tables.name(at)) == plain)
    }

    /// The places that have a name of this key, each once, in the order of the tables.
    pub(super) fn named(&self, name: &str) -> Vec<&Place> {
        fold::with_folder(|folder| {
            let mut places = Vec::new();
            self.tables.each_of_key(folder.key(name), |place| places.push(place));
            places
        })
    }

    /// The places of a name: of its key; where there is none, of nearly equal names; where there is
    /// none, of names of another script with its consonants.
    pub(super) fn lookup(&self, name: &str) -> Vec<NameMatch<'_>> {
        let mut found = self.by_rule(name);
        if found.is_empty() && Script::of(name).is_none() {
            found = self.nearly(name, spelling::limit);
        }
        if found.is_empty() {
            found = self.by_consonants(name);
        }
        found.truncate(N_MOST);
        found
    }

    /// The places that have a name of several words with this one for its first.
    pub(super) fn begun_by(&self, name: &str) -> Vec<NameMatch<'_>> {
        let key = key_of(name);
        let is_first = |known: &str| {
            let words = known.split_once([' ', '-']).filter(|(first, _)| !first.is_empty());
            words.is_some_and(|(first, rest)| {
                rest.starts_with(char::is_uppercase) && key_of(first) == key
            })
        };
        if key.len() < N_LETTERS_BEGUN {
            return Vec::new();
        }
        let packs = self.tables.packs();
        let near = self.near.get_or_init(|| packs.iter().map(|p| Near::new(&p.pack)).collect());
        let mut found: Vec<NameMatch<'_>> = Vec::new();
        for (loaded, near) in packs.iter().zip(near) {
            for number in near.begun_by(&loaded.pack, &key) {
                for at in loaded.names_of(loaded.pack.entry(number)) {
                    if !is_first(self.tables.name(at)) {
                        continue;
                    }
                    let Some(place) = self.tables.place(at.place) else { continue };
                    let rules = vec!["first word of the name".to_owned()];
                    let (score, is_variant) = (SCORE_BEGUN, at.name > 0);
                    found.push(NameMatch { place, score, rules, is_variant });
                }
            }
        }
        ranked(found)
    }

    /// The names with the fewest letters of difference, whatever they sound like.
    pub(super) fn fuzzy(&self, name: &str, n_most: usize) -> Vec<NameMatch<'_>> {
        let spelled = self.spelled.get_or_init(|| Spelled::new(&self.tables));
        let mut found = Vec::new();
        for (at, score) in spelled.nearest(&self.tables, name, n_most) {
            if found.len() >= n_most {
                break;
            }
            let Some(place) = self.tables.place(at.place) else { continue };
            let known = self.tables.name(at);
            let rules = match fold::rules_between(name, known) {
                Some((_, rules)) => rules.into_iter().map(str::to_owned).collect(),
                None => spelling::differences(&key_of(name), &key_of(known)),
            };
            add(&mut found, NameMatch { place, score, rules, is_variant: at.name > 0 });
        }
        found
    }

    /// The names that a look-up finds, then those with the fewest wrong letters; where there are none,
    /// nearly equal ones at a wider distance than [`Self::lookup`] accepts.
    pub(super) fn suggestions(&self, name: &str, n_most: usize) -> Vec<&str> {
        let mut found = self.by_rule(name);
        found.extend(self.nearly(name, spelling::limit));
        found.extend(self.fuzzy(name, n_most));
        if found.is_empty() {
            found = self.nearly(name, |n_letters| spelling::limit(n_letters) + 1.0);
        }
        let mut names: Vec<&str> = Vec::new();
        for found in found {
            if names.len() < n_most && !names.contains(&found.place.name.as_str()) {
                names.push(&found.place.name);
            }
        }
        names
    }

    fn by_rule(&self, name: &str) -> Vec<NameMatch<'_>> {
        let key = key_of(name);
        let is_short = is_short(&fold::plain(name));
        let mut found: Vec<NameMatch<'_>> = Vec::new();
        for at in self.tables.of_key(&key) {
            let Some((cost, rules)) = fold::rules_between(name, self.tables.name(at)) else {
                continue;
            };
            let is_sound = rules.iter().any(|rule| !is_writing_only(rule));
            if is_short && is_sound {
                continue;
            }
            let Some(place) = self.tables.place(at.place) else { continue };
            let rules = rules.into_iter().map(str::to_owned).collect();
            let (score, is_variant) = (1.0 - cost, at.name > 0);
            found.push(NameMatch { place, score, rules, is_variant });
        }
        ranked(found)
    }

    /// The places of a name in another script than that of the tables, or the other way round.
    fn by_consonants(&self, name: &str) -> Vec<NameMatch<'_>> {
        let consonants = self.consonants.get_or_init(|| Consonants::new(&self.tables));
        let mut found = Vec::new();
        for (at, distance, script) in consonants.like(&self.tables, name) {
            let Some(place) = self.tables.place(at.place) else { continue };
            let score = (0.8 - distance / 10.0).max(0.05);
            let (rules, is_variant) = (vec![script.rule().to_owned()], at.name > 0);
            found.push(NameMatch { place, score, rules, is_variant });
        }
        ranked(found)
    }

    fn nearly(&self, name: &str, limit: impl Fn(usize) -> f64) -> Vec<NameMatch<'_>> {
        let key = key_of(name);
        let limit = limit(key.len());
        if key.len() < spelling::N_LETTERS_LEAST || limit <= 0.0 {
            return Vec::new();
        }
        let packs = self.tables.packs();
        let near = self.near.get_or_init(|| packs.iter().map(|p| Near::new(&p.pack)).collect());
        let mut found: Vec<NameMatch<'_>> = Vec::new();
        for (loaded, near) in packs.iter().zip(near) {
            for (number, cost) in near.within(&loaded.pack, &key, limit) {
                let score = (0.9 - cost * 2.0 / key.len() as f64).max(0.05);
                let entry = loaded.pack.entry(number);
                let rules = spelling::differences(&key, entry.key);
                for at in loaded.names_of(entry) {
                    let Some(place) = self.tables.place(at.place) else { continue };
                    let (rules, is_variant) = (rules.clone(), at.name > 0);
                    found.push(NameMatch { place, score, rules, is_variant });
                }
            }
        }
        ranked(found)
    }
}

fn key_of(name: &str) -> Vec<u8> {
    fold::with_folder(|folder| folder.key(name).to_vec())
}

/// The best first, each place once. A place stays where the best of its entries stands: that of a
/// table may know how much it is in the news, that of another where it lies.
fn ranked(mut found: Vec<NameMatch<'_>>) -> Vec<NameMatch<'_>> {
    sort(&mut found);
    let mut places = Vec::with_capacity(found.len());
    found.into_iter().for_each(|found| add(&mut places, found));
    places.sort_by(|a, b| likelihood(b).total_cmp(&likelihood(a)));
    places
}

/// A place stays once, with its best spelling, whether told by one table or by several; of these the
/// first that knows its position.
fn add<'a>(found: &mut Vec<NameMatch<'a>>, new: NameMatch<'a>) {
    let Some(old) = found.iter_mut().find(|old| are_one(old.place, new.place)) else {
        found.push(new);
        return;
    };
    let order = |place: &'a Place| (is_vague(place), table_of(place));
    if order(new.place) < order(old.place) {
        old.place = new.place;
    }
    if old.score < new.score {
        (old.score, old.rules, old.is_variant) = (new.score, new.rules, new.is_variant);
    } else if old.score == new.score {
        old.is_variant &= new.is_variant;
    }
}

/// Whether two entries are one place; places of one table are different ones.
fn are_one(a: &Place, b: &Place) -> bool {
    std::ptr::eq(a, b)
        || table_of(a) != table_of(b)
            && class(a.kind) == class(b.kind)
            && a.point.rough_distance_km(b.point) < one_place_km(a, b)
}

/// How far apart two tables may have one place.
fn one_place_km(a: &Place, b: &Place) -> f64 {
    let is_town = |place: &Place| matches!(place.kind, PlaceKind::City | PlaceKind::Town);
    if a.country != b.country {
        // They may disagree about the side of a border, not about much more.
        ONE_VILLAGE_KM
    } else if is_town(a) || is_town(b) {
        ONE_TOWN_KM
    } else {
        let uncertain = [a, b].into_iter().filter(|p| is_vague(p)).map(|place| place.radius_km);
        ONE_VILLAGE_KM + uncertain.fold(0.0, f64::max)
    }
}

/// Whether no more is known of a village than about where it lies.
fn is_vague(place: &Place) -> bool {
    place.kind == PlaceKind::Village && place.radius_km >= VAGUE_KM
}

/// The table of a place: ids of imported ones begin with the name of their pack and a slash.
fn table_of(place: &Place) -> &str {
    place.id.split_once('/').map_or("", |(table, _)| table)
}

/// Tables disagree over town and village, not over town and well.
fn class(kind: PlaceKind) -> PlaceKind {
    match kind {
        PlaceKind::City | PlaceKind::Town | PlaceKind::Village => PlaceKind::Town,
        other => other,
    }
}

fn sort(found: &mut [NameMatch<'_>]) {
    found.sort_by(|a, b| {
        let by_score = likelihood(b).total_cmp(&likelihood(a));
        let by_size = size(b.place).cmp(&size(a.place));
        let by_country = is_away(a.place).cmp(&is_away(b.place));
        let by_kind = rank(a.place.kind).cmp(&rank(b.place.kind));
        let by_name = a.is_variant.cmp(&b.is_variant);
        // A larger radius was given by hand: the place is in the news.
        let by_radius = b.place.radius_km.total_cmp(&a.place.radius_km);
        // The bundled table was joined from several sources, an imported one is as it came.
        let by_table = table_of(a.place).cmp(table_of(b.place));
        let by_id = a.place.id.cmp(&b.place.id);
        by_score
            .then(by_size)
            .then(by_country)
            .then(by_kind)
            .then(by_radius)
            .then(by_name)
            .then(by_table)
            .then(by_id)
    });
}

/// The score. A town of these countries is meant before a village whose accents or capitals agree
/// better: more than the two rules cost, less than any rule of sound.
fn likelihood(found: &NameMatch<'_>) -> f64 {
    let is_town = matches!(found.place.kind, PlaceKind::City | PlaceKind::Town);
    found.score + if is_town && !is_away(found.place) { 0.008 } else { 0.0 }
}

/// The countries whose places are meant first where a name says nothing else.
const HOME: [&str; 3] = ["BF", "ML", "NE"];

/// From how many inhabitants a place of another country is as likely as one of these. Source: by hand.
const FAR_POPULATION: u32 = 50_000;

fn is_away(place: &Place) -> bool {
    !HOME.contains(&place.country.as_str())
}

/// Its inhabitants, as far as they make it the likelier one: those of a unit are not its seat's.
fn size(place: &Place) -> u32 {
    let is_settlement = class(place.kind) == PlaceKind::Town;
    let is_known = !is_away(place) || place.population >= FAR_POPULATION;
    if is_settlement && is_known { place.population } else { 0 }
}

/// Settlements before units and features of the same name and no known population; the quarter of a
/// large town before a hamlet of its name.
fn rank(kind: PlaceKind) -> u8 {
    match kind {
        PlaceKind::City => 0,
        PlaceKind::Town => 1,
        PlaceKind::Quarter | PlaceKind::NaturalRegion | PlaceKind::Valley | PlaceKind::Forest => 2,
        PlaceKind::Village | PlaceKind::Well => 3,
        _ => 4,
    }
}

/// Names of up to four letters: only case, accents, hyphens, spaces, and y for i may differ.
fn is_short(plain: &str) -> bool {
    plain.chars().count() < spelling::N_LETTERS_LEAST
}

fn is_writing_only(rule: &str) -> bool {
    matches!(rule, "case" | "accents" | "hyphens and spaces" | "y = i")
}

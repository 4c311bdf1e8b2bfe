//! How often the true place lies in the 80 % area: `cargo bench --bench calibration`.
//!
//! Villages of the bundled table are described as people do, from the towns around them; each
//! phrase is read and located, and the village's own position is held against the area. For each
//! relation 2,000 villages: the widths in `geocode/relation.rs` were set on the first half, and the
//! second half reports. `-- NAME` measures one relation, `-- --verbose` prints the misses.
//!
//! What the speaker is taken to do, relation by relation, is written at each `fn say_…`.
#![expect(clippy::print_stdout, reason = "a command that says what it measured")]
#![expect(clippy::unwrap_used, reason = "a measurement may fail")]

use geo::{Contains, GeodesicArea};

use harmattan::extract::read_phrase;
use harmattan::gazetteer::{Area, Gazetteer, Place, PlaceKind};
use harmattan::geocode::locate;
use harmattan::model::{Feature, Location, Span, Toponym};

const N_VILLAGES: usize = 2_000;
/// The farthest town that a speaker would name, in km.
const REACH_KM: f64 = 100.0;

/// What a speaker says of a village, and of which relation it is.
type Say = fn(&World<'_>, &Village<'_>) -> Option<String>;

const RELATIONS: [(&str, Say); 15] = [
    ("offset", say_offset),
    ("distance only", say_distance),
    ("near", say_near),
    ("sector", say_sector),
    ("toward", say_toward),
    ("direction, region", say_direction),
    ("between", say_between),
    ("axis", say_axis),
    ("part of a region", say_part),
    ("border, region", say_border),
    ("offset, region", say_offset_region),
    ("two directions", say_directions),
    ("directions from afar", say_directions_afar),
    ("sector, direction", say_sector_direction),
    ("direction, border", say_direction_border),
];

struct World<'a> {
    gazetteer: &'a Gazetteer,
}

/// A village with the towns around it, the nearest first, and its region.
struct Village<'a> {
    place: &'a Place,
    towns: Vec<(&'a Place, f64)>,
    region: &'a Area,
    /// 0..1, fixed for each village: the speaker's mood.
    chance: f64,
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let is_verbose = words.iter().any(|word| word == "--verbose");
    let only = words.iter().find(|word| !word.starts_with("--"));
    let gazetteer = Gazetteer::bundled().unwrap();
    let world = World { gazetteer: &gazetteer };
    let villages = villages(&gazetteer);
    println!(
        "{} villages to choose from; share of the described ones in the 80 % area",
        villages.len()
    );
    println!(
        "{:<20}{:>6}{:>10}{:>10}{:>14}",
        "relation", "n", "1st half", "2nd half", "median km²"
    );
    for (name, say) in
        RELATIONS.iter().filter(|(name, _)| only.is_none_or(|only| name.starts_with(only.as_str())))
    {
        let mut told = villages.iter().filter_map(|v| Some((world.village(v)?, say)));
        let mut results: Vec<(bool, f64)> = Vec::new();
        while results.len() < N_VILLAGES
            && let Some((village, say)) = told.next()
        {
            let Some(phrase) = say(&world, &village) else { continue };
            let Some(location) = world.locate(&phrase, &village) else { continue };
            let is_in = location.area.contains(&village.place.point.point());
            if is_verbose && !is_in {
                println!("{}: {phrase}", village.place.name);
            }
            results.push((is_in, location.area.geodesic_area_unsigned() / 1e6));
        }
        report(name, &results);
    }
}

fn report(name: &str, results: &[(bool, f64)]) {
    let (first, second) = results.split_at(results.len() / 2);
    let share = |half: &[(bool, f64)]| {
        100.0 * half.iter().filter(|(is_in, _)| *is_in).count() as f64 / half.len().max(1) as f64
    };
    let mut areas: Vec<f64> = second.iter().map(|(_, km2)| *km2).collect();
    areas.sort_by(f64::total_cmp);
    let median = areas.get(areas.len() / 2).copied().unwrap_or_default();
    let n = results.len();
    println!("{name:<20}{n:>6}{:>8.1} %{:>8.1} %{median:>14.0}", share(first), share(second));
}

/// Villages of Mali, Burkina Faso and Niger, then of their neighbours where those do not suffice,
/// each in an order that has nothing to do with where they lie.
fn villages(gazetteer: &Gazetteer) -> Vec<&Place> {
    let is_village = |p: &&Place| p.kind == PlaceKind::Village;
    let is_of_sahel = |p: &Place| matches!(p.country.as_str(), "ML" | "BF" | "NE");
    let mut all: Vec<&Place> = gazetteer.places().iter().filter(is_village).collect();
    all.sort_by_key(|place| (!is_of_sahel(place), hash(&place.id), &place.id));
    all
}

/// FNV-1a, for an order and for chances that are the same on every machine.
fn hash(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

impl<'a> World<'a> {
    fn village(&self, place: &'a Place) -> Option<Village<'a>> {
        let near = self.gazetteer.places_near(place.point, REACH_KM).into_iter();
        let is_town = |p: &Place| {
            matches!(p.kind, PlaceKind::City | PlaceKind::Town) && p.country == place.country
        };
        // A town that bears a second name of the table would make the test one of names.
        let towns: Vec<(&Place, f64)> = near
            .filter(|(p, km)| is_town(p) && *km > 3.0)
            .filter(|(p, _)| self.gazetteer.named(&p.name).len() == 1)
            .collect();
        let region = self.gazetteer.region_at(place.point)?;
        let chance = (hash(&format!("{}?", place.id)) >> 11) as f64 / (1_u64 << 53) as f64;
        Some(Village { place, towns, region, chance })
    }

    fn locate(&self, phrase: &str, village: &Village<'_>) -> Option<Location> {
        let country = self.gazetteer.country(&village.place.country)?;
        let context = Toponym {
            name: country.name.clone(),
            feature: Some(Feature::Country),
            span: Span::default(),
        };
        locate(self.gazetteer, &read_phrase(self.gazetteer, phrase)?, &[context])
    }
}

impl Village<'_> {
    /// "au nord-est de X" for the town's direction to the village.
    fn way(&self, town: &Place) -> String {
        format!(
            "{}{}",
            [
                "au nord",
                "au nord-est",
                "à l'est",
                "au sud-est",
                "au sud",
                "au sud-ouest",
                "à l'ouest",
                "au nord-ouest"
            ][eighth(town.point.bearing_deg(self.place.point))],
            de(&town.name)
        )
    }

    fn in_region(&self) -> String {
        format!(", dans la région{}", de(&self.region.name))
    }
}

fn eighth(bearing_deg: f64) -> usize {
    (bearing_deg / 45.0).round() as usize % 8
}

/// " de X" or " d'X".
fn de(name: &str) -> String {
    let is_vowel = name.starts_with(|c: char| "AEIOUÉÈÂÎ".contains(c));
    if is_vowel { format!(" d'{name}") } else { format!(" de {name}") }
}

/// A distance as people round it: to 5 km, from 50 km on to 10 km.
fn rounded(km: f64) -> f64 {
    let step = if km < 50.0 { 5.0 } else { 10.0 };
    ((km / step).round() * step).max(5.0)
}

/// Names the nearest town, the rounded distance and one of eight directions.
fn say_offset(_: &World<'_>, village: &Village<'_>) -> Option<String> {
    let (town, km) = village.towns.first()?;
    Some(format!("à {} km {}", rounded(*km), village.way(town)))
}

fn say_offset_region(world: &World<'_>, village: &Village<'_>) -> Option<String> {
    // From a farther town: longer distances, rounded to 10 km.
    let (town, km) = village.towns.get(3)?;
    let _ = world;
    Some(format!("à {} km {}{}", rounded(*km), village.way(town), village.in_region()))
}

/// Names the nearest town and the rounded distance.
fn say_distance(_: &World<'_>, village: &Village<'_>) -> Option<String> {
    let (town, km) = village.towns.first()?;
    Some(format!("à {} km{}", rounded(*km), de(&town.name)))
}

/// Says "near" of the nearest town the less often the farther it is: always at its side, never from
/// 25 km on. Source: UCDP GED codebook, where_prec 2, "within ca. 25 km of a known point".
fn say_near(_: &World<'_>, village: &Village<'_>) -> Option<String> {
    let (town, km) = village.towns.first()?;
    (village.chance > km / 25.0).then(|| format!("près{}", de(&town.name)))
}

/// Says "in the sector of" the nearest town within 40 km: the country that its post watches.
fn say_sector(_: &World<'_>, village: &Village<'_>) -> Option<String> {
    let (town, km) = village.towns.first()?;
    (*km < 40.0).then(|| format!("dans le secteur{}", de(&town.name)))
}

/// Says "towards" the nearest town, the less often the farther it is, never from 60 km on.
fn say_toward(_: &World<'_>, village: &Village<'_>) -> Option<String> {
    let (town, km) = village.towns.first()?;
    (village.chance > km / 60.0).then(|| format!("vers {}", town.name))
}

/// Names a direction from the nearest town of the same region, and the region.
fn say_direction(world: &World<'_>, village: &Village<'_>) -> Option<String> {
    let is_of_region = |town: &Place| {
        world.gazetteer.region_at(town.point).is_some_and(|region| region.id == village.region.id)
    };
    let (town, _) = village.towns.iter().find(|(town, _)| is_of_region(town))?;
    Some(format!("{}{}", village.way(town), village.in_region()))
}

/// Names the nearest town and the nearest other one on the opposite side: seen from the village
/// they are 135° or more apart.
fn say_between(_: &World<'_>, village: &Village<'_>) -> Option<String> {
    let at = village.place.point;
    let (a, _) = village.towns.first()?;
    let bearing = at.bearing_deg(a.point);
    let is_opposite = |town: &Place| turn(at.bearing_deg(town.point), bearing) >= 135.0;
    let (b, _) = village.towns.iter().find(|(town, _)| is_opposite(town))?;
    Some(format!("entre {} et {}", a.name, b.name))
}

/// Names the ends of a road: the same two towns where the village lies off the straight line between
/// them by no more than a tenth of its length.
fn say_axis(_: &World<'_>, village: &Village<'_>) -> Option<String> {
    let at = village.place.point;
    let (a, a_km) = village.towns.first()?;
    let bearing = at.bearing_deg(a.point);
    let is_opposite = |town: &Place| turn(at.bearing_deg(town.point), bearing) >= 135.0;
    let (b, _) = village.towns.iter().find(|(town, _)| is_opposite(town))?;
    let off = turn(a.point.bearing_deg(at), a.point.bearing_deg(b.point)).to_radians();
    (a_km * off.sin() < a.point.distance_km(b.point) / 10.0)
        .then(|| format!("sur l'axe {}-{}", a.name, b.name))
}

/// Names the part of the region: one of eight directions from the middle of its bounds, the centre
/// for what is nearer to it than a quarter of the way to the farthest corner.
fn say_part(world: &World<'_>, village: &Village<'_>) -> Option<String> {
    let middle = village.region.bounds.center();
    let corners = village.region.polygon.iter().flat_map(|p| p.exterior().coords());
    let reach = corners.map(|c| middle.rough_distance_km((*c).into())).fold(1.0, f64::max);
    let at = village.place.point;
    let _ = world;
    let part = if middle.distance_km(at) < reach / 4.0 {
        "le centre"
    } else {
        [
            "le nord",
            "le nord-est",
            "l'est",
            "le sud-est",
            "le sud",
            "le sud-ouest",
            "l'ouest",
            "le nord-ouest",
        ][eighth(middle.bearing_deg(at))]
    };
    Some(format!("dans {part} de la région{}", de(&village.region.name)))
}

/// Says "near the border" with the nearest neighbour, the less often the farther, never from 50 km on.
fn say_border(world: &World<'_>, village: &Village<'_>) -> Option<String> {
    let (border, _, km) =
        world.gazetteer.nearest_border(village.place.point, &village.place.country)?;
    let neighbour = border.countries.iter().find(|code| **code != village.place.country)?;
    let name = &world.gazetteer.country(neighbour)?.name;
    (village.chance > km / 50.0)
        .then(|| format!("près de la frontière avec le {name}{}", village.in_region()))
}

/// Names directions from the nearest town and from the nearest other one that lies aside, seen from
/// the village at 60° or more from the first.
fn say_directions(_: &World<'_>, village: &Village<'_>) -> Option<String> {
    two_ways(village, 0)
}

/// The same of towns that are not the nearest: from the fourth one on.
fn say_directions_afar(_: &World<'_>, village: &Village<'_>) -> Option<String> {
    two_ways(village, 3)
}

fn two_ways(village: &Village<'_>, first: usize) -> Option<String> {
    let at = village.place.point;
    let mut towns = village.towns.iter().skip(first);
    let (a, _) = towns.next()?;
    let bearing = at.bearing_deg(a.point);
    let (b, _) = towns.find(|(town, _)| turn(at.bearing_deg(town.point), bearing) >= 60.0)?;
    Some(format!("{} et {}", village.way(a), village.way(b)))
}

/// Names the sector of the nearest town within 40 km and a direction from the next one.
fn say_sector_direction(world: &World<'_>, village: &Village<'_>) -> Option<String> {
    let (other, _) = village.towns.get(1)?;
    Some(format!("{}, {}", say_sector(world, village)?, village.way(other)))
}

/// Names a direction from the nearest town and the border that is near, as `say_border` has it.
fn say_direction_border(world: &World<'_>, village: &Village<'_>) -> Option<String> {
    let (town, _) = village.towns.first()?;
    Some(format!("{}, {}", village.way(town), say_border(world, village)?))
}

fn turn(a: f64, b: f64) -> f64 {
    let turn = (a - b).rem_euclid(360.0);
    turn.min(360.0 - turn)
}

//! Towns as anchors for the reader: capitals, regional capitals, and the largest of the others.

use std::collections::BTreeSet;

use super::display::{DisplayList, Part, Stroke};
use super::page::{PageBox, PagePoint};
use super::projection::View;
use super::settings::MapLanguage;
use super::symbols::star_part;
use super::text::TextStyle;
use super::theme::Theme;
use crate::earth::LonLat;
use crate::gazetteer::{Gazetteer, Place, PlaceKind};

/// Capitals: alpha-2 code, French name, English name where it differs. Source: the states' own.
const CAPITALS: [(&str, &str, &str); 14] = [
    ("ML", "Bamako", ""),
    ("BF", "Ouagadougou", ""),
    ("NE", "Niamey", ""),
    ("DZ", "Alger", "Algiers"),
    ("BJ", "Porto-Novo", ""),
    ("CI", "Yamoussoukro", ""),
    ("GH", "Accra", ""),
    ("GN", "Conakry", ""),
    ("LY", "Tripoli", ""),
    ("MR", "Nouakchott", ""),
    ("NG", "Abuja", ""),
    ("SN", "Dakar", ""),
    ("TD", "N’Djaména", "N’Djamena"),
    ("TG", "Lomé", "Lome"),
];
/// Seats of the first-level units of the central Sahel, as these states divide themselves (Mali since
/// 2023, Burkina Faso since 2025).
const REGIONAL_CAPITALS: [(&str, &[&str]); 3] = [
    (
        "ML",
        &[
            "Kayes",
            "Koulikoro",
            "Sikasso",
            "Ségou",
            "Mopti",
            "Tombouctou",
            "Gao",
            "Kidal",
            "Ménaka",
            "Taoudénit",
            "Bougouni",
            "Dioïla",
            "Nioro",
            "Koutiala",
            "Kita",
            "Nara",
            "Bandiagara",
            "San",
            "Douentza",
        ],
    ),
    ("NE", &["Agadez", "Diffa", "Dosso", "Maradi", "Tahoua", "Tillabéri", "Zinder"]),
    (
        "BF",
        &[
            "Dédougou",
            "Banfora",
            "Tenkodogo",
            "Kaya",
            "Koudougou",
            "Manga",
            "Fada N’Gourma",
            "Bobo-Dioulasso",
            "Ouahigouya",
            "Ziniaré",
            "Dori",
            "Gaoua",
            "Bogandé",
            "Djibo",
            "Tougan",
            "Diapaga",
        ],
    ),
];
/// A page of 1600x1200 takes about this many towns without being crowded.
const TOWNS_MAX: usize = 34;
/// Towns are taken in rounds in which they stand at least so many pixels apart, so that empty
/// stretches get their small towns before full ones get more.
const APART_PX: [f32; 3] = [240.0, 165.0, 115.0];
/// Seats of regions stand at least so many pixels apart.
const SEATS_APART_PX: f32 = 42.0;
/// A place a name refers to lies within this distance of where the geocoder put the name.
const SAME_PLACE_KM: f64 = 3.0;

/// How a town is drawn, the greatest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Capital,
    Regional,
    Town,
}

/// A town on the page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Town {
    pub(super) name: String,
    pub(super) rank: Rank,
    pub(super) at: PagePoint,
    /// Whether an incident's place is told from it.
    pub(super) is_reference: bool,
    /// Its other names, in any script.
    pub(super) variants: Vec<String>,
}

impl Town {
    pub(super) fn style(&self, theme: &Theme) -> TextStyle {
        match self.rank {
            Rank::Capital => theme.towns.capital_text,
            Rank::Regional => theme.towns.regional_text,
            Rank::Town => theme.towns.town_text,
        }
    }

    pub(super) fn reach(&self, theme: &Theme) -> f32 {
        reach(self.rank) * theme.scale
    }

    pub(super) fn covers(&self, theme: &Theme) -> PageBox {
        PageBox::around(self.at, self.reach(theme))
    }
}

fn reach(rank: Rank) -> f32 {
    match rank {
        Rank::Capital => 8.5,
        Rank::Regional => 5.5,
        Rank::Town => 4.8,
    }
}

/// The towns that a map may show, the most important first.
pub(super) fn towns(
    gazetteer: &Gazetteer,
    view: &View,
    references: &[(String, LonLat)],
    (theme, language): (&Theme, MapLanguage),
) -> Vec<Town> {
    let mut found = Vec::new();
    for (code, french, english) in CAPITALS {
        let shown =
            if language == MapLanguage::English && !english.is_empty() { english } else { french };
        add_named(&mut found, gazetteer, view, (code, french, shown, Rank::Capital));
    }
    for (code, names) in REGIONAL_CAPITALS {
        for name in names {
            add_named(&mut found, gazetteer, view, (code, name, name, Rank::Regional));
        }
    }
    add_references(&mut found, gazetteer, view, references);
    add_largest(&mut found, gazetteer, view);
    found.sort_by_key(|town| (town.rank != Rank::Capital, !town.is_reference, town.rank));
    thinned(found, theme)
}

/// Adds the seat of a country or region, where it is known and in view.
fn add_named(
    found: &mut Vec<Town>,
    gazetteer: &Gazetteer,
    view: &View,
    (code, name, shown, rank): (&str, &str, &str, Rank),
) {
    let is_seat = |place: &Place| place.country == code && is_settlement(place.kind);
    let matches = gazetteer.lookup(name);
    let best = matches.iter().map(|m| m.place).filter(|place| is_seat(place));
    let Some(place) = best.max_by_key(|place| (place.population, place.kind == PlaceKind::City))
    else {
        return;
    };
    if let Some(at) = in_frame(view, place.point) {
        let variants = place.variants.clone();
        found.push(Town { name: shown.to_owned(), rank, at, is_reference: false, variants });
    }
}

/// Adds the towns that places are told from, or raises those found already.
fn add_references(
    found: &mut Vec<Town>,
    gazetteer: &Gazetteer,
    view: &View,
    references: &[(String, LonLat)],
) {
    for (name, point) in references {
        let Some(at) = in_frame(view, *point) else { continue };
        let near = gazetteer.places_near(*point, SAME_PLACE_KM);
        if !near.iter().any(|(place, _)| is_settlement(place.kind)) {
            continue;
        }
        match found.iter_mut().find(|town| town.at.distance(at) < 6.0) {
            Some(town) => town.is_reference = true,
            None => {
                let settlement = near.iter().find(|(place, _)| is_settlement(place.kind));
                let variants = settlement.map_or_else(Vec::new, |(p, _)| p.variants.clone());
                let (name, rank) = (name.clone(), Rank::Town);
                found.push(Town { name, rank, at, is_reference: true, variants });
            }
        }
    }
}

/// Adds the most populous cities and towns in view.
fn add_largest(found: &mut Vec<Town>, gazetteer: &Gazetteer, view: &View) {
    let is_large = |place: &&Place| matches!(place.kind, PlaceKind::City | PlaceKind::Town);
    let places = gazetteer.places().iter().filter(is_large);
    let mut large: Vec<(&Place, PagePoint)> =
        places.filter_map(|place| Some((place, in_frame(view, place.point)?))).collect();
    large.sort_by(|(a, _), (b, _)| b.population.cmp(&a.population).then(a.id.cmp(&b.id)));
    for (place, at) in large {
        let name = place.name.replace('\'', "’");
        let variants = place.variants.clone();
        found.push(Town { name, rank: Rank::Town, at, is_reference: false, variants });
    }
}

/// Keeps the first of every name and those with room around them.
fn thinned(found: Vec<Town>, theme: &Theme) -> Vec<Town> {
    let (great, small): (Vec<Town>, Vec<Town>) =
        found.into_iter().partition(|town| town.rank != Rank::Town || town.is_reference);
    let mut kept: Vec<Town> = Vec::new();
    let mut names = BTreeSet::new();
    for town in great {
        let is_free = town.is_reference || is_apart(&kept, &town, SEATS_APART_PX * theme.scale);
        if is_free && names.insert(town.name.clone()) {
            kept.push(town);
        }
    }
    for apart in APART_PX {
        for town in &small {
            let is_free = kept.len() < TOWNS_MAX && is_apart(&kept, town, apart * theme.scale);
            if is_free && names.insert(town.name.clone()) {
                kept.push(town.clone());
            }
        }
    }
    kept
}

fn is_apart(kept: &[Town], town: &Town, distance: f32) -> bool {
    kept.iter().all(|other| other.at.distance(town.at) >= distance)
}

fn in_frame(view: &View, point: LonLat) -> Option<PagePoint> {
    view.page_point(point).filter(|at| view.frame().grown(-8.0).contains(*at))
}

fn is_settlement(kind: PlaceKind) -> bool {
    matches!(kind, PlaceKind::City | PlaceKind::Town | PlaceKind::Village)
}

/// Draws a town's marker: a star, a square or a circle.
pub(super) fn draw_marker(list: &DisplayList, theme: &Theme, rank: Rank, at: PagePoint) {
    let s = theme.scale;
    match rank {
        Rank::Capital => {
            let rim = Stroke::solid(theme.towns.rim, 2.4 * s);
            list.stroke(vec![star_part(at, 7.5 * s)], rim);
            list.fill(vec![star_part(at, 7.5 * s)], theme.towns.fill);
        }
        Rank::Regional => {
            list.fill_box(PageBox::around(at, 5.2 * s), theme.towns.rim);
            list.fill_box(PageBox::around(at, 3.9 * s), theme.towns.fill);
        }
        Rank::Town => {
            list.fill(vec![Part::Circle(at, 4.6 * s)], theme.towns.rim);
            list.fill(vec![Part::Circle(at, 3.5 * s)], theme.towns.fill);
            list.fill(vec![Part::Circle(at, 1.9 * s)], theme.towns.rim);
        }
    }
}

//! Bands along borders, coloured by count, each with its distances and count written along it.

use std::collections::BTreeMap;

use geo::{Buffer, Geometry, LineString, MultiLineString};

use super::classes::color_of;
use super::display::Color;
use super::overlay::{Lettered, Overlay, Overlaying, Patch, Rings, page_rings};
use super::page::PagePoint;
use super::points::MapGroup;
use super::words::Label;

/// Bands are drawn up to this distance in km; wider ones would cover the countries.
const BAND_MAX_KM: f64 = 50.0;
/// How much bands hide of the land, and those without an incident.
const BAND_ALPHA: f32 = 0.7;
const EMPTY_ALPHA: f32 = 0.3;

/// The bands of one border, by their distances.
type OfBorder<'a> = Vec<((f64, f64), &'a MapGroup)>;

impl Overlaying<'_> {
    /// The bands of every border that has an incident near it, the empty ones too.
    pub(super) fn bands(&self) -> Overlay {
        let mut by_border: BTreeMap<&str, OfBorder<'_>> = BTreeMap::new();
        let mut limits: Vec<(f64, f64)> = Vec::new();
        let mut n_far = 0;
        for group in &self.data.borders.groups {
            match band(&group.id).filter(|(_, (_, outer))| *outer <= BAND_MAX_KM) {
                Some((pair, limit)) => {
                    by_border.entry(pair).or_default().push((limit, group));
                    limits.push(limit);
                }
                None => n_far += group.n_incidents,
            }
        }
        limits.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.total_cmp(&b.0)));
        limits.dedup();
        let groups = by_border.values().flatten();
        let classes = self.classes(groups.map(|(_, group)| self.count(group)));
        let empty = self.theme.classes.ramp[0].with_alpha(EMPTY_ALPHA);
        let mut patches: Vec<(f64, Patch)> = Vec::new();
        for groups in by_border.values() {
            let Some(border) = self.border_line(groups) else { continue };
            for limit in &limits {
                let own = groups.iter().find(|(of, _)| of == limit).map(|(_, group)| *group);
                let count = own.map_or(0, |group| self.count(group));
                let color = color_of(&classes, count).map(|color| color.with_alpha(BAND_ALPHA));
                let patch = self.band_patch(&border, *limit, (count, color.unwrap_or(empty)));
                patches.push((limit.1, patch));
            }
        }
        // Wide bands first, so that what is near a border lies on top where two borders meet.
        patches.sort_by(|a, b| b.0.total_cmp(&a.0));
        let rest = (n_far > 0).then(|| self.words.beyond(BAND_MAX_KM, n_far));
        let mut key = self.key(&classes, self.head(Label::PerBand), rest);
        let has_empty = patches.iter().any(|(_, patch)| patch.count == 0);
        let land = self.theme.land.land;
        key.rows.iter_mut().for_each(|(color, _)| *color = land.mixed(*color, BAND_ALPHA));
        if has_empty {
            let (ramp, text) = (self.theme.classes.ramp[0], self.words.label(Label::NoBand));
            key.rows.insert(0, (land.mixed(ramp, EMPTY_ALPHA), text.to_owned()));
        }
        let patches = patches.into_iter().map(|(_, patch)| patch).collect();
        Overlay { patches, is_under_lines: true, key }
    }

    /// The border's line in view.
    fn border_line(&self, groups: &OfBorder<'_>) -> Option<MultiLineString<f64>> {
        let (_, first) = groups.first()?;
        let Some(Geometry::MultiLineString(border)) = &first.geometry else { return None };
        let to_line = |points: Vec<PagePoint>| -> LineString<f64> {
            points.iter().map(|p| (f64::from(p.x), f64::from(p.y))).collect()
        };
        let stretches = border.iter().flat_map(|line| self.view.lines(line)).map(to_line);
        let line = MultiLineString::new(stretches.collect());
        (!line.0.is_empty()).then_some(line)
    }

    /// The band between two distances from a border.
    fn band_patch(
        &self,
        border: &MultiLineString<f64>,
        (inner_km, outer_km): (f64, f64),
        (count, fill): (u64, Color),
    ) -> Patch {
        let around = |km: f64| page_rings(&border.buffer(km * self.view.px_per_km()));
        let outer = around(outer_km);
        let (mut rings, courses) = (
            outer.clone(),
            match inner_km > 0.0 {
                true => around((inner_km + outer_km) / 2.0),
                false => line_points(border),
            },
        );
        if inner_km > 0.0 {
            rings.extend(around(inner_km));
        }
        let has_label = count > 0;
        let label = has_label.then(|| self.words.band((inner_km, outer_km), count));
        Patch {
            rings,
            fill,
            edge: self.theme.classes.band_edge,
            edged: Some(outer),
            count,
            label: label.unwrap_or_default(),
            lettered: Lettered::Along(courses),
        }
    }
}

fn line_points(lines: &MultiLineString<f64>) -> Rings {
    let points = |line: &LineString<f64>| {
        line.coords().map(|c| PagePoint::new(c.x as f32, c.y as f32)).collect()
    };
    lines.iter().map(points).collect()
}

/// The border and the distances of a band from its group's id, such as `ML-NE/10-25`; `None` for the
/// open one.
fn band(id: &str) -> Option<(&str, (f64, f64))> {
    let (pair, band) = id.split_once('/')?;
    let (inner, outer) = band.split_once('-')?;
    Some((pair, (inner.parse().ok()?, outer.parse().ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_are_read_from_their_id() {
        assert_eq!(band("ML-NE/10-25"), Some(("ML-NE", (10.0, 25.0))));
        assert_eq!(band("ML-NE/100+"), None);
        assert_eq!(band("cluster-1"), None);
    }
}

//! The words that a map adds, in French and English, with the typography of each.

use super::settings::{Coarsen, MapLanguage, Measure};
use crate::gazetteer::Area;
use crate::model::{Date, DateInterval, Kind, MONTHS, Toll};

/// Most characters of a text from an article that a map takes.
const TEXT_MAX: usize = 300;
/// Most characters of a place name on the map.
pub(super) const NAME_MAX: usize = 48;

/// The words of one language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    language: MapLanguage,
}

impl Words {
    pub(super) fn new(language: MapLanguage) -> Self {
        Self { language }
    }

    pub(super) fn pick<T>(self, french: T, english: T) -> T {
        match self.language {
            MapLanguage::French => french,
            MapLanguage::English => english,
        }
    }

    /// "Incidents de sécurité : Mali, Niger".
    pub(super) fn title(self, countries: &[String]) -> String {
        let head = self.pick("Incidents de sécurité", "Security incidents");
        let colon = self.pick("\u{a0}: ", ": ");
        match countries {
            [] => format!("{head}{colon}{}", self.pick("Sahel central", "central Sahel")),
            [first, second, third, _, ..] => {
                let n_others = countries.len() - 3;
                let others = self.pick(
                    format!("et {n_others}\u{a0}autre{}", plural(n_others)),
                    format!("and {n_others} other{}", plural(n_others)),
                );
                format!("{head}{colon}{first}, {second}, {third} {others}")
            }
            few => format!("{head}{colon}{}", few.join(", ")),
        }
    }

    /// "12 incidents localisés".
    pub(super) fn n_located(self, n: usize) -> String {
        match (n, self.language) {
            (0, MapLanguage::French) => "aucun incident localisé".to_owned(),
            (0, MapLanguage::English) => "no incident located".to_owned(),
            (_, MapLanguage::French) => {
                format!("{}\u{a0}incident{} localisé{}", self.number(n), plural(n), plural(n))
            }
            (_, MapLanguage::English) => {
                format!("{} incident{} located", self.number(n), plural(n))
            }
        }
    }

    pub(super) fn n_background(self, n: usize) -> String {
        self.pick(
            format!("dont {} en rappel", self.number(n)),
            format!("including {} told as earlier event{}", self.number(n), plural(n)),
        )
    }

    pub(super) fn n_outside(self, n: usize) -> String {
        self.pick(
            format!("{}\u{a0}incident{} hors cadre", self.number(n), plural(n)),
            format!("{} incident{} outside the frame", self.number(n), plural(n)),
        )
    }

    pub(super) fn n_unlocated(self, n: usize) -> String {
        self.pick(
            format!("{}\u{a0}incident{} sans lieu, hors carte", self.number(n), plural(n)),
            format!("{} incident{} without a place, not on the map", self.number(n), plural(n)),
        )
    }

    /// "30 morts, 31 janvier 2026"; a range where the claims differ.
    pub(super) fn toll_and_date(self, killed: Toll, dates: Option<DateInterval>) -> String {
        let number = |n: u32| self.number(n as usize);
        let best = killed.best.or(killed.low).unwrap_or(0);
        let count = match (killed.low, killed.high) {
            (Some(low), Some(high)) if low < high => self.pick(
                format!("{} à {}", number(low), number(high)),
                format!("{} to {}", number(low), number(high)),
            ),
            _ => number(best),
        };
        let most = killed.high.unwrap_or(best).max(best);
        let dead = self.pick(format!("mort{}", plural(most as usize)), "killed".to_owned());
        match dates {
            Some(dates) => format!("{count}\u{a0}{dead}, {}", self.period(dates)),
            None => format!("{count}\u{a0}{dead}"),
        }
    }

    /// What is counted, as the head of a legend.
    pub(super) fn measure(self, measure: Measure) -> &'static str {
        match measure {
            Measure::Incidents => "Incidents",
            Measure::Killed => self.pick("Morts", "Deaths"),
        }
    }

    /// "Incidents par cellule de 310 km²".
    pub(super) fn per_cell(self, measure: Measure, area_km2: f64) -> String {
        let power = 10_f64.powf(area_km2.max(1.0).log10().floor() - 1.0);
        let area = self.number(((area_km2 / power).round() * power) as usize);
        let of = self.pick("par cellule de", "per cell of");
        format!("{} {of} {area}\u{a0}km²", self.measure(measure))
    }

    /// A class of counts: "1–3", "4".
    pub(super) fn range(self, least: u64, most: u64) -> String {
        let number = |n: u64| self.number(usize::try_from(n).unwrap_or(usize::MAX));
        if least == most { number(least) } else { format!("{}–{}", number(least), number(most)) }
    }

    /// "12 incidents à plus de 50 km d’une frontière".
    pub(super) fn beyond(self, km: f64, n: usize) -> String {
        self.pick(
            format!(
                "{}\u{a0}incident{} à plus de {km}\u{a0}km d’une frontière",
                self.number(n),
                plural(n)
            ),
            format!("{} incident{} more than {km} km from a border", self.number(n), plural(n)),
        )
    }

    /// "3 incidents hors des régions connues".
    pub(super) fn in_no_region(self, n: usize) -> String {
        self.pick(
            format!("{}\u{a0}incident{} sans région connue", self.number(n), plural(n)),
            format!("{} incident{} without a known region", self.number(n), plural(n)),
        )
    }

    /// What the cells of a map of hot spots say.
    pub(super) fn hotspots(self) -> &'static str {
        self.pick("Points chauds et froids (Gi*)", "Hot and cold spots (Gi*)")
    }

    /// How hot a cell is: "Chaud, confiance 95 %".
    pub(super) fn heat(self, heat: i8) -> String {
        let share = match heat.unsigned_abs() {
            1 => 90,
            2 => 95,
            3 => 99,
            _ => return self.pick("Ni chaud ni froid", "Neither").to_owned(),
        };
        let (french, english) = if heat < 0 { ("Froid", "Cold") } else { ("Chaud", "Hot") };
        self.pick(
            format!("{french}, confiance {share}\u{a0}%"),
            format!("{english}, {share}% confidence"),
        )
    }

    /// Says that no incidents form a cluster.
    pub(super) fn no_cluster(self) -> &'static str {
        self.pick("aucun groupe d’incidents proches", "no cluster of incidents")
    }

    /// A band along a border with its count: "10–25 km : 7".
    pub(super) fn band(self, (inner_km, outer_km): (f64, f64), count: u64) -> String {
        let count = self.number(usize::try_from(count).unwrap_or(usize::MAX));
        let colon = self.colon();
        format!("{}–{}\u{a0}km{colon}{count}", self.km(inner_km), self.km(outer_km))
    }

    /// Says that no cell is hot or cold.
    pub(super) fn no_hotspot(self) -> &'static str {
        self.pick("aucune cellule ne se distingue du hasard", "no cell stands out from chance")
    }

    /// "3 incidents sans date".
    pub(super) fn n_undated(self, n: usize) -> String {
        self.pick(
            format!("{}\u{a0}incident{} sans date, hors carte", self.number(n), plural(n)),
            format!("{} incident{} without a date, not on the map", self.number(n), plural(n)),
        )
    }

    /// "Incidents par mois", with what has no date.
    pub(super) fn chart_title(
        self,
        measure: Measure,
        are_months: bool,
        n_undated: usize,
    ) -> String {
        let by = match are_months {
            true => self.pick("par mois", "by month"),
            false => self.pick("par période", "by period"),
        };
        let head = format!("{} {by}", self.measure(measure));
        match n_undated {
            0 => head,
            n => self.pick(
                format!("{head} ({} sans date)", self.number(n)),
                format!("{head} ({} undated)", self.number(n)),
            ),
        }
    }

    /// A period's name short enough for the axis of a chart: "janv. 2026".
    pub(super) fn shortened(self, name: &str) -> String {
        let Some((month, year)) = name.split_once('\u{a0}') else { return name.to_owned() };
        if month.chars().count() <= 5 {
            return name.to_owned();
        }
        let head: String = month.chars().take(self.pick(4, 3)).collect();
        format!("{head}.\u{a0}{year}")
    }

    /// Where the symbols of a coarse map stand.
    pub(super) fn coarsened(self, to: Coarsen) -> &'static str {
        match to {
            Coarsen::Admin2 => self.pick(
                "positions ramenées au centre du cercle, de la province ou du département",
                "positions moved to the centre of the district",
            ),
            Coarsen::Admin1 => self.pick(
                "positions ramenées au centre de la région",
                "positions moved to the centre of the region",
            ),
            Coarsen::Cell25Km => self.pick(
                "positions ramenées au centre d’une maille de 25\u{a0}km",
                "positions moved to the centre of a 25 km cell",
            ),
        }
    }

    pub(super) fn colon(self) -> &'static str {
        self.pick("\u{a0}: ", ": ")
    }

    /// A whole number with its thousands apart; French leaves four digits together.
    pub(super) fn number(self, n: usize) -> String {
        let whole_max = self.pick(4, 3);
        let digits = n.to_string();
        let mut text = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) && digits.len() > whole_max {
                text.push(self.pick('\u{202f}', ','));
            }
            text.push(digit);
        }
        text
    }

    /// "29 janvier – 2 février 2026".
    pub(super) fn period(self, dates: DateInterval) -> String {
        let (from, to) = (dates.start, dates.end);
        if from == to {
            return self.date(from, true, true);
        }
        let is_same_year = from.year() == to.year();
        let is_same_month = is_same_year && from.month() == to.month();
        let end = self.date(to, true, true);
        if is_same_month {
            return format!("{}–{end}", self.day(from));
        }
        format!("{} – {end}", self.date(from, true, !is_same_year))
    }

    fn day(self, date: Date) -> String {
        if date.day() == 1 { self.pick("1er", "1").to_owned() } else { date.day().to_string() }
    }

    fn date(self, date: Date, has_month: bool, has_year: bool) -> String {
        let month = self.month(date.month());
        let mut text = self.day(date);
        if has_month {
            text = format!("{text}\u{a0}{month}");
        }
        if has_year { format!("{text}\u{a0}{}", date.year()) } else { text }
    }

    pub(super) fn month(self, month: i8) -> &'static str {
        const FRENCH: [&str; 12] = [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ];
        let names = self.pick(FRENCH, MONTHS);
        usize::try_from(month - 1).ok().and_then(|n| names.get(n).copied()).unwrap_or("")
    }

    /// The name of a country or region, with the apostrophe that print takes.
    pub(super) fn area_name(self, area: &Area) -> String {
        let english = if area.name_en.is_empty() { &area.name } else { &area.name_en };
        self.pick(&area.name, english).replace('\'', "’")
    }

    pub(super) fn kind(self, kind: Kind) -> &'static str {
        let french = match kind {
            Kind::AirStrike => "Frappe aérienne",
            Kind::DroneStrike => "Frappe de drone",
            Kind::ArmedClash => "Affrontement armé",
            Kind::Ambush => "Embuscade",
            Kind::Attack => "Attaque",
            Kind::Shelling => "Tir d’obus ou de roquettes",
            Kind::Ied => "Engin explosif",
            Kind::SuicideBombing => "Attentat-suicide",
            Kind::Abduction => "Enlèvement",
            Kind::Arrest => "Arrestation",
            Kind::WeaponsSeizure => "Saisie d’armes",
            Kind::AircraftCrash => "Chute d’aéronef",
            Kind::Looting => "Pillage ou destruction",
            Kind::Other => "Autre incident",
        };
        self.pick(french, kind.label())
    }

    /// A graticule line's degrees: "2° O", "16° N".
    pub(super) fn degrees(self, degrees: f64, is_lon: bool) -> String {
        let mark = match (is_lon, degrees > 0.0) {
            _ if degrees == 0.0 || degrees == 180.0 => "",
            (true, true) => "E",
            (true, false) => self.pick("O", "W"),
            (false, true) => "N",
            (false, false) => "S",
        };
        let number = format!("{}", (degrees.abs() * 100.0).round() / 100.0);
        let number = self.pick(number.replace('.', ","), number);
        if mark.is_empty() { format!("{number}°") } else { format!("{number}°\u{a0}{mark}") }
    }

    /// A distance on the scale bar.
    pub(super) fn km(self, km: f64) -> String {
        let number = format!("{km}");
        self.pick(number.replace('.', ","), number)
    }

    pub(super) fn label(self, label: Label) -> &'static str {
        let (french, english) = match label {
            Label::Kinds => ("Type d’incident", "Incident type"),
            Label::Deaths => ("Morts (meilleure estimation)", "Deaths (best estimate)"),
            Label::Highest => ("Anneau\u{a0}: bilan le plus haut", "Ring: highest claim"),
            Label::NoToll => ("Bilan non donné", "No toll given"),
            Label::Background => ("Rappel d’un fait antérieur", "Told as an earlier event"),
            Label::Area => ("Zone où l’incident a pu avoir lieu", "Area of uncertain location"),
            Label::Unit => {
                ("Lieu connu à la région ou au pays près", "Known only to its region or country")
            }
            Label::Moved => ("Symbole écarté de son lieu", "Symbol moved off its place"),
            Label::Approximate => ("Limite de région approximative", "Approximate region border"),
            Label::PerRegion => ("par région", "by region"),
            Label::PerBand => ("par bande de frontière", "by border band"),
            Label::Hull => ("Groupe d’incidents proches, nombre", "Cluster of incidents, number"),
            Label::Gathered => ("Incidents voisins réunis", "Neighbouring incidents as one"),
            Label::BestPoint => ("Lieu le plus probable", "Most probable place"),
            Label::OtherPlace => ("Autre lieu possible", "Another place that may be meant"),
            Label::PlaceArea => {
                ("Zone qui contient le lieu à 80\u{a0}%", "Area that holds the place with 80 %")
            }
            Label::NoBand => ("Aucun incident dans la bande", "No incident in the band"),
            Label::Capital => ("Capitale", "National capital"),
            Label::RegionalCapital => ("Chef-lieu de région", "Regional capital"),
            Label::Town => ("Localité", "Town or village"),
            Label::Nothing => (
                "Aucun incident n’a pu être placé sur la carte.",
                "No incident could be placed on the map.",
            ),
            Label::Credit => (
                "© OpenStreetMap contributors (ODbL) · GeoNames (CC BY 4.0) · Natural Earth. Les limites et les noms ne valent pas reconnaissance. Projection\u{a0}: azimutale équivalente de Lambert.",
                "© OpenStreetMap contributors (ODbL) · GeoNames (CC BY 4.0) · Natural Earth. Names and boundaries shown do not imply endorsement. Projection: Lambert azimuthal equal-area.",
            ),
        };
        self.pick(french, english)
    }
}

/// The fixed texts of a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Kinds,
    Deaths,
    Highest,
    NoToll,
    Background,
    Area,
    Unit,
    Moved,
    Approximate,
    PerRegion,
    PerBand,
    Hull,
    Gathered,
    BestPoint,
    OtherPlace,
    PlaceArea,
    NoBand,
    Capital,
    RegionalCapital,
    Town,
    Nothing,
    Credit,
}

fn plural(n: usize) -> &'static str {
    if n > 1 { "s" } else { "" }
}

/// Text from an article made fit for a line of a map: no control or direction characters, no line
/// breaks, one blank between words, at most `n_max` characters.
pub(super) fn plain(text: &str, n_max: usize) -> String {
    let is_hidden = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let head = text.chars().take(TEXT_MAX * 4);
    let shown: String =
        head.filter(|&c| !is_hidden(c)).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words: Vec<&str> = shown.split(' ').filter(|word| !word.is_empty()).collect();
    let joined = words.join(" ");
    let n_max = n_max.min(TEXT_MAX);
    if joined.chars().count() <= n_max {
        return joined;
    }
    let cut: String = joined.chars().take(n_max.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_read_as_their_language_writes_them() {
        let check = |from: (i16, i8, i8), to: (i16, i8, i8), french: &str, english: &str| {
            let date = |(y, m, d)| Date::new(y, m, d).unwrap();
            let dates = DateInterval { start: date(from), end: date(to) };
            let read = |language| Words::new(language).period(dates).replace('\u{a0}', " ");
            assert_eq!(read(MapLanguage::French), french);
            assert_eq!(read(MapLanguage::English), english);
        };
        check(
            (2026, 1, 29),
            (2026, 2, 2),
            "29 janvier – 2 février 2026",
            "29 January – 2 February 2026",
        );
        check((2026, 3, 1), (2026, 3, 1), "1er mars 2026", "1 March 2026");
        check((2026, 3, 1), (2026, 3, 9), "1er–9 mars 2026", "1–9 March 2026");
        check(
            (2025, 12, 30),
            (2026, 1, 2),
            "30 décembre 2025 – 2 janvier 2026",
            "30 December 2025 – 2 January 2026",
        );
    }

    #[test]
    fn titles_name_at_most_three_countries() {
        let check = |names: &[&str], expected: &str| {
            let names: Vec<String> = names.iter().map(|&n| n.to_owned()).collect();
            let title = Words::new(MapLanguage::French).title(&names).replace('\u{a0}', " ");
            assert_eq!(title, expected);
        };
        check(&[], "Incidents de sécurité : Sahel central");
        check(&["Mali", "Niger"], "Incidents de sécurité : Mali, Niger");
        check(
            &["Mali", "Niger", "Bénin", "Togo"],
            "Incidents de sécurité : Mali, Niger, Bénin et 1 autre",
        );
    }

    #[test]
    fn text_from_articles_is_made_plain() {
        let check =
            |text: &str, n_max: usize, expected: &str| assert_eq!(plain(text, n_max), expected);
        check("Gao\n\t\u{0} (ville)\u{202e}", 40, "Gao (ville)");
        check("", 40, "");
        check("Ménaka", 4, "Mén…");
        assert!(plain(&"é".repeat(100_000), 1_000_000).chars().count() <= TEXT_MAX);
    }

    #[test]
    fn numbers_have_their_thousands_apart() {
        let french = Words::new(MapLanguage::French);
        assert_eq!(french.number(20_000), "20\u{202f}000");
        assert_eq!(french.number(999), "999");
        assert_eq!(french.number(1300), "1300");
        assert_eq!(Words::new(MapLanguage::English).number(1300), "1,300");
        assert_eq!(french.degrees(-2.5, true), "2,5°\u{a0}O");
    }
}

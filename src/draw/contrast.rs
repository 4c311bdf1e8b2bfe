//! Whether the text and the symbols of a theme can be read on what lies behind them.

use super::display::Color;
use super::text::TextStyle;
use super::theme::Theme;
use crate::model::Kind;

/// Text and its ground. Source: WCAG 2.2, 1.4.3.
pub(super) const TEXT_MIN: f64 = 4.5;
/// Signs and their ground. Source: WCAG 2.2, 1.4.11.
const SIGN_MIN: f64 = 3.0;

/// The contrast of two opaque colours, 1 to 21. Source: WCAG 2.2, glossary.
pub(super) fn contrast(one: Color, other: Color) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance, 0 to 1. Source: WCAG 2.2, glossary.
fn luminance(color: Color) -> f64 {
    let part = |value: u8| {
        let share = f64::from(value) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(color.red) + 0.7152 * part(color.green) + 0.0722 * part(color.blue)
}

/// The first text or symbol of a theme that cannot be read on its ground, in words.
pub(super) fn unreadable(theme: &Theme) -> Option<String> {
    let page = [
        ("title", theme.title),
        ("subtitle", theme.subtitle),
        ("note", theme.note),
        ("credit", theme.credit),
        ("version", theme.version),
    ];
    let panel = [
        ("panel.head", theme.panel.head),
        ("panel.text", theme.panel.text),
        ("panel.small_text", theme.panel.small_text),
    ];
    let map = [
        ("graticule_text", theme.graticule_text),
        ("river_text", theme.river_text),
        ("country_text", theme.country_text),
        ("region_text", theme.region_text),
        ("towns.capital_text", theme.towns.capital_text),
        ("towns.regional_text", theme.towns.regional_text),
        ("towns.town_text", theme.towns.town_text),
        ("towns.script_text", theme.towns.script_text),
        ("incidents.text", theme.incidents.text),
        ("incidents.callout_text", theme.incidents.callout_text),
        ("classes.text", theme.classes.text),
    ];
    let on_page = page.iter().find_map(|(key, style)| faint(key, style, &[theme.page]));
    let on_panel = || panel.iter().find_map(|(key, style)| faint(key, style, &[theme.panel.fill]));
    let on_map = || map.iter().find_map(|(key, style)| faint(key, style, &theme.lands()));
    on_page.or_else(on_panel).or_else(on_map).or_else(|| faint_symbol(theme))
}

/// A text style that falls short on one of its grounds, or on its halo where it has one.
fn faint(key: &str, style: &TextStyle, grounds: &[Color]) -> Option<String> {
    let behind = |ground: &Color| match style.halo {
        Some((halo, _)) => ground.mixed(halo, halo.alpha),
        None => *ground,
    };
    let contrasts = grounds.iter().map(|ground| contrast(style.color, behind(ground)));
    let least = contrasts.reduce(f64::min)?;
    (least < TEXT_MIN).then(|| short(key, least, TEXT_MIN))
}

fn faint_symbol(theme: &Theme) -> Option<String> {
    Kind::ALL.into_iter().find_map(|kind| {
        let found = contrast(theme.kind_color(kind), theme.incidents.rim);
        (found < SIGN_MIN).then(|| short(&format!("kinds.{}", kind.label()), found, SIGN_MIN))
    })
}

fn short(key: &str, found: f64, least: f64) -> String {
    format!(
        "'{key}' has a contrast of {found:.1} : 1 to what is behind it; at least {least} : 1 is \
         needed"
    )
}

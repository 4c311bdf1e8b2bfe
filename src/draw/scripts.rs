//! Names of places in Arabic and Tifinagh letters.

use super::text::Fonts;

/// Most characters of a name in another script: longer ones are phrases, not names.
const NAME_MAX: usize = 24;

/// The first name in Arabic and the first in Tifinagh letters whose letters all have a glyph.
pub(super) fn script_name(fonts: &Fonts, variants: &[String]) -> Option<String> {
    let is_arabic = |c: char| matches!(c, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}');
    let is_tifinagh = |c: char| matches!(c, '\u{2d30}'..='\u{2d7f}');
    let first = |is_own: fn(char) -> bool| {
        variants.iter().find(|name| {
            name.chars().any(is_own)
                && name.chars().all(|c| is_own(c) || c == ' ')
                && name.chars().count() <= NAME_MAX
                && fonts.has_all(name)
        })
    };
    let names: Vec<&str> =
        [first(is_arabic), first(is_tifinagh)].into_iter().flatten().map(String::as_str).collect();
    (!names.is_empty()).then(|| names.join(" · "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_without_a_glyph_are_left_out() {
        let fonts = Fonts::bundled().unwrap();
        let check = |variants: &[&str], expected: Option<&str>| {
            let variants: Vec<String> = variants.iter().map(|&v| v.to_owned()).collect();
            assert_eq!(script_name(&fonts, &variants).as_deref(), expected);
        };
        check(&["Kidal", "كيدال", "ⴾⴸⵍ"], Some("كيدال · ⴾⴸⵍ"));
        check(&["ⴾⴸⵍ", "Kidal"], Some("ⴾⴸⵍ"));
        check(&["基达尔", "Кидаль", "Kidal"], None);
        // A letter of the block that no bundled face has.
        check(&["\u{2d68}\u{2d68}"], None);
    }
}

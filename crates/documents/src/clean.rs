//! Texts of users made fit for print: nothing invisible acts, nothing is lost without a trace.
//!
//! Marks that turn the direction of text, control characters, and characters that no font of the house has, are printed
//! as their number, such as `[U+202E]`: a reader sees that something stood there. Very long runs without a space get
//! places where a line may end.

use typst::text::Font;

/// A run of so many characters may be broken.
const LONGEST_RUN: usize = 42;

/// Characters that a paper can show.
pub(crate) struct Printable<'f> {
    fonts: &'f [Font],
}

impl<'f> Printable<'f> {
    pub(crate) fn new(fonts: &'f [Font]) -> Self {
        Self { fonts }
    }

    fn shows(&self, c: char) -> bool {
        self.fonts
            .iter()
            .any(|font| font.info().coverage.contains(u32::from(c)))
    }

    /// The text as it is printed.
    pub(crate) fn text(&self, text: &str) -> String {
        let mut printed = String::with_capacity(text.len());
        let mut run = 0;
        for c in text.chars() {
            match c {
                '\n' | '\u{2028}' | '\u{2029}' => printed.push('\n'),
                '\r' => {}
                '\t' => printed.push(' '),
                c if is_hidden(c) || !self.shows(c) => {
                    printed.push_str(&format!("[U+{:04X}]", u32::from(c)));
                    // The mark may end a line behind it.
                    printed.push('\u{200B}');
                    run = 0;
                    continue;
                }
                c => printed.push(c),
            }
            run = if c.is_whitespace() { 0 } else { run + 1 };
            if run == LONGEST_RUN {
                printed.push('\u{200B}');
                run = 0;
            }
        }
        printed
    }
}

/// Characters that change how others are read, or that nobody sees. Joiners stay: Persian and Urdu need them.
fn is_hidden(c: char) -> bool {
    let joiner = matches!(c, '\u{200C}' | '\u{200D}');
    let format = matches!(
        u32::from(c),
        0xAD | 0x61C | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F | 0x202A..=0x202E
            | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFB
            | 0xE000..=0xF8FF | 0xE0000..=0xE0FFF | 0xF0000..=0x10FFFF
    );
    c.is_control() || (format && !joiner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(text: &str) -> String {
        let fonts = crate::press::fonts();
        Printable::new(&fonts).text(text)
    }

    #[test]
    fn four_languages_pass_unchanged() {
        for text in [
            "Wanted for prosecution: “fraud” – €48 200.",
            "Recherchée aux fins de poursuites : œuvre d’art n° 7",
            "¿Dónde está? Señalización: ñ, ü, ¡ya!",
            "مطلوبة للمحاكمة: احتيال بأمر دفع مزوّر، «شخص مختلق».",
            "Владимир, Ελλάδα",
        ] {
            assert_eq!(clean(text), text);
        }
    }

    #[test]
    fn marks_that_turn_text_are_shown_as_numbers() {
        assert_eq!(clean("a\u{202E}b"), "a[U+202E]\u{200B}b");
        assert_eq!(clean("\u{2066}x\u{2069}"), "[U+2066]\u{200B}x[U+2069]\u{200B}");
        assert_eq!(
            clean("\u{0}\u{7}\u{E000}\u{FEFF}"),
            "[U+0000]\u{200B}[U+0007]\u{200B}[U+E000]\u{200B}[U+FEFF]\u{200B}"
        );
        assert_eq!(clean("a\r\nb\tc"), "a\nb c");
    }

    #[test]
    fn what_no_font_has_is_shown_as_a_number() {
        assert_eq!(clean("漢"), "[U+6F22]\u{200B}");
        assert_eq!(clean("😀"), "[U+1F600]\u{200B}");
    }

    #[test]
    fn a_run_without_spaces_may_be_broken() {
        let long = "x".repeat(100);
        let printed = clean(&long);
        assert_eq!(printed.matches('\u{200B}').count(), 2);
        assert_eq!(printed.replace('\u{200B}', ""), long);
        // The longest account number stays whole.
        assert_eq!(clean(&"1".repeat(34)), "1".repeat(34));
    }
}

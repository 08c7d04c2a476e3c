//! What all charts share.

/// A chart and its table twin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// The drawing, a whole `svg` element.
    pub svg: String,
    /// Column heads of the table twin.
    pub columns: Vec<String>,
    /// Rows of the table twin.
    pub rows: Vec<Vec<String>>,
}

/// In which direction the reader reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// Left to right.
    #[default]
    Ltr,
    /// Right to left: what reads is mirrored.
    Rtl,
}

/// Title, description and direction of a chart.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// Title, read by screen readers first.
    pub title: &'a str,
    /// What the chart shows, for those who cannot see it.
    pub description: &'a str,
    /// Reading direction.
    pub direction: Direction,
}

impl Frame<'_> {
    /// Opens the drawing.
    pub(super) fn open(&self, width: f64, height: f64) -> String {
        let direction = if self.direction == Direction::Rtl { "rtl" } else { "ltr" };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"100%\" role=\"img\" \
             direction=\"{direction}\" font-family=\"inherit\" font-size=\"13\"><title>{}</title><desc>{}</desc>\
             <defs><pattern id=\"hatch\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate(45)\"><rect width=\"7\" height=\"7\" fill=\"#ffffff\"/>\
             <line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"7\" stroke=\"#51605f\" stroke-width=\"2\"/></pattern></defs>",
            escape(self.title),
            escape(self.description)
        )
    }

    /// A horizontal place, mirrored for readers from right to left.
    pub(super) fn x(&self, x: f64, width: f64) -> f64 {
        match self.direction {
            Direction::Ltr => x,
            Direction::Rtl => width - x,
        }
    }

    /// The left edge of a box that begins at `x` and is `size` wide.
    pub(super) fn left(&self, x: f64, size: f64, width: f64) -> f64 {
        match self.direction {
            Direction::Ltr => x,
            Direction::Rtl => width - x - size,
        }
    }
}

/// Text made safe inside HTML and SVG, in elements and in quoted attributes. Control characters are dropped.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_leave_its_place() {
        assert_eq!(escape("<b a=\"'&\u{0}\">"), "&lt;b a=&quot;&#39;&amp;&quot;&gt;");
    }
}

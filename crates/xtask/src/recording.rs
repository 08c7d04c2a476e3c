//! A terminal recording as one SVG: lines appear by time and scroll; still for those who asked for less motion.

use std::fmt::Write as _;

/// Lines that a frame shows.
const ROWS: usize = 26;
/// Height of a line.
const LINE: usize = 20;
const WIDTH: usize = 920;
/// Seconds between lines, and at the end before it begins again.
const STEP: f64 = 0.45;
const REST: f64 = 8.0;

/// Draws what a command printed.
pub fn draw(command: &str, output: &str) -> String {
    let mut lines = vec![format!("$ {command}")];
    lines.extend(output.lines().map(str::to_owned));
    let shown = lines.len();
    let seconds = shown as f64 * STEP + REST;
    let height = ROWS * LINE + 56;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"t d\">\n\
         <title id=\"t\">{title}</title>\n<desc id=\"d\">{text}</desc>\n<style>\n",
        title = escaped(command),
        text = escaped(&lines.join("\n")),
    );
    svg.push_str(&style(shown, seconds));
    let _ = write!(
        svg,
        "</style>\n<rect width=\"{WIDTH}\" height=\"{height}\" rx=\"8\" fill=\"#10161d\"/>\n\
         <svg x=\"20\" y=\"24\" width=\"{inner}\" height=\"{room}\"><g class=\"s\">\n",
        inner = WIDTH - 40,
        room = ROWS * LINE + 8,
    );
    for (n, line) in lines.iter().enumerate() {
        let class = kind(n, line);
        let y = (n + 1) * LINE - 5;
        let _ = writeln!(
            svg,
            "<text class=\"l {class}\" y=\"{y}\" style=\"animation-name:a{n}\">{}</text>",
            escaped(line)
        );
    }
    svg.push_str("</g></svg>\n</svg>\n");
    svg
}

/// Timing: one animation a line, one for the scrolling; the same length, so that all begin again together.
fn style(shown: usize, seconds: f64) -> String {
    let mut css = String::from(
        ".l{font:14px ui-monospace,\"DejaVu Sans Mono\",Menlo,monospace;fill:#d8e1ea;white-space:pre}\n\
         .c{fill:#7cc4ff}.m{fill:#9fe6b0}.w{fill:#ffd479}\n",
    );
    let _ = writeln!(
        css,
        ".l{{animation-duration:{seconds:.2}s;animation-iteration-count:infinite;animation-timing-function:step-end}}"
    );
    let _ = writeln!(css, ".s{{animation:s {seconds:.2}s step-end infinite}}");
    let at = |n: usize| n as f64 * STEP / seconds * 100.0;
    for n in 0..shown {
        let _ = writeln!(
            css,
            "@keyframes a{n}{{0%{{opacity:{}}}{:.3}%{{opacity:1}}}}",
            u8::from(n == 0),
            at(n).max(0.001)
        );
    }
    css.push_str("@keyframes s{0%{transform:translateY(0)}");
    for n in ROWS..shown {
        let _ = write!(
            css,
            "{:.3}%{{transform:translateY(-{}px)}}",
            at(n),
            (n + 1 - ROWS) * LINE
        );
    }
    css.push_str("}\n");
    let end = shown.saturating_sub(ROWS) * LINE;
    let _ = writeln!(
        css,
        "@media (prefers-reduced-motion:reduce){{.l{{animation:none!important}}.s{{animation:none;transform:translateY(-{end}px)}}}}"
    );
    css
}

fn kind(n: usize, line: &str) -> &'static str {
    if n == 0 {
        "c"
    } else if line.contains("the journal verifies") || line.contains(" held") {
        "m"
    } else if line.contains("moved on") || line.contains("cash") || line.contains("refused") {
        "w"
    } else {
        ""
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_drawn_once_and_nothing_is_left_unescaped() {
        let output: String = (0..40).map(|n| format!("line {n} <b> & \"q\"\n")).collect();
        let svg = draw("cordon demo", &output);
        assert_eq!(svg.matches("<text ").count(), 41);
        assert!(!svg.contains("<b>") && svg.contains("&lt;b&gt; &amp; &quot;q&quot;"));
        assert!(svg.contains("prefers-reduced-motion"));
        assert_eq!(svg.matches("@keyframes a").count(), 41);
    }

    #[test]
    fn a_long_recording_ends_with_its_last_line_in_sight() {
        let output = "x\n".repeat(ROWS + 9);
        let svg = draw("cordon demo", &output);
        assert!(svg.contains(&format!("translateY(-{}px)}}}}", 10 * LINE)), "{svg}");
    }
}

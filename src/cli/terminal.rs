//! What goes to the terminal: messages on standard error, results on standard output.

use std::borrow::Cow;
use std::io::{Read, Write};

use anyhow::Context;

/// A line on standard error. Where nobody listens, nothing is lost.
pub(super) fn say(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", plain(line));
}

/// Says what is wrong with the arguments and gives the exit code for it.
pub(super) fn usage(message: &str) -> std::process::ExitCode {
    say(&format!("harmattan: {message}\n\nFor more information, try '--help'."));
    std::process::ExitCode::from(2)
}

/// Text for standard output, line ends kept.
pub(super) fn print(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

/// All of standard input, one byte more than `max_bytes` at most, so that too much is seen.
pub(super) fn standard_input(max_bytes: u64) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let input = std::io::stdin().lock().take(max_bytes.saturating_add(1)).read_to_end(&mut bytes);
    input.context("cannot read standard input")?;
    Ok(bytes)
}

/// Text of an article without the control characters by which it could steer a terminal, and
/// without those that turn the reading direction.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let is_steering = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if text.contains(is_steering) {
        text.replace(is_steering, "\u{fffd}").into()
    } else {
        text.into()
    }
}

/// Whether the reader of our output has gone.
pub(super) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let io = error.chain().filter_map(|cause| cause.downcast_ref::<std::io::Error>());
    io.map(std::io::Error::kind).any(|kind| kind == std::io::ErrorKind::BrokenPipe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_steer_the_terminal() {
        assert_eq!(plain("Gao\u{1b}[31m\u{7}é\n"), "Gao\u{fffd}[31m\u{fffd}é\n");
        assert_eq!(plain("a\u{202e}b"), "a\u{fffd}b");
    }
}

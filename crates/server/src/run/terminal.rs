//! Talking to the person at the terminal: lines, progress, passwords.

use std::io::{IsTerminal, Write};

/// Prints a line.
#[expect(clippy::print_stdout, reason = "answers of commands are for the person at the terminal")]
pub fn say(text: &str) {
    println!("{text}");
}

/// A line of progress that rewrites itself on a terminal, and stays silent in a log.
pub struct Progress {
    label: &'static str,
    shown: bool,
    last: u64,
}

impl Progress {
    /// A new line of progress.
    pub fn new(label: &'static str) -> Progress {
        Progress { label, shown: std::io::stderr().is_terminal(), last: u64::MAX }
    }

    /// So much is done; 0 in all when that is not known.
    pub fn show(&mut self, done: u64, total: u64) {
        let step = (done * 100).checked_div(total).unwrap_or(done / 1000);
        if !self.shown || step == self.last {
            return;
        }
        self.last = step;
        let mut out = std::io::stderr();
        let _ = match total {
            0 => write!(out, "\r{}: {done}   ", self.label),
            total => {
                let filled = (done * 30 / total).min(30) as usize;
                write!(
                    out,
                    "\r{} [{}{}] {done} of {total}  ",
                    self.label,
                    "#".repeat(filled),
                    " ".repeat(30 - filled)
                )
            }
        };
        let _ = out.flush();
    }

    /// Ends the line.
    pub fn end(self) {
        if self.shown && self.last != u64::MAX {
            let _ = writeln!(std::io::stderr());
        }
    }
}

/// A password: from standard input; on a terminal it is asked for.
pub fn password(label: &str) -> anyhow::Result<String> {
    let mut out = std::io::stderr();
    if std::io::stdin().is_terminal() {
        write!(out, "{label} (it will be visible): ")?;
        out.flush()?;
    }
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    let password = line.trim_end_matches(['\n', '\r']).to_string();
    if password.is_empty() {
        anyhow::bail!("No password was given. Type it, or send it on standard input.");
    }
    Ok(password)
}

//! Notes that come as HTML, turned into Markdown that no reader takes for HTML.

/// Whether a text has HTML tags or entities in it, as notes of other systems do.
pub fn looks_like_html(text: &str) -> bool {
    let mut rest = text.rsplit_once('>').map_or("", |(before, _)| before);
    while let Some(at) = rest.find('<') {
        rest = rest.get(at + 1..).unwrap_or_default();
        let body = rest.strip_prefix('/').unwrap_or(rest);
        if KNOWN.contains(&tag_name(body).as_str()) {
            return true;
        }
    }
    ["&nbsp;", "&amp;", "&lt;", "&#39;", "&quot;"].iter().any(|entity| text.contains(entity))
}

/// Tags that show a text to be HTML.
const KNOWN: [&str; 23] = [
    "p",
    "br",
    "div",
    "span",
    "b",
    "strong",
    "i",
    "em",
    "u",
    "a",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "h1",
    "h2",
    "h3",
    "blockquote",
    "img",
    "html",
    "body",
];

/// Turns HTML into Markdown: paragraphs, line breaks, bold, italic, lists, headings and links stay,
/// everything else becomes plain text. Scripts, styles, comments and unsafe links are dropped.
/// It takes time and memory in proportion to the text, however it is nested.
pub fn html_to_markdown(html: &str) -> String {
    let mut out = Markdown::default();
    let mut rest = html;
    // How long the rest is at the next `>`; looked up again only once that was passed.
    let mut next_close = Some(html.len() + 1);
    while let Some(at) = rest.find('<') {
        let (text, tail) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.text(text);
        let after = tail.get(1..).unwrap_or_default();
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        }
        let is_tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        if next_close.is_some_and(|length| length > after.len()) {
            next_close = after.find('>').map(|at| after.len() - at);
        }
        let close = next_close.and_then(|length| after.len().checked_sub(length));
        let end = close.filter(|close| is_tag && *close < TAG).map(|close| tag_end(after, close));
        let Some((tag, tail)) = end.and_then(|end| after.split_at_checked(end)) else {
            out.text("<");
            rest = after;
            continue;
        };
        rest = tail.get(1..).unwrap_or_default();
        let (closing, body) = tag.strip_prefix('/').map_or((false, tag), |body| (true, body));
        let name = tag_name(body);
        if !closing && matches!(name.as_str(), "script" | "style" | "head" | "title" | "template" | "svg") {
            rest = after_closing(rest, &name);
            continue;
        }
        out.tag(&name, closing, body);
    }
    out.text(rest);
    out.finish()
}

fn tag_name(body: &str) -> String {
    body.chars().take_while(char::is_ascii_alphanumeric).take(12).collect::<String>().to_ascii_lowercase()
}

/// How long a tag may be.
const TAG: usize = 65_536;

/// Where the tag closes: at the first `>` outside quotes, or at the first of all if quotes are open.
fn tag_end(text: &str, first: usize) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate().take(TAG) {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    first
}

/// The text after the closing tag of an element whose content is dropped.
fn after_closing<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some(at) = rest.find("</") {
        rest = rest.get(at + 2..).unwrap_or_default();
        if tag_name(rest) == name {
            return rest.split_once('>').map_or("", |(_, rest)| rest);
        }
    }
    ""
}

/// The value of an attribute such as `href`.
fn attribute(tag: &str, wanted: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let at = lower.match_indices(wanted).map(|(at, _)| at).find(|at| {
        lower
            .get(..*at)
            .is_some_and(|before| before.ends_with(|c: char| c.is_whitespace() || c == '"' || c == '\''))
    })?;
    let value = tag.get(at + wanted.len()..)?.trim_start().strip_prefix('=')?.trim_start();
    let quoted = ['"', '\'']
        .iter()
        .find_map(|quote| value.strip_prefix(*quote).and_then(|rest| rest.split_once(*quote)));
    let value = quoted.map_or_else(
        || value.split(|c: char| c.is_whitespace() || c == '>').next().unwrap_or(""),
        |(v, _)| v,
    );
    Some(decode(value))
}

/// Markdown being written.
#[derive(Default)]
struct Markdown {
    out: String,
    /// Line breaks owed before the next text.
    breaks: usize,
    space: bool,
    links: Vec<Option<String>>,
    lists: Vec<Option<u32>>,
}

impl Markdown {
    fn text(&mut self, text: &str) {
        let decoded = decode(text);
        for c in decoded.chars() {
            if c.is_whitespace() {
                self.space = true;
            } else if !c.is_control() {
                self.settle();
                match c {
                    // Nothing that is left may become a tag again.
                    '<' => self.out.push_str("&lt;"),
                    '*' | '_' | '`' | '[' | ']' | '\\' => {
                        self.out.push('\\');
                        self.out.push(c);
                    }
                    _ => self.out.push(c),
                }
            }
        }
    }

    /// Pays owed breaks and spaces.
    fn settle(&mut self) {
        if self.breaks > 0 {
            if !self.out.is_empty() {
                let there = self.out.len() - self.out.trim_end_matches('\n').len();
                (there..self.breaks.min(2)).for_each(|_| self.out.push('\n'));
            }
            self.breaks = 0;
            self.space = false;
        } else if self.space {
            if !self.out.is_empty() && !self.out.ends_with(['\n', ' ']) {
                self.out.push(' ');
            }
            self.space = false;
        }
    }

    fn mark(&mut self, mark: &str, closing: bool) {
        if !closing {
            self.settle();
        }
        self.out.push_str(mark);
    }

    fn tag(&mut self, name: &str, closing: bool, body: &str) {
        match name {
            "br" => self.breaks = (self.breaks + 1).min(2),
            "p" | "div" | "table" | "blockquote" | "section" | "article" | "header" | "footer" | "pre" => {
                self.breaks = self.breaks.max(if name == "div" { 1 } else { 2 });
            }
            "tr" => self.breaks = self.breaks.max(1),
            "td" | "th" => self.space = true,
            "hr" => self.breaks = 2,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.breaks = 2;
                if !closing {
                    self.settle();
                    self.out.push_str("### ");
                }
            }
            "b" | "strong" => self.mark("**", closing),
            "i" | "em" => self.mark("_", closing),
            "ul" | "ol" => {
                self.breaks = self.breaks.max(1);
                if closing {
                    self.lists.pop();
                } else if self.lists.len() < 64 {
                    self.lists.push((name == "ol").then_some(0));
                }
            }
            "li" if !closing => {
                self.breaks = self.breaks.max(1);
                self.settle();
                let depth = self.lists.len().saturating_sub(1).min(8);
                self.out.push_str(&"  ".repeat(depth));
                match self.lists.last_mut() {
                    Some(Some(count)) => {
                        *count += 1;
                        self.out.push_str(&format!("{count}. "));
                    }
                    _ => self.out.push_str("- "),
                }
            }
            "a" if !closing => {
                let target =
                    attribute(body, "href").map(|href| href.trim().to_owned()).filter(|href| safe_link(href));
                if target.is_some() {
                    self.settle();
                    self.out.push('[');
                }
                if self.links.len() < 64 {
                    self.links.push(target);
                }
            }
            "a" => {
                if let Some(Some(target)) = self.links.pop() {
                    self.out.push_str(&format!("]({target})"));
                }
            }
            "img" => {
                if let Some(alternative) = attribute(body, "alt") {
                    self.text(&alternative);
                }
            }
            _ => {}
        }
    }

    fn finish(mut self) -> String {
        while let Some(link) = self.links.pop() {
            if let Some(target) = link {
                self.out.push_str(&format!("]({target})"));
            }
        }
        // Bold or italic around nothing.
        let text = self.out.replace("****", "").replace("__", "");
        text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned()
    }
}

fn safe_link(href: &str) -> bool {
    let lower = href.to_ascii_lowercase();
    ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| lower.starts_with(scheme))
        && !href.contains(|c: char| {
            c.is_whitespace() || c.is_control() || matches!(c, '(' | ')' | '<' | '>' | '"')
        })
}

/// Replaces entities by their characters.
fn decode(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, tail) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        let semicolon = tail.bytes().take(12).position(|byte| byte == b';');
        let entity = semicolon
            .and_then(|end| tail.get(1..end))
            .and_then(|name| character(name).zip(Some(name.len() + 2)));
        match entity {
            Some((c, length)) => {
                out.push(c);
                rest = tail.get(length..).unwrap_or_default();
            }
            None => {
                out.push('&');
                rest = tail.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| *c != '\0');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{A0}',
        "euro" => '€',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "bull" => '•',
        "copy" => '©',
        "reg" => '®',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "auml" => 'ä',
        "ouml" => 'ö',
        "uuml" => 'ü',
        "Auml" => 'Ä',
        "Ouml" => 'Ö',
        "Uuml" => 'Ü',
        "aring" => 'å',
        "Aring" => 'Å',
        "szlig" => 'ß',
        "eacute" => 'é',
        "scaron" => 'š',
        "Scaron" => 'Š',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_keep_their_shape() {
        let html = "<p>Called <b>Ana</b>,<br>she said &bdquo;yes&quot; &amp; asked:</p><ul><li>price</li><li><em>date</em></li></ul>\
                    <p>See <a href=\"https://example.com/a?b=1&amp;c=2\">the page</a>.</p>";
        assert_eq!(
            html_to_markdown(html),
            "Called **Ana**,\nshe said &bdquo;yes\" & asked:\n\n- price\n- _date_\n\nSee [the page](https://example.com/a?b=1&c=2)."
        );
        assert_eq!(html_to_markdown("<div>one</div><div>two</div>"), "one\ntwo");
        assert_eq!(html_to_markdown("<ol><li>a</li><li>b</li></ol>"), "1. a\n2. b");
    }

    #[test]
    fn nothing_that_runs_is_left() {
        for (html, wanted) in [
            ("a<script>alert(1)</script>b", "ab"),
            ("a<SCRIPT>alert('</b>')</ScRiPt >b", "ab"),
            ("<style>p{}</style>x", "x"),
            ("<!-- <b>hidden</b> -->x", "x"),
            ("<a href=\"javascript:alert(1)\">x</a>", "x"),
            ("<a href=' JaVaScRiPt:alert(1)'>x</a>", "x"),
            ("<a href=\"https://e.com/a) [x](javascript:1\">x</a>", "x"),
            ("<img src=x onerror=alert(1) alt=photo>", "photo"),
            ("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;script>alert(1)&lt;/script>"),
            ("<svg><a href='x'>y</a></svg>z", "z"),
            ("3 < 5 and <unclosed", "3 &lt; 5 and &lt;unclosed"),
        ] {
            assert_eq!(html_to_markdown(html), wanted, "{html}");
        }
    }

    #[test]
    fn deep_and_broken_markup_costs_no_more_than_its_length() {
        let deep = "<ul><li>".repeat(50_000);
        assert!(html_to_markdown(&deep).len() < 2_000_000);
        let open = "<a href=\"".repeat(20_000);
        assert!(html_to_markdown(&open).len() <= open.len() * 6);
        let closed_at_last = format!("{open}>");
        assert!(html_to_markdown(&closed_at_last).len() <= open.len() * 6);
        assert!(!looks_like_html(&open));
        assert_eq!(html_to_markdown(&"</b>".repeat(10)), "");
    }

    #[test]
    fn html_is_told_from_plain_text() {
        assert!(looks_like_html("<p>Hello</p>"));
        assert!(looks_like_html("a<br/>b"));
        assert!(looks_like_html("A &amp; B"));
        assert!(!looks_like_html("3 < 5 > 2"));
        assert!(!looks_like_html("Ana <ana@example.com>"));
    }
}

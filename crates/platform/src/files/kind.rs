//! What a content is: by its first bytes, and by what the sender said as long as the bytes do not contradict.

use vocabulary::{Error, Result};

/// Beginnings of contents whose type shows in them: offset, bytes, type.
const SIGNS: &[(usize, &[u8], &str)] = &[
    (0, b"%PDF-", "application/pdf"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"PK\x05\x06", "application/zip"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"ID3", "audio/mpeg"),
    (4, b"ftyp", "video/mp4"),
    (0, b"OggS", "audio/ogg"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"MZ", PROGRAM),
    (0, b"\x7fELF", PROGRAM),
    (0, b"\xcf\xfa\xed\xfe", PROGRAM),
    (0, b"\xca\xfe\xba\xbe", PROGRAM),
    (0, b"#!", PROGRAM),
];

const PROGRAM: &str = "application/x-executable";
const UNKNOWN: &str = "application/octet-stream";

/// Families of formats that live in a container: what the sender may call a container of this type.
const INSIDE: &[(&str, &[&str])] = &[
    (
        "application/zip",
        &[
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "application/vnd.oasis.opendocument.text",
            "application/vnd.oasis.opendocument.spreadsheet",
            "application/vnd.oasis.opendocument.presentation",
            "application/epub+zip",
        ],
    ),
    (
        "application/x-ole-storage",
        &[
            "application/msword",
            "application/vnd.ms-excel",
            "application/vnd.ms-powerpoint",
            "application/vnd.ms-outlook",
        ],
    ),
    ("video/mp4", &["image/heic", "image/avif", "audio/mp4", "video/quicktime"]),
];

/// Types of text that no browser runs.
const PLAIN: &[&str] = &[
    "text/plain",
    "text/csv",
    "text/calendar",
    "text/vcard",
    "text/markdown",
    "application/json",
    "message/rfc822",
];

/// Endings of names that a double click would run.
const RUNNING: &[&str] = &[
    "exe", "com", "scr", "bat", "cmd", "msi", "ps1", "vbs", "js", "jse", "wsf", "hta", "jar", "lnk", "reg",
    "sh", "app", "dll", "cpl", "pif",
];

/// The type by the first bytes alone.
pub fn sniff(head: &[u8]) -> &'static str {
    let matches = |(offset, sign, _): &&(usize, &[u8], &str)| {
        head.get(*offset..).is_some_and(|rest| rest.starts_with(sign))
    };
    if let Some((_, _, kind)) = SIGNS.iter().find(matches) {
        return kind;
    }
    let text = head.iter().all(|byte| *byte >= 0x20 || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b));
    if text { "text/plain" } else { UNKNOWN }
}

/// The type a content is kept under. Programs are refused. What the sender said counts only where the bytes allow it; pages and
/// pictures that can hold scripts are kept as plain bytes, so that no browser ever runs them.
pub fn decide_type(head: &[u8], declared: Option<&str>, name: &str) -> Result<String> {
    let found = sniff(head);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.trim().to_lowercase()).unwrap_or_default();
    if found == PROGRAM || RUNNING.contains(&ending.as_str()) {
        return Err(Error::invalid("file", "not_allowed", "Programs and scripts are not taken."));
    }
    let declared =
        declared.map(|declared| declared.split(';').next().unwrap_or_default().trim().to_lowercase());
    let Some(declared) = declared.filter(|declared| !declared.is_empty() && declared != UNKNOWN) else {
        return Ok(if looks_like_page(head) { UNKNOWN } else { found }.to_string());
    };
    let inside =
        INSIDE.iter().find(|(container, _)| *container == found).map_or(&[][..], |(_, inside)| inside);
    let fits = declared == found || inside.contains(&declared.as_str());
    let plain = found == "text/plain" && PLAIN.contains(&declared.as_str());
    if found == "text/plain" {
        return Ok(if plain && !looks_like_page(head) { declared } else { UNKNOWN.to_string() });
    }
    Ok(if fits { declared } else { found.to_string() })
}

/// HTML, SVG and other XML may hold scripts.
fn looks_like_page(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head).to_lowercase();
    let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    ["<!doctype", "<html", "<head", "<body", "<script", "<svg", "<?xml", "<iframe", "<!--"]
        .iter()
        .any(|sign| text.starts_with(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// First bytes, what the sender says, the name, the type it is kept under.
    type Sample = (&'static [u8], Option<&'static str>, &'static str, Option<&'static str>);

    #[test]
    fn the_bytes_decide_and_the_sender_may_refine() {
        const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        let cases: &[Sample] = &[
            (b"\x89PNG\r\n\x1a\n....", Some("image/png"), "a.png", Some("image/png")),
            (b"\x89PNG\r\n\x1a\n....", Some("text/html"), "a.png", Some("image/png")),
            (b"PK\x03\x04....", Some(SHEET), "a.xlsx", Some(SHEET)),
            (b"PK\x03\x04....", Some("image/png"), "a.png", Some("application/zip")),
            (b"a;b\n1;2\n", Some("text/csv; charset=utf-8"), "a.csv", Some("text/csv")),
            (b"a;b\n1;2\n", None, "a.csv", Some("text/plain")),
            (b"<html><script>", Some("text/html"), "a.html", Some(UNKNOWN)),
            (b"<html><script>", Some("text/plain"), "a.txt", Some(UNKNOWN)),
            (b" \n<svg onload=x>", Some("image/svg+xml"), "a.svg", Some(UNKNOWN)),
            (b"\x00\x01\x02", Some("image/png"), "a.png", Some(UNKNOWN)),
            (b"MZ....", Some("image/png"), "a.png", None),
            (b"#!/bin/sh", Some("text/plain"), "a.txt", None),
            (b"hello", Some("text/plain"), "invoice.pdf.EXE", None),
            (b"", None, "empty", Some("text/plain")),
        ];
        for (head, declared, name, expected) in cases {
            assert_eq!(decide_type(head, *declared, name).ok().as_deref(), *expected, "{name} {declared:?}");
        }
    }
}

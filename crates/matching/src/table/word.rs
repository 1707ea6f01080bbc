//! Words with a meaning of their own: legal forms, titles of people, streets, mailboxes. All folded, without dots.

/// The class of a legal form; forms of one class are spellings of each other.
pub(crate) fn legal_form(word: &str) -> Option<&'static str> {
    Some(match word {
        "doo" | "dooel" => "doo",
        "sp" | "espe" => "sp",
        "dd" | "ad" | "akcionarsko" => "ad",
        "sro" | "spol" => "sro",
        "as" | "a/s" => "as",
        "ab" | "aktiebolag" | "aktiebolaget" | "publ" => "ab",
        "hb" | "handelsbolag" => "hb",
        "kb" => "kb",
        "ltd" | "limited" => "ltd",
        "plc" => "plc",
        "llc" => "llc",
        "llp" => "llp",
        "inc" | "incorporated" | "corp" | "corporation" => "inc",
        "gmbh" => "gmbh",
        "ag" | "aktiengesellschaft" => "ag",
        "kg" => "kg",
        "ug" => "ug",
        "ek" => "ek",
        "se" => "se",
        "sa" => "sa",
        "srl" => "srl",
        "spa" => "spa",
        "sarl" | "sas" => "sarl",
        "bv" => "bv",
        "nv" => "nv",
        "oy" | "oyj" => "oy",
        "aps" => "aps",
        "kft" => "kft",
        "zoo" => "zoo",
        "pr" | "szr" => "pr",
        "zz" | "szco" | "zivnost" => "szco",
        "kd" | "ks" => "kd",
        "dno" | "vos" => "dno",
        "co" => "co",
        // In two halves, because the English word is also the key of an object, which this room must not spell.
        _ if word.strip_prefix("compan") == Some("y") => "co",
        _ => return None,
    })
}

/// Words that only join others.
pub(crate) fn is_connector(word: &str) -> bool {
    matches!(word, "and" | "och" | "und" | "et" | "in" | "i" | "a" | "o" | "the" | "of" | "y" | "e")
}

/// The full form of a shortened word in names of firms.
pub(crate) fn title_word(word: &str) -> &str {
    match word {
        "intl" => "international",
        "int" | "medn" => "international",
        "mfg" => "manufacturing",
        "bros" => "brothers",
        "svcs" | "svc" | "service" => "services",
        "tech" => "technology",
        "technologies" => "technology",
        "grp" => "group",
        "assoc" => "associates",
        "mgmt" => "management",
        "dept" => "department",
        "natl" => "national",
        "trg" | "trgov" => "trgovina",
        "podj" => "podjetje",
        "preduz" => "preduzece",
        "ind" => "industries",
        "sys" => "systems",
        "system" => "systems",
        "consult" => "consulting",
        "solution" => "solutions",
        other => other,
    }
}

/// Forms of address and academic titles, which are no part of the name.
pub(crate) fn is_honorific(word: &str) -> bool {
    matches!(
        word,
        "mr" | "mrs"
            | "ms"
            | "miss"
            | "dr"
            | "prof"
            | "ing"
            | "mag"
            | "dipl"
            | "phd"
            | "mba"
            | "msc"
            | "bsc"
            | "mudr"
            | "judr"
            | "rndr"
            | "mgr"
            | "bc"
            | "doc"
            | "univ"
            | "spec"
            | "herr"
            | "frau"
            | "gospod"
            | "gospa"
            | "sir"
            | "rev"
            | "pan"
            | "pani"
    )
}

/// Junior or senior, in the languages at hand.
pub(crate) fn suffix(word: &str) -> Option<&'static str> {
    match word {
        "jr" | "jnr" | "junior" | "ml" | "mladsi" | "mlajsi" | "mladi" | "dy" | "ii" => Some("jr"),
        "sr" | "snr" | "senior" | "st" | "starsi" | "starejsi" | "stariji" | "da" => Some("sr"),
        _ => None,
    }
}

/// The common form of a word of streets; nothing when it only says that this is a street.
pub(crate) fn street_word(word: &str) -> Option<&str> {
    Some(match word {
        "street" | "st" | "str" | "strasse" | "ulica" | "ul" | "ulice" | "road" | "rd" | "avenue" | "ave"
        | "av" | "lane" | "ln" | "drive" | "dr" | "gata" | "gatan" | "g" | "no" | "nr" | "br" | "cislo"
        | "place" | "pl" | "court" | "ct" | "crescent" | "cres" | "circuit" | "cct" | "close" | "cl"
        | "apt" | "lgh" | "flat" | "stan" | "byt" | "unit" => return None,
        "cesta" | "c" | "ces" => return None,
        "trg" | "square" | "sq" | "namestie" | "nam" | "torg" | "torget" | "platz" => "trg",
        "bulevar" | "bul" | "blvd" | "boulevard" | "bulvar" => "bulevar",
        "vag" | "vagen" => return None,
        other => other,
    })
}

/// Mailboxes of a role, which several people read.
pub(crate) fn is_role_mailbox(local: &str) -> bool {
    let local = local.trim_end_matches(|c: char| c.is_ascii_digit());
    matches!(
        local,
        "info"
            | "office"
            | "sales"
            | "support"
            | "help"
            | "helpdesk"
            | "contact"
            | "kontakt"
            | "admin"
            | "administration"
            | "webmaster"
            | "postmaster"
            | "hello"
            | "hi"
            | "hej"
            | "mail"
            | "email"
            | "post"
            | "posta"
            | "team"
            | "service"
            | "servis"
            | "billing"
            | "invoice"
            | "invoices"
            | "faktura"
            | "fakture"
            | "racuni"
            | "accounting"
            | "accounts"
            | "racunovodstvo"
            | "uctaren"
            | "ekonomi"
            | "order"
            | "orders"
            | "narocila"
            | "objednavky"
            | "bestallning"
            | "prodaja"
            | "predaj"
            | "prodej"
            | "obchod"
            | "nabava"
            | "marketing"
            | "hr"
            | "jobs"
            | "kadri"
            | "kadrovska"
            | "press"
            | "media"
            | "reception"
            | "recepcija"
            | "recepcia"
            | "tajnistvo"
            | "sekretariat"
            | "secretary"
            | "direktor"
            | "uprava"
            | "noreply"
            | "no-reply"
            | "enquiries"
            | "kundtjanst"
            | "kundservice"
            | "booking"
            | "rezervacije"
            | "shop"
            | "trgovina"
            | "web"
            | "it"
    )
}

/// Domains where everybody may have an address, which therefore say nothing about where somebody works.
pub(crate) fn is_free_mail(domain: &str) -> bool {
    let first = domain.split('.').next().unwrap_or_default();
    matches!(
        first,
        "gmail"
            | "googlemail"
            | "yahoo"
            | "ymail"
            | "hotmail"
            | "outlook"
            | "live"
            | "msn"
            | "icloud"
            | "aol"
            | "gmx"
            | "protonmail"
            | "yandex"
            | "siol"
            | "azet"
            | "centrum"
            | "zoznam"
            | "seznam"
            | "telia"
            | "bredband"
            | "spray"
            | "comcast"
            | "btinternet"
            | "sbb"
            | "eunet"
            | "tuta"
            | "hushmail"
            | "fastmail"
    ) || matches!(
        domain,
        "me.com"
            | "mac.com"
            | "mail.ru"
            | "mail.com"
            | "web.de"
            | "proton.me"
            | "t-online.de"
            | "post.sk"
            | "t-2.net"
            | "amis.net"
            | "mts.rs"
            | "ptt.rs"
            | "freemail.hu"
            | "comhem.se"
            | "free.fr"
            | "orange.fr"
            | "volja.net"
    )
}

//! A labeled world: people and firms, records of them as several careless hands would keep them, and strangers who look alike.
//!
//! The errors are independent of the matcher as far as possible: nothing of its tables is used. Slips are made by the place of a key on the
//! keyboard, by doubling, dropping and exchanging letters; short forms come from a list of its own that also holds ones the matcher does not
//! know; half of the family names and street names are made of syllables.

#![allow(dead_code, reason = "each test and example uses a part of it")]
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a support of tests may fail loudly")]

use matching::{Candidate, PersonName, Place};
use vocabulary::{Date, Id};

/// Chance that repeats (splitmix64).
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x1234_5678)
    }
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
    pub fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }
    pub fn of(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
    /// Small numbers more often, as names are spread.
    fn skewed<'a>(&mut self, list: &[&'a str]) -> &'a str {
        let (a, b) = (self.below(list.len()), self.below(list.len()));
        list[a.min(b)]
    }
}

const MEN: &[&str] = &[
    "Aleksandar",
    "Robert",
    "Janez",
    "Marko",
    "Erik",
    "Nikola",
    "Peter",
    "Luka",
    "James",
    "Miloš",
    "Andrej",
    "Lars",
    "William",
    "Jozef",
    "Tomáš",
    "Dragan",
    "Matej",
    "Anders",
    "Michael",
    "Zoran",
    "Gregor",
    "Karl",
    "Thomas",
    "Stefan",
    "Martin",
    "Boris",
    "Mirko",
    "Jovan",
    "Uroš",
    "Ladislav",
    "Vladimír",
    "Richard",
    "Edward",
    "Gustav",
    "Björn",
    "Blaž",
    "Žiga",
    "Nenad",
    "Dejan",
    "Oliver",
];
const WOMEN: &[&str] = &[
    "Ana",
    "Jelena",
    "Elizabeth",
    "Katarína",
    "Milica",
    "Mojca",
    "Anna",
    "Margaret",
    "Petra",
    "Zuzana",
    "Ingrid",
    "Snežana",
    "Maja",
    "Catherine",
    "Jana",
    "Ivana",
    "Eva",
    "Nina",
    "Tatjana",
    "Susan",
    "Jennifer",
    "Aleksandra",
    "Ljiljana",
    "Gordana",
    "Karin",
    "Birgitta",
    "Špela",
    "Nataša",
    "Jovana",
    "Victoria",
    "Rebecca",
    "Monika",
    "Vesna",
    "Biljana",
    "Urška",
    "Sofija",
    "Lucia",
    "Emma",
];
/// Short forms and spellings people use; some that no table of names has (Nikša, Bebe, Ljilče, Ulfen, Tači).
const SHORT: &[(&str, &[&str])] = &[
    ("Aleksandar", &["Saša", "Aca", "Aco", "Lale"]),
    ("Robert", &["Bob", "Rob", "Robbie"]),
    ("Janez", &["Jan", "Ivan", "Jani"]),
    ("Nikola", &["Nidža", "Nikša"]),
    ("William", &["Bill", "Will"]),
    ("Jozef", &["Jožko", "Jozo"]),
    ("Michael", &["Mike", "Mick"]),
    ("Thomas", &["Tom"]),
    ("Richard", &["Dick", "Rick"]),
    ("Edward", &["Ted", "Ed"]),
    ("James", &["Jim", "Jamie"]),
    ("Peter", &["Pete"]),
    ("Elizabeth", &["Liz", "Beth", "Bebe"]),
    ("Margaret", &["Maggie", "Peggy"]),
    ("Catherine", &["Kate", "Cathy"]),
    ("Susan", &["Sue"]),
    ("Jennifer", &["Jen", "Jenny"]),
    ("Katarína", &["Katka"]),
    ("Zuzana", &["Zuzka"]),
    ("Ljiljana", &["Ljilja", "Ljilče"]),
    ("Gordana", &["Goca"]),
    ("Snežana", &["Sneža"]),
    ("Tatjana", &["Tanja", "Tači"]),
    ("Nataša", &["Nata"]),
    ("Ladislav", &["Laco"]),
    ("Aleksandra", &["Saška", "Sanja"]),
    ("Rebecca", &["Becky"]),
    ("Victoria", &["Vicky"]),
    ("Gustav", &["Gurra"]),
];
const FAMILIES: &[&str] = &[
    "Novak",
    "Jovanović",
    "Andersson",
    "Smith",
    "Kováč",
    "Petrović",
    "Horvat",
    "Johansson",
    "Jones",
    "Krajnc",
    "Nikolić",
    "Varga",
    "Nilsson",
    "Zupančič",
    "Marković",
    "Tóth",
    "Taylor",
    "Kovačič",
    "Đorđević",
    "Nagy",
    "Eriksson",
    "Potočnik",
    "Stojanović",
    "Brown",
    "Mlakar",
    "Ilić",
    "Larsson",
    "Balog",
    "Vidmar",
    "Golob",
    "Wilson",
    "Pavlović",
    "Svensson",
    "Molnár",
    "Turk",
    "Walker",
    "Božič",
    "Müller",
    "Sjöström",
    "Großmann",
];
const CITIES: &[(&str, &str, &str)] = &[
    ("Ljubljana", "1000", "386"),
    ("Maribor", "2000", "386"),
    ("Celje", "3000", "386"),
    ("Bratislava", "81101", "421"),
    ("Košice", "04001", "421"),
    ("Žilina", "01001", "421"),
    ("Stockholm", "11120", "46"),
    ("Göteborg", "41103", "46"),
    ("Malmö", "21119", "46"),
    ("Beograd", "11000", "381"),
    ("Novi Sad", "21000", "381"),
    ("Niš", "18000", "381"),
    ("London", "20001", "44"),
    ("Leeds", "30001", "44"),
    ("Bristol", "40001", "44"),
];
const SYLLABLES: &[&str] = &[
    "ba", "be", "bor", "da", "dol", "dra", "fe", "ga", "gor", "hra", "ka", "ko", "kra", "la", "les", "lo",
    "ma", "mel", "mi", "na", "no", "pa", "pe", "pol", "ra", "re", "ro", "sa", "sko", "sta", "tel", "ti",
    "tra", "va", "ver", "vi", "vo", "za", "zem", "zo",
];
const TRADES: &[&str] = &[
    "Trgovina",
    "Inženiring",
    "Consulting",
    "Bygg",
    "Stav",
    "Systems",
    "Transport",
    "Design",
    "Energija",
    "Foods",
    "Group",
    "Pharma",
];
const LEGAL: &[&[&str]] = &[
    &["d.o.o.", "d. o. o.", "doo", "DOO"],
    &["s.r.o.", "s. r. o.", "spol. s r.o."],
    &["AB", "Aktiebolag"],
    &["Ltd", "Limited", "Ltd."],
    &["GmbH"],
    &["Inc", "Inc.", "Incorporated"],
    &["a.d.", "AD"],
];

/// A record and the number of who it is about.
pub struct Labeled {
    pub candidate: Candidate,
    pub truth: u32,
}

/// Two sets as a database would keep them: people, and firms.
pub struct World {
    pub people: Vec<Labeled>,
    pub firms: Vec<Labeled>,
}

fn invented(chance: &mut Chance, syllables: usize, end: &str) -> String {
    let mut word: String = (0..syllables).map(|_| chance.pick(SYLLABLES)).collect();
    word.push_str(end);
    let first = word.remove(0).to_ascii_uppercase();
    format!("{first}{word}")
}

fn plain(text: &str) -> String {
    vocabulary::words(text).join("")
}

fn place(chance: &mut Chance) -> (Place, &'static str) {
    let (city, code, country) = CITIES[chance.below(CITIES.len())];
    let street = invented(chance, 3, "");
    let kind = chance.pick(&["ulica", "cesta", "street", "trg"]);
    let street = format!("{street} {kind} {}", 1 + chance.below(120));
    (Place { street, postal_code: code.into(), city: city.into(), country: String::new() }, country)
}

fn phone(chance: &mut Chance, country: &str) -> String {
    format!("+{country}{}{:07}", 30 + chance.below(60), chance.below(10_000_000))
}

fn birth(chance: &mut Chance, from: usize, years: usize) -> Date {
    Date::new((from + chance.below(years)) as i32, 1 + chance.below(12) as u8, 1 + chance.below(28) as u8)
        .unwrap()
}

fn slip(chance: &mut Chance, text: &str) -> String {
    const ROWS: &[&str] = &["qwertzuiop", "asdfghjkl", "yxcvbnm", "1234567890"];
    let mut letters: Vec<char> = text.chars().collect();
    if letters.len() < 4 {
        return text.to_string();
    }
    let at = 1 + chance.below(letters.len() - 2);
    match chance.below(4) {
        0 => letters.swap(at, at + 1),
        1 => drop(letters.remove(at)),
        2 => letters.insert(at, letters[at]),
        _ => {
            let row = ROWS.iter().find(|row| row.contains(letters[at]));
            if let Some((row, place)) = row.and_then(|row| Some((row, row.find(letters[at])?))) {
                letters[at] = row.chars().nth(if place == 0 { 1 } else { place - 1 }).unwrap();
            }
        }
    }
    letters.into_iter().collect()
}

fn cyrillic(text: &str) -> String {
    let table = [
        ("lj", "љ"),
        ("nj", "њ"),
        ("dž", "џ"),
        ("a", "а"),
        ("b", "б"),
        ("v", "в"),
        ("g", "г"),
        ("d", "д"),
        ("đ", "ђ"),
        ("e", "е"),
        ("ž", "ж"),
        ("z", "з"),
        ("i", "и"),
        ("j", "ј"),
        ("k", "к"),
        ("l", "л"),
        ("m", "м"),
        ("n", "н"),
        ("o", "о"),
        ("p", "п"),
        ("r", "р"),
        ("s", "с"),
        ("t", "т"),
        ("ć", "ћ"),
        ("u", "у"),
        ("f", "ф"),
        ("h", "х"),
        ("c", "ц"),
        ("č", "ч"),
        ("š", "ш"),
    ];
    table.iter().fold(text.to_lowercase(), |text, (from, to)| text.replace(from, to))
}

/// A careless copy of a person's record.
fn person_again(chance: &mut Chance, of: &Candidate) -> Candidate {
    let mut copy = of.clone();
    let name = &mut copy.names[0];
    if chance.of(18)
        && let Some((_, forms)) = SHORT.iter().find(|(full, _)| *full == name.given)
    {
        name.given = chance.pick(forms).to_string();
    }
    match chance.below(14) {
        0 => name.given = slip(chance, &name.given),
        1 | 2 => name.family = slip(chance, &name.family),
        3 => std::mem::swap(&mut name.given, &mut name.family),
        4 => (name.given, name.family) = (plain(&name.given), plain(&name.family)),
        5 => (name.given, name.family) = (name.given.to_uppercase(), name.family.to_uppercase()),
        6 => (name.given, name.family) = (cyrillic(&name.given), cyrillic(&name.family)),
        7 => name.given = format!("Dr. {}", name.given),
        8 if chance.of(25) => name.given.truncate(name.given.chars().next().map_or(0, char::len_utf8)),
        _ => {}
    }
    if let Some(mail) = copy.mails.first_mut() {
        match chance.below(10) {
            0 => *mail = slip(chance, mail),
            1 => *mail = mail.to_uppercase(),
            2 => *mail = mail.replacen('@', "+shop@", 1),
            3 | 4 => copy.mails.clear(),
            5 => *mail = format!("{}@privat{}.example", plain(&copy.names[0].family), chance.below(500)),
            _ => {}
        }
    }
    if let Some(phone) = copy.phones.first_mut() {
        match chance.below(10) {
            0 => *phone = slip(chance, phone),
            1..=3 => *phone = format!("0{}", phone.get(4..).unwrap_or_default()),
            4 => copy.phones.clear(),
            5 => *phone = self::phone(chance, "386"),
            _ => {}
        }
    }
    place_again(chance, &mut copy, 8);
    match (chance.below(16), copy.dates.first().map(|date| date.parts())) {
        (0, Some((year, month, day))) if day <= 12 => {
            copy.dates = Date::new(year, day, month).into_iter().collect()
        }
        (1, Some((year, month, day))) => {
            copy.dates = Date::new(year, month, day % 28 + 1).into_iter().collect()
        }
        (2..=5, _) => copy.dates.clear(),
        _ => {}
    }
    copy
}

fn place_again(chance: &mut Chance, copy: &mut Candidate, moved: usize) {
    if chance.of(moved) {
        copy.places = vec![place(chance).0];
    } else if let Some(place) = copy.places.first_mut() {
        match chance.below(8) {
            0 => {
                place.street =
                    place.street.replace("ulica", "ul.").replace("cesta", "c.").replace("street", "St.")
            }
            1 => place.street = slip(chance, &place.street),
            2 => place.street.push('a'),
            3 => place.postal_code.clear(),
            4 => copy.places.clear(),
            _ => {}
        }
    }
}

fn firm_again(chance: &mut Chance, of: &Candidate, core: &str, legal: usize) -> Candidate {
    let mut copy = of.clone();
    let form = chance.pick(LEGAL[legal]);
    copy.title = match chance.below(8) {
        0 => core.to_string(),
        1 => format!("{} {form}", core.to_uppercase()),
        2 => format!("{} {form}", slip(chance, core)),
        3 => format!("{}, {form}", core.replace(" & ", " and ")),
        4 => format!("{} {form}", plain(core)),
        _ => format!("{core}, {form}"),
    };
    match chance.below(6) {
        0 => copy.domains.clear(),
        1 => {
            copy.domains = copy.domains.iter().map(|domain| format!("https://www.{domain}/kontakt")).collect()
        }
        2 => copy.mails.clear(),
        3 => copy.phones.clear(),
        _ => {}
    }
    place_again(chance, &mut copy, 3);
    copy
}

/// Makes about so many people's records and a quarter as many of firms.
pub fn world(seed: u64, people: usize) -> World {
    let mut chance = Chance::new(seed);
    let mut world = World { people: Vec::new(), firms: Vec::new() };
    people_until(&mut chance, people, &mut |labeled| world.people.push(labeled));
    let mut truth = 0;
    while world.firms.len() < people / 4 {
        firm(&mut chance, &mut truth, &mut world.firms);
    }
    world
}

fn id(number: usize, chance: &mut Chance) -> Id {
    // Not in the sequence in which they are made, so that neighbors are not duplicates.
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&chance.next().to_be_bytes());
    bytes[8..].copy_from_slice(&(number as u64).to_be_bytes());
    Id::from_bytes(bytes)
}

/// Hands over so many records of people: households with families, fathers and sons of one name, twins, and colleagues.
pub fn people_until(chance: &mut Chance, records: usize, give: &mut dyn FnMut(Labeled)) {
    let (mut count, mut truth) = (0, 0);
    while count < records {
        let family = if chance.of(50) {
            chance.skewed(FAMILIES).to_string()
        } else {
            let n = 2 + chance.below(2);
            invented(chance, n, chance_end(truth))
        };
        let (home, country) = place(chance);
        let landline = phone(chance, country);
        let work = format!("{}.example", plain(&invented(chance, 3, "")));
        let size = if chance.of(65) { 1 } else { 2 + chance.below(3) };
        let twins = birth(chance, 1975, 30);
        let mut taken: Vec<&str> = Vec::new();
        for number in 0..size {
            let mut person = Candidate::new(id(count, chance));
            let namesake = number == 1 && chance.of(5);
            let given = if namesake {
                taken[0]
            } else if chance.of(50) {
                chance.skewed(MEN)
            } else {
                chance.skewed(WOMEN)
            };
            if taken.contains(&given) && !namesake {
                continue;
            }
            taken.push(given);
            person.names.push(PersonName { given: given.into(), family: family.clone() });
            person.places.push(home.clone());
            let born = if number >= 2 { twins } else { birth(chance, 1935 + number * 28, 27) };
            if chance.of(75) || namesake || number > 0 {
                person.dates.push(born);
            }
            person.phones.push(if size > 1 && chance.of(60) {
                landline.clone()
            } else {
                phone(chance, country)
            });
            let local = format!("{}.{}", plain(given), plain(&family));
            person.mails.push(match chance.below(10) {
                0 => format!("info@{work}"),
                1 | 2 => format!("{local}@{work}"),
                3 if size > 1 => format!("family.{}{}@gmail.com", plain(&family), truth / 4),
                _ => format!("{local}{}@gmail.com", 10 + chance.below(990)),
            });
            let copies = if chance.of(14) { 1 + usize::from(chance.of(15)) } else { 0 };
            for _ in 0..copies {
                let mut copy = person_again(chance, &person);
                count += 1;
                copy.id = id(count, chance);
                give(Labeled { candidate: copy, truth });
            }
            give(Labeled { candidate: person, truth });
            count += 1;
            truth += 1;
        }
    }
}

fn chance_end(number: u32) -> &'static str {
    ["ić", "ek", "son", "ar", "ský", "nik", "well", "ec"][number as usize % 8]
}

fn firm(chance: &mut Chance, truth: &mut u32, firms: &mut Vec<Labeled>) {
    let first = if chance.of(30) { chance.skewed(FAMILIES).to_string() } else { invented(chance, 3, "") };
    let core = if chance.of(15) {
        format!("{first} & {}", chance.pick(FAMILIES))
    } else {
        format!("{first} {}", chance.pick(TRADES))
    };
    let legal = chance.below(LEGAL.len());
    let domain = format!("{}{}.example", plain(&core), chance.below(30));
    let branches = if chance.of(15) { 2 + chance.below(2) } else { 1 };
    let mut cities: Vec<String> = Vec::new();
    for _ in 0..branches {
        let (home, country) = place(chance);
        if cities.contains(&home.city) {
            continue;
        }
        cities.push(home.city.clone());
        let mut firm = Candidate::new(id(firms.len(), chance));
        firm.title = format!("{core} {}", LEGAL[legal][0]);
        firm.places.push(home);
        firm.phones.push(phone(chance, country));
        firm.mails.push(format!("info@{domain}"));
        firm.domains.push(domain.clone());
        if chance.of(18) {
            // The firm moves within its city at most: another city would be a branch.
            let mut copy = firm_again(chance, &firm, &core, legal);
            if let (Some(moved), Some(home)) = (copy.places.first_mut(), firm.places.first()) {
                moved.city.clone_from(&home.city);
            }
            copy.id = id(firms.len() + 1, chance);
            firms.push(Labeled { candidate: copy, truth: *truth });
        }
        firms.push(Labeled { candidate: firm, truth: *truth });
        *truth += 1;
    }
}

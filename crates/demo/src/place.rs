//! Where the customers are: countries with real cities, postal codes, streets and ways to number phones.

use crate::chance::Chance;
use crate::name::Tongue;
use dictionary::{Phone, PostalAddress};
use vocabulary::PhoneNumber;

/// A country customers come from.
#[derive(Debug)]
pub(crate) struct Country {
    /// ISO 3166 code.
    pub(crate) code: &'static str,
    /// Its language; Serbia's is written in either script.
    pub(crate) tongue: Tongue,
    /// How many of a hundred companies are there.
    pub(crate) share: u64,
    /// The end of its web addresses, as a word inside the domains of the demo.
    pub(crate) ending: &'static str,
    /// City, postal code, region, larger cities first.
    cities: &'static [(&'static str, &'static str, &'static str)],
    streets: &'static [&'static str],
    /// The house number stands before the street.
    number_first: bool,
    /// Beginnings of mobile numbers and how many digits follow.
    mobile: &'static [(&'static str, u32)],
    /// Beginnings of numbers in offices and how many digits follow.
    office: &'static [(&'static str, u32)],
    /// What companies are called: a trade with `{f}` for a family name and `{t}` for a town.
    pub(crate) companies: &'static [(&'static str, &'static str)],
}

/// All countries; Slovenia, the home market, comes first.
pub(crate) static COUNTRIES: &[Country] = &[SLOVENIA, SERBIA, SLOVAKIA, SWEDEN, BRITAIN, GERMANY, AMERICA, IRELAND];

const SLOVENIA: Country = Country {
    code: "SI",
    tongue: Tongue::Slovenian,
    share: 38,
    ending: "si",
    cities: &[
        ("Ljubljana", "1000", ""), ("Maribor", "2000", ""), ("Celje", "3000", ""), ("Kranj", "4000", ""), ("Koper", "6000", ""),
        ("Novo mesto", "8000", ""), ("Velenje", "3320", ""), ("Ptuj", "2250", ""), ("Nova Gorica", "5000", ""), ("Murska Sobota", "9000", ""),
        ("Trbovlje", "1420", ""), ("Kamnik", "1241", ""), ("Jesenice", "4270", ""), ("Domžale", "1230", ""), ("Škofja Loka", "4220", ""),
        ("Postojna", "6230", ""), ("Slovenj Gradec", "2380", ""), ("Krško", "8270", ""),
    ],
    streets: &[
        "Slovenska cesta", "Prešernova ulica", "Cankarjeva ulica", "Trubarjeva cesta", "Celovška cesta", "Dunajska cesta", "Gregorčičeva ulica",
        "Kolodvorska ulica", "Obrtniška ulica", "Industrijska cesta", "Partizanska cesta", "Glavni trg", "Vodnikova cesta", "Ob Savi",
        "Tovarniška ulica", "Jurčičeva ulica",
    ],
    number_first: false,
    mobile: &[("+38631", 6), ("+38640", 6), ("+38641", 6), ("+38651", 6), ("+38670", 6), ("+38630", 6)],
    office: &[("+38615", 6), ("+38622", 6), ("+38634", 6), ("+38642", 6), ("+38673", 6)],
    companies: &[
        ("Kovinarstvo {f} d.o.o.", "manufacturing"), ("Mizarstvo {f} s.p.", "manufacturing"), ("Orodjarstvo {f} d.o.o.", "manufacturing"),
        ("Strojegradnja {f} d.o.o.", "manufacturing"), ("Ključavničarstvo {f} s.p.", "construction"), ("{f} gradnje d.o.o.", "construction"),
        ("Avtoservis {f} s.p.", "services"), ("Elektro {f} d.o.o.", "construction"), ("Kleparstvo {f} s.p.", "construction"),
        ("{f} trgovina d.o.o.", "retail"), ("{f} inženiring d.o.o.", "technology"), ("Gostilna {f}", "hospitality"),
        ("Lesarstvo {f} d.o.o.", "manufacturing"), ("{f} plastika d.o.o.", "manufacturing"), ("Varilstvo {f} s.p.", "services"),
        ("{f} logistika d.o.o.", "services"), ("Kmetija {f}", "food"), ("{f} dental d.o.o.", "medical"), ("Šolski center {t} {f}", "education"),
        ("{f} vzdrževanje d.o.o.", "services"), ("Livarna {f} d.o.o.", "manufacturing"), ("{f} mehatronika d.o.o.", "technology"),
    ],
};

const SERBIA: Country = Country {
    code: "RS",
    tongue: Tongue::SerbianLatin,
    share: 15,
    ending: "rs",
    cities: &[
        ("Beograd", "11000", ""), ("Novi Sad", "21000", ""), ("Niš", "18000", ""), ("Kragujevac", "34000", ""), ("Subotica", "24000", ""),
        ("Zrenjanin", "23000", ""), ("Pančevo", "26000", ""), ("Čačak", "32000", ""), ("Kraljevo", "36000", ""), ("Leskovac", "16000", ""),
        ("Užice", "31000", ""), ("Šabac", "15000", ""), ("Valjevo", "14000", ""),
    ],
    streets: &[
        "Knez Mihailova", "Bulevar kralja Aleksandra", "Vojvode Stepe", "Cara Dušana", "Nemanjina", "Kralja Petra", "Svetog Save",
        "Njegoševa", "Vojvode Mišića", "Karađorđeva", "Jovana Cvijića", "Industrijska zona", "Železnička",
    ],
    number_first: false,
    mobile: &[("+38160", 7), ("+38162", 7), ("+38163", 7), ("+38164", 7), ("+38165", 7)],
    office: &[("+381112", 6), ("+381214", 6), ("+381185", 6), ("+381343", 5)],
    companies: &[
        ("{f} metal d.o.o.", "manufacturing"), ("Stolarija {f}", "manufacturing"), ("Alatnica {f} d.o.o.", "manufacturing"),
        ("{f} gradnja d.o.o.", "construction"), ("Auto servis {f}", "services"), ("Elektro {f} d.o.o.", "construction"),
        ("Mašinska obrada {f}", "manufacturing"), ("{f} promet d.o.o.", "retail"), ("{f} inženjering d.o.o.", "technology"),
        ("Limarija {f}", "construction"), ("Livnica {f} d.o.o.", "manufacturing"), ("Bravarija {f}", "construction"),
        ("{f} plast d.o.o.", "manufacturing"), ("Restoran {f}", "hospitality"), ("Tehnička škola {t} {f}", "education"),
        ("{f} agrar d.o.o.", "food"),
    ],
};

const SLOVAKIA: Country = Country {
    code: "SK",
    tongue: Tongue::Slovak,
    share: 14,
    ending: "sk",
    cities: &[
        ("Bratislava", "811 01", ""), ("Košice", "040 01", ""), ("Prešov", "080 01", ""), ("Žilina", "010 01", ""), ("Nitra", "949 01", ""),
        ("Banská Bystrica", "974 01", ""), ("Trnava", "917 01", ""), ("Trenčín", "911 01", ""), ("Martin", "036 01", ""), ("Poprad", "058 01", ""),
        ("Prievidza", "971 01", ""), ("Zvolen", "960 01", ""),
    ],
    streets: &[
        "Hlavná", "Štúrova", "Hviezdoslavova", "Mierová", "Školská", "Priemyselná", "Záhradná", "Námestie SNP", "Dlhá", "Kollárova",
        "Štefánikova", "Železničná", "Moyzesova",
    ],
    number_first: false,
    mobile: &[("+421905", 6), ("+421907", 6), ("+421911", 6), ("+421915", 6), ("+421903", 6), ("+421948", 6)],
    office: &[("+421254", 6), ("+421556", 6), ("+421415", 6), ("+421376", 6)],
    companies: &[
        ("Kovovýroba {f} s.r.o.", "manufacturing"), ("Stolárstvo {f}", "manufacturing"), ("Nástrojáreň {f} s.r.o.", "manufacturing"),
        ("{f} stavby s.r.o.", "construction"), ("Autoservis {f}", "services"), ("Elektromont {f} s.r.o.", "construction"),
        ("{f} strojárne a.s.", "manufacturing"), ("Zámočníctvo {f}", "construction"), ("{f} obchod s.r.o.", "retail"),
        ("{f} technik s.r.o.", "technology"), ("Zvarovňa {f} s.r.o.", "services"), ("Drevovýroba {f} s.r.o.", "manufacturing"),
        ("{f} plasty s.r.o.", "manufacturing"), ("Reštaurácia {f}", "hospitality"), ("Stredná škola {t} {f}", "education"),
    ],
};

const SWEDEN: Country = Country {
    code: "SE",
    tongue: Tongue::Swedish,
    share: 13,
    ending: "se",
    cities: &[
        ("Stockholm", "111 20", ""), ("Göteborg", "411 03", ""), ("Malmö", "211 20", ""), ("Uppsala", "753 20", ""), ("Västerås", "722 11", ""),
        ("Örebro", "702 10", ""), ("Linköping", "582 22", ""), ("Helsingborg", "252 20", ""), ("Jönköping", "553 16", ""),
        ("Norrköping", "602 21", ""), ("Lund", "222 22", ""), ("Umeå", "903 26", ""),
    ],
    streets: &[
        "Storgatan", "Drottninggatan", "Kungsgatan", "Järnvägsgatan", "Skolgatan", "Industrigatan", "Verkstadsgatan", "Trädgårdsgatan",
        "Östra Hamngatan", "Norra Esplanaden", "Smedjegatan", "Kvarngatan",
    ],
    number_first: false,
    mobile: &[("+4670", 7), ("+4672", 7), ("+4673", 7), ("+4676", 7)],
    office: &[("+46850", 6), ("+463170", 5), ("+464030", 5)],
    companies: &[
        ("{f} Mekaniska AB", "manufacturing"), ("{f} Snickeri AB", "manufacturing"), ("{f} & Söner AB", "construction"),
        ("{f} Bygg AB", "construction"), ("{f} Bilverkstad", "services"), ("{f} El AB", "construction"), ("{f} Svets & Smide AB", "services"),
        ("{f} Verktyg AB", "retail"), ("{f} Teknik AB", "technology"), ("{f} Plåt AB", "construction"), ("{f} Industri AB", "manufacturing"),
        ("{f} Trä AB", "manufacturing"), ("{f} Gjuteri AB", "manufacturing"), ("{f} Gård", "food"), ("Yrkesgymnasiet {t} {f}", "education"),
    ],
};

const BRITAIN: Country = Country {
    code: "GB",
    tongue: Tongue::English,
    share: 9,
    ending: "uk",
    cities: &[
        ("London", "SE1 9SG", ""), ("Birmingham", "B2 4QA", ""), ("Sheffield", "S1 2HE", ""), ("Manchester", "M1 1AE", ""), ("Leeds", "LS1 4DY", ""),
        ("Bristol", "BS1 4ST", ""), ("Glasgow", "G2 1DU", ""), ("Edinburgh", "EH1 1YZ", ""), ("Cardiff", "CF10 1EP", ""),
        ("Newcastle upon Tyne", "NE1 7RU", ""), ("Nottingham", "NG1 5FS", ""), ("Leicester", "LE1 5WW", ""),
    ],
    streets: &[
        "High Street", "Station Road", "Church Lane", "Mill Lane", "Foundry Street", "Victoria Road", "King Street", "Wharf Road",
        "Park Avenue", "Queensway", "Canal Street", "Albion Works",
    ],
    number_first: true,
    mobile: &[("+447400", 6), ("+447500", 6), ("+447712", 6), ("+447811", 6)],
    office: &[("+442079", 6), ("+441212", 6), ("+441142", 6), ("+441612", 6)],
    companies: &[
        ("{f} Engineering Ltd", "manufacturing"), ("{f} Joinery Ltd", "manufacturing"), ("{f} & Sons Ltd", "construction"),
        ("{f} Fabrication Ltd", "manufacturing"), ("{f} Motors", "services"), ("{f} Electrical Ltd", "construction"),
        ("{f} Tool Hire Ltd", "services"), ("{f} Precision Ltd", "manufacturing"), ("{f} Building Services", "construction"),
        ("{f} Foundry Ltd", "manufacturing"), ("{f} Supplies Ltd", "retail"), ("{f} Restoration", "services"), ("{t} College {f} Campus", "education"),
    ],
};

const GERMANY: Country = Country {
    code: "DE",
    tongue: Tongue::German,
    share: 5,
    ending: "de",
    cities: &[
        ("Berlin", "10115", ""), ("Hamburg", "20095", ""), ("München", "80331", ""), ("Köln", "50667", ""), ("Stuttgart", "70173", ""),
        ("Nürnberg", "90402", ""), ("Leipzig", "04109", ""), ("Dresden", "01067", ""), ("Dortmund", "44135", ""), ("Augsburg", "86150", ""),
    ],
    streets: &[
        "Hauptstraße", "Bahnhofstraße", "Gartenstraße", "Industriestraße", "Schillerstraße", "Goethestraße", "Werkstraße", "Mühlenweg",
        "Am Hafen", "Ringstraße",
    ],
    number_first: false,
    mobile: &[("+49151", 8), ("+49160", 7), ("+49170", 7), ("+49171", 7)],
    office: &[("+493020", 6), ("+498945", 6), ("+492218", 6)],
    companies: &[
        ("{f} Metallbau GmbH", "manufacturing"), ("Tischlerei {f}", "manufacturing"), ("{f} Maschinenbau GmbH", "manufacturing"),
        ("{f} Bau GmbH", "construction"), ("Autohaus {f}", "services"), ("Elektro {f} GmbH", "construction"), ("Schlosserei {f}", "construction"),
        ("{f} Werkzeuge GmbH", "retail"), ("{f} Technik GmbH", "technology"), ("Gießerei {f} GmbH", "manufacturing"),
        ("Landmaschinen {f}", "retail"),
    ],
};

const AMERICA: Country = Country {
    code: "US",
    tongue: Tongue::English,
    share: 4,
    ending: "us",
    cities: &[
        ("Chicago", "60601", "IL"), ("Cleveland", "44113", "OH"), ("Milwaukee", "53202", "WI"), ("Detroit", "48226", "MI"),
        ("Boston", "02108", "MA"), ("Minneapolis", "55401", "MN"), ("Pittsburgh", "15222", "PA"), ("Portland", "97204", "OR"),
        ("Seattle", "98101", "WA"), ("Austin", "78701", "TX"),
    ],
    streets: &[
        "Main Street", "Oak Avenue", "Industrial Parkway", "Lake Street", "Foundry Road", "Washington Boulevard", "Elm Street", "River Road",
        "Mill Street", "Commerce Drive",
    ],
    number_first: true,
    mobile: &[("+1312555", 4), ("+1216555", 4), ("+1617555", 4), ("+1206555", 4)],
    office: &[("+1414555", 4), ("+1412555", 4), ("+1512555", 4)],
    companies: &[
        ("{f} Machine Works Inc.", "manufacturing"), ("{f} Cabinetry LLC", "manufacturing"), ("{f} Brothers Construction", "construction"),
        ("{f} Welding & Fabrication", "services"), ("{f} Auto Repair", "services"), ("{f} Industrial Supply Co.", "retail"),
        ("{f} Tool & Die Inc.", "manufacturing"), ("{f} Robotics Inc.", "technology"), ("{f} Farms", "food"),
    ],
};

const IRELAND: Country = Country {
    code: "IE",
    tongue: Tongue::English,
    share: 2,
    ending: "ie",
    cities: &[
        ("Dublin", "D02 X285", ""), ("Cork", "T12 W8KP", ""), ("Galway", "H91 E2K3", ""), ("Limerick", "V94 EH90", ""), ("Waterford", "X91 PK15", ""),
    ],
    streets: &["Main Street", "O'Connell Street", "Bridge Street", "Quay Road", "Chapel Lane", "Mill Road"],
    number_first: true,
    mobile: &[("+35385", 7), ("+35386", 7), ("+35387", 7)],
    office: &[("+35316", 6), ("+353214", 6)],
    companies: &[
        ("{f} Engineering Ltd", "manufacturing"), ("{f} Joinery Ltd", "manufacturing"), ("{f} Plant Hire", "services"),
        ("{f} Hardware Ltd", "retail"), ("{f} Construction Ltd", "construction"), ("{f} Agri Ltd", "food"),
    ],
};

impl Country {
    /// A city, larger ones more often.
    pub(crate) fn city(&self, chance: &mut Chance) -> (&'static str, &'static str, &'static str) {
        let share = chance.unit();
        let index = (share * share * self.cities.len() as f64) as usize;
        self.cities.get(index).copied().unwrap_or_default()
    }

    /// An address in a city, written in the script of the language.
    pub(crate) fn address(
        &self,
        label: &str,
        city: (&str, &str, &str),
        tongue: Tongue,
        chance: &mut Chance,
    ) -> PostalAddress {
        let number = 1 + (chance.exponential(28.0) as u64).min(240);
        let street = chance.pick(self.streets);
        let street = if self.number_first { format!("{number} {street}") } else { format!("{street} {number}") };
        let (city, postal_code, region) = city;
        PostalAddress {
            label: label.to_string(),
            street: tongue.written(&street),
            city: tongue.written(city),
            region: region.to_string(),
            postal_code: postal_code.to_string(),
            country: self.code.to_string(),
        }
    }

    /// A mobile number.
    pub(crate) fn mobile(&self, chance: &mut Chance) -> Phone {
        Phone { number: number(self.mobile, chance), label: "mobile".to_string() }
    }

    /// The number of an office.
    pub(crate) fn office(&self, chance: &mut Chance) -> Phone {
        Phone { number: number(self.office, chance), label: "work".to_string() }
    }
}

fn number(plans: &[(&str, u32)], chance: &mut Chance) -> PhoneNumber {
    let plan = chance.below(plans.len() as u64) as usize;
    let (start, digits) = plans.get(plan).copied().unwrap_or(("+386", 8));
    // The first digit after the beginning stays above 1: in most countries 0 and 1 lead elsewhere.
    let first = 10u64.pow(digits.saturating_sub(1));
    let tail = if start.starts_with("+1") { 100 + chance.below(100) } else { 2 * first + chance.below(8 * first) };
    PhoneNumber::from_e164(&format!("{start}{tail:0width$}", width = digits as usize))
}

/// The country of the company at an index, and how many companies of that country come before it.
pub(crate) fn country_of(index: u64) -> (&'static Country, u64) {
    let hundred: u64 = COUNTRIES.iter().map(|country| country.share).sum::<u64>().max(1);
    // Stepping through the hundred by 37 mixes the countries evenly.
    let mut place = (index % hundred) * 37 % hundred;
    for country in COUNTRIES {
        if place < country.share {
            return (country, index / hundred * country.share + place);
        }
        place -= country.share;
    }
    (&SLOVENIA, index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Topic;
    use std::collections::HashSet;

    #[test]
    fn every_number_is_valid_in_its_country() {
        let mut chance = Chance::of(3, Topic::Person, 0);
        for country in COUNTRIES {
            for _ in 0..300 {
                for phone in [country.mobile(&mut chance), country.office(&mut chance)] {
                    let number = phonenumber::parse(None, phone.number.as_str()).unwrap();
                    assert!(phonenumber::is_valid(&number), "{} in {}", phone.number, country.code);
                    assert_eq!(PhoneNumber::parse(phone.number.as_str(), None).unwrap(), phone.number);
                }
            }
        }
    }

    #[test]
    fn companies_spread_over_the_countries_by_their_shares() {
        let found: Vec<(&str, u64)> = (0..1000).map(|index| country_of(index)).map(|(country, n)| (country.code, n)).collect();
        assert_eq!(found.iter().filter(|(code, _)| *code == "SI").count(), 380);
        assert_eq!(found.iter().collect::<HashSet<_>>().len(), 1000, "a place in a country is given once");
    }
}

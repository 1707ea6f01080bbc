//! What a quote says in the languages of customers, and how each writes numbers and days.

use vocabulary::{Currency, Date, Decimal, Money};

/// The fixed words of the document.
pub(super) struct Words {
    pub(super) quote: &'static str,
    pub(super) draft: &'static str,
    pub(super) for_whom: &'static str,
    pub(super) date: &'static str,
    pub(super) valid_until: &'static str,
    pub(super) version: &'static str,
    pub(super) seller: &'static str,
    pub(super) description: &'static str,
    pub(super) quantity: &'static str,
    pub(super) unit_price: &'static str,
    pub(super) discount: &'static str,
    pub(super) tax: &'static str,
    pub(super) amount: &'static str,
    pub(super) net: &'static str,
    /// Before a rate, and before the sum it is of.
    pub(super) tax_of: (&'static str, &'static str),
    pub(super) total: &'static str,
    pub(super) terms: &'static str,
    pub(super) accepted_by: &'static str,
    pub(super) tax_number: &'static str,
    pub(super) page: (&'static str, &'static str),
    /// Between thousands, and before decimals.
    points: (&'static str, &'static str),
}

const EN: Words = Words {
    quote: "Quote",
    draft: "Draft",
    for_whom: "Prepared for",
    date: "Date",
    valid_until: "Valid until",
    version: "Version",
    seller: "Your contact",
    description: "Description",
    quantity: "Quantity",
    unit_price: "Unit price",
    discount: "Discount",
    tax: "Tax",
    amount: "Amount",
    net: "Total without tax",
    tax_of: ("Tax", "of"),
    total: "Total",
    terms: "Terms",
    accepted_by: "Accepted by",
    tax_number: "Tax number",
    page: ("Page", "of"),
    points: (",", "."),
};

const SL: Words = Words {
    quote: "Ponudba",
    draft: "Osnutek",
    for_whom: "Pripravljeno za",
    date: "Datum",
    valid_until: "Velja do",
    version: "Različica",
    seller: "Vaš sogovornik",
    description: "Opis",
    quantity: "Količina",
    unit_price: "Cena",
    discount: "Popust",
    tax: "DDV",
    amount: "Znesek",
    net: "Skupaj brez DDV",
    tax_of: ("DDV", "od"),
    total: "Skupaj",
    terms: "Pogoji",
    accepted_by: "Sprejel",
    tax_number: "ID za DDV",
    page: ("Stran", "od"),
    points: (".", ","),
};

const SK: Words = Words {
    quote: "Cenová ponuka",
    draft: "Koncept",
    for_whom: "Pripravené pre",
    date: "Dátum",
    valid_until: "Platí do",
    version: "Verzia",
    seller: "Kontaktná osoba",
    description: "Popis",
    quantity: "Množstvo",
    unit_price: "Cena",
    discount: "Zľava",
    tax: "DPH",
    amount: "Suma",
    net: "Spolu bez DPH",
    tax_of: ("DPH", "z"),
    total: "Spolu",
    terms: "Podmienky",
    accepted_by: "Prijal",
    tax_number: "IČ DPH",
    page: ("Strana", "z"),
    points: ("\u{a0}", ","),
};

const SV: Words = Words {
    quote: "Offert",
    draft: "Utkast",
    for_whom: "Framtagen för",
    date: "Datum",
    valid_until: "Giltig till",
    version: "Version",
    seller: "Er kontakt",
    description: "Beskrivning",
    quantity: "Antal",
    unit_price: "À-pris",
    discount: "Rabatt",
    tax: "Moms",
    amount: "Belopp",
    net: "Summa exkl. moms",
    tax_of: ("Moms", "av"),
    total: "Att betala",
    terms: "Villkor",
    accepted_by: "Godkänd av",
    tax_number: "Momsnummer",
    page: ("Sida", "av"),
    points: ("\u{a0}", ","),
};

const SR: Words = Words {
    quote: "Понуда",
    draft: "Нацрт",
    for_whom: "Припремљено за",
    date: "Датум",
    valid_until: "Важи до",
    version: "Верзија",
    seller: "Ваша контакт особа",
    description: "Опис",
    quantity: "Количина",
    unit_price: "Цена",
    discount: "Попуст",
    tax: "ПДВ",
    amount: "Износ",
    net: "Укупно без ПДВ",
    tax_of: ("ПДВ", "од"),
    total: "Укупно",
    terms: "Услови",
    accepted_by: "Прихватио",
    tax_number: "ПИБ",
    page: ("Страна", "од"),
    points: (".", ","),
};

const SR_LATN: Words = Words {
    quote: "Ponuda",
    draft: "Nacrt",
    for_whom: "Pripremljeno za",
    date: "Datum",
    valid_until: "Važi do",
    version: "Verzija",
    seller: "Vaša kontakt osoba",
    description: "Opis",
    quantity: "Količina",
    unit_price: "Cena",
    discount: "Popust",
    tax: "PDV",
    amount: "Iznos",
    net: "Ukupno bez PDV",
    tax_of: ("PDV", "od"),
    total: "Ukupno",
    terms: "Uslovi",
    accepted_by: "Prihvatio",
    tax_number: "PIB",
    page: ("Strana", "od"),
    points: (".", ","),
};

/// The words of a language; English for one that is not written yet.
pub(super) fn words(language: &str) -> &'static Words {
    match language {
        "sl" => &SL,
        "sk" => &SK,
        "sv" => &SV,
        "sr" => &SR,
        "sr_latn" => &SR_LATN,
        _ => &EN,
    }
}

impl Words {
    /// An amount with its currency.
    pub(super) fn money(&self, money: Money) -> String {
        let number = self.number(&money.amount());
        let sign = match money.currency.code() {
            "EUR" => "€",
            code => code,
        };
        if self.points.1 == "." && money.currency == Currency::EUR {
            return match number.strip_prefix('−') {
                Some(number) => format!("−€{number}"),
                None => format!("€{number}"),
            };
        }
        format!("{number}\u{a0}{sign}")
    }

    /// A number as the language writes it.
    pub(super) fn number(&self, exact: &str) -> String {
        let (sign, digits) = match exact.strip_prefix('-') {
            Some(digits) => ("−", digits),
            None => ("", exact),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let mut grouped = String::new();
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index) % 3 == 0 {
                grouped.push_str(self.points.0);
            }
            grouped.push(digit);
        }
        if fraction.is_empty() {
            format!("{sign}{grouped}")
        } else {
            format!("{sign}{grouped}{}{fraction}", self.points.1)
        }
    }

    /// A percentage.
    pub(super) fn percent(&self, value: Decimal) -> String {
        let number = self.number(&value.to_string());
        if self.points.1 == "." { format!("{number}%") } else { format!("{number}\u{a0}%") }
    }

    /// A day.
    pub(super) fn day(&self, date: Date) -> String {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let date = date.to_jiff();
        let (day, month, year) = (date.day(), date.month(), date.year());
        let month_name = MONTHS.get(usize::from(month.unsigned_abs()).saturating_sub(1)).unwrap_or(&"");
        match self.quote {
            "Quote" => format!("{day} {month_name} {year}"),
            "Offert" => format!("{year}-{month:02}-{day:02}"),
            "Понуда" | "Ponuda" => format!("{day}. {month}. {year}."),
            _ => format!("{day}. {month}. {year}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_numbers_its_way() {
        let money = Money::parse("-1234567.50", Currency::EUR).unwrap();
        let told = |language: &str| words(language).money(money).replace('\u{a0}', " ");
        assert_eq!(told("en"), "−€1,234,567.50");
        assert_eq!(told("sl"), "−1.234.567,50 €");
        assert_eq!(told("sv"), "−1 234 567,50 €");
        assert_eq!(
            words("sr").money(Money::parse("1500", "JPY".parse().unwrap()).unwrap()),
            "1.500\u{a0}JPY"
        );
        let day = Date::new(2026, 3, 5).unwrap();
        assert_eq!(
            ["en", "sl", "sv", "sr"].map(|one| words(one).day(day)),
            ["5 March 2026", "5. 3. 2026", "2026-03-05", "5. 3. 2026."]
        );
        assert_eq!(words("sl").percent("9.5".parse().unwrap()).replace('\u{a0}', " "), "9,5 %");
    }
}

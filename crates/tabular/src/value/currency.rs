//! Currencies as people write them: ISO 4217 codes and signs.

/// Codes of currencies in use.
const CODES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD \
CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL \
HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA \
MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF \
SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES \
VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL";

/// Signs and short words, and the currency each stands for; none where it depends on the country.
const SIGNS: [(&str, Option<&str>); 24] = [
    ("us$", Some("USD")),
    ("a$", Some("AUD")),
    ("c$", Some("CAD")),
    ("€", Some("EUR")),
    ("$", Some("USD")),
    ("£", Some("GBP")),
    ("¥", Some("JPY")),
    ("zł", Some("PLN")),
    ("kč", Some("CZK")),
    ("ft", Some("HUF")),
    ("лв.", Some("BGN")),
    ("лв", Some("BGN")),
    ("₽", Some("RUB")),
    ("₹", Some("INR")),
    ("₺", Some("TRY")),
    ("₴", Some("UAH")),
    ("din.", Some("RSD")),
    ("din", Some("RSD")),
    ("дин.", Some("RSD")),
    ("дин", Some("RSD")),
    ("fr.", Some("CHF")),
    ("km", Some("BAM")),
    ("kr.", None),
    ("kr", None),
];

/// Whether a text is the code of a currency, such as `EUR`; in upper case.
pub fn is_currency(code: &str) -> bool {
    code.len() == 3 && CODES.split(' ').any(|known| known == code)
}

/// What a text beside an amount says: none if it is no currency, some(none) if it fits several.
pub(crate) fn currency_of(text: &str) -> Option<Option<&'static str>> {
    let lower = text.to_lowercase();
    if let Some((_, currency)) = SIGNS.iter().find(|(sign, _)| *sign == lower) {
        return Some(*currency);
    }
    let upper = text.to_uppercase();
    CODES.split(' ').find(|known| *known == upper).map(Some)
}

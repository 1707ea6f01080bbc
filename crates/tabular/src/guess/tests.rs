//! What columns of real files look like.

use super::*;

fn looks(header: &str, values: &[&str]) -> Looks {
    guess(header, values.iter().copied()).looks_like
}

fn point() -> NumberStyle {
    NumberStyle::default()
}

fn comma() -> NumberStyle {
    NumberStyle { decimal_comma: true, ..point() }
}

#[test]
fn numbers_and_their_marks() {
    assert_eq!(looks("Employees", &["12", "2822", "", "7"]), Looks::Integer);
    assert_eq!(looks("Revenue", &["1100.04", "251.41", "647"]), Looks::Decimal(point()));
    assert_eq!(
        looks("Znesek", &["12,50", "3", "1.204,00"]),
        Looks::Decimal(NumberStyle { thousands: Some('.'), ..comma() })
    );
    assert_eq!(
        looks("Amount", &["1,204.00", "3.5"]),
        Looks::Decimal(NumberStyle { thousands: Some(','), ..point() })
    );
    assert_eq!(
        looks("Suma", &["1 204,50", "12,5"]),
        Looks::Decimal(NumberStyle { thousands: Some(' '), ..comma() })
    );
    assert_eq!(looks("Rate", &["12,5 %", "40 %"]), Looks::Percent(comma()));
    assert_eq!(looks("Total", &["-12.50", "(3.00)", "4"]), Looks::Decimal(point()));
}

#[test]
fn a_mark_that_could_be_either_is_asked_about() {
    let shape = guess("Weight", ["1,234", "5,678"]);
    assert_eq!(
        shape.looks_like,
        Looks::Decimal(NumberStyle { decimal_comma: false, thousands: Some(','), ambiguous: true })
    );
    assert!(shape.confidence <= 0.5 && shape.reason.contains("please say"), "{}", shape.reason);
}

#[test]
fn money_with_its_currency() {
    assert_eq!(
        looks("Price", &["1.234,50 €", "12,00 €"]),
        Looks::Money { currency: Some("EUR".into()), style: NumberStyle { thousands: Some('.'), ..comma() } }
    );
    assert_eq!(looks("Price", &["$12.50", "€3.00"]), Looks::Money { currency: None, style: point() });
    assert_eq!(looks("Pris", &["12,50 kr", "3 kr"]), Looks::Money { currency: None, style: comma() });
}

#[test]
fn dates_whose_order_can_be_seen() {
    let date = |order, separator| Looks::Date { order, separator };
    assert_eq!(looks("engage_date", &["2016-10-20", "2017-03-01"]), date(OrderGuess::Ymd, '-'));
    assert_eq!(looks("Date", &["1/2/2024", "31/1/2024"]), date(OrderGuess::Dmy, '/'));
    assert_eq!(looks("Date", &["1/2/2024", "1/31/2024"]), date(OrderGuess::Mdy, '/'));
    assert_eq!(looks("Datum", &["5. 1. 2024", "31. 1. 2024"]), date(OrderGuess::Dmy, '.'));
    assert_eq!(looks("Date", &["31 Jan 2024", "5 Feb 2024"]), date(OrderGuess::Dmy, ' '));
    let timestamp = |order, separator, zoned| Looks::Timestamp { order, separator, zoned };
    assert_eq!(
        looks("Create Date", &["2024-01-15 10:00", "2024-02-01 09:30"]),
        timestamp(OrderGuess::Ymd, '-', false)
    );
    assert_eq!(
        looks("InvoiceDate", &["12/1/2010 8:26", "12/13/2010 9:00"]),
        timestamp(OrderGuess::Mdy, '/', false)
    );
    assert_eq!(looks("CreatedDate", &["2024-01-15T10:00:00.000Z"]), timestamp(OrderGuess::Ymd, '-', true));
}

#[test]
fn dates_whose_order_cannot_be_seen_are_asked_about() {
    for values in [["1/2/2024", "12/11/2024"], ["01.02.2024", "03.04.2024"], ["5/5/2024", "6/6/2024"]] {
        let shape = guess("Date", values);
        assert!(matches!(shape.looks_like, Looks::Date { order: OrderGuess::Ambiguous, .. }), "{values:?}");
        assert!(shape.confidence <= 0.5 && shape.reason.contains("please say"), "{}", shape.reason);
    }
    let shape = guess("Date", ["1/2/2024 10:00", "12/11/2024 8:00"]);
    assert!(matches!(shape.looks_like, Looks::Timestamp { order: OrderGuess::Ambiguous, .. }));
    assert_eq!(OrderGuess::Ambiguous.known(), None);
}

#[test]
fn contradicting_dates_lower_the_confidence() {
    let shape = guess("Date", ["13/1/2024", "14/1/2024", "1/15/2024"]);
    assert!(matches!(shape.looks_like, Looks::Date { order: OrderGuess::Dmy, .. }));
    assert!(
        shape.confidence < 0.7 && shape.reason.contains("otherwise"),
        "{} {}",
        shape.confidence,
        shape.reason
    );
}

#[test]
fn serial_numbers_are_dates_only_under_a_header_that_says_so() {
    assert_eq!(looks("Deal - Won time", &["45631", "45632.5"]), Looks::ExcelSerial);
    assert_eq!(looks("Units", &["45631", "45632"]), Looks::Integer);
}

#[test]
fn yes_and_no_in_several_languages() {
    for values in [["true", "false"], ["Yes", "No"], ["da", "ne"], ["Ja", "Nej"], ["Áno", "Nie"], ["1", "0"]]
    {
        assert_eq!(looks("Active", &values), Looks::Boolean, "{values:?}");
    }
    assert_eq!(looks("Quantity", &["1", "1", "1"]), Looks::Integer);
    assert_eq!(looks("IsDeleted", &["0", "0"]), Looks::Boolean);
}

#[test]
fn addresses_phones_and_links() {
    assert_eq!(looks("E-pošta", &["ana@example.com", "", "bor@example.si"]), Looks::Email);
    assert_eq!(looks("Website", &["https://example.com", "www.example.si"]), Looks::Url);
    assert_eq!(looks("Kontakt", &["+386 41 123 456", "041 123 456"]), Looks::Phone);
    assert_eq!(looks("Mobile", &["38641123456", "041123456"]), Looks::Phone);
}

#[test]
fn codes_are_not_numbers() {
    assert_eq!(looks("InvoiceNo", &["536365", "C536379", "536366"]), Looks::Identifier);
    assert_eq!(looks("StockCode", &["85123A", "71053", "POST1"]), Looks::Identifier);
    assert_eq!(looks("CustomerID", &["17850", "13047"]), Looks::Identifier);
    assert_eq!(looks("Kraj", &["01001", "04001"]), Looks::Identifier);
    assert_eq!(looks("opportunity_id", &["1C1I7A6R", "Z063OYW0"]), Looks::Identifier);
}

#[test]
fn several_values_in_a_cell() {
    assert_eq!(looks("Labels", &["vip;west", "new", "new; vip"]), Looks::MultiValue { separator: ';' });
    assert_eq!(looks("Name", &["Ana Novak", "Bor Kos"]), Looks::Text);
}

#[test]
fn the_shape_counts_and_shows_examples() {
    let shape = guess("Town", ["Bled", "", "Kranj", "Bled"]);
    assert_eq!((shape.empty_share, shape.distinct), (0.25, 2));
    assert_eq!(shape.examples, ["Bled", "Kranj"]);
    assert_eq!(guess("x", [""]).looks_like, Looks::Empty);
    assert!(guess("Note", ["<p>Hi</p>"]).html);
}

#[test]
fn shapes_are_told_in_json() {
    let shape = guess("Price", ["1.234,50 €"]);
    let json = serde_json::to_value(&shape).unwrap();
    assert_eq!(json["looks_like"]["kind"], "money");
    assert_eq!(json["looks_like"]["decimal_comma"], true);
    assert_eq!(serde_json::from_value::<ColumnShape>(json).unwrap(), shape);
}

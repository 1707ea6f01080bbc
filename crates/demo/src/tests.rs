//! What others rely on: the same records for the same seed, links that lead somewhere, sums that add up.

use crate::{DemoCompany, DemoRecord, Size};
use dictionary::{Dictionary, Overlay, ReadContext, Value};
use std::collections::{HashMap, HashSet};
use vocabulary::{Currency, Date, Id, SeededIds, Timestamp};

fn today() -> Date {
    "2026-11-22".parse().unwrap()
}

fn owners() -> Vec<Id> {
    use vocabulary::IdSource;
    let ids = SeededIds::new(9);
    (0..8).map(|_| ids.next(Timestamp::from_micros(1))).collect()
}

fn company(seed: u64, factor: f64) -> Vec<DemoRecord> {
    DemoCompany::new(seed, Size::STANDARD.times(factor), today(), owners()).records().collect()
}

fn of<'r>(records: &'r [DemoRecord], object: &'r str) -> impl Iterator<Item = &'r DemoRecord> {
    records.iter().filter(move |record| record.object == object)
}

fn cents(record: &DemoRecord, field: &str) -> i64 {
    match record.value(field) {
        Value::Money(money) if money.currency == Currency::EUR => money.minor,
        other => panic!("{field} is {other:?}"),
    }
}

fn link(record: &DemoRecord, field: &str) -> Option<Id> {
    match record.value(field) {
        Value::Link(link) => Some(link.id),
        _ => None,
    }
}

fn text<'r>(record: &'r DemoRecord, field: &str) -> &'r str {
    match record.value(field) {
        Value::Text(text) => text,
        _ => "",
    }
}

fn moment(record: &DemoRecord, field: &str) -> Timestamp {
    match record.value(field) {
        Value::Timestamp(at) => *at,
        other => panic!("{field} is {other:?}"),
    }
}

#[test]
fn the_same_seed_gives_the_same_records() {
    let bytes = |seed| company(seed, 0.01).iter().map(|record| format!("{record:?}")).collect::<String>();
    assert!(bytes(1) == bytes(1));
    assert!(bytes(1) != bytes(2));
}

#[test]
fn counts_are_as_asked() {
    for factor in [0.002, 0.01, 0.05] {
        let size = Size::STANDARD.times(factor);
        let records = company(3, factor);
        let count = |object: &str| of(&records, object).count() as u32;
        assert_eq!(count("company"), size.companies);
        assert_eq!(count("person"), size.people);
        assert_eq!(count("lead"), size.leads);
        assert_eq!(count("deal"), size.deals);
        assert_eq!(count("purchase"), size.purchases, "at {factor}");
        assert_eq!(count("call") + count("meeting") + count("task") + count("note"), size.activities);
        let lines = f64::from(count("purchase_line")) / f64::from(size.purchases);
        assert!((1.5..2.0).contains(&lines), "{lines} lines in a purchase");
    }
}

#[test]
fn a_lopsided_company_is_made_all_the_same() {
    let lopsided = [
        Size { companies: 1, people: 2, leads: 3, deals: 4, purchases: 5, activities: 6 },
        Size { companies: 50, people: 10, leads: 0, deals: 0, purchases: 300, activities: 0 },
        Size { companies: 5, people: 900, leads: 9, deals: 200, purchases: 20, activities: 50 },
    ];
    for size in lopsided {
        let company = DemoCompany::new(1, size, today(), Vec::new());
        let purchases = company.records().filter(|record| record.object == "purchase").count();
        assert_eq!(purchases as u32, size.purchases, "{size:?}");
        assert!(company.records().all(|record| record.owner.is_none()));
    }
}

#[test]
fn some_were_entered_twice_with_the_same_phone_under_another_id() {
    let company = DemoCompany::new(5, Size::STANDARD.times(0.05), today(), Vec::new());
    let first: Vec<DemoRecord> = company.records().collect();
    let known: HashSet<Id> = first.iter().map(|record| record.id).collect();
    let doubles: Vec<DemoRecord> = company.doubles().collect();
    let again: Vec<&DemoRecord> =
        doubles.iter().filter(|record| ["person", "company"].contains(&record.object)).collect();
    assert!(again.len() > 4 && again.iter().any(|record| record.object == "company"));
    for record in &again {
        assert!(!known.contains(&record.id));
        let phones = record.value("phones");
        let like = |one: &&DemoRecord| one.object == record.object && one.value("phones") == phones;
        assert!(first.iter().filter(like).count() >= 1, "{record:?}");
        let notes = doubles
            .iter()
            .filter(|note| matches!(note.value(record.object), Value::Link(link) if link.id == record.id));
        assert_eq!(notes.count(), 1);
    }
}

#[test]
fn every_link_leads_to_an_earlier_record_of_the_right_object() {
    let dictionary = Dictionary::build(standard::OBJECTS, &Overlay::default()).unwrap();
    let mut known: HashMap<Id, (&str, Timestamp)> = HashMap::new();
    let mut late = 0;
    for record in company(5, 0.03) {
        let object = dictionary.object(record.object).unwrap();
        for (key, value) in &record.values {
            let field = object.field(key).unwrap_or_else(|| panic!("{}.{key}", record.object));
            // Users are made by the caller.
            if let Value::Link(link) = value
                && field.to.as_deref() != Some("user")
            {
                let (target, at) =
                    known.get(&link.id).unwrap_or_else(|| panic!("{}.{key} leads nowhere", record.object));
                assert_eq!(field.to.as_deref(), Some(*target), "{}.{key}", record.object);
                late += usize::from(*at > record.at);
            }
        }
        for field in object.fields.iter().filter(|field| field.required) {
            assert!(!record.value(&field.key).is_null(), "{}.{} is empty", record.object, field.key);
        }
        assert!(known.insert(record.id, (record.object, record.at)).is_none(), "an id comes twice");
    }
    // Somebody who turns up on the very first days may be linked to by what was found for them.
    assert!(late * 200 < known.len(), "{late} of {} link to what was not there yet", known.len());
}

#[test]
fn every_value_is_taken_by_its_field() {
    let dictionary = Dictionary::build(standard::OBJECTS, &Overlay::default()).unwrap();
    let context = ReadContext { currency: Currency::EUR, country: None };
    let again = DemoCompany::new(5, Size::STANDARD.times(0.02), today(), owners());
    for record in company(5, 0.02).into_iter().chain(again.doubles()) {
        let object = dictionary.object(record.object).unwrap();
        let json = record.to_json();
        assert_eq!(json.len(), record.values.len());
        for (key, value) in &record.values {
            let field = object.field(key).unwrap();
            assert!(!field.read_only() || field.kept, "{}.{key}", record.object);
            let read = field.kind.read(field, &json[*key], &context);
            assert_eq!(read.as_ref(), Ok(value), "{}.{key}", record.object);
        }
    }
}

#[test]
fn unique_values_are_unique() {
    let dictionary = Dictionary::build(standard::OBJECTS, &Overlay::default()).unwrap();
    let mut seen = HashSet::new();
    for record in DemoCompany::new(
        8,
        Size { purchases: 500, activities: 0, ..Size::STANDARD.times(3.0) },
        today(),
        Vec::new(),
    )
    .records()
    {
        let object = dictionary.object(record.object).unwrap();
        for (key, value) in record.values.iter().filter(|(key, _)| object.field(key).unwrap().unique) {
            let values = match value {
                Value::Emails(emails) => emails.iter().map(|email| email.address.key()).collect(),
                other => vec![vocabulary::fold(&other.to_text())],
            };
            for value in values {
                assert!(
                    seen.insert(format!("{}.{key}={value}", record.object)),
                    "{value} comes twice in {}.{key}",
                    record.object
                );
            }
        }
    }
}

#[test]
fn totals_are_the_sums_of_their_lines() {
    let records = company(5, 0.05);
    let sum = |lines: &str, link_field: &str, total: &dyn Fn(&DemoRecord) -> i64| {
        let mut sums: HashMap<Id, i64> = HashMap::new();
        for line in of(&records, lines) {
            *sums.entry(link(line, link_field).unwrap()).or_default() += total(line);
        }
        sums
    };
    let exact = |line: &DemoRecord| {
        let number = |field: &str| match line.value(field) {
            Value::Decimal(number) => number.millionths() / 1_000_000,
            _ => 0,
        };
        (cents(line, "unit_price") * number("quantity") * (100 - number("discount")) + 50).div_euclid(100)
    };
    let purchases = sum("purchase_line", "purchase", &|line| {
        assert_eq!(cents(line, "total"), exact(line));
        cents(line, "total")
    });
    let mut returns = 0;
    for purchase in of(&records, "purchase") {
        let total = cents(purchase, "total");
        assert_eq!(purchases.get(&purchase.id), Some(&total));
        assert_eq!(total < 0, text(purchase, "kind") == "return");
        returns += usize::from(total < 0);
    }
    assert_eq!(returns, of(&records, "purchase").count() * 3 / 100);
    let deals = sum("deal_line", "deal", &exact);
    for deal in of(&records, "deal") {
        assert_eq!(deals.get(&deal.id), Some(&cents(deal, "amount")));
    }
}

#[test]
fn a_line_carries_what_its_purchase_says() {
    let records = company(5, 0.02);
    let purchases: HashMap<Id, &DemoRecord> =
        of(&records, "purchase").map(|record| (record.id, record)).collect();
    for line in of(&records, "purchase_line") {
        let purchase = purchases[&link(line, "purchase").unwrap()];
        for field in ["person", "company", "purchased_at"] {
            assert_eq!(line.value(field), purchase.value(field), "{field}");
        }
    }
}

#[test]
fn invoice_numbers_grow_with_time_and_nothing_happened_after_today() {
    let records = company(5, 0.05);
    let numbers: Vec<(Timestamp, &str)> = of(&records, "purchase")
        .map(|record| (moment(record, "purchased_at"), text(record, "number")))
        .collect();
    assert!(numbers.windows(2).all(|pair| pair[0].1 < pair[1].1));
    assert!(numbers.windows(2).all(|pair| pair[0].0 <= pair[1].0));
    let midnight: Timestamp = "2026-11-21T23:00:00Z".parse().unwrap();
    assert!(records.iter().all(|record| record.at < midnight));
    let planned = |object: &str, field: &str| {
        of(&records, object).filter(|record| moment(record, field) > midnight).count()
    };
    assert!(planned("task", "due_at") > 0 && planned("meeting", "happened_at") > 0);
    assert_eq!(
        planned("call", "happened_at") + planned("note", "happened_at") + planned("purchase", "purchased_at"),
        0
    );
    assert!(
        of(&records, "task")
            .any(|task| *task.value("done") == Value::Boolean(false) && moment(task, "due_at") < midnight)
    );
}

#[test]
fn people_speak_the_languages_of_their_countries() {
    let records = company(5, 0.2);
    let mut shares: HashMap<&str, f64> = HashMap::new();
    for person in of(&records, "person") {
        *shares.entry(text(person, "language")).or_default() += 1.0 / 2000.0;
    }
    for (language, low, high) in [
        ("sl", 0.33, 0.43),
        ("sk", 0.11, 0.17),
        ("sv", 0.1, 0.16),
        ("sr", 0.04, 0.1),
        ("sr_latn", 0.05, 0.12),
        ("en", 0.12, 0.18),
        ("de", 0.03, 0.07),
    ] {
        assert!((low..high).contains(&shares[language]), "{language}: {}", shares[language]);
    }
    let cyrillic = |text: &str| text.chars().any(|letter| ('\u{400}'..'\u{500}').contains(&letter));
    for person in of(&records, "person") {
        let name = person.value("name").to_text();
        assert_eq!(cyrillic(&name), text(person, "language") == "sr", "{name}");
        if text(person, "language") == "sk" && text(person, "gender") == "female" {
            assert!(name.ends_with("ová") || name.ends_with('á'), "{name}");
        }
    }
}

#[test]
fn sales_have_seasons_weekdays_and_growth() {
    let records = company(5, 0.2);
    let mut months: HashMap<u8, i64> = HashMap::new();
    let (mut weekend, mut years) = (0, [0i64; 3]);
    let zone = jiff::tz::TimeZone::get("Europe/Ljubljana").unwrap();
    let sales: Vec<&DemoRecord> =
        of(&records, "purchase").filter(|record| text(record, "kind") == "sale").collect();
    let start = today().plus_days(-1096);
    for sale in &sales {
        let date = moment(sale, "purchased_at").date_in(&zone);
        *months.entry(date.parts().1).or_default() += 1;
        weekend += usize::from(date.to_jiff().weekday().to_monday_one_offset() > 5);
        let day = date.to_jiff().duration_since(start.to_jiff()).as_hours() / 24;
        years[(day / 366).clamp(0, 2) as usize] += cents(sale, "total");
    }
    assert!(months[&11] as f64 > 1.3 * months[&8] as f64, "{months:?}");
    assert!(weekend * 8 < sales.len(), "{weekend} of {} on weekends", sales.len());
    assert!(years[2] > years[0], "{years:?}");
}

#[test]
fn few_customers_buy_much_and_some_stay_away() {
    let records = company(5, 0.2);
    let mut by_customer: HashMap<Id, (usize, Timestamp)> = HashMap::new();
    for sale in of(&records, "purchase") {
        let customer = link(sale, "company").or(link(sale, "person")).unwrap();
        let (count, last) = by_customer.entry(customer).or_insert((0, sale.at));
        *count += 1;
        *last = sale.at.max(*last);
    }
    let mut counts: Vec<usize> = by_customer.values().map(|(count, _)| *count).collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    let all: usize = counts.iter().sum();
    let top: usize = counts.iter().take(counts.len() / 5).sum();
    let share = top as f64 / all as f64;
    assert!((0.5..0.9).contains(&share), "the best fifth makes {share} of the purchases");
    let year_ago: Timestamp = "2025-11-22T00:00:00Z".parse().unwrap();
    let gone =
        by_customer.values().filter(|(_, last)| *last < year_ago).count() as f64 / by_customer.len() as f64;
    assert!((0.15..0.6).contains(&gone), "{gone} of the customers are gone");
}

#[test]
fn deals_end_as_experience_says() {
    let records = company(5, 0.3);
    let count =
        |outcome: &str| of(&records, "deal").filter(|deal| text(deal, "outcome") == outcome).count() as f64;
    let (won, lost, open) = (count("won"), count("lost"), count("open"));
    assert!((0.3..0.7).contains(&(won / (won + lost))), "{won} won, {lost} lost");
    assert!((0.04..0.25).contains(&(open / (won + lost + open))), "{open} open");
    let with_deal =
        of(&records, "purchase").filter(|purchase| link(purchase, "deal").is_some()).count() as f64;
    assert_eq!(with_deal, won, "each won deal ends in a purchase");
    assert!(
        of(&records, "deal").filter(|deal| text(deal, "outcome") == "lost").all(|deal| !text(
            deal,
            "lost_reason"
        )
        .is_empty())
    );
}

#[test]
fn deals_and_leads_came_where_they_stand_step_by_step() {
    let mut moved = 0;
    for record in company(5, 0.1) {
        let mut values: HashMap<&str, Value> = record.made_with().into_iter().collect();
        let mut at = record.at;
        for change in &record.changes {
            assert!(change.at > at, "{} changes before it was made", record.object);
            at = change.at;
            values.extend(change.values.iter().cloned());
            moved += 1;
        }
        values.retain(|_, value| !value.is_null());
        let today: HashMap<&str, Value> = record.values.iter().cloned().collect();
        assert_eq!(values, today, "{}", record.object);
        if record.object == "deal" && text(&record, "outcome") != "open" {
            assert!(
                record
                    .changes
                    .last()
                    .is_some_and(|last| last.values.iter().any(|(key, _)| *key == "outcome"))
            );
        }
    }
    assert!(moved > 500);
}

#[test]
fn quotes_stand_in_all_states_with_numbers_without_gaps_and_sums_of_their_lines() {
    let records = company(5, 0.1);
    let mut states: HashMap<&str, usize> = HashMap::new();
    let mut numbers: HashMap<String, Vec<(Timestamp, i64)>> = HashMap::new();
    let mut asked = 0;
    for quote in of(&records, "quote") {
        *states.entry(text(quote, "state")).or_default() += 1;
        asked += usize::from(!quote.value("asked_at").is_null());
        if let Some((year, number)) = text(quote, "number").rsplit_once('-') {
            let sent = moment(quote, "sent_at");
            numbers.entry(year.to_string()).or_default().push((sent, number.parse().unwrap()));
            assert_eq!(text(quote, "name"), text(quote, "number"));
        } else {
            assert_eq!(text(quote, "state"), "draft");
        }
        let lines = of(&records, "quote_line").filter(|line| link(line, "quote") == Some(quote.id));
        let lines: Vec<&DemoRecord> = lines.collect();
        assert!(!lines.is_empty());
        let moved = lines.iter().any(|line| !line.value("new_price").is_null());
        assert_eq!(quote.value("prices_changed"), &Value::Boolean(moved));
        let deal = of(&records, "deal").find(|deal| Some(deal.id) == link(quote, "deal")).unwrap();
        assert_eq!(cents(quote, "net"), cents(deal, "line_total"));
        assert_eq!(cents(quote, "net") + cents(quote, "tax"), cents(quote, "gross"));
    }
    for state in ["draft", "sent", "viewed", "accepted", "declined", "expired"] {
        assert!(states.get(state).is_some_and(|count| *count > 1), "{state}: {states:?}");
    }
    assert!(asked > 1, "some customers have a question");
    for (year, mut given) in numbers {
        given.sort_by_key(|(_, number)| *number);
        let wanted: Vec<i64> = (1..=given.len() as i64).collect();
        assert_eq!(given.iter().map(|(_, number)| *number).collect::<Vec<_>>(), wanted, "{year}");
        let days: Vec<i64> = given.iter().map(|(sent, _)| sent.micros() / 86_400_000_000).collect();
        assert!(days.is_sorted(), "{year} is numbered in the sequence of its days");
    }
    for object in ["price_book", "price_entry", "product_bundle_item", "tax_rate", "discount_approval"] {
        assert!(of(&records, object).count() > 1, "{object}");
    }
}

#[test]
fn what_is_on_offer_is_bought_more() {
    let records = company(6, 0.5);
    // By product and whether it went for less than most often in its quarter: pieces, and the weeks they were sold in.
    let mut prices: HashMap<(Id, i64), HashMap<i64, usize>> = HashMap::new();
    let mut lines: Vec<(Id, i64, i64)> = Vec::new();
    for line in of(&records, "purchase_line") {
        let (Some(product), price) = (link(line, "product"), cents(line, "unit_price")) else { continue };
        let week = moment(line, "purchased_at").micros() / 1_000_000 / 86_400 / 7;
        *prices.entry((product, week / 13)).or_default().entry(price).or_default() += 1;
        lines.push((product, week, price));
    }
    let usual: HashMap<(Id, i64), i64> = prices
        .iter()
        .map(|(key, seen)| (*key, *seen.iter().max_by_key(|(price, count)| (**count, **price)).unwrap().0))
        .collect();
    let mut weeks: HashMap<(Id, i64), (usize, bool)> = HashMap::new();
    for (product, week, price) in lines {
        let cheap = price * 100 < usual[&(product, week / 13)] * 93;
        let told = weeks.entry((product, week)).or_default();
        *told = (told.0 + 1, told.1 || cheap);
    }
    let mean = |on_offer: bool| {
        let sold: Vec<usize> = weeks.values().filter(|one| one.1 == on_offer).map(|one| one.0).collect();
        sold.iter().sum::<usize>() as f64 / sold.len() as f64
    };
    assert!(weeks.values().filter(|one| one.1).count() > 500);
    assert!(mean(true) > 1.15 * mean(false), "{} on offer, {} else", mean(true), mean(false));
}

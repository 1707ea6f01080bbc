//! Files of other systems find their place by their headers.

use super::*;

fn guessed(name: &str, lines: &[&str]) -> (Import, Vec<String>) {
    let shop = Shop::new();
    let import = shop.upload(name, lines.join("\n").as_bytes()).unwrap();
    let shown = |column: &ImportColumn| match (&column.guess, &column.ignored) {
        (Some(guess), _) if guess.label.is_empty() => format!("{}.{}", guess.object, guess.field),
        (Some(guess), _) => format!("{}.{} {}", guess.object, guess.field, guess.label),
        (None, Some(_)) => "ignored".to_string(),
        (None, None) => "?".to_string(),
    };
    let places = import.columns.iter().map(shown).collect();
    (import, places)
}

fn assert_places(found: &[String], expected: &[&str]) {
    assert_eq!(found, expected);
}

#[test]
fn hubspot() {
    let (import, places) = guessed(
        "people.csv",
        &[
            "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Marketing contact status,Lifecycle Stage,Create Date,Job Title,Associated Company,Associated Company IDs,Street Address,City,State/Region,Postal Code,Country/Region,Website URL,Unsubscribed from all email",
            "101,Ana,Novak,ana@example.com,+386 40 123 456,Bo,New,Non-marketing,customer,2024-01-15 10:00,Buyer,Acme,7;8,Trg 1,Ljubljana,,1000,Slovenia,https://example.com,false",
        ],
    );
    assert_places(
        &places,
        &[
            "person.external_ids hubspot",
            "person.name.given",
            "person.name.family",
            "person.emails",
            "person.phones",
            "person.owner",
            "ignored",
            "ignored",
            "person.lifecycle",
            "ignored",
            "person.job_title",
            "person.company",
            "ignored",
            "person.addresses.street",
            "person.addresses.city",
            "person.addresses.region",
            "person.addresses.postal_code",
            "person.addresses.country",
            "person.website",
            "ignored",
        ],
    );
    let mapping = serde_json::to_value(import.mapping.unwrap()).unwrap();
    assert_eq!(mapping["objects"][0]["match"], json!(["external_ids", "emails"]));
    assert_eq!(mapping["objects"][0]["fields"][0]["prefix"], "hubspot:");
    let why = import.columns[19].ignored.clone().unwrap();
    assert!(why.starts_with("Consent is never taken"), "{why}");
    let (_, places) = guessed(
        "companies.csv",
        &[
            "Record ID,Company name,Company Domain Name,Website URL,Company owner,Industry,City,Country/Region,Phone Number,Create Date",
            "7,Acme,acme.example,https://acme.example,Bo,retail,Kranj,Slovenia,+386 4 123 456,2024-01-15 10:00",
        ],
    );
    assert_eq!(places[1..4], ["company.name", "company.domains", "company.website"]);
    let (_, places) = guessed(
        "deals.csv",
        &[
            "Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Deal owner,Associated Company,Associated Contact",
            "9,20 laptops,Won,Sales,1054.00,2024-03-01 10:00,Bo,Acme,Ana Novak",
        ],
    );
    assert_eq!(
        places[1..],
        [
            "deal.name",
            "deal.stage",
            "deal.pipeline",
            "deal.amount",
            "deal.close_date",
            "deal.owner",
            "deal.company",
            "deal.person",
        ]
    );
}

#[test]
fn salesforce() {
    let (import, places) = guessed(
        "Contact.csv",
        &[
            "Id,IsDeleted,AccountId,Salutation,FirstName,LastName,MailingStreet,MailingCity,MailingPostalCode,MailingCountry,Phone,MobilePhone,Email,Title,Birthdate,OwnerId,HasOptedOutOfEmail,DoNotCall,CreatedDate",
            "003A,0,001B,Ms,Ana,Novak,Trg 1,Ljubljana,1000,Slovenia,+386 1 234 567,+386 40 123 456,ana@example.com,Buyer,1980-02-03,005C,1,0,2024-01-15T10:00:00Z",
        ],
    );
    assert_places(
        &places,
        &[
            "person.external_ids salesforce",
            "ignored",
            "person.company salesforce",
            "?",
            "person.name.given",
            "person.name.family",
            "person.addresses.street",
            "person.addresses.city",
            "person.addresses.postal_code",
            "person.addresses.country",
            "person.phones work",
            "person.phones mobile",
            "person.emails",
            "person.job_title",
            "person.birth_date",
            "ignored",
            "ignored",
            "ignored",
            "ignored",
        ],
    );
    let mapping = serde_json::to_value(import.mapping.unwrap()).unwrap();
    assert_eq!(
        mapping["objects"][0]["fields"][1]["link"],
        json!({"by": "external_ids", "when_missing": "blank"})
    );
    let (_, places) = guessed(
        "report.csv",
        &[
            "First Name,Last Name,Account Name,Title,Mailing Street,Mailing City,Contact Owner,Lead Source,Email Opt Out,Email",
            "Ana,Novak,Acme,Buyer,Trg 1,Ljubljana,Bo,Web,0,ana@example.com",
        ],
    );
    assert_places(
        &places,
        &[
            "person.name.given",
            "person.name.family",
            "person.company",
            "person.job_title",
            "person.addresses.street",
            "person.addresses.city",
            "person.owner",
            "ignored",
            "ignored",
            "person.emails",
        ],
    );
    let (_, places) = guessed(
        "Opportunity.csv",
        &[
            "Id,AccountId,Name,StageName,Amount,Probability,CloseDate,IsClosed,IsWon,OwnerId",
            "006A,001B,20 laptops,Closed Won,1054,100,2024-03-01,1,1,005C",
        ],
    );
    assert_places(
        &places,
        &[
            "deal.external_ids salesforce",
            "deal.company salesforce",
            "deal.name",
            "deal.stage",
            "deal.amount",
            "deal.probability",
            "deal.close_date",
            "ignored",
            "ignored",
            "ignored",
        ],
    );
}

#[test]
fn pipedrive_with_several_objects_in_one_file() {
    let shop = Shop::new();
    let lines = [
        "Person - Name*,Person - Phone - Work,Person - Email - Work,Person - Marketing status,Organization - Name*,Organization - Address,Deal - Title,Deal - Value,Deal - Currency of Value,Deal - Status,Deal - Expected close date,Note - Content*",
        "Ana Novak,+386 40 123 456,ana@example.com,subscribed,Acme,Trg 1,20 laptops,1054,EUR,Won,45631,<p>Likes <b>tea</b></p>",
        "Bor Kos,,bor@example.com,,Acme,,,,,,,",
    ];
    let import = shop.upload("pipedrive.csv", lines.join("\n").as_bytes()).unwrap();
    let mapping = import.mapping.clone().unwrap();
    let objects: Vec<&str> = mapping.objects.iter().map(|object| object.object.as_str()).collect();
    assert_eq!(objects, ["company", "person", "deal", "note"]);
    assert!(import.columns[3].ignored.is_some());
    change_import_mapping(&shop.platform, &shop.context, import.id, mapping).unwrap();
    run_import(&shop.platform, &shop.context, import.id).unwrap();
    shop.run_jobs();
    let done = shop.find(import.id);
    let results =
        list_import_results(&shop.platform, &shop.context, import.id, &ResultsRequest::default()).unwrap();
    assert_eq!((done.state, done.progress.refused), (ImportState::Done, 0), "{results:?}");
    assert_eq!(
        (shop.count("person", Json::Null), shop.count("deal", Json::Null), shop.count("note", Json::Null)),
        (2, 1, 1)
    );
    let deal = json!({"and": [
        {"field": "company.name", "op": "is", "value": "Acme"}, {"field": "person.name", "op": "is", "value": "Ana Novak"},
        {"field": "outcome", "op": "is", "value": "won"}, {"field": "close_date", "op": "is", "value": "2024-12-05"}]});
    assert_eq!(shop.count("deal", deal), 1);
    assert_eq!(shop.count("note", json!({"field": "body", "op": "contains", "value": "**tea**"})), 1);
}

#[test]
fn plain_headers() {
    let (_, places) = guessed(
        "mine.csv",
        &[
            "first_name,last_name,email_work,email_home,phone_work,company,tags",
            "Ana,Novak,ana@example.com,a@example.com,+386 40 123 456,Acme,vip",
        ],
    );
    assert_places(
        &places,
        &[
            "person.name.given",
            "person.name.family",
            "person.emails work",
            "person.emails home",
            "person.phones work",
            "person.company",
            "person.tags",
        ],
    );
    let (_, places) = guessed(
        "zoho.csv",
        &[
            "Record Id,Contact Owner.id,Contact Owner,First Name,Last Name,Account Name.id,Account Name,Email",
            "zcrm_1,zcrm_9,Bo,Ana,Novak,zcrm_2,Acme,ana@example.com",
        ],
    );
    assert_places(
        &places,
        &[
            "person.external_ids zoho",
            "ignored",
            "person.owner",
            "person.name.given",
            "person.name.family",
            "person.company zoho",
            "ignored",
            "person.emails",
        ],
    );
}

//! Which index SQLite walks for the lists people look at all day: a plan, not a stopwatch, decides.

use super::{
    Boundaries, Compiler, Drive, FEW, Way, alone, count, groups, is_covered, list, phases, probes, rows, walk,
};
use crate::dialect::{Dialect, Statement};
use crate::query::{
    Bucket, Cursor, Gauge, GroupQuery, Moment, Parser, Query, Scope, SeesAll, Selection, Split, Trash,
    Visibility,
};
use crate::{Datum, ddl};
use dictionary::marker::{Choice, Integer, Link, Tags, Text};
use dictionary::{ChoiceSpec, Dictionary, Field, Kind, Measure, Object, Overlay};
use rusqlite::types::{ToSqlOutput, Value as Cell};
use serde_json::{Value as Json, json};
use vocabulary::{Currency, Id, Money, WorkspaceId};

mod looked;

const STAGES: &[ChoiceSpec] = &[
    ChoiceSpec::new("open", "Open", "blue"),
    ChoiceSpec::new("won", "Won", "green"),
    ChoiceSpec::new("odd", "Odd", "red"),
];
const NAME: Field<Text> = Field::new("name", "Name").required().indexed();
static COMPANY: Object =
    Object::new("company", "companies", "Company", "Companies").fields(&[NAME.def]).checked();
const COMPANY_LINK: Field<Link> = Field::new("company", "Company").to("company", "Deals").indexed();
const AMOUNT: Field<Money> = Field::new("amount", "Amount").indexed();
const STAGE: Field<Choice> = Field::new("stage", "Stage").choices(STAGES).indexed();
const TAGS: Field<Tags> = Field::new("tags", "Tags");
const NOTE: Field<Text> = Field::new("note", "Note");
const SIZE: Field<Integer> = Field::new("size", "Size").indexed();
static DEAL: Object = Object::new("deal", "deals", "Deal", "Deals")
    .fields(&[NAME.def, COMPANY_LINK.def, AMOUNT.def, STAGE.def, TAGS.def, NOTE.def, SIZE.def])
    .sorted_within(&[(STAGE.def.key, SIZE.def.key)])
    .along(&[(COMPANY_LINK.def.key, &[STAGE.def.key])])
    .checked();

/// Deals: every second one open, every 40th of one owner, each hundredth without amount, ten of them odd.
const ROWS: i64 = 15_000;

struct Room {
    dictionary: Dictionary,
    connection: rusqlite::Connection,
}

/// Confined to the deals of one owner.
struct Confined(Id);

impl Visibility for Confined {
    fn scope(&self, _object: &str) -> Scope {
        Scope::Owners(vec![self.0].into())
    }
    fn may_read(&self, _object: &str, _field: &str) -> bool {
        true
    }
}

fn id(number: i64) -> Id {
    let mut bytes = [0; 16];
    bytes[8..].copy_from_slice(&number.to_be_bytes());
    Id::from_bytes(bytes)
}

/// 1970 began, in universal time.
fn beginning() -> Moment {
    Moment {
        now: vocabulary::Timestamp::from_micros(0),
        zone: jiff::tz::TimeZone::UTC,
        first_weekday: 1,
        me: None,
        read: dictionary::ReadContext { currency: Currency::EUR, country: None },
    }
}

impl Room {
    fn new() -> Room {
        let dictionary = Dictionary::build(&[&COMPANY, &DEAL], &Overlay::default()).unwrap();
        let connection = rusqlite::Connection::open_in_memory().unwrap();
        connection.execute_batch(include_str!("../../../migrations/sqlite/0001_base.sql")).unwrap();
        connection.execute_batch(&ddl::create_objects("sqlite", &dictionary).unwrap()).unwrap();
        connection.execute_batch("CREATE TABLE \"user\" (workspace_id BIGINT, id UUID, name TEXT, name_fold TEXT, PRIMARY KEY (workspace_id, id))").unwrap();
        let fill = format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ROWS}),
             r(i, id) AS (SELECT i, unhex('0000000000000000' || printf('%016x', i)) FROM n)
             INSERT INTO deal (workspace_id, id, version, created_at, updated_at, created_by, updated_by, owner, custom, name,
                name_fold, amount, amount_currency, stage, company, note_fold, size)
             SELECT 1, id, 1, i * 1000, i * 1000, '', '', unhex('0000000000000000' || printf('%016x', i % 40)), '{{}}', 'Deal ' || i,
                'deal ' || (i * 7919 % {ROWS}), iif(i % 100 = 0, NULL, i * 31 % 5000), iif(i % 100 = 0, NULL, 'EUR'),
                CASE WHEN i % 1500 = 0 THEN 'odd' WHEN i % 2 = 0 THEN 'open' ELSE 'won' END,
                unhex('0000000000000000' || printf('%016x', i % 1000)), 'n' || i, i * 17 % 900 FROM r"
        );
        connection.execute_batch(&fill).unwrap();
        Room { dictionary, connection }
    }

    fn query<'a>(&'a self, visibility: &'a dyn Visibility, filter: Json, sort: &str) -> Query<'a> {
        self.query_of("deal", visibility, filter, sort)
    }

    fn query_of<'a>(
        &'a self,
        object: &str,
        visibility: &'a dyn Visibility,
        filter: Json,
        sort: &str,
    ) -> Query<'a> {
        let moment = beginning();
        let parser = Parser { dictionary: &self.dictionary, visibility, moment: &moment };
        let object = self.dictionary.object(object).unwrap();
        Query {
            workspace: WorkspaceId(1),
            dictionary: &self.dictionary,
            object,
            visibility,
            filter: if filter.is_null() {
                None
            } else {
                Some(parser.filter(object, &filter, "filter").unwrap())
            },
            text: None,
            sort: parser.sort(object, sort, "sort").unwrap(),
            selection: Selection::whole(object),
            limit: 50,
            after: None,
            trash: Trash::Without,
        }
    }

    fn run(&self, text: &str, params: &[Datum], column: usize) -> Vec<Cell> {
        struct Bound<'a>(&'a Datum);
        impl rusqlite::ToSql for Bound<'_> {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::Owned(match self.0 {
                    Datum::Null => Cell::Null,
                    Datum::Integer(number) => Cell::Integer(*number),
                    Datum::Text(text) => Cell::Text(text.clone()),
                    Datum::Id(id) => Cell::Blob(id.as_bytes().to_vec()),
                    Datum::Bytes(bytes) => Cell::Blob(bytes.clone()),
                }))
            }
        }
        let mut statement = self.connection.prepare(text).unwrap_or_else(|error| panic!("{error}: {text}"));
        let params: Vec<Bound<'_>> = params.iter().map(Bound).collect();
        let rows = statement.query_map(rusqlite::params_from_iter(params), |row| row.get(column)).unwrap();
        rows.map(Result::unwrap).collect()
    }

    /// The plan of a statement, one line.
    fn plan(&self, statement: &Statement) -> String {
        let text = format!("EXPLAIN QUERY PLAN {}", statement.text);
        let lines = self.run(&text, &statement.params, 3).into_iter();
        lines
            .map(|line| if let Cell::Text(text) = line { text } else { String::new() })
            .collect::<Vec<_>>()
            .join("; ")
    }

    /// What leads a query, as [`crate::query::run`] decides it.
    fn drive(&self, query: &Query<'_>) -> Drive {
        let walk = walk(Dialect::Sqlite, query);
        let mut drive = if matches!(walk, Drive::Pair(_)) { walk } else { Drive::Natural };
        for (candidate, statement) in probes(Dialect::Sqlite, query).unwrap() {
            match self.run(&statement.text, &statement.params, 0).first() {
                Some(Cell::Integer(count)) if *count as u64 <= FEW => return candidate,
                _ => drive = walk,
            }
        }
        drive
    }

    /// The plan of the first phase.
    fn first_plan(&self, query: &Query<'_>) -> String {
        let drive = self.drive(query);
        let (statement, _) = list(Dialect::Sqlite, query, phases(query)[0], Some(51), &drive).unwrap();
        self.plan(&statement)
    }
}

#[test]
fn a_list_walks_the_index_it_is_sorted_by() {
    let room = Room::new();
    for (sort, index) in [
        ("name", "deal_by_name_fold"),
        ("-name", "deal_by_name_fold"),
        ("-created_at", "deal_by_created_at"),
        ("-amount", "deal_by_amount"),
        ("stage", "deal_by_stage"),
    ] {
        let plan = room.first_plan(&room.query(&SeesAll, Json::Null, sort));
        assert!(plan.contains(index) && !plan.contains("TEMP B-TREE"), "{sort}: {plan}");
    }
}

#[test]
fn rows_without_a_value_come_from_the_same_index() {
    let room = Room::new();
    let query = room.query(&SeesAll, Json::Null, "-amount");
    let (statement, _) = list(Dialect::Sqlite, &query, phases(&query)[1], Some(51), &Drive::Natural).unwrap();
    let plan = room.plan(&statement);
    assert!(plan.contains("deal_by_amount") && !plan.contains("TEMP B-TREE"), "{plan}");
}

#[test]
fn a_deep_page_starts_inside_the_index() {
    let room = Room::new();
    for (sort, value) in [
        ("name", Datum::from("deal 9")),
        ("-created_at", Datum::from(5_000_000)),
        ("amount", Datum::from(77)),
    ] {
        let mut query = room.query(&SeesAll, Json::Null, sort);
        query.after = Some(Cursor { values: vec![value], id: id(5) });
        let plan = room.first_plan(&query);
        let started = plan.contains("id)>(") || plan.contains("id)<(");
        assert!(started && !plan.contains("TEMP B-TREE"), "{sort}: {plan}");
    }
}

#[test]
fn many_matches_are_found_along_the_sort_and_few_are_gathered() {
    let room = Room::new();
    let range = json!({"field": "amount", "op": "between", "value": [100, 4000]});
    let stage = |stage: &str| json!({"field": "stage", "op": "is", "value": stage});
    let many = room.query(&SeesAll, json!({"and": [stage("open"), range]}), "-amount");
    assert_eq!(room.drive(&many), Drive::Sort);
    let plan = room.first_plan(&many);
    assert!(plan.contains("deal_by_amount") && !plan.contains("TEMP B-TREE"), "{plan}");

    let few = room.query(&SeesAll, json!({"and": [range, stage("odd")]}), "-amount");
    assert_eq!(room.drive(&few), Drive::Part(1));
    let plan = room.first_plan(&few);
    assert!(plan.contains("deal_by_stage") && !plan.contains("deal_by_amount"), "{plan}");

    let linked = room.query(
        &SeesAll,
        json!({"field": "company", "op": "is", "value": id(7).to_string()}),
        "-created_at",
    );
    let plan = room.first_plan(&linked);
    assert!(plan.contains("deal_by_company"), "{plan}");

    // Nothing to lead by: the list is walked.
    let odd = room.query(&SeesAll, json!({"field": "note", "op": "contains", "value": "n1"}), "name");
    assert_eq!(room.drive(&odd), Drive::Natural);
    assert!(room.first_plan(&odd).contains("deal_by_name_fold"));
}

#[test]
fn records_that_link_are_read_by_the_index_of_the_link_whatever_the_statistics_say() {
    let room = Room::new();
    // Another index has every column that is asked for, and the sample says that a workspace is a few hundred rows.
    room.connection
        .execute_batch(
            "CREATE INDEX deal_totals ON deal (workspace_id, name, stage, company, removed_at) WHERE removed_at IS NULL;
             UPDATE deal SET company = NULL WHERE rowid < 1000; PRAGMA analysis_limit = 400; ANALYZE;",
        )
        .unwrap();
    // The name does not stand along the link.
    let won = json!({"and": [{"field": "stage", "op": "is", "value": "won"}, {"field": "name", "op": "is", "value": "x"}]});
    for having in [json!([]), json!([{"measure": "count", "op": "gte", "value": 2}])] {
        let filter = json!({"linked": "deal.company", "where": won, "having": having});
        let query = room.query_of("company", &SeesAll, filter, "name");
        let (statement, _) =
            list(Dialect::Sqlite, &query, phases(&query)[0], Some(51), &Drive::Natural).unwrap();
        let plan = room.plan(&statement);
        assert!(plan.contains("deal_by_company (workspace_id=? AND company=?)"), "{plan}");
    }
}

#[test]
fn what_stands_along_a_link_is_answered_from_its_index() {
    let room = Room::new();
    room.connection
        .execute_batch(
            "CREATE INDEX deal_totals_by_company ON deal (workspace_id, company, stage, removed_at) WHERE removed_at IS NULL;",
        )
        .unwrap();
    let confined = Confined(id(1));
    let [stage, size] = [
        json!({"field": "stage", "op": "is", "value": "won"}),
        json!({"field": "size", "op": "is", "value": 3}),
    ];
    let plan = |visibility: &dyn Visibility, filter: &Json| {
        let query =
            room.query_of("company", visibility, json!({"linked": "deal.company", "where": filter}), "name");
        let (statement, _) =
            list(Dialect::Sqlite, &query, phases(&query)[0], Some(51), &Drive::Natural).unwrap();
        room.plan(&statement)
    };
    assert!(
        plan(&SeesAll, &stage)
            .contains("COVERING INDEX deal_totals_by_company (workspace_id=? AND company=?")
    );
    // What is not in it, and whose records count, is looked up.
    assert!(
        plan(&SeesAll, &json!({"and": [stage, size]}))
            .contains("deal_by_company (workspace_id=? AND company=?)")
    );
    assert!(plan(&confined, &stage).contains("deal_by_company (workspace_id=? AND company=?)"));
}

#[test]
fn a_count_of_most_records_reads_all_of_them_and_looks_none_up() {
    let room = Room::new();
    room.connection.execute_batch("CREATE INDEX deal_totals_by_size ON deal (workspace_id, size, stage, removed_at) WHERE removed_at IS NULL").unwrap();
    let plan = |filter: Json, way| {
        let query = room.query(&SeesAll, filter, "name");
        room.plan(&count(Dialect::Sqlite, &query, None, &Drive::Nothing, way).unwrap())
    };
    let [size, note] = [
        json!({"field": "size", "op": "gte", "value": 3}),
        json!({"field": "note", "op": "contains", "value": "n"}),
    ];
    assert_eq!(plan(size.clone(), Way::Covered), "SCAN t USING COVERING INDEX deal_totals_by_size");
    assert_eq!(plan(json!({"and": [size, note]}), Way::Table), "SCAN t");
}

#[test]
fn records_that_are_listed_together_in_a_sequence_have_an_index_of_both() {
    let room = Room::new();
    let open = json!({"field": "stage", "op": "is", "value": "open"});
    let range = json!({"field": "size", "op": "gte", "value": 100});
    let note = json!({"field": "note", "op": "contains", "value": "n1"});
    for filter in [open.clone(), json!({"and": [note, range, open]})] {
        let mut query = room.query(&SeesAll, filter, "-size");
        assert!(matches!(room.drive(&query), Drive::Pair(_)));
        let plan = room.first_plan(&query);
        assert!(plan.contains("deal_by_stage_and_size") && !plan.contains("TEMP B-TREE"), "{plan}");
        query.after = Some(Cursor { values: vec![Datum::from(300)], id: id(5) });
        let plan = room.first_plan(&query);
        assert!(plan.contains("deal_by_stage_and_size") && !plan.contains("TEMP B-TREE"), "{plan}");
    }
    // Few rows are gathered all the same.
    let company = json!({"field": "company", "op": "is", "value": id(7).to_string()});
    let query = room.query(&SeesAll, json!({"and": [open, company]}), "-size");
    assert_eq!(room.drive(&query), Drive::Part(1));
    assert!(room.first_plan(&query).contains("deal_by_company"));
}

#[test]
fn a_viewer_of_few_records_does_not_walk_all() {
    let room = Room::new();
    let confined = Confined(id(3));
    let plan = room.first_plan(&room.query(&confined, Json::Null, "name"));
    assert!(plan.contains("deal_by_owner"), "{plan}");
}

#[test]
fn titles_are_read_for_the_page_only() {
    let room = Room::new();
    let query = room.query(&SeesAll, Json::Null, "note,-company.name");
    let (statement, _) = list(Dialect::Sqlite, &query, phases(&query)[0], Some(51), &Drive::Natural).unwrap();
    let plan = room.plan(&statement);
    assert!(
        plan.contains("SCAN p")
            || plan.contains("p;")
            || plan.contains("CO-ROUTINE p")
            || plan.contains("MATERIALIZE p"),
        "{plan}"
    );
    let after = statement.text.split(") p ").nth(1).unwrap();
    assert!(after.contains("LEFT JOIN \"user\""), "{after}");
}

#[test]
fn all_records_are_read_in_the_sequence_they_lie_in_where_they_are_alone() {
    let room = Room::new();
    let is_alone = |query: &Query<'_>| {
        let asked = alone(Dialect::Sqlite, query).unwrap();
        room.run(&asked.text, &asked.params, 0) == [Cell::Integer(1)]
    };
    let mut query = room.query(&SeesAll, Json::Null, "name");
    query.sort.clear();
    assert!(is_alone(&query));
    let told = |query: &Query<'_>, way| room.plan(&rows(Dialect::Sqlite, query, way).unwrap().0);
    assert!(!is_covered(&told(&query, Way::Covered)));
    assert_eq!(told(&query, Way::Table), "SCAN t");
    room.connection
        .execute_batch(
            "CREATE INDEX whole ON deal (workspace_id, size, note, removed_at) WHERE removed_at IS NULL",
        )
        .unwrap();
    query.selection.paths.retain(|path| ["size", "note"].contains(&path.text.as_str()));
    assert_eq!(told(&query, Way::Covered), "SCAN t USING COVERING INDEX whole");
    assert!(is_covered(&told(&query, Way::Covered)));
    room.connection.execute_batch("UPDATE deal SET workspace_id = 2 WHERE size = 17").unwrap();
    assert!(!is_alone(&query));
    let some = room.query(&SeesAll, json!({"field": "size", "op": "gte", "value": 1}), "name");
    let confined = Confined(id(3));
    let mut own = room.query(&confined, Json::Null, "name");
    own.sort.clear();
    for other in [some, own] {
        assert!(alone(Dialect::Sqlite, &other).is_none());
    }
    assert!(alone(Dialect::Postgres, &query).is_none());
}

#[test]
fn every_value_is_bound() {
    let room = Room::new();
    let evil = "x'; DROP TABLE deal; --";
    let filter = json!({"or": [
        {"field": "name", "op": "contains", "value": evil}, {"field": "tags", "op": "has_any", "value": [evil]},
        {"field": "company.name", "op": "starts_with", "value": evil},
    ]});
    let query = room.query(&SeesAll, filter, "company.name");
    for dialect in [Dialect::Sqlite, Dialect::Postgres] {
        let (statement, _) = list(dialect, &query, phases(&query)[0], Some(51), &Drive::Natural).unwrap();
        assert!(!statement.text.contains("drop") && !statement.text.contains("DROP"), "{}", statement.text);
        for number in 1..=statement.params.len() {
            assert!(
                statement.text.contains(&dialect.placeholder(number)),
                "parameter {number} is used: {}",
                statement.text
            );
        }
    }
}

#[test]
fn aliases_are_fresh() {
    let dictionary = Dictionary::default();
    let mut compiler = Compiler::new(Dialect::Sqlite, &dictionary, &SeesAll, WorkspaceId(1));
    assert_ne!(compiler.alias(), compiler.alias());
}

#[test]
fn spans_of_time_are_grouped_one_by_one_and_come_to_the_same() {
    let room = Room::new();
    room.connection
        .execute_batch(
            "UPDATE deal SET created_at = (rowid * 37 % 300) * 86400000000;
             CREATE INDEX deal_totals_by_month ON deal (workspace_id, created_at, stage, amount_currency, amount, removed_at) WHERE removed_at IS NULL;",
        )
        .unwrap();
    let moment = beginning();
    let parser = Parser { dictionary: &room.dictionary, visibility: &SeesAll, moment: &moment };
    let deal = room.dictionary.object("deal").unwrap();
    let path = |text: &str| parser.path(deal, text).unwrap();
    for stage in [true, false] {
        let month = (path("created_at"), Some(Split::Time(Bucket::Month)));
        let query = GroupQuery {
            query: room.query(&SeesAll, Json::Null, ""),
            moment: &moment,
            by: if stage { vec![month, (path("stage"), None)] } else { vec![month] },
            measures: vec![
                (Gauge::Of(Measure::Count), None),
                (Gauge::Of(Measure::Sum), Some(path("amount"))),
            ],
            sort: None,
            limit: 1000,
        };
        let until = 299 * 86_400_000_000;
        let spans = Boundaries::between(Kind::Timestamp, Bucket::Month, 0, until, &moment);
        let boundaries = if stage { vec![spans, None] } else { vec![spans] };
        let statement = |way| groups(Dialect::Sqlite, &query, &boundaries, way).unwrap().0;
        let plan = room.plan(&statement(Way::Spans));
        assert_eq!(plan.matches("SEARCH t USING COVERING INDEX deal_totals_by_month").count(), 11, "{plan}");
        let width = statement(Way::Any).columns.len();
        let rows = |way| {
            let statement = statement(way);
            (0..width).map(|column| room.run(&statement.text, &statement.params, column)).collect::<Vec<_>>()
        };
        assert_eq!(rows(Way::Spans), rows(Way::Any));
        assert!(rows(Way::Any)[0].len() >= 10);
    }
}

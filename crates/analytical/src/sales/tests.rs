//! Books made up by hand and by chance: what is told of them is what plain counting says.

use super::book::{Book, Deal, Outcome, Pipeline, Stage, Visit};
use super::day;
use super::forecast::{Beside, Model, Options, pipeline};
use super::performance::{By, Efforts, Goals, league};
use super::span::Span;
use super::staff::{Staff, Team, User};
use super::{funnel, lost, rate, season};
use dictionary::{LinkValue, Value};
use math::number::Chance;
use serde_json::Value as Json;
use std::collections::{BTreeMap, HashMap};
use vocabulary::{Currency, Id};

fn id(number: u32) -> Id {
    format!("00000000-0000-7000-8000-{number:012x}").parse().unwrap()
}

const PIPELINE: u32 = 1;
/// Two open stages, won and lost.
const STAGES: [u32; 4] = [11, 12, 13, 14];

fn book(today: i64) -> Book {
    let stage = |number: u32, open: bool| Stage {
        id: id(number),
        name: format!("Stage {number}"),
        open,
        age_limit: Some(30),
    };
    let user = |name: &str| User { name: name.to_string(), team: Some(id(90)) };
    Book {
        deals: Vec::new(),
        pipelines: vec![Pipeline {
            id: id(PIPELINE),
            name: "Sales".to_string(),
            stages: STAGES.iter().map(|number| stage(*number, *number < 13)).collect(),
        }],
        staff: Staff {
            users: BTreeMap::from([(id(51), user("Ana")), (id(52), user("Bo")), (id(53), user("Cy"))]),
            teams: BTreeMap::from([(id(90), Team { name: "North".to_string(), parent: None })]),
        },
        titles: HashMap::new(),
        currency: Currency::EUR,
        zone: jiff::tz::TimeZone::UTC,
        today,
        now: (today + 1) as f64,
        other_currencies: BTreeMap::new(),
    }
}

fn deal(number: u32, begun: i64, end: Option<(Outcome, i64)>, owner: u32, euros: Option<i64>) -> Deal {
    Deal {
        id: id(1_000 + number),
        title: Some(format!("Deal {number}")),
        pipeline: Some(id(PIPELINE)),
        stage: Some(id(match end {
            Some((Outcome::Won, _)) => 13,
            Some(_) => 14,
            None => 11,
        })),
        owner: Some(id(owner)),
        product: None,
        territory: None,
        minor: euros.map(|euros| euros * 100),
        probability: 0.5,
        category: "pipeline".to_string(),
        close_on: None,
        begun,
        ended: end.map(|end| end.1),
        outcome: end.map_or(Outcome::Open, |end| end.0),
        reason: end.filter(|end| end.0 == Outcome::Lost).map(|_| "Price".to_string()),
        keys: vec![Value::Link(LinkValue { id: id(owner), title: None })],
        visits: Vec::new(),
    }
}

/// A deal begins each day: half leave the first stage lost, seven in ten of the others are won from the second, after waits of 10 and 20 days in the mean.
fn by_chance(days: i64, seed: u64, visits: bool) -> Book {
    let mut chance = Chance::new(seed);
    let mut book = book(days);
    for begun in 0..days {
        for _ in 0..2 {
            let number = book.deals.len() as u32;
            let first = begun as f64 + chance.exponential(0.1);
            let on = chance.happens(0.5);
            let second = first + if on { chance.exponential(0.05) } else { 0.0 };
            let won = on && chance.happens(0.7);
            let ended = if on { second } else { first };
            let over = ended < book.now;
            let end = over.then_some((if won { Outcome::Won } else { Outcome::Lost }, ended.floor() as i64));
            let euros = 500 + chance.below(1_000) as i64;
            let owner = 51 + number % 3;
            let mut deal = deal(number, begun, end, owner, Some(euros));
            if visits {
                let now = book.now;
                let mut visit = |stage: u32, entered: f64, left: f64| {
                    if entered < now {
                        deal.visits.push(Visit {
                            stage: id(stage),
                            entered,
                            left: Some(left).filter(|left| *left <= now),
                        });
                    }
                };
                visit(11, begun as f64, first);
                if on {
                    visit(12, first, second);
                }
                if over {
                    deal.visits.push(Visit {
                        stage: id(if won { 13 } else { 14 }),
                        entered: ended,
                        left: None,
                    });
                }
                deal.stage = deal.visits.last().map(|visit| visit.stage);
            }
            book.deals.push(deal);
        }
    }
    book
}

fn year(book: &Book) -> Span {
    Span { from: book.today - 364, to: book.today }
}

#[test]
fn a_funnel_counts_who_came_how_far_and_says_of_whom_it_does_not_know() {
    let mut book = book(100);
    let visit = |stage: u32, entered: f64, left: Option<f64>| Visit { stage: id(stage), entered, left };
    // Won through both stages; won straight from the first; lost in the second; open in the second; lost before stages were kept.
    let mut deals = vec![
        deal(1, 10, Some((Outcome::Won, 40)), 51, Some(100)),
        deal(2, 11, Some((Outcome::Won, 31)), 51, Some(300)),
        deal(3, 12, Some((Outcome::Lost, 50)), 52, Some(10)),
        deal(4, 13, None, 52, Some(70)),
        deal(5, 14, Some((Outcome::Lost, 20)), 52, None),
    ];
    deals[0].visits = vec![visit(11, 10.0, Some(20.0)), visit(12, 20.0, Some(40.0)), visit(13, 40.0, None)];
    deals[1].visits = vec![visit(11, 11.0, Some(31.0)), visit(13, 31.0, None)];
    deals[2].visits = vec![visit(11, 12.0, Some(42.0)), visit(12, 42.0, Some(50.0)), visit(14, 50.0, None)];
    deals[3].visits = vec![visit(11, 13.0, Some(53.0)), visit(12, 53.0, None)];
    deals[3].stage = Some(id(12));
    book.deals = deals;
    let told = funnel::pipelines(&book, Span { from: 0, to: 100 }, &[]);
    let steps = told[0]["steps"].as_array().unwrap();
    let reached: Vec<u64> = steps.iter().map(|step| step["reached"].as_u64().unwrap()).collect();
    assert_eq!(reached, [5, 4, 2]);
    assert_eq!(steps[1]["unknown"], 1);
    // From the first stage 4 of the 4 that are known went on; from the second 2 of the 3 that stand there no longer.
    assert_eq!((&steps[0]["on"]["hits"], &steps[0]["on"]["n"]), (&4.into(), &4.into()));
    assert_eq!((&steps[1]["on"]["hits"], &steps[1]["on"]["n"]), (&2.into(), &3.into()));
    let velocity = &told[0]["velocity"];
    // 1 open × 2 of 4 won × 200 ÷ 25 days × 30.
    assert!((velocity["per_month"].as_f64().unwrap() - 0.5 * 200.0 / 25.0 * 30.0).abs() < 1e-9, "{velocity}");
    let stages = told[0]["stages"].as_array().unwrap();
    // Left after 10, 20, 30 and 40 days.
    assert_eq!(stages[0]["time"]["median"], 20.0);
    assert_eq!(
        (&stages[1]["visits"], &stages[1]["still"], &stages[1]["too_old"]),
        (&3.into(), &1.into(), &1.into())
    );
}

#[test]
fn rates_times_and_reasons_are_those_of_plain_counting() {
    let book = by_chance(500, 1, false);
    let span = year(&book);
    let told = rate::by_field(&book, span, "owner", &[]);
    for group in told["groups"].as_array().unwrap() {
        let owner: Id = group["label"]["id"].as_str().unwrap().parse().unwrap();
        let of = |outcome: Outcome| {
            book.deals
                .iter()
                .filter(|deal| deal.owner == Some(owner) && deal.outcome == outcome)
                .filter(|deal| deal.ended.is_some_and(|day| (136..=500).contains(&day)))
                .collect::<Vec<_>>()
        };
        let (won, lost) = (of(Outcome::Won), of(Outcome::Lost));
        assert_eq!(group["won"], won.len());
        assert_eq!(group["win_rate"]["n"], won.len() + lost.len());
        let cents: i64 = won.iter().filter_map(|deal| deal.minor).sum();
        assert_eq!(group["amount"], cents as f64 / 100.0);
        let mut days: Vec<i64> =
            won.iter().chain(&lost).map(|deal| deal.ended.unwrap() - deal.begun).collect();
        days.sort_unstable();
        let middle = (days[(days.len() - 1) / 2] + days[days.len() / 2]) as f64 / 2.0;
        assert_eq!(group["days"]["median"], middle);
    }
    assert!(told["differ"]["chance"].as_f64().unwrap() > 0.001, "all win alike: {}", told["differ"]);
    let reasons = lost::reasons(&book, span, &[]);
    assert_eq!(reasons["reasons"][0]["count"], reasons["lost"]);
    let months = season::months(&book, &[]);
    let won: u64 =
        months["months"].as_array().unwrap().iter().map(|month| month["won"].as_u64().unwrap()).sum();
    assert_eq!(won as usize, book.deals.iter().filter(|deal| deal.outcome == Outcome::Won).count());
}

fn options(model: Option<Model>) -> Options {
    Options { months: 2, runs: 400, seed: 5, model }
}

fn forecast(book: &Book, model: Option<Model>) -> Json {
    pipeline(book, &Beside::default(), options(model), &[], &mut || Ok(())).unwrap()
}

#[test]
fn the_open_pipeline_is_foretold_and_earlier_forecasts_held() {
    for (visits, model) in [(true, "stages"), (false, "age")] {
        let (mut within, mut all) = (0.0, 0.0);
        for seed in 0..3 {
            let book = by_chance(600, 10 + seed, visits);
            let told = forecast(&book, None);
            assert_eq!(told["model"], model);
            assert_eq!(told["left_out"]["unknown_stage"], 0);
            let test = &told["back_test"];
            let forecasts = test["forecasts"].as_f64().unwrap();
            assert!(forecasts >= 30.0, "{test}");
            within += test["within"]["share"].as_f64().unwrap() * forecasts;
            all += forecasts;
            let ratio = test["ratio"].as_f64().unwrap();
            assert!((0.7..1.3).contains(&ratio), "{model} {ratio}");
            let total = &told["total"];
            assert!(total["p10"].as_f64().unwrap() < total["p50"].as_f64().unwrap());
        }
        // Eight in ten should lie between P10 and P90; neighbors in time are not independent.
        assert!((0.62..=0.95).contains(&(within / all)), "{model}: {}", within / all);
    }
}

#[test]
fn what_an_amount_tells_of_the_end_is_not_used() {
    let mut book = by_chance(400, 3, false);
    for deal in &mut book.deals {
        if deal.outcome != Outcome::Won {
            deal.minor = None;
        }
    }
    let told = forecast(&book, None);
    assert_eq!(told["amounts_tell_the_end"], true);
    assert_eq!(told["guessed_amounts"], told["foretold"]);
    let ratio = told["back_test"]["ratio"].as_f64().unwrap();
    assert!((0.7..1.3).contains(&ratio), "{ratio}");
}

#[test]
fn a_league_tells_no_differences_where_there_are_none_and_shrinks_the_small() {
    let mut book = by_chance(500, 2, false);
    // A newcomer with two deals, both won.
    for number in 0..2 {
        book.deals.push(deal(90_000 + number, 480, Some((Outcome::Won, 490)), 54, Some(9_000)));
    }
    book.staff.users.insert(id(54), User { name: "New".to_string(), team: None });
    let span = year(&book);
    let told = league(&book, By::Seller, &BTreeMap::new(), span, 12, &Efforts::new(), &Goals::new(), 1);
    let rows = told["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 4);
    let new = rows.iter().find(|row| row["title"] == "New").unwrap();
    assert_eq!((&new["win_standing"], &new["per_deal_standing"]), (&"too_few".into(), &"too_few".into()));
    assert!(new["win_rate"]["share"] == 1.0 && new["shrunk"]["share"].as_f64().unwrap() < 0.8, "{new}");
    assert!(rows.iter().filter(|row| row["title"] != "New").all(|row| row["win_standing"] == "unclear"));
    let sum: f64 = rows.iter().map(|row| row["amount"].as_f64().unwrap()).sum();
    assert!((sum - told["whole"]["amount"].as_f64().unwrap()).abs() < 1e-6);
    // Whoever wins all is above.
    for deal in &mut book.deals {
        if deal.owner == Some(id(51)) && deal.outcome == Outcome::Lost {
            deal.outcome = Outcome::Won;
        }
    }
    let told = league(&book, By::Seller, &BTreeMap::new(), span, 12, &Efforts::new(), &Goals::new(), 1);
    let ana = told["rows"].as_array().unwrap().iter().find(|row| row["title"] == "Ana").unwrap();
    assert_eq!((&ana["win_standing"], &ana["per_deal_standing"]), (&"above".into(), &"above".into()));
    let teams = league(&book, By::Team, &BTreeMap::new(), span, 12, &Efforts::new(), &Goals::new(), 1);
    assert_eq!(teams["rows"].as_array().unwrap().len(), 1);
}

#[test]
fn degenerate_books_are_refused_in_words_or_told_without_a_nan() {
    let empty = book(1_000);
    let mut all_won = book(1_000);
    all_won.deals = (0..40).map(|n| deal(n, 900, Some((Outcome::Won, 905)), 51, Some(10))).collect();
    let mut all_open = book(1_000);
    all_open.deals = (0..40).map(|n| deal(n, 900, None, 51, None)).collect();
    let mut backwards = book(1_000);
    backwards.deals = (0..40).map(|n| deal(n, 900, Some((Outcome::Lost, 800)), 51, None)).collect();
    for (name, book) in
        [("empty", empty), ("all won", all_won), ("all open", all_open), ("backwards", backwards)]
    {
        let span = year(&book);
        let told = [
            Json::Array(funnel::pipelines(&book, span, &[])),
            rate::by_field(&book, span, "owner", &[]),
            lost::reasons(&book, span, &[]),
            season::months(&book, &[]),
            forecast(&book, None),
            forecast(&book, Some(Model::Stages)),
            league(&book, By::Seller, &BTreeMap::new(), span, 12, &Efforts::new(), &Goals::new(), 1),
        ];
        let text = serde_json::to_string(&told).unwrap();
        assert!(!text.contains("NaN") && !text.contains("inf"), "{name}: {text}");
        assert!(!told[4]["refused"].is_null(), "{name} has nothing to foretell: {}", told[4]);
    }
    assert_eq!(day::month_text(day::month(0)), "1970-01");
}

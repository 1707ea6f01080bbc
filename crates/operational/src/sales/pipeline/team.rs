//! `/deals/{id}/team`: who works on a deal and how much of it counts as whose, named all at once, so that the shares make a whole.

use crate::sales::house::{found, is};
use axum::extract::{Path, Request, State};
use dictionary::Value;
use platform::http::app::{answer, id};
use platform::http::{Answer, App, Asker};
use records::{FindRequest, Names, Permission, Reading, Writing};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use standard::{deal, deal_share};
use std::collections::HashSet;
use vocabulary::{Decimal, Error, Id, Result};

/// Most colleagues of one deal.
const MOST: usize = 50;

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct TeamInput {
    data: Vec<PlaceInput>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceInput {
    user: Id,
    share: Json,
    #[serde(default)]
    role: Option<String>,
}

#[derive(Serialize)]
struct Team {
    data: Vec<Place>,
}

#[derive(Serialize)]
struct Place {
    user: Json,
    share: Json,
    role: Json,
}

/// `GET /deals/{id}/team`
pub async fn show_deal_team(State(app): State<App>, asker: Asker, Path(of): Path<String>) -> Answer {
    let of = id(&of)?;
    answer(200, &app.read(&asker, move |reading| team(reading, of)).await?)
}

fn team(reading: &mut Reading<'_>, of: Id) -> Result<Team> {
    reading.get(deal::KEY, of)?;
    let request = FindRequest {
        filter: Some(is(deal_share::DEAL.key(), of.to_string())),
        sort: Some(Names::parse("created_at")),
        limit: Some(MOST),
        ..FindRequest::default()
    };
    let shares = reading.find(deal_share::KEY, &request)?.data;
    let place = |share: &records::Viewed| {
        let user = match share.value(deal_share::USER.key()) {
            Some(Value::Link(link)) => json!({"object": "user", "id": link.id, "title": link.title}),
            _ => return None,
        };
        let value = |key: &str| share.value(key).map_or(Json::Null, Value::to_json);
        Some(Place { user, share: value(deal_share::SHARE.key()), role: value(deal_share::ROLE.key()) })
    };
    Ok(Team { data: shares.iter().filter_map(place).collect() })
}

/// `PUT /deals/{id}/team`
pub async fn put_deal_team(
    State(app): State<App>,
    asker: Asker,
    Path(of): Path<String>,
    request: Request,
) -> Answer {
    let of = id(&of)?;
    let wanted: TeamInput = app.taken(&asker, request).await?;
    check(&wanted.data)?;
    let done = app
        .write(&asker, move |writing| {
            replace(writing, of, &wanted.data)?;
            team(&mut writing.reading(), of)
        })
        .await?;
    Ok(platform::http::app::naming(answer(200, &done.value)?, done.change_set))
}

fn check(places: &[PlaceInput]) -> Result<()> {
    if places.len() > MOST {
        return Err(Error::invalid("data", "too_long", format!("At most {MOST} work on one deal.")));
    }
    let mut known = HashSet::new();
    for (index, place) in places.iter().enumerate() {
        if !known.insert(place.user) {
            let field = format!("data.{index}.user");
            return Err(Error::invalid(field, "duplicate", "Name each colleague once."));
        }
    }
    let mut sum: i64 = 0;
    for (index, place) in places.iter().enumerate() {
        let share =
            share_of(&place.share).filter(|share| (0..=HUNDRED).contains(share)).ok_or_else(|| {
                let text = "A share is a percentage from 0 to 100.";
                Error::invalid(format!("data.{index}.share"), "malformed", text)
            })?;
        sum += share;
    }
    if places.is_empty() || sum == HUNDRED {
        return Ok(());
    }
    let told = Decimal::from_millionths(sum);
    Err(Error::invalid(
        "data",
        "not_whole",
        format!("The shares make {told} % together; they must make 100 %."),
    ))
}

const HUNDRED: i64 = 100 * Decimal::ONE;

fn share_of(share: &Json) -> Option<i64> {
    let text = match share {
        Json::String(text) => text.clone(),
        Json::Number(number) => number.to_string(),
        _ => return None,
    };
    text.parse::<Decimal>().ok().map(Decimal::millionths)
}

/// Those who are no longer named go first, so that no write in between holds more than a whole.
fn replace(writing: &mut Writing<'_>, of: Id, places: &[PlaceInput]) -> Result<()> {
    let seen = writing.reading().get(deal::KEY, of)?;
    if !writing.context().rights.reaches(deal::KEY, Permission::Change, seen.meta()) {
        return Err(Error::Forbidden("Your role does not let you change this deal.".to_string()));
    }
    for share in found(writing, deal_share::KEY, is(deal_share::DEAL.key(), of.to_string()), "", MOST)? {
        writing.remove(deal_share::KEY, share.id())?;
    }
    for place in places {
        let fields = crate::sales::house::input([
            (deal_share::DEAL.key(), json!(of)),
            (deal_share::USER.key(), json!(place.user)),
            (deal_share::SHARE.key(), place.share.clone()),
            (deal_share::ROLE.key(), json!(place.role)),
        ]);
        writing.create(deal_share::KEY, &fields)?;
    }
    Ok(())
}

//! The automations of the demo company: some that are on, one that is still a draft, and a few runs, so that a newcomer sees what they do.

use operational::automation::install;
use platform::Platform;
use platform::identity::Authenticated;
use records::{ChangeRequest, FindRequest, Input, Names};
use serde_json::json;
use standard::deal;
use vocabulary::{Date, Id};

/// Ready-made ones, and whether each is on. None that would find work in what was made up already.
const USED: [(&str, bool); 5] = [
    ("birthday", true),
    ("close_date_moved", true),
    ("lost", true),
    ("won_elsewhere", false),
    ("stale_deal", false),
];
/// Deals whose close date moves, which one of the automations hears of.
const MOVED: usize = 3;

/// Makes them in the name of `asker`; what they hear of happens once they are on.
pub fn create(platform: &Platform, asker: &Authenticated, today: Date) -> anyhow::Result<()> {
    let zone = jiff::tz::TimeZone::get(&asker.workspace.zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let context = asker.context(platform);
    platform.engine.write(&context, move |writing| {
        USED.iter().try_for_each(|(key, on)| install(writing, key, *on, &zone))
    })?;
    let request = FindRequest {
        filter: Some(json!({"field": "outcome", "op": "is", "value": "open"})),
        sort: Some(Names::parse("-created_at")),
        fields: Some(Names::parse("id")),
        limit: Some(MOVED),
        ..FindRequest::default()
    };
    let deals = platform.engine.read(&context, |reading| reading.find(deal::KEY, &request))?.data;
    let deals: Vec<Id> = deals.iter().map(records::Viewed::id).collect();
    platform.engine.write(&context, move |writing| {
        for (place, id) in deals.iter().enumerate() {
            let days = 14 + 7 * i64::try_from(place).unwrap_or(0);
            let day = today.plus_days(days).to_string();
            let fields = Input::from_iter([(deal::CLOSE_DATE.key().to_string(), json!(day))]);
            writing.change(deal::KEY, &ChangeRequest { id: *id, version: None, fields })?;
        }
        Ok(())
    })?;
    Ok(())
}

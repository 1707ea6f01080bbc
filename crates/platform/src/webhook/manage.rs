//! Webhooks as their owners keep them. Everybody keeps their own, which tell what they may see and take out; administrators keep all.

use super::model::{Listen, WORDS, Webhook, load};
use super::secret;
use super::table::{ATTEMPT, DELIVERY, FEED, WEBHOOK, by_id, kept, of_webhook, rows};
use crate::Platform;
use crate::identity::Authenticated;
use records::{Context, Extent, Permission, Reading, Writing};
use serde::Deserialize;
use store::event::EventFilter;
use store::table::{Condition, Delete, Insert, Select, Update};
use store::{Datum, Reader, Writer};
use vocabulary::{Error, Id, Result, WorkspaceId};

/// Most webhooks of a workspace.
const MOST: usize = 100;
/// Most listens of one.
const MOST_LISTENS: usize = 50;
/// Most hours the secret before goes on to count.
const MOST_HOURS: i64 = 7 * 24;

/// What a webhook is made of.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewWebhook {
    /// The name.
    pub name: String,
    /// Where it sends.
    pub url: String,
    /// What it listens for.
    pub listens: Vec<Listen>,
    /// Whether values are sent.
    #[serde(default = "yes")]
    pub values: bool,
    /// Whether it hears of imports.
    #[serde(default)]
    pub imports: bool,
}

fn yes() -> bool {
    true
}

/// What is changed of a webhook.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WebhookChange {
    /// The name.
    pub name: Option<String>,
    /// Where it sends.
    pub url: Option<String>,
    /// What it listens for.
    pub listens: Option<Vec<Listen>>,
    /// Whether values are sent.
    pub values: Option<bool>,
    /// Whether it hears of imports.
    pub imports: Option<bool>,
    /// `on` or `paused`.
    pub state: Option<String>,
}

/// How long the secret before goes on to count.
#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rotation {
    /// Hours.
    #[serde(default = "day")]
    pub overlap_hours: i64,
}

fn day() -> i64 {
    24
}

/// The webhooks the asker keeps, by name.
pub fn list(reading: &mut Reading<'_>) -> Result<Vec<Webhook>> {
    let context = reading.context();
    let mut filter = vec![Condition::Eq("workspace_id", context.workspace.into())];
    if !context.rights.administrator() {
        filter.push(Condition::Eq("owner_id", context.actor.user.into()));
    }
    load(reading.reader(), filter)
}

/// A webhook, if the asker keeps it.
pub fn find(reader: &mut dyn Reader, context: &Context, id: Id) -> Result<Webhook> {
    let found = load(reader, by_id(context.workspace, id))?.into_iter().next();
    let own = |webhook: &Webhook| context.rights.administrator() || Some(webhook.owner) == context.actor.user;
    found.filter(own).ok_or_else(Error::not_found)
}

fn named(name: &str) -> Result<String> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 200 {
        return Err(Error::invalid("name", "required", "Give it a name of at most 200 characters."));
    }
    Ok(name.to_string())
}

/// Refuses listens that mean nothing, or that are about what the asker may not take out.
fn demand_sound(reading: &mut Reading<'_>, listens: &[Listen]) -> Result<()> {
    if listens.is_empty() || listens.len() > MOST_LISTENS {
        return Err(Error::invalid(
            "listens",
            "required",
            format!("Say what it listens for: 1 to {MOST_LISTENS} entries."),
        ));
    }
    for (place, listen) in listens.iter().enumerate() {
        let at = |part: &str| format!("listens.{place}.{part}");
        if let Some(wrong) = listen.on.iter().find(|on| !WORDS.contains(&on.as_str())) {
            let text = format!("“{wrong}” is none of {}.", WORDS.join(", "));
            return Err(Error::invalid(at("on"), "unknown_choice", text));
        }
        if listen.object == "*" {
            if !listen.fields.is_empty() || listen.condition.is_some() {
                let text = "Fields and conditions need an object of their own.";
                return Err(Error::invalid(at("object"), "not_allowed", text));
            }
            continue;
        }
        let rights = &reading.context().rights;
        let may_leave = rights.extent(&listen.object, Permission::Export) > Extent::None;
        let Ok(object) = reading.object(&listen.object) else {
            return Err(Error::invalid(at("object"), "unknown_object", "There is no such object."));
        };
        if !may_leave {
            let text = format!("Your role does not let you take {} out of Kith.", object.label_plural);
            return Err(Error::invalid(at("object"), "not_allowed", text));
        }
        if let Some(field) = listen.fields.iter().find(|field| !reading.sees_field(&listen.object, field)) {
            let text = format!("{} has no field “{field}”.", object.label);
            return Err(Error::invalid(at("fields"), "unknown_field", text));
        }
        if let Some(condition) = &listen.condition {
            reading.check_filter(&listen.object, condition).map_err(|error| match error {
                Error::Invalid(problems) => {
                    let text =
                        problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>().join(" ");
                    Error::invalid(at("condition"), "malformed", text)
                }
                other => other,
            })?;
        }
    }
    Ok(())
}

/// Counts that the webhooks of a workspace have changed; the first one listens from now on.
pub fn moved(writer: &mut dyn Writer, workspace: WorkspaceId, live: i64) -> Result<()> {
    let filter = || vec![Condition::Eq("workspace_id", workspace.into())];
    let newest = EventFilter { descending: true, limit: 1, ..EventFilter::default() };
    let newest = writer.events(workspace, &newest)?.first().map_or(0, |event| event.seq);
    let known = rows(writer, &Select::new(FEED, &["live"], filter()))?.into_iter().next();
    let Some(before) = known.map(|mut row| row.integer()).transpose()? else {
        let values = vec![
            ("workspace_id", workspace.into()),
            ("position", newest.into()),
            ("revision", 1i64.into()),
            ("live", live.max(0).into()),
        ];
        return writer.insert(&Insert::new(FEED, values)).map(|_| ());
    };
    let mut update = Update::new(FEED, Vec::new(), filter());
    if before == 0 {
        update.set.push(("position", newest.into()));
    }
    update.add = vec![("revision", 1), ("live", live)];
    writer.update(&update).map(|_| ())
}

/// Makes a webhook that is on at once; answers its id. Its secret is number 1.
pub fn create(
    writing: &mut Writing<'_>,
    platform: &Platform,
    key: Option<Id>,
    new: &NewWebhook,
) -> Result<Id> {
    let context = writing.context().clone();
    let (name, owner) = (named(&new.name)?, context.actor.user.ok_or_else(Error::not_found)?);
    let url = platform.outbound.read("url", &new.url)?.to_string();
    demand_sound(&mut writing.reading(), &new.listens)?;
    let writer = writing.writer();
    let all = Select::new(WEBHOOK, &["id"], vec![Condition::Eq("workspace_id", context.workspace.into())]);
    if writer.select(&all)?.len() >= MOST {
        return Err(Error::invalid("", "too_many", format!("A workspace has at most {MOST} webhooks.")));
    }
    let id = context.ids.next(context.now);
    let values: Vec<(&'static str, Datum)> = vec![
        ("workspace_id", context.workspace.into()),
        ("id", id.into()),
        ("name", name.into()),
        ("url", url.into()),
        ("owner_id", owner.into()),
        ("key_id", key.into()),
        ("state", "on".into()),
        ("listens", kept(&new.listens)?),
        ("with_values", new.values.into()),
        ("imports", new.imports.into()),
        ("secret", 1i64.into()),
        ("digest", secret::digest(platform, context.workspace, id, 1).into()),
        ("created_at", context.now.into()),
        ("updated_at", context.now.into()),
    ];
    writer.insert(&Insert::new(WEBHOOK, values))?;
    moved(writer, context.workspace, 1)?;
    Ok(id)
}

/// Changes a webhook. Its owner's rights of now count from then on, and those of the key they came with.
pub fn change(
    writing: &mut Writing<'_>,
    platform: &Platform,
    key: Option<Id>,
    id: Id,
    change: &WebhookChange,
) -> Result<()> {
    let context = writing.context().clone();
    let webhook = find(writing.writer(), &context, id)?;
    let mut set: Vec<(&'static str, Datum)> = vec![("updated_at", context.now.into())];
    if Some(webhook.owner) == context.actor.user {
        set.push(("key_id", key.into()));
    }
    if let Some(name) = &change.name {
        set.push(("name", named(name)?.into()));
    }
    if let Some(url) = &change.url {
        set.push(("url", platform.outbound.read("url", url)?.to_string().into()));
    }
    if let Some(listens) = &change.listens {
        demand_sound(&mut writing.reading(), listens)?;
        set.push(("listens", kept(listens)?));
    }
    if let Some(values) = change.values {
        set.push(("with_values", values.into()));
    }
    if let Some(imports) = change.imports {
        set.push(("imports", imports.into()));
    }
    let writer = writing.writer();
    match change.state.as_deref() {
        None => {}
        Some("on") => {
            set.extend([("state", "on".into()), ("reason", Datum::Null), ("failing_since", Datum::Null)]);
            hold(writer, context.workspace, id, "held", "waiting")?;
        }
        Some("paused") => {
            set.extend([("state", "paused".into()), ("reason", Datum::Null)]);
            hold(writer, context.workspace, id, "waiting", "held")?;
        }
        Some(_) => return Err(Error::invalid("state", "unknown_choice", "A webhook is on or paused.")),
    }
    writer.update(&Update::new(WEBHOOK, set, by_id(context.workspace, id)))?;
    moved(writer, context.workspace, 0)
}

/// Deliveries that waited are held while their webhook is off, and go on when it is on again.
fn hold(
    writer: &mut dyn Writer,
    workspace: WorkspaceId,
    id: Id,
    from: &'static str,
    to: &'static str,
) -> Result<()> {
    let mut filter = of_webhook(workspace, id);
    filter.push(Condition::Eq("state", from.into()));
    writer.update(&Update::new(DELIVERY, vec![("state", to.into())], filter)).map(|_| ())
}

/// Kith itself switches a webhook off for a reason; answers whether it was on.
pub fn disable(writing: &mut Writing<'_>, webhook: &Webhook, reason: &str) -> Result<bool> {
    use crate::notification::{Kind, NewNotification, notify};
    let (workspace, now) = (writing.context().workspace, writing.context().now);
    let mut filter = by_id(workspace, webhook.id);
    filter.push(Condition::Eq("state", "on".into()));
    let set = vec![("state", "disabled".into()), ("reason", reason.into()), ("updated_at", now.into())];
    let writer = writing.writer();
    if writer.update(&Update::new(WEBHOOK, set, filter))? == 0 {
        return Ok(false);
    }
    hold(writer, workspace, webhook.id, "waiting", "held")?;
    moved(writer, workspace, 0)?;
    let params = [("webhook", serde_json::json!(webhook.id)), ("name", serde_json::json!(webhook.name))];
    let new = NewNotification {
        user: webhook.owner,
        kind: Kind::Automation,
        text: "webhook_disabled".to_string(),
        params: params.into_iter().map(|(key, value)| (key.to_string(), value)).collect(),
        about: None,
        field: None,
        key: format!("webhook:{}:{}", webhook.id, now.micros()),
        counted: false,
    };
    notify(writing, &new).map(|_| true)
}

/// Removes a webhook and the log of its deliveries.
pub fn remove(writer: &mut dyn Writer, context: &Context, id: Id) -> Result<()> {
    find(writer, context, id)?;
    let workspace = context.workspace;
    let deliveries = rows(writer, &Select::new(DELIVERY, &["id"], of_webhook(workspace, id)))?;
    let deliveries: Vec<Datum> =
        deliveries.into_iter().map(|mut row| row.id().map(Datum::from)).collect::<Result<_>>()?;
    for some in deliveries.chunks(500) {
        let filter = vec![
            Condition::Eq("workspace_id", workspace.into()),
            Condition::In("delivery_id", some.to_vec()),
        ];
        writer.delete(&Delete { table: ATTEMPT, filter })?;
    }
    writer.delete(&Delete { table: DELIVERY, filter: of_webhook(workspace, id) })?;
    writer.delete(&Delete { table: WEBHOOK, filter: by_id(workspace, id) })?;
    moved(writer, workspace, -1)
}

/// Gives a webhook a new secret; the one before goes on to count for some hours. Answers the new one.
pub fn rotate(platform: &Platform, asker: &Authenticated, id: Id, rotation: Rotation) -> Result<String> {
    if !(0..=MOST_HOURS).contains(&rotation.overlap_hours) {
        let text = format!("Between 0 and {MOST_HOURS} hours.");
        return Err(Error::invalid("overlap_hours", "out_of_range", text));
    }
    let (context, workspace) = (asker.context(platform), asker.workspace.id);
    let numbered = platform.store.read(|reader| find(reader, &context, id))?.secret + 1;
    let digest = secret::digest(platform, workspace, id, numbered);
    let until = context.now.plus_seconds(rotation.overlap_hours * 3_600);
    platform.store.write(move |writer| {
        let before = find(writer, &context, id)?;
        if before.secret + 1 != numbered {
            let text = "Somebody else made a new secret at the same time: try again.";
            return Err(Error::Conflict(vocabulary::Conflict::Other, text.to_string()));
        }
        let mut filter = by_id(workspace, id);
        filter.push(Condition::Eq("secret", before.secret.into()));
        let set = vec![
            ("secret", numbered.into()),
            ("digest", digest.as_str().into()),
            ("older", before.secret.into()),
            ("older_until", until.into()),
            ("updated_at", context.now.into()),
        ];
        writer.update(&Update::new(WEBHOOK, set, filter))?;
        moved(writer, workspace, 0)
    })?;
    Ok(secret::of_webhook(platform, workspace, id, numbered))
}

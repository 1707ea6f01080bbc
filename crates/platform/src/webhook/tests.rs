//! What whoever keeps a webhook relies on, with a clock moved by hand: three days of tries, then silence and a word about it; once among servers;
//! again after a crash; nothing under a wrong key.

use super::table::{ATTEMPT, DELIVERY, WEBHOOK, rows};
use super::{follow, manage, model, send};
use crate::Settings;
use crate::follower::Step;
use crate::outbound::Policy;
use crate::testing::World;
use serde_json::json;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use store::table::{Select, Update};
use store::testing::{Fresh, wait_for_log};
use vocabulary::{Clock, Id, Timestamp};

store::on_both_databases! {
    what_fails_is_tried_for_three_days_and_then_the_webhook_is_switched_off,
    among_several_servers_each_delivery_is_sent_once,
    what_a_server_had_on_its_way_when_it_died_is_sent_again_as_the_same,
    nothing_is_sent_under_another_key,
    the_log_forgets_after_thirty_days,
}

/// A receiver that answers with a status and keeps the ids it heard.
struct Receiver {
    port: u16,
    status: Arc<AtomicU16>,
    ids: Arc<Mutex<Vec<String>>>,
}

impl Receiver {
    fn start() -> Receiver {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let receiver = Receiver {
            port: listener.local_addr().unwrap().port(),
            status: Arc::new(AtomicU16::new(200)),
            ids: Arc::default(),
        };
        let (status, ids) = (Arc::clone(&receiver.status), Arc::clone(&receiver.ids));
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let (mut text, mut piece) = (Vec::new(), [0u8; 4_096]);
                while !text.ends_with(b"}") {
                    match stream.read(&mut piece).unwrap_or(0) {
                        0 => break,
                        count => text.extend_from_slice(&piece[..count]),
                    }
                }
                let text = String::from_utf8_lossy(&text).into_owned();
                let id = text.lines().find_map(|line| line.strip_prefix("webhook-id: ")).unwrap().to_string();
                ids.lock().unwrap().push(id);
                let status = status.load(Ordering::SeqCst);
                let _ = write!(stream, "HTTP/1.1 {status} So\r\ncontent-length: 0\r\n\r\n");
            }
        });
        receiver
    }

    fn heard(&self) -> Vec<String> {
        self.ids.lock().unwrap().clone()
    }
}

/// A workspace with a webhook for all things.
struct Hooked {
    world: World,
    receiver: Receiver,
    webhook: Id,
}

impl Hooked {
    fn new(fresh: Fresh) -> Hooked {
        let receiver = Receiver::start();
        let own = Policy { networks: vec!["127.0.0.1".parse().unwrap()], ..Policy::default() };
        let world = World::with(fresh, Settings { outbound: own, ..Settings::default() });
        let new: manage::NewWebhook = serde_json::from_value(json!({
            "name": "Shop", "url": format!("http://127.0.0.1:{}/", receiver.port), "listens": [{"object": "thing"}],
        }))
        .unwrap();
        let (platform, context) = (world.platform.clone(), world.administrator().context(&world.platform));
        let webhook = world
            .platform
            .engine
            .write(&context, move |writing| manage::create(writing, &platform, None, &new))
            .unwrap();
        Hooked { world, receiver, webhook }
    }

    fn make(&self, count: usize) {
        let context = self.world.administrator().context(&self.world.platform);
        let made = self.world.platform.engine.write(&context, move |writing| {
            for place in 0..count {
                let fields = serde_json::from_value(json!({"name": format!("t{place}")})).unwrap();
                writing.create("thing", &fields)?;
            }
            Ok(())
        });
        made.unwrap();
    }

    fn webhook(&self) -> model::Webhook {
        let all = self.world.platform.store.read(|reader| model::load(reader, Vec::new())).unwrap();
        all.into_iter().find(|one| one.id == self.webhook).unwrap()
    }

    /// State, attempts, when due and error of each delivery.
    fn deliveries(&self) -> Vec<(String, i64, Timestamp, Option<String>)> {
        let select = Select::new(DELIVERY, &["state", "attempts", "due_at", "error"], Vec::new());
        let read = |reader: &mut dyn store::Reader| rows(reader, &select.ascending("id"));
        let found = self.world.platform.store.read(read).unwrap();
        found
            .into_iter()
            .map(|mut row| {
                let (state, attempts) = (row.text().unwrap(), row.integer().unwrap());
                (state, attempts, row.moment().unwrap(), row.text_or_none().unwrap())
            })
            .collect()
    }

    /// Follows and sends until nothing is on its way.
    fn work(&self, steps: &mut [Step]) {
        self.wait_for_log();
        let mut quiet = 0;
        while quiet < 3 {
            let mut busy = false;
            for step in steps.iter_mut() {
                // Another server was faster: that is no fault.
                busy |= step().unwrap_or(true);
            }
            let sending = self.deliveries().iter().any(|(state, ..)| state == "sending");
            quiet = if busy || sending { 0 } else { quiet + 1 };
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn wait_for_log(&self) {
        wait_for_log(&self.world.platform.store, self.world.administrator.workspace);
    }

    fn steps(&self) -> Vec<Step> {
        vec![follow::begin(&self.world.platform), send::begin(&self.world.platform)]
    }
}

fn what_fails_is_tried_for_three_days_and_then_the_webhook_is_switched_off(fresh: Fresh) {
    let hooked = Hooked::new(fresh);
    let mut steps = hooked.steps();
    hooked.receiver.status.store(503, Ordering::SeqCst);
    hooked.make(1);
    let begun = hooked.world.clock.now();
    for attempt in 1..=10 {
        hooked.work(&mut steps);
        let (state, attempts, due_at, _) = hooked.deliveries().remove(0);
        assert_eq!(attempts, attempt);
        if attempt == 10 {
            assert_eq!(state, "failed");
            break;
        }
        assert_eq!((state.as_str(), hooked.webhook().state.as_str()), ("waiting", "on"));
        // Not a moment before it is due.
        let wait = (due_at.micros() - hooked.world.clock.now().micros()) / 1_000_000;
        hooked.world.clock.advance(wait - 1);
        hooked.work(&mut steps);
        assert_eq!(hooked.deliveries()[0].1, attempt);
        hooked.world.clock.advance(2);
    }
    let hours = (hooked.world.clock.now().micros() - begun.micros()) / 3_600_000_000;
    assert!((60..=91).contains(&hours), "{hours} hours");
    let heard = hooked.receiver.heard();
    assert!(heard.len() == 10 && heard.iter().all(|id| *id == heard[0]), "{heard:?}");
    let off = hooked.webhook();
    assert_eq!((off.state.as_str(), off.reason.as_deref()), ("disabled", Some("failing")));
    let told = crate::notification::count_unseen(&hooked.world.platform, &hooked.world.administrator());
    assert_eq!(told.unwrap().count, 1);
    // What happens now is held, and sent when it is on again.
    hooked.make(2);
    hooked.work(&mut steps);
    assert!(hooked.deliveries()[1..].iter().all(|(state, ..)| state == "held"));
    hooked.receiver.status.store(200, Ordering::SeqCst);
    let (platform, context) =
        (hooked.world.platform.clone(), hooked.world.administrator().context(&hooked.world.platform));
    let (id, on) = (hooked.webhook, manage::WebhookChange { state: Some("on".into()), ..Default::default() });
    hooked
        .world
        .platform
        .engine
        .write(&context, move |writing| manage::change(writing, &platform, None, id, &on))
        .unwrap();
    hooked.work(&mut steps);
    assert!(hooked.deliveries()[1..].iter().all(|(state, ..)| state == "delivered"));
    assert_eq!(hooked.webhook().failing_since, None);
}

fn among_several_servers_each_delivery_is_sent_once(fresh: Fresh) {
    let hooked = Hooked::new(fresh);
    hooked.make(40);
    // At the same moment, each for itself, as servers do.
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| hooked.work(&mut hooked.steps()));
        }
    });
    let mut heard = hooked.receiver.heard();
    assert!(heard.len() == 40 && hooked.deliveries().iter().all(|(state, ..)| state == "delivered"));
    heard.sort();
    heard.dedup();
    assert_eq!(heard.len(), 40);
}

fn what_a_server_had_on_its_way_when_it_died_is_sent_again_as_the_same(fresh: Fresh) {
    let hooked = Hooked::new(fresh);
    hooked.make(1);
    hooked.wait_for_log();
    let mut dying = hooked.steps();
    for step in &mut dying {
        step().unwrap();
    }
    while hooked.receiver.heard().is_empty() {
        std::thread::sleep(Duration::from_millis(5));
    }
    // It was sent, and nobody wrote that down.
    drop(dying);
    assert_eq!(hooked.deliveries()[0].0, "sending");
    hooked.world.clock.advance(29);
    let mut next = hooked.steps();
    next.iter_mut().for_each(|step| assert!(!step().unwrap()));
    hooked.world.clock.advance(2);
    hooked.work(&mut next);
    let heard = hooked.receiver.heard();
    assert!(heard.len() == 2 && heard[0] == heard[1], "{heard:?}");
    assert_eq!(hooked.deliveries()[0].0, "delivered");
}

fn nothing_is_sent_under_another_key(fresh: Fresh) {
    let hooked = Hooked::new(fresh);
    let other = vec![("digest", "0000000000000000".into())];
    let changed = hooked
        .world
        .platform
        .store
        .write(move |writer| writer.update(&Update::new(WEBHOOK, other.clone(), Vec::new())));
    assert_eq!(changed.unwrap(), 1);
    hooked.make(1);
    hooked.work(&mut hooked.steps());
    let (state, _, _, error) = hooked.deliveries().remove(0);
    assert!(state == "waiting" && error.unwrap().contains("another key"));
    assert!(hooked.receiver.heard().is_empty());
}

fn the_log_forgets_after_thirty_days(fresh: Fresh) {
    let hooked = Hooked::new(fresh);
    hooked.make(3);
    hooked.work(&mut hooked.steps());
    hooked.world.clock.advance(29 * 24 * 3_600);
    assert_eq!(super::remove_old_deliveries(&hooked.world.platform).unwrap(), 0);
    hooked.world.clock.advance(2 * 24 * 3_600);
    assert_eq!(super::remove_old_deliveries(&hooked.world.platform).unwrap(), 3);
    let left = Select::new(ATTEMPT, &["number"], Vec::new());
    assert!(hooked.world.platform.store.read(|reader| reader.select(&left)).unwrap().is_empty());
}

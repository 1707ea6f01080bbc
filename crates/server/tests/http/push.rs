//! What somebody is told reaches their browser when no page is open: locked for it, signed, and not for long once it is gone.

use crate::receiver::{Heard, Receiver, serve};
use crate::support::{Asker, PASSWORD, add_workspace, folder, sign_in};
use aes_gcm::Aes128Gcm;
use aes_gcm::aead::{Aead, KeyInit};
use p256::{PublicKey, SecretKey};
use platform::hmac_sha256;
use serde_json::{Value as Json, json};
use std::time::{Duration, Instant};

/// The browser of the example in RFC 8291.
const KEY: &str = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
const OWN: &str = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";
const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";

fn read(text: &str) -> Vec<u8> {
    crate::receiver::unbase64(&text.replace('-', "+").replace('_', "/"))
}

/// What the browser reads, as RFC 8291 tells it to.
fn opened(heard: &Heard) -> Json {
    let (salt, rest) = heard.bytes.split_at(16);
    let (ours, sealed) = rest[5..].split_at(65);
    let own = SecretKey::from_slice(&read(OWN)).unwrap();
    let theirs = PublicKey::from_sec1_bytes(ours).unwrap();
    let common = p256::ecdh::diffie_hellman(own.to_nonzero_scalar(), theirs.as_affine());
    let first = hmac_sha256(&read(AUTH), common.raw_secret_bytes());
    let start = hmac_sha256(&first, &[b"WebPush: info\0", read(KEY).as_slice(), ours, &[1]].concat());
    let second = hmac_sha256(salt, &start);
    let key = hmac_sha256(&second, b"Content-Encoding: aes128gcm\0\x01");
    let nonce = hmac_sha256(&second, b"Content-Encoding: nonce\0\x01");
    let (key, nonce) = (key.first_chunk::<16>().unwrap(), nonce.first_chunk::<12>().unwrap());
    let text = Aes128Gcm::new(key.into()).decrypt(nonce.into(), sealed).unwrap();
    serde_json::from_slice(text.strip_suffix(&[2]).unwrap()).unwrap()
}

fn browsers(asker: &Asker) -> Json {
    asker.get("/notifications/push").expect(200)["browsers"].clone()
}

#[test]
fn a_browser_is_told_locked_and_forgotten_when_it_is_gone() {
    let (folder, receiver) = (folder("push"), Receiver::start());
    add_workspace(&folder, &[], "alpha");
    let server = serve(&folder, false);
    let root = sign_in(&server.address, "alpha", "root@alpha.example");
    let role = json!({"name": "Reader", "objects": {"*": {"read": "all", "create": true, "change": "all"}}});
    let role = root.post("/roles", &role).expect(201)["id"].clone();
    let user = json!({"name": "eva", "email": "eva@alpha.example", "password": PASSWORD, "role": role});
    let eva_id = root.post("/users", &user).expect(201)["id"].clone();
    let eva = sign_in(&server.address, "alpha", "eva@alpha.example");

    let shown = eva.get("/notifications/push").expect(200);
    let public = shown["key"].as_str().unwrap();
    assert_eq!((read(public).len(), &shown["browsers"]), (65, &json!(0)));
    let browser = |endpoint: &str, key: &str| json!({"endpoint": endpoint, "p256dh": key, "auth": AUTH});
    eva.post("/notifications/push", &browser("https://10.0.0.7/inner", KEY)).expect(422);
    eva.post("/notifications/push", &browser(&receiver.url(), "BCVx")).expect(422);
    let made = eva.post("/notifications/push", &browser(&receiver.url(), KEY)).expect(201);
    let again = eva.post("/notifications/push", &browser(&receiver.url(), KEY)).expect(201);
    assert_eq!(browsers(&eva), json!(1), "the same one is kept once");
    for (asker, id) in [(&root, &again["id"]), (&eva, &made["id"])] {
        asker.send("DELETE", &format!("/notifications/push/{}", id.as_str().unwrap()), None).expect(404);
    }

    let told_by_browser = |push: bool| {
        let one = json!({"data": [{"kind": "assigned", "in_app": true, "push": push}]});
        eva.json("PUT", "/notifications/settings", &one).expect(200);
    };
    told_by_browser(false);
    root.create("deals", &json!({"name": "Quiet", "owner": eva_id}));
    told_by_browser(true);
    let deal = root.create("deals", &json!({"name": "Roof", "owner": eva_id}));
    let heard = receiver.wait(1).remove(0);
    assert!(!heard.body.contains("Roof"), "nobody on the way reads it");
    let told = opened(&heard);
    assert_eq!(
        (&told["kind"], &told["title"], &told["by"]["name"]),
        (&json!("assigned"), &json!("Roof"), &json!("Root"))
    );
    assert_eq!(told["page"], json!(format!("/deals/{}", deal["id"].as_str().unwrap())));
    let says = heard.header("authorization");
    assert!(says.starts_with("vapid t=") && says.ends_with(&format!(", k={public}")), "{says}");
    assert_eq!((heard.header("content-encoding"), heard.header("ttl")), ("aes128gcm", "86400"));

    receiver.answers("410 Gone");
    root.create("deals", &json!({"name": "Wall", "owner": eva_id}));
    let begun = Instant::now();
    while browsers(&eva) != json!(0) {
        assert!(begun.elapsed() < Duration::from_secs(20), "the browser is still known");
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(receiver.all().len(), 2);
}

//! Secrets and signatures, as the Standard Webhooks specification writes them. A secret is made from the installation's key whenever it is needed,
//! and kept nowhere.

use super::model::Webhook;
use crate::{Platform, hex, hmac_sha256, sha256};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use vocabulary::{Id, Timestamp, WorkspaceId};

/// The bytes of the secret of that number.
fn bytes(platform: &Platform, workspace: WorkspaceId, webhook: Id, number: i64) -> [u8; 32] {
    platform.derived(&format!("webhook {} {webhook} {number}", workspace.0))
}

/// The secret as its receiver is given it, once.
pub(super) fn of_webhook(platform: &Platform, workspace: WorkspaceId, webhook: Id, number: i64) -> String {
    written(&bytes(platform, workspace, webhook, number))
}

/// A secret as it is written down.
pub fn written(secret: &[u8]) -> String {
    format!("whsec_{}", STANDARD.encode(secret))
}

/// By which it is noticed later that a secret came out otherwise: enough to tell, too little to guess from.
pub(super) fn digest(platform: &Platform, workspace: WorkspaceId, webhook: Id, number: i64) -> String {
    let secret = bytes(platform, workspace, webhook, number);
    hex(&sha256(&secret)).chars().take(16).collect()
}

/// The headers of a body that is sent: signed by the secret, and by the one before while that counts. None when the installation has
/// another key than when the secret was made: what the receiver could only refuse is not sent.
pub(super) fn headers(
    platform: &Platform,
    workspace: WorkspaceId,
    webhook: &Webhook,
    (id, at): (Id, Timestamp),
    body: &[u8],
) -> Option<Vec<(String, String)>> {
    if digest(platform, workspace, webhook.id, webhook.secret) != webhook.digest {
        return None;
    }
    let older = webhook.older.filter(|_| webhook.older_secret_until.is_some_and(|until| at < until));
    let numbers = [Some(webhook.secret), older].into_iter().flatten();
    let secrets: Vec<[u8; 32]> =
        numbers.map(|number| bytes(platform, workspace, webhook.id, number)).collect();
    Some(signed(&secrets.iter().map(<[u8; 32]>::as_slice).collect::<Vec<_>>(), (id, at), body))
}

/// The headers of a body that is signed by secrets.
pub fn signed(secrets: &[&[u8]], (id, at): (Id, Timestamp), body: &[u8]) -> Vec<(String, String)> {
    let (id, seconds) = (id.to_string(), at.micros().div_euclid(1_000_000));
    let signatures: Vec<String> = secrets.iter().map(|secret| sign(secret, &id, seconds, body)).collect();
    let headers = [
        ("content-type", "application/json".to_string()),
        ("webhook-id", id),
        ("webhook-timestamp", seconds.to_string()),
        ("webhook-signature", signatures.join(" ")),
    ];
    headers.into_iter().map(|(name, value)| (name.to_string(), value)).collect()
}

fn sign(secret: &[u8], id: &str, seconds: i64, body: &[u8]) -> String {
    let message = [format!("{id}.{seconds}.").as_bytes(), body].concat();
    format!("v1,{}", STANDARD.encode(hmac_sha256(secret, &message)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification's own libraries (standardwebhooks, `test_sign`).
    #[test]
    fn signs_as_the_libraries_of_the_specification_do() {
        let secret = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let signed = sign(&secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, br#"{"test": 2432232314}"#);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}

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
pub fn written(platform: &Platform, workspace: WorkspaceId, webhook: Id, number: i64) -> String {
    format!("whsec_{}", STANDARD.encode(bytes(platform, workspace, webhook, number)))
}

/// By which it is noticed later that a secret came out otherwise: enough to tell, too little to guess from.
pub fn digest(platform: &Platform, workspace: WorkspaceId, webhook: Id, number: i64) -> String {
    let secret = bytes(platform, workspace, webhook, number);
    hex(&sha256(&secret)).chars().take(16).collect()
}

/// The header `webhook-signature`: by the secret, and by the one before while that counts. None when the installation has another key
/// than when the secret was made: what the receiver could only refuse is not sent.
pub fn signatures(
    platform: &Platform,
    workspace: WorkspaceId,
    webhook: &Webhook,
    (id, at): (Id, Timestamp),
    body: &[u8],
) -> Option<String> {
    if digest(platform, workspace, webhook.id, webhook.secret) != webhook.digest {
        return None;
    }
    let older = webhook.older.filter(|_| webhook.older_secret_until.is_some_and(|until| at < until));
    let signed = [Some(webhook.secret), older].into_iter().flatten().map(|number| {
        sign(&bytes(platform, workspace, webhook.id, number), &id.to_string(), seconds(at), body)
    });
    Some(signed.collect::<Vec<_>>().join(" "))
}

/// Seconds since 1970.
pub fn seconds(at: Timestamp) -> i64 {
    at.micros().div_euclid(1_000_000)
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

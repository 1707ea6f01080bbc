//! A message that only one browser can read (RFC 8291, RFC 8188), and the token that says who sends it (RFC 8292).

use crate::{Platform, hmac_sha256};
use aes_gcm::Aes128Gcm;
use aes_gcm::aead::{Aead, KeyInit};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdh::diffie_hellman;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use p256::elliptic_curve::sec1::ToSec1Point;
use p256::{PublicKey, SecretKey};
use serde_json::json;
use vocabulary::{Error, Result, Timestamp};

/// Bytes of a point as it is sent.
pub(super) const POINT: usize = 65;
/// Bytes of the secret a browser shares with those who send to it.
pub(super) const SHARED: usize = 16;
/// Bytes of a message that every push service takes.
pub(super) const MOST: usize = 3_900;
/// Bytes of the one record a message is.
const RECORD: u32 = 4_096;
/// Seconds a token counts; a push service refuses those for more than a day.
const TOKEN_SECONDS: i64 = 12 * 3_600;

/// Whether these bytes are the public key of a browser.
pub(super) fn is_key(bytes: &[u8]) -> bool {
    bytes.len() == POINT && PublicKey::from_sec1_bytes(bytes).is_ok()
}

/// Bytes as they stand in headers and in what browsers tell.
pub(super) fn written(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// What was written so.
pub(super) fn read(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok()
}

/// The key of this installation, by which push services know it. Made from the installation's key whenever it is needed.
fn own(platform: &Platform) -> Result<SecretKey> {
    // One in four billion numbers is no key; then the next one is.
    let found =
        (0..4).find_map(|turn| SecretKey::from_slice(&platform.derived(&format!("push {turn}"))).ok());
    found.ok_or_else(|| Error::internal("no key to send push messages with"))
}

/// The public part of it.
pub(super) fn public(platform: &Platform) -> Result<Vec<u8>> {
    Ok(point(&own(platform)?))
}

/// The public part of a key as it is sent.
fn point(key: &SecretKey) -> Vec<u8> {
    key.public_key().to_sec1_point(false).as_bytes().to_vec()
}

/// The header that says who sends to that push service.
pub(super) fn authorization(
    platform: &Platform,
    origin: &str,
    subject: &str,
    now: Timestamp,
) -> Result<String> {
    signed(&own(platform)?, origin, subject, now)
}

fn signed(key: &SecretKey, origin: &str, subject: &str, now: Timestamp) -> Result<String> {
    let header = json!({"typ": "JWT", "alg": "ES256"}).to_string();
    let end = now.micros().div_euclid(1_000_000) + TOKEN_SECONDS;
    let claims = json!({"aud": origin, "exp": end, "sub": subject}).to_string();
    let said = format!("{}.{}", written(header.as_bytes()), written(claims.as_bytes()));
    let signature: Signature = SigningKey::from(key).sign(said.as_bytes());
    let public = written(&point(key));
    Ok(format!("vapid t={said}.{}, k={public}", written(&signature.to_bytes())))
}

/// Locks a message for the browser with that key and secret.
pub(super) fn lock(platform: &Platform, (key, auth): (&[u8], &[u8]), text: &[u8]) -> Result<Vec<u8>> {
    let once = (0..4).find_map(|_| SecretKey::from_slice(&platform.chance::<32>()).ok());
    let once = once.ok_or_else(|| Error::internal("no key for one push message"))?;
    locked(&once, &platform.chance::<16>(), (key, auth), text)
}

fn locked(once: &SecretKey, salt: &[u8; 16], (key, auth): (&[u8], &[u8]), text: &[u8]) -> Result<Vec<u8>> {
    let theirs = PublicKey::from_sec1_bytes(key).map_err(Error::internal)?;
    let ours = point(once);
    let common = diffie_hellman(once.to_nonzero_scalar(), theirs.as_affine());
    // HKDF with outputs of one block, written out.
    let first = hmac_sha256(auth, common.raw_secret_bytes());
    let start = hmac_sha256(&first, &[b"WebPush: info\0", key, &ours, &[1]].concat());
    let second = hmac_sha256(salt, &start);
    let part = |name: &[u8]| hmac_sha256(&second, &[b"Content-Encoding: ", name, &[0, 1]].concat());
    let (secret, nonce) = (part(b"aes128gcm"), part(b"nonce"));
    let (secret, nonce) = (secret.first_chunk::<16>(), nonce.first_chunk::<12>());
    let (Some(secret), Some(nonce)) = (secret, nonce) else { return Err(Error::internal("a short digest")) };
    // The mark after the text says that there is no further record.
    let record = [text, &[2]].concat();
    let sealed = Aes128Gcm::new(secret.into())
        .encrypt(nonce.into(), record.as_slice())
        .map_err(|_| Error::internal("a push message could not be locked"))?;
    Ok([salt.as_slice(), &RECORD.to_be_bytes(), &[POINT as u8], &ours, &sealed].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use p256::ecdsa::VerifyingKey;
    use p256::ecdsa::signature::Verifier;

    fn key(text: &str) -> SecretKey {
        SecretKey::from_slice(&read(text).unwrap()).unwrap()
    }

    /// The example of RFC 8291, appendix A.
    #[test]
    fn a_message_is_locked_as_its_standard_shows() {
        let once = key("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw");
        let salt: [u8; 16] = read("DGv6ra1nlYgDCS1FRnbzlw").unwrap().try_into().unwrap();
        let browser =
            read("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
        let auth = read("BTBZMqHH6r4Tts7J_aSIgg").unwrap();
        let text = b"When I grow up, I want to be a watermelon";
        let sent = locked(&once, &salt, (&browser.unwrap(), &auth), text).unwrap();
        assert_eq!(
            written(&sent),
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK\
             6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
        );
    }

    #[test]
    fn a_token_is_signed_by_the_key_it_names_and_ends_within_a_day() {
        let own = key("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94");
        let now: Timestamp = "2026-11-27T08:00:00Z".parse().unwrap();
        let header = signed(&own, "https://push.example", "mailto:crm@example.com", now).unwrap();
        let (token, named) = header.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
        let (said, signature) = token.rsplit_once('.').unwrap();
        let public = VerifyingKey::from_sec1_bytes(&read(named).unwrap()).unwrap();
        let signature = Signature::from_slice(&read(signature).unwrap()).unwrap();
        assert!(public.verify(said.as_bytes(), &signature).is_ok());
        assert!(public.verify(b"something else", &signature).is_err());
        let claims: serde_json::Value =
            serde_json::from_slice(&read(said.split_once('.').unwrap().1).unwrap()).unwrap();
        let seconds = now.micros() / 1_000_000;
        assert_eq!(claims["aud"], "https://push.example");
        assert!((seconds..=seconds + 86_400).contains(&claims["exp"].as_i64().unwrap()));
    }

    #[test]
    fn what_is_no_key_is_known_as_such() {
        let browser =
            read("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
        let mut bytes = browser.unwrap();
        assert!(is_key(&bytes));
        bytes[40] ^= 1;
        assert!(!is_key(&bytes), "no point of the curve");
        assert!(!is_key(&bytes[..33]));
    }
}

//! One request: look up, check, connect to what was checked, send, read no more than wanted.

use super::{Answered, Outbound, Outgoing, Target, Unsent};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper::header::{HeaderName, HeaderValue};
use hyper::{Method, Request, Response};
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::sync::Arc;
use std::time::Instant;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

/// Addresses of one name that are tried.
const TRIED: usize = 3;
/// Most headers of an answer.
const HEADERS: usize = 64;
/// Most bytes of the headers of an answer.
const HEADER_BYTES: usize = 32 * 1_024;

/// Asks the system.
pub(super) fn look_up(name: &str) -> std::io::Result<Vec<IpAddr>> {
    Ok((name, 0).to_socket_addrs()?.map(|found| found.ip()).collect())
}

pub(super) async fn send(outbound: &Outbound, outgoing: &Outgoing) -> Result<Answered, Unsent> {
    let begun = Instant::now();
    let work = async {
        let stream = timeout(outgoing.limits.connect, connect(outbound, &outgoing.target));
        let stream = stream.await.map_err(|_| Unsent::TimedOut)??;
        if outgoing.target.is_secure() {
            let secured = timeout(outgoing.limits.connect, secure(outbound, &outgoing.target, stream));
            exchange(secured.await.map_err(|_| Unsent::TimedOut)??, outgoing).await
        } else {
            exchange(stream, outgoing).await
        }
    };
    let mut answered = timeout(outgoing.limits.total, work).await.map_err(|_| Unsent::TimedOut)??;
    answered.millis = i64::try_from(begun.elapsed().as_millis()).unwrap_or(i64::MAX);
    Ok(answered)
}

/// A connection to one of the addresses of the target, all of which were checked.
async fn connect(outbound: &Outbound, target: &Target) -> Result<TcpStream, Unsent> {
    // Where nothing may leave, not even a name is asked for.
    if let Some(why) = outbound.policy.closed {
        return Err(Unsent::Refused(why));
    }
    let addresses = match target.address() {
        Some(address) => vec![address],
        None => {
            let (lookup, name) = (Arc::clone(&outbound.lookup), target.host());
            let found = tokio::task::spawn_blocking(move || lookup(&name)).await;
            found.map_err(|_| Unsent::Unknown)?.map_err(|_| Unsent::Unknown)?
        }
    };
    if addresses.is_empty() {
        return Err(Unsent::Unknown);
    }
    // One address that may not be reached is enough: a name that points both ways is not to be trusted.
    for address in &addresses {
        outbound.policy.check(target, *address).map_err(Unsent::Refused)?;
    }
    for address in addresses.into_iter().take(TRIED) {
        if let Ok(stream) = TcpStream::connect(SocketAddr::new(address, target.port())).await {
            let _ = stream.set_nodelay(true);
            return Ok(stream);
        }
    }
    Err(Unsent::Unreachable)
}

async fn secure(
    outbound: &Outbound,
    target: &Target,
    stream: TcpStream,
) -> Result<tokio_rustls::client::TlsStream<TcpStream>, Unsent> {
    let name = ServerName::try_from(target.host()).map_err(|_| Unsent::Tls)?;
    let connector = TlsConnector::from(configuration(outbound)?);
    connector.connect(name, stream).await.map_err(|_| Unsent::Tls)
}

/// TLS that trusts whom the system trusts.
fn configuration(outbound: &Outbound) -> Result<Arc<rustls::ClientConfig>, Unsent> {
    if let Some(known) = outbound.tls.get() {
        return Ok(Arc::clone(known));
    }
    let mut roots = rustls::RootCertStore::empty();
    let found = rustls_native_certs::load_native_certs();
    roots.add_parsable_certificates(found.certs);
    if roots.is_empty() {
        tracing::error!(problems = ?found.errors, "this machine has no list of trusted certificates: install ca-certificates");
        return Err(Unsent::Tls);
    }
    let made = trusting(roots)?;
    Ok(Arc::clone(outbound.tls.get_or_init(|| made)))
}

pub(super) fn trusting(roots: rustls::RootCertStore) -> Result<Arc<rustls::ClientConfig>, Unsent> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider);
    let builder = builder.with_safe_default_protocol_versions().map_err(|_| Unsent::Tls)?;
    let mut made = builder.with_root_certificates(roots).with_no_client_auth();
    made.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(made))
}

async fn exchange<S>(stream: S, outgoing: &Outgoing) -> Result<Answered, Unsent>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let mut builder = http1::Builder::new();
    builder.max_headers(HEADERS).max_buf_size(HEADER_BYTES);
    let (mut sender, connection) =
        builder.handshake::<_, Full<Bytes>>(TokioIo::new(stream)).await.map_err(|_| Unsent::Broken)?;
    // Both are driven here, so that giving up drops the connection as well.
    let talk = async {
        let response = sender.send_request(request(outgoing)?).await.map_err(|_| Unsent::Broken)?;
        read(response, outgoing.limits.answer).await
    };
    tokio::pin!(connection);
    tokio::pin!(talk);
    tokio::select! {
        biased;
        done = &mut talk => done,
        // The other side may close as soon as all is said: what has come is still there to be read.
        _ = &mut connection => talk.await,
    }
}

fn request(outgoing: &Outgoing) -> Result<Request<Full<Bytes>>, Unsent> {
    let target = &outgoing.target;
    let method = Method::from_bytes(outgoing.method.as_bytes()).map_err(|_| Unsent::Broken)?;
    let mut request = Request::builder().method(method).uri(target.path());
    let fixed = [
        ("host", target.authority()),
        ("user-agent", concat!("Kith/", env!("CARGO_PKG_VERSION")).to_string()),
        // Nothing is unpacked, so nothing can be a bomb.
        ("accept-encoding", "identity".to_string()),
        ("connection", "close".to_string()),
    ];
    let own = outgoing.headers.iter().map(|(name, value)| (name.as_str(), value.clone()));
    for (name, value) in fixed.into_iter().chain(own) {
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| Unsent::Broken)?;
        let value = HeaderValue::from_str(&value).map_err(|_| Unsent::Broken)?;
        request = request.header(name, value);
    }
    request.body(Full::new(Bytes::from(outgoing.body.clone()))).map_err(|_| Unsent::Broken)
}

async fn read(response: Response<Incoming>, most: usize) -> Result<Answered, Unsent> {
    let status = response.status().as_u16();
    let retry_after =
        response.headers().get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok());
    let mut answered = Answered { status, retry_after, body: Vec::new(), cut: false, millis: 0 };
    let mut body = response.into_body();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Unsent::Broken)?;
        let Some(data) = frame.data_ref() else { continue };
        let room = most.saturating_sub(answered.body.len());
        answered.body.extend(data.iter().take(room));
        if data.len() > room {
            answered.cut = true;
            break;
        }
    }
    Ok(answered)
}

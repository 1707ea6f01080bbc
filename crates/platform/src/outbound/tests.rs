//! The way out is tried with every spelling of an inner address, and with other sides that hang, drip, flood, lie and redirect.

use super::*;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Own networks: one address of this machine, so that the others still are none of one's own.
fn policy(networks: &[&str]) -> Policy {
    Policy { networks: networks.iter().map(|text| text.parse().unwrap()).collect(), ..Policy::default() }
}

fn open() -> Outbound {
    Outbound::new(policy(&["127.0.0.1"]))
}

/// Long enough for what does answer, however busy this machine is.
fn limits() -> Limits {
    Limits { connect: Duration::from_secs(60), total: Duration::from_secs(60), answer: 1_000 }
}

fn request(url: &str, limits: Limits) -> Outgoing {
    let target = Target::read(url).unwrap();
    Outgoing { method: "POST", target, headers: vec![], body: b"{}".to_vec(), limits }
}

fn post(outbound: &Outbound, url: &str) -> std::result::Result<Answered, Unsent> {
    outbound.send(&request(url, limits()))
}

/// For what never answers.
fn post_briefly(outbound: &Outbound, url: &str) -> std::result::Result<Answered, Unsent> {
    let brief = Limits { connect: Duration::from_millis(500), total: Duration::from_millis(900), ..limits() };
    outbound.send(&request(url, brief))
}

/// A server that does that with each connection; answers its port and how many came.
fn server(address: &str, talk: impl Fn(TcpStream) + Send + Sync + 'static) -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind((address, 0)).unwrap();
    let (port, count) = (listener.local_addr().unwrap().port(), Arc::new(AtomicUsize::new(0)));
    let (counted, talk) = (Arc::clone(&count), Arc::new(talk));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            counted.fetch_add(1, Ordering::SeqCst);
            let talk = Arc::clone(&talk);
            std::thread::spawn(move || talk(stream));
        }
    });
    (port, count)
}

/// Reads a request to the end of its body of two bytes.
fn heard(stream: &mut TcpStream) -> String {
    let (mut text, mut byte) = (Vec::new(), [0u8; 1]);
    while !text.ends_with(b"\r\n\r\n{}") && stream.read(&mut byte).unwrap_or(0) == 1 {
        text.push(byte[0]);
    }
    String::from_utf8(text).unwrap()
}

fn answering(answer: &'static [u8]) -> impl Fn(TcpStream) + Send + Sync {
    move |mut stream| {
        heard(&mut stream);
        let _ = stream.write_all(answer);
    }
}

#[test]
fn no_spelling_of_an_inner_address_gets_through() {
    let outbound = Outbound::new(Policy::default());
    let spellings = [
        "https://127.0.0.1/",
        "https://127.1/",
        "https://127.0.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.0.0.1/",
        "https://0x7f.1/",
        "https://0177.0.0.1/",
        "https://017700000001/",
        "https://127.0.0.1./",
        "https://127.0.0.01/",
        "https://0/",
        "https://0.0.0.0/",
        "https://[::]/",
        "https://[::1]/",
        "https://[0:0:0:0:0:0:0:1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://[::127.0.0.1]/",
        "https://[64:ff9b::127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "https://[fe80::1]/",
        "https://[fe80::1%25eth0]/",
        "https://[fd00:ec2::254]/",
        "https://[ff02::1]/",
        "https://169.254.169.254/latest/meta-data/",
        "https://0xa9fea9fe/",
        "https://2852039166/",
        "https://10.0.0.1/",
        "https://172.16.0.1/",
        "https://192.168.1.1/",
        "https://100.64.0.1/",
        "https://224.0.0.1/",
        "https://255.255.255.255/",
        "https://192.0.2.1/",
        // Other digits and dots that a reader of names makes plain ones of.
        "https://①②⑦.⓪.⓪.①/",
        "https://127.0.0.1/",
        "https://127。0。0。1/",
        "https://127.0.0.1/",
        "https://%31%32%37.0.0.1/",
        "https://localhost/",
        "https://LOCALHOST/",
        "https://ⓛocalhost/",
        "https://localhost./",
        "https://a.localhost/",
        // Who reads otherwise than we do.
        "https://example.com@127.0.0.1/",
        "https://user:password@8.8.8.8/",
        "https://8.8.8.8:443@127.0.0.1/",
        "https://8.8.8.8\\@127.0.0.1/",
        "https://127.0.0.1\\.example.com/",
        "https:\\\\127.0.0.1/",
        "https:127.0.0.1/",
        "https:///127.0.0.1/",
        "https://127.0.0.1:0/",
        "https://8.8.8.8:22/",
        "https://8.8.8.8:65536/",
        "http://8.8.8.8/",
        "https://134744072/",
        "https://8.8.8.8./",
        "https://[::ffff:8.8.8.8]/",
        "https://exa mple.com/",
        "https://example.com/\r\nHost: 127.0.0.1",
        "https://127.0.0.1\t/",
        "\thttps://127.0.0.1/",
        "ftp://8.8.8.8/",
        "file:///etc/passwd",
        "gopher://8.8.8.8/",
        "javascript:alert(1)",
        "//8.8.8.8/",
        "",
    ];
    for text in spellings {
        let sent = match outbound.read("url", text) {
            Err(_) => continue,
            Ok(target) => outbound.send(&Outgoing {
                method: "POST",
                target,
                headers: vec![],
                body: vec![],
                limits: limits(),
            }),
        };
        assert!(matches!(sent, Err(Unsent::Refused(_) | Unsent::Unknown)), "{text}: {sent:?}");
    }
    for text in [
        "https://example.com/x?y=1",
        "https://8.8.8.8/",
        "https://müller.example/",
        "https://[2606:4700::1]/",
    ] {
        assert!(outbound.read("url", text).is_ok(), "{text}");
    }
}

#[test]
fn a_request_is_sent_and_its_answer_read() {
    let (port, _) = server("127.0.0.1", |mut stream| {
        let text = heard(&mut stream);
        let told =
            if text.starts_with("POST /in?a=b HTTP/1.1\r\n") && text.contains("accept-encoding: identity") {
                "HTTP/1.1 202 Accepted\r\nretry-after: 7\r\ncontent-length: 2\r\n\r\nok"
            } else {
                "HTTP/1.1 400 Bad Request\r\n\r\n"
            };
        let _ = stream.write_all(told.as_bytes());
    });
    let answered = post(&open(), &format!("http://127.0.0.1:{port}/in?a=b")).unwrap();
    assert_eq!((answered.status, answered.retry_after, answered.cut), (202, Some(7), false));
    assert_eq!(answered.body, b"ok");
}

#[test]
fn a_redirect_is_an_answer_like_others_and_is_not_followed() {
    let (inner, came) = server("127.0.0.2", answering(b"HTTP/1.1 200 OK\r\n\r\nsecret"));
    let (port, _) = server("127.0.0.1", move |mut stream| {
        heard(&mut stream);
        let _ = write!(
            stream,
            "HTTP/1.1 307 Temporary Redirect\r\nlocation: http://127.0.0.2:{inner}/\r\ncontent-length: 0\r\n\r\n"
        );
    });
    assert_eq!(post(&open(), &format!("http://127.0.0.1:{port}/")).unwrap().status, 307);
    assert_eq!(came.load(Ordering::SeqCst), 0);
}

#[test]
fn who_hangs_drips_or_floods_takes_neither_time_nor_memory() {
    // Each of the three would go on for ever: without a limit this test would not end.
    let silent = server("127.0.0.1", |_stream| {
        loop {
            std::thread::park();
        }
    })
    .0;
    let dripping = server("127.0.0.1", |mut stream| {
        heard(&mut stream);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
        while stream.write_all(b"x").is_ok() {
            std::thread::sleep(Duration::from_millis(50));
        }
    })
    .0;
    let slow_header = server("127.0.0.1", |mut stream| {
        heard(&mut stream);
        while stream.write_all(b"H").is_ok() {
            std::thread::sleep(Duration::from_millis(50));
        }
    })
    .0;
    for port in [silent, dripping] {
        let sent = post_briefly(&open(), &format!("http://127.0.0.1:{port}/"));
        assert_eq!(sent.unwrap_err(), Unsent::TimedOut);
    }
    assert!(matches!(
        post_briefly(&open(), &format!("http://127.0.0.1:{slow_header}/")),
        Err(Unsent::TimedOut | Unsent::Broken)
    ));

    let flood = server("127.0.0.1", |mut stream| {
        heard(&mut stream);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n");
        while stream.write_all(&[b'x'; 64 * 1_024]).is_ok() {}
    })
    .0;
    let answered = post(&open(), &format!("http://127.0.0.1:{flood}/")).unwrap();
    assert_eq!((answered.body.len(), answered.cut), (1_000, true));

    let headers = server("127.0.0.1", |mut stream| {
        heard(&mut stream);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
        while stream.write_all(b"x-more: more\r\n").is_ok() {}
    })
    .0;
    assert_eq!(post(&open(), &format!("http://127.0.0.1:{headers}/")).unwrap_err(), Unsent::Broken);
}

#[test]
fn a_packed_answer_stays_packed() {
    let (port, _) =
        server("127.0.0.1", answering(b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n\x1f\x8bbomb"));
    assert_eq!(post(&open(), &format!("http://127.0.0.1:{port}/")).unwrap().body, b"\x1f\x8bbomb");
}

#[test]
fn a_name_with_one_inner_address_is_refused_as_a_whole() {
    let (port, came) = server("127.0.0.1", answering(b"HTTP/1.1 200 OK\r\n\r\n"));
    let both = [
        vec![Ipv4Addr::new(8, 8, 8, 8), Ipv4Addr::LOCALHOST],
        vec![Ipv4Addr::LOCALHOST, Ipv4Addr::new(8, 8, 8, 8)],
    ];
    for addresses in both {
        let lookup: Lookup = Arc::new(move |_| Ok(addresses.iter().copied().map(IpAddr::from).collect()));
        let outbound = Outbound::with(Policy { ports: vec![port], ..Policy::default() }, lookup);
        let sent = post(&outbound, &format!("https://both.example:{port}/"));
        assert!(matches!(sent, Err(Unsent::Refused(_))), "{sent:?}");
    }
    assert_eq!(came.load(Ordering::SeqCst), 0);
}

#[test]
fn a_name_is_looked_up_once_and_the_connection_goes_where_was_looked() {
    let (port, good) = server("127.0.0.1", answering(b"HTTP/1.1 200 OK\r\n\r\n"));
    let listener = TcpListener::bind(("127.0.0.2", port));
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    // The second answer would point inwards: rebinding.
    let lookup: Lookup = Arc::new(move |_| {
        let first = counted.fetch_add(1, Ordering::SeqCst) == 0;
        Ok(vec![if first { Ipv4Addr::LOCALHOST } else { Ipv4Addr::new(127, 0, 0, 2) }.into()])
    });
    let outbound = Outbound::with(policy(&["127.0.0.1"]), lookup);
    assert_eq!(post(&outbound, &format!("http://rebinding.example:{port}/")).unwrap().status, 200);
    assert_eq!((asked.load(Ordering::SeqCst), good.load(Ordering::SeqCst)), (1, 1));
    let sent = post(&outbound, &format!("http://rebinding.example:{port}/"));
    assert!(matches!(sent, Err(Unsent::Refused(_))), "{sent:?}");
    if let Ok(listener) = listener {
        listener.set_nonblocking(true).unwrap();
        assert!(listener.accept().is_err(), "somebody came to the inner address");
    }
}

#[test]
fn a_look_up_that_hangs_is_given_up() {
    // It hangs until this test has seen that nobody waits for it, neither who sends nor who closes the way out.
    let (release, released) = std::sync::mpsc::channel::<()>();
    let released = std::sync::Mutex::new(released);
    let lookup: Lookup = Arc::new(move |_| {
        let _ = released.lock().unwrap().recv();
        Ok(vec![Ipv4Addr::LOCALHOST.into()])
    });
    let outbound = Outbound::with(policy(&["127.0.0.1"]), lookup);
    assert_eq!(post_briefly(&outbound, "http://slow.example/").unwrap_err(), Unsent::TimedOut);
    drop(outbound);
    drop(release);
}

#[test]
fn many_are_sent_at_the_same_time() {
    // Nobody is answered before all have asked.
    let all_here = Arc::new(std::sync::Barrier::new(10));
    let (port, _) = server("127.0.0.1", move |mut stream| {
        heard(&mut stream);
        all_here.wait();
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
    });
    let one = request(&format!("http://127.0.0.1:{port}/"), limits());
    let sent = open().send_all(&vec![one; 10]);
    assert!(sent.iter().all(Result::is_ok), "{sent:?}");
}

/// A certificate of its own for `receiver.example`, made with openssl for this test, and its key.
const CERTIFICATE: &str = "MIIBqDCCAU2gAwIBAgIUG8RVM/JipFW7qhYQZQBSDU4AF44wCgYIKoZIzj0EAwIwGzEZMBcGA1UEAwwQcmVjZWl2ZXIuZXhhbXBsZTAgFw0yNjExMjYxODAyMjZaGA8yMTI2MTEwMjE4MDIyNlowGzEZMBcGA1UEAwwQcmVjZWl2ZXIuZXhhbXBsZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABEcK6Mi6a3wPuAdsvsWV1qnd6NMJiymM7oFrFQ1uPB4PodDcMhQR4FCa0AdXTdvIEz7/eh89O3tCfznX1YN6+EajbTBrMB0GA1UdDgQWBBTAQrzaOQVZcn0SIfP+Lhwac8UtpzAfBgNVHSMEGDAWgBTAQrzaOQVZcn0SIfP+Lhwac8UtpzAbBgNVHREEFDASghByZWNlaXZlci5leGFtcGxlMAwGA1UdEwEB/wQCMAAwCgYIKoZIzj0EAwIDSQAwRgIhANMmy4anLODy+Y2UW6B326mp0AOFvHzFKovIvTZREm65AiEAsLcf2xz7BQLlWBZqe0PPpEzlUyvAFgc7wZPJUQy4LyM=";
const KEY: &str = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgbEDlH+zI70g6EwWkkxtWwdH9EOTKYbYzEMGvvjahXpGhRANCAARHCujIumt8D7gHbL7Fldap3ejTCYspjO6BaxUNbjweD6HQ3DIUEeBQmtAHV03byBM+/3ofPTt7Qn8519WDevhG";

#[test]
fn a_certificate_is_trusted_for_its_own_name_only_and_from_a_known_root_only() {
    use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
    let certificate = CertificateDer::from(STANDARD.decode(CERTIFICATE).unwrap());
    let key = PrivatePkcs8KeyDer::from(STANDARD.decode(KEY).unwrap());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let served = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.clone()], key.into())
        .unwrap();
    let served = Arc::new(served);
    let (port, _) = server("127.0.0.1", move |stream| {
        let connection = rustls::ServerConnection::new(Arc::clone(&served)).unwrap();
        let mut stream = rustls::StreamOwned::new(connection, stream);
        let (mut text, mut byte) = (Vec::new(), [0u8; 1]);
        while !text.ends_with(b"\r\n\r\n{}") && stream.read(&mut byte).unwrap_or(0) == 1 {
            text.push(byte[0]);
        }
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
        stream.conn.send_close_notify();
        let _ = stream.flush();
    });
    let lookup = || -> Lookup { Arc::new(|_| Ok(vec![Ipv4Addr::LOCALHOST.into()])) };
    let knowing = || {
        let mut roots = rustls::RootCertStore::empty();
        roots.add(certificate.clone()).unwrap();
        let outbound = Outbound::with(policy(&["127.0.0.1"]), lookup());
        outbound.tls.set(send::trusting(roots).unwrap()).unwrap();
        outbound
    };
    assert_eq!(post(&knowing(), &format!("https://receiver.example:{port}/")).unwrap().status, 200);
    assert_eq!(post(&knowing(), &format!("https://other.example:{port}/")).unwrap_err(), Unsent::Tls);
    let strange = Outbound::with(policy(&["127.0.0.1"]), lookup());
    assert_eq!(post(&strange, &format!("https://receiver.example:{port}/")).unwrap_err(), Unsent::Tls);
    // Who does not speak TLS at all.
    let (plain, _) = server("127.0.0.1", |mut stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
    });
    assert_eq!(post(&knowing(), &format!("https://receiver.example:{plain}/")).unwrap_err(), Unsent::Tls);
}

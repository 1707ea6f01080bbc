//! A receiver of what Kith sends: it keeps what it heard, answers as it is told, and checks signatures by itself.

use crate::support::Server;
use serde_json::Value as Json;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// What a receiver heard.
#[derive(Clone, Debug)]
pub struct Heard {
    pub headers: Vec<(String, String)>,
    pub body: String,
    pub bytes: Vec<u8>,
}

impl Heard {
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    pub fn json(&self) -> Json {
        serde_json::from_str(&self.body).unwrap()
    }

    /// Whether one of its signatures is by that secret: worked out here, from the specification.
    pub fn is_signed_by(&self, secret: &str) -> bool {
        let key = unbase64(secret.strip_prefix("whsec_").unwrap());
        let message =
            format!("{}.{}.{}", self.header("webhook-id"), self.header("webhook-timestamp"), self.body);
        let expected = platform::hmac_sha256(&key, message.as_bytes());
        let signatures = self.header("webhook-signature").split(' ');
        signatures.filter_map(|one| one.strip_prefix("v1,")).any(|one| unbase64(one) == expected)
    }
}

pub fn unbase64(text: &str) -> Vec<u8> {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0u32, 0);
    for letter in text.chars().filter(|letter| *letter != '=') {
        (bits, count) = ((bits << 6) | LETTERS.find(letter).unwrap() as u32, count + 6);
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    bytes
}

/// A receiver that keeps what it heard and answers as it is told.
pub struct Receiver {
    port: u16,
    heard: Arc<Mutex<Vec<Heard>>>,
    answer: Arc<Mutex<Answering>>,
}

#[derive(Clone)]
pub enum Answering {
    With(String),
    Hanging,
}

impl Receiver {
    pub fn start() -> Receiver {
        let listener = TcpListener::bind("127.0.0.5:0").unwrap();
        let receiver = Receiver {
            port: listener.local_addr().unwrap().port(),
            heard: Arc::default(),
            answer: Arc::new(Mutex::new(Answering::With("200 OK\r\n".to_string()))),
        };
        let (heard, answer) = (Arc::clone(&receiver.heard), Arc::clone(&receiver.answer));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (heard, answer) = (Arc::clone(&heard), Arc::clone(&answer));
                std::thread::spawn(move || talk(stream, &heard, &answer));
            }
        });
        receiver
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.5:{}/hook", self.port)
    }

    pub fn answers(&self, answer: &str) {
        *self.answer.lock().unwrap() = Answering::With(format!("{answer}\r\n"));
    }

    pub fn hangs(&self) {
        *self.answer.lock().unwrap() = Answering::Hanging;
    }

    pub fn all(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }

    /// What it heard, once that was as much as expected.
    #[track_caller]
    pub fn wait(&self, count: usize) -> Vec<Heard> {
        let begun = Instant::now();
        loop {
            let all = self.all();
            if all.len() >= count {
                return all;
            }
            assert!(begun.elapsed() < Duration::from_secs(30), "only {} of {count} came", all.len());
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

fn talk(mut stream: TcpStream, heard: &Mutex<Vec<Heard>>, answer: &Mutex<Answering>) {
    let (mut text, mut byte) = (Vec::new(), [0u8; 1]);
    while !text.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap_or(0) == 1 {
        text.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&text).into_owned();
    let headers: Vec<(String, String)> = head
        .lines()
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_string()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let mut body = vec![0u8; length.map_or(0, |(_, value)| value.parse().unwrap())];
    if stream.read_exact(&mut body).is_err() {
        return;
    }
    heard.lock().unwrap().push(Heard {
        headers,
        body: String::from_utf8_lossy(&body).into_owned(),
        bytes: body,
    });
    let answer = answer.lock().unwrap().clone();
    match answer {
        Answering::With(answer) => {
            let _ = write!(stream, "HTTP/1.1 {answer}content-length: 5\r\n\r\nheard");
        }
        Answering::Hanging => std::thread::sleep(Duration::from_secs(60)),
    }
}

/// Serves a folder; the server may reach the address of receivers, which is no public one.
pub fn serve(folder: &std::path::Path, keep: bool) -> Server {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kith"));
    command.env("KITH_OUTBOUND_NETWORKS", "127.0.0.5");
    Server::start(command, folder, keep)
}

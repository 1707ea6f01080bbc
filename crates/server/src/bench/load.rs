//! A small HTTP client that keeps its connection and counts time: the load of the benchmark.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A request: method, path with query, body.
pub type Call = (&'static str, String, String);

/// What a load measured.
#[derive(Clone, Copy, Debug, Default)]
pub struct Measured {
    /// Median, in seconds.
    pub p50: f64,
    /// 99th percentile, in seconds.
    pub p99: f64,
    /// Answers per second over all clients.
    pub rate: f64,
    /// Answers that were no success.
    pub failed: usize,
}

/// A connection of one client.
pub struct Client {
    stream: BufReader<TcpStream>,
    key: String,
}

impl Client {
    /// Connects with an API key.
    pub fn connect(address: SocketAddr, key: &str) -> std::io::Result<Client> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Client { stream: BufReader::with_capacity(64 * 1024, stream), key: key.to_string() })
    }

    /// Sends a request and reads its answer: status and body.
    pub fn send(&mut self, (method, path, body): &Call) -> std::io::Result<(u16, Vec<u8>)> {
        let request = format!(
            "{method} /api/v1{path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            self.key,
            body.len()
        );
        self.stream.get_mut().write_all(request.as_bytes())?;
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        let (mut length, mut chunked) = (0, false);
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            let header = line.trim().to_ascii_lowercase();
            if header.is_empty() {
                break;
            }
            if let Some(value) = header.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap_or(0);
            }
            chunked |= header == "transfer-encoding: chunked";
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        while chunked {
            line.clear();
            self.stream.read_line(&mut line)?;
            let size = usize::from_str_radix(line.trim(), 16).unwrap_or(0);
            let at = body.len();
            body.resize(at + size, 0);
            self.stream.read_exact(body.get_mut(at..).unwrap_or_default())?;
            self.stream.read_line(&mut line)?;
            chunked = size > 0;
        }
        Ok((status, body))
    }
}

/// Lets `clients` send requests for some time; `make` gives the number-th request of a client.
pub fn run(
    address: SocketAddr,
    key: &str,
    clients: usize,
    time: Duration,
    make: Arc<dyn Fn(usize, usize) -> Call + Send + Sync>,
) -> std::io::Result<Measured> {
    let threads: Vec<_> = (0..clients)
        .map(|client| {
            let (key, make) = (key.to_string(), Arc::clone(&make));
            std::thread::spawn(move || -> std::io::Result<(Vec<f64>, usize)> {
                let mut connection = Client::connect(address, &key)?;
                let (mut times, mut failed) = (Vec::new(), 0);
                let started = Instant::now();
                let mut number = 0;
                while started.elapsed() < time {
                    let call = make(client, number);
                    let begun = Instant::now();
                    let (status, _) = connection.send(&call)?;
                    times.push(begun.elapsed().as_secs_f64());
                    failed += usize::from(!(200..300).contains(&status));
                    number += 1;
                }
                Ok((times, failed))
            })
        })
        .collect();
    let (mut times, mut failed) = (Vec::new(), 0);
    for thread in threads {
        let (more, wrong) =
            thread.join().map_err(|_| std::io::Error::other("a client of the benchmark stopped"))??;
        times.extend(more);
        failed += wrong;
    }
    Ok(told(times, failed, Some(time)))
}

/// What times say; how many there were in some time, or one after the other.
pub fn told(mut times: Vec<f64>, failed: usize, time: Option<Duration>) -> Measured {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| {
        times
            .get(((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1)))
            .copied()
            .unwrap_or_default()
    };
    let seconds = time.map_or_else(|| times.iter().sum(), |time| time.as_secs_f64());
    Measured {
        p50: at(0.5),
        p99: at(0.99),
        rate: times.len() as f64 / seconds.max(f64::MIN_POSITIVE),
        failed,
    }
}

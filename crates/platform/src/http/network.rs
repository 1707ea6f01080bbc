//! The address a request comes from, believing only proxies that are trusted.

use axum::http::HeaderMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::str::FromStr;
use vocabulary::Error;

/// A network, such as `10.0.0.0/8`, or one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

impl Network {
    /// Whether an address lies in it.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, canonical(address)) {
            (IpAddr::V4(network), IpAddr::V4(address)) => {
                let shift = 32 - u32::from(self.bits);
                u64::from(u32::from(network)) >> shift == u64::from(u32::from(address)) >> shift
            }
            (IpAddr::V6(network), IpAddr::V6(address)) => {
                let shift = 128 - u32::from(self.bits);
                let cut = |address: Ipv6Addr| u128::from(address).checked_shr(shift).unwrap_or(0);
                cut(network) == cut(address)
            }
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = Error;

    fn from_str(text: &str) -> Result<Network, Error> {
        let wrong = || {
            Error::invalid("network", "malformed", format!("“{text}” is not a network such as 10.0.0.0/8"))
        };
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits.parse::<u8>().map_err(|_| wrong())?)),
            None => (text, None),
        };
        let address = canonical(address.trim().parse().map_err(|_| wrong())?);
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(most);
        if bits > most { Err(wrong()) } else { Ok(Network { address, bits }) }
    }
}

/// The sender's address: the peer of the connection, or, when that is a trusted proxy, the last address in
/// `X-Forwarded-For` that is not one. What stands further left was written by the sender and proves nothing.
pub fn client_ip(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    let mut address = canonical(peer);
    let forwarded: Vec<&str> =
        headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok()).collect();
    let forwarded = forwarded.join(",");
    let mut hops = forwarded.rsplit(',').map(str::trim);
    while is_trusted(address) {
        match hops.next().and_then(|hop| hop.parse().ok()) {
            Some(before) => address = canonical(before),
            None => break,
        }
    }
    address
}

/// The address a request comes from.
pub fn caller_address(peer: SocketAddr, headers: &HeaderMap, settings: &crate::Settings) -> IpAddr {
    client_ip(peer.ip(), headers, &settings.trusted_proxies)
}

/// The network a request comes from, for limits on what strangers may do.
pub fn caller_network(peer: SocketAddr, headers: &HeaderMap, settings: &crate::Settings) -> String {
    network_of(caller_address(peer, headers, settings))
}

/// The network whose failed sign-ins are counted together: /24, or /64 in IPv6, which one household gets as a whole.
pub fn network_of(address: IpAddr) -> String {
    match canonical(address) {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(address) => {
            let upper = u128::from(address) >> 64 << 64;
            format!("{}/64", Ipv6Addr::from(upper))
        }
    }
}

/// An IPv4 address that came in IPv6 clothes is the IPv4 address.
fn canonical(address: IpAddr) -> IpAddr {
    address.to_canonical()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        let trusted = ["10.0.0.0/8".parse().unwrap(), "::1".parse().unwrap()];
        let cases = [
            ("203.0.113.9", "1.2.3.4", "203.0.113.9"),
            ("10.0.0.1", "1.2.3.4", "1.2.3.4"),
            ("10.0.0.1", "6.6.6.6, 1.2.3.4, 10.9.9.9", "1.2.3.4"),
            ("::ffff:10.0.0.1", "1.2.3.4", "1.2.3.4"),
            ("10.0.0.1", "nonsense", "10.0.0.1"),
            ("10.0.0.1", "", "10.0.0.1"),
            ("::1", "2001:db8::7", "2001:db8::7"),
        ];
        for (peer, forwarded, expected) in cases {
            let mut headers = HeaderMap::new();
            headers.insert("x-forwarded-for", forwarded.parse().unwrap());
            assert_eq!(client_ip(ip(peer), &headers, &trusted), ip(expected), "{peer} {forwarded}");
        }
    }

    #[test]
    fn networks_are_read_and_bounded() {
        let everything: Network = "0.0.0.0/0".parse().unwrap();
        assert!(everything.contains(ip("8.8.8.8")) && !everything.contains(ip("2001:db8::1")));
        let all: Network = "::/0".parse().unwrap();
        assert!(all.contains(ip("2001:db8::1")));
        let one: Network = "192.0.2.1".parse().unwrap();
        assert!(one.contains(ip("192.0.2.1")) && !one.contains(ip("192.0.2.2")));
        for wrong in ["", "10.0.0.0/33", "10.0.0/8", "x"] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
        assert_eq!(network_of(ip("192.0.2.77")), "192.0.2.0/24");
        assert_eq!(network_of(ip("2001:db8:1:2:3::4")), "2001:db8:1:2::/64");
    }
}

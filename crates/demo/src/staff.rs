//! The people who sell: users and teams of the demo company. The caller makes them and hands their ids back.

/// A user of the demo company.
#[derive(Clone, Copy, Debug)]
pub struct DemoUser {
    /// Name.
    pub name: &'static str,
    /// E-mail address, with which the user signs in.
    pub email: &'static str,
    /// The name of the team.
    pub team: &'static str,
    /// The role: `admin`, `manager`, `sales` or `service`.
    pub role: &'static str,
}

/// A team of the demo company.
#[derive(Clone, Copy, Debug)]
pub struct DemoTeam {
    /// Name.
    pub name: &'static str,
    /// The team above; empty for the top.
    pub above: &'static str,
}

/// The teams, those above first.
pub static TEAMS: &[DemoTeam] = &[
    DemoTeam { name: "Nakovalo", above: "" },
    DemoTeam { name: "Sales", above: "Nakovalo" },
    DemoTeam { name: "Home market", above: "Sales" },
    DemoTeam { name: "Central and South-East Europe", above: "Sales" },
    DemoTeam { name: "North and West", above: "Sales" },
    DemoTeam { name: "Service", above: "Nakovalo" },
];

/// The users. Records are owned by position: whoever sells to a country looks after its customers.
pub static USERS: &[DemoUser] = &[
    DemoUser { name: "Nina Kralj", email: "nina@nakovalo.example", team: "Home market", role: "manager" },
    DemoUser { name: "Tomaž Breznik", email: "tomaz@nakovalo.example", team: "Home market", role: "sales" },
    DemoUser { name: "Zala Furlan", email: "zala@nakovalo.example", team: "Home market", role: "sales" },
    DemoUser {
        name: "Lucia Hudáková",
        email: "lucia@nakovalo.example",
        team: "Central and South-East Europe",
        role: "sales",
    },
    DemoUser {
        name: "Miloš Ristić",
        email: "milos@nakovalo.example",
        team: "Central and South-East Europe",
        role: "manager",
    },
    DemoUser { name: "Elin Sandberg", email: "elin@nakovalo.example", team: "North and West", role: "sales" },
    DemoUser {
        name: "Oliver Marsh",
        email: "oliver@nakovalo.example",
        team: "North and West",
        role: "sales",
    },
    DemoUser { name: "Gregor Pušnik", email: "gregor@nakovalo.example", team: "Service", role: "service" },
];

/// The position of the service technician among the users.
pub(crate) const SERVICE: usize = 7;

/// The position of the user who looks after a country; the home market is shared by three.
pub(crate) fn seller_of(country: &str, customer: u64) -> usize {
    match country {
        "SI" => (customer % 3) as usize,
        "SK" | "DE" => 3,
        "RS" => 4,
        "SE" => 5,
        _ => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_user_has_a_team_and_every_team_a_place() {
        for user in USERS {
            assert!(TEAMS.iter().any(|team| team.name == user.team), "{}", user.name);
        }
        for (index, team) in TEAMS.iter().enumerate() {
            assert!(
                team.above.is_empty() || TEAMS[..index].iter().any(|above| above.name == team.above),
                "{}",
                team.name
            );
        }
        assert_eq!(USERS[SERVICE].team, "Service");
    }
}

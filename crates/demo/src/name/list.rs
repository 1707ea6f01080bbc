//! Lists of given names, family names and jobs, by language. Serbian stands in Latin and is rewritten where needed.

/// The names and jobs of one language.
#[derive(Debug)]
pub(super) struct List {
    /// Given names of women.
    pub(super) women: &'static [&'static str],
    /// Given names of men.
    pub(super) men: &'static [&'static str],
    /// Family names, as men bear them.
    pub(super) families: &'static [&'static str],
    /// Jobs, as a man and as a woman is called.
    pub(super) jobs: &'static [(&'static str, &'static str)],
}

pub(super) static EN: List = List {
    women: &[
        "Emma", "Olivia", "Grace", "Charlotte", "Sophie", "Hannah", "Lucy", "Amelia", "Ruby", "Alice", "Megan", "Rachel", "Laura",
        "Claire", "Fiona", "Siobhan", "Niamh", "Karen", "Susan", "Jennifer", "Patricia", "Deborah", "Helen", "Abigail", "Rebecca", "Joanne",
        "Heather", "Natalie", "Victoria", "Michelle",
    ],
    men: &[
        "James", "Oliver", "Harry", "George", "Jack", "Thomas", "William", "Daniel", "Matthew", "Andrew", "Simon", "Ian", "Sean", "Patrick",
        "Liam", "Connor", "Michael", "Robert", "Richard", "David", "Stephen", "Paul", "Mark", "Kevin", "Brian", "Gary", "Nathan", "Ethan",
        "Samuel", "Peter", "Graham",
    ],
    families: &[
        "Smith", "Jones", "Taylor", "Brown", "Wilson", "Evans", "Thomas", "Roberts", "Johnson", "Walker", "Wright", "Robinson", "Thompson",
        "White", "Hughes", "Edwards", "Green", "Hall", "Wood", "Harris", "Clarke", "Jackson", "Turner", "Hill", "Cooper", "Ward", "Morris",
        "Moore", "King", "Watson", "Baker", "Harrison", "Morgan", "Allen", "James", "Scott", "Phillips", "Murphy", "Kelly", "O'Brien",
        "Byrne", "Ryan", "Walsh", "Doyle", "Gallagher", "Campbell", "Stewart", "Fraser", "Mackenzie", "Sullivan", "Miller", "Parker",
        "Bennett", "Foster", "Marsh", "Whitaker",
    ],
    jobs: &[
        ("Managing director", "Managing director"), ("Workshop manager", "Workshop manager"), ("Purchasing manager", "Purchasing manager"),
        ("Production engineer", "Production engineer"), ("Maintenance lead", "Maintenance lead"), ("Foreman", "Forewoman"),
        ("Accountant", "Accountant"), ("Machinist", "Machinist"), ("Technical director", "Technical director"),
        ("Office manager", "Office manager"), ("Health and safety officer", "Health and safety officer"),
        ("Apprentice trainer", "Apprentice trainer"),
    ],
};

pub(super) static SL: List = List {
    women: &[
        "Ana", "Marija", "Maja", "Mojca", "Mateja", "Nataša", "Nina", "Petra", "Katja", "Tina", "Barbara", "Andreja", "Irena", "Jožica",
        "Tjaša", "Špela", "Urška", "Eva", "Sara", "Zala", "Lara", "Neža", "Polona", "Alenka", "Vesna", "Sonja", "Darja", "Simona", "Milena",
        "Bojana",
    ],
    men: &[
        "Franc", "Janez", "Marko", "Andrej", "Ivan", "Luka", "Matej", "Tomaž", "Marjan", "Peter", "Jože", "Milan", "Aleš", "Bojan", "Rok",
        "Miha", "Žiga", "Jan", "Nejc", "Gregor", "Boštjan", "Matjaž", "Primož", "Uroš", "Robert", "Blaž", "Anže", "Gašper", "Jure", "Klemen",
        "Stanko",
    ],
    families: &[
        "Novak", "Horvat", "Kovačič", "Krajnc", "Zupančič", "Potočnik", "Kovač", "Mlakar", "Kos", "Vidmar", "Golob", "Turk", "Božič",
        "Kralj", "Korošec", "Zupan", "Bizjak", "Hribar", "Kotnik", "Kavčič", "Rozman", "Kastelic", "Oblak", "Žagar", "Petek", "Hočevar",
        "Kolar", "Košir", "Koren", "Zajc", "Medved", "Klemenčič", "Knez", "Pirc", "Zupanc", "Hrovat", "Petrič", "Pavlič", "Lah", "Kuhar",
        "Zorko", "Uršič", "Tomažič", "Erjavec", "Jereb", "Sever", "Babič", "Jerman", "Majcen", "Pušnik", "Kranjc", "Breznik", "Rupnik",
        "Lesjak", "Perko", "Dolenc", "Pečnik", "Furlan", "Debeljak", "Vidic",
    ],
    jobs: &[
        ("Direktor", "Direktorica"), ("Vodja delavnice", "Vodja delavnice"), ("Vodja nabave", "Vodja nabave"),
        ("Tehnolog", "Tehnologinja"), ("Vzdrževalec", "Vzdrževalka"), ("Mojster", "Mojstrica"), ("Računovodja", "Računovodkinja"),
        ("Strugar", "Strugarka"), ("Tehnični direktor", "Tehnična direktorica"), ("Tajnik", "Tajnica"), ("Inženir", "Inženirka"),
        ("Vodja proizvodnje", "Vodja proizvodnje"),
    ],
};

pub(super) static SK: List = List {
    women: &[
        "Mária", "Anna", "Zuzana", "Katarína", "Eva", "Jana", "Helena", "Monika", "Lucia", "Martina", "Petra", "Lenka", "Veronika",
        "Kristína", "Michaela", "Ivana", "Andrea", "Gabriela", "Viera", "Daniela", "Dominika", "Barbora", "Natália", "Simona", "Silvia",
        "Alžbeta", "Soňa", "Tatiana", "Renáta", "Emília",
    ],
    men: &[
        "Jozef", "Ján", "Peter", "Martin", "Milan", "Michal", "Štefan", "Marek", "Tomáš", "Miroslav", "Ladislav", "Juraj", "Lukáš", "Pavol",
        "František", "Alojz", "Vladimír", "Andrej", "Jakub", "Matúš", "Rastislav", "Branislav", "Igor", "Dušan", "Stanislav", "Filip",
        "Samuel", "Marián", "Rudolf", "Ľubomír", "Róbert",
    ],
    families: &[
        "Horváth", "Kováč", "Varga", "Tóth", "Nagy", "Baláž", "Szabó", "Molnár", "Balog", "Lukáč", "Novák", "Kovačík", "Polák", "Gajdoš",
        "Kollár", "Hudák", "Németh", "Oláh", "Sloboda", "Hruška", "Urban", "Pavlík", "Malý", "Zelený", "Veselý", "Šimko", "Hronec",
        "Valko", "Kučera", "Mráz", "Ďuriš", "Fabián", "Benko", "Bartoš", "Hlaváč", "Švec", "Slovák", "Mihálik", "Straka", "Sedlák", "Ondruš",
        "Petrík", "Kubík", "Jurčák", "Blaško", "Chovan", "Michalík", "Štefánik", "Mikuš",
    ],
    jobs: &[
        ("Riaditeľ", "Riaditeľka"), ("Vedúci dielne", "Vedúca dielne"), ("Nákupca", "Nákupkyňa"), ("Technológ", "Technologička"),
        ("Údržbár", "Údržbárka"), ("Majster", "Majsterka"), ("Účtovník", "Účtovníčka"), ("Sústružník", "Sústružníčka"),
        ("Technický riaditeľ", "Technická riaditeľka"), ("Asistent", "Asistentka"), ("Vedúci výroby", "Vedúca výroby"),
        ("Konštruktér", "Konštruktérka"),
    ],
};

pub(super) static SV: List = List {
    women: &[
        "Anna", "Eva", "Maria", "Karin", "Kristina", "Lena", "Kerstin", "Sara", "Emma", "Elin", "Malin", "Ida", "Linnéa", "Johanna",
        "Hanna", "Åsa", "Ulrika", "Susanne", "Birgitta", "Marianne", "Jenny", "Sofia", "Frida", "Ebba", "Astrid", "Maja", "Cecilia",
        "Camilla", "Annika", "Ingrid",
    ],
    men: &[
        "Lars", "Anders", "Johan", "Per", "Nils", "Mikael", "Erik", "Fredrik", "Magnus", "Henrik", "Björn", "Göran", "Håkan", "Mats",
        "Stefan", "Oskar", "Gustav", "Axel", "Emil", "Viktor", "Jonas", "Niklas", "Mattias", "Daniel", "Sven", "Bengt", "Tomas", "Ulf",
        "Rickard", "Kjell", "Åke",
    ],
    families: &[
        "Andersson", "Johansson", "Karlsson", "Nilsson", "Eriksson", "Larsson", "Olsson", "Persson", "Svensson", "Gustafsson", "Pettersson",
        "Jonsson", "Jansson", "Hansson", "Bengtsson", "Nordin", "Lindberg", "Jakobsson", "Magnusson", "Lindström", "Olofsson", "Lindqvist",
        "Lindgren", "Berg", "Axelsson", "Bergström", "Lundberg", "Lind", "Lundgren", "Lundqvist", "Mattsson", "Berglund", "Fredriksson",
        "Sandberg", "Henriksson", "Forsberg", "Sjöberg", "Wallin", "Engström", "Eklund", "Danielsson", "Håkansson", "Bergman", "Nyström",
        "Holm", "Åberg", "Björk", "Söderberg", "Hedlund", "Sundström",
    ],
    jobs: &[
        ("Verkställande direktör", "Verkställande direktör"), ("Verkstadschef", "Verkstadschef"), ("Inköpare", "Inköpare"),
        ("Produktionstekniker", "Produktionstekniker"), ("Underhållschef", "Underhållschef"), ("Arbetsledare", "Arbetsledare"),
        ("Ekonom", "Ekonom"), ("Svarvare", "Svarvare"), ("Teknisk chef", "Teknisk chef"), ("Kontorschef", "Kontorschef"),
        ("Skyddsombud", "Skyddsombud"), ("Platschef", "Platschef"),
    ],
};

pub(super) static SR: List = List {
    women: &[
        "Jelena", "Milica", "Jovana", "Marija", "Ivana", "Ana", "Dragana", "Snežana", "Gordana", "Vesna", "Ljiljana", "Biljana", "Tamara",
        "Katarina", "Sanja", "Nevena", "Tijana", "Teodora", "Anđela", "Svetlana", "Nada", "Mirjana", "Slavica", "Zorica", "Aleksandra",
        "Maja", "Dunja", "Ljubica", "Sofija", "Olivera",
    ],
    men: &[
        "Dragan", "Milan", "Nikola", "Marko", "Aleksandar", "Zoran", "Goran", "Stefan", "Miloš", "Jovan", "Nenad", "Vladimir", "Dejan",
        "Saša", "Bojan", "Slobodan", "Predrag", "Miroslav", "Ivan", "Đorđe", "Petar", "Luka", "Filip", "Uroš", "Vuk", "Branko", "Ljubomir",
        "Nemanja", "Lazar", "Dušan", "Radovan",
    ],
    families: &[
        "Jovanović", "Petrović", "Nikolić", "Marković", "Đorđević", "Stojanović", "Ilić", "Stanković", "Pavlović", "Milošević", "Janković",
        "Popović", "Tomić", "Stefanović", "Simić", "Živković", "Lazić", "Kovačević", "Mladenović", "Savić", "Cvetković", "Todorović",
        "Ristić", "Đurić", "Mitrović", "Radovanović", "Filipović", "Vasić", "Lukić", "Mihajlović", "Obradović", "Aleksić", "Kostić",
        "Jevtić", "Gajić", "Vuković", "Bogdanović", "Ivanović", "Matić", "Antić", "Nešić", "Živanović", "Vučković", "Perić", "Milić",
        "Radić", "Blagojević", "Zdravković", "Knežević", "Ljubičić",
    ],
    jobs: &[
        ("Direktor", "Direktorka"), ("Šef radionice", "Šefica radionice"), ("Šef nabavke", "Šefica nabavke"), ("Tehnolog", "Tehnološkinja"),
        ("Radnik održavanja", "Radnica održavanja"), ("Poslovođa", "Poslovotkinja"), ("Knjigovođa", "Knjigovotkinja"),
        ("Strugar", "Strugarka"), ("Tehnički direktor", "Tehnička direktorka"), ("Sekretar", "Sekretarica"), ("Inženjer", "Inženjerka"),
        ("Šef proizvodnje", "Šefica proizvodnje"),
    ],
};

pub(super) static DE: List = List {
    women: &[
        "Anna", "Sabine", "Petra", "Monika", "Claudia", "Susanne", "Stefanie", "Katharina", "Julia", "Lena", "Birgit", "Heike", "Nicole",
        "Martina", "Ursula", "Franziska", "Johanna", "Miriam", "Silke", "Tanja",
    ],
    men: &[
        "Thomas", "Michael", "Andreas", "Stefan", "Christian", "Markus", "Jürgen", "Klaus", "Uwe", "Frank", "Bernd", "Jens", "Florian",
        "Sebastian", "Tobias", "Matthias", "Holger", "Dieter", "Jan", "Lukas", "Rainer",
    ],
    families: &[
        "Müller", "Schmidt", "Schneider", "Fischer", "Weber", "Meyer", "Wagner", "Becker", "Schulz", "Hoffmann", "Schäfer", "Koch", "Bauer",
        "Richter", "Klein", "Wolf", "Schröder", "Neumann", "Schwarz", "Zimmermann", "Braun", "Krüger", "Hofmann", "Hartmann", "Lange",
        "Werner", "Krause", "Lehmann", "Köhler", "Maier", "Huber", "Vogel",
    ],
    jobs: &[
        ("Geschäftsführer", "Geschäftsführerin"), ("Werkstattleiter", "Werkstattleiterin"), ("Einkäufer", "Einkäuferin"),
        ("Fertigungsingenieur", "Fertigungsingenieurin"), ("Instandhalter", "Instandhalterin"), ("Meister", "Meisterin"),
        ("Buchhalter", "Buchhalterin"), ("Technischer Leiter", "Technische Leiterin"),
    ],
};

//! Forms of given names: each line is one name with its short forms and its spellings in other languages.
//! A short form may stand in several lines (Alex, Saša): it agrees with each of them, which do not agree with each other.

use std::collections::HashMap;
use std::sync::LazyLock;

const LINES: &[&str] = &[
    // English
    "robert bob rob bobby robbie bert roberto",
    "william bill will billy willy liam vilhelm wilhelm viliam vilijem vilim vili",
    "richard dick rick rich ricky rikard richie",
    "james jim jimmy jamie jakob jacob jakub jaka jakov jake",
    "john johnny jack jon jan ivan janez johan johann johannes hans janko vanja anze ivo",
    "jonathan jon jonatan nathan",
    "edward ed eddie ted ned teddy edvard eduard edo",
    "michael mike mick mickey mikael miha mihael michal mihailo mihajlo misa misko micke mihajilo",
    "thomas tom tommy tomas tomaz toma tomasz tomo",
    "charles charlie chuck karl carl karol karlo karel",
    "joseph joe joey jozef josip josef joze jozo pepi jozko",
    "david dave davy davey davo",
    "daniel dan danny danijel dano danilo",
    "matthew matt matej matus matjaz mattias matija mate mateja matti",
    "anthony tony anton antonio ante tone tonci",
    "christopher chris kit kristofer krystof",
    "christian chris kristian kristijan krister",
    "andrew andy drew andrej andreas andrija anders ondrej andraz andrei",
    "alexander alex al sandy xander aleksandar aleksander sasa aco aca sandi sanja sande aljosa sasha saso",
    "alexandra alex sandra aleksandra sasa sanja sasha saska alexa sandy",
    "nicholas nick nicky nikola nikolaj niklas nicolas klaus mikulas miklavz nikolas niko nidza",
    "stephen steve stevie steven stefan stevan stjepan stefan stepan steva stevo stipe",
    "peter pete petar per petr pero petter pera perica petrus",
    "paul paulie pavel pavle pavol pal paja pavo",
    "george georg jiri juraj jurij dorde djordje djura jure goran georgije duro djordjije durica juro jorgen goran",
    "gregory greg grega gregor grgur",
    "samuel sam sammy samo",
    "samantha sam sammy",
    "benjamin ben benny benji",
    "timothy tim timmy timotej",
    "patrick pat paddy patrik",
    "patricia pat patty trish tricia patricija",
    "lawrence larry laurence lorenz lars lovro lovrenc laurie",
    "frederick fred freddy fredrik friedrich fridrik fritz",
    "francis frank frankie franc france franz franjo frantisek fero frans",
    "henry harry hank henrik heinrich hinko",
    "philip phil phillip filip philipp",
    "kenneth ken kenny",
    "ronald ron ronnie",
    "donald don donnie",
    "gerald gerry jerry gerard",
    "vincent vince vinko vincenc",
    "victor vic viktor",
    "louis lou lewis ludvik ludwig lojze alojz alojzij ljudevit lujo",
    "leonard len lenny leo leon",
    "raymond ray",
    "walter walt wally",
    "albert al bert albin",
    "theodore ted theo teodor teo",
    "elizabeth liz beth betty eliza lizzie lisa elisabeth elisabet elizabeta alzbeta jelisaveta bety betka lisbet elsa",
    "margaret maggie meg peggy marge greta marjeta margareta margaretha marketa margita meta",
    "catherine cathy kate katie katherine kathryn kathy kat katarina katja kata kaca katica katka karin kajsa katrin",
    "mary marie maria marija mara marica mia maja mariana miriam marika maricka marcia",
    "anne ann anna ana annie anica anka anja anita anicka annika hana hanka",
    "jane janet jana joan johanna janja",
    "ivana ivanka vanja iva",
    "jovana joka joja",
    "jovan jova joca",
    "jennifer jen jenny jenn",
    "jessica jess jessie",
    "susan sue suzy susie susanne suzana zuzana zuzka suzanne susanna",
    "barbara barb barbie babs barbora barica basia",
    "deborah deb debbie debora",
    "rebecca becky becca rebeka rebecka",
    "dorothy dot dottie dorotea dora doroteja dorota",
    "helen helena jelena alena elena lena nelly ellen jela elin jelka",
    "sarah sara sally sadie sarka",
    "victoria vicky tori viktorija viktoria vika",
    "christine chris christina kristina tina kristin kristina kirsten stina kika",
    "julia julie julija jules juliana julka",
    "theresa terry tess tessa terezija tereza terezia rezka",
    "eleanor ellie nora nell eleonora",
    "emily em emma emilija emilia millie",
    "martha marta marty",
    "veronica ronnie vera veronika nika",
    "abigail abby gail",
    "amanda mandy",
    "angela angie andela andjela angelina",
    "natalie nat natalia natalija natasa natasha nada natalka",
    "sophia sophie sofija zofia sofia zofka zofija sonja",
    // South and West Slavic, Swedish
    "slobodan boban bob sloba",
    "dragan gaga draga dragisa",
    "milan mile mico milenko milos",
    "miroslav miro mirko slavko mirek miras",
    "vladimir vlado vlada vladan vladko",
    "ladislav laco vlado lacko vladislav lado",
    "stanislav stano stanko slavko stane staso",
    "branislav brane branko bane brano",
    "tomislav tomo toma tom",
    "zoran zoki zoka",
    "nenad nesa neno",
    "dejan deki deja",
    "bojan boki boka",
    "predrag pedja peda preda",
    "radoslav rade rado radko radovan",
    "nemanja neman nemnja",
    "uros ura uki",
    "srdan srdjan srki sergej sergije",
    "ljubomir ljuba ljubo lubomir lubo lubos",
    "dusan duda dule dusko",
    "lazar laza laki",
    "ivica ivo ivan",
    "igor igi",
    "bostjan sebastjan sebastian sebastijan boris",
    "rok roko",
    "blaz blazej vlaho",
    "luka lukas lucas luke luks",
    "marko marek marcus mark markus marc mare",
    "martin marty tine martinus",
    "simon sime simo simun",
    "ziga sigmund zigmund",
    "primoz primus",
    "urban urh",
    "bozidar bozo darko boza",
    "miloslav milos milo",
    "jaroslav jaro jarko jarda",
    "rastislav rasto rastko",
    "zdenko zdeno zdenek",
    "vojtech vojto adalbert vojta bela",
    "kristjan kristijan kristian",
    "erik eric erick",
    "gustav gusten gosta gustaf",
    "sven svante",
    "bjorn bear bjarne",
    "lennart lelle",
    "magnus mange",
    "ulf uffe",
    "bengt benke benedikt",
    "kjell chell",
    "leif leffe",
    "goran jorgen yoran",
    "birgitta gitta britta brita brigita brigitte birgit",
    "kerstin kirsten chris",
    "gunilla gun gunnel",
    "ingrid inga",
    "milica mica mila mima",
    "dragana gaga draga gana",
    "snezana sneza sneska snjezana",
    "gordana goca goga",
    "vesna vesnica vesela",
    "ljiljana ljilja lilijana lilian lily ljilj",
    "biljana bilja bilka",
    "tamara tara mara",
    "nevena neva",
    "svetlana ceca sveta",
    "mirjana mira mirka",
    "slavica slava slavka",
    "zorica zora zorka",
    "ljubica ljuba",
    "dusana duska dusanka",
    "mojca marija",
    "spela elizabeta",
    "polona apolonija",
    "alenka alena magdalena lena majda magda",
    "andreja andrea andrejka",
    "nezka agnes neza agnesa agneza",
    "tatjana tanja tatiana tana",
    "katja ekaterina katarina",
    "ursula ursa urska uli",
    "metka marjeta meta",
    "lucia lucija lucka lucie",
    "monika monica moni",
    "jozefina jozefa josefina pepca jozica josephine",
    "frantiska franciska fanika francka",
    "daniela danijela dana",
    "michaela mihaela misa miska michalina",
    "gabriela gabi gabrijela gaby",
    "zdenka zdena",
    "ludmila lida ljudmila milka mila",
    "stanislava stanka stana",
    "bozena boza",
    "eva evica evka ewa",
    "martina tina marti",
    "valentina tina vali",
];

static GROUPS: LazyLock<HashMap<&'static str, Vec<u16>>> = LazyLock::new(|| {
    let mut groups: HashMap<&'static str, Vec<u16>> = HashMap::new();
    for (number, line) in LINES.iter().enumerate() {
        for name in line.split(' ') {
            let of_name = groups.entry(name).or_default();
            let number = number as u16;
            if !of_name.contains(&number) {
                of_name.push(number);
            }
        }
    }
    groups
});

/// The lines in which a folded given name stands.
pub(crate) fn variant_groups(name: &str) -> &'static [u16] {
    GROUPS.get(name).map_or(&[], Vec::as_slice)
}

/// The other forms of a folded given name, each once.
pub(crate) fn other_forms(name: &str) -> Vec<&'static str> {
    let mut forms: Vec<&str> = Vec::new();
    for line in variant_groups(name).iter().filter_map(|group| LINES.get(usize::from(*group))) {
        for form in line.split(' ') {
            if form != name && !forms.contains(&form) {
                forms.push(form);
            }
        }
    }
    forms
}

/// Whether this is a given name people bear, not a misspelling.
pub(crate) fn is_given_name(name: &str) -> bool {
    GROUPS.contains_key(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_their_folded_form() {
        for name in LINES.iter().flat_map(|line| line.split(' ')) {
            assert_eq!(vocabulary::fold(name), name);
            assert!(name.len() > 1, "{name}");
        }
    }

    #[test]
    fn a_short_form_meets_each_of_its_names_but_they_stay_apart() {
        let share =
            |a: &str, b: &str| variant_groups(a).iter().any(|group| variant_groups(b).contains(group));
        for (a, b) in [("bob", "robert"), ("sasa", "aleksandar"), ("sasa", "aleksandra"), ("jan", "janez")] {
            assert!(share(a, b), "{a} {b}");
        }
        for (a, b) in [("aleksandar", "aleksandra"), ("marko", "mirko"), ("jovan", "jovana"), ("ana", "jana")]
        {
            assert!(!share(a, b), "{a} {b}");
        }
    }
}

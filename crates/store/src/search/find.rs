//! Search over all objects: as one types, ranked, within what the viewer may see.
//!
//! Two lists of candidates, each bounded: titles that begin with what was typed, and the newest records that have its
//! words. They are ranked here: the title itself, its beginning, the beginning of a word of it, any other field; people, companies and the like
//! before activities.

use super::condition::all_readable;
use super::phrase::{Phrase, Sight};
use super::text::field_words;
use crate::Datum;
use crate::dialect::{Dialect, Statement};
use crate::layout::ColumnType;
use crate::query::{Hit, Scope, Search};
use crate::write::record::load;
use crate::write::session::Session;
use dictionary::ObjectDef;
use std::collections::HashSet;
use vocabulary::{Id, Result, words};

/// Candidates of each list.
const CANDIDATES: i64 = 80;

struct Candidate {
    entry: i64,
    object: String,
    id: Id,
    owner: Option<Id>,
    title: String,
    title_fold: String,
}

const CANDIDATE: [ColumnType; 6] = [
    ColumnType::Integer,
    ColumnType::Text,
    ColumnType::Id,
    ColumnType::Id,
    ColumnType::Text,
    ColumnType::Text,
];

/// Records whose text has the words, best first.
pub(crate) fn search(session: &mut Session<'_>, search: &Search<'_>) -> Result<Vec<Hit>> {
    let Some(phrase) = Phrase::read(search.text) else { return Ok(Vec::new()) };
    let objects: Vec<&str> = search
        .dictionary
        .objects()
        .iter()
        .filter(|object| object.searchable && search.visibility.scope(&object.key) != Scope::Nothing)
        .map(|object| object.key.as_str())
        .filter(|key| search.objects.is_empty() || search.objects.iter().any(|wanted| wanted == key))
        .collect();
    let mut candidates = by_words(session, search, &phrase, &objects)?;
    candidates.extend(by_title(session, search, &phrase)?);
    let mut seen = HashSet::new();
    candidates.retain(|candidate| {
        objects.contains(&candidate.object.as_str())
            && owner_visible(&search.visibility.scope(&candidate.object), candidate.owner)
            && seen.insert((candidate.object.clone(), candidate.id))
    });
    let title_readable = |candidate: &Candidate| {
        let object = search.dictionary.object(&candidate.object);
        object.is_some_and(|object| search.visibility.may_read(&object.key, &object.title_field))
    };
    // A title one may not read must not show in the sequence either.
    let rank =
        |candidate: &Candidate| if title_readable(candidate) { rank(&phrase, candidate) } else { OTHER };
    let mut ranked: Vec<(u8, Candidate)> =
        candidates.into_iter().map(|candidate| (rank(&candidate), candidate)).collect();
    // Somebody or something before what merely happened: two dozen tasks “Nov cenik” would hide each Novak from who types “nov”. Among equals
    // the shorter title first, then the newer record.
    let happened = |candidate: &Candidate| {
        search.dictionary.object(&candidate.object).is_some_and(|object| object.moment.is_some())
    };
    ranked.sort_by_key(|(rank, candidate)| {
        let length = if *rank < OTHER { candidate.title_fold.len() } else { 0 };
        let late = (1..OTHER).contains(rank) && happened(candidate);
        (*rank == OTHER, late, *rank, length, std::cmp::Reverse(candidate.entry))
    });
    let mut hits = Vec::new();
    for (rank, candidate) in ranked {
        if hits.len() >= search.limit {
            break;
        }
        hits.extend(judge(session, search, &phrase, rank, candidate)?);
    }
    Ok(hits)
}

fn owner_visible(scope: &Scope, owner: Option<Id>) -> bool {
    match scope {
        Scope::Nothing => false,
        Scope::All => true,
        Scope::Owners(owners) => owner.is_some_and(|owner| owners.contains(&owner)),
    }
}

const OTHER: u8 = 4;

fn rank(phrase: &Phrase, candidate: &Candidate) -> u8 {
    let title = candidate.title_fold.as_str();
    if title == phrase.folded {
        0
    } else if title.starts_with(&phrase.folded) {
        1
    } else {
        let title_words = words(title);
        if phrase.found_in(&title_words) {
            2
        } else if phrase.parts.iter().any(|part| part.found_in(&title_words)) {
            3
        } else {
            OTHER
        }
    }
}

/// Whether the viewer may see why the record was found, and where the words stand.
fn judge(
    session: &mut Session<'_>,
    search: &Search<'_>,
    phrase: &Phrase,
    rank: u8,
    candidate: Candidate,
) -> Result<Option<Hit>> {
    let Some(object) = search.dictionary.object(&candidate.object).cloned() else { return Ok(None) };
    let readable = |field: &str| search.visibility.may_read(&object.key, field);
    let title_readable = readable(&object.title_field);
    let title = if title_readable { candidate.title } else { String::new() };
    let hit =
        |matched| Hit { object: candidate.object.clone(), id: candidate.id, title: title.clone(), matched };
    if rank <= 2 && title_readable {
        return Ok(Some(hit(None)));
    }
    let plan = session.plan(&object);
    let Some(record) = load(session, search.workspace, &plan, candidate.id)? else { return Ok(None) };
    let mut all = Vec::new();
    let mut matched = None;
    let title_words = words(&candidate.title_fold);
    for index in &plan.searched {
        let (Some(field), Some(value)) = (object.fields.get(*index), record.values.get(*index)) else {
            continue;
        };
        if !readable(&field.key) {
            continue;
        }
        let from = all.len();
        field_words(field, value, &mut all);
        let own = all.get(from..).unwrap_or_default();
        let beyond_title = |part: &super::phrase::Part| {
            part.found_in(own) && !(title_readable && part.found_in(&title_words))
        };
        if matched.is_none() && field.key != object.title_field && phrase.parts.iter().any(beyond_title) {
            matched = Some(field.key.clone());
        }
    }
    // The index knows the words of hidden fields too: what was found only there was not found.
    if !all_readable(&object, search.visibility) && !phrase.found_in(&all) {
        return Ok(None);
    }
    Ok(Some(hit(matched)))
}

fn by_words(
    session: &mut Session<'_>,
    search: &Search<'_>,
    phrase: &Phrase,
    objects: &[&str],
) -> Result<Vec<Candidate>> {
    let mut found = newest_with(session, search, phrase, objects)?;
    let mut within = objects.to_vec();
    // A list that is full may hold only what happened lately, or only what somebody was offered: those it is about are looked for by
    // themselves.
    let about: [fn(&ObjectDef) -> bool; 2] =
        [|object| object.moment.is_none(), |object| object.fields.iter().any(|field| field.identifying)];
    for about in about {
        let fewer: Vec<&str> = within
            .iter()
            .filter(|key| search.dictionary.object(key).is_some_and(|object| about(object)))
            .copied()
            .collect();
        let full = found.iter().filter(|one| within.contains(&one.object.as_str())).count() as i64;
        if full < CANDIDATES || fewer.is_empty() || fewer.len() == within.len() {
            break;
        }
        let seen: HashSet<i64> = found.iter().map(|candidate| candidate.entry).collect();
        let more = newest_with(session, search, phrase, &fewer)?;
        found.extend(more.into_iter().filter(|candidate| !seen.contains(&candidate.entry)));
        within = fewer;
    }
    Ok(found)
}

/// The newest records of some objects that have the words.
fn newest_with(
    session: &mut Session<'_>,
    search: &Search<'_>,
    phrase: &Phrase,
    objects: &[&str],
) -> Result<Vec<Candidate>> {
    let dialect = session.connection.dialect();
    let complete =
        search.dictionary.objects().iter().filter(|object| object.searchable).count() == objects.len();
    let sight = Sight { objects, complete, visibility: search.visibility };
    let Some(expression) = phrase.expression(dialect, search.workspace, &sight) else {
        return Ok(Vec::new());
    };
    let params =
        |expression| vec![Datum::Text(expression), Datum::Integer(CANDIDATES), search.workspace.into()];
    if dialect == Dialect::Postgres {
        let text = "SELECT entry, object, record_id, owner, title, title_fold FROM search_entry \
             WHERE words @@ ($1::TEXT)::TSQUERY AND workspace_id = $3 ORDER BY entry DESC LIMIT $2";
        return candidates(session, text, params(expression));
    }
    let text = "SELECT e.entry, e.object, e.record_id, e.owner, e.title, e.title_fold FROM \
         (SELECT rowid AS place FROM search_word WHERE search_word MATCH ?1 ORDER BY rowid DESC LIMIT ?2) w \
         CROSS JOIN search_entry e ON e.entry = w.place WHERE e.workspace_id = ?3";
    let whole = phrase.whole_words(dialect, search.workspace, &sight);
    if let Some(whole) = whole.filter(|whole| *whole != expression) {
        let found = candidates(session, text, params(whole))?;
        if found.len() as i64 >= CANDIDATES {
            return Ok(found);
        }
    }
    candidates(session, text, params(expression))
}

fn by_title(session: &mut Session<'_>, search: &Search<'_>, phrase: &Phrase) -> Result<Vec<Candidate>> {
    let text = match session.connection.dialect() {
        Dialect::Sqlite => {
            "SELECT entry, object, record_id, owner, title, title_fold FROM search_entry \
             WHERE workspace_id = ?1 AND title_fold >= ?2 AND title_fold < ?3 ORDER BY title_fold LIMIT ?4"
        }
        Dialect::Postgres => {
            "SELECT entry, object, record_id, owner, title, title_fold FROM search_entry \
             WHERE workspace_id = $1 AND title_fold >= $2 AND title_fold < $3 ORDER BY title_fold LIMIT $4"
        }
    };
    let params = vec![
        search.workspace.into(),
        Datum::Text(phrase.folded.clone()),
        // Beyond every text that begins so.
        Datum::Text(format!("{}\u{10FFFF}", phrase.folded)),
        Datum::Integer(CANDIDATES),
    ];
    candidates(session, text, params)
}

fn candidates(session: &mut Session<'_>, text: &str, params: Vec<Datum>) -> Result<Vec<Candidate>> {
    let mut found = Vec::new();
    let statement = Statement { text: text.to_string(), params, columns: CANDIDATE.to_vec() };
    session.connection.query(&statement, &mut |row| {
        if let [
            Datum::Integer(entry),
            Datum::Text(object),
            Datum::Id(id),
            owner,
            Datum::Text(title),
            Datum::Text(title_fold),
        ] = row
        {
            found.push(Candidate {
                entry: *entry,
                object: object.clone(),
                id: *id,
                owner: owner.id(),
                title: title.clone(),
                title_fold: title_fold.clone(),
            });
        }
        Ok(true)
    })?;
    Ok(found)
}

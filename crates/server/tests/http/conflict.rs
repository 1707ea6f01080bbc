//! Two who change one record: one wins, the other is told what changed and by whom.

use crate::support::World;
use serde_json::json;

#[test]
fn of_those_who_change_a_record_at_once_one_wins_and_the_others_are_told_by_whom() {
    let world = World::start("conflict");
    let id =
        world.alpha.create("companies", &json!({"name": "Fought over"}))["id"].as_str().unwrap().to_string();
    let path = format!("/companies/{id}");
    let writers: Vec<_> = (0..12)
        .map(|number| {
            let (asker, path) = (world.alpha.with("if-match", "\"1\""), path.clone());
            std::thread::spawn(move || (number, asker.patch(&path, &json!({"employees": number}))))
        })
        .collect();
    let answers: Vec<_> = writers.into_iter().map(|writer| writer.join().unwrap()).collect();
    let won: Vec<i32> =
        answers.iter().filter(|(_, answer)| answer.status == 200).map(|(number, _)| *number).collect();
    assert_eq!(won.len(), 1, "one wins");
    for (number, answer) in answers.into_iter().filter(|(number, _)| *number != won[0]) {
        let problem = answer.expect(409);
        let changed = &problem["conflict"]["changed"][0];
        assert_eq!(problem["conflict"]["version"], 2);
        assert_eq!(
            (&changed["field"], &changed["yours"], &changed["theirs"], &changed["by"]),
            (&json!("employees"), &json!(number), &json!(won[0]), &json!("tests"))
        );
    }
    let now = world.alpha.get(&path).expect(200);
    assert_eq!((&now["employees"], &now["version"]), (&json!(won[0]), &json!(2)), "the others left nothing");
    let history = world.alpha.get(&format!("{path}/history")).expect(200);
    assert_eq!(history["data"].as_array().unwrap().len(), 2, "created, changed once");
    // Who looks again may go on.
    let again = world.alpha.with("if-match", "\"2\"").patch(&path, &json!({"employees": 99}));
    assert_eq!(again.expect(200)["version"], 3);
}

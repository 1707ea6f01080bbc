//! The steps of a version, laid out as a flat list of instructions with jumps: where a run stands is then one number.

use super::definition::Step;

/// One instruction: the step it belongs to, where that stands, and where else it may lead.
#[derive(Clone, Debug)]
pub struct Instruction {
    /// Where the step stands, such as `0.then.1`.
    pub path: String,
    /// What it does.
    pub what: What,
}

/// What an instruction does.
#[derive(Clone, Debug)]
pub enum What {
    /// The step itself; where it decides, the number is where it goes when the answer is no.
    Do(Step, usize),
    /// Goes on elsewhere.
    Jump(usize),
    /// Takes the next record of the innermost loop, whose body begins there, or ends it.
    Next(usize),
}

/// The instructions of steps.
pub fn program(steps: &[Step]) -> Vec<Instruction> {
    let mut code = Vec::new();
    lay_out(steps, "", &mut code);
    code
}

fn lay_out(steps: &[Step], at: &str, code: &mut Vec<Instruction>) {
    for (index, step) in steps.iter().enumerate() {
        let path = format!("{at}{index}");
        let place = code.len();
        code.push(Instruction { path: path.clone(), what: What::Do(bare(step), 0) });
        match step {
            Step::Branch { yes, no, .. } | Step::Approve { yes, no, .. } => {
                two_ways(yes, no, (&path, place, "no"), code);
            }
            Step::Await { yes, no, .. } => two_ways(yes, no, (&path, place, "no"), code),
            Step::Each { steps, .. } => {
                lay_out(steps, &format!("{path}.steps."), code);
                code.push(Instruction { path, what: What::Next(place + 1) });
                lead(code, place);
            }
            _ => {}
        }
    }
}

/// The first way, a jump over the second, the second.
fn two_ways(
    first: &[Step],
    second: &[Step],
    (path, place, word): (&str, usize, &str),
    code: &mut Vec<Instruction>,
) {
    lay_out(first, &format!("{path}.yes."), code);
    let jump = code.len();
    code.push(Instruction { path: path.to_string(), what: What::Jump(0) });
    lead(code, place);
    lay_out(second, &format!("{path}.{word}."), code);
    let end = code.len();
    if let Some(instruction) = code.get_mut(jump) {
        instruction.what = What::Jump(end);
    }
}

/// A decision leads to the end of what is laid out so far when the answer is no.
fn lead(code: &mut [Instruction], place: usize) {
    let end = code.len();
    if let Some(Instruction { what: What::Do(_, elsewhere), .. }) = code.get_mut(place) {
        *elsewhere = end;
    }
}

/// The step without those inside it, which have instructions of their own.
fn bare(step: &Step) -> Step {
    let mut step = step.clone();
    match &mut step {
        Step::Branch { yes, no, .. } | Step::Approve { yes, no, .. } => {
            yes.clear();
            no.clear();
        }
        Step::Await { yes, no, .. } => {
            yes.clear();
            no.clear();
        }
        Step::Each { steps, .. } => steps.clear(),
        _ => {}
    }
    step
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn branches_and_loops_become_jumps() {
        let steps: Vec<Step> = serde_json::from_value(json!([
            {"do": "branch", "when": {}, "yes": [{"do": "stop"}], "no": [{"do": "wait", "minutes": 1}]},
            {"do": "each", "object": "deal", "link": "company", "steps": [{"do": "stop"}]},
            {"do": "stop"},
        ]))
        .unwrap();
        let told: Vec<String> = program(&steps)
            .iter()
            .map(|one| match &one.what {
                What::Do(step, to) => format!("{} {} {to}", one.path, step.word()),
                What::Jump(to) => format!("{} jump {to}", one.path),
                What::Next(to) => format!("{} next {to}", one.path),
            })
            .collect();
        assert_eq!(
            told,
            [
                "0 branch 3",
                "0.yes.0 stop 0",
                "0 jump 4",
                "0.no.0 wait 0",
                "1 each 7",
                "1.steps.0 stop 0",
                "1 next 5",
                "2 stop 0"
            ]
        );
    }
}

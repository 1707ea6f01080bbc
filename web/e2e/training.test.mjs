// Training and playbooks: a course is taken with its questions, the manager sees how everybody comes along and gives a course, a lesson
// is written and published, and a playbook's required step holds a deal back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from './axe.mjs';
import { openPage, screenshot, signIn, startBrowser, startKith } from './kith.mjs';

let kith;
let browser;
let page;

before(async () => {
  kith = await startKith();
  browser = await startBrowser();
  page = await openPage(browser, { address: kith.address });
  await signIn(page, kith);
});

after(async () => {
  await browser?.close();
  await kith?.stop();
});

const api = (method, path, body) =>
  page.evaluate(
    async ([method, path, body]) => {
      const session = await (await fetch('/api/v1/session')).json();
      const headers = { 'Content-Type': 'application/json', 'X-Kith-Csrf': session.csrf };
      const answer = await fetch(`/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
      return { status: answer.status, body: answer.status === 204 ? null : await answer.json() };
    },
    [method, path, body],
  );

const is = (field, value) => encodeURIComponent(JSON.stringify({ field, op: 'is', value }));

test('a course is taken: reading, questions with their reasons, the result, and the next lesson', async () => {
  await page.goto('/training');
  const course = page.getByRole('article', { name: 'Offers people can say yes to' });
  await course.getByRole('link', { name: /An offer holds no surprise/ }).click();
  await page.getByRole('heading', { name: 'Before you send it' }).waitFor();
  await page.getByRole('button', { name: 'To the questions' }).click();
  // A wrong answer is told with its reason, and the right one is shown.
  await page.getByRole('radio', { name: /In the terms/ }).click();
  await page.getByRole('button', { name: 'Answer' }).click();
  await page.getByText('Nobody likes to find out.').waitFor();
  await page.getByRole('radio', { name: /In the offer, beside the first price right answer/ }).waitFor();
  await page.getByRole('button', { name: 'Next question' }).click();
  await page.getByRole('radio', { name: /Nothing today/ }).click();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'See the result' }).click();
  await page.getByText('1 of 2 right').waitFor();
  // Again, by the keys alone: what is right is known now.
  await page.getByRole('button', { name: 'Try again' }).click();
  for (const right of ['In the offer, beside the first price', 'Nothing today; call on the day you agreed on']) {
    const option = page.getByRole('radio', { name: right });
    await option.waitFor();
    const number = await option.evaluate((one) => [...one.parentElement.children].indexOf(one) + 1);
    await page.keyboard.press(`${number}`);
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('Right').waitFor();
    await page.keyboard.press('Enter');
  }
  await page.getByText('2 of 2 right').waitFor();
  await page.getByRole('link', { name: 'Next: When they hesitate' }).click();
  await page.getByRole('heading', { name: 'Ask, then be silent' }).waitFor();
  const { body: mine } = await api('GET', '/training');
  assert.equal(mine.courses.find(({ name }) => name.startsWith('Offers')).lessons[0].state, 'passed');
});

test('the manager sees how everybody comes along, and gives a course to a team by a day', async () => {
  await page.goto('/training?part=team');
  const row = (name) => page.getByRole('row', { name: new RegExp(name) });
  await row('Nina Kralj').getByText('Completed').first().waitFor();
  await row('Elin Sandberg').getByText('Overdue').waitFor();
  await assertAccessible(page, 'training of the team');
  await page.getByRole('button', { name: 'Give a course' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Course' }).or(dialog.getByLabel('Course')).first().click();
  await page.getByRole('option', { name: 'Offers people can say yes to' }).click();
  await dialog
    .getByRole('textbox', { name: 'Team' })
    .or(dialog.getByRole('combobox', { name: 'Team' }))
    .first()
    .click();
  await page.getByRole('option', { name: /North and West/ }).click();
  await dialog.getByRole('button', { name: 'Give a course' }).click();
  await page.getByText('Given to North and West').waitFor();
  await row('Elin Sandberg').getByText('0 of 2 lessons').waitFor();
});

test('a lesson is written, looked at as learners see it, and published as a new version', async () => {
  await page.goto('/training?part=courses');
  await page.getByRole('button', { name: 'New course' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Complaints');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Complaints', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'New lesson' }).click();
  const name = page.getByRole('textbox', { name: 'Name of the lesson' });
  await name.fill('Listening first');
  const text = page.getByRole('textbox', { name: 'Text of the lesson' });
  await text.fill('Say thanks');
  await text.press('Control+a');
  await text.press('Control+b');
  assert.equal(await text.inputValue(), '**Say thanks**');
  await page.getByRole('region', { name: 'What it looks like' }).locator('strong', { hasText: 'Say thanks' }).waitFor();
  await page.getByRole('button', { name: 'Add a question' }).click();
  const question = page.getByRole('region', { name: 'Question 1' });
  await question.getByRole('textbox', { name: 'Question 1' }).fill('What comes first?');
  await question.getByRole('textbox', { name: 'Answer 1', exact: true }).fill('Listening');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Explaining');
  await page.keyboard.press('Enter');
  await page.keyboard.type('A discount');
  await question.getByRole('textbox', { name: 'Why it is so' }).fill('They want to be heard.');
  await page.getByText(/Draft kept .* by Ana Kovač/).waitFor();
  await assertAccessible(page, 'lesson editor');
  await screenshot(page, 'lesson-editor');

  await page.getByRole('button', { name: 'Preview' }).click();
  const preview = page.getByRole('dialog');
  await preview.getByRole('button', { name: 'To the questions' }).click();
  await preview.getByRole('radio', { name: /Explaining/ }).click();
  await preview.getByRole('button', { name: 'Answer' }).click();
  await preview.getByText('They want to be heard.').waitFor();
  await page.keyboard.press('Escape');

  // It is in the draft after a reload, and nowhere else.
  await page.reload();
  await page.getByText('Not published yet').waitFor();
  assert.equal(await name.inputValue(), 'Listening first');
  const found = await api('GET', `/lessons?filter=${is('name', 'Listening first')}`);
  assert.equal(found.body.data.length, 0);
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  await page.getByText('Version 1 · nothing to publish').waitFor();

  // A question that cannot be answered is refused where it is.
  await page.getByRole('button', { name: 'Add a question' }).click();
  await page.getByRole('region', { name: 'Question 2' }).getByRole('textbox', { name: 'Question 2' }).fill('And then?');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('dialog').getByText('This becomes a new version.').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  await page
    .getByRole('region', { name: 'Question 2' })
    .getByRole('alert')
    .getByText('Write 2 to 10 answers')
    .waitFor();
  await page.getByRole('button', { name: 'Remove question 2' }).click();
  await text.fill('**Say thanks**, then ask.');
  await page.getByText(/Draft kept/).waitFor();
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  await page.getByText('Version 2 · nothing to publish').waitFor();

  await page.getByRole('link', { name: 'Back to Complaints' }).click();
  await page.getByText('1 of 1 lessons published').waitFor();
  await page.getByRole('switch', { name: 'Learners see it' }).click({ force: true });
  // It is on once the server says so.
  await page.getByRole('switch', { name: 'Learners see it', checked: true }).waitFor();
  await page.goto('/training');
  await page
    .getByRole('article', { name: 'Complaints' })
    .getByRole('link', { name: /Listening first/ })
    .waitFor();
});

test('a required step of the playbook holds a deal in its stage until it is ticked', async () => {
  const stages = (await api('GET', `/stages?filter=${is('name', 'Due')}`)).body.data;
  const offer = (await api('GET', `/stages?filter=${is('name', 'Offer sent')}`)).body.data[0];
  const made = await api('POST', '/deals', { name: 'Renewal of the band saws', stage: stages[0].id });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const { id } = made.body;
  await page.goto(`/deals/${id}`);
  const book = page.getByRole('region', { name: 'What to do now' });
  await book.getByText('A renewal that only repeats').waitFor();
  const refused = await api('PATCH', `/deals/${id}`, { stage: offer.id });
  assert.equal(refused.status, 422);
  assert.match(refused.body.problems[0].message, /Checked with the customer which machines still run/);
  await book.getByRole('checkbox', { name: /Checked with the customer/ }).click();
  await book.getByText('1 of 2').waitFor();
  const path = page.getByRole('list', { name: 'Way through the pipeline' });
  await path.getByRole('button', { name: /^Offer sent/ }).click();
  await path.locator('[aria-current=step]').getByText('Offer sent').waitFor();
  assert.equal((await api('GET', `/deals/${id}`)).body.stage.title, 'Offer sent');
  assert.deepEqual(page.complaints, []);
});

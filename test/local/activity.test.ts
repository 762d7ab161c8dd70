import { expect, test } from 'vitest';
import { createActivity, jobNote, teamsNote } from '../../bot/local/activity.ts';

const NOW = Date.parse('2026-11-23T08:00:00Z');
const exchange = (method: string, path: string, status: number) => ({
  method,
  url: `http://127.0.0.1:3980/v1.0${path}`,
  requestHeaders: {},
  requestBody: null,
  status,
  responseHeaders: {},
  responseBody: null,
});

test.each([
  ['POST', '/users/noor@voorbeeld.example/events', 201, 'Afspraak in de agenda gezet'],
  ['DELETE', '/users/noor@voorbeeld.example/events/AAMkgeheim', 204, 'Afspraak geannuleerd'],
  ['POST', '/users/noor@voorbeeld.example/calendar/getSchedule', 200, 'Vrij en bezet opgevraagd'],
  ['POST', '/users/noor@voorbeeld.example/sendMail', 202, 'Neutrale mail verstuurd'],
  ['GET', '/users/noor@voorbeeld.example?$select=noor', 200, 'Adreslijst geraadpleegd'],
  ['PATCH', '/users/noor@voorbeeld.example/events/AAMkgeheim', 409, 'Outlook weigerde een vraag'],
  ['GET', '/iets/nieuws', 200, 'Outlook iets gevraagd'],
])('%s %s (%i) is one line for people, and names nobody', (method, path, status, text) => {
  const passed: unknown[] = [];
  const activity = createActivity(() => NOW);
  activity.recorder((one) => passed.push(one))(exchange(method, path, status));
  const [note] = activity.notes();
  expect(note).toMatchObject({ at: NOW, kind: 'outlook', text: { nl: text } });
  expect(JSON.stringify(note)).not.toMatch(/noor|geheim|select/);
  expect(passed).toHaveLength(1);
});

test('a job is told by its kind, also one that failed or that this page does not know yet', () => {
  expect(jobNote('chat.send', true)).toMatchObject({ text: { nl: 'Bericht bezorgd' }, code: 'chat.send' });
  expect(jobNote('chat.send', false).text.en).toBe('A job failed; it is tried again');
  expect(jobNote('iets.nieuws', true).text.nl).toBe('Klus uit de rij gedaan');
  expect(teamsNote('update', 'Noor', 200).code).toBe('PUT /v3/conversations/{id}/activities → 200');
});

test('only the newest two hundred are kept, and each is told of', () => {
  let told = 0;
  const activity = createActivity(
    () => NOW,
    () => {
      told += 1;
    },
  );
  for (let n = 0; n < 205; n += 1) activity.note(jobNote(`job.${n}`, true));
  expect(told).toBe(205);
  expect(activity.notes().map(({ code }) => code)).toEqual(
    Array.from({ length: 200 }, (_, n) => `job.${n + 5}`),
  );
});

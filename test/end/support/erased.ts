import { sql } from 'kysely';
import { expect } from 'vitest';
import type { Local } from '../../../bot/local/start.ts';
import type { PersonId } from '../../../bot/rules/ids.ts';
import { walkBlocks } from '../../support/card-reading.ts';
import { allEnds, pass } from '../../support/faults.ts';
import { type Actor, actor, appears, type House, until } from '../../support/house.ts';
import { ask, DAY } from '../../support/review.ts';
import { postForm, raw } from './hostile.ts';
import { DIGITS, THEME } from './secrets.ts';

/** What stood in the house under this person's numbers, before it was erased. */
export type Known = {
  readonly person: PersonId;
  /** Numbers of rows that go: intakes, sessions, requests, cards. */
  readonly ids: readonly string[];
  readonly events: readonly string[];
  /** The person's data key, as it lies in the database. */
  readonly key: Uint8Array;
  /** Wishes as they lay in the database: what a backup holds. */
  readonly wishes: { readonly row: string; readonly sealed: Uint8Array };
  readonly token: string;
};

export function people(local: Local): Readonly<Record<'noor' | 'mila' | 'femke', Actor>> {
  return { noor: actor(local, 'noor'), mila: actor(local, 'mila'), femke: actor(local, 'femke') };
}

/** A director through everything: a session that is over, one to come, calls, an objection, a page, mails, jobs that died. */
export async function playEverything(house: House): Promise<void> {
  const { noor, mila, femke } = people(house);
  for (const person of [noor, mila, femke]) await house.teams.install(person.aad);
  await noor.say('aanmelden');
  await appears(noor, 'coaching.preferences');
  await noor.press('coaching.preferences', { length: '60', place: 'teams', themes: THEME });
  await noor.press('coaching.consent', { language: 'nl', consent: 'yes' });
  const coach = await idByUpn(house, mila.upn);
  await noor.press('coaching.choose-coach', { coach });
  const start = await takeTime(noor);
  await allEnds(house);
  await mila.press('preferences.open');
  await callMe(house, { noor, mila });
  await pass(house, start + DAY - house.clock.now());
  await allEnds(house);
  await ask(noor, 'afspraken');
  await noor.press('coaching.back');
  if (!noor.choices('slot')[0]) await appears(noor, 'coaching.choose-slot');
  await takeTime(noor);
  await allEnds(house);
  await ask(noor, 'mijn gegevens');
  await noor.press('my-data.choose', { wish: 'correct' });
  await noor.press('my-data.correct', { language: 'nl', number: `+${DIGITS}` });
  await ask(noor, 'mijn gegevens');
  await noor.press('my-data.choose', { wish: 'object' });
  await noor.press('my-data.object');
  await byMail(house, noor);
  await ask(noor, 'mijn gegevens');
  await readPage(noor);
  await allEnds(house);
}

async function takeTime(noor: Actor): Promise<number> {
  const [slot = ''] = noor.choices('slot');
  await noor.press('coaching.choose-slot', { slot });
  await until(() => noor.reads().includes('staat in uw agenda'), 20_000);
  return Number(slot);
}

async function callMe(house: House, q: { noor: Actor; mila: Actor }): Promise<void> {
  await ask(q.noor, 'hulplijn');
  await q.noor.press('callback.open');
  await q.noor.press('callback.ask', { phone: `+${DIGITS}`, when: 'soon' });
  await allEnds(house);
  expect(q.mila.reads()).toContain(DIGITS);
  await q.mila.press('callback.take');
}

/** What can not be said in Teams goes by mail, with a link. */
async function byMail(house: House, noor: Actor): Promise<void> {
  await allEnds(house);
  house.teams.setBlocked(noor.aad, true);
  await noor.say('help');
  await allEnds(house);
  house.teams.setBlocked(noor.aad, false);
}

async function readPage(noor: Actor): Promise<void> {
  const link = linkOf(noor);
  const key = /name="key" value="([\w-]{43})"/.exec((await raw(link, { method: 'GET' })).text)?.[1] ?? '';
  expect((await postForm(link, { key })).text).toContain(THEME);
  expect((await postForm(link, { key, as: 'json' })).text).toContain(DIGITS);
}

export function linkOf(person: Actor): string {
  const card = person.messages().findLast((m) => JSON.stringify(m.card).includes('/my-data/'))?.card ?? {};
  return String(walkBlocks(card).find((b) => b.type === 'Action.OpenUrl')?.url ?? '');
}

/** Everything that stands under this person's numbers now; and a job of theirs that died, as an operator would find it. */
export async function learn(house: House): Promise<Known> {
  const { db } = house.parts.c;
  const { noor } = people(house);
  const person = await idByUpn(house, noor.upn);
  const rows = async (table: 'intakes' | 'bookings' | 'callbacks') =>
    (await db.selectFrom(table).select('id').where('director', '=', person).execute()).map(({ id }) =>
      String(id),
    );
  const cards = await db
    .selectFrom('cards')
    .select('id')
    .where((e) => e.or([e('recipient', '=', person), e('whose', '=', person)]))
    .execute();
  const requests = await db.selectFrom('data_requests').select('id').where('person', '=', person).execute();
  const bookings = await db.selectFrom('bookings').select(['event']).where('director', '=', person).execute();
  const intake = await db
    .selectFrom('intakes')
    .selectAll()
    .where('director', '=', person)
    .executeTakeFirstOrThrow();
  const { wrapped } = await db
    .selectFrom('keys')
    .select('wrapped')
    .where('person', '=', person)
    .executeTakeFirstOrThrow();
  const [card] = cards;
  await sql`insert into pgboss.job (name, data) values ('dead', ${JSON.stringify({ kind: 'chat.send', card: card?.id })}::jsonb)`.execute(
    db,
  );
  return {
    person,
    ids: [
      ...(await rows('intakes')),
      ...(await rows('bookings')),
      ...(await rows('callbacks')),
      ...requests.map(({ id }) => id),
      ...cards.map(({ id }) => id),
    ],
    events: bookings.flatMap(({ event }) => event ?? []),
    key: wrapped,
    wishes: { row: intake.id, sealed: intake.preferences_sealed ?? Buffer.of() },
    token: linkOf(noor).split('/').at(-1) ?? '',
  };
}

async function idByUpn(house: House, upn: string): Promise<PersonId> {
  return (
    await house.parts.c.db.selectFrom('people').select('id').where('upn', '=', upn).executeTakeFirstOrThrow()
  ).id;
}

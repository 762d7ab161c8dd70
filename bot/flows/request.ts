import { z } from 'zod';
import type { Fault, View } from '../../cards/view.ts';
import type { PersonId, RequestId } from '../rules/ids.ts';
import { type Amounts, answerRequest, type Price, share } from '../rules/request.ts';
import { nextInQueue } from '../rules/waiting.ts';
import * as cards from '../store/cards.ts';
import type { Db, Trx } from '../store/database.ts';
import * as extras from '../store/extras.ts';
import type { Person } from '../store/people.ts';
import * as settings from '../store/programme.ts';
import * as requests from '../store/requests.ts';
import * as waiting from '../store/waiting.ts';
import type { Context, Handler, Pressed, Reply } from './context.ts';
import { giveExtra, refuseExtra } from './extra.ts';
import { minute } from './minutes.ts';
import { givePlaces, placesOf } from './places.ts';
import * as show from './show.ts';
import { tellRefused } from './waiting.ts';
import { decidersOf, oweRequest } from './weekly.ts';

/** So many fit on a card as choices; what is beyond them goes in the next week's. */
const MOST = 20;
/** At most two reminders for anything. */
const REMINDERS = 2;

/** The weekly moment: everything that was asked since the last one, on one card; and what nobody answered, again. */
export async function weeklyRequest(c: Context, trx: Trx): Promise<void> {
  const open = await requests.unanswered(trx);
  const deciders = await decidersOf(trx);
  if (deciders.length > 0) {
    for (const request of open) await remind(c, trx, { request, deciders });
    await askAnew(c, trx, deciders);
  }
  if (await anythingOpen(trx)) await oweRequest(c, trx);
}

async function askAnew(c: Context, trx: Trx, deciders: readonly Person[]): Promise<void> {
  const free = nextInQueue(await placesOf(c, trx, null), await waiting.queue(trx)).map(({ id }) => id);
  // Who gets a free place within the minute needs no extra one.
  const places = (await waiting.unasked(trx)).filter(({ id }) => !free.includes(id)).slice(0, MOST);
  const sessions = (await extras.unasked(trx)).slice(0, MOST);
  if (places.length + sessions.length === 0) return;
  const id = c.random.uuid() as RequestId;
  const asked = { places: places.length, sessions: sessions.length };
  const request = { id, askedAt: c.clock.now(), asked, price: priceOf(c) };
  await requests.insert(trx, request);
  await waiting.setAsked(
    trx,
    places.map((one) => one.id),
    id,
  );
  await extras.setAsked(
    trx,
    sessions.map((one) => one.id),
    id,
  );
  const outcome = `places-${asked.places} sessions-${asked.sessions}`;
  await minute(c, trx, { actor: 'klankbord', action: 'request.ask', object: id, outcome });
  for (const { id: to } of deciders)
    await tell(c, trx, { request: { ...request, given: null }, to, again: 0 });
}

function priceOf(c: Context): Price | null {
  const { budget, sessions } = c.programme();
  return budget && { ...budget, sessions };
}

type Tell = { readonly request: requests.Kept | Parameters<typeof ask>[1]; readonly to: PersonId };

function tell(c: Context, trx: Trx, { request, to, again }: Tell & { readonly again: number }) {
  const once = `request:${request.id}:${to}:${again}`;
  return show.send(c, trx, { view: ask(c, request), subject: request.id, to, once });
}

async function remind(
  c: Context,
  trx: Trx,
  q: { readonly request: requests.Kept; readonly deciders: readonly Person[] },
): Promise<void> {
  for (const { id: to } of q.deciders)
    for (let again = 0; again <= REMINDERS; again++)
      if (await tell(c, trx, { request: q.request, to, again })) break;
}

async function anythingOpen(db: Db | Trx): Promise<boolean> {
  const found = await Promise.all([waiting.unasked(db), extras.unasked(db), requests.unanswered(db)]);
  return found.some((list) => list.length > 0);
}

/** A contact person who came later is asked too, and the weekly moment follows the settings. */
export async function tendRequests(
  c: Context,
  within: (work: (trx: Trx) => Promise<void>) => Promise<void>,
): Promise<void> {
  if (!(await anythingOpen(c.db))) return;
  await within((trx) => oweRequest(c, trx));
  const deciders = await decidersOf(c.db);
  for (const request of await requests.unanswered(c.db))
    for (const { id: to } of deciders)
      if (!(await cards.madeOnce(c.db, `request:${request.id}:${to}:0`)))
        await within(async (trx) => void (await tell(c, trx, { request, to, again: 0 })));
}

/** The decision: given once, by whoever is first; the others see what it was. */
export const decideRequest: Handler = (p) => {
  const id = p.card.subject as RequestId;
  return p.commit(
    (trx) => decide(p, trx, id),
    (trx) => requests.take(trx, id),
  );
};

async function decide(p: Pressed, trx: Trx, id: RequestId): Promise<Reply> {
  const { c, person } = p;
  const request = await requests.take(trx, id);
  const may = (await decidersOf(trx)).some((one) => one.id === person.id);
  if (!request || !may) return { view: { kind: 'closed' }, subject: id };
  const read = readAnswer(p.inputs, request.asked);
  if (request.given) return { view: receipt(c, request, person.id), subject: id };
  if (read.kind === 'faults') return { view: ask(c, request, read.faults), subject: id };
  const decision = answerRequest(request, read.answer);
  if (decision.kind === 'refused') return { view: ask(c, request, ['places', 'sessions']), subject: id };
  const { given } = decision;
  const at = c.clock.now();
  await requests.answer(trx, { id, given, by: person.id, at });
  const outcome = `places-${given.places}-of-${request.asked.places} sessions-${given.sessions}-of-${request.asked.sessions}`;
  await minute(c, trx, { actor: person.id, action: 'request.answer', object: id, outcome });
  await carryOut(c, trx, { id, given });
  const answered = { ...request, given, answered: { by: person.id, at } };
  await show.withdraw(c, trx, {
    subject: id,
    kinds: ['request'],
    except: p.card.id,
    view: (to) => receipt(c, answered, to),
  });
  return { view: receipt(c, answered, person.id), subject: id };
}

/** Extra places go to the queue, whoever is first there now; sessions to who asked first. */
async function carryOut(c: Context, trx: Trx, q: { id: RequestId; given: Amounts }): Promise<void> {
  const { id, given } = q;
  await settings.lock(trx);
  if (given.places > 0) await settings.addPlaces(trx, given.places);
  await givePlaces(c, trx);
  for (const one of await waiting.askedBy(trx, id)) await tellRefused(c, trx, one);
  const { yes, no } = share(given.sessions, await extras.askedBy(trx, id));
  for (const extra of yes) await giveExtra(c, trx, extra);
  for (const extra of no) await refuseExtra(c, trx, extra);
}

type Read =
  | { readonly kind: 'answer'; readonly answer: Amounts }
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] };

const COUNT = z
  .string()
  .regex(/^\d{1,3}$/)
  .transform(Number);

/** What was not asked needs no answer. */
function readAnswer(inputs: Pressed['inputs'], asked: Amounts): Read {
  const answer = { places: 0, sessions: 0 };
  const faults: Fault[] = [];
  for (const kind of ['places', 'sessions'] as const) {
    if (asked[kind] === 0) continue;
    const read = COUNT.safeParse(inputs[kind]);
    if (read.success && read.data <= asked[kind]) answer[kind] = read.data;
    else faults.push(kind);
  }
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'answer', answer };
}

function ask(
  c: Context,
  { asked, price }: Pick<requests.Kept, 'id' | 'asked' | 'price'>,
  faults: readonly Fault[] = [],
): View {
  const { firm } = c.programme();
  return { kind: 'request', firm, asked, price, faults };
}

function receipt(c: Context, { asked, given, price, answered }: requests.Kept, reader: PersonId): View {
  if (!given || !answered) throw new Error('a request without an answer has no receipt');
  return {
    kind: 'request-answered',
    firm: c.programme().firm,
    asked,
    given,
    price,
    at: answered.at,
    by: answered.by === reader ? 'you' : 'colleague',
  };
}

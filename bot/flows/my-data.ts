import { HOLDINGS, type Holding, type MyData, type Opening, type View, WISHES } from '../../cards/view.ts';
import { never } from '../rules/decision.ts';
import type { PersonId } from '../rules/ids.ts';
import type { Role } from '../rules/programme.ts';
import { MINUTE } from '../rules/time.ts';
import * as cards from '../store/cards.ts';
import * as dataLinks from '../store/data-links.ts';
import type { Trx } from '../store/database.ts';
import * as due from '../store/due.ts';
import * as store from '../store/my-data.ts';
import type { Person } from '../store/people.ts';
import * as people from '../store/people.ts';
import type { Context, Handler, Pressed, Reply, Work } from './context.ts';
import { correctForm } from './correct.ts';
import { eraseAsk } from './erase.ts';
import { objectAsk } from './objection.ts';
import * as show from './show.ts';
import { stopAsk } from './stop.ts';

/** A link to the page works this long, for whoever opens it first. */
export const LINK_MS = 15 * MINUTE;
/** Lines on the card; the page has them all. */
const OPENINGS = 5;

type More = { readonly notice?: MyData['notice']; readonly faults?: MyData['faults'] };

/** `mijn gegevens`, with a fresh link to the page; when that is over the card says so by itself. */
export async function myData(c: Context, trx: Trx, person: Person, more: More = {}): Promise<Reply> {
  const token = Buffer.from(c.random.bytes(32)).toString('base64url');
  const until = c.clock.now() + LINK_MS;
  await dataLinks.insert(trx, { token, person: person.id, expires: until });
  await due.owe(trx, { kind: 'my-data.link', subject: person.id, at: until });
  const link = { url: `${c.publicUrl}/my-data/${token}`, until };
  return { view: { ...(await overview(c, trx, person)), ...more, link }, subject: person.id };
}

/** The last link of this person is over: no card offers it any more. */
export async function linkOver(c: Context, trx: Trx, id: PersonId): Promise<void> {
  const person = await people.byId(trx, id);
  const standing = { subject: id, to: id, kinds: ['my-data'] as const };
  if (await cards.about(trx, { ...standing, recipient: id }))
    await show.change(c, trx, { ...standing, view: await overview(c, trx, person), once: null });
}

/** Without a link. */
export async function overview(c: Context, trx: Trx, person: Person): Promise<MyData> {
  const { firm, municipality, retention } = c.programme();
  return {
    kind: 'my-data',
    holds: holdingsOf(await store.heldOf(trx, person.id)),
    opened: await openings(trx, { person: person.id, limit: OPENINGS }),
    link: null,
    director: person.roles.includes('director'),
    firm,
    municipality,
    retention,
    notice: null,
    faults: [],
  };
}

/** Back from what was looked at, or for a new link. */
export const openMyData: Work = ({ c, person }, trx) => myData(c, trx, person);

/** What somebody wants is first shown with all that it does; it happens on the next press. */
export const chooseWish: Handler = (p) =>
  p.commit(async (trx) => {
    const wish = WISHES.find((one) => one === p.inputs.wish);
    const director = p.person.roles.includes('director');
    if (wish === undefined || (wish === 'stop' && !director))
      return myData(p.c, trx, p.person, { faults: ['wish'] });
    return { view: await asked(p, trx, wish), subject: p.person.id };
  });

function asked({ c, person }: Pressed, trx: Trx, wish: (typeof WISHES)[number]): Promise<View> {
  switch (wish) {
    case 'correct':
      return correctForm(c, trx, { person, faults: [] });
    case 'stop':
      return stopAsk(c, trx, person);
    case 'object':
      return objectAsk(c, trx, person);
    case 'erase':
      return eraseAsk(c, trx, person);
    default:
      return never(wish);
  }
}

/** Who opened what of this person, newest first: a role and a moment, no names. */
export async function openings(
  trx: Trx,
  q: { readonly person: PersonId; readonly limit: number },
): Promise<readonly Opening[]> {
  const opened = await store.openingsOf(trx, q.person, q.limit);
  const all: Opening[] = [];
  for (const one of opened)
    all.push({ at: one.at, by: await roleOf(trx, q.person, one), what: WHAT[one.what] });
  return all;
}

const WHAT = {
  preferences: 'preferences',
  page: 'message',
  'match-request': 'match-request',
  'my-data': 'my-data',
} as const;

/** Cards of a coordinator that tell of a director. */
const OF_COORDINATOR: ReadonlySet<string> = new Set([
  'match-request',
  'match-made',
  'override',
  'override-done',
]);

/** By what they opened, since a person may have two roles, and may have lost them since. */
async function roleOf(
  trx: Trx,
  person: PersonId,
  { actor, what, kind }: store.Opened,
): Promise<Opening['by']> {
  if (actor === person) return 'self';
  if (what === 'preferences' || kind === 'coach-booked' || kind === 'coach-preferences') return 'coach';
  if (what === 'match-request' || (kind !== null && OF_COORDINATOR.has(kind))) return 'coordinator';
  if (actor === null) return 'other';
  for (const role of ['coach', 'coordinator', 'office'] as const satisfies readonly Role[])
    if (await people.hasRole(trx, actor, role)) return role;
  return 'other';
}

function holdingsOf(held: store.Held): readonly Holding[] {
  const there: { readonly [holding in Holding]: boolean } = {
    directory: true,
    phone: held.phone,
    preferences: held.preferences,
    draft: held.draft,
    sessions: held.sessions > 0,
    callbacks: held.callbacks > 0,
    profile: held.profile,
    coaching: held.coaching > 0,
    messages: true,
    record: true,
  };
  return HOLDINGS.filter((holding) => there[holding]);
}

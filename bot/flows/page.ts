import type { Press } from '../../cards/actions.ts';
import type { ViewKind } from '../../cards/view.ts';
import type { Role } from '../rules/programme.ts';
import type { Card } from '../store/cards.ts';
import * as cards from '../store/cards.ts';
import * as links from '../store/links.ts';
import type { Person } from '../store/people.ts';
import * as people from '../store/people.ts';
import type { Context, Shown } from './context.ts';
import { minute } from './minutes.ts';
import { press } from './turn.ts';

/** The card behind a link in a mail, as it stands now. That it was opened is recorded. Null: no such link (any more). */
export async function openPage(c: Context, token: string): Promise<Shown | null> {
  const behind = await find(c, token);
  if (!behind) return null;
  const { person, card } = behind;
  const newest = await cards.current(c.db, card);
  if (!mayRead(person, newest.kind)) return null;
  const view = await cards.view(c.db, c.box, newest);
  if (!view) return null;
  await c.db
    .transaction()
    .execute((trx) =>
      minute(c, trx, { actor: person.id, action: 'page.open', object: newest.subject, outcome: newest.kind }),
    );
  return { view, card: newest.id, language: person.language, zone: c.programme().zone, kept: true };
}

/** A button on that page: the same press as in a chat. `key` names this very press, for when it comes twice. */
export async function pressOnPage(
  c: Context,
  q: { token: string; press: Press; key: string },
): Promise<Shown | null> {
  const behind = await find(c, q.token);
  if (!behind) return null;
  const { person } = behind;
  return press(c, { person, event: null, key: q.key, press: q.press, activity: null, by: 'invoke' });
}

/** Cards that tell about somebody else: only for who has the role by which they were sent, still. */
const READERS: { readonly [kind in ViewKind]?: readonly Role[] } = {
  'match-request': ['coordinator'],
  'match-made': ['coordinator'],
  'coach-booked': ['coach'],
  'coach-preferences': ['coach'],
  'callback-request': ['coach', 'coordinator'],
};

function mayRead(person: Person, kind: ViewKind): boolean {
  const readers = READERS[kind];
  return readers === undefined || readers.some((role) => person.roles.includes(role));
}

async function find(c: Context, token: string): Promise<{ person: Person; card: Card } | null> {
  const link = await links.find(c.db, token, c.clock.now());
  const card = link && (await cards.find(c.db, link.card));
  const person = link && (await people.byId(c.db, link.person));
  return card && person && person.roles.length > 0 ? { person, card } : null;
}

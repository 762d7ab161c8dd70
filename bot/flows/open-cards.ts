import type { Verb } from '../../cards/actions.ts';
import { drawCard } from '../../cards/draw.ts';
import { type CardParts, headingOf, verbsOf } from '../../cards/parts.ts';
import type { ViewKind } from '../../cards/view.ts';
import type { CardId } from '../rules/ids.ts';
import type { Role } from '../rules/programme.ts';
import type { Moment } from '../rules/time.ts';
import * as bookings from '../store/bookings.ts';
import * as cards from '../store/cards.ts';
import type { Db } from '../store/database.ts';
import type { Person } from '../store/people.ts';
import type { Context } from './context.ts';
import { HANDLERS } from './handlers.ts';
import { mayRead } from './readers.ts';

/** A card in a list: its heading alone, which is neutral. */
export type OpenCard = {
  readonly id: CardId;
  readonly kind: ViewKind;
  readonly subject: string;
  readonly heading: string;
  readonly at: Moment;
  /** Something can be pressed on it. */
  readonly asks: boolean;
};

const MOST = 30;

/** Begun by its reader: on a page it is begun there. */
const BEGUN: ReadonlySet<ViewKind> = new Set(['help', 'override-who', 'override']);

/** They stand on the page of their session, while that is to come. */
const OF_SESSION: ReadonlySet<ViewKind> = new Set(['coach-booked', 'coach-preferences']);

/**
 * What is there for somebody on a page, newest first: everything that did not reach them in Teams, and every
 * card that asks something of them as coach or coordinator, wherever it stands. A new kind of card with a button
 * in handlers.ts is in it by itself.
 */
export async function openCards(c: Context, person: Person): Promise<readonly OpenCard[]> {
  const standing = await cards.standingFor(c.db, { recipient: person.id, limit: MOST });
  const sessions = await bookings.coming(c.db, { person: person.id, now: c.clock.now() });
  const coming = new Set<string>(sessions.map(({ id }) => id));
  const found: OpenCard[] = [];
  for (const card of standing) {
    if (!mayRead(person, card.kind)) continue;
    if (OF_SESSION.has(card.kind) && coming.has(card.subject)) continue;
    if (BEGUN.has(card.kind) && (card.activity !== null || card.kind !== 'help')) continue;
    const parts = await partsOf(c, c.db, { card, person });
    if (!parts) continue;
    const mine = verbsOf(parts).filter((verb) => mayPress(person, verb, card.kind));
    const asks = mine.length > 0;
    if (card.activity !== null && !mine.some((verb) => asFirm(person, verb))) continue;
    found.push({ ...card, heading: headingOf(parts), asks });
  }
  return found;
}

async function partsOf(
  c: Context,
  db: Db,
  q: { card: cards.Card; person: Person },
): Promise<CardParts | null> {
  const view = await cards.view(db, c.box, q.card);
  if (!view) return null;
  const { language } = q.person;
  return drawCard(view, { language, zone: c.programme().zone, card: q.card.id });
}

function mayPress(person: Person, verb: Verb, kind: ViewKind): boolean {
  const { on, roles } = HANDLERS[verb];
  return on.includes(kind) && roles.some((role) => person.roles.includes(role));
}

/** A button that asks something of this person as coach or coordinator; what everybody can press does not. */
function asFirm(person: Person, verb: Verb): boolean {
  const { roles } = HANDLERS[verb];
  return (
    !roles.includes('office') && FIRM.some((role) => roles.includes(role) && person.roles.includes(role))
  );
}

const FIRM: readonly Role[] = ['coach', 'coordinator'];

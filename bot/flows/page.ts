import type { Press } from '../../cards/actions.ts';
import type { CardId } from '../rules/ids.ts';
import * as cards from '../store/cards.ts';
import type { Person } from '../store/people.ts';
import type { Context, Shown } from './context.ts';
import { minute } from './minutes.ts';
import { press } from './press.ts';
import { mayRead } from './readers.ts';

/** A card of this person as it stands now. That it was opened is recorded. Null: it is not theirs, or not there (any more). */
export async function openCard(
  c: Context,
  q: { readonly person: Person; readonly card: CardId },
): Promise<Shown | null> {
  const { person } = q;
  const card = await cards.find(c.db, q.card);
  if (card?.recipient !== person.id) return null;
  const newest = await cards.current(c.db, card);
  if (newest.recipient !== person.id || !mayRead(person, newest.kind)) return null;
  const view = await cards.view(c.db, c.box, newest);
  if (!view) return null;
  await c.db
    .transaction()
    .execute((trx) =>
      minute(c, trx, { actor: person.id, action: 'page.open', object: newest.subject, outcome: newest.kind }),
    );
  return { view, card: newest.id, language: person.language, zone: c.programme().zone, kept: true };
}

/** A button on such a card: the same press as in a chat. `key` names this very press, for when it comes twice. */
export async function pressOnPage(
  c: Context,
  q: { readonly person: Person; readonly press: Press; readonly key: string },
): Promise<Shown> {
  const pressed = await cards.find(c.db, q.press.card as CardId);
  return press(c, { ...q, chat: null, pressed, activity: null, by: 'invoke' });
}

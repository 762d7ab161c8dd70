import type { CardId } from '../rules/ids.ts';
import * as cards from '../store/cards.ts';
import type { OpenCallback, Waiting } from '../store/coordination.ts';
import * as coordination from '../store/coordination.ts';
import type { Person } from '../store/people.ts';
import { coachPool, type Pooled } from './coach-pool.ts';
import type { Context } from './context.ts';
import { minute } from './minutes.ts';

export type Coordination = {
  readonly pool: readonly Pooled[];
  /** With the card on which this coordinator chooses, when they have it. */
  readonly waiting: readonly (Waiting & { readonly card: CardId | null })[];
  readonly callbacks: readonly OpenCallback[];
};

/** What the firm's coordinator looks after. Nobody of the municipality gets this, and that it was read is recorded. */
export async function coordinationFor(c: Context, person: Person): Promise<Coordination> {
  await c.db
    .transaction()
    .execute((trx) =>
      minute(c, trx, { actor: person.id, action: 'page.open', object: person.id, outcome: 'coordination' }),
    );
  const waiting = await coordination.waitingForMatch(c.db);
  return {
    pool: await coachPool(c),
    waiting: await Promise.all(
      waiting.map(async (one) => ({ ...one, card: await matchCard(c, person, one) })),
    ),
    callbacks: await coordination.openCallbacks(c.db),
  };
}

async function matchCard(c: Context, person: Person, { intake }: Waiting): Promise<CardId | null> {
  const [card] = await cards.standingFor(c.db, { recipient: person.id, subject: intake, limit: 1 });
  return card?.kind === 'match-request' ? card.id : null;
}

import { mailOf } from '../../cards/mail.ts';
import type { Outcome } from '../ports.ts';
import { never } from '../rules/decision.ts';
import type { CardId } from '../rules/ids.ts';
import { HOUR } from '../rules/time.ts';
import * as cards from '../store/cards.ts';
import type { Trx } from '../store/database.ts';
import * as links from '../store/links.ts';
import type { Person } from '../store/people.ts';
import * as people from '../store/people.ts';
import { waitingFor } from './waiting.ts';
import type { Ran, Work } from './work.ts';

/** A link in a mail finds its card this long. It opens nothing: the page asks for a code. */
const LINK_MS = 30 * 24 * HOUR;

/** A neutral mail with a link to the card's page, at most once (as `sendCard`). */
export async function mailCard(w: Work, id: CardId): Promise<Ran> {
  const ready = await w.c.db.transaction().execute((trx) => prepare(w, trx, id));
  if (!ready) return 'done';
  const { person, token } = ready;
  const { subject, text } = mailOf(person.language, `${w.publicUrl}/p/${token}`);
  const answer = await w.mail.send({ to: person.mail, subject, text });
  await w.c.db.transaction().execute(async (trx) => {
    const card = await cards.take(trx, id);
    const waiting = card && (await waitingFor(trx, card));
    if (waiting) await settle(w, trx, { id: waiting.id, answer });
  });
  return 'done';
}

/** The link shows the newest card, so one mail speaks for whatever took the place of what it was sent for. */
async function settle(w: Work, trx: Trx, q: { id: CardId; answer: Outcome<void> }): Promise<void> {
  const { id, answer } = q;
  await cards.settle(trx, id, { state: stateAfter(answer.kind), by: 'mail' });
  if (answer.kind === 'later')
    await w.c.jobs.owe(trx, { kind: 'mail.send', card: id }, { afterMs: answer.afterMs });
}

async function prepare(w: Work, trx: Trx, id: CardId): Promise<{ person: Person; token: string } | null> {
  const card = await cards.take(trx, id);
  if (card?.state !== 'owed') {
    // A process died while the mail was out: it is left at that.
    const waiting = card && (await waitingFor(trx, card));
    if (waiting) await cards.settle(trx, waiting.id, { state: 'unknown' });
    return null;
  }
  const person = await people.byId(trx, card.recipient);
  const token = Buffer.from(w.random.bytes(32)).toString('base64url');
  await links.insert(trx, { token, card: id, person: person.id, expires: w.c.clock.now() + LINK_MS });
  await cards.settle(trx, id, { state: 'sending' });
  return { person, token };
}

function stateAfter(kind: 'done' | 'refused' | 'later' | 'unknown') {
  switch (kind) {
    case 'done':
      return 'mailed';
    case 'refused':
      return 'impossible';
    case 'later':
      return 'owed';
    case 'unknown':
      return 'unknown';
    default:
      return never(kind);
  }
}

import type { CallbackId } from '../rules/ids.ts';
import * as callbacks from '../store/callbacks.ts';
import type { Trx } from '../store/database.ts';
import { asked, cancelEscalation, readAs } from './callback-reader.ts';
import type { Handler, Pressed, Reply } from './context.ts';
import { minute } from './minutes.ts';
import * as show from './show.ts';

/**
 * "No call after all": whoever was asked reads that it is not needed any more, and nothing of it is kept. Of one
 * that somebody took meanwhile it says so, and that nobody has to answer a call.
 */
export const withdrawCallback: Handler = (p) => {
  const id = p.card.subject as CallbackId;
  return p.commit(
    (trx) => withdraw(p, trx, id),
    // Before the card: who was asked may take it at this moment, and that press holds another card.
    (trx) => callbacks.take(trx, p.c.box, id),
  );
};

async function withdraw({ c, person, card }: Pressed, trx: Trx, id: CallbackId): Promise<Reply> {
  const callback = await callbacks.take(trx, c.box, id);
  if (callback && callback.director !== person.id) return { view: { kind: 'closed' }, subject: person.id };
  if (callback?.state === 'taken') {
    const as = await readAs(c, trx, callback);
    return { view: asked(c, { callback, as, taken: true }), subject: id };
  }
  const view = { kind: 'callback-withdrawn', helpline: c.programme().helpline } as const;
  if (callback) {
    await callbacks.remove(trx, id);
    await cancelEscalation(trx, id);
    await show.withdraw(c, trx, { subject: id, kinds: ['callback-request'] });
    const kinds = ['callback-asked'] as const;
    await show.withdraw(c, trx, { subject: id, kinds, except: card.id, view: () => view });
    await minute(c, trx, { actor: person.id, action: 'callback.withdraw', object: id, outcome: 'withdrawn' });
  }
  return { view, subject: id };
}

import type { CallbackReader, View } from '../../cards/view.ts';
import { never } from '../rules/decision.ts';
import type { CallbackId, PersonId } from '../rules/ids.ts';
import { addWorkingHours } from '../rules/time.ts';
import type { Callback } from '../store/callbacks.ts';
import * as callbacks from '../store/callbacks.ts';
import type { Trx } from '../store/database.ts';
import * as due from '../store/due.ts';
import * as intakes from '../store/intakes.ts';
import type { Person } from '../store/people.ts';
import * as people from '../store/people.ts';
import type { Context } from './context.ts';
import { coordinatorOf } from './coordinator.ts';
import { minute } from './minutes.ts';
import * as show from './show.ts';

const ESCALATE = 'callback.escalate';

export type Reader = { readonly as: CallbackReader; readonly reader: Person };

/** Whose it is to call: the own coach's, as long as that is one, and else the coordinator's. */
export async function readerOf(c: Context, trx: Trx, director: PersonId): Promise<Reader> {
  const intake = await intakes.ofDirector(trx, c.box, director);
  const coach = intake?.coach ? await people.byId(trx, intake.coach) : null;
  if (coach?.roles.includes('coach')) return { as: 'coach', reader: coach };
  return { as: 'coordinator', reader: await coordinatorOf(trx) };
}

/** As what the director knows who is asked: a coordinator who is not their coach is one, and else it is their coach, or was. */
export async function readAs(c: Context, trx: Trx, { director, reader }: Callback): Promise<CallbackReader> {
  const own = await readerOf(c, trx, director);
  if (own.as === 'coach' && own.reader.id === reader) return 'coach';
  return (await people.hasRole(trx, reader, 'coordinator')) ? 'coordinator' : 'coach';
}

/** From when on the coordinator is asked in the place of a coach who did not say that they will call. */
export async function oweEscalation(c: Context, trx: Trx, callback: Callback): Promise<void> {
  const { callBackHours, zone } = c.programme();
  const at = addWorkingHours(callback.askedAt, callBackHours, zone);
  await due.owe(trx, { kind: ESCALATE, subject: callback.id, at });
}

/** Nobody has to call any more, or somebody said that they will. */
export function cancelEscalation(trx: Trx, id: CallbackId): Promise<void> {
  return due.cancel(trx, ESCALATE, id);
}

/** The own coach did not say so in time: the coordinator is asked in their place. */
export async function escalateCallback(c: Context, trx: Trx, id: CallbackId): Promise<void> {
  const callback = await callbacks.take(trx, c.box, id);
  if (callback?.state !== 'asked') return;
  await hand(c, trx, { callback, as: 'coordinator', reader: await coordinatorOf(trx), why: 'escalate' });
}

/**
 * The contact of this director with `former` ended: what waits there for a call goes to who comes after, at once.
 * Whoever was asked before reads that it is not needed any more, and nobody hears why. The term goes on as it was.
 */
export async function moveCallback(
  c: Context,
  trx: Trx,
  q: { readonly director: PersonId; readonly former: PersonId },
): Promise<void> {
  const callback = await callbacks.pending(trx, c.box, q.director);
  if (callback?.reader !== q.former) return;
  await hand(c, trx, { callback, ...(await readerOf(c, trx, q.director)), why: 'move' });
}

/** Whoever was asked is neither coach nor coordinator any more, whatever change of roles that was. */
export async function moveStray(c: Context, trx: Trx, id: CallbackId): Promise<void> {
  const callback = await callbacks.take(trx, c.box, id);
  if (callback?.state !== 'asked' || !(await callbacks.strays(trx)).includes(id)) return;
  await hand(c, trx, { callback, ...(await readerOf(c, trx, callback.director)), why: 'move' });
}

async function hand(
  c: Context,
  trx: Trx,
  q: Reader & { readonly callback: Callback; readonly why: 'escalate' | 'move' },
): Promise<void> {
  const { as, reader } = q;
  const { id, reader: former, director } = q.callback;
  if (former === reader.id) return;
  const callback = { ...q.callback, reader: reader.id };
  await callbacks.save(trx, c.box, callback);
  await settleTerm(c, trx, { callback, as });
  await show.withdraw(c, trx, { subject: id, kinds: ['callback-request'] });
  const { name } = await people.byId(trx, director);
  const view = request({ callback, name, taken: false });
  // Only once by its state: the row names who is asked now.
  await show.send(c, trx, { view, subject: id, to: reader.id, whose: director, once: null });
  await showAsked(c, trx, q);
  await minute(c, trx, { actor: 'klankbord', action: `callback.${q.why}`, object: id, outcome: as });
}

async function settleTerm(c: Context, trx: Trx, q: { callback: Callback; as: CallbackReader }) {
  switch (q.as) {
    case 'coach':
      return oweEscalation(c, trx, q.callback);
    case 'coordinator':
      return cancelEscalation(trx, q.callback.id);
    default:
      return never(q.as);
  }
}

/** To who is asked to call. */
export function request(q: { callback: Callback; name: string; taken: boolean }): View {
  const { id: callback, phone, when, askedAt: asked } = q.callback;
  return { kind: 'callback-request', callback, name: q.name, phone, when, asked, taken: q.taken };
}

/** To the director: who has their number now. */
export function asked(c: Context, q: Asked): View {
  const { firm, helpline } = c.programme();
  const { as: reader, taken } = q;
  const { when } = q.callback;
  return { kind: 'callback-asked', reader, when, firm, helpline, ...(taken && { taken }) };
}

/** Every card on which the director reads it says how it stands now, and no message is sent for that. */
export function showAsked(c: Context, trx: Trx, q: Asked): Promise<void> {
  const { id: subject } = q.callback;
  return show.withdraw(c, trx, { subject, kinds: ['callback-asked'], view: () => asked(c, q) });
}

export type Asked = {
  readonly callback: Callback;
  readonly as: CallbackReader;
  readonly taken?: true;
};

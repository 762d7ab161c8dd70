import { z } from 'zod';
import { CALLBACK_WHEN, type CallbackReader, type View } from '../../cards/view.ts';
import type { CallbackId } from '../rules/ids.ts';
import { addWorkingHours } from '../rules/time.ts';
import type { Callback } from '../store/callbacks.ts';
import * as callbacks from '../store/callbacks.ts';
import type { Trx } from '../store/database.ts';
import * as due from '../store/due.ts';
import * as intakes from '../store/intakes.ts';
import * as ownWords from '../store/own-words.ts';
import type { Person } from '../store/people.ts';
import * as people from '../store/people.ts';
import type { Context, Handler, Pressed } from './context.ts';
import { coordinatorOf } from './coordinator.ts';
import { minute } from './minutes.ts';
import * as show from './show.ts';

/** The form: the number from the directory, to be confirmed, and when. */
export const openCallback: Handler = (p) =>
  p.commit(async (trx) => {
    const { as } = await readerOf(p.c, trx, p.person);
    return { view: await form(p, trx, { as, faults: [] }), subject: p.person.id };
  });

/** The request goes to the own coach, or before there is one to the coordinator. A second one mends the first. */
export const askCallback: Handler = (p) =>
  p.commit(async (trx) => {
    const { c, person } = p;
    // Two forms sent at once go one after the other: the second mends the first.
    await people.lock(trx, [person.id]);
    const { as, reader } = await readerOf(c, trx, person);
    const phone = phoneSchema.safeParse(p.inputs.phone);
    const when = z.enum(CALLBACK_WHEN).safeParse(p.inputs.when ?? 'soon');
    if (!phone.success) return { view: await form(p, trx, { as, faults: ['phone'] }), subject: person.id };
    if (!when.success) return { view: await form(p, trx, { as, faults: ['when'] }), subject: person.id };
    const now = c.clock.now();
    const pending = await callbacks.pending(trx, c.box, person.id);
    const id = pending?.id ?? (c.random.uuid() as CallbackId);
    const wish = { phone: phone.data, when: when.data, askedAt: now };
    const callback: Callback = { id, director: person.id, reader: reader.id, state: 'asked', ...wish };
    await callbacks.save(trx, c.box, callback);
    await tellReader(c, trx, { callback, name: person.name, again: pending !== null });
    const { firm, helpline, callBackHours, zone } = c.programme();
    if (as === 'coach') {
      const at = addWorkingHours(now, callBackHours, zone);
      await due.owe(trx, { kind: 'callback.escalate', subject: id, at });
    }
    await minute(c, trx, { actor: person.id, action: 'callback.ask', object: id, outcome: as });
    return { view: { kind: 'callback-asked', reader: as, when: when.data, firm, helpline }, subject: id };
  });

/** The own coach did not say so in time: the coordinator is asked in their place. */
export async function escalateCallback(c: Context, trx: Trx, id: CallbackId): Promise<void> {
  const callback = await callbacks.take(trx, c.box, id);
  const coordinator = await coordinatorOf(trx);
  if (callback?.state !== 'asked' || callback.reader === coordinator.id) return;
  const theirs = { ...callback, reader: coordinator.id };
  await callbacks.save(trx, c.box, theirs);
  await show.withdraw(c, trx, { subject: id, kinds: ['callback-request'] });
  const { name } = await people.byId(trx, callback.director);
  await show.send(c, trx, {
    view: request({ callback: theirs, name, taken: false }),
    subject: id,
    to: coordinator.id,
    whose: callback.director,
    once: `callback-escalated:${id}:${callback.askedAt}`,
  });
  await minute(c, trx, {
    actor: 'klankbord',
    action: 'callback.escalate',
    object: id,
    outcome: 'coordinator',
  });
}

/** "I will call": so that two people do not both call, or neither. */
export const takeCallback: Handler = (p) =>
  p.commit(async (trx) => {
    const { c, person } = p;
    const callback = await callbacks.take(trx, c.box, p.card.subject as CallbackId);
    if (!callback || callback.reader !== person.id)
      return { view: { kind: 'closed' }, subject: p.card.subject };
    await callbacks.taken(trx, callback.id);
    await due.cancel(trx, 'callback.escalate', callback.id);
    await minute(c, trx, {
      actor: person.id,
      action: 'callback.take',
      object: callback.id,
      outcome: 'taken',
    });
    const director = await people.byId(trx, callback.director);
    return {
      view: request({ callback, name: director.name, taken: true }),
      subject: callback.id,
      whose: callback.director,
    };
  });

/** Digits with the usual marks, 6 to 15 digits (E.164). */
export const phoneSchema = z
  .string()
  .trim()
  .max(30)
  .regex(/^\+?[\d\s().-]+$/)
  .refine((phone) => /^\d{6,15}$/.test(phone.replace(/\D/g, '')));

/** Filled in with the number that this person gave before, or else the directory's. */
async function form(
  p: Pressed,
  trx: Trx,
  q: { readonly as: CallbackReader; readonly faults: Extract<View, { kind: 'callback' }>['faults'] },
): Promise<View> {
  const { phone: own } = await ownWords.find(trx, p.c.box, p.person.id);
  const phone = own ?? p.person.phone;
  return { kind: 'callback', phone, reader: q.as, firm: p.c.programme().firm, faults: q.faults };
}

async function readerOf(
  c: Context,
  trx: Trx,
  person: Person,
): Promise<{ as: CallbackReader; reader: Person }> {
  const intake = await intakes.ofDirector(trx, c.box, person.id);
  const coach = intake?.coach ? await people.byId(trx, intake.coach) : null;
  if (coach?.roles.includes('coach')) return { as: 'coach', reader: coach };
  return { as: 'coordinator', reader: await coordinatorOf(trx) };
}

async function tellReader(
  c: Context,
  trx: Trx,
  q: { callback: Callback; name: string; again: boolean },
): Promise<void> {
  const { callback } = q;
  const view = request({ ...q, taken: false });
  const message = { view, subject: callback.id, to: callback.reader, whose: callback.director };
  if (q.again) await show.change(c, trx, { ...message, kinds: ['callback-request'], once: null });
  else await show.send(c, trx, { ...message, once: `callback:${callback.id}` });
}

function request(q: { callback: Callback; name: string; taken: boolean }): View {
  const { id: callback, phone, when, askedAt: asked } = q.callback;
  return { kind: 'callback-request', callback, name: q.name, phone, when, asked, taken: q.taken };
}

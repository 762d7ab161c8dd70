import { z } from 'zod';
import { CALLBACK_WHEN, type CallbackReader, type View } from '../../cards/view.ts';
import type { CallbackId, PersonId } from '../rules/ids.ts';
import type { Callback } from '../store/callbacks.ts';
import * as callbacks from '../store/callbacks.ts';
import type { Trx } from '../store/database.ts';
import * as intakes from '../store/intakes.ts';
import * as ownWords from '../store/own-words.ts';
import * as people from '../store/people.ts';
import {
  asked,
  cancelEscalation,
  oweEscalation,
  readAs,
  readerOf,
  request,
  showAsked,
} from './callback-reader.ts';
import type { Context, Handler, Pressed, Reply } from './context.ts';
import { minute } from './minutes.ts';
import * as show from './show.ts';

/** The form: the number from the directory, to be confirmed, and when. */
export const openCallback: Handler = (p) =>
  p.commit(async (trx) => {
    const { as } = await readerOf(p.c, trx, p.person.id);
    return { view: await form(p, trx, { as, faults: [] }), subject: p.person.id };
  });

/** The request goes to the own coach, or before there is one to the coordinator. A second one mends the first. */
export const askCallback: Handler = (p) =>
  p.commit(async (trx) => {
    const { c, person } = p;
    // A coach who is changed meanwhile is waited for, and two forms sent at once go one after the other.
    const intake = await intakes.ofDirector(trx, c.box, person.id);
    if (intake) await intakes.take(trx, c.box, intake.id);
    await people.lock(trx, [person.id]);
    const { as, reader } = await readerOf(c, trx, person.id);
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
    if (pending) await showAsked(c, trx, { callback, as });
    await tellReader(c, trx, { callback, name: person.name, before: pending?.reader ?? null });
    if (as === 'coach') await oweEscalation(c, trx, callback);
    await minute(c, trx, { actor: person.id, action: 'callback.ask', object: id, outcome: as });
    return { view: asked(c, { callback, as }), subject: id };
  });

/** "I will call": so that two people do not both call, or neither. */
export const takeCallback: Handler = (p) => {
  const id = p.card.subject as CallbackId;
  return p.commit(
    (trx) => take(p, trx, id),
    // Before the card: who asked may take it back at this moment, and that press holds another card.
    (trx) => callbacks.take(trx, p.c.box, id),
  );
};

async function take(p: Pressed, trx: Trx, id: CallbackId): Promise<Reply> {
  const { c, person } = p;
  const callback = await callbacks.take(trx, c.box, id);
  if (!callback || callback.reader !== person.id)
    return { view: { kind: 'closed' }, subject: p.card.subject };
  await callbacks.taken(trx, callback.id);
  await cancelEscalation(trx, callback.id);
  await showAsked(c, trx, { callback, as: await readAs(c, trx, callback), taken: true });
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
}

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
  const { firm, helpline } = p.c.programme();
  return { kind: 'callback', phone, reader: q.as, firm, helpline, faults: q.faults };
}

/** Who was asked `before` and is asked again has it changed where it stands; of anybody else it is taken back. */
async function tellReader(
  c: Context,
  trx: Trx,
  q: { callback: Callback; name: string; before: PersonId | null },
): Promise<void> {
  const { id: subject, reader: to, director: whose } = q.callback;
  const message = { view: request({ ...q, taken: false }), subject, to, whose, once: null } as const;
  const kinds = ['callback-request'] as const;
  if (q.before === to) return show.change(c, trx, { ...message, kinds });
  await show.withdraw(c, trx, { subject, kinds });
  await show.send(c, trx, message);
}

import type { View } from '../../cards/view.ts';
import { left } from '../rules/booking.ts';
import type { BookingId, ExtraId } from '../rules/ids.ts';
import type { Intake } from '../rules/intake.ts';
import * as bookings from '../store/bookings.ts';
import * as cards from '../store/cards.ts';
import type { Trx } from '../store/database.ts';
import type { Asker, Extra } from '../store/extras.ts';
import * as extras from '../store/extras.ts';
import * as intakes from '../store/intakes.ts';
import * as people from '../store/people.ts';
import type { Context, Handler, Pressed, Reply } from './context.ts';
import { bookableSessions } from './entitlement.ts';
import { minute } from './minutes.ts';
import * as show from './show.ts';
import { nextRequest, oweRequest } from './weekly.ts';

/** One more session, asked by the director (from their sessions) or by the coach (from the last one). */
export const askExtra: Handler = (p) =>
  p.commit((trx) => (p.card.kind === 'sessions' ? byDirector(p, trx) : byCoach(p, trx)));

async function byDirector({ c, person, card }: Pressed, trx: Trx): Promise<Reply> {
  const intake = await intakes.ofDirector(trx, c.box, person.id);
  if (intake?.state !== 'coached') return { view: { kind: 'closed' }, subject: card.subject };
  if (!(await usedUp(c, trx, intake))) return { view: { kind: 'extra-given' }, subject: intake.id };
  await ask(c, trx, { intake, by: 'director', actor: person.id });
  const { municipality } = c.programme();
  return {
    view: { kind: 'extra-asked', municipality, asks: await asksAt(c, trx, intake) },
    subject: intake.id,
  };
}

async function byCoach({ c, person, card }: Pressed, trx: Trx): Promise<Reply> {
  const booking = await bookings.find(trx, card.subject as BookingId);
  const intake = booking && (await intakes.take(trx, c.box, booking.intake));
  if (booking?.coach !== person.id || intake?.coach !== person.id)
    return { view: { kind: 'closed' }, subject: card.subject };
  if (!(await usedUp(c, trx, intake))) return { view: { kind: 'closed' }, subject: card.subject };
  await ask(c, trx, { intake, by: 'coach', actor: person.id });
  const { name: director } = await people.byId(trx, booking.director);
  return {
    view: { kind: 'coach-extra', director, outcome: 'asked' },
    subject: intake.id,
    whose: booking.director,
  };
}

async function ask(
  c: Context,
  trx: Trx,
  q: { readonly intake: Intake; readonly by: Asker; readonly actor: string },
): Promise<void> {
  const { intake, by, actor } = q;
  await extras.ask(trx, { id: c.random.uuid() as ExtraId, intake: intake.id, by });
  await minute(c, trx, { actor, action: 'extra.ask', object: intake.id, outcome: by });
  await oweRequest(c, trx);
}

/** The director changes their mind; a question that went out already is answered, and given to nobody. */
export const withdrawExtra: Handler = async (p) => {
  const { c, person } = p;
  const before = await intakes.ofDirector(c.db, c.box, person.id);
  if (!before) return p.commit(async () => ({ view: { kind: 'closed' }, subject: p.card.subject }));
  return p.commit(
    async (trx) => {
      const open = await extras.open(trx, before.id);
      if (open) {
        await extras.withdraw(trx, open.id);
        const line = { actor: person.id, action: 'extra.withdraw', object: before.id, outcome: 'withdrawn' };
        await minute(c, trx, line);
      }
      return { view: { kind: 'extra-withdrawn' }, subject: before.id };
    },
    (trx) => extras.takeOpen(trx, before.id),
  );
};

/** A yes: one more for this director, who can choose a time now. */
export async function giveExtra(c: Context, trx: Trx, extra: Extra): Promise<void> {
  await extras.settle(trx, extra.id, 'given');
  await intakes.addSession(trx, extra.intake);
  await tellBoth(c, trx, { extra, outcome: 'given', view: { kind: 'extra-given' } });
}

/** A no: told to who asked, with what is possible. */
export async function refuseExtra(c: Context, trx: Trx, extra: Extra): Promise<void> {
  const { firm, firmContact, helpline } = c.programme();
  await extras.settle(trx, extra.id, 'refused');
  const view = { kind: 'extra-refused', firm, ...firmContact, helpline } as const;
  await tellBoth(c, trx, { extra, outcome: 'refused', view });
}

type Tell = { readonly extra: Extra; readonly outcome: 'given' | 'refused'; readonly view: View };

/** A director who did not ask hears of a yes, and of no no. The coach hears what came of their own question. */
async function tellBoth(c: Context, trx: Trx, { extra, outcome, view }: Tell): Promise<void> {
  const intake = await intakes.byId(trx, c.box, extra.intake);
  if (!intake) return;
  const { director, coach } = intake;
  const line = { actor: 'klankbord', action: 'extra.answer', object: intake.id, outcome };
  await minute(c, trx, line);
  const once = `extra:${extra.id}`;
  await show.withdraw(c, trx, {
    subject: intake.id,
    kinds: ['extra-asked'],
    view: () => ({ kind: 'already', about: 'extra' }),
  });
  if (extra.by_director || outcome === 'given')
    await show.send(c, trx, { view, subject: intake.id, to: director, once: `${once}:director` });
  if (!extra.by_coach || !coach) return;
  // Another coach than the one who asked was told nothing of it, and is not now.
  const about = { subject: intake.id, kinds: ['coach-extra'], recipient: coach } as const;
  if (!(await cards.about(trx, about))) return;
  const { name } = await people.byId(trx, director);
  await show.send(c, trx, {
    view: { kind: 'coach-extra', director: name, outcome },
    subject: intake.id,
    whose: director,
    to: coach,
    once: `${once}:coach`,
  });
}

/** What a card can say of one more session: nothing while there are sessions left. */
export async function extraFor(
  c: Context,
  trx: Trx,
  intake: Intake,
): Promise<{ readonly extra?: 'can-ask' | 'asked' }> {
  if (intake.state !== 'coached' || !(await usedUp(c, trx, intake))) return {};
  return { extra: (await extras.open(trx, intake.id)) ? 'asked' : 'can-ask' };
}

async function usedUp(c: Context, trx: Trx, intake: Intake): Promise<boolean> {
  const sessions = await bookableSessions(c, trx, intake.id);
  return left(await bookings.ofIntake(trx, intake.id), sessions) === 0;
}

/** When it goes out; null when it is out already, or there is nobody to ask. */
async function asksAt(c: Context, trx: Trx, intake: Intake) {
  const open = await extras.open(trx, intake.id);
  return open?.request ? null : nextRequest(c, trx);
}

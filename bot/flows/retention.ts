import { never } from '../rules/decision.ts';
import type { IntakeId } from '../rules/ids.ts';
import { decideIntake, type Intake } from '../rules/intake.ts';
import { endOf, TERMS, type Term } from '../rules/retention.ts';
import { DAY } from '../rules/time.ts';
import * as bookings from '../store/bookings.ts';
import * as dataLinks from '../store/data-links.ts';
import type { Trx } from '../store/database.ts';
import * as drafts from '../store/drafts.ts';
import * as due from '../store/due.ts';
import * as erasure from '../store/erasure.ts';
import * as intakes from '../store/intakes.ts';
import * as offers from '../store/offers.ts';
import * as record from '../store/record.ts';
import type { Context } from './context.ts';
import { minute } from './minutes.ts';
import { wipeMessages, wiping } from './wipe-messages.ts';

/**
 * Owes the wiping of what is kept of a director, from what stands now: in the transaction in which a session is
 * booked, moved, called off or held. The same again moves it.
 */
export async function retain(c: Context, trx: Trx, id: IntakeId): Promise<void> {
  const intake = await intakes.byId(trx, c.box, id);
  if (!intake) return;
  for (const term of TERMS) await owe(c, trx, { intake, term });
}

type Q = { readonly intake: Intake; readonly term: Term };

/** Answers the moment; null when nothing of the kind is kept. */
async function owe(c: Context, trx: Trx, { intake, term }: Q): Promise<number | null> {
  const lastEnd = await bookings.lastEnd(trx, intake.id);
  const at = endOf(term, { intake, lastEnd, now: c.clock.now() }, c.programme().retention);
  if (at === null) await due.cancel(trx, term, intake.id);
  else await due.owe(trx, { kind: term, subject: intake.id, at });
  return at;
}

/** A term fell due. What happened since it was owed may have moved it: then it is owed anew and nothing is wiped. */
export async function retentionDue(
  c: Context,
  trx: Trx,
  q: { readonly term: Term; readonly intake: IntakeId },
): Promise<void> {
  const intake = await intakes.take(trx, c.box, q.intake);
  if (!intake) return;
  const at = await owe(c, trx, { intake, term: q.term });
  if (at === null || at > c.clock.now()) return;
  await due.cancel(trx, q.term, intake.id);
  switch (q.term) {
    case 'retention.preferences':
      await wipePreferences(c, trx, intake);
      break;
    case 'retention.coach':
      await wipeCoach(c, trx, intake);
      break;
    default:
      never(q.term);
  }
  await minute(c, trx, { actor: 'klankbord', action: q.term, object: intake.id, outcome: 'wiped' });
}

/** With the form, the calendars that were read, and every message to others that tells of them. */
async function wipePreferences(c: Context, trx: Trx, intake: Intake): Promise<void> {
  const decision = decideIntake(intake, { kind: 'wipe' }, c.clock.now());
  if (decision.kind === 'decided') await intakes.save(trx, c.box, decision.next);
  await drafts.remove(trx, { person: intake.director, kind: 'sign-up' });
  for (const offer of await offers.forget(trx, intake.id)) await due.cancel(trx, 'offer.wipe', offer);
  const kinds = ['coach-preferences', 'match-request', 'override', 'sign-up', 'consent'] as const;
  await wipeMessages(c, trx, await erasure.wipeCards(trx, { ...wiping(c), about: intake.director, kinds }));
}

/** Who was coached by whom and when: sessions become a number. The place stays taken. */
async function wipeCoach(c: Context, trx: Trx, intake: Intake): Promise<void> {
  const decision = decideIntake(intake, { kind: 'finish' }, c.clock.now());
  if (decision.kind === 'decided') await intakes.save(trx, c.box, decision.next);
  await intakes.finish(trx, { intake: intake.id, at: c.clock.now() });
  await erasure.forgetCoach(trx, intake.director);
  const gone = await bookings.fold(trx, intake.id);
  await erasure.forgetNouns(trx, gone);
  await wipeMessages(
    c,
    trx,
    await erasure.wipeCards(trx, { ...wiping(c), about: intake.director, kinds: null }),
  );
}

/** Once a day: what messages said, requests for a call, links that are over, and who did what in the record. */
export async function daily(c: Context, trx: Trx): Promise<void> {
  const now = c.clock.now();
  await due.owe(trx, { kind: DAILY, subject: 'house', at: now + DAY });
  const { messagesDays, recordDays } = c.programme().retention;
  await dataLinks.tidy(trx, now);
  const messages = await erasure.wipeOld(trx, {
    messages: now - messagesDays * DAY,
    rows: now - recordDays * DAY,
  });
  if (messages > 0) await line(c, trx, { action: 'retention.messages', count: messages });
  const lines = await record.redactBefore(trx, { before: now - recordDays * DAY, limit: 5_000 });
  if (lines > 0) await line(c, trx, { action: 'retention.record', count: lines });
}

export const DAILY = 'retention.daily';

/** Whose terms nobody owed yet: imported, or from before there were terms. */
export async function beginTerms(c: Context, trx: Trx): Promise<void> {
  for (const id of await intakes.withoutTerm(trx, TERMS)) await retain(c, trx, id);
}

/** Owed by the first process that finds it is not. */
export async function beginDaily(c: Context, trx: Trx): Promise<void> {
  if ((await due.when(trx, DAILY, 'house')) === null)
    await due.owe(trx, { kind: DAILY, subject: 'house', at: c.clock.now() });
}

function line(c: Context, trx: Trx, q: { action: string; count: number }): Promise<void> {
  const { action, count } = q;
  return minute(c, trx, { actor: 'klankbord', action, object: 'house', outcome: String(count) });
}

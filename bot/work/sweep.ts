import { expired, slow } from '../flows/booking-news.ts';
import { escalateCallback } from '../flows/callback-reader.ts';
import { askCheckin, wipeCheckin } from '../flows/checkin.ts';
import { coachToday } from '../flows/coach-today.ts';
import type { Context } from '../flows/context.ts';
import { wishDue } from '../flows/earlier.ts';
import { LEAVER, leaverDue } from '../flows/erase.ts';
import { feedDue, READ_FEED } from '../flows/feeds.ts';
import { lookDue } from '../flows/hints.ts';
import { wipeOffer } from '../flows/make-offer.ts';
import { linkOver } from '../flows/my-data.ts';
import { remindObjection } from '../flows/objection.ts';
import { promiseDue } from '../flows/promise.ts';
import { PUT_ONCE_MORE, putOnceMore } from '../flows/put-once-more.ts';
import { remind } from '../flows/reminder.ts';
import { weeklyRequest } from '../flows/request.ts';
import { DAILY, daily, retentionDue } from '../flows/retention.ts';
import { oweMoments } from '../flows/session-moments.ts';
import { sessionOver, sessionUnanswered } from '../flows/session-over.ts';
import { placeLapsed } from '../flows/waiting.ts';
import { LOOK_AROUND, lookAroundDue, WATCH, watchDue } from '../flows/watch.ts';
import { WIPE_AGAIN, wipeAgain } from '../flows/wipe-messages.ts';
import type { Due } from '../rules/decision.ts';
import type {
  BookingId,
  CallbackId,
  CardId,
  DataRequestId,
  IntakeId,
  OfferId,
  PersonId,
  WaitingId,
  WipeId,
} from '../rules/ids.ts';
import { MINUTE } from '../rules/time.ts';
import type { Trx } from '../store/database.ts';
import * as due from '../store/due.ts';

/** A moment that could not be run is tried again after this long. */
const PUT_OFF_MS = MINUTE;

/**
 * Runs what fell due by our clock, one moment a transaction: its row goes and what it means stands, or
 * neither. Several processes sweep at once and take different rows. Answers how many ran. A fault is
 * thrown on, and its moment put off, so that the next sweep comes to what is due after it.
 */
export async function sweep(c: Context): Promise<number> {
  let ran = 0;
  while (await sweepOne(c)) ran += 1;
  return ran;
}

async function sweepOne(c: Context): Promise<boolean> {
  const tried: Due[] = [];
  try {
    return await c.db.transaction().execute(async (trx) => {
      tried.push(...(await due.take(trx, c.clock.now(), 1)));
      for (const moment of tried) await run(c, trx, moment);
      return tried.length > 0;
    });
  } catch (error) {
    await c.db.transaction().execute(async (trx) => {
      for (const moment of tried) await due.putOff(trx, moment, c.clock.now() + PUT_OFF_MS);
    });
    throw error;
  }
}

/** `kind` and `subject` were written by a flow of ours. */
function run(c: Context, trx: Trx, { kind, subject }: Due): Promise<void> {
  switch (kind) {
    case 'booking.slow':
      return slow(c, trx, subject as BookingId);
    case 'booking.expire':
      return expired(c, trx, subject as BookingId);
    case 'intake.answer':
    case 'intake.answer-again':
      return promiseDue(c, trx, { kind, intake: subject as IntakeId });
    case 'session.moments':
      return oweMoments(c, trx, subject as BookingId);
    case 'session.over':
    case 'session.over-again':
      return sessionOver(c, trx, { kind, id: subject as BookingId });
    case 'session.unanswered':
      return sessionUnanswered(c, trx, subject as BookingId);
    case 'remind.day':
      return remind(c, trx, { id: subject as BookingId, reminder: 'day' });
    case 'remind.hour':
      return remind(c, trx, { id: subject as BookingId, reminder: 'hour' });
    case 'checkin.ask':
      return askCheckin(c, trx, subject as BookingId);
    case 'checkin.wipe':
      return wipeCheckin(c, trx, subject as BookingId);
    case 'callback.escalate':
      return escalateCallback(c, trx, subject as CallbackId);
    case 'wish.look':
      return wishDue(c, trx, subject as IntakeId);
    case 'coach.today':
      return coachToday(c, trx, subject);
    case READ_FEED:
      return feedDue(c, trx, subject as PersonId);
    case 'offer.wipe':
      return wipeOffer(c, trx, subject as OfferId);
    case PUT_ONCE_MORE:
      return putOnceMore(c, trx, subject as CardId);
    case WIPE_AGAIN:
      return wipeAgain(c, trx, subject as WipeId);
    case 'place.lapse':
      return placeLapsed(c, trx, subject as WaitingId);
    case 'request.weekly':
      return weeklyRequest(c, trx);
    case 'calendar.hear':
      return lookDue(c, trx, subject);
    case WATCH:
      return watchDue(c, trx);
    case LOOK_AROUND:
      return lookAroundDue(c, trx);
    case 'retention.preferences':
    case 'retention.coach':
      return retentionDue(c, trx, { term: kind, intake: subject as IntakeId });
    case DAILY:
      return daily(c, trx);
    case LEAVER:
      return leaverDue(c, trx, subject as PersonId);
    case 'my-data.link':
      return linkOver(c, trx, subject as PersonId);
    case 'objection.remind':
      return remindObjection(c, trx, subject as DataRequestId);
    default:
      throw new Error(`a due row of unknown kind: ${kind}`);
  }
}

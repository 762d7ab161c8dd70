import { lookEarlier } from '../flows/earlier.ts';
import { makeOffer } from '../flows/make-offer.ts';
import { considerProposal } from '../flows/session-propose.ts';
import { turnAgain } from '../flows/turn-again.ts';
import type { Urgency } from '../ports.ts';
import { never } from '../rules/decision.ts';
import type { Job } from '../store/job.ts';
import type { Attempt } from '../store/jobs.ts';
import { sendCard, updateCard } from './deliver.ts';
import { readFeed } from './feeds.ts';
import { hearEvent } from './hear.ts';
import { installApp } from './install.ts';
import { mailCard } from './mail.ts';
import { mailCode } from './mail-code.ts';
import { createEvent, removeEvent } from './outlook.ts';
import { moveEvent } from './outlook-move.ts';
import { mayBeOut, putCards } from './puts.ts';
import { keepWatch, lookAround } from './watch.ts';
import { wipeEvent, wipeMessage } from './wipe.ts';
import type { Ran, Work } from './work.ts';

/** Job → port call → flow. Runs at least once: every job looks at the state first. */
export async function runJob(w: Work, job: Job, attempt: Attempt): Promise<Ran> {
  switch (job.kind) {
    case 'app.install':
      return installApp(w, job.person);
    case 'calendar.create':
      return createEvent(w, job.booking);
    case 'calendar.remove':
      return removeEvent(w, job.booking);
    case 'calendar.move':
      return moveEvent(w, job.booking);
    case 'calendar.hear':
      return hearEvent(w, job.event);
    case 'calendar.watch':
      return keepWatch(w);
    case 'calendar.look-around':
      return lookAround(w);
    case 'chat.send':
      return inTurn(w, 'answer', (paced) => sendCard(paced, job.card));
    case 'chat.broadcast':
      return inTurn(w, 'broadcast', (paced) => sendCard(paced, job.card));
    case 'chat.update':
      if (attempt.again) await mayBeOut(w.c, [job.card]);
      return inTurn(w, 'answer', (paced) => updateCard(paced, job.card));
    case 'chat.put':
      if (attempt.again) await mayBeOut(w.c, job.cards);
      return putCards(w, job.cards);
    case 'mail.send':
      return mailCard(w, job.card);
    case 'code.send':
      return mailCode(w, job.code);
    case 'message.wipe':
      return wipeMessage(w, job.wipe);
    case 'event.wipe':
      return wipeEvent(w, job.wipe);
    case 'feed.read':
      return readFeed(w, job.person);
    case 'offer.make':
      return offer(w, job.intake);
    case 'wish.look':
      return lookEarlier(w.c, job.intake).then((done) => (done === 'done' ? 'done' : CALENDARS_LATER));
    case 'session.propose':
      return considerProposal(w.c, job).then((done) => (done === 'done' ? 'done' : CALENDARS_LATER));
    case 'turn.again':
      return turnAgain(w.c, job.key).then(() => 'done');
    default:
      return never(job);
  }
}

/**
 * Waits for Teams before anything is marked as under way: a process that dies while it waits leaves a message
 * that is surely not sent, but for the few that are next.
 */
async function inTurn(w: Work, urgency: Urgency, send: (paced: Work) => Promise<Ran>): Promise<Ran> {
  const turn = await w.pace.inTurn(urgency, (chat) => send({ ...w, chat }));
  return turn.kind === 'ran' ? turn.value : { againMs: turn.afterMs };
}

async function offer(w: Work, intake: Parameters<typeof makeOffer>[1]): Promise<Ran> {
  return (await makeOffer(w.c, intake)) === 'done' ? 'done' : CALENDARS_LATER;
}

/** Calendars that can not be read now are asked again every half minute. */
const CALENDARS_LATER = { againMs: 30_000 };

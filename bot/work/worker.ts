import { makeOffer } from '../flows/make-offer.ts';
import { turnAgain } from '../flows/turn-again.ts';
import { never } from '../rules/decision.ts';
import type { Job } from '../store/job.ts';
import { sendCard, updateCard } from './deliver.ts';
import { mailCard } from './mail.ts';
import { mailCode } from './mail-code.ts';
import { createEvent, removeEvent } from './outlook.ts';
import type { Ran, Work } from './work.ts';

/** Job → port call → flow. Runs at least once: every job looks at the state first. */
export function runJob(w: Work, job: Job): Promise<Ran> {
  switch (job.kind) {
    case 'calendar.create':
      return createEvent(w, job.booking);
    case 'calendar.remove':
      return removeEvent(w, job.booking);
    case 'chat.send':
      return sendCard(w, job.card);
    case 'chat.update':
      return updateCard(w, job.card);
    case 'mail.send':
      return mailCard(w, job.card);
    case 'code.send':
      return mailCode(w, job.code);
    case 'offer.make':
      return offer(w, job.intake);
    case 'turn.again':
      return turnAgain(w.c, job.key).then(() => 'done');
    default:
      return never(job);
  }
}

/** Calendars that can not be read now are asked again every half minute. */
async function offer(w: Work, intake: Parameters<typeof makeOffer>[1]): Promise<Ran> {
  return (await makeOffer(w.c, intake)) === 'done' ? 'done' : { againMs: 30_000 };
}

import type { CreatedEvent } from '../ports.ts';
import { never } from '../rules/decision.ts';
import { counted, LOOK_MS, lookAfter, QUIET_MS } from '../rules/hearing.ts';
import type { Moment } from '../rules/time.ts';
import type { Trx } from '../store/database.ts';
import * as due from '../store/due.ts';
import * as hearings from '../store/hearings.ts';
import type { Context } from './context.ts';

/** Something about an event changed, says Outlook. What it says is a hint: the event itself is read. */
export type Hint = {
  readonly event: string;
  /** It left the calendar. */
  readonly removed: boolean;
  /** Of the state that it is about; null when it was not said. */
  readonly etag: string | null;
};

/**
 * - `noted`: the event will be looked at. `echo`: it is about a state that we know already.
 * - `not-ours`: no event of a session that still matters.
 */
export type Noted = 'noted' | 'echo' | 'not-ours';

/** Notes hints, and owes at most one look at each event. Answers what each came to, in their order. */
export async function noteHints(c: Context, trx: Trx, hints: readonly Hint[]): Promise<readonly Noted[]> {
  const byEvent = Map.groupBy(hints, ({ event }) => event);
  // In one order, so that two processes never wait for each other.
  const events = [...byEvent.keys()].sort();
  // In this order: what is made meanwhile is among ours.
  const strange = await hearings.strange(trx, events);
  const ours = await hearings.ours(trx, events);
  const noted = new Map<Hint, Noted>();
  for (const event of events.filter((one) => ours.has(one) || strange.has(one))) {
    const about = byEvent.get(event) ?? [];
    if (!ours.has(event) && (await isKept(c, trx, { event, about }))) continue;
    const { heard, news } = await note(c, trx, about);
    for (const hint of about) noted.set(hint, news.has(hint) ? 'noted' : 'echo');
    if (heard) await hearings.save(trx, heard);
  }
  return hints.map((hint) => noted.get(hint) ?? 'not-ours');
}

/**
 * An event that nobody has may be one that is being made, whose answer is not here yet: what is told of it is kept
 * for whoever gets that answer. False when it came meanwhile: whoever writes it down has the hearing until then.
 */
async function isKept(
  c: Context,
  trx: Trx,
  { event, about }: { readonly event: string; readonly about: readonly Hint[] },
): Promise<boolean> {
  const now = c.clock.now();
  let heard = await hearings.open(trx, event, now);
  if ((await hearings.ours(trx, [event])).size > 0) return false;
  for (const hint of about) heard = withHint(hint, { heard, now });
  await hearings.save(trx, heard);
  return true;
}

/** The hints about one event, one after the other. */
async function note(c: Context, trx: Trx, about: readonly Hint[]) {
  const now = c.clock.now();
  const [first] = about;
  if (!first) throw new Error('no hint to note');
  let heard = await hearings.open(trx, first.event, now);
  let lookAt: Moment | null = null;
  const news = new Set<Hint>();
  for (const hint of about) {
    if (isEcho(hint, heard)) continue;
    news.add(hint);
    const look = lookAfter({ before: heard, now });
    heard = withHint(hint, { heard, now });
    switch (look.kind) {
      case 'now':
        heard = { ...heard, lookUntil: now + LOOK_MS };
        await c.jobs.owe(trx, { kind: 'calendar.hear', event: hint.event });
        break;
      case 'at':
        lookAt = look.at;
        break;
      default:
        never(look);
    }
  }
  if (lookAt !== null) await oweLook(trx, first.event, lookAt);
  return { heard: news.size > 0 ? heard : null, news };
}

function isEcho(hint: Hint, heard: hearings.Heard): boolean {
  return !hint.removed && hint.etag !== null && hint.etag !== '' && hint.etag === heard.etag;
}

function withHint(
  { event, removed, etag }: Hint,
  { heard, now }: { readonly heard: hearings.Heard; readonly now: Moment },
): hearings.Heard {
  const told = etag ?? '';
  return {
    ...heard,
    ...counted(heard, now),
    event,
    // Several different hints: what the newest state is, only a look can tell.
    hint: heard.hint === null || heard.hint === told ? told : '',
    removed: removed || heard.removed,
  };
}

/**
 * It is quiet, or a flood's minute is over: now the event is looked at, unless a look is on its way still. The
 * sweep holds the due row already, which who notes a hint takes last: so it never waits for the hearing.
 */
export async function lookDue(c: Context, trx: Trx, event: string): Promise<void> {
  const now = c.clock.now();
  const heard = await hearings.takeIfFree(trx, event);
  if (heard === null) {
    if (await hearings.find(trx, event)) await oweLook(trx, event, now + QUIET_MS);
    return;
  }
  if (heard.hint === null) return;
  if (heard.lookUntil !== null && heard.lookUntil > now) return oweLook(trx, event, now + LOOK_AGAIN_MS);
  await hearings.save(trx, { ...heard, lookUntil: now + LOOK_MS });
  await c.jobs.owe(trx, { kind: 'calendar.hear', event });
}

function oweLook(trx: Trx, event: string, at: Moment): Promise<void> {
  return due.owe(trx, { at, kind: 'calendar.hear', subject: event });
}

/** A look that is on its way ends within seconds, or Outlook can not be reached. */
const LOOK_AGAIN_MS = 5_000;

/** The answer to a change of our own: we know this state of the event. */
export async function knowEvent(c: Context, trx: Trx, event: CreatedEvent): Promise<void> {
  await hearings.know(trx, { ...event, event: event.id, now: c.clock.now() });
}

/**
 * An event of ours that is new to us. What was told of it before we knew it is looked up: of one that was `found`
 * whatever it was, of one that was `made` just now anything but the making itself.
 */
export async function meetEvent(
  c: Context,
  trx: Trx,
  { event, how }: { readonly event: CreatedEvent; readonly how: 'made' | 'found' },
): Promise<void> {
  const look = () => noteHints(c, trx, [{ event: event.id, removed: false, etag: null }]);
  if (how === 'found') return void (await look());
  await knowEvent(c, trx, event);
  const heard = await hearings.take(trx, event.id);
  if (!heard || heard.hint === null) return;
  await hearings.save(trx, { ...heard, hints: 0, hint: null });
  if (heard.removed || heard.hint !== event.etag) await look();
}

/** The event was looked at. What was told meanwhile stays: a look at that is owed. */
export function listened(c: Context, told: hearings.Heard): Promise<void> {
  return c.db.transaction().execute(async (trx) => {
    const heard = await hearings.take(trx, told.event);
    if (!heard) return;
    const more = heard.hints !== told.hints || heard.since !== told.since;
    const rest = more ? { hint: '' } : { hint: null, removed: false };
    await hearings.save(trx, { ...heard, lookUntil: null, ...rest });
  });
}

/** Outlook can not be reached: the look is on its way still. */
export function stillListening(c: Context, event: string): Promise<void> {
  return c.db.transaction().execute(async (trx) => {
    const heard = await hearings.take(trx, event);
    if (heard) await hearings.save(trx, { ...heard, lookUntil: c.clock.now() + LOOK_MS });
  });
}

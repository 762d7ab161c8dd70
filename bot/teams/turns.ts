import type { Turn, TurnAnswer, TurnEvent } from '../flows/event.ts';
import type { Language } from '../rules/programme.ts';
import type { JsonObject } from './body.ts';
import { type Room, readActivity } from './inbound.ts';
import {
  type DialogBody,
  type InvokeBody,
  invokeCard,
  invokeDialog,
  invokeError,
  invokeText,
} from './invoke.ts';
import { errorFields, type Log } from './log.ts';
import { edgeText } from './texts.ts';

export type TurnsQ = {
  readonly tenant: string;
  readonly turn: Turn;
  /** What a person sees after a turn failed. It may fail too. */
  readonly onFailure: (event: TurnEvent) => Promise<TurnAnswer>;
  /** Says one line in a group chat or channel. It may fail. */
  readonly speak: (room: Room, text: string) => Promise<void>;
  readonly log: Log;
  readonly answerMs: number;
};

/** One activity: `startedAt` by `performance.now()`, so that the time to answer includes the token's check. */
export type Arrived = { readonly body: JsonObject; readonly invoke: boolean; readonly startedAt: number };

/** What goes back: an invoke's body, or nothing. `lost` asks the caller to send it again. */
export type Handled =
  | { readonly kind: 'invoke'; readonly body: InvokeBody | DialogBody }
  | { readonly kind: 'taken' }
  | { readonly kind: 'lost' };

export function turns(q: TurnsQ): (arrived: Arrived) => Promise<Handled> {
  return async ({ body, invoke, startedAt }) => {
    const inbound = readActivity(body, q.tenant);
    switch (inbound.kind) {
      case 'turn':
        return invoke ? answerInvoke(q, inbound.event, startedAt) : takeMessage(q, inbound.event);
      case 'ignored':
        return { kind: 'taken' };
      case 'stranger':
        q.log.info({ event: 'teams.stranger' }, 'somebody without an account in the tenant');
        return invoke ? { kind: 'invoke', body: invokeText('closed', inbound.language) } : { kind: 'taken' };
      case 'room':
        if (invoke) return { kind: 'invoke', body: invokeText('elsewhere', inbound.language) };
        await speakOnce(q, inbound);
        return { kind: 'taken' };
      case 'unknown-invoke':
        return {
          kind: 'invoke',
          body: inbound.dialog ? invokeDialog('closed', inbound.language) : invokeError(501),
        };
      case 'unreadable':
        q.log.warn({ event: 'teams.unreadable' }, 'an activity without sender, recipient or conversation');
        return invoke ? { kind: 'invoke', body: invokeError(400) } : { kind: 'taken' };
    }
  };
}

/** The same line to everybody, member of the programme or not. It is said now, once, or not at all. */
async function speakOnce(q: TurnsQ, { room, language }: { room: Room; language: Language | null }) {
  await q.speak(room, edgeText('elsewhere', language)).catch((error: unknown) => {
    q.log.warn(
      { event: 'teams.room-unanswered', ...errorFields(error) },
      'a line in a room could not be said',
    );
  });
}

/** Waits for the turn: until it is stored, only the sender has the message. */
async function takeMessage(q: TurnsQ, event: TurnEvent): Promise<Handled> {
  const answer = await run(q, event);
  return answer === null ? { kind: 'lost' } : { kind: 'taken' };
}

/** Answers at the hard stop whatever happens; the turn goes on, and its outcome comes as a message. */
async function answerInvoke(q: TurnsQ, event: TurnEvent, startedAt: number): Promise<Handled> {
  const stop = Promise.withResolvers<'slow'>();
  const timer = setTimeout(() => stop.resolve('slow'), q.answerMs - (performance.now() - startedAt));
  const running = run(q, event);
  const answer = await Promise.race([running, stop.promise]);
  clearTimeout(timer);
  if (answer === 'slow') {
    q.log.warn({ event: 'teams.slow-turn', what: event.what.kind }, 'answered before the turn was done');
    void running.then((late) => showLate(q, late));
    return { kind: 'invoke', body: invokeText('busy', event.locale) };
  }
  const body = answer === null ? invokeText('failed', event.locale) : invokeCard(answer, event.locale);
  return { kind: 'invoke', body };
}

/** Nobody waits for this any more; what it can not do, it logs. */
async function showLate(q: TurnsQ, answer: TurnAnswer | null): Promise<void> {
  if (answer?.kind !== 'card' || !answer.late) return;
  await answer.late().catch((error: unknown) => {
    q.log.error({ event: 'teams.late-lost', ...errorFields(error) }, 'a late answer could not be sent');
  });
}

/** The turn's answer, else that of `onFailure`, else null. Never throws. */
async function run(q: TurnsQ, event: TurnEvent): Promise<TurnAnswer | null> {
  try {
    return await q.turn(event);
  } catch (error) {
    q.log.error(
      { event: 'teams.turn-failed', what: event.what.kind, ...errorFields(error) },
      'a turn failed',
    );
  }
  try {
    return await q.onFailure(event);
  } catch (error) {
    q.log.error(
      { event: 'teams.turn-lost', what: event.what.kind, ...errorFields(error) },
      'and so did its failure',
    );
    return null;
  }
}

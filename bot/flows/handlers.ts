import type { Verb } from '../../cards/actions.ts';
import type { ViewKind } from '../../cards/view.ts';
import type { Role } from '../rules/programme.ts';
import { chooseSlot, moreSlots } from './booking.ts';
import { askCallback, openCallback, takeCallback } from './callback.ts';
import { withdrawCallback } from './callback-withdraw.ts';
import { askChangeCoach, changeCoach } from './change-coach.ts';
import { checkinFine, checkinNotNow } from './checkin.ts';
import { chooseCoach, matchCoach } from './choose-coach.ts';
import { openPreferences } from './coach.ts';
import { callOff, openIll } from './coach-ill.ts';
import type { Handler, Work } from './context.ts';
import { openWishes, saveCorrection, saveWishes } from './correct.ts';
import { wishEarlier } from './earlier.ts';
import { confirmErase } from './erase.ts';
import { askExtra, withdrawExtra } from './extra.ts';
import { consent, preferences, signUp } from './intake.ts';
import { chooseWish, openMyData } from './my-data.ts';
import { confirmObject, settleObjection } from './objection.ts';
import { openOverride, overrideCoach, searchOverride } from './override.ts';
import { back, preview } from './preview.ts';
import { decideRequest } from './request.ts';
import { askCancel, cancelSession } from './session-cancel.ts';
import { markHeld, markMissed, tookPlace } from './session-mark.ts';
import { moreMoveTimes, moveSession, openMove } from './session-move.ts';
import { keepSession } from './session-target.ts';
import { sessionsReply } from './sessions.ts';
import { confirmStop } from './stop.ts';
import { joinQueue, leaveQueue } from './waiting.ts';
import { ask, information } from './welcome.ts';

const toInformation: Work = async ({ c, person }) => ({ view: information(c), subject: person.id });
const toAsk: Work = async ({ c, person }) => ({ view: ask(c), subject: person.id });
const toSessions: Work = ({ c, person }, trx) => sessionsReply(c, trx, person);

const DIRECTOR: readonly Role[] = ['director'];
const FIRM: readonly Role[] = ['coach', 'coordinator'];
/** Who can have a session. */
const BOTH: readonly Role[] = ['director', 'coach'];
/** Cards from which a session is moved or cancelled. */
const SESSION: readonly ViewKind[] = [
  'confirmed',
  'sessions',
  'session-moved',
  'session-choice',
  'session-tentative',
  'cancel-ask',
  'move-times',
  'coach-booked',
  'coach-preferences',
  'coach-moved',
  'coach-sessions',
  'reminder',
  'earlier',
];
const ANYONE: readonly Role[] = ['director', 'coach', 'coordinator', 'office', 'contact', 'administrator'];

export type Button = {
  /** Cards that carry it. */
  readonly on: readonly ViewKind[];
  /** Who may press it, by the roles of this moment. */
  readonly roles: readonly Role[];
} & (
  | { readonly run: Handler }
  /** Needs nothing before its transaction: no calendars, and no noun that must be taken before the card. */
  | { readonly work: Work }
);

/** Every button: which cards carry it, whose it is, and what it does. Any other press is refused. */
export const HANDLERS: { readonly [verb in Verb]: Button } = {
  'coaching.information': { on: ['welcome'], roles: DIRECTOR, work: toInformation },
  'coaching.signup': {
    on: ['welcome', 'information', 'consent', 'ask', 'help', 'sessions', 'place-free', 'waiting-left'],
    roles: DIRECTOR,
    work: signUp,
  },
  'coaching.preferences': { on: ['sign-up'], roles: DIRECTOR, work: preferences },
  'coaching.consent': { on: ['consent'], roles: DIRECTOR, run: consent },
  'coaching.ask': { on: ['information'], roles: DIRECTOR, work: toAsk },
  'coaching.choose-coach': { on: ['coaches'], roles: DIRECTOR, run: chooseCoach },
  'coaching.choose-slot': { on: ['slots'], roles: DIRECTOR, run: chooseSlot },
  'coaching.more-slots': { on: ['slots'], roles: DIRECTOR, run: moreSlots },
  'coaching.preview': { on: ['slots', 'confirmed'], roles: DIRECTOR, run: preview },
  'coaching.back': {
    on: [
      'earlier',
      'preview',
      'sessions',
      'session-cancelled',
      'next-session',
      'session-missed',
      'session-unsure',
      'extra-given',
    ],
    roles: DIRECTOR,
    run: back,
  },
  'coaching.sessions': { on: ['help', 'coach-ill', 'change-coach'], roles: BOTH, work: toSessions },
  'callback.open': {
    on: [
      'checkin',
      'checkin-answered',
      'callback-withdrawn',
      'helpline',
      'distress',
      'nobody',
      'matching',
      'full',
      'still-waiting',
      'waiting',
      'place-refused',
      'extra-refused',
    ],
    roles: ANYONE,
    run: openCallback,
  },
  'callback.ask': { on: ['callback'], roles: ANYONE, run: askCallback },
  'callback.withdraw': { on: ['callback-asked'], roles: ANYONE, run: withdrawCallback },
  'callback.take': { on: ['callback-request'], roles: FIRM, run: takeCallback },
  'preferences.open': { on: ['coach-booked'], roles: ['coach'], work: openPreferences },
  'session.move': { on: SESSION, roles: BOTH, run: openMove },
  'session.choose-time': { on: ['move-times'], roles: BOTH, run: moveSession },
  'session.more-times': { on: ['move-times'], roles: BOTH, run: moreMoveTimes },
  'session.cancel': { on: SESSION, roles: BOTH, run: askCancel },
  'session.cancel-sure': { on: ['cancel-ask'], roles: BOTH, run: cancelSession },
  'coaching.wish-earlier': {
    on: ['slots', 'session-moved', 'session-choice'],
    roles: DIRECTOR,
    run: wishEarlier,
  },
  'coaching.change-coach': { on: ['next-session', 'sessions'], roles: DIRECTOR, run: askChangeCoach },
  'coaching.change-coach-sure': { on: ['change-coach'], roles: DIRECTOR, run: changeCoach },
  'session.held': { on: ['session-over', 'session-marked'], roles: ['coach'], run: markHeld },
  'session.missed': { on: ['session-over', 'session-marked'], roles: ['coach'], run: markMissed },
  'session.took-place': { on: ['session-unsure'], roles: DIRECTOR, run: tookPlace },
  'checkin.answer': { on: ['checkin'], roles: DIRECTOR, work: checkinFine },
  'checkin.not-now': { on: ['checkin'], roles: DIRECTOR, work: checkinNotNow },
  'coach.ill': { on: ['coach-sessions'], roles: ['coach'], work: openIll },
  'coach.call-off': { on: ['coach-ill'], roles: ['coach'], run: callOff },
  'session.keep': { on: ['move-times', 'cancel-ask'], roles: BOTH, work: keepSession },
  'waiting.join': { on: ['full', 'place-passed'], roles: DIRECTOR, run: joinQueue },
  'waiting.leave': {
    on: ['waiting', 'place-refused', 'place-free', 'sessions'],
    roles: DIRECTOR,
    run: leaveQueue,
  },
  'extra.ask': {
    on: ['sessions', 'coach-preferences'],
    roles: ['director', 'coach'],
    run: askExtra,
  },
  'extra.withdraw': { on: ['extra-asked'], roles: DIRECTOR, run: withdrawExtra },
  'request.answer': { on: ['request'], roles: ['contact', 'office'], run: decideRequest },
  'matching.choose': { on: ['match-request'], roles: ['coordinator'], run: matchCoach },
  'override.open': { on: ['help', 'override'], roles: ['coordinator'], work: openOverride },
  'override.search': { on: ['override-who', 'override'], roles: ['coordinator'], run: searchOverride },
  'override.choose': { on: ['override'], roles: ['coordinator'], run: overrideCoach },
  'my-data.open': {
    on: ['my-data', 'correct', 'stop', 'object', 'objected', 'erase'],
    roles: ANYONE,
    work: openMyData,
  },
  'my-data.choose': { on: ['my-data'], roles: ANYONE, run: chooseWish },
  'my-data.correct': { on: ['correct'], roles: ANYONE, run: saveCorrection },
  'my-data.wishes': { on: ['correct'], roles: DIRECTOR, run: openWishes },
  'my-data.preferences': { on: ['sign-up'], roles: DIRECTOR, run: saveWishes },
  'my-data.stop': { on: ['stop'], roles: DIRECTOR, run: confirmStop },
  'my-data.object': { on: ['object'], roles: ANYONE, run: confirmObject },
  'my-data.erase': { on: ['erase'], roles: ANYONE, run: confirmErase },
  'objection.settle': { on: ['objection'], roles: ['coordinator', 'office'], run: settleObjection },
};

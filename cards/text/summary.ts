import type { InTwo } from '../text.ts';
import type { ViewKind } from '../view.ts';

type Line = 'message' | 'question' | 'answer' | 'appointment';

const nl: Record<Line, string> = {
  message: 'Er staat een bericht voor u klaar',
  question: 'Er staat een vraag voor u klaar',
  answer: 'Er staat een antwoord voor u klaar',
  appointment: 'Er is nieuws over een afspraak',
};

const en: Record<Line, string> = {
  message: 'There is a message for you',
  question: 'There is a question for you',
  answer: 'There is an answer for you',
  appointment: 'There is news about an appointment',
};

export const summary: InTwo<Record<Line, string>> = { nl, en };

/** What a lock screen may say about each card: no more than its sort. */
export const SUMMARY_OF: { readonly [kind in ViewKind]: Line } = {
  welcome: 'message',
  information: 'answer',
  'sign-up': 'question',
  consent: 'question',
  ask: 'answer',
  looking: 'message',
  coaches: 'question',
  nobody: 'message',
  matching: 'message',
  full: 'message',
  waiting: 'answer',
  'waiting-left': 'answer',
  'place-free': 'question',
  'place-passed': 'message',
  'place-refused': 'message',
  'extra-asked': 'answer',
  'extra-withdrawn': 'answer',
  'extra-given': 'message',
  'extra-refused': 'message',
  'coach-extra': 'message',
  request: 'question',
  'request-answered': 'answer',
  slots: 'question',
  preview: 'answer',
  held: 'appointment',
  confirmed: 'appointment',
  sessions: 'answer',
  help: 'answer',
  helpline: 'answer',
  distress: 'answer',
  callback: 'question',
  'callback-asked': 'answer',
  'callback-request': 'question',
  'coach-booked': 'appointment',
  'coach-preferences': 'answer',
  'match-request': 'question',
  'match-made': 'answer',
  'match-withdrawn': 'message',
  'still-waiting': 'message',
  contact: 'answer',
  closed: 'answer',
  'out-of-order': 'answer',
  already: 'answer',
  'session-cancelled': 'appointment',
  'coach-cancelled': 'appointment',
  'coach-ended': 'appointment',
  'session-changed': 'message',
  'session-moved': 'appointment',
  'coach-moved': 'appointment',
  'session-choice': 'question',
  'move-times': 'question',
  'cancel-ask': 'question',
  'coach-sessions': 'answer',
  'session-tentative': 'appointment',
};

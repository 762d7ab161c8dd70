import type { Verb } from '../../cards/actions.ts';
import type { ViewKind } from '../../cards/view.ts';
import { chooseSlot, moreSlots } from './booking.ts';
import { askCallback, openCallback, takeCallback } from './callback.ts';
import { chooseCoach, matchCoach } from './choose-coach.ts';
import { openPreferences } from './coach.ts';
import type { Handler } from './context.ts';
import { consent, preferences, signUp } from './intake.ts';
import { back, preview } from './preview.ts';
import { sessionsOf } from './sessions.ts';
import { ask, information } from './welcome.ts';

const toInformation: Handler = (p) => p.commit(async () => ({ view: information(p.c), subject: p.person.id }));
const toAsk: Handler = (p) => p.commit(async () => ({ view: ask(p.c), subject: p.person.id }));
const toSessions: Handler = (p) =>
  p.commit(async (trx) => ({ view: await sessionsOf(p.c, trx, p.person), subject: p.person.id }));

/** Every button: which cards carry it, and what it does. A press from any other card is refused. */
export const HANDLERS: { readonly [verb in Verb]: { readonly on: readonly ViewKind[]; readonly run: Handler } } = {
  'coaching.information': { on: ['welcome'], run: toInformation },
  'coaching.signup': { on: ['welcome', 'information', 'consent', 'ask', 'help', 'sessions'], run: signUp },
  'coaching.preferences': { on: ['sign-up'], run: preferences },
  'coaching.consent': { on: ['consent'], run: consent },
  'coaching.ask': { on: ['information'], run: toAsk },
  'coaching.choose-coach': { on: ['coaches'], run: chooseCoach },
  'coaching.choose-slot': { on: ['slots'], run: chooseSlot },
  'coaching.more-slots': { on: ['slots'], run: moreSlots },
  'coaching.preview': { on: ['slots', 'confirmed'], run: preview },
  'coaching.back': { on: ['preview', 'sessions'], run: back },
  'coaching.sessions': { on: ['help'], run: toSessions },
  'callback.open': { on: ['helpline', 'distress', 'nobody', 'matching', 'full'], run: openCallback },
  'callback.ask': { on: ['callback'], run: askCallback },
  'callback.take': { on: ['callback-request'], run: takeCallback },
  'preferences.open': { on: ['coach-booked'], run: openPreferences },
  'matching.choose': { on: ['match-request'], run: matchCoach },
};

import type { Language } from '../bot/rules/programme.ts';
import type { CardJson, Sheet } from './blocks.ts';
import * as booking from './booking.ts';
import * as callback from './callback.ts';
import * as coach from './coach.ts';
import * as extra from './extra.ts';
import * as farewell from './farewell.ts';
import { frame } from './frame.ts';
import * as help from './help.ts';
import * as intake from './intake.ts';
import * as late from './late.ts';
import * as myData from './my-data.ts';
import * as override from './override.ts';
import * as request from './request.ts';
import * as session from './session.ts';
import * as after from './session-after.ts';
import { SUMMARY_OF } from './text/summary.ts';
import { textOf } from './text.ts';
import type { Drawing, View } from './view.ts';
import * as waiting from './waiting.ts';
import * as welcome from './welcome.ts';

export type { CardJson } from './blocks.ts';

/** The Adaptive Card (1.5) for a view, in the reader's language and zone; its buttons carry `drawing.card`. */
export function drawCard(view: View, drawing: Drawing): CardJson {
  return frame(sheetOf(view, drawing), drawing);
}

/** One line for lock screens: no programme, firm, theme or coach. */
export function summaryOf(view: View, language: Language): string {
  return textOf(language).summary[SUMMARY_OF[view.kind]];
}

function sheetOf(view: View, drawing: Drawing): Sheet {
  switch (view.kind) {
    case 'welcome':
      return welcome.welcome(view, drawing);
    case 'information':
      return welcome.information(view, drawing);
    case 'ask':
      return welcome.ask(view, drawing);
    case 'sign-up':
      return intake.signUp(view, drawing);
    case 'consent':
      return intake.consent(view, drawing);
    case 'looking':
      return intake.looking(drawing);
    case 'coaches':
      return intake.coaches(view, drawing);
    case 'nobody':
      return intake.nobody(view, drawing);
    case 'matching':
      return intake.matching(view, drawing);
    case 'full':
      return waiting.full(view, drawing);
    case 'slots':
      return booking.slots(view, drawing);
    case 'preview':
      return booking.preview(view, drawing);
    case 'held':
      return booking.held(view, drawing);
    case 'confirmed':
      return booking.confirmed(view, drawing);
    case 'sessions':
      return booking.sessions(view, drawing);
    case 'helpline':
      return callback.helpline(view, drawing);
    case 'distress':
      return callback.distress(view, drawing);
    case 'callback':
      return callback.callback(view, drawing);
    case 'callback-asked':
      return callback.callbackAsked(view, drawing);
    case 'callback-withdrawn':
      return callback.callbackWithdrawn(view, drawing);
    case 'callback-request':
      return callback.callbackRequest(view, drawing);
    case 'coach-booked':
      return coach.coachBooked(view, drawing);
    case 'coach-preferences':
      return coach.coachPreferences(view, drawing);
    case 'match-request':
      return coach.matchRequest(view, drawing);
    case 'match-made':
      return coach.matchMade(view, drawing);
    case 'match-withdrawn':
      return coach.matchWithdrawn(drawing);
    case 'still-waiting':
      return intake.stillWaiting(view, drawing);
    case 'help':
      return help.help(view, drawing);
    case 'my-data':
      return myData.myData(view, drawing);
    case 'correct':
      return myData.correct(view, drawing);
    case 'stop':
      return farewell.stop(view, drawing);
    case 'stopped':
      return farewell.stopped(view, drawing);
    case 'coaching-ended':
      return farewell.coachingEnded(view, drawing);
    case 'object':
      return farewell.object(view, drawing);
    case 'objected':
      return farewell.objected(view, drawing);
    case 'objection-settled':
      return farewell.objectionSettled(view, drawing);
    case 'objection':
      return farewell.objection(view, drawing);
    case 'erase':
      return farewell.erase(view, drawing);
    case 'erased':
      return farewell.erased(view, drawing);
    case 'wiped':
      return farewell.wiped(drawing);
    case 'coach-late':
      return late.coachLate(view, drawing);
    case 'closed':
      return help.closed(drawing);
    case 'already':
      return help.already(view, drawing);
    case 'out-of-order':
      return help.outOfOrder(view, drawing);
    case 'session-cancelled':
      return session.cancelled(view, drawing);
    case 'coach-cancelled':
      return session.coachCancelled(view, drawing);
    case 'coach-ended':
      return session.coachEnded(view, drawing);
    case 'session-changed':
      return session.changed(drawing);
    case 'session-moved':
      return session.moved(view, drawing);
    case 'coach-moved':
      return session.coachMoved(view, drawing);
    case 'session-choice':
      return session.choice(view, drawing);
    case 'move-times':
      return session.moveTimes(view, drawing);
    case 'cancel-ask':
      return session.cancelAsk(view, drawing);
    case 'wish-kept':
      return after.wishKept(drawing);
    case 'earlier':
      return after.earlier(view, drawing);
    case 'change-coach':
      return after.changeCoach(view, drawing);
    case 'session-over':
      return after.over(view, drawing);
    case 'session-marked':
      return after.marked(view, drawing);
    case 'next-session':
      return after.next(view, drawing);
    case 'session-missed':
      return after.missed(view, drawing);
    case 'session-unsure':
      return after.unsure(view, drawing);
    case 'reminder':
      return after.reminder(view, drawing);
    case 'checkin':
      return after.checkin(view, drawing);
    case 'checkin-answered':
      return after.checkedIn(view, drawing);
    case 'coach-ill':
      return after.ill(view, drawing);
    case 'coach-ill-done':
      return after.illDone(view, drawing);
    case 'session-tentative':
      return session.tentative(view, drawing);
    case 'coach-sessions':
      return session.coachSessions(view, drawing);
    case 'override-who':
      return override.overrideWho(view, drawing);
    case 'override':
      return override.override(view, drawing);
    case 'override-done':
      return override.overrideDone(view, drawing);
    case 'waiting':
      return waiting.waiting(view, drawing);
    case 'waiting-left':
      return waiting.left(drawing);
    case 'place-free':
      return waiting.placeFree(view, drawing);
    case 'place-passed':
      return waiting.placePassed(drawing);
    case 'place-refused':
      return waiting.placeRefused(view, drawing);
    case 'extra-asked':
      return extra.extraAsked(view, drawing);
    case 'extra-withdrawn':
      return extra.extraWithdrawn(drawing);
    case 'extra-given':
      return extra.extraGiven(drawing);
    case 'extra-refused':
      return extra.extraRefused(view, drawing);
    case 'coach-extra':
      return extra.coachExtra(view, drawing);
    case 'request':
      return request.request(view, drawing);
    case 'request-answered':
      return request.requestAnswered(view, drawing);
    default:
      return unknownKind(view);
  }
}

/** Closes the switch: a forgotten kind is a type error, a forged one throws without its content. */
function unknownKind(_: never): never {
  throw new Error('a view of an unknown kind cannot be drawn');
}

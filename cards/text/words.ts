import type { DayPart, Language, Length, Place } from '../../bot/rules/programme.ts';
import type { Weekday } from '../../bot/rules/time.ts';
import type { InTwo } from '../text.ts';

const nl = {
  place: { teams: 'online', location: 'op locatie', phone: 'per telefoon' } satisfies Record<Place, string>,
  placeChoice: {
    teams: 'Online, in Teams',
    location: 'Op locatie',
    phone: 'Per telefoon',
  } satisfies Record<Place, string>,
  length: { 60: '60 minuten', 75: '75 minuten', 90: '90 minuten' } satisfies Record<Length, string>,
  day: {
    mon: 'maandag',
    tue: 'dinsdag',
    wed: 'woensdag',
    thu: 'donderdag',
    fri: 'vrijdag',
    sat: 'zaterdag',
    sun: 'zondag',
  } satisfies Record<Weekday, string>,
  part: {
    morning: 'ochtend (vóór 12.00 uur)',
    afternoon: 'middag (12.00–17.00 uur)',
    evening: 'avond (na 17.00 uur)',
  } satisfies Record<DayPart, string>,
  language: { nl: 'Nederlands', en: 'Engels' } satisfies Record<Language, string>,
  sessions: { one: '{count} gesprek', other: '{count} gesprekken' },
  whoSees: 'Wie ziet dit?',
  mind: 'Let op. {error}',
  helpline: 'Liever iemand spreken? Bel de hulplijn: **{number}** ({hours}).',
  callMe: 'Ik wil gebeld worden',
  signUp: 'Aanmelden',
  fallback:
    'Dit bericht kan hier niet worden getoond. Open Teams op een ander apparaat, of typ help voor wat u kunt doen.',
};

const en: typeof nl = {
  place: { teams: 'online', location: 'on location', phone: 'by phone' },
  placeChoice: { teams: 'Online, in Teams', location: 'On location', phone: 'By phone' },
  length: { 60: '60 minutes', 75: '75 minutes', 90: '90 minutes' },
  day: {
    mon: 'Monday',
    tue: 'Tuesday',
    wed: 'Wednesday',
    thu: 'Thursday',
    fri: 'Friday',
    sat: 'Saturday',
    sun: 'Sunday',
  },
  part: {
    morning: 'morning (before 12:00)',
    afternoon: 'afternoon (12:00–17:00)',
    evening: 'evening (after 17:00)',
  },
  language: { nl: 'Dutch', en: 'English' },
  sessions: { one: '{count} session', other: '{count} sessions' },
  whoSees: 'Who sees this?',
  mind: 'Please check. {error}',
  helpline: 'Would you rather talk to someone? Call the helpline: **{number}** ({hours}).',
  callMe: 'I would like a call',
  signUp: 'Sign up',
  fallback:
    'This message cannot be shown here. Open Teams on another device, or type help to see what you can do.',
};

export const words: InTwo<typeof nl> = { nl, en };

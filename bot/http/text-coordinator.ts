import type { CalendarKind } from '../rules/programme.ts';
import type { PageLanguage } from './page-html.ts';

const nl = {
  waiting: 'Wie op een coach wacht',
  nobodyWaits: 'Er wacht nu niemand.',
  since: 'sinds {since}',
  why: { matching: 'u kiest een coach', nobody: 'er paste niemand, of de coach stopte' },
  match: 'Coach kiezen',
  callbacks: 'Wie gebeld wil worden',
  noCallbacks: 'Er staat geen verzoek open.',
  asked: 'gevraagd op {asked}; nog niet opgepakt door {reader}',
  pool: 'De coaches',
  load: '{load} van {most} directeuren',
  free: 'Eerste vrije moment: {free}.',
  noTime: 'Geen vrij moment gevonden.',
  unread: 'De agenda kan nu niet worden gelezen; deze coach wordt dan niet aangeboden.',
  calendar: {
    tenant: 'agenda in de eigen omgeving',
    windows: 'geeft zelf vrije momenten op',
    ics: 'agenda achter een adres',
    'other-tenant': 'agenda bij een andere organisatie',
  } satisfies Record<CalendarKind, string>,
  ownHours: 'eigen werktijden',
  who: 'Wie ziet dit? Alleen de coördinator. De gemeente ziet niet wie met wie praat. Dat u dit opende, is vastgelegd.',
};

const en: typeof nl = {
  waiting: 'Who waits for a coach',
  nobodyWaits: 'Nobody is waiting now.',
  since: 'since {since}',
  why: { matching: 'you choose a coach', nobody: 'nobody fitted, or the coach stopped' },
  match: 'Choose a coach',
  callbacks: 'Who would like a call',
  noCallbacks: 'There is no open request.',
  asked: 'asked on {asked}; not taken yet by {reader}',
  pool: 'The coaches',
  load: '{load} of {most} directors',
  free: 'First free time: {free}.',
  noTime: 'No free time found.',
  unread: 'The calendar cannot be read now; this coach is not offered then.',
  calendar: {
    tenant: 'calendar in the own environment',
    windows: 'gives free times themselves',
    ics: 'calendar behind an address',
    'other-tenant': 'calendar at another organisation',
  },
  ownHours: 'own working hours',
  who: 'Who sees this? Only the coordinator. The municipality does not see who talks with whom. That you opened this is recorded.',
};

export const COORDINATOR = { nl, en } as const satisfies Record<PageLanguage, typeof nl>;

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
  asked: 'gevraagd op {asked}; {reader} heeft nog niet gezegd te bellen',
  pool: 'De coaches',
  override: 'Coach van iemand wijzigen',
  load: '{load} van {most} directeuren',
  free: 'Eerste vrije moment: {free}.',
  noTime: 'Geen vrij moment gevonden.',
  unread: 'Ik kan de agenda nu niet lezen. Zolang dat duurt, bied ik deze coach niet aan.',
  lastRead: 'Ik las die voor het laatst op {read}. Vraag de coach of de link nog klopt.',
  neverRead: 'Ik kon die nog niet één keer lezen. Vraag de coach of de link klopt.',
  calendar: {
    tenant: 'agenda in deze organisatie',
    windows: 'geeft zelf vrije momenten op',
    ics: 'agenda via een link',
    'other-tenant': 'agenda bij een andere organisatie',
  } satisfies Record<CalendarKind, string>,
  ownHours: 'eigen werktijden',
  who: 'Wie ziet dit? Alleen de coördinator. De gemeente ziet niet wie met wie praat. Dat u dit opende, is vastgelegd.',
};

const en: typeof nl = {
  waiting: 'Who is waiting for a coach',
  nobodyWaits: 'Nobody is waiting now.',
  since: 'since {since}',
  why: { matching: 'you choose a coach', nobody: 'nobody fitted, or the coach left' },
  match: 'Choose a coach',
  callbacks: 'Who would like a call',
  noCallbacks: 'There is no open request.',
  asked: 'asked on {asked}; {reader} has not said yet that they will call',
  pool: 'The coaches',
  override: 'Change someone’s coach',
  load: '{load} of {most} directors',
  free: 'First free time: {free}.',
  noTime: 'No free time found.',
  unread: 'I cannot read the calendar now. Until I can, I do not offer this coach.',
  lastRead: 'I last read it on {read}. Ask the coach whether the link still works.',
  neverRead: 'I could not read it even once. Ask the coach whether the link is right.',
  calendar: {
    tenant: 'calendar in this organisation',
    windows: 'gives free times on their own page',
    ics: 'calendar by a link',
    'other-tenant': 'calendar at another organisation',
  },
  ownHours: 'own working hours',
  who: 'Who sees this? Only the coordinator. The municipality does not see who talks with whom. Opening this is recorded.',
};

export const COORDINATOR = { nl, en } as const satisfies Record<PageLanguage, typeof nl>;

import type { BookingId, CallbackId, IntakeId, PersonId } from '../bot/rules/ids.ts';
import type { Both, Helpline, Preferences, RetentionTerms, Theme } from '../bot/rules/programme.ts';
import type { CoachChoice, Drawing, Of, View, ViewKind } from './view.ts';

export const MUNICIPALITY = 'gemeente Voorbeeld';
export const FIRM = 'bureau Klaarwater';
const PAGE = 'https://gesprekken.voorbeeld.example/mij';
export const DIRECTOR = 'Noor de Sample';
const PHONE = '088 000 00 10';
const MAIL = 'coaching@klaarwater.example';
const HELPLINE: Helpline = {
  number: '088 000 00 20',
  hours: { nl: 'maandag tot en met vrijdag, 8.00–20.00 uur', en: 'Monday to Friday, 8:00–20:00' },
};
const SUBJECT: Both = { nl: 'Gesprek', en: 'Appointment' };
export const THEMES: readonly Theme[] = [
  { code: 'role', label: { nl: 'mijn overtuiging en mijn rol', en: 'my convictions and my role' } },
  {
    code: 'neutral',
    label: { nl: 'neutraal blijven als dat moeilijk is', en: 'staying neutral when it is hard' },
  },
  { code: 'team', label: { nl: 'gesprekken in mijn team', en: 'conversations in my team' } },
  { code: 'pressure', label: { nl: 'druk van buiten', en: 'pressure from outside' } },
  { code: 'limits', label: { nl: 'grenzen aangeven', en: 'setting limits' } },
];
export const COACHES = [
  'Sanne Testman',
  'Bilal Voorbeeldsma',
  'Anna-Sophia van der Langenaamstraat-Proefpersoon',
];
export const DRAWING: Omit<Drawing, 'language'> = {
  zone: 'Europe/Amsterdam',
  card: '7d3f2a10-5c44-4b7e-9a31-0f6f6c1d2e3b',
};

const LINE: Both = {
  nl: 'rustig en praktisch, ervaring met leidinggeven in het openbaar bestuur',
  en: 'calm and practical, experience with leading in public administration',
};
const at = (iso: string) => Date.parse(iso);
const slot = (iso: string, minutes = 75) => ({ start: at(iso), end: at(iso) + minutes * 60_000 });
const SLOT = slot('2026-11-26T09:00:00Z');
const SIX = ['26T09:00', '26T14:30', '27T08:00', '30T10:15', '30T15:00', '30T16:15'].map((each) =>
  slot(`2026-11-${each}:00Z`),
);
const person = (n: number) => `00000000-0000-4000-8000-00000000000${n}` as PersonId;
const CHOICES: readonly CoachChoice[] = COACHES.map((name, n) => ({
  id: person(n + 1),
  name,
  line: LINE,
  firstFree: SLOT.start + n * 86_400_000,
}));
const NAMES = COACHES.map((name, n) => ({ id: person(n + 1), name }));
const WISHES: Preferences = {
  themes: ['role', 'limits'],
  length: 75,
  place: 'teams',
  days: ['mon', 'thu'],
  parts: ['morning', 'afternoon'],
  language: 'nl',
  avoid: person(9),
};
const NO_WISHES: Preferences = { ...WISHES, themes: [], days: [], parts: [], avoid: null };
const BY = at('2026-11-25T16:00:00Z');
const FIRM_REACH = { firm: FIRM, phone: PHONE, mail: MAIL };
const CONSENT: Omit<Of<'consent'>, 'kind'> = {
  municipality: MUNICIPALITY,
  firm: FIRM,
  coaches: NAMES,
  filled: {},
  faults: [],
  firmContact: { phone: PHONE, mail: MAIL },
};
const REQUEST: Omit<Of<'callback-request'>, 'kind' | 'taken'> = {
  callback: '00000000-0000-4000-8000-0000000000ff' as CallbackId,
  name: DIRECTOR,
  phone: '06 00000012',
  when: 'morning',
  asked: at('2026-11-24T15:32:00Z'),
};
const SESSION = { director: DIRECTOR, slot: SLOT, place: 'teams', number: 1 } as const;
const SLOTS: Omit<Of<'slots'>, 'kind'> = {
  coach: COACHES[0] ?? '',
  slots: SIX,
  place: 'teams',
  more: true,
  notice: null,
  faults: [],
};

const OVERRIDE: Omit<Of<'override'>, 'kind'> = {
  director: DIRECTOR,
  from: person(7),
  coach: 'Wim Voorheen',
  coming: false,
  preferences: NO_WISHES,
  themes: THEMES,
  coaches: [],
  notice: null,
  faulty: false,
};
const INSTEAD = { coach: COACHES[1] ?? '', off: [SLOT], firm: FIRM, phone: PHONE };

const CHANGEABLE: Of<'session-choice'>['sessions'] = SIX.slice(0, 2).map((each, n) => ({
  id: `00000000-0000-4000-8000-0000000000e${n}` as BookingId,
  slot: each,
  place: 'teams',
  who: null,
}));
const COACHED = CHANGEABLE.map((each) => ({ ...each, who: DIRECTOR }));
const MOVE: Omit<Of<'move-times'>, 'kind'> = {
  who: COACHES[0] ?? '',
  slot: SLOT,
  place: 'teams',
  slots: SIX,
  more: true,
  notice: null,
  faulty: false,
};
const ASK: Omit<Of<'cancel-ask'>, 'kind'> = {
  as: 'director',
  who: COACHES[0] ?? '',
  slot: SLOT,
  place: 'teams',
  late: false,
  counts: false,
  left: 3,
  lateHours: 24,
};

const REQUESTED: Omit<Of<'request'>, 'kind'> = {
  firm: FIRM,
  asked: { places: 2, sessions: 1 },
  price: { cents: 2_062_500, places: 20, sessions: 3 },
  faults: [],
};
const RETENTION: RetentionTerms = {
  preferencesDays: 30,
  coachDays: 90,
  messagesDays: 90,
  recordDays: 365,
  leaversDays: 30,
};
const MY_DATA: Omit<Of<'my-data'>, 'kind'> = {
  holds: ['directory', 'phone', 'preferences', 'draft', 'sessions', 'callbacks', 'messages', 'record'],
  opened: [],
  link: { url: 'https://gesprekken.voorbeeld.example/my-data/a-token', until: at('2026-11-26T09:15:00Z') },
  director: true,
  firm: FIRM,
  municipality: MUNICIPALITY,
  retention: RETENTION,
  notice: null,
  faults: [],
};
const CORRECT: Omit<Of<'correct'>, 'kind'> = {
  language: 'nl',
  phone: '06 00000012',
  directory: { name: DIRECTOR, mail: MAIL, phone: null },
  wishes: true,
  municipality: MUNICIPALITY,
  faults: [],
};
const STOP: Omit<Of<'stop'>, 'kind'> = {
  takesPart: true,
  coming: [SLOT],
  told: true,
  call: false,
  firm: FIRM,
  retention: RETENTION,
  helpline: HELPLINE,
};
const ERASE = { municipality: MUNICIPALITY, retention: RETENTION };
const OBJECTION = { name: DIRECTOR, mail: MAIL, asked: at('2026-11-24T15:32:00Z'), by: BY };

type Situations<Kind extends ViewKind> = { readonly [situation: string]: Omit<Of<Kind>, 'kind'> };

/** Every kind has situations: a new kind without one is a type error. */
const BY_KIND: { readonly [kind in ViewKind]: Situations<kind> } = {
  welcome: {
    director: { as: 'director', sessions: 3 },
    'one session': { as: 'director', sessions: 1 },
    coach: { as: 'coach', sessions: 3 },
    coordinator: { as: 'coordinator', sessions: 3 },
    contact: { as: 'contact', sessions: 3 },
    stranger: { as: 'stranger', sessions: 3 },
  },
  information: { plain: { municipality: MUNICIPALITY, firm: FIRM, helpline: HELPLINE, sessions: 3 } },
  'sign-up': {
    empty: { themes: THEMES, filled: {}, faults: [], wipeAfterDays: 30 },
    filled: {
      themes: THEMES,
      filled: { themes: ['role', 'team'], length: 90, place: 'location', days: ['fri'], parts: ['morning'] },
      faults: [],
    },
    'with faults': { themes: THEMES, filled: {}, faults: ['themes', 'length', 'place', 'days', 'parts'] },
    'no themes': { themes: [], filled: {}, faults: [], wipeAfterDays: 1 },
    correcting: {
      themes: THEMES,
      filled: { length: 60, place: 'phone' },
      faults: [],
      wipeAfterDays: 30,
      correcting: true,
    },
  },
  consent: {
    empty: CONSENT,
    filled: { ...CONSENT, filled: { language: 'en', avoid: person(2) } },
    'with faults': { ...CONSENT, faults: ['language', 'avoid', 'consent'] },
    'no coaches': { ...CONSENT, coaches: [] },
  },
  ask: { plain: { ...FIRM_REACH, municipality: MUNICIPALITY } },
  looking: { plain: {} },
  coaches: {
    three: { coaches: CHOICES, faults: [] },
    'one, with a fault': { coaches: CHOICES.slice(0, 1), faults: ['coach'] },
  },
  nobody: {
    'nobody fits': { why: 'nobody-fits', by: BY, helpline: HELPLINE, firm: FIRM },
    'own calendar unknown': { why: 'own-calendar-unknown', by: BY, helpline: HELPLINE, firm: FIRM },
    'coach left': { why: 'coach-left', by: BY, helpline: HELPLINE, firm: FIRM },
  },
  matching: { plain: { by: BY, firm: FIRM, helpline: HELPLINE } },
  full: {
    plain: { municipality: MUNICIPALITY, helpline: HELPLINE, asks: BY },
    'nobody to ask': { municipality: MUNICIPALITY, helpline: HELPLINE, asks: null },
  },
  waiting: {
    'to ask': { municipality: MUNICIPALITY, helpline: HELPLINE, step: 'to-ask', asks: BY },
    asked: { municipality: MUNICIPALITY, helpline: HELPLINE, step: 'asked', asks: null },
    listed: { municipality: MUNICIPALITY, helpline: HELPLINE, step: 'listed', asks: null },
  },
  'waiting-left': { plain: {} },
  'place-free': { first: { until: BY, again: false }, 'once more': { until: BY, again: true } },
  'place-passed': { plain: {} },
  'place-refused': { plain: { ...FIRM_REACH, helpline: HELPLINE } },
  'extra-asked': {
    'to ask': { municipality: MUNICIPALITY, asks: BY },
    asked: { municipality: MUNICIPALITY, asks: null },
  },
  'extra-withdrawn': { plain: {} },
  'extra-given': { plain: {} },
  'extra-refused': { plain: { ...FIRM_REACH, helpline: HELPLINE } },
  'coach-extra': {
    asked: { director: DIRECTOR, outcome: 'asked' },
    given: { director: DIRECTOR, outcome: 'given' },
    refused: { director: DIRECTOR, outcome: 'refused' },
  },
  request: {
    'places and sessions': REQUESTED,
    'one place': { ...REQUESTED, asked: { places: 1, sessions: 0 } },
    'one session, no price, with a fault': {
      ...REQUESTED,
      asked: { places: 0, sessions: 1 },
      price: null,
      faults: ['sessions'],
    },
    'as many as there can be': { ...REQUESTED, asked: { places: 20, sessions: 20 } },
  },
  'request-answered': {
    yes: { ...REQUESTED, given: { places: 2, sessions: 1 }, at: BY, by: 'you' },
    'yes and no, by a colleague': {
      ...REQUESTED,
      given: { places: 1, sessions: 0 },
      at: BY,
      by: 'colleague',
    },
    no: { ...REQUESTED, price: null, given: { places: 0, sessions: 0 }, at: BY, by: 'you' },
  },
  slots: {
    six: SLOTS,
    taken: { ...SLOTS, slots: SIX.slice(0, 2), notice: 'taken', more: false },
    past: { ...SLOTS, notice: 'past', place: 'location' },
    'not offered, with a fault': { ...SLOTS, notice: 'not-offered', faults: ['slot'], place: 'phone' },
    'not booked': { ...SLOTS, notice: 'not-booked' },
    'no more': { ...SLOTS, slots: SIX.slice(0, 3), notice: 'no-more', more: false },
    none: { ...SLOTS, slots: [], notice: 'no-more', more: false },
    'of another coach': { ...SLOTS, instead: { ...INSTEAD, off: [] } },
    'of another coach, one off': { ...SLOTS, instead: INSTEAD },
    'of another coach, none': { ...SLOTS, slots: [], notice: 'no-more', more: false, instead: INSTEAD },
  },
  preview: {
    online: { subject: SUBJECT, slot: SLOT, place: 'teams', back: true },
    'on location, no way back': { subject: SUBJECT, slot: SLOT, place: 'location', back: false },
    'by phone': { subject: SUBJECT, slot: SLOT, place: 'phone', back: true },
  },
  held: {
    soon: { slot: SLOT, place: 'teams', slow: false },
    slow: { slot: SLOT, place: 'phone', slow: true },
  },
  confirmed: {
    'two left': { slot: SLOT, place: 'teams', subject: SUBJECT, left: 2 },
    'one left': { slot: SLOT, place: 'location', subject: SUBJECT, left: 1 },
    last: { slot: SLOT, place: 'phone', subject: SUBJECT, left: 0 },
  },
  sessions: {
    empty: { entries: [], left: 3, of: 3, next: 'sign-up', unsure: false },
    'of a coach': { entries: [], left: 3, of: 3, next: null, unsure: false },
    choosing: { entries: [], left: 3, of: 3, next: 'choose-coach', unsure: false },
    waiting: { entries: [], left: 3, of: 3, next: 'wait', unsure: true },
    held: {
      entries: [{ number: 1, slot: SLOT, place: 'teams', state: 'held' }],
      left: 2,
      of: 3,
      next: null,
      unsure: false,
    },
    'one over': {
      entries: [{ number: 1, slot: SLOT, place: 'teams', state: 'over' }],
      left: 1,
      of: 2,
      next: 'choose-slot',
      unsure: false,
    },
    'waiting for a place': {
      entries: [],
      left: 3,
      of: 3,
      next: 'sign-up',
      queue: { kind: 'waiting', municipality: MUNICIPALITY, helpline: HELPLINE, step: 'to-ask', asks: BY },
      unsure: false,
    },
    'a place is kept': {
      entries: [],
      left: 3,
      of: 3,
      next: 'sign-up',
      queue: { kind: 'place-free', until: BY, again: false },
      unsure: false,
    },
    'all used': {
      entries: [{ number: 1, slot: SLOT, place: 'teams', state: 'over' }],
      left: 0,
      of: 1,
      next: null,
      extra: 'can-ask',
      unsure: false,
    },
    'under way': {
      entries: [{ number: 1, slot: SLOT, place: 'teams', state: 'begun' }],
      left: 2,
      of: 3,
      next: null,
      unsure: false,
    },
    all: {
      extra: 'asked',
      entries: [
        { number: 1, slot: SLOT, place: 'teams', state: 'over' },
        { number: 2, slot: slot('2026-12-10T13:00:00Z'), place: 'location', state: 'over' },
        { number: 3, slot: slot('2027-01-07T13:00:00Z', 60), place: 'phone', state: 'confirmed' },
      ],
      left: 0,
      of: 3,
      next: null,
      unsure: true,
    },
  },
  help: {
    'director before signing up': {
      heading: 'help',
      roles: ['director'],
      canSignUp: true,
      page: PAGE,
      helpline: HELPLINE,
    },
    'director later': {
      heading: 'help',
      roles: ['director'],
      canSignUp: false,
      page: PAGE,
      helpline: HELPLINE,
    },
    'not understood': {
      heading: 'not-understood',
      roles: ['director'],
      canSignUp: true,
      page: PAGE,
      helpline: HELPLINE,
    },
    coach: {
      heading: 'help',
      roles: ['coach', 'coordinator'],
      canSignUp: false,
      page: PAGE,
      helpline: HELPLINE,
    },
    'coach alone': { heading: 'help', roles: ['coach'], canSignUp: false, page: PAGE, helpline: HELPLINE },
    contact: { heading: 'help', roles: ['contact'], canSignUp: false, page: PAGE, helpline: HELPLINE },
    stranger: { heading: 'not-understood', roles: [], canSignUp: false, page: PAGE, helpline: HELPLINE },
  },
  helpline: { plain: { helpline: HELPLINE } },
  distress: { plain: { helpline: HELPLINE } },
  callback: {
    coach: { phone: '+31 6 0000 0012', reader: 'coach', firm: FIRM, helpline: HELPLINE, faults: [] },
    'coordinator, no number': {
      phone: null,
      reader: 'coordinator',
      firm: FIRM,
      helpline: HELPLINE,
      faults: [],
    },
    'with faults': {
      phone: null,
      reader: 'coach',
      firm: FIRM,
      helpline: HELPLINE,
      faults: ['phone', 'when'],
    },
  },
  'callback-asked': {
    coach: { reader: 'coach', when: 'soon', firm: FIRM, helpline: HELPLINE },
    coordinator: { reader: 'coordinator', when: 'afternoon', firm: FIRM, helpline: HELPLINE },
    taken: { reader: 'coach', when: 'soon', firm: FIRM, helpline: HELPLINE, taken: true },
    'taken by the coordinator': {
      reader: 'coordinator',
      when: 'morning',
      firm: FIRM,
      helpline: HELPLINE,
      taken: true,
    },
  },
  'callback-withdrawn': { plain: { helpline: HELPLINE } },
  'callback-request': { asked: { ...REQUEST, taken: false }, taken: { ...REQUEST, taken: true } },
  'coach-booked': {
    plain: SESSION,
    'on location': { ...SESSION, place: 'location', number: 2 },
  },
  'coach-preferences': {
    full: { ...SESSION, preferences: WISHES, themes: THEMES },
    none: { ...SESSION, preferences: NO_WISHES, themes: THEMES, extra: 'can-ask' },
    wiped: { ...SESSION, preferences: null, themes: THEMES, extra: 'asked' },
  },
  'match-request': {
    three: { director: DIRECTOR, preferences: NO_WISHES, themes: THEMES, coaches: CHOICES, nobody: false },
    'nobody fitted': {
      director: DIRECTOR,
      preferences: WISHES,
      avoidName: 'Wim Liever-Niet',
      themes: THEMES,
      coaches: CHOICES.map((choice) => ({ ...choice, firstFree: null })),
      nobody: true,
      faults: ['coach'],
    },
    'no coaches': { director: DIRECTOR, preferences: WISHES, themes: THEMES, coaches: [], nobody: true },
  },
  'match-withdrawn': { plain: {} },
  'still-waiting': {
    'another day': { by: BY, ...FIRM_REACH, helpline: HELPLINE },
    'no day': { by: null, ...FIRM_REACH, helpline: HELPLINE },
  },
  'match-made': { plain: { director: DIRECTOR, coach: COACHES[0] ?? '' } },
  'my-data': {
    director: {
      ...MY_DATA,
      opened: [
        { at: at('2026-11-26T08:12:00Z'), by: 'coach', what: 'preferences' },
        { at: at('2026-11-25T10:00:00Z'), by: 'coordinator', what: 'match-request' },
        { at: at('2026-11-24T10:00:00Z'), by: 'self', what: 'my-data' },
      ],
    },
    'link over, with a fault': { ...MY_DATA, link: null, faults: ['wish'] },
    coach: { ...MY_DATA, holds: ['directory', 'profile', 'coaching', 'messages', 'record'], director: false },
    corrected: { ...MY_DATA, holds: ['directory', 'record'], notice: 'corrected' },
  },
  correct: {
    director: CORRECT,
    'coach, with faults': { ...CORRECT, phone: null, wishes: false, faults: ['language', 'phone'] },
  },
  stop: {
    'one coming': STOP,
    'two coming': { ...STOP, coming: SIX.slice(0, 2) },
    'asked to be called': { ...STOP, call: true },
    'nobody knows': { ...STOP, coming: [], told: false },
    'nothing to stop': { ...STOP, coming: [], told: false, takesPart: false },
  },
  stopped: {
    'one cancelled': { cancelled: 1, told: true, call: false, helpline: HELPLINE },
    'nothing cancelled': { cancelled: 0, told: false, call: false, helpline: HELPLINE },
    'asked to be called': { cancelled: 1, told: true, call: true, helpline: HELPLINE },
  },
  'coaching-ended': { plain: { director: DIRECTOR } },
  object: {
    coordinator: { open: false, handler: 'coordinator', firm: FIRM, controller: MUNICIPALITY },
    office: { open: false, handler: 'office', firm: FIRM, controller: null },
    'open already': { open: true, handler: 'coordinator', firm: FIRM, controller: null },
  },
  objected: {
    coordinator: { handler: 'coordinator', firm: FIRM, by: BY },
    office: { handler: 'office', firm: FIRM, by: BY },
  },
  'objection-settled': {
    granted: { granted: true, handler: 'coordinator', firm: FIRM, controller: MUNICIPALITY },
    refused: { granted: false, handler: 'office', firm: FIRM, controller: null },
  },
  objection: {
    asked: { ...OBJECTION, state: 'asked', faults: [] },
    'with a fault': { ...OBJECTION, state: 'asked', faults: ['outcome'] },
    granted: { ...OBJECTION, state: 'granted', faults: [] },
    refused: { ...OBJECTION, state: 'refused', faults: [] },
  },
  erase: {
    director: { ...ERASE, coming: [SLOT], told: true, sessions: true, works: false },
    'two coming, two roles': { ...ERASE, coming: SIX.slice(0, 2), told: true, sessions: true, works: true },
    coach: { ...ERASE, coming: [], told: false, sessions: false, works: true },
  },
  erased: { plain: { helpline: HELPLINE } },
  wiped: { plain: {} },
  closed: { plain: {} },
  'out-of-order': { plain: { helpline: HELPLINE }, 'no helpline': { helpline: null } },
  already: {
    coached: { about: 'coached' },
    booked: { about: 'booked' },
    place: { about: 'place' },
    extra: { about: 'extra' },
  },
  'coach-late': { ten: { slot: SLOT, minutes: 10 } },
  'session-cancelled': {
    'in time': { slot: SLOT, by: 'self', counts: false, left: 3 },
    late: { slot: SLOT, by: 'self', counts: true, left: 1 },
    'late, the last': { slot: SLOT, by: 'self', counts: true, left: 0 },
    'by the coach': { slot: SLOT, by: 'other', counts: false, left: 2 },
    'in Outlook': { slot: SLOT, by: 'office', counts: false, left: 1 },
  },
  'coach-cancelled': {
    'by the coach': { director: DIRECTOR, slot: SLOT, number: 1, by: 'self' },
    'by the director': { director: DIRECTOR, slot: SLOT, number: 1, by: 'other' },
    'in Outlook': { director: DIRECTOR, slot: SLOT, number: 2, by: 'office' },
  },
  'coach-ended': {
    one: { director: null, slots: [SLOT] },
    two: { director: null, slots: SIX.slice(0, 2) },
    'with another coach': { director: DIRECTOR, slots: [] },
    'with another coach, one off': { director: DIRECTOR, slots: [SLOT] },
  },
  'wish-kept': { plain: {} },
  earlier: { 'to move to': { slot: SLOT, booked: true }, 'to book': { slot: SLOT, booked: false } },
  'change-coach': {
    plain: { coming: false, firm: null },
    'one coming, the coordinator chooses': { coming: true, firm: FIRM },
  },
  'override-who': {
    two: {
      directors: [0, 1].map((n) => ({
        id: `00000000-0000-4000-8000-0000000000d${n}` as IntakeId,
        name: DIRECTOR,
        coach: COACHES[n] ?? '',
      })),
      faulty: true,
    },
    none: { directors: [], faulty: false },
  },
  override: {
    three: { ...OVERRIDE, coaches: CHOICES },
    'one coming, with wishes': {
      ...OVERRIDE,
      ...{ coming: true, preferences: WISHES, avoidName: 'Wim Liever-Niet', coaches: CHOICES, faulty: true },
    },
    'not free': { ...OVERRIDE, coaches: CHOICES.slice(1), notice: 'not-free' },
    unread: { ...OVERRIDE, notice: 'unread' },
    nobody: { ...OVERRIDE, notice: 'nobody-fits' },
    'none left': { ...OVERRIDE, notice: 'none-left' },
  },
  'override-done': {
    'none off': { director: DIRECTOR, coach: COACHES[1] ?? '', off: 0 },
    'one off': { director: DIRECTOR, coach: COACHES[1] ?? '', off: 1 },
  },
  'session-changed': { plain: {} },
  'session-moved': {
    self: { slot: SLOT, place: 'teams', was: SIX[3] ?? SLOT, by: 'self' },
    'by the coach': { slot: SLOT, place: 'location', was: SIX[3] ?? SLOT, by: 'other' },
    'in Outlook': { slot: SLOT, place: 'phone', was: SIX[3] ?? SLOT, by: 'office' },
  },
  'coach-moved': {
    self: { ...SESSION, was: SIX[3] ?? SLOT, by: 'self' },
    'by the director': { ...SESSION, was: SIX[3] ?? SLOT, by: 'other' },
    'in Outlook': { ...SESSION, was: SIX[3] ?? SLOT, by: 'office' },
  },
  'session-choice': {
    'one to move': { about: 'move', sessions: CHANGEABLE.slice(0, 1), faulty: false },
    'one to cancel': { about: 'cancel', sessions: CHANGEABLE.slice(0, 1), faulty: false },
    'of a coach, with a fault': { about: 'move', sessions: COACHED, faulty: true },
    'of a coach, to cancel': { about: 'cancel', sessions: COACHED, faulty: false },
    'none to move': { about: 'move', sessions: [], faulty: false },
    'none to cancel': { about: 'cancel', sessions: [], faulty: false },
  },
  'move-times': {
    six: MOVE,
    'one page': { ...MOVE, slots: SIX.slice(0, 3), more: false },
    taken: { ...MOVE, notice: 'taken', faulty: true },
    past: { ...MOVE, notice: 'past' },
    'not offered': { ...MOVE, notice: 'not-offered' },
    proposal: { ...MOVE, notice: 'proposal' },
    none: { ...MOVE, slots: [], more: false, notice: 'no-more' },
    unread: { ...MOVE, slots: [], more: false, notice: 'unread' },
    again: { ...MOVE, notice: 'no-more' },
  },
  'cancel-ask': {
    'in time': ASK,
    'late, free': { ...ASK, late: true },
    'late, counts': { ...ASK, late: true, counts: true, left: 1 },
    'late, the last': { ...ASK, late: true, counts: true, left: 0 },
    coach: { ...ASK, as: 'coach', who: DIRECTOR, left: 0 },
  },
  'session-tentative': { plain: { slot: SLOT, place: 'teams' } },
  'session-over': { plain: { ...SESSION, again: false }, again: { ...SESSION, again: true } },
  'session-marked': {
    held: { director: DIRECTOR, slot: SLOT, number: 1, as: 'done' },
    missed: { director: DIRECTOR, slot: SLOT, number: 1, as: 'missed' },
  },
  'next-session': {
    two: { left: 2, days: 21, helpline: HELPLINE },
    'one, without advice': { left: 1, days: 0, helpline: HELPLINE },
    last: { left: 0, days: 21, helpline: HELPLINE },
  },
  'session-missed': {
    free: { slot: SLOT, counts: false, left: 3 },
    counts: { slot: SLOT, counts: true, left: 2 },
    'the last': { slot: SLOT, counts: true, left: 0 },
  },
  'session-unsure': { plain: { slot: SLOT } },
  reminder: { plain: { slot: SLOT, place: 'teams' }, 'on location': { slot: SLOT, place: 'location' } },
  checkin: { plain: { firm: FIRM, helpline: HELPLINE } },
  'checkin-answered': {
    fine: { as: 'fine', helpline: HELPLINE },
    'not now': { as: 'not-now', helpline: HELPLINE },
  },
  'coach-ill': {
    days: { days: [at('2026-11-25T23:00:00Z'), at('2026-11-26T23:00:00Z')], faulty: true },
    none: { days: [], faulty: false },
  },
  'coach-ill-done': {
    two: { count: 2, until: at('2026-11-26T23:00:00Z') },
    one: { count: 1, until: at('2026-11-25T23:00:00Z') },
    none: { count: 0, until: at('2026-11-25T23:00:00Z') },
  },
  'coach-sessions': {
    two: { today: false, entries: [SESSION, { ...SESSION, slot: SIX[3] ?? SLOT, number: 2 }] },
    today: { today: true, entries: [SESSION] },
    'one under way': {
      today: true,
      entries: [
        { ...SESSION, begun: true },
        { ...SESSION, slot: SIX[3] ?? SLOT, number: 2 },
      ],
    },
    'under way': { today: false, entries: [{ ...SESSION, begun: true }] },
    none: { today: false, entries: [] },
  },
};

/** Every card in every situation that changes what it says. */
export const SAMPLES: readonly { readonly name: string; readonly view: View }[] = Object.entries(
  BY_KIND,
).flatMap(([kind, situations]) =>
  Object.entries(situations).map(([situation, view]) => ({
    name: `${kind}: ${situation}`,
    view: { kind, ...view } as View,
  })),
);

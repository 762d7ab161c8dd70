import { z } from 'zod';
import { governance } from './programme-governance.ts';
import { isFeedAddress } from './rules/feeds.ts';
import { REMINDERS } from './rules/programme.ts';
import { isoWeekMonday, WEEKDAYS } from './rules/time.ts';

/** The week in which the file is applied for the first time. */
export const FIRST_APPLIED = 'when-first-applied';

const both = z.strictObject({ nl: z.string().min(1).max(500), en: z.string().min(1).max(500) });
const wall = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time such as 09:00');
const language = z.enum(['nl', 'en']);
const place = z.enum(['teams', 'location', 'phone']);
const mail = z.email().max(200);
const zone = z.string().refine(isZone, 'a zone such as Europe/Amsterdam');
const period = z.strictObject({ from: wall, to: wall }).refine((p) => p.from < p.to, 'from comes before to');
const hours = z.partialRecord(z.enum(WEEKDAYS), z.array(period).max(8));

const OFFICE_HOURS = Object.fromEntries(
  (['mon', 'tue', 'wed', 'thu', 'fri'] as const).map((day) => [day, [{ from: '08:30', to: '18:00' }]]),
);

const slots = z.strictObject({
  'notice-hours': z.int().min(1).max(168).default(24),
  'buffer-minutes': z.int().min(0).max(60).default(15),
  'grid-minutes': z
    .union([z.literal(5), z.literal(10), z.literal(15), z.literal(30), z.literal(60)])
    .default(15),
  'horizon-days': z.int().min(7).max(56).default(56),
  'director-hours': hours.default(OFFICE_HOURS),
});

const day = z.string().refine(isDay, 'a day such as 2026-12-03, or a time such as 2026-12-03 13:00');
/** A day alone is that whole day, and as an end includes it. */
const dates = z
  .strictObject({ start: day, end: day })
  .refine((d) => plain(d.start) <= plain(d.end) && (d.start !== d.end || isWholeDay(d.start)), {
    path: ['end'],
    message: 'the end comes after the start',
  });
const sibling = z.strictObject({ name: z.string().min(1).max(200), dates: z.array(dates).min(1).max(100) });

/** A thousand million euros: its product with 500 places stays exact. */
const budget = z.strictObject({
  cents: z.int().min(1).max(100_000_000_000),
  places: z.int().min(1).max(500).optional(),
});
const requests = z.strictObject({
  day: z.enum(['mon', 'tue', 'wed', 'thu', 'fri']).default('mon'),
  time: wall.refine((time) => time !== '24:00', 'a time such as 09:00').default('09:00'),
});
const keepPlace = z.strictObject({
  days: z.int().min(1).max(60).default(10),
  'days-again': z.int().min(1).max(60).default(5),
});

const term = (days: number) => z.int().min(1).max(3_650).default(days);
/** Days. An objection takes a month, and a link in a mail works as long: shorter terms would cut through them. */
const retention = z.strictObject({
  'preferences-days': term(30),
  'coach-days': term(90),
  'messages-days': z.int().min(31).max(3_650).default(90),
  'record-days': z.int().min(31).max(3_650).default(365),
  'leavers-days': term(30),
});

const exercise = z.strictObject({
  title: both,
  text: both.optional(),
  link: z
    .url({ protocol: /^https$/ })
    .max(500)
    .optional(),
});
const template = z.strictObject({
  number: z.int().min(1).max(10),
  title: both,
  goals: z.array(both).max(20).default([]),
  topics: z.array(both).max(20).default([]),
  exercises: z.array(exercise).max(20).default([]),
});

const settings = z.strictObject({
  municipality: z.string().min(1).max(200),
  firm: z.string().min(1).max(200),
  'firm-contact': z.strictObject({ phone: z.string().min(3).max(40), mail }),
  mailbox: mail,
  zone: zone.default('Europe/Amsterdam'),
  'start-week': z
    .string()
    .refine((week) => week === FIRST_APPLIED || isoWeekMonday(week) !== null, 'an ISO week such as 2026-W48'),
  places: z.int().min(1).max(500).default(20),
  sessions: z.int().min(1).max(10).default(3),
  matching: z.enum(['director', 'coordinator']).default('director'),
  slots: slots.default(slots.parse({})),
  themes: z
    .array(
      z.strictObject({ code: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/), nl: z.string(), en: z.string() }),
    )
    .max(12),
  helpline: z.strictObject({ number: z.string().min(3).max(40), hours: both }),
  subject: both.default({ nl: 'Gesprek', en: 'Appointment' }),
  address: both,
  'answer-within-working-days': z.int().min(1).max(10).default(2),
  retention: retention.default(retention.parse({})),
  /** Other activities of the same leadership programme: nobody is offered a session during one. */
  siblings: z.array(sibling).max(50).default([]),
  /** What was agreed, in whole cents without VAT, for so many places: what one more place or session costs. */
  budget: budget.optional(),
  /** When a week's requests for more go to the contact person; on a holiday the working day after it. */
  requests: requests.default(requests.parse({})),
  /** Working days for which a place is kept for who waited, and after they were asked once more. */
  'keep-place': keepPlace.default(keepPlace.parse({})),
  /** What a coach can prepare for each session. */
  'session-templates': z
    .array(template)
    .max(10)
    .default([])
    .refine(
      (all) => new Set(all.map(({ number }) => number)).size === all.length,
      'every number stands once',
    ),
  /** How people without Teams sign in on a page, beside a code by mail: tenants of Entra. */
  'sign-in': z.strictObject({ tenants: z.array(z.guid()).max(20).default([]) }).default({ tenants: [] }),
  'ics-hours': z.int().min(1).max(72).default(3),
  'late-cancel-hours': z.int().min(0).max(168).default(24),
  'late-cancel-counts': z.boolean().default(false),
  'missed-counts': z.boolean().default(false),
  'spacing-days': z.int().min(0).max(90).default(21),
  /** Of work: nine to five on working days. */
  'call-back-hours': z.int().min(1).max(80).default(4),
  reminders: z
    .array(z.enum(REMINDERS))
    .max(2)
    .default([...REMINDERS]),
});

const coachKeys = z.strictObject({
  line: both,
  languages: z.array(language).min(1),
  themes: z.array(z.string()).default([]),
  places: z.array(place).min(1),
  zone: zone.default('Europe/Amsterdam'),
  hours,
  calendar: z.enum(['tenant', 'windows', 'ics', 'other-tenant']).default('tenant'),
  /** A secret: no message shows it. */
  ics: z
    .string()
    .refine(
      isFeedAddress,
      'an https address of an ICS file (https:// in place of webcal://), without a name in it',
    )
    .optional(),
  tenant: z.guid().optional(),
  'max-directors': z.int().min(1).max(100).default(8),
});

const coach = coachKeys
  .refine((c) => (c.calendar === 'ics') === (c.ics !== undefined), {
    path: ['ics'],
    message: 'stands there when calendar is ics, and only then',
  })
  .refine((c) => (c.calendar === 'other-tenant') === (c.tenant !== undefined), {
    path: ['tenant'],
    message: 'stands there when calendar is other-tenant, and only then',
  });

const has = (p: { readonly roles: readonly string[] }, ...any: readonly string[]) =>
  p.roles.some((role) => any.includes(role));

const person = z
  .strictObject({
    upn: mail,
    /** Only for who has no account in the directory: everybody else's come from there. */
    name: z.string().min(1).max(200).optional(),
    mail: mail.optional(),
    roles: z.array(z.enum(['director', 'coach', 'coordinator', 'office', 'contact', 'administrator'])).min(1),
    language: language.default('nl'),
    reach: z.enum(['teams', 'mail']).default('teams'),
    coach: coach.optional(),
  })
  .refine(
    (p) => p.roles.includes('coach') === (p.coach !== undefined),
    'a coach has a block coach, and nobody else has',
  )
  .refine(
    (p) => !(p.roles.includes('coach') && p.roles.includes('director')),
    'nobody is both coach and director',
  )
  .refine(
    (p) => !(has(p, 'coach', 'coordinator') && has(p, 'office', 'contact')),
    'nobody is of the firm (coach, coordinator) and of the municipality (office, contact): it would see who is coached by whom',
  );

/** A coach has hours and words of their own, so nobody becomes one through a group. */
const group = z.strictObject({
  group: z.union([z.guid(), mail], 'the object id of an Entra group, or its mail address'),
  roles: z.array(z.enum(['director', 'coordinator', 'office', 'contact', 'administrator'])).min(1),
});

export const programmeSchema = z
  .strictObject({
    programme: settings,
    people: z.array(person).min(1).max(2_000),
    groups: z.array(group).max(50).default([]),
    /** Needed in production: `missingGovernance` says what of it. */
    governance: governance.optional(),
  })
  .refine((f) => f.people.some((p) => p.roles.includes('coordinator')), {
    path: ['people'],
    message: 'somebody has the role coordinator',
  })
  .refine((f) => new Set(f.people.map((p) => p.upn.toLowerCase())).size === f.people.length, {
    path: ['people'],
    message: 'every upn stands once',
  })
  .refine((f) => new Set(f.groups.map((g) => g.group.toLowerCase())).size === f.groups.length, {
    path: ['groups'],
    message: 'every group stands once',
  });

export type ProgrammeFile = z.infer<typeof programmeSchema>;
export type FilePerson = ProgrammeFile['people'][number];

export type Hours = z.infer<typeof hours>;

function isZone(name: string): boolean {
  return Intl.supportedValuesOf('timeZone').includes(name) || name === 'UTC';
}

/** `2026-12-03`, `2026-12-03 13:00` or `2026-12-03T13:00`: a wall time in the programme's zone. */
const PLAIN = /^(\d{4}-\d{2}-\d{2})(?:[T ](([01]\d|2[0-3]):[0-5]\d))?$/;

function isDay(text: string): boolean {
  const [, date = ''] = PLAIN.exec(text) ?? [];
  // Only a day that exists is written back as it was.
  return date !== '' && new Date(`${date}T00:00Z`).toString() !== 'Invalid Date' && exists(date);
}

function exists(date: string): boolean {
  return new Date(`${date}T00:00Z`).toISOString().startsWith(date);
}

export function isWholeDay(text: string): boolean {
  return PLAIN.exec(text)?.[2] === undefined;
}

/** In a form that sorts as the moments do. */
function plain(text: string): string {
  return text.replace(' ', 'T');
}

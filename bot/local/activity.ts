import type { Recorder } from '../../graph/record.ts';
import type { Both } from '../rules/programme.ts';

/** One thing that happened behind the console: which, never what it carried. */
export type Note = {
  /** Epoch milliseconds on the local clock. */
  readonly at: number;
  readonly kind: 'job' | 'outlook' | 'teams' | 'clock';
  /** For people. */
  readonly text: Both;
  /** For makers: the job's kind, or method, path and status. */
  readonly code: string;
};

export type Activity = {
  note(note: Omit<Note, 'at'>): void;
  /** Newest last. */
  notes(): readonly Note[];
  /** Notes each Graph exchange by its template and status, and passes it on. */
  recorder(next: Recorder | null): Recorder;
};

/** What the console can show without becoming a log file. */
const KEPT = 200;

/** What happened lately behind the console; `changed` is called after each. */
export function createActivity(now: () => number, changed: () => void = () => undefined): Activity {
  const notes: Note[] = [];
  const note = (one: Omit<Note, 'at'>) => {
    notes.push({ ...one, at: now() });
    if (notes.length > KEPT) notes.shift();
    changed();
  };
  return {
    note,
    notes: () => [...notes],
    recorder: (next) => (exchange) => {
      const path = templateOf(exchange.url);
      const call = `${exchange.method} ${path}`;
      note({ kind: 'outlook', text: textOf(call, exchange.status), code: `${call} → ${exchange.status}` });
      next?.(exchange);
    },
  };
}

const CALLS: readonly (readonly [RegExp, Both])[] = [
  [/getSchedule$/, { nl: 'Vrij en bezet opgevraagd', en: 'Asked for free and busy times' }],
  [/^POST .*\/sendMail$/, { nl: 'Neutrale mail verstuurd', en: 'Sent a neutral mail' }],
  [/^POST .*\/events$/, { nl: 'Afspraak in de agenda gezet', en: 'Put an appointment in the calendar' }],
  [/^PATCH .*\/events\//, { nl: 'Afspraak gewijzigd', en: 'Changed an appointment' }],
  [/^(DELETE .*\/events\/|POST .*\/cancel$)/, { nl: 'Afspraak geannuleerd', en: 'Cancelled an appointment' }],
  [/^GET .*\/(events|calendarView)/, { nl: 'Agenda nagekeken', en: 'Looked in the calendar' }],
  [/subscriptions/, { nl: 'Meldingen van Outlook geregeld', en: 'Arranged notifications by Outlook' }],
  [/^GET \/(users|groups)/, { nl: 'Adreslijst geraadpleegd', en: 'Consulted the directory' }],
];

function textOf(call: string, status: number): Both {
  if (status >= 400) return { nl: 'Outlook weigerde een vraag', en: 'Outlook refused a call' };
  const known = CALLS.find(([pattern]) => pattern.test(call));
  return known?.[1] ?? { nl: 'Outlook iets gevraagd', en: 'Asked Outlook something' };
}

/** The path of a Graph call with its ids taken out, and without its query. */
function templateOf(url: string): string {
  const { pathname } = new URL(url);
  return pathname
    .replace(/^\/v1\.0/, '')
    .replace(/\/(users|groups|events|subscriptions)\/[^/]+/g, '/$1/{id}');
}

/** A job of the queue, by its kind. */
export function jobNote(kind: string, done: boolean): Omit<Note, 'at'> {
  const text = JOBS[kind] ?? { nl: 'Klus uit de rij gedaan', en: 'Did a job of the queue' };
  const failed = { nl: 'Klus mislukt; wordt herhaald', en: 'A job failed; it is tried again' };
  return { kind: 'job', text: done ? text : failed, code: kind };
}

const JOBS: Readonly<Record<string, Both>> = {
  'calendar.create': { nl: 'Afspraak vastgelegd', en: 'Settled an appointment' },
  'calendar.remove': { nl: 'Afspraak ingetrokken', en: 'Withdrew an appointment' },
  'calendar.move': { nl: 'Afspraak verzet', en: 'Moved an appointment' },
  'calendar.hear': { nl: 'Nagekeken wat er in Outlook veranderde', en: 'Looked what changed in Outlook' },
  'calendar.watch': { nl: 'Luisteren naar Outlook verlengd', en: 'Renewed listening to Outlook' },
  'calendar.look-around': {
    nl: 'Agenda van het programma nagelopen',
    en: 'Went through the programme calendar',
  },
  'chat.broadcast': { nl: 'Bericht aan velen bezorgd', en: 'Delivered a message to many' },
  'chat.put': { nl: 'Kaarten bijgewerkt', en: 'Updated cards' },
  'code.send': { nl: 'Eenmalige code gemaild', en: 'Mailed a one-time code' },
  'message.wipe': { nl: 'Bericht gewist', en: 'Wiped a message' },
  'event.wipe': { nl: 'Afspraak gewist', en: 'Wiped an appointment' },
  'session.propose': {
    nl: 'Voorstel voor een andere tijd verwerkt',
    en: 'Handled a proposal for another time',
  },
  'app.install': { nl: 'App geïnstalleerd', en: 'Installed the app' },
  'chat.send': { nl: 'Bericht bezorgd', en: 'Delivered a message' },
  'chat.update': { nl: 'Kaart bijgewerkt', en: 'Updated a card' },
  'mail.send': { nl: 'Mail bezorgd', en: 'Delivered a mail' },
  'offer.make': { nl: 'Coaches en tijden gezocht', en: 'Looked for coaches and times' },
};

/** What the bot did in local Teams. */
export function teamsNote(call: 'send' | 'update' | 'delete', to: string, status: number): Omit<Note, 'at'> {
  const texts = {
    send: { nl: `Bericht van Klankbord: ${to}`, en: `Message by Klankbord: ${to}` },
    update: { nl: `Kaart bijgewerkt: ${to}`, en: `Card updated: ${to}` },
    delete: { nl: `Bericht weggehaald: ${to}`, en: `Message removed: ${to}` },
  };
  const method = { send: 'POST', update: 'PUT', delete: 'DELETE' }[call];
  return {
    kind: 'teams',
    text: texts[call],
    code: `${method} /v3/conversations/{id}/activities → ${status}`,
  };
}

export const CLOCK_NOTE: Omit<Note, 'at'> = {
  kind: 'clock',
  text: { nl: 'De klok is verzet', en: 'The clock was moved' },
  code: 'clock',
};

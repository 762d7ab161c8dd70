import type { Directory } from '../ports.ts';
import type { IntakeId, PersonId } from '../rules/ids.ts';
import type { Intake } from '../rules/intake.ts';
import type { Coach, Preferences, Programme } from '../rules/programme.ts';
import { freePlaces, type Places } from '../rules/waiting.ts';
import type { Db, Trx } from '../store/database.ts';
import * as intakes from '../store/intakes.ts';
import type { Person } from '../store/people.ts';
import * as people from '../store/people.ts';
import { count } from '../store/places.ts';
import * as programme from '../store/programme.ts';
import * as record from '../store/record.ts';
import type { Context } from './context.ts';
import { minute } from './minutes.ts';

/** Somebody on a list of before: `coach` by name or UPN as it was written there. */
export type Registered = {
  readonly line: number;
  readonly upn: string;
  readonly coach: string | null;
  readonly held: number;
};

type Coached = {
  readonly line: number;
  readonly director: PersonId;
  readonly name: string;
  readonly coach: Coach;
  readonly held: number;
};
type Named = { readonly name: string };

/** What an import would do. `alone`: without a coach nobody speaks for them; they sign up themselves. */
export type Plan = {
  readonly coached: readonly Coached[];
  readonly alone: readonly Named[];
  readonly already: readonly Named[];
  /** Had their data erased: an old list does not bring it back. They sign up themselves, if they want. */
  readonly erased: readonly Named[];
};
export type Planned =
  | { readonly kind: 'planned'; readonly plan: Plan }
  | { readonly kind: 'faults'; readonly faults: readonly { readonly line: number; readonly why: string }[] }
  | { readonly kind: 'unread'; readonly code: string }
  | { readonly kind: 'no-programme' };

type Deps = Pick<Context, 'db' | 'clock' | 'random'> & { readonly directory: Directory };

/** Looks everybody up; changes nothing. */
export async function planImport(d: Deps, registered: readonly Registered[]): Promise<Planned> {
  const applied = await programme.load(d.db);
  if (!applied) return { kind: 'no-programme' };
  const facts = await factsOf(d, applied.settings);
  const plan = {
    coached: [] as Coached[],
    alone: [] as Named[],
    already: [] as Named[],
    erased: [] as Named[],
  };
  const faults: { line: number; why: string }[] = [];
  for (const row of registered) {
    const person = facts.known.get(row.upn);
    if (!person?.roles.includes('director')) {
      const stranger = await strangerAs(d, row.upn);
      if (stranger.kind === 'unread') return stranger;
      faults.push({ line: row.line, why: stranger.why });
      continue;
    }
    const judged = judge(facts, row, person);
    if (judged.kind === 'fault') faults.push({ line: row.line, why: judged.why });
    else if (judged.kind === 'coached') plan.coached.push(judged.coached);
    else plan[judged.kind].push({ name: person.name });
  }
  faults.push(...tooMany(facts, plan.coached));
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'planned', plan };
}

/** One transaction: everybody or nobody. `changed` when somebody's case is no longer what the plan saw. */
export function importPeople(
  d: Pick<Context, 'db' | 'clock' | 'random' | 'box'>,
  plan: Plan,
): Promise<{ readonly kind: 'imported' } | { readonly kind: 'changed' }> {
  return d.db
    .transaction()
    .execute(async (trx) => {
      await programme.lock(trx);
      for (const one of plan.coached) await importOne(d, trx, one);
      return { kind: 'imported' } as const;
    })
    .catch((error: unknown) => {
      if (error instanceof Changed) return { kind: 'changed' } as const;
      throw error;
    });
}

/** Rolls the whole import back. */
class Changed extends Error {
  override readonly name = 'Changed';
}

async function importOne(
  d: Pick<Context, 'clock' | 'random' | 'box'>,
  trx: Trx,
  one: Coached,
): Promise<void> {
  const now = d.clock.now();
  const open = { id: d.random.uuid() as IntakeId, director: one.director, now };
  const before = await intakes.open(trx, d.box, open);
  const erased = await erasedOf(trx, [one.director]);
  if (!isFree(before) || erased.size > 0) throw new Changed();
  const { language } = await people.byId(trx, one.director);
  const intake = { ...before, state: 'coached', coach: one.coach.id, handedOverAt: now } as const;
  await intakes.save(trx, d.box, { ...intake, preferences: before.preferences ?? anyTime(language) });
  await intakes.setSessionsBefore(trx, { intake: before.id, held: one.held });
  const line = { actor: 'klankbord', action: 'intake.import', object: before.id, outcome: 'coached' };
  await minute(d, trx, line);
}

/** Nobody asked them yet. */
const anyTime = (language: Preferences['language']): Preferences => ({
  themes: [],
  length: 60,
  place: 'teams',
  days: [],
  parts: [],
  language,
  avoid: null,
});

type Facts = {
  readonly settings: Programme;
  readonly places: Places;
  readonly known: ReadonlyMap<string, Person>;
  readonly coaches: readonly (Coach & { readonly upn: string })[];
  readonly cases: ReadonlyMap<PersonId, Pick<Intake, 'state' | 'coach'>>;
  readonly erased: ReadonlySet<PersonId>;
};

async function factsOf(d: Deps, settings: Programme): Promise<Facts> {
  const known = await people.byUpn(d.db);
  const upns = new Map([...known].map(([upn, { id }]) => [id, upn]));
  const coaches = (await people.coaches(d.db)).map((coach) => ({ ...coach, upn: upns.get(coach.id) ?? '' }));
  const { places: own, sessions } = settings;
  const places = await count(d.db, { places: own, sessions, director: null, now: d.clock.now() });
  const cases = await intakes.standings(d.db);
  return { settings, places, known, coaches, cases, erased: await erasedOf(d.db, [...upns.keys()]) };
}

/** Who had their data erased, as far back as the record goes. */
async function erasedOf(db: Db | Trx, ids: readonly PersonId[]): Promise<ReadonlySet<PersonId>> {
  const lines = await record.about(db, { ids, actions: ['person.erase'], limit: 100_000 });
  return new Set(lines.flatMap(({ object }) => (object === null ? [] : [object as PersonId])));
}

type Judged =
  | { readonly kind: 'fault'; readonly why: string }
  | { readonly kind: 'coached'; readonly coached: Coached }
  | { readonly kind: 'alone' | 'already' | 'erased' };

function judge(facts: Facts, row: Registered, person: Person): Judged {
  const { sessions } = facts.settings;
  const standing = facts.cases.get(person.id);
  if (row.held > sessions) return fault(`${row.held} sessions held, and the programme has ${sessions}`);
  if (row.coach === null)
    return row.held > 0 ? fault('sessions were held, but with which coach?') : { kind: 'alone' };
  const wanted = row.coach.toLowerCase();
  const found = facts.coaches.filter(({ upn, mail, name }) =>
    [upn, mail.toLowerCase(), name.toLowerCase()].includes(wanted),
  );
  const [coach, ...others] = found;
  if (!coach) return fault('the coach is not a coach of the programme');
  if (others.length > 0) return fault('two coaches are called so: write the UPN');
  if (standing?.coach === coach.id) return { kind: 'already' };
  if (facts.erased.has(person.id)) return { kind: 'erased' };
  if (standing && !isFree(standing))
    return fault('is already on the way in the chat: nothing is changed there');
  return {
    kind: 'coached',
    coached: { line: row.line, director: person.id, name: person.name, coach, held: row.held },
  };
}

const fault = (why: string): Judged => ({ kind: 'fault', why });

/** Whoever signed up, or said no, in the chat is not overtaken by an old list. */
function isFree({ state, coach }: Pick<Intake, 'state' | 'coach'>): boolean {
  return state === 'signing-up' && coach === null;
}

function tooMany({ places, cases }: Facts, coached: readonly Coached[]) {
  const all = coached.slice(freePlaces(places)).map(({ line }) => ({
    line,
    why: `all ${places.places} places are taken before this row`,
  }));
  const loads = new Map<PersonId, number>();
  for (const { coach } of cases.values()) if (coach) loads.set(coach, (loads.get(coach) ?? 0) + 1);
  const full = coached.flatMap(({ line, coach }) => {
    const load = (loads.get(coach.id) ?? 0) + 1;
    loads.set(coach.id, load);
    return load > coach.maxDirectors
      ? [
          {
            line,
            why: `${coach.name} has ${coach.maxDirectors} directors already, the most that the programme gives`,
          },
        ]
      : [];
  });
  return [...all, ...full];
}

type Stranger = { readonly kind: 'stranger'; readonly why: string } | Extract<Planned, { kind: 'unread' }>;

async function strangerAs(d: Deps, upn: string): Promise<Stranger> {
  const answer = await d.directory.byUpn(upn);
  if (answer.kind !== 'done') return { kind: 'unread', code: answer.code };
  const why = answer.value ? 'is not a director in the programme' : 'is not known in the directory';
  return { kind: 'stranger', why: `${upn} ${why}` };
}

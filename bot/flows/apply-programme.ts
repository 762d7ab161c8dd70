import { createHash } from 'node:crypto';
import type { Directory, DirectoryPerson } from '../ports.ts';
import type { PersonId } from '../rules/ids.ts';
import type { Language, Programme, Role } from '../rules/programme.ts';
import type { Box } from '../store/box.ts';
import type { Trx } from '../store/database.ts';
import * as grants from '../store/grants.ts';
import type { CoachProfile } from '../store/people.ts';
import * as people from '../store/people.ts';
import * as programme from '../store/programme.ts';
import type { Context } from './context.ts';
import { settleFeeds, type WantedFeed } from './feeds.ts';
import { minute } from './minutes.ts';
import { GROUPS_EVERY_MS, groupPerson } from './role-groups.ts';

/** A programme as it was read from its file. */
export type Wanted = {
  /** `firstDay` null: the Monday of the week of the first apply. */
  readonly settings: Omit<Programme, 'firstDay'> & { readonly firstDay: string | null };
  readonly people: readonly WantedPerson[];
  readonly groups: readonly WantedGroup[];
  readonly source: string;
};
export type WantedPerson = {
  readonly upn: string;
  /** Of who has no account; else the directory says. */
  readonly name: string | null;
  readonly mail: string | null;
  readonly roles: readonly Role[];
  readonly language: Language;
  readonly reach: 'teams' | 'mail';
  readonly coach: CoachProfile | null;
  /** A coach's ICS address: a secret, and no part of the profile. */
  readonly feed: string | null;
};
/** An Entra group by object id or mail address, whose members have these roles. */
export type WantedGroup = { readonly group: string; readonly roles: readonly Role[] };

/** What a programme means today: with the accounts and the members that the directory names. */
export type Resolved = {
  readonly wanted: Wanted;
  readonly settings: Programme;
  readonly people: readonly { readonly person: WantedPerson; readonly found: DirectoryPerson | null }[];
  readonly groups: readonly (WantedGroup & { readonly members: readonly DirectoryPerson[] })[];
  /** UPNs that are not in the directory and have no name and mail of their own. */
  readonly missing: readonly string[];
};
export type Unresolved =
  /** The directory can not be read now. `what`: whom or which group it was asked for. */
  | { readonly kind: 'unread'; readonly what: string; readonly code: string }
  | { readonly kind: 'no-group'; readonly group: string }
  | { readonly kind: 'no-coordinator' };

export type Applied =
  | { readonly kind: 'applied'; readonly settings: Programme; readonly missing: readonly string[] }
  /** Nothing changed. */
  | Unresolved;

export type ApplyDeps = Pick<Context, 'db' | 'clock' | 'random'> & {
  readonly directory: Directory;
  readonly tenant: string;
  /** With the master keys; opened only when something is sealed. */
  openBox(): Box;
};

/** Looks everybody up first, outside the transaction; then settings, people and roles change together. */
export async function applyProgramme(d: ApplyDeps, wanted: Wanted): Promise<Applied> {
  const answer = await resolveProgramme(d, wanted);
  if (answer.kind !== 'resolved') return answer;
  return { kind: 'applied', settings: await writeProgramme(d, answer.value), missing: answer.value.missing };
}

/** Reads the directory; changes nothing. */
export async function resolveProgramme(
  d: ApplyDeps,
  wanted: Wanted,
): Promise<{ readonly kind: 'resolved'; readonly value: Resolved } | Unresolved> {
  const found = await inBatches(wanted.people, (person) => d.directory.byUpn(person.upn));
  const looked: Resolved['people'][number][] = [];
  for (const [i, answer] of found.entries()) {
    const person = wanted.people[i];
    if (!person) continue;
    if (answer.kind !== 'done') return { kind: 'unread', what: person.upn, code: answer.code };
    looked.push({ person, found: answer.value });
  }
  const groups: Resolved['groups'][number][] = [];
  for (const group of wanted.groups) {
    const answer = await d.directory.members(group.group);
    if (answer.kind !== 'done') return { kind: 'unread', what: `group ${group.group}`, code: answer.code };
    if (answer.value === null) return { kind: 'no-group', group: group.group };
    groups.push({ ...group, members: answer.value });
  }
  const there = looked.filter(({ person, found }) => found || (person.name && person.mail));
  if (!there.some(({ person }) => person.roles.includes('coordinator'))) return { kind: 'no-coordinator' };
  const missing = looked.filter((one) => !there.includes(one)).map(({ person }) => person.upn);
  const settings = await settingsOf(d, wanted);
  return { kind: 'resolved', value: { wanted, settings, people: there, groups, missing } };
}

/** One transaction; the programme as it was resolved is the programme. */
export function writeProgramme(d: ApplyDeps, resolved: Resolved): Promise<Programme> {
  const sourceHash = hash(resolved.wanted.source);
  return d.db.transaction().execute(async (trx) => {
    await programme.lockTable(trx);
    const settings = await settingsOf({ ...d, db: trx }, resolved.wanted);
    await programme.save(trx, { settings, sourceHash, now: d.clock.now() });
    await grants.clear(trx);
    const wantedFeeds: WantedFeed[] = [];
    for (const { person, found } of resolved.people) {
      const id = await savePerson(d, trx, { person, found });
      if (person.feed !== null) wantedFeeds.push({ person: id, address: person.feed });
    }
    await settleFeeds(d, trx, wantedFeeds);
    await grants.replaceGroups(trx, resolved.groups, d.clock.now() + GROUPS_EVERY_MS);
    for (const { group, roles, members } of resolved.groups)
      for (const found of members)
        await grants.grant(trx, { person: await groupPerson(d, trx, found), roles, via: group });
    await grants.settle(trx);
    const line = { actor: 'klankbord', action: 'programme.apply', object: sourceHash, outcome: 'applied' };
    await minute(d, trx, line);
    return settings;
  });
}

export type Standing = 'current' | 'superseded' | 'new';

/** Whether this very file stands, stood before another was applied, or is new here. */
export async function standingOf(d: Pick<Context, 'db'>, source: string): Promise<Standing> {
  const sourceHash = hash(source);
  if ((await programme.load(d.db))?.sourceHash === sourceHash) return 'current';
  return (await programme.wasApplied(d.db, sourceHash)) ? 'superseded' : 'new';
}

/** A start week that is not named is the week of the first apply, and stays. */
async function settingsOf(
  d: Pick<ApplyDeps, 'clock'> & { readonly db: ApplyDeps['db'] | Trx },
  { settings }: Wanted,
): Promise<Programme> {
  const before = (await programme.load(d.db))?.settings;
  const firstDay = settings.firstDay ?? before?.firstDay ?? mondayOf(d.clock.now(), settings.zone);
  return { ...settings, firstDay };
}

async function savePerson(
  d: ApplyDeps,
  trx: Trx,
  { person, found }: Resolved['people'][number],
): Promise<PersonId> {
  const ways = { language: person.language, reach: person.reach };
  const row = {
    id: d.random.uuid() as PersonId,
    tenant: d.tenant,
    aad_object_id: found?.aadObjectId ?? null,
    upn: person.upn.toLowerCase(),
    name: found?.name ?? person.name ?? person.upn,
    mail: found?.mail ?? person.mail ?? person.upn,
    phone: found?.phone ?? null,
  };
  const id = await people.upsert(trx, row, ways);
  await people.setWays(trx, id, ways);
  await grants.grant(trx, { person: id, roles: person.roles, via: grants.BY_FILE });
  if (person.coach) await people.saveCoach(trx, id, person.coach);
  return id;
}

/** Graph takes a few calls at a time gladly; thousands one after the other take minutes. */
const AT_ONCE = 8;

async function inBatches<T, A>(items: readonly T[], ask: (item: T) => Promise<A>): Promise<readonly A[]> {
  const answers: A[] = [];
  for (let i = 0; i < items.length; i += AT_ONCE)
    answers.push(...(await Promise.all(items.slice(i, i + AT_ONCE).map(ask))));
  return answers;
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

function mondayOf(moment: number, zone: string): string {
  const day = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone).toPlainDate();
  return day.subtract({ days: day.dayOfWeek - 1 }).toString();
}

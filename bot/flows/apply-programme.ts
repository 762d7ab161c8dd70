import { createHash } from 'node:crypto';
import type { Directory, DirectoryPerson } from '../ports.ts';
import type { PersonId } from '../rules/ids.ts';
import type { Language, Programme, Role } from '../rules/programme.ts';
import type { Trx } from '../store/database.ts';
import * as people from '../store/people.ts';
import type { CoachProfile } from '../store/people.ts';
import * as programme from '../store/programme.ts';
import type { Context } from './context.ts';
import { minute } from './minutes.ts';

/** A programme as it was read from its file. */
export type Wanted = {
  /** `firstDay` null: the Monday of the week of the first apply. */
  readonly settings: Omit<Programme, 'firstDay'> & { readonly firstDay: string | null };
  readonly people: readonly WantedPerson[];
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
};

export type Applied =
  | { readonly kind: 'applied'; readonly settings: Programme; /** Not in the directory and without name and mail. */ readonly missing: readonly string[] }
  /** The directory can not be read now: nothing changed. */
  | { readonly kind: 'unread'; readonly code: string };

type Deps = Pick<Context, 'db' | 'clock' | 'random'> & { readonly directory: Directory; readonly tenant: string };

/** Looks everybody up first, outside the transaction; then settings, people and roles change together. */
export async function applyProgramme(d: Deps, wanted: Wanted): Promise<Applied> {
  const found = new Map<string, DirectoryPerson>();
  for (const person of wanted.people) {
    const answer = await d.directory.byUpn(person.upn);
    if (answer.kind !== 'done') return { kind: 'unread', code: answer.code };
    if (answer.value) found.set(person.upn, answer.value);
  }
  return d.db.transaction().execute(async (trx) => {
    await programme.lockTable(trx);
    const settings = await saveSettings(d, trx, wanted);
    const missing: string[] = [];
    await people.clearRoles(trx);
    for (const person of wanted.people) {
      const saved = await savePerson(d, trx, { person, found: found.get(person.upn) ?? null });
      if (!saved) missing.push(person.upn);
    }
    const line = { actor: 'klankbord', action: 'programme.apply', object: hash(wanted.source), outcome: 'applied' };
    await minute(d, trx, line);
    return { kind: 'applied', settings, missing };
  });
}

/** Whether this very file was applied before. */
export async function isApplied(d: Pick<Context, 'db'>, source: string): Promise<boolean> {
  return (await programme.load(d.db))?.sourceHash === hash(source);
}

async function saveSettings(d: Deps, trx: Trx, wanted: Wanted): Promise<Programme> {
  const before = await programme.load(trx);
  const firstDay = wanted.settings.firstDay ?? before?.settings.firstDay ?? mondayOf(d.clock.now(), wanted.settings.zone);
  const settings: Programme = { ...wanted.settings, firstDay };
  await programme.save(trx, { settings, sourceHash: hash(wanted.source), now: d.clock.now() });
  return settings;
}

async function savePerson(d: Deps, trx: Trx, q: { person: WantedPerson; found: DirectoryPerson | null }): Promise<boolean> {
  const { person, found } = q;
  const name = found?.name ?? person.name;
  const mail = found?.mail ?? person.mail;
  if (!name || !mail) return false;
  const id = await people.upsert(trx, {
    id: d.random.uuid() as PersonId,
    tenant: d.tenant,
    aad_object_id: found?.aadObjectId ?? null,
    upn: person.upn.toLowerCase(),
    name,
    mail,
    phone: found?.phone ?? null,
    language: person.language,
    reach: person.reach,
  });
  for (const role of new Set(person.roles)) await people.giveRole(trx, id, role);
  if (person.coach) await people.saveCoach(trx, id, person.coach);
  return true;
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

function mondayOf(moment: number, zone: string): string {
  const day = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone).toPlainDate();
  return day.subtract({ days: day.dayOfWeek - 1 }).toString();
}

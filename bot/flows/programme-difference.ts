import type { Programme } from '../rules/programme.ts';
import type { Db } from '../store/database.ts';
import * as grants from '../store/grants.ts';
import * as people from '../store/people.ts';
import * as programme from '../store/programme.ts';
import type { Resolved } from './apply-programme.ts';

/** A programme in words that can be laid side by side: a name, and what stands there. */
export type Standing = {
  readonly settings: Lines;
  /** Lower-cased UPN → roles. */
  readonly people: Lines;
  /** Lower-cased UPN and what it is about → what the file says of a coach. */
  readonly coaches: Lines;
  readonly groups: Lines;
};
type Lines = ReadonlyMap<string, string>;

/** What is applied now; null when nothing is. */
export async function standingProgramme(db: Db): Promise<Standing | null> {
  const applied = await programme.load(db);
  if (!applied) return null;
  const known = [...(await people.byUpn(db)).values()];
  const coaches = await people.coachesAsApplied(db);
  const upnOf = new Map(known.map(({ id, upn }) => [id, upn]));
  return {
    settings: settingLines(applied.settings),
    people: roleLines(known.filter(({ roles }) => roles.length > 0)),
    coaches: coachLines(
      coaches.map(({ id, name: _, mail: __, ...profile }) => ({ upn: upnOf.get(id) ?? id, profile })),
    ),
    groups: groupLines(await grants.groups(db)),
  };
}

/** What would be applied. A coach is no director, whatever a group says. */
export function resolvedProgramme({ settings, people: wanted, groups }: Resolved): Standing {
  const roles = new Map<string, Set<string>>();
  const give = (upn: string, given: readonly string[]) =>
    roles.set(upn.toLowerCase(), new Set([...(roles.get(upn.toLowerCase()) ?? []), ...given]));
  for (const { person } of wanted) give(person.upn, person.roles);
  for (const group of groups) {
    for (const { upn } of group.members) {
      const coach = roles.get(upn.toLowerCase())?.has('coach') ?? false;
      give(upn, coach ? group.roles.filter((role) => role !== 'director') : group.roles);
    }
  }
  return {
    settings: settingLines(settings),
    people: roleLines([...roles].map(([upn, set]) => ({ upn, roles: [...set] }))),
    coaches: coachLines(
      wanted.flatMap(({ person }) => (person.coach ? [{ upn: person.upn, profile: person.coach }] : [])),
    ),
    groups: groupLines(groups.map(({ group, roles: given }) => ({ name: group, roles: given }))),
  };
}

/** Lines for people, by heading; empty when nothing differs. `+` is added, `-` goes, `~` changes. */
export function difference(before: Standing | null, after: Standing): readonly string[] {
  const headed = (heading: string, of: (standing: Standing) => Lines) => {
    const lines = changes(before ? of(before) : new Map(), of(after));
    return lines.length === 0 ? [] : [heading, ...lines.map((line) => `  ${line}`)];
  };
  return [
    ...headed('Settings', (s) => s.settings),
    ...headed('People and roles', (s) => s.people),
    ...headed('Coaches', (s) => s.coaches),
    ...headed('Groups', (s) => s.groups),
  ];
}

function changes(before: Lines, after: Lines): readonly string[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((name) => {
    const [was, is] = [before.get(name), after.get(name)];
    if (was === is) return [];
    if (was === undefined) return [`+ ${name}: ${is}`];
    return [is === undefined ? `- ${name}: ${was}` : `~ ${name}: ${was} → ${is}`];
  });
}

function settingLines(settings: Programme): Lines {
  const { slots, siblings, themes, templates, ...rest } = settings;
  const { directorHours, ...grid } = slots;
  const lines = [
    ...flat('', { ...rest, slots: grid }),
    ...flat('slots.directorHours', hoursOf(directorHours)),
    ...flat('themes', Object.fromEntries(themes.map(({ code, label }) => [code, label]))),
    ...templates.flatMap(({ number, ...template }) => flat(`templates.${number}`, template)),
    ...flat('siblings', siblingsOf(siblings, settings.zone)),
  ];
  return new Map(lines);
}

function siblingsOf(siblings: Programme['siblings'], zone: string): Readonly<Record<string, string>> {
  const at = (moment: number) =>
    Temporal.Instant.fromEpochMilliseconds(moment)
      .toZonedDateTimeISO(zone)
      .toPlainDateTime()
      .toString({ smallestUnit: 'minute' });
  const spans = ({ dates }: Programme['siblings'][number]) =>
    dates.map(({ start, end }) => `${at(start)}–${at(end)}`).join(', ');
  return Object.fromEntries(siblings.map((sibling) => [sibling.name, spans(sibling)]));
}

function roleLines(known: readonly { readonly upn: string; readonly roles: readonly string[] }[]): Lines {
  return new Map(known.map(({ upn, roles }) => [upn.toLowerCase(), [...roles].sort().join(', ')]));
}

function coachLines(
  known: readonly { readonly upn: string; readonly profile: people.CoachProfile }[],
): Lines {
  return new Map(
    known.flatMap(({ upn, profile: { hours, ...rest } }) => [
      ...flat(upn.toLowerCase(), rest),
      ...flat(`${upn.toLowerCase()} hours`, hoursOf(hours)),
    ]),
  );
}

function groupLines(known: readonly { readonly name: string; readonly roles: readonly string[] }[]): Lines {
  return new Map(known.map(({ name, roles }) => [name.toLowerCase(), [...roles].sort().join(', ')]));
}

function hoursOf(hours: people.CoachProfile['hours']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(hours).map(([day, periods]) => [
      day,
      periods.map(({ from, to }) => `${from}–${to}`).join(', ') || 'off',
    ]),
  );
}

/** `helpline.number` → `010 555 01 41`, for everything below. */
function flat(path: string, value: unknown): readonly (readonly [string, string])[] {
  if (Array.isArray(value)) {
    const deep = value.some((item) => typeof item === 'object' && item !== null);
    if (deep) return value.flatMap((item, at) => flat(`${path}.${at + 1}`, item));
    return [[path, value.join(', ') || 'none']];
  }
  if (typeof value !== 'object' || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => flat(path === '' ? key : `${path}.${key}`, inner));
}

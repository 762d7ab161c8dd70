import { readFileSync } from 'node:fs';
import { systemRandom } from '../../../bot/clock.ts';
import { SAMPLE_PROGRAMME } from '../../../bot/config.ts';
import type { ApplyDeps } from '../../../bot/flows/apply-programme.ts';
import type { Directory, DirectoryPerson, Outcome } from '../../../bot/ports.ts';
import { parseProgramme, wantedFrom } from '../../../bot/programme-file.ts';
import { createBox } from '../../../bot/store/box.ts';
import type { Db } from '../../../bot/store/database.ts';

export const SAMPLE = readFileSync(SAMPLE_PROGRAMME, 'utf8');
export const NOW = Date.parse('2026-11-23T09:00:00+01:00');
export const TENANT = '11111111-1111-4111-8111-111111111111';
export const GROUP = '55555555-5555-4555-8555-000000000001';

/** The sample with something replaced; throws when there was nothing to replace. */
export function sample(...changes: readonly (readonly [from: string, to: string])[]): string {
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the sample has no ${from}`);
    return text.replace(from, () => to);
  }, SAMPLE);
}

/** The sample with a group. */
export const withGroup = (roles = 'director') =>
  `${SAMPLE}\ngroups:\n  - { group: ${GROUP}, roles: [${roles}] }\n`;

export function wanted(text: string) {
  const read = parseProgramme(text, 'p.yaml');
  if (read.kind === 'faults') throw new Error(read.lines.join('\n'));
  return wantedFrom(read.file, text);
}

export function account(upn: string, id = idOf(upn)): DirectoryPerson {
  return { aadObjectId: id, upn, name: upn.split('@')[0] ?? upn, mail: upn, phone: null };
}

function idOf(upn: string): string {
  const digits = [...upn].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1e12, 7);
  return `66666666-6666-4666-8666-${String(digits).padStart(12, '0')}`;
}

/** A directory in which everybody has an account, and groups are as they are told. */
export type Town = Directory & {
  readonly accounts: Map<string, DirectoryPerson | null>;
  readonly groups: Map<string, Outcome<readonly DirectoryPerson[] | null>>;
};
export function town(): Town {
  const accounts = new Map<string, DirectoryPerson | null>();
  const groups: Town['groups'] = new Map();
  return {
    accounts,
    groups,
    async byUpn(upn) {
      const known = accounts.get(upn);
      return { kind: 'done', value: known === undefined ? account(upn) : known };
    },
    members: async (group) => groups.get(group) ?? { kind: 'done', value: null },
  };
}

export type Place = ApplyDeps & { readonly directory: Town; readonly clock: { now(): number; at: number } };
const box = createBox({
  masterKeys: new Map([['test', systemRandom.bytes(32)]]),
  currentKeyId: 'test',
  random: systemRandom,
});
export function place(db: Db): Place {
  const clock = { at: NOW, now: () => clock.at };
  return { db, clock, random: systemRandom, directory: town(), tenant: TENANT, openBox: () => box };
}

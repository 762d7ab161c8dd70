import type { OutlookGroup, OutlookPerson } from '../../graph/local/types.ts';
import type { Directory } from '../ports.ts';
import type { ProgrammeFile } from '../programme-file.ts';
import type { LocalPerson } from './types.ts';

/** The programme's own mailbox: in Outlook, but nobody in Teams. */
export const MAILBOX_NAME = 'Gesprekken';
const MAILBOX_ID = '33333333-3333-4333-8333-000000000000';

/** The people of a programme file as local Teams knows them: the same ids at every start. */
export function localPeople(file: ProgrammeFile): readonly LocalPerson[] {
  return file.people.map(({ upn, name, roles, language, reach }, i) => ({
    aadObjectId: `33333333-3333-4333-8333-${String(i + 1).padStart(12, '0')}`,
    name: name ?? nameFrom(upn),
    upn,
    roles,
    language,
    reach,
  }));
}

/** The same people in local Outlook, with the mailbox that organises. */
export function outlookPeople(file: ProgrammeFile): readonly OutlookPerson[] {
  const { mailbox, zone } = file.programme;
  const people = localPeople(file).map(({ aadObjectId, name, upn }, i) => ({
    id: aadObjectId,
    upn,
    mail: upn,
    name,
    phone: `010 555 02 ${String(i + 10).padStart(2, '0')}`,
    zone,
    tenantMember: true,
  }));
  const own = {
    id: MAILBOX_ID,
    upn: mailbox,
    mail: mailbox,
    name: MAILBOX_NAME,
    phone: null,
    zone,
    tenantMember: true,
  };
  return [...people, own];
}

/** The groups of a programme file in local Outlook: they exist, and are empty until somebody fills them. */
export function outlookGroups(file: ProgrammeFile): readonly OutlookGroup[] {
  return file.groups.map(({ group }, i) => ({
    id: group.includes('@') ? `44444444-4444-4444-8444-${String(i + 1).padStart(12, '0')}` : group,
    mail: group.includes('@') ? group : null,
    name: group,
    members: [],
  }));
}

/** What local Outlook says of people, for when it does not run: everybody in the file has an account. */
export function localDirectory(file: ProgrammeFile | null): Directory {
  const people = file === null ? [] : outlookPeople(file);
  return {
    async byUpn(upn) {
      const found = people.find((person) => person.upn.toLowerCase() === upn.toLowerCase());
      if (!found) return { kind: 'done', value: null };
      const { id, name, mail, phone } = found;
      return { kind: 'done', value: { aadObjectId: id, upn: found.upn, name, mail, phone } };
    },
    members: async () => ({ kind: 'done', value: [] }),
  };
}

/** `noor.hazelaar@…` → Noor Hazelaar. */
function nameFrom(upn: string): string {
  const words = (upn.split('@')[0] ?? '').split(/[._-]/);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
}

import type { OutlookPerson } from '../../graph/local/types.ts';
import type { ProgrammeFile } from '../programme-file.ts';
import type { LocalPerson } from './types.ts';

/** The programme's own mailbox: in Outlook, but nobody in Teams. */
const MAILBOX_ID = '33333333-3333-4333-8333-000000000000';

/** The people of a programme file as local Teams knows them: the same ids at every start. */
export function localPeople(file: ProgrammeFile): readonly LocalPerson[] {
  return file.people.map(({ upn, name, roles, language }, i) => ({
    aadObjectId: `33333333-3333-4333-8333-${String(i + 1).padStart(12, '0')}`,
    name: name ?? nameFrom(upn),
    upn,
    roles,
    language,
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
  const own = { id: MAILBOX_ID, upn: mailbox, mail: mailbox, name: 'Gesprekken', phone: null, zone, tenantMember: true };
  return [...people, own];
}

/** `noor.hazelaar@…` → Noor Hazelaar. */
function nameFrom(upn: string): string {
  const words = (upn.split('@')[0] ?? '').split(/[._-]/);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
}

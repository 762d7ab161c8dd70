import type { OutlookPerson } from './types.ts';

/** The tenant's people, by what Graph calls them. Case never matters. */
export type Directory = ReturnType<typeof directoryOf>;

export function directoryOf(start: readonly OutlookPerson[]) {
  let people = start;
  const named = (person: OutlookPerson, key: string) => same(person.id, key) || same(person.upn, key);
  const reached = (person: OutlookPerson, key: string) => same(person.mail, key) || same(person.upn, key);
  return {
    replace(next: readonly OutlookPerson[]): void {
      people = next;
    },
    members: () => people.filter((person) => person.tenantMember),
    /** By object id or user principal name, as in `/users/{id}`; members only. */
    member: (key: string) => people.find((person) => person.tenantMember && named(person, key)) ?? null,
    /** The member who receives mail at this address. */
    mailbox: (address: string) =>
      people.find((person) => person.tenantMember && reached(person, address)) ?? null,
    /** Where mail to this address is kept: the person's main address, for guests the address itself. */
    mailKey: (address: string) =>
      (people.find((person) => reached(person, address))?.mail ?? address).toLowerCase(),
    byUpn: (upn: string) => people.find((person) => same(person.upn, upn)) ?? null,
  };
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

import type { OutlookGroup, OutlookPerson } from './types.ts';

/** The tenant's people, by what Graph calls them. Case never matters. */
export type Directory = ReturnType<typeof directoryOf>;

export function directoryOf(start: readonly OutlookPerson[], startGroups: readonly OutlookGroup[] = []) {
  let people = start;
  let groups = startGroups;
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
    replaceGroups(next: readonly OutlookGroup[]): void {
      groups = next;
    },
    groups: () => groups,
    group: (id: string) => groups.find((group) => same(group.id, id)) ?? null,
    /** The members of a group and of the groups in it, each once, in the order of the people. */
    membersOf: (group: OutlookGroup) => {
      const names = namesWithin(group, groups);
      return people.filter(
        ({ id, upn, tenantMember }) =>
          tenantMember && (names.has(id.toLowerCase()) || names.has(upn.toLowerCase())),
      );
    },
    byUpn: (upn: string) => people.find((person) => same(person.upn, upn)) ?? null,
  };
}

/** Everything named in the group and, through groups in it, further down; a circle ends where it closes. */
function namesWithin(group: OutlookGroup, groups: readonly OutlookGroup[]): ReadonlySet<string> {
  const names = new Set<string>();
  const walk = (members: readonly string[]): void => {
    for (const member of members.map((name) => name.toLowerCase())) {
      if (names.has(member)) continue;
      names.add(member);
      walk(groups.find(({ id }) => same(id, member))?.members ?? []);
    }
  };
  walk(group.members);
  return names;
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

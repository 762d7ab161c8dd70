import type { GraphCall, World } from './call.ts';
import type { Subject } from './filter.ts';
import { type Collection, page, readQuery } from './query.ts';
import { errorReply, isRefusal, type Reply } from './replies.ts';
import type { OutlookPerson } from './types.ts';

export function listUsers(world: World, call: GraphCall): Reply {
  return usersPage(world, call, world.directory.members());
}

/** Some of the tenant's people as a collection of users. */
export function usersPage(world: World, call: GraphCall, people: readonly OutlookPerson[]): Reply {
  const query = readQuery(call.query, USERS);
  if (isRefusal(query)) return query.refused;
  return page({
    items: people,
    query,
    subject: userSubject,
    render: (person) => renderUser(person, query.select),
    address: `${world.url()}/v1.0${call.path}`,
    options: call.query,
    context: `${world.url()}/v1.0/$metadata#users`,
  });
}

export function getUser(world: World, call: GraphCall, key: string): Reply {
  const query = readQuery(call.query, USERS);
  if (isRefusal(query)) return query.refused;
  const person = world.directory.member(key);
  if (person === null) {
    const message = `Resource '${key.slice(0, 100)}' does not exist or one of its queried reference-property objects are not present.`;
    return errorReply(404, 'Request_ResourceNotFound', message);
  }
  const context = `${world.url()}/v1.0/$metadata#users/$entity`;
  return { status: 200, body: { '@odata.context': context, ...renderUser(person, query.select) } };
}

const USERS: Collection = {
  properties: new Set([
    ...[
      'id',
      'displayName',
      'givenName',
      'surname',
      'mail',
      'userPrincipalName',
      'mobilePhone',
      'businessPhones',
    ],
    ...['jobTitle', 'officeLocation', 'preferredLanguage', 'accountEnabled', 'userType'],
  ]),
  fields: new Map([
    ...['id', 'displayName', 'mail', 'userPrincipalName'].map((name) => [name, 'text'] as const),
    ['accountEnabled', 'flag'] as const,
  ]),
  collections: new Map(),
  orderable: new Set(['displayName', 'userPrincipalName']),
  maxTop: 999,
};

/** Shown only when `$select` names them (resources/user). */
const ON_REQUEST: ReadonlySet<string> = new Set(['accountEnabled', 'userType']);

function userSubject(person: OutlookPerson): Subject {
  const members: ReadonlyMap<string, string | boolean> = new Map<string, string | boolean>([
    ['id', person.id],
    ['displayName', person.name],
    ['mail', person.mail],
    ['userPrincipalName', person.upn],
    ['accountEnabled', true],
  ]);
  return { value: (path) => members.get(path) ?? null, items: () => [] };
}

function renderUser(person: OutlookPerson, select: ReadonlySet<string> | null): Record<string, unknown> {
  const [first = '', ...rest] = person.name.split(' ');
  const members = {
    id: person.id,
    displayName: person.name,
    givenName: first,
    surname: rest.join(' '),
    mail: person.mail,
    userPrincipalName: person.upn,
    mobilePhone: person.phone,
    businessPhones: person.phone === null ? [] : [person.phone],
    jobTitle: null,
    officeLocation: null,
    preferredLanguage: null,
    accountEnabled: true,
    userType: 'Member',
  };
  const shown = (name: string) =>
    select === null ? !ON_REQUEST.has(name) : select.has(name) || name === 'id';
  return Object.fromEntries(Object.entries(members).filter(([name]) => shown(name)));
}

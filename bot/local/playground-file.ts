import { stringify } from 'yaml';

export type PlaygroundPerson = { readonly aadObjectId: string; readonly name: string; readonly upn: string };

/** The playground wants exactly so many people beside you. */
const OTHERS = 5;

/** `.m365agentsplayground.yml`, version 0.1.1, with people of the sample (`userPrincipleName` is spelled so there). */
export function playgroundFile(q: {
  readonly me: PlaygroundPerson;
  readonly everybody: readonly PlaygroundPerson[];
  readonly tenant: string;
  readonly app: string;
}): string {
  const others = q.everybody.filter(({ upn }) => upn !== q.me.upn).slice(0, OTHERS);
  const users = [q.me, ...others].map(user);
  return stringify({
    version: '0.1.1',
    tenantId: q.tenant,
    bot: { id: q.app, name: 'Klankbord' },
    currentUser: users[0],
    users: users.slice(1),
    personalChat: { id: `personal-${q.me.aadObjectId}` },
    groupChat: { id: 'group-chat', name: 'Groep' },
    team: {
      id: 'team',
      name: 'Team',
      aadGroupId: '88888888-8888-4888-8888-888888888888',
      channels: [{ id: 'channel-announcements', name: 'Mededelingen' }],
    },
  });
}

function user({ aadObjectId, name, upn }: PlaygroundPerson) {
  const [givenName = '', ...rest] = name.split(' ');
  return {
    id: `29:${aadObjectId}`,
    name,
    userPrincipleName: upn,
    aadObjectId,
    givenName,
    surname: rest.join(' '),
    email: upn,
  };
}

import type { View, ViewKind } from '../../cards/view.ts';
import type { Role } from '../rules/programme.ts';
import type { Person } from '../store/people.ts';

/** Views that name somebody: a new one does not compile without its readers. */
type Names = Extract<View, { readonly director: string | null } | { readonly name: string }>['kind'];

/** Cards that tell about somebody else: only for who has the role by which they were sent, still. */
const READERS: { readonly [kind in ViewKind]?: readonly Role[] } & {
  readonly [kind in Names]: readonly Role[];
} = {
  'match-request': ['coordinator'],
  'match-made': ['coordinator'],
  'override-who': ['coordinator'],
  override: ['coordinator'],
  'override-done': ['coordinator'],
  'coaching-ended': ['coordinator'],
  'coach-booked': ['coach'],
  'coach-preferences': ['coach'],
  'coach-moved': ['coach'],
  'coach-cancelled': ['coach'],
  'coach-ended': ['coach'],
  'coach-sessions': ['coach'],
  'coach-extra': ['coach'],
  'session-over': ['coach'],
  'session-marked': ['coach'],
  // Of either of the two, and they name the other.
  'session-choice': ['director', 'coach'],
  'move-times': ['director', 'coach'],
  'cancel-ask': ['director', 'coach'],
  'callback-request': ['coach', 'coordinator'],
  objection: ['coordinator', 'office'],
  request: ['contact', 'office'],
  'request-answered': ['contact', 'office'],
};

export function mayRead(person: Pick<Person, 'roles'>, kind: ViewKind): boolean {
  const readers = READERS[kind];
  return readers === undefined || readers.some((role) => person.roles.includes(role));
}

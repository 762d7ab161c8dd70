import type { CoachChoice } from '../../cards/view.ts';
import type { CardId } from '../rules/ids.ts';
import { type Intake, wishesOf } from '../rules/intake.ts';
import type { Trx } from '../store/database.ts';
import type { Person } from '../store/people.ts';
import * as people from '../store/people.ts';
import type { Context } from './context.ts';
import * as show from './show.ts';

export async function coordinatorOf(trx: Trx): Promise<Person> {
  const [coordinator] = await people.withRole(trx, 'coordinator');
  if (!coordinator) throw new Error('a programme has a coordinator: checked when it is applied');
  return coordinator;
}

type Q = {
  readonly intake: Intake;
  readonly person: Person;
  /** Coaches with time, best first; the others follow without one. */
  readonly choices: readonly CoachChoice[];
  /** Which reminder this is, or in place of whose card; absent the first time. */
  readonly again?: string;
};

/** The coordinator chooses (by setting, or because nobody fitted); with the director's consent. Once for each coordinator. */
export async function tellCoordinator(c: Context, trx: Trx, q: Q): Promise<void> {
  const { intake, person, choices } = q;
  const coordinator = await coordinatorOf(trx);
  const { former, ...preferences } = wishesOf(intake);
  const all = await people.coaches(trx);
  const others = all.filter(
    (x) =>
      x.id !== preferences.avoid && !former?.includes(x.id) && !choices.some((choice) => choice.id === x.id),
  );
  const avoided = all.find((x) => x.id === preferences.avoid);
  await show.send(c, trx, {
    view: {
      kind: 'match-request',
      director: person.name,
      preferences,
      ...(avoided && { avoidName: avoided.name }),
      themes: c.programme().themes,
      coaches: [...choices, ...others.map(({ id, name, line }) => ({ id, name, line, firstFree: null }))],
      nobody: intake.state === 'nobody',
    },
    subject: intake.id,
    whose: intake.director,
    to: coordinator.id,
    once: ['match-request', askedFor(intake), coordinator.id, q.again ?? 'first'].join(':'),
  });
}

/** Names one search for a coach: a new consent, or a coach who left, begins another. */
export function askedFor({ id, consentedAt, handedOverAt }: Intake): string {
  return `${id}:${consentedAt}:${handedOverAt}`;
}

/** What the lists of directors with a coach are about: whoever of them leaves, every list goes. */
export const OVERRIDES = 'coached';

/** On such a list a director stands by name, and the key of who reads it opens that: so it does not stay. */
export function withdrawLists(c: Context, trx: Trx): Promise<void> {
  return show.withdraw(c, trx, { subject: OVERRIDES, kinds: ['override-who'] });
}

/** The question is answered, taken back, or another's: every card that asks it says so. */
export function withdrawMatch(
  c: Context,
  trx: Trx,
  q: { readonly intake: Intake['id']; readonly except?: CardId },
): Promise<void> {
  const { except } = q;
  const kinds = ['match-request', 'override'] as const;
  return show.withdraw(c, trx, { subject: q.intake, kinds, ...(except && { except }) });
}

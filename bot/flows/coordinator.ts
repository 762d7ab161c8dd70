import type { CoachChoice } from '../../cards/view.ts';
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
  /** Which reminder this is; absent the first time. */
  readonly again?: string;
};

/** The coordinator chooses (by setting, or because nobody fitted); with the director's consent. Once for each coordinator. */
export async function tellCoordinator(c: Context, trx: Trx, q: Q): Promise<void> {
  const { intake, person, choices } = q;
  const coordinator = await coordinatorOf(trx);
  const preferences = wishesOf(intake);
  const all = await people.coaches(trx);
  const others = all.filter(
    (x) => x.id !== preferences.avoid && !choices.some((choice) => choice.id === x.id),
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
    once: ['match-request', intake.id, intake.consentedAt, coordinator.id, q.again ?? 'first'].join(':'),
  });
}

/** The question is no longer theirs, or no longer there: every card that asks it says so. */
export async function withdrawMatch(c: Context, trx: Trx, q: { intake: Intake; to: Person }): Promise<void> {
  await show.changeIfThere(c, trx, {
    view: { kind: 'match-withdrawn' },
    subject: q.intake.id,
    to: q.to.id,
    kinds: ['match-request'],
    once: null,
  });
}

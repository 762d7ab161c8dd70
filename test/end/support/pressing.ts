import { randomUUID } from 'node:crypto';
import type { CardJson } from '../../../bot/ports.ts';
import type { ViewKind } from '../../../cards/view.ts';
import { walkBlocks } from '../../support/card-reading.ts';
import type { Actor, House } from '../../support/house.ts';

export type As = 'execute' | 'submit';
export type Data = Readonly<Record<string, unknown>>;

/** Presses with whatever data, as no client of ours would; the card it became, null for a Submit. */
export async function pressAs(
  house: House,
  person: Actor,
  q: { readonly verb: string; readonly data: Data; readonly as?: As },
): Promise<{ readonly status: number; readonly card: CardJson | null }> {
  const { verb, data, as = 'execute' } = q;
  // An activity that is not there: nothing in the chat is replaced by the answer.
  return house.teams.press(person.aad, { activity: `none-${randomUUID()}`, verb, data, as });
}

/** The id of the card of this kind that somebody could press now, by the records. */
export async function cardOf(house: House, person: Actor, kind: ViewKind): Promise<string> {
  const row = await house.parts.c.db
    .selectFrom('cards')
    .innerJoin('people', 'people.id', 'cards.recipient')
    .select('cards.id')
    .where('people.upn', '=', person.upn)
    .where('cards.kind', '=', kind)
    .where('cards.state', '!=', 'replaced')
    .orderBy('cards.created_at', 'desc')
    .executeTakeFirst();
  if (!row) throw new Error(`${person.upn} has no card of kind ${kind}`);
  return row.id;
}

export async function anOldCardOf(
  house: House,
  person: Actor,
): Promise<{ readonly id: string; readonly kind: string }> {
  return house.parts.c.db
    .selectFrom('cards')
    .innerJoin('people', 'people.id', 'cards.recipient')
    .select(['cards.id', 'cards.kind'])
    .where('people.upn', '=', person.upn)
    .where('cards.state', '=', 'replaced')
    .executeTakeFirstOrThrow();
}

export function buttonsOf(card: CardJson): readonly string[] {
  return walkBlocks(card).flatMap((b) => (b.type === 'Action.Execute' ? [String(b.verb)] : []));
}

export function choicesOf(card: CardJson, input: string): readonly string[] {
  const found = walkBlocks(card).find((b) => b.id === input)?.choices;
  return Array.isArray(found) ? found.map((choice: { value: unknown }) => String(choice.value)) : [];
}

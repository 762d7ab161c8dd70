import { drawCard, summaryOf } from '../../cards/draw.ts';
import type { Context, Shown } from '../flows/context.ts';
import type { Turn, TurnAnswer, TurnEvent } from '../flows/event.ts';
import { showLate } from '../flows/show.ts';
import { takeTurn } from '../flows/turn.ts';
import { turnFailed } from '../flows/turn-again.ts';
import type { Chat } from '../ports.ts';
import type { PersonId } from '../rules/ids.ts';

/** Turns of the house as this edge answers them: drawn in the reader's language. */
export function turnEdge(c: Context, chat: () => Chat): { readonly turn: Turn; readonly onFailure: Turn } {
  const answer = async (event: TurnEvent, shown: Shown | null): Promise<TurnAnswer> => {
    if (!shown) return { kind: 'nothing' };
    const card = drawCard(shown.view, shown);
    if (byInvoke(event)) return { kind: 'card', card, late: () => showLate(c, shown.card) };
    // Nothing is owed to somebody who is not in the records: told now, once, or not at all.
    if (!shown.kept)
      await chat().send(referenceOf(event), { card, summary: summaryOf(shown.view, shown.language) });
    return { kind: 'nothing' };
  };
  return {
    turn: async (event) => answer(event, await takeTurn(c, event)),
    onFailure: async (event) => answer(event, await turnFailed(c, event)),
  };
}

function byInvoke({ what }: TurnEvent): boolean {
  return (what.kind === 'pressed' || what.kind === 'unreadable') && what.by === 'invoke';
}

function referenceOf({ who, chat }: TurnEvent) {
  const { serviceUrl, conversation, user, bot } = chat;
  return { person: who.aadObjectId as PersonId, tenant: who.tenant, serviceUrl, conversation, user, bot };
}

import { z } from 'zod';
import { walkBlocks } from '../../support/card-reading.ts';
import { readCard, verbsOf } from '../../support/house.ts';

/** How far a director came, as a card says it; each is an acknowledged step further. */
export const STAGES = ['nothing', 'signing-up', 'consent', 'coaches', 'slots', 'booked'] as const;
export type Stage = (typeof STAGES)[number];
export const at = (stage: Stage): number => STAGES.indexOf(stage);

const cardSchema = z.record(z.string(), z.unknown());
type Card = z.infer<typeof cardSchema>;
const messages = z.array(
  z.object({ id: z.string(), from: z.enum(['bot', 'person']), card: cardSchema.nullable() }),
);
export type Message = z.infer<typeof messages>[number];
const pressed = z.object({ status: z.number(), card: cardSchema.nullable() });
const fields = z.array(z.object({ value: z.string() }));

/** One director at the console's HTTP address, who notes what was acknowledged. Throws when the server is gone. */
export type Player = {
  readonly upn: string;
  /** The furthest that an answer with a card said. */
  acknowledged(): Stage;
  /** Does the next thing that the newest card asks for; false when there is nothing left to do. */
  step(): Promise<boolean>;
  /** What the bot says of this director now (`afspraken`). */
  asked(): Promise<{ readonly stage: Stage; readonly reads: string }>;
  messages(): Promise<readonly Message[]>;
};

export function createPlayer(q: {
  readonly url: string;
  readonly aad: string;
  readonly upn: string;
}): Player {
  const chat = `${q.url}/local/chats/${q.aad}`;
  let furthest: Stage = 'nothing';
  const read = async () => messages.parse(await call(chat));
  const note = (stage: Stage) => {
    if (at(stage) > at(furthest)) furthest = stage;
  };
  const say = (text: string) => call(`${chat}/say`, { text });
  return {
    upn: q.upn,
    acknowledged: () => furthest,
    messages: read,
    async step() {
      const newest = (await read()).findLast((message) => message.card !== null);
      if (!newest?.card || stageOf(newest.card) === 'booked') return newest?.card === undefined;
      const move = nextMove(newest.card);
      if (move === null) {
        await say('afspraken');
        await new Promise((resolve) => setTimeout(resolve, 50));
        return true;
      }
      const answer = pressed.parse(await call(`${chat}/press`, { activity: newest.id, ...move }));
      if (answer.status === 200 && answer.card) note(stageOf(answer.card));
      return true;
    },
    async asked() {
      const before = (await read()).length;
      await say('afspraken');
      for (let tries = 0; tries < 800; tries += 1) {
        // Messages owed from before a kill may arrive meanwhile; only this heading answers the question.
        const cards = (await read()).slice(before).flatMap(({ card }) => (card ? [card] : []));
        const answer = cards.findLast((card) => readCard(card).startsWith('Uw afspraken'));
        if (answer) return { stage: stageOf(answer), reads: readCard(answer) };
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      throw new Error(`${q.upn} got no answer to afspraken`);
    },
  };
}

/** As the texts of the cards say it. */
export function stageOf(card: Card): Stage {
  const text = readCard(card);
  const buttons = walkBlocks(card).flatMap((b) => (typeof b.title === 'string' ? [b.title] : []));
  if (/Ik leg uw afspraak vast|staat in uw agenda|aan het vastleggen/.test(text)) return 'booked';
  // With a coach chosen and no time yet, the search goes on.
  if (/nog bezig met uw vorige stap/.test(text)) return 'slots';
  if (verbsOf(card).includes('coaching.choose-slot') || buttons.includes('Verder: moment kiezen'))
    return 'slots';
  if (verbsOf(card).includes('coaching.choose-coach') || buttons.includes('Verder: coach kiezen'))
    return 'coaches';
  if (verbsOf(card).includes('coaching.consent')) return 'consent';
  return verbsOf(card).includes('coaching.preferences') ? 'signing-up' : 'nothing';
}

type Move = { readonly verb: string; readonly data: Readonly<Record<string, unknown>> };

const INPUTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'coaching.signup': {},
  'coaching.preferences': { length: '60', place: 'teams' },
  'coaching.consent': { language: 'nl', consent: 'yes' },
  'coaching.choose-coach': { coach: 'any' },
  'coaching.choose-slot': {},
  'coaching.back': {},
};

/** The first button of the card that leads on; null when there is none. */
function nextMove(card: Card): Move | null {
  const blocks = walkBlocks(card);
  const button = blocks.find((b) => b.type === 'Action.Execute' && String(b.verb) in INPUTS);
  if (button === undefined) return null;
  const verb = String(button.verb);
  const choices = fields.safeParse(blocks.find((b) => b.id === 'slot')?.choices).data ?? [];
  const slot = verb === 'coaching.choose-slot' ? { slot: choices[0]?.value ?? '' } : {};
  return { verb, data: { ...cardSchema.parse(button.data), ...INPUTS[verb], ...slot } };
}

export async function call(url: string, body?: unknown): Promise<unknown> {
  const post = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const response = await fetch(url, body === undefined ? {} : post);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}

import type { Cloud } from './bots.ts';
import type { Caller } from './caller.ts';
import { directoryId } from './graph.ts';
import type { Player } from './load.ts';

/** A director in Teams who presses buttons on the one card in their chat. */
export type Director = Player & {
  /** Installs the bot, and waits until its first card is there. */
  install(): Promise<void>;
  /** Whether the card that stands there was also put there by an update: nothing is owed any more. */
  settled(): boolean;
  /** Presses a button on the card that stands there; throws unless the answer's card has `next`. */
  press(verb: string, next: string, inputs?: Inputs): Promise<string>;
  /** Goes on to the times of a coach and takes the first; answers the milliseconds of that last press. Once. */
  book(): Promise<number>;
};
type Inputs = Readonly<Record<string, string>>;

/** Step 1 of the sign-up, filled in. */
export const FIRST_STEP: Inputs = { themes: 'team,limits', length: '60', place: 'teams' };
const INSTALL_MS = 60_000;
const SETTLE_MS = 30_000;

/** Turns go to and fro between both steps of the sign-up form: each writes what was filled in, or reads it. */
export function directorOf(cloud: Cloud, caller: Caller, upn: string): Director {
  const envelope = envelopeOf(cloud, upn, 'a:coaching');
  let card = '';
  let activity = '';
  let step: 1 | 2 = 1;
  const post = (verb: string, inputs: Inputs) => {
    const value = { action: { type: 'Action.Execute', verb, data: { card, ...inputs } }, trigger: 'manual' };
    const fields = { type: 'invoke', name: 'adaptiveCard/action', value, replyToId: activity };
    return caller.post({ ...envelope, ...fields, id: activityId() });
  };
  const press: Director['press'] = async (verb, next, inputs = {}) => {
    const answer = await post(verb, inputs);
    card = cardIn(answer);
    if (!answer.includes(`"${next}"`))
      throw new Error(`${verb} was answered without ${next}: ${answer.slice(0, 600)}`);
    return answer;
  };
  const turn = async () => {
    if (step === 1) await press('coaching.preferences', 'coaching.consent', FIRST_STEP);
    else await press('coaching.signup', 'coaching.preferences');
    step = step === 1 ? 2 : 1;
  };
  return {
    press,
    turn,
    async book() {
      if (step === 1) await turn();
      await press('coaching.consent', 'coaching.choose-coach', { language: 'nl', consent: 'yes' });
      const times = await press('coaching.choose-coach', 'coaching.choose-slot', { coach: 'any' });
      const slot = /"value":"(\d{13})"/.exec(times)?.[1];
      if (slot === undefined) throw new Error(`no times on ${times.slice(0, 600)}`);
      const start = performance.now();
      await post('coaching.choose-slot', { slot });
      return performance.now() - start;
    },
    settled: () => cloud.connector.update(envelope.conversation.id).includes(card),
    async install() {
      await caller.post({ ...envelope, type: 'installationUpdate', action: 'add', id: activityId() });
      const first = await messageIn(cloud, envelope.conversation.id);
      activity = first.activity;
      card = cardIn(first.body);
      await press('coaching.signup', 'coaching.preferences');
    },
  };
}

/** Waits until every update that is owed was carried out; false when that took longer than half a minute. */
export async function allSettled(directors: readonly Director[]): Promise<boolean> {
  const end = performance.now() + SETTLE_MS;
  while (!directors.every((director) => director.settled())) {
    if (performance.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return true;
}

/** Somebody who says something to the echo bot. */
export function talkerOf(cloud: Cloud, caller: Caller, upn: string): Player {
  const envelope = envelopeOf(cloud, upn, 'a:echo');
  return {
    async turn() {
      await caller.post({ ...envelope, type: 'message', text: 'aanmelden', id: activityId() });
    },
  };
}

function envelopeOf({ appId, tenantId, connector }: Cloud, upn: string, chat: string) {
  return {
    timestamp: new Date().toISOString(),
    channelId: 'msteams',
    serviceUrl: connector.serviceUrl,
    from: { id: `29:${upn}`, aadObjectId: directoryId(upn), name: upn },
    recipient: { id: `28:${appId}`, name: 'Klankbord' },
    conversation: { id: `${chat}:${upn}`, conversationType: 'personal', tenantId },
    channelData: { tenant: { id: tenantId } },
    locale: 'nl-NL',
  };
}

let activities = 0;
function activityId(): string {
  activities += 1;
  return String(1_700_000_000_000 + activities);
}

/** Every button of a card carries its id. */
function cardIn(text: string): string {
  const id = /"card":"([0-9a-f-]{36})"/.exec(text)?.[1];
  if (id === undefined) throw new Error(`no card in ${text.slice(0, 600)}`);
  return id;
}

async function messageIn({ connector }: Cloud, conversation: string) {
  const end = performance.now() + INSTALL_MS;
  while (performance.now() < end) {
    const message = connector.message(conversation);
    if (message) return message;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`no message came in ${conversation}`);
}

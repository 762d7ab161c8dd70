import type { TurnAnswer, TurnEvent } from '../../bot/flows/event.ts';
import type { CardJson } from '../../bot/ports.ts';
import { readWords } from '../../bot/rules/words.ts';
import { LOCAL_TENANT } from '../../bot/teams/open-guard.ts';
import { pressSchema } from '../../cards/actions.ts';
import { readCard } from '../support/house.ts';
import type { Replica, Sim } from './sim.ts';
import { type Button, buttonsOn } from './teams.ts';
import type { Player } from './world.ts';

/** What came in and how it was answered; a repeat is the same once more. */
export type Arrival = {
  readonly player: Player;
  readonly event: TurnEvent;
  readonly activity: string | null;
};

const SAID = [
  'aanmelden',
  'afspraken',
  'verzetten',
  'annuleren',
  'hulplijn',
  'stoppen',
  'mijn gegevens',
  'help',
];

/** What lets a sign-up go on. */
const SENSIBLE: Readonly<Record<string, string>> = {
  consent: 'yes',
  place: 'teams',
  avoid: '',
  days: '',
  parts: '',
};

export function installed(sim: Sim, player: Player): Arrival {
  return { player, activity: null, event: eventOf(sim, player, { kind: 'installed' }) };
}

export function says(sim: Sim, player: Player): Arrival {
  const said = readWords(sim.chance.pick(SAID));
  if (said.kind === 'word') sim.said.push({ person: player.id, word: said.word });
  return { player, activity: null, event: eventOf(sim, player, { kind: 'said', said }) };
}

type HowToPress = {
  /** As lets a sign-up go on. */
  readonly sensible?: boolean;
  /** This and nothing else. */
  readonly inputs?: Readonly<Record<string, string>>;
};

/** A button with what a person could fill in: mostly something that is on the card. */
export function presses(
  sim: Sim,
  player: Player,
  button: Button,
  { sensible = false, inputs: wanted }: HowToPress = {},
): Arrival | null {
  const { chance } = sim;
  const inputs: Record<string, string> = { ...wanted };
  for (const { id, values } of button.fields)
    if (wanted === undefined && values.length > 0 && (sensible || chance.happens(0.92)))
      inputs[id] = SENSIBLE[id] ?? (chance.happens(0.6) ? (values[0] ?? '') : chance.pick(values));
  const press = pressSchema.safeParse({ verb: button.verb, card: button.card, inputs });
  if (!press.success) return null;
  const by = sensible || chance.happens(0.85) ? 'invoke' : 'message';
  const what = { kind: 'pressed', press: press.data, activity: button.activity, by } as const;
  return { player, activity: button.activity, event: eventOf(sim, player, what) };
}

/** The turn as a strand of one process. What an invoke answers, the person's client shows. */
export async function arrive(sim: Sim, replica: Replica, arrival: Arrival): Promise<void> {
  const { player, event, activity } = arrival;
  const name = `${player.upn.split('@')[0]} ${nameOf(event)} in ${replica.number}`;
  await sim.strands.start(name, replica.number, async () => {
    const answer = await replica.turn(event);
    sim.trace.push(`  ${name}: ${firstLine(answer)}`);
    if (event.what.kind === 'pressed' && event.what.press.verb === 'my-data.erase') sim.erased.add(player.id);
    if (answer.kind !== 'card') return;
    for (const { card } of buttonsOn('', answer.card)) sim.answered.set(card, heading(answer.card));
    if (activity !== null) sim.teams.answered(activity, answer.card);
  });
}

function eventOf(sim: Sim, player: Player, what: TurnEvent['what']): TurnEvent {
  return {
    key: `a:${sim.chance.uuid()}`,
    who: { tenant: LOCAL_TENANT, aadObjectId: player.aad, name: 'Iemand' },
    chat: {
      personal: true,
      serviceUrl: 'https://teams.example',
      conversation: `chat:${player.aad}`,
      user: `29:${player.aad}`,
      bot: '28:bot',
    },
    locale: 'nl',
    what,
  };
}

function nameOf({ what }: TurnEvent): string {
  switch (what.kind) {
    case 'pressed':
      return `presses ${what.press.verb} ${JSON.stringify(what.press.inputs)}`;
    case 'said':
      return `says ${what.said.kind === 'word' ? what.said.word : what.said.kind}`;
    default:
      return what.kind;
  }
}

function firstLine(answer: TurnAnswer): string {
  return answer.kind === 'card' ? heading(answer.card) : 'answered';
}

export function heading(card: CardJson): string {
  return readCard(card).split('\n')[0] ?? '';
}

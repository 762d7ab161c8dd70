import type { Context } from '../../bot/flows/context.ts';
import type { TurnAnswer, TurnEvent } from '../../bot/flows/event.ts';
import type { Hint } from '../../bot/flows/hints.ts';
import type { PersonId } from '../../bot/rules/ids.ts';
import type { Moment } from '../../bot/rules/time.ts';
import type { Word } from '../../bot/rules/words.ts';
import { createBox } from '../../bot/store/box.ts';
import { createSigner } from '../../bot/store/signer.ts';
import { turnEdge } from '../../bot/teams/turn-edge.ts';
import type { Work } from '../../bot/work/work.ts';
import { readBehind } from './behind.ts';
import { type Chance, chanceOf } from './chance.ts';
import type { Mutant } from './mutants.ts';
import { createNet, type Net } from './net.ts';
import { createOutlookSide, type OutlookSide } from './outlook.ts';
import { createStrands, type Strands } from './strands.ts';
import { createTeamsSide, type TeamsSide } from './teams.ts';
import type { World } from './world.ts';

export type Replica = {
  readonly number: number;
  readonly c: Context;
  readonly work: Work;
  turn(event: TurnEvent): Promise<TurnAnswer>;
};

/** One seed's house with everything around it. */
export type Sim = {
  readonly world: World;
  readonly chance: Chance;
  readonly strands: Strands;
  readonly net: Net;
  readonly outlook: OutlookSide;
  readonly teams: TeamsSide;
  /** Ours: it may be set wrong and right again, which Outlook's does not follow. */
  readonly clock: { now(): Moment; pass(ms: number): void; jump(ms: number): void; latest(): Moment };
  readonly replicas: readonly Replica[];
  readonly trace: string[];
  /** Jobs that a strand works on, by their id in the queue. */
  readonly working: Map<string, number>;
  readonly mutant: Mutant | null;
  /** Notifications of Outlook on their way, in no order. */
  readonly news: Hint[];
  /** Words that somebody said, each once, however often they arrived. */
  readonly said: { readonly person: PersonId; readonly word: Word }[];
  /** Cards that were the answer to a press, with their first line. */
  readonly answered: Map<string, string>;
  /** Who had everything erased. */
  readonly erased: Set<PersonId>;
  /** A short name for an id that is random in every run. */
  alias(id: string): number;
};

/** Weeks that a seed may begin in: plain, before both changes of the clocks, and before the holidays. */
const STARTS = ['2026-11-02', '2026-10-21', '2027-03-24', '2026-12-21'];
export const PUBLIC_URL = 'https://house.example';
const REPLICAS = [0, 1];
/** Everybody has the app from the start. */
const NO_INSTALL: Work['install'] = {
  inCatalogue: async () => ({ kind: 'done', value: null }),
  add: async () => ({ kind: 'done', value: 'already' }),
};
const NO_FEEDS: Work['feeds'] = {
  read: async () => ({ kind: 'refused', code: 'not-simulated' }),
};
const MASTER = new Map([['simulated', new Uint8Array(32).fill(7)]]);

export async function openSim(world: World, seed: number, mutant: Mutant | null): Promise<Sim> {
  const chance = chanceOf(seed);
  const strands = createStrands();
  let now = Date.parse(`${chance.pick(STARTS)}T08:00:00Z`) + chance.int(10) * 3_600_000;
  let wrong = 0;
  let latest = now;
  const clock = {
    now: () => now + wrong,
    /** The latest that it ever showed. */
    latest: () => latest,
    pass(ms: number) {
      now += ms;
      latest = Math.max(latest, now + wrong);
    },
    jump(ms: number) {
      wrong += ms;
      latest = Math.max(latest, now + wrong);
    },
  };
  const right = () => now;
  const net = createNet({ chance, strands, now: right });
  const { mailbox, zone } = world.settings;
  const outlook = createOutlookSide({
    net,
    bytes: chance.bytes,
    forgetsCreates: mutant?.forgetsCreates ?? false,
    people: world.outlookPeople,
    mailbox,
    zone,
    now: right,
  });
  const calendar = mutant?.calendar?.(outlook.calendar) ?? outlook.calendar;
  const teams = createTeamsSide({ net, chance });
  const replicas = REPLICAS.map((number): Replica => {
    const box = createBox({ masterKeys: MASTER, currentKeyId: 'simulated', random: chance });
    const c: Context = {
      db: mutant?.readsBehind ? world.database.db.withPlugin(readBehind()) : world.database.db,
      box,
      signer: createSigner(MASTER),
      jobs: world.jobs,
      calendar,
      clock,
      random: chance,
      programme: () => world.settings,
      publicUrl: PUBLIC_URL,
    };
    const { mail, subscriptions } = outlook;
    const work: Work = {
      c,
      calendar,
      mail,
      subscriptions,
      feeds: NO_FEEDS,
      chat: teams.chat,
      install: NO_INSTALL,
      pace: {
        inTurn: async (_, send) => ({ kind: 'ran', value: await send(teams.chat) }),
        share: () => undefined,
      },
      random: chance,
      publicUrl: PUBLIC_URL,
    };
    const edge = turnEdge(c, () => teams.chat);
    const turn = async (event: TurnEvent): Promise<TurnAnswer> => {
      try {
        return await edge.turn(mutant?.arrival?.(event, chance) ?? event);
      } catch {
        net.count('turn failed');
        // What throws once more is answered as a failure of the server, and Teams says that it did not work.
        return edge.onFailure(event).catch((error: unknown) => {
          if (!world.disk.full()) throw error;
          return { kind: 'nothing' } as const;
        });
      }
    };
    return { number, c, work, turn };
  });
  return {
    world,
    chance,
    strands,
    net,
    outlook,
    teams,
    clock,
    replicas,
    trace: [],
    working: new Map(),
    mutant,
    news: [],
    said: [],
    answered: new Map(),
    erased: new Set(),
    alias: aliases(),
  };
}

function aliases(): (id: string) => number {
  const known = new Map<string, number>();
  return (id) => {
    const alias = known.get(id) ?? known.size + 1;
    known.set(id, alias);
    return alias;
  };
}

import { randomInt } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { SAMPLE_PROGRAMME } from '../../bot/config.ts';
import { readCard } from '../support/house.ts';
import {
  freePorts,
  type LocalProcess,
  startLocalProcess,
  temporaryFolder,
} from '../support/local-process.ts';
import { at, call, createPlayer, type Player } from './support/console-player.ts';

const KILLS = 20;
const DIRECTORS = 24;
/** Directors who are busy at the same moment. */
const AT_ONCE = 4;
/** Of the moments of the kills; what the process is doing then differs from run to run. */
const SEED = Number(process.env.SEED ?? randomInt(2 ** 31));

const folder = await temporaryFolder();
let local: LocalProcess;
afterAll(async () => {
  await local.kill('SIGKILL');
  await folder.remove();
});

it(`what was acknowledged survives ${KILLS} times kill -9, with one event a booking and no message twice`, {
  // About 80 s on a quiet machine; every restart costs seconds of its own on a busy one.
  timeout: 600_000,
}, async () => {
  console.info(`seed ${SEED}`);
  const random = seeded(SEED);
  const settings = { DATA_DIR: folder.dir, PROGRAMME: await manyDirectors(), ...(await freePorts()) };
  local = await startLocalProcess(settings);
  await local.ready();
  const people = peopleSchema.parse(await call(`${local.url}/local/people`));
  const players = people
    .filter(({ roles }) => roles.includes('director'))
    .map((person) => createPlayer({ url: local.url, aad: person.aadObjectId, upn: person.upn }));
  for (let kill = 0; kill < KILLS; kill += 1) {
    await playUntilKilled({ local, players, answers: Math.floor(random() * 14), afterMs: random() * 80 });
    local = await startLocalProcess(settings);
    // Every fifth process dies on its way up as well.
    if (kill % 5 === 4) {
      await new Promise((resolve) => setTimeout(resolve, 300 + random() * 900));
      await local.kill('SIGKILL');
      local = await startLocalProcess(settings);
    }
    await local.ready();
    await expectAcknowledged(
      players.filter((player) => player.acknowledged() !== 'nothing').slice(-AT_ONCE * 2),
    );
  }
  await call(`${local.url}/local/clock`, { advance: 'PT0S' });
  await expectAcknowledged(players);
  await expectOneEventEach(local, players);
  await expectNothingTwice(local, people);
  await local.kill('SIGTERM');
});

type Round = {
  readonly local: LocalProcess;
  readonly players: readonly Player[];
  /** The kill comes so long after so many acknowledged answers, however busy the machine is. */
  readonly answers: number;
  readonly afterMs: number;
};

/** Several directors do what their cards ask, until the process is gone. */
async function playUntilKilled({ local, players, answers, afterMs }: Round): Promise<void> {
  let killed = false;
  let heard = 0;
  const enough = Promise.withResolvers<void>();
  const waiting = players.filter((player) => player.acknowledged() !== 'booked').values();
  const play = async () => {
    for (const player of waiting) {
      while (!killed && player.acknowledged() !== 'booked') {
        const before = player.acknowledged();
        // What fails because the process is gone was not acknowledged; anything else fails the test.
        await player.step().catch((error: unknown) => {
          if (!killed) throw error;
        });
        if (player.acknowledged() !== before) heard += 1;
        if (heard >= answers) enough.resolve();
      }
    }
    enough.resolve();
  };
  const playing = Promise.all(Array.from({ length: AT_ONCE }, play));
  await Promise.race([enough.promise, playing]);
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  killed = true;
  expect(await local.kill('SIGKILL')).toBe('SIGKILL');
  await playing;
}

/** A draft of the sign-up shows in the sign-up itself, not in `afspraken`. */
async function expectAcknowledged(players: readonly Player[]): Promise<void> {
  const check = async (player: Player) => {
    const { stage, reads } = await player.asked();
    const was = player.acknowledged();
    if (at(was) >= at('coaches'))
      expect(at(stage), `${player.upn} was at ${was} and reads: ${reads}`).toBeGreaterThanOrEqual(at(was));
  };
  await Promise.all(players.map(check));
}

async function expectOneEventEach(local: LocalProcess, players: readonly Player[]): Promise<void> {
  const booked = players.filter((player) => player.acknowledged() === 'booked');
  expect(booked.length).toBeGreaterThan(5);
  for (const player of booked) {
    const own = await sessionsIn(local, player.upn);
    expect(own.length, `${player.upn} booked once and has ${own.length} events`).toBe(1);
  }
  const all = (await Promise.all(players.map((player) => sessionsIn(local, player.upn)))).flat();
  const organised = await sessionsIn(local, 'gesprekken@voorbeeld.example');
  console.info(`${booked.length} bookings acknowledged, ${organised.length} events organised`);
  expect(organised.length).toBe(all.length);
}

/** No coach twice at one moment, no welcome twice, and the coach hears of a session at most once. */
async function expectNothingTwice(local: LocalProcess, people: z.infer<typeof peopleSchema>): Promise<void> {
  for (const person of people) {
    const player = createPlayer({ url: local.url, aad: person.aadObjectId, upn: person.upn });
    const cards = (await player.messages()).flatMap(({ card }) => (card ? [readCard(card)] : []));
    const news = cards.filter((text) => /Goed dat u er bent|Er is een gesprek vastgelegd/.test(text));
    expect(news.length, `${person.upn} was told something twice`).toBe(new Set(news).size);
    if (!person.roles.includes('coach')) continue;
    const starts = (await sessionsIn(local, person.upn)).map(({ start }) => start);
    expect(starts.length, `${person.upn} is double-booked`).toBe(new Set(starts).size);
  }
}

const peopleSchema = z.array(
  z.object({ aadObjectId: z.string(), upn: z.string(), roles: z.array(z.string()) }),
);
const weekSchema = z.array(z.object({ subject: z.string(), start: z.string(), isCancelled: z.boolean() }));
/** Weeks ahead in which a time can be offered, and a few. */
const WEEKS = 12;

async function sessionsIn(local: LocalProcess, upn: string) {
  const today = Temporal.Now.plainDateISO('Europe/Amsterdam');
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  const weeks = await Promise.all(
    Array.from({ length: WEEKS }, async (_, week) => {
      const query = new URLSearchParams({ upn, from: monday.add({ weeks: week }).toString() });
      return weekSchema.parse(await call(`${local.outlookUrl}/local/week?${query}`));
    }),
  );
  return weeks.flat().filter(({ subject, isCancelled }) => subject === 'Gesprek' && !isCancelled);
}

/** The sample with more directors and places; all in Dutch, as the player reads it. */
async function manyDirectors(): Promise<string> {
  const sample = sampleSchema.parse(parse(await readFile(SAMPLE_PROGRAMME, 'utf8')));
  const more = Array.from({ length: DIRECTORS }, (_, n) => ({
    upn: `d${n}.proef@voorbeeld.example`,
    roles: ['director'],
  }));
  // Every coach has room for all, or the last ones would wait for the coordinator.
  const roomy = sample.people.map(({ coach, ...person }) => ({
    ...person,
    language: 'nl',
    ...(coach && { coach: { ...coach, 'max-directors': 100 } }),
  }));
  const people = [...roomy, ...more];
  const file = join(folder.dir, 'programme.yaml');
  await writeFile(
    file,
    stringify({ ...sample, programme: { ...sample.programme, places: people.length }, people }),
  );
  return file;
}

const sampleSchema = z.looseObject({
  programme: z.looseObject({}),
  people: z.array(z.looseObject({ coach: z.looseObject({}).optional() })),
});

/** Mulberry32: the same moments again for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

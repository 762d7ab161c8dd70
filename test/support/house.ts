import { mkdirSync, rmSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SAMPLE_PROGRAMME } from '../../bot/config.ts';
import { type Local, startLocal } from '../../bot/local/start.ts';
import type { LocalMessage, PressOptions } from '../../bot/local/types.ts';
import { createLog } from '../../bot/log.ts';
import type { CardJson } from '../../bot/ports.ts';
import type { Where } from '../../bot/store/database.ts';
import { walkBlocks } from './card-reading.ts';
import { pgliteTemplate } from './databases.ts';

export type House = Local & {
  /** A sample person by the first part of their UPN: `noor`, `mila`. */
  person(first: string): Actor;
  /** Lines that the bot logged so far. */
  readonly logged: readonly string[];
};

/** Somebody in local Teams, in domain words. */
export type Actor = {
  readonly aad: string;
  readonly upn: string;
  messages(): readonly LocalMessage[];
  /** The newest card of the bot. */
  card(): CardJson;
  /** All texts on it, read from top to bottom. */
  reads(): string;
  say(text: string, options?: PressOptions): Promise<number>;
  /** Presses a button on the newest card that has it; answers what the card became. */
  press(verb: string, inputs?: Inputs, options?: PressOptions): Promise<CardJson | null>;
  /** Values that can be chosen on the newest card that asks this; none when no card does. */
  choices(input: string): readonly string[];
};
export type Inputs = Readonly<Record<string, string>>;

export type HouseQ = {
  /** PGlite in memory unless told. */
  readonly store?: Where;
  /** The text of another programme file. */
  readonly programme?: string;
  /** A name for `.tmp/graph-house-NAME.jsonl`, so that the checker reads what this suite recorded. */
  readonly record?: string;
  readonly now?: string;
};

/** The product with local Teams and local Outlook in this process, over real HTTP on loopback. */
export async function openHouse(q: HouseQ = {}): Promise<House> {
  const dataDir = await mkdtemp(join(tmpdir(), 'klankbord-house-'));
  const programme = q.programme === undefined ? SAMPLE_PROGRAMME : join(dataDir, 'programme.yaml');
  if (q.programme !== undefined) await writeFile(programme, q.programme);
  if (q.now !== undefined) await writeFile(join(dataDir, 'clock'), String(Date.parse(q.now) - Date.now()));
  const store = q.store ?? { kind: 'pglite' as const, dir: null, template: await pgliteTemplate() };
  const logged: string[] = [];
  const config = {
    port: 0,
    outlookPort: 0,
    dataDir,
    store: { kind: 'pglite' as const, dir: join(dataDir, 'store') },
    programme,
    graphBaseUrl: null,
    graphRecord: q.record === undefined ? null : recording(q.record),
  };
  const local = await startLocal(
    config,
    createLog((line) => void logged.push(line)),
    { store },
  );
  const stop = async () => {
    await local.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { ...local, stop, logged, person: (first) => actor(local, first) };
}

/** Fills in both steps of the sign-up and says yes; answers the card with coaches. */
export async function signUp(director: Actor, wishes: Inputs = {}): Promise<CardJson | null> {
  await director.say('aanmelden');
  await appears(director, 'coaching.preferences');
  await director.press('coaching.preferences', { length: '60', place: 'teams', ...wishes });
  return director.press('coaching.consent', { language: 'nl', consent: 'yes', ...wishes });
}

/** Signs up, takes a coach and the first time; answers that time (epoch milliseconds). */
export async function book(director: Actor, q: { coach?: string; wishes?: Inputs } = {}): Promise<number> {
  await signUp(director, q.wishes);
  await director.press('coaching.choose-coach', { coach: q.coach ?? 'any' });
  const [slot = ''] = director.choices('slot');
  await director.press('coaching.choose-slot', { slot });
  return Number(slot);
}

/** Waits until the newest card that carries this button is there. */
export async function appears(director: Actor, verb: string, timeoutMs = 10_000): Promise<void> {
  await until(() => director.messages().some((m) => m.card && verbsOf(m.card).includes(verb)), timeoutMs);
}

export async function until(fine: () => boolean | Promise<boolean>, timeoutMs = 10_000): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!(await fine())) {
    if (performance.now() > end) throw new Error(`did not come true within ${timeoutMs} ms: ${fine}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export function verbsOf(card: CardJson): readonly string[] {
  return walkBlocks(card).flatMap((b) => (b.type === 'Action.Execute' ? [String(b.verb)] : []));
}

/** Somebody of `people` in this local Teams, whoever the bot behind it is. */
export function actor(local: Pick<Local, 'people' | 'teams'>, first: string): Actor {
  const person = local.people.find((p) => p.upn.startsWith(`${first}.`) || p.upn.startsWith(`${first}@`));
  if (!person) throw new Error(`nobody in the sample is called ${first}`);
  const { aadObjectId: aad, upn } = person;
  const { teams } = local;
  const messages = () => teams.messages(aad);
  const newest = (verb?: string) => {
    const found = messages().findLast(
      (m) => m.card && (verb === undefined || verbsOf(m.card).includes(verb)),
    );
    if (!found?.card) throw new Error(`${first} has no card${verb ? ` with ${verb}` : ''}`);
    return { id: found.id, card: found.card };
  };
  return {
    aad,
    upn,
    messages,
    card: () => newest().card,
    reads: () => readCard(newest().card),
    say: (text, options) => teams.say(aad, text, options),
    async press(verb, inputs = {}, options) {
      const { id, card } = newest(verb);
      const button = walkBlocks(card).find((b) => b.type === 'Action.Execute' && b.verb === verb);
      const data = { ...(button?.data as object), ...inputs };
      return (await teams.press(aad, { activity: id, verb, data }, options)).card;
    },
    choices: (input) => {
      const fields = messages().flatMap(({ card }) => walkBlocks(card ?? {}).filter((b) => b.id === input));
      return ((fields.at(-1)?.choices ?? []) as { value: string }[]).map((choice) => choice.value);
    },
  };
}

/** All texts on a card, one line each. */
export function readCard(card: CardJson): string {
  return walkBlocks(card)
    .flatMap((b) => {
      if (b.type === 'RichTextBlock')
        return [(b.inlines as { text: string }[]).map((run) => run.text).join('')];
      return b.type === 'TextBlock' ? [String(b.text)] : [];
    })
    .join('\n');
}

function recording(name: string): string {
  mkdirSync('.tmp', { recursive: true });
  const file = `.tmp/graph-house-${name}.jsonl`;
  rmSync(file, { force: true });
  return file;
}

import { z } from 'zod';
import type { DialogAnswer } from '../types.ts';
import { adaptiveCard } from './wire.ts';

const length = z.union([z.number().min(1).max(4_000), z.enum(['small', 'medium', 'large'])]);
const shown = z.looseObject({
  title: z.string().default(''),
  width: length.default('medium'),
  height: length.default('medium'),
  url: z.url({ protocol: /^https?$/ }).optional(),
  card: z.looseObject({ content: adaptiveCard }).optional(),
});
const answer = z.looseObject({
  task: z.discriminatedUnion('type', [
    z.looseObject({ type: z.literal('message'), value: z.string() }),
    z.looseObject({ type: z.literal('continue'), value: shown }),
  ]),
});

/** Reads the answer to `task/fetch` or `task/submit`; an empty one closes the window. */
export function readDialogAnswer(body: unknown): DialogAnswer {
  if (body === null || body === '' || isEmpty(body)) return { kind: 'closed' };
  const parsed = answer.safeParse(body);
  if (!parsed.success) return { kind: 'broken', why: 'the answer is no task of type continue or message' };
  const { task } = parsed.data;
  if (task.type === 'message') return { kind: 'message', text: task.value };
  const { title, width, height, url, card } = task.value;
  const size = { width, height };
  if (card !== undefined) return { kind: 'card', title, size, card: card.content };
  return url === undefined
    ? { kind: 'broken', why: 'the window has neither a card nor an address' }
    : { kind: 'url', title, size, url };
}

function isEmpty(body: unknown): boolean {
  return typeof body === 'object' && body !== null && Object.keys(body).length === 0;
}

import { z } from 'zod';
import { type Press, pressSchema } from '../../cards/actions.ts';

const executeSchema = z.object({ action: z.object({ verb: z.string(), data: z.unknown().optional() }) });
const dataSchema = z.record(z.string(), z.unknown());

/** No card of ours has more inputs. */
const MAX_INPUTS = 40;

/** `Action.Execute`: verb beside the data. Null when it is no press of ours, or broken. */
export function readExecute(value: unknown): Press | null {
  const parsed = executeSchema.safeParse(value);
  return parsed.success ? readPress(parsed.data.action.verb, parsed.data.action.data) : null;
}

/** `Action.Submit`: verb inside the data. */
export function readSubmit(value: unknown): Press | null {
  const parsed = dataSchema.safeParse(value);
  return parsed.success ? readPress(parsed.data.verb, value) : null;
}

function readPress(verb: unknown, data: unknown): Press | null {
  const parsed = dataSchema.safeParse(data);
  if (!parsed.success) return null;
  const { card, verb: _, ...inputs } = parsed.data;
  const names = Object.keys(inputs);
  if (names.length > MAX_INPUTS || names.some((name) => name in Object.prototype)) return null;
  return pressSchema.safeParse({ verb, card, inputs }).data ?? null;
}

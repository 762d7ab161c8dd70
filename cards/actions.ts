import { z } from 'zod';

/**
 * What every button sends. A button carries the card id and its inputs, never authority:
 * Execute sends `verb` and `data: {card}`, Submit (the fallback) `{verb, card}`; the client adds the inputs.
 */
export const VERBS = [
  'coaching.information',
  'coaching.signup',
  'coaching.preferences',
  'coaching.consent',
  'coaching.ask',
  'coaching.choose-coach',
  'coaching.choose-slot',
  'coaching.more-slots',
  'coaching.preview',
  'coaching.back',
  'coaching.sessions',
  'callback.open',
  'callback.ask',
  'callback.take',
  'callback.withdraw',
  'preferences.open',
  'matching.choose',
  'override.open',
  'override.search',
  'override.choose',
  'session.move',
  'session.choose-time',
  'session.more-times',
  'session.cancel',
  'session.cancel-sure',
  'session.keep',
  'coaching.wish-earlier',
  'coaching.change-coach',
  'coaching.change-coach-sure',
  'session.held',
  'session.missed',
  'session.took-place',
  'checkin.answer',
  'checkin.not-now',
  'coach.ill',
  'coach.call-off',
  'waiting.join',
  'waiting.leave',
  'extra.ask',
  'extra.withdraw',
  'request.answer',
  'my-data.open',
  'my-data.choose',
  'my-data.correct',
  'my-data.wishes',
  'my-data.preferences',
  'my-data.stop',
  'my-data.object',
  'my-data.erase',
  'objection.settle',
] as const;
export type Verb = (typeof VERBS)[number];

/** Inputs arrive as strings, absent when untouched; anything else is a broken press. */
const input = z.string().max(2_000);
export const pressSchema = z.object({
  verb: z.enum(VERBS),
  card: z.uuid(),
  inputs: z.record(z.string().max(40), input),
});
export type Press = z.infer<typeof pressSchema>;

import type { Activity } from './activities.ts';

export type Delivered = { readonly status: number; readonly body: unknown };
export type Delivery = {
  readonly url: string;
  readonly activity: Activity;
  readonly headers: Readonly<Record<string, string>>;
};

/** Bot Service gives up on a bot after 15 seconds. */
const LIMIT_MS = 15_000;

/**
 * POSTs one activity to the bot. A bot that can not be reached is 502, one that does not answer in time 504, as
 * the Bot Service itself says it to the client.
 */
export async function deliver({ url, activity, headers }: Delivery): Promise<Delivered> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
      body: JSON.stringify(activity),
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    return { status: response.status, body: readBody(await response.text()) };
  } catch (error) {
    const late = error instanceof DOMException && error.name === 'TimeoutError';
    return late
      ? { status: 504, body: 'The bot gave no answer in 15 seconds.' }
      : { status: 502, body: 'The bot could not be reached.' };
  }
}

function readBody(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

import { randomUUID } from 'node:crypto';
import { errorReply, type Reply } from './replies.ts';

const WITHIN_MS = 10_000;

/**
 * Asks an address whether it wants to be told: it must answer 200, as plain text, with exactly the token
 * (learn.microsoft.com/graph/change-notifications-delivery-webhooks). Null when it did.
 */
export async function handshake(url: string): Promise<Reply | null> {
  // Blanks, a colon and a slash, so that a token which is not decoded shows.
  const token = `Validation: Testing client application reachability for ${randomUUID()} +/=&?`;
  const address = new URL(url);
  address.searchParams.set('validationToken', token);
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      redirect: 'manual',
      signal: AbortSignal.timeout(WITHIN_MS),
    });
    const text = await response.text();
    if (response.status !== 200) return failed(`It answered ${response.status}.`);
    if (!/^text\/plain\b/i.test(response.headers.get('content-type') ?? ''))
      return failed('The content type is not text/plain.');
    return text === token ? null : failed('It did not give back the token.');
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException)
      return failed('It could not be reached, or did not answer in time.');
    throw error;
  }
}

function failed(why: string): Reply {
  return errorReply(400, 'ValidationError', `Subscription validation request failed. ${why}`);
}

import { z } from 'zod';
import { never } from '../../rules/decision.ts';

const moment = z.iso.datetime({ offset: true });
const comment = z.string().max(500).default('');

/** What somebody does with an appointment in Outlook. */
export const actSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['accept', 'tentative', 'decline']), comment }),
  /** Accepted with reserve, and another time proposed to the organiser. */
  z.strictObject({ kind: z.literal('propose'), start: moment, end: moment, comment }),
  /** By the organiser: everybody who was invited is told. */
  z.strictObject({ kind: z.literal('cancel'), comment }),
  z.strictObject({ kind: z.literal('move'), start: moment, end: moment }),
  /** Taken out of one's own calendar. */
  z.strictObject({ kind: z.literal('delete') }),
]);
type Act = z.infer<typeof actSchema>;

/** Asks Graph as the person's own Outlook does; null, or why Outlook refused. */
export async function actInOutlook(
  outlook: string,
  { upn, event, act }: { readonly upn: string; readonly event: string; readonly act: Act },
): Promise<string | null> {
  if (outlook === '') return 'De lokale Outlook draait niet.';
  const path = `/v1.0/users/${encodeURIComponent(upn)}/events/${encodeURIComponent(event)}`;
  const { method, action, body } = callFor(act);
  const response = await fetch(`${outlook}${path}${action}`, {
    method,
    headers: {
      authorization: 'Bearer console',
      prefer: 'IdType="ImmutableId"',
      ...(body === null ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === null ? {} : { body: JSON.stringify(body) }),
  });
  if (response.ok) return null;
  const refused = refusal.safeParse(await response.json().catch(() => null));
  return `Outlook weigerde dit: ${refused.data?.error.message ?? response.status}`;
}

const refusal = z.looseObject({ error: z.looseObject({ message: z.string() }) });

type Call = {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  readonly action: string;
  readonly body: Readonly<Record<string, unknown>> | null;
};

function callFor(act: Act): Call {
  switch (act.kind) {
    case 'accept':
      return post('/accept', { sendResponse: true, comment: act.comment });
    case 'tentative':
      return post('/tentativelyAccept', { sendResponse: true, comment: act.comment });
    case 'decline':
      return post('/decline', { sendResponse: true, comment: act.comment });
    case 'propose': {
      const proposedNewTime = { start: zoned(act.start), end: zoned(act.end) };
      return post('/tentativelyAccept', { sendResponse: true, comment: act.comment, proposedNewTime });
    }
    case 'cancel':
      return post('/cancel', { comment: act.comment });
    case 'move':
      return { method: 'PATCH', action: '', body: { start: zoned(act.start), end: zoned(act.end) } };
    case 'delete':
      return { method: 'DELETE', action: '', body: null };
    default:
      return never(act);
  }
}

function post(action: string, body: Call['body']): Call {
  return { method: 'POST', action, body };
}

/** Graph's pair of a wall-clock time and its zone. */
function zoned(text: string): { readonly dateTime: string; readonly timeZone: 'UTC' } {
  return { dateTime: new Date(text).toISOString().replace('Z', ''), timeZone: 'UTC' };
}

import { z } from 'zod';
import { invalidBody } from './event-input.ts';
import { errorReply, type Reply } from './replies.ts';

/** One request inside a `$batch`, as it was sent. */
const single = z.strictObject({
  id: z.string().min(1),
  method: z.string().transform((method) => method.toUpperCase()),
  url: z.string().min(1),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.unknown().optional(),
  dependsOn: z.array(z.string()).optional(),
});
export type Single = z.infer<typeof single>;
const batchBody = z.strictObject({ requests: z.array(single).min(1) });

const MOST = 20;

/**
 * `$batch` (learn.microsoft.com/graph/json-batching): at most 20 requests with ids of their own, each answered
 * for itself; one whose predecessor failed is not carried out and answers 424.
 */
export async function answerBatch(body: unknown, carryOut: (one: Single) => Promise<Reply>): Promise<Reply> {
  const read = batchBody.safeParse(body);
  if (!read.success) return invalidBody(read.error).refused;
  const { requests } = read.data;
  const fault = faultOf(requests);
  if (fault !== null) return errorReply(400, 'BadRequest', fault);
  const answers = new Map<string, Reply>();
  for (const one of requests) {
    const failed = (one.dependsOn ?? []).some((id) => (answers.get(id)?.status ?? 0) >= 400);
    answers.set(one.id, failed ? FAILED_DEPENDENCY : await carryOut(one));
  }
  return { status: 200, body: { responses: [...answers].map(([id, reply]) => answerOf(id, reply)) } };
}

const FAILED_DEPENDENCY = errorReply(424, 'FailedDependency', 'A request that this one depends on failed.');

function faultOf(requests: readonly Single[]): string | null {
  if (requests.length > MOST) return `Number of batch request steps exceeds the maximum value of ${MOST}.`;
  const ids = requests.map(({ id }) => id.toLowerCase());
  if (new Set(ids).size < ids.length) return 'Request ids must be unique.';
  const early = requests.find(({ dependsOn }, at) =>
    dependsOn?.some((id) => !ids.slice(0, at).includes(id.toLowerCase())),
  );
  if (early !== undefined) return `Request ${early.id} depends on one that does not come before it.`;
  if (requests.some(({ url }) => /^https?:|^\/?v1\.0\/|\$batch/i.test(url)))
    return 'Addresses are relative to the version, and a batch holds no batch.';
  return null;
}

function answerOf(id: string, { status, body, headers }: Reply) {
  const type = body === undefined ? {} : { 'Content-Type': 'application/json' };
  return { id, status, headers: { ...type, ...headers }, ...(body === undefined ? {} : { body }) };
}

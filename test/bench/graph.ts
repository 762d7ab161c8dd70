import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

/** Graph by script: everybody exists and is free, and every event can be made. */
export type ScriptedGraph = { readonly origin: string; stop(): Promise<void> };

const askedSchema = z.object({ schedules: z.array(z.string()) });
const eventSchema = z.object({ start: z.unknown(), end: z.unknown() });

export async function startGraph(): Promise<ScriptedGraph> {
  const server = createServer(async (req, res) => {
    const body = JSON.stringify(reply(req, await json(req)));
    res.writeHead(req.method === 'POST' && req.url?.endsWith('/events') ? 201 : 200, {
      'content-type': 'application/json',
    });
    res.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** The directory id of somebody, by their UPN: the same in every run. */
export function directoryId(upn: string): string {
  const hex = createHash('sha256').update(upn).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function reply(req: IncomingMessage, body: unknown): object {
  const path = decodeURIComponent(new URL(req.url ?? '/', 'http://loopback').pathname);
  if (path.endsWith('/getSchedule')) {
    const { schedules } = askedSchema.parse(body);
    return { value: schedules.map((scheduleId) => ({ scheduleId, scheduleItems: [] })) };
  }
  if (path.endsWith('/events') && req.method === 'POST') {
    const { start, end } = eventSchema.parse(body);
    const id = randomUUID();
    return { id, iCalUId: id, start, end, onlineMeeting: { joinUrl: `https://meet.example/${id}` } };
  }
  const upn = path.split('/').at(-1) ?? '';
  return { id: directoryId(upn), userPrincipalName: upn, displayName: upn.split('@')[0], mail: upn };
}

async function json(req: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? null : JSON.parse(text);
}

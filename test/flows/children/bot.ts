import { once } from 'node:events';
import { createServer } from 'node:http';
import { z } from 'zod';
import { systemClock, systemRandom } from '../../../bot/clock.ts';
import { keyFile } from '../../../bot/key-file.ts';
import { createLog } from '../../../bot/log.ts';
import { buildParts } from '../../../bot/parts.ts';
import { readProgrammeFile, wantedFrom } from '../../../bot/programme-file.ts';
import { LOCAL_TENANT, openGuard } from '../../../bot/teams/open-guard.ts';

/** The bot alone, on a given store and port, with Teams and Outlook in the process that started it. Prints `ready`. */
const where = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pglite'), dir: z.string(), template: z.string() }),
  z.object({ kind: z.literal('postgres'), url: z.string() }),
]);
const settings = z.object({
  store: where,
  dataDir: z.string(),
  programme: z.string(),
  outlook: z.string(),
  app: z.string(),
  port: z.number(),
});
const q = settings.parse(JSON.parse(process.argv[2] ?? ''));
const read = await readProgrammeFile(q.programme);
if (read.kind === 'faults') throw new Error(read.lines.join('\n'));
const parts = await buildParts({
  store: q.store,
  masterKeys: keyFile(q.dataDir, systemRandom),
  tenant: LOCAL_TENANT,
  publicUrl: `http://127.0.0.1:${q.port}`,
  programme: wantedFrom(read.file, read.text),
  teams: { guard: openGuard(), credentials: { kind: 'none', appId: q.app, tenantId: LOCAL_TENANT } },
  graph: { baseUrl: q.outlook, credential: null, record: null },
  clock: systemClock,
  random: systemRandom,
  log: createLog((line) => void process.stderr.write(line)),
});
await parts.engine.start();
const server = createServer(parts.app).listen(q.port, '127.0.0.1');
await once(server, 'listening');
process.stdout.write('ready\n');

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  attendees,
  book,
  copyOf,
  director,
  eventPath,
  graphOf,
  outlook,
  own,
  programme,
  session,
  tx,
} from './support.ts';

let folder: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'local-outlook-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

async function start(file: string) {
  const people = JSON.stringify([programme, director]);
  const script = join(import.meta.dirname, 'serve.ts');
  const child = spawn('node', [script, file, people], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const [line] = await once(child.stdout, 'data');
  return { child, graph: graphOf({ url: String(line).trim() }) };
}

test('a kill -9 loses no answered call, and a repeat after it makes no second event', async () => {
  const file = join(folder, 'outlook.sqlite');
  const body = session({ transactionId: tx(), ...attendees(director), ...own('b-1') });
  const first = await start(file);
  const made = await first.graph('POST', `/users/${programme.upn}/events`, { body });
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  const second = await start(file);
  expect((await second.graph('GET', eventPath(programme, made.body.id))).body.iCalUId).toBe(
    made.body.iCalUId,
  );
  expect(await copyOf(second.graph, director, made.body.iCalUId)).toMatchObject({ isOrganizer: false });
  const again = await second.graph('POST', `/users/${programme.upn}/events`, { body });
  expect([again.status, again.body.id]).toEqual([201, made.body.id]);
});

test('closing and opening the file keeps calendars and mail', async () => {
  const file = join(folder, 'outlook.sqlite');
  const first = await outlook({ file });
  const made = await book(graphOf(first), attendees(director));
  await first.close();
  const second = await outlook({ file });
  expect((await graphOf(second)('GET', eventPath(programme, made.id))).status).toBe(200);
  expect(second.mailbox(director.upn)).toHaveLength(1);
  await second.close();
});

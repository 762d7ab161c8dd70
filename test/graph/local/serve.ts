import { startLocalOutlook } from '../../../graph/local/outlook.ts';

/** A local Outlook in a process of its own, to be killed: `node serve.ts FILE PEOPLE`; prints its address. */
const [, , file = '', people = '[]'] = process.argv;
const server = await startLocalOutlook({
  port: 0,
  host: '127.0.0.1',
  file,
  people: JSON.parse(people),
  now: Date.now,
});
process.stdout.write(`${server.url}\n`);

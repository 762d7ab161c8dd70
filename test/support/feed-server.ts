import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where a coach publishes a calendar: on this machine, and it can fail. */
export type FeedServer = {
  /** An address that is a secret, as those of Outlook and Google are. */
  readonly address: string;
  readonly secret: string;
  /** What stands there from now on; an ETag goes with it. */
  publish(text: string): void;
  /** Answers 500 until the next `publish`. */
  fail(): void;
  /** Statuses that were answered so far. */
  readonly answered: readonly number[];
  stop(): void;
};

export async function feedServer(): Promise<FeedServer> {
  const secret = 'geheim-4f1c7b';
  const answered: number[] = [];
  let published: { text: string; etag: string } | null = null;
  let count = 0;
  const server = createServer((req, res) => {
    const known = published?.etag === req.headers['if-none-match'];
    const status = published === null ? 500 : req.url !== `/${secret}/a.ics` ? 404 : known ? 304 : 200;
    answered.push(status);
    res.writeHead(status, published ? { etag: published.etag } : {});
    res.end(status === 200 ? published?.text : '');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/${secret}/a.ics`,
    secret,
    answered,
    publish(text) {
      count += 1;
      published = { text, etag: `"${count}"` };
    },
    fail() {
      published = null;
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

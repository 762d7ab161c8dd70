import { createServer, type Server } from 'node:http';
import express, { type Express } from 'express';
import { localOnly } from './console/guard.ts';

export type Door = {
  readonly server: Server;
  open(house: Express): void;
  /** Nobody comes in any more, but what the bot was sending still arrives in local Teams. */
  leave(): void;
  close(): void;
};

/** Longer than any client here keeps a connection for later: one that closes just as it is used again breaks that call. */
const KEEP_ALIVE_MS = 75_000;

/** The one address of local mode: for requests from this machine and its own pages only, and 503 until it opens. */
export function openDoor(): Door {
  let house: Express | null = null;
  let leaving = false;
  const front = express().disable('x-powered-by');
  front.use(localOnly);
  front.use((req, res, next) => {
    if (house && (!leaving || req.path.startsWith('/v3/'))) house(req, res, next);
    else res.status(503).end();
  });
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, front);
  return {
    server,
    open: (app: Express) => {
      house = app;
    },
    leave: () => {
      leaving = true;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

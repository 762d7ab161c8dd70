import type { Request, Response } from 'express';
import type { Place } from '../types.ts';
import type { ConsoleOptions } from './types.ts';

/** What changed, so that a page knows what to fetch again; never content. */
type Change =
  | { readonly kind: 'chat'; readonly aadObjectId: string; readonly place: Place }
  | { readonly kind: 'clock'; readonly now: string }
  | { readonly kind: 'outlook'; readonly upn: string }
  | { readonly kind: 'activity' };

export type Events = { tell(change: Change): void; open(req: Request, res: Response): void };

/** Keeps proxies and browsers from closing a silent stream. */
const BEAT_MS = 20_000;

/** Server-sent events of every change in the chats, the calendars and the clock. */
export function createEvents({
  teams,
  outlook,
  activity,
}: Pick<ConsoleOptions, 'teams' | 'outlook' | 'activity'>): Events {
  const open = new Set<Response>();
  const tell = (change: Change) => {
    for (const res of open) res.write(`data: ${JSON.stringify(change)}\n\n`);
  };
  teams.onChange((aadObjectId, place) => tell({ kind: 'chat', aadObjectId, place }));
  outlook.onChange?.((upn) => tell({ kind: 'outlook', upn }));
  activity.onChange(() => tell({ kind: 'activity' }));
  return {
    tell,
    open: (req, res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      res.write('retry: 1000\n\n');
      open.add(res);
      const beat = setInterval(() => res.write(': hier\n\n'), BEAT_MS);
      beat.unref();
      req.on('close', () => {
        clearInterval(beat);
        open.delete(res);
      });
    },
  };
}

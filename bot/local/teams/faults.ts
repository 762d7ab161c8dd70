import { setTimeout as wait } from 'node:timers/promises';
import type { Response } from 'express';
import type { ConnectorFault, ConnectorFaults } from '../types.ts';
import { type Reply, refusal } from './reply.ts';

/** What a call is to the faults; a call that is neither a send nor an update matches only `any`. */
export type CallKind = 'send' | 'update' | 'other';

export type FaultList = ConnectorFaults & {
  /** The first fault that matches, one turn used up; null when nothing goes wrong. */
  take(call: CallKind): ConnectorFault | null;
};

export function createFaults(): FaultList {
  let list: { readonly fault: ConnectorFault; left: number }[] = [];
  return {
    add: (fault) => {
      list.push({ fault, left: fault.times });
    },
    clear: () => {
      list = [];
    },
    take: (call) => {
      const found = list.find(({ fault, left }) => left > 0 && (fault.on === 'any' || fault.on === call));
      if (found === undefined) return null;
      found.left -= 1;
      return found.fault;
    },
  };
}

/** Serves one call under a fault: `handle` runs at most once, and only where the fault lets it. */
export async function serve(fault: ConnectorFault | null, res: Response, handle: () => Reply): Promise<void> {
  if (fault === null) return send(res, handle());
  const { kind } = fault;
  if ('delayMs' in kind) {
    await wait(kind.delayMs);
    const { instead } = kind;
    return send(res, instead ? refusal(instead.status, instead.code, 'Refused on request.') : handle());
  }
  if ('reset' in kind) {
    if (kind.reset === 'after') handle();
    res.socket?.resetAndDestroy();
    return;
  }
  if ('afterStored' in kind) {
    handle();
    return send(res, refusal(kind.afterStored, 'ServiceError', 'The message may have been stored.'));
  }
  if (kind.retryAfter !== undefined) res.setHeader('Retry-After', String(kind.retryAfter));
  send(res, refusal(kind.status, kind.code, 'Refused on request.'));
}

function send(res: Response, reply: Reply): void {
  res.status(reply.status);
  if (reply.body === undefined) res.end();
  else res.json(reply.body);
}

import { isIPv4 } from 'node:net';
import type { NextFunction, Request, Response } from 'express';

/**
 * Keeps the local server to this machine: the socket must be on loopback, `Host` must name this machine (against
 * DNS rebinding), and a request from a page must come from our own page. Answers 403 in words otherwise.
 */
export function localOnly(req: Request, res: Response, next: NextFunction): void {
  refuseFor(whyForeign(req) ?? whyOtherPage(req), res, next);
}

function refuseFor(why: string | null, res: Response, next: NextFunction): void {
  if (why === null) next();
  else res.status(403).json({ error: why });
}

const NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

function whyForeign(req: Request): string | null {
  if (!isLoopback(req.socket.remoteAddress ?? ''))
    return 'Alleen vanaf deze computer. (Only from this machine.)';
  const host = req.headers.host ?? '';
  if (!NAMES.has(host.replace(/:\d+$/, '').toLowerCase())) {
    return 'Onbekende Host: open dit adres als localhost of 127.0.0.1. (Unknown Host.)';
  }
  return null;
}

function whyOtherPage(req: Request): string | null {
  const { host, origin } = req.headers;
  if (origin === undefined || origin === `http://${host}`) return null;
  return 'Een andere pagina mag dit niet vragen. (Foreign Origin.)';
}

function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/, '');
  return plain === '::1' || (isIPv4(plain) && plain.startsWith('127.'));
}

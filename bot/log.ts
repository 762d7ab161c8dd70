import { pino } from 'pino';

/** One line for one thing that happened: codes and counts, never text, tokens, card values, subjects or addresses. */
export type Log = {
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
};

/** The allow-list: a field that is not here can not be logged. */
export const LOG_FIELDS = [
  'event',
  'kind',
  'what',
  'code',
  'status',
  'constraint',
  'table',
  'job',
  'method',
  'route',
  'count',
  'ms',
  'port',
  'name',
  'reason',
  'error',
] as const;
export type LogFields = { readonly [field: string]: string | number | boolean | null };

/** JSON lines on standard output. */
export function createLog(write?: (line: string) => void): Log {
  const log = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    write ? { write } : pino.destination(1),
  );
  return {
    info: (fields, message) => log.info(allowed(fields), message),
    warn: (fields, message) => log.warn(allowed(fields), message),
    error: (fields, message) => log.error(allowed(fields), message),
  };
}

function allowed(fields: LogFields): LogFields {
  return Object.fromEntries(
    LOG_FIELDS.flatMap((name) => (name in fields ? [[name, fields[name] ?? null]] : [])),
  );
}

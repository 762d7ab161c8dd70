import type { Recorder } from '../../graph/record.ts';

export type Activity = {
  /** One line, in Dutch, without content: the console shows it as it is. */
  note(line: string): void;
  /** Newest last. */
  lines(): readonly string[];
  /** Notes each Graph exchange by its template and status, and passes it on. */
  recorder(next: Recorder | null): Recorder;
};

/** What the console can show without becoming a log file. */
const KEPT = 200;

/** What happened lately behind the console: which calls, never what they carried. */
export function createActivity(now: () => number): Activity {
  const lines: string[] = [];
  const note = (line: string) => {
    lines.push(`${CLOCK.format(now())}  ${line}`);
    if (lines.length > KEPT) lines.shift();
  };
  return {
    note,
    lines: () => [...lines],
    recorder: (next) => (exchange) => {
      note(`Outlook: ${exchange.method} ${templateOf(exchange.url)} → ${exchange.status}`);
      next?.(exchange);
    },
  };
}

const CLOCK = new Intl.DateTimeFormat('nl-NL', { timeStyle: 'medium', timeZone: 'Europe/Amsterdam' });

/** The path of a Graph call with its ids taken out, and without its query. */
function templateOf(url: string): string {
  const { pathname } = new URL(url);
  return pathname.replace(/^\/v1\.0/, '').replace(/\/(users|events|subscriptions)\/[^/]+/g, '/$1/{id}');
}

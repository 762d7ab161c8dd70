import type { Changes, Outcome } from '../bot/ports.ts';
import type { Interval } from '../bot/rules/time.ts';
import type { CalendarSettings } from './calendar.ts';
import { type GraphAnswer, segment } from './client.ts';
import { deltaPage } from './wire.ts';
import { utcStamp } from './zones.ts';

type Settings = Pick<CalendarSettings, 'graph' | 'mailbox' | 'timeouts'>;
type Asked = { readonly link: string | null; readonly window: Interval };
type Changed = Changes['changed'][number];

/** Delta takes no `$top`; this is how it pages (learn.microsoft.com/graph/delta-query-events). */
const PAGING = 'odata.maxpagesize=200';
/** A programme's mailbox holds hundreds of events; whoever reads on past this many pages goes round in circles. */
const MOST_PAGES = 100;
/** A link that is too old: Graph says 410, or one of these codes. Then one starts again. */
const TOO_OLD = /^http-410$|sync/i;

/** What changed since the link, over all its pages; from the beginning when there is none, or it is too old, which may show on any page. */
export async function readChanges(settings: Settings, q: Asked): Promise<Outcome<Changes>> {
  if (q.link !== null) {
    const since = await readPages(settings, await settings.graph.follow(q.link, followHow(settings)), false);
    if (since !== 'too-old') return since;
  }
  const whole = await readWhole(settings, q.window);
  return whole === 'too-old' ? { kind: 'unknown', code: 'too-old' } : whole;
}

type Read = Outcome<Changes> | 'too-old';

async function readWhole(settings: Settings, window: Interval): Promise<Read> {
  const answer = await settings.graph.call({
    method: 'GET',
    path: `/users/${segment(settings.mailbox)}/calendarView/delta`,
    query: { startDateTime: utcStamp(window.start), endDateTime: utcStamp(window.end) },
    repeat: true,
    timeoutMs: settings.timeouts.readMs,
    prefer: PAGING,
  });
  return readPages(settings, answer, true);
}

/** All pages or none: a page that fails is asked for again with the whole look. An event may stand on several; the last word counts. */
async function readPages(settings: Settings, first: Outcome<GraphAnswer>, whole: boolean): Promise<Read> {
  const changed = new Map<string, Changed>();
  let answer = first;
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    if (isTooOld(answer)) return 'too-old';
    if (answer.kind !== 'done') return answer;
    const read = deltaPage.safeParse(answer.value.body);
    if (!read.success) return { kind: 'unknown', code: 'unreadable' };
    const { value, '@odata.nextLink': more, '@odata.deltaLink': next } = read.data;
    for (const { id, '@removed': removed, '@odata.etag': etag } of value)
      changed.set(id, { id, gone: removed !== undefined && removed !== null, etag: etag ?? null });
    if (next) return { kind: 'done', value: { whole, changed: [...changed.values()], next } };
    if (!more) return { kind: 'unknown', code: 'unreadable' };
    answer = await settings.graph.follow(more, followHow(settings));
  }
  return { kind: 'unknown', code: 'too-many-pages' };
}

function isTooOld(answer: Outcome<GraphAnswer>): boolean {
  if (answer.kind === 'done') return answer.value.status !== 200;
  return answer.kind === 'refused' && TOO_OLD.test(answer.code);
}

function followHow({ timeouts }: Settings) {
  return { timeoutMs: timeouts.readMs, mayMiss: true, prefer: PAGING };
}

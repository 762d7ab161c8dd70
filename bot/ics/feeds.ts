import type { Feeds, Outcome } from '../ports.ts';
import { expandApart } from './apart.ts';
import { FETCH, type FetchSettings, fetchFeed } from './fetch.ts';

const AGAIN_MS = 3_600_000;

/** Calendars behind ICS addresses. A code says why one can not be read; never the address, or anything it gave. */
export function createFeeds(settings: Partial<FetchSettings> = {}): Feeds {
  return {
    async read({ address, known, zone, covers }): ReturnType<Feeds['read']> {
      const fetched = await fetchFeed({ address, known }, { ...FETCH, ...settings });
      switch (fetched.kind) {
        case 'same':
          return { kind: 'done', value: { kind: 'same' } };
        case 'refused':
          return fetched;
        case 'failed':
          return later(fetched.code);
        case 'text': {
          const read = await expandApart({ text: fetched.text, zone, covers });
          if (read.kind === 'unreadable') return { kind: 'refused', code: read.why };
          const { validators } = fetched;
          return { kind: 'done', value: { kind: 'read', busy: read.busy, validators } };
        }
      }
    },
  };
}

function later(code: string): Outcome<never> {
  return { kind: 'later', code, afterMs: AGAIN_MS };
}

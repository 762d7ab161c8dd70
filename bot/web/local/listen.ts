import { changeSchema, type Place } from './wire.ts';

export type Listener = {
  readonly chat: (aadObjectId: string, place: Place) => void;
  readonly clock: (now: number) => void;
  readonly outlook: (upn: string) => void;
  readonly activity: () => void;
  readonly lost: () => void;
  /** The stream was lost and is back: anything may have changed. */
  readonly again: () => void;
};

/** Hears of every change on the server; the browser itself connects again. */
export function listen(listener: Listener): void {
  const source = new EventSource('/local/events');
  let lost = false;
  source.addEventListener('error', () => {
    if (!lost) listener.lost();
    lost = true;
  });
  source.addEventListener('open', () => {
    if (lost) listener.again();
    lost = false;
  });
  source.addEventListener('message', (event) => {
    const change = changeSchema.parse(JSON.parse(String(event.data)));
    if (change.kind === 'chat') listener.chat(change.aadObjectId, change.place);
    else if (change.kind === 'clock') listener.clock(Date.parse(change.now));
    else if (change.kind === 'outlook') listener.outlook(change.upn);
    else listener.activity();
  });
}

import { api, Refused } from './api.ts';
import { chatView } from './chat.ts';
import { clockView } from './clock.ts';
import { byId, h } from './dom.ts';
import { useMarkdown } from './host.ts';
import { logView } from './log.ts';
import { mailboxView } from './mailbox.ts';
import { peopleView } from './people.ts';
import { weekView } from './week.ts';
import { changeSchema, type Person } from './wire.ts';

await start();

async function start(): Promise<void> {
  useMarkdown();
  const [people, { now }] = await Promise.all([api.people(), api.clock()]);
  const clock = clockView(byId('clock'), { run });
  clock.set(Date.parse(now));
  const parts = outlookParts();
  const chat = chatView(byId('chat'), { run, tell: (words) => tell(words) });
  const week = weekView(parts.week, { run, now: clock.now });
  const mailbox = mailboxView(parts.mailbox, { run });
  const log = logView(parts.log);
  const unread = new Set<string>();
  let chosen: Person | null = null;
  const list = peopleView(byId('people'), people, (person) => choose(person));
  const choose = (person: Person) => {
    chosen = person;
    unread.delete(person.aadObjectId);
    location.hash = person.upn;
    list.draw(person.aadObjectId, unread);
    for (const view of [chat, week, mailbox]) view.open(person);
  };
  const outlook = () => Promise.all([week.refresh(), mailbox.refresh(), log.refresh()]);
  listen({
    chat: (aad) => {
      if (aad !== chosen?.aadObjectId) unread.add(aad);
      list.draw(chosen?.aadObjectId ?? '', unread);
      void run(async () => {
        if (aad === chosen?.aadObjectId) await chat.refresh();
        await outlook();
      });
    },
    clock: (moment) => {
      clock.set(moment);
      week.today();
      void run(async () => void (await outlook()));
    },
    outlook: () => void run(async () => void (await outlook())),
    lost: () =>
      tell('De lokale server antwoordt niet. Draait hij nog? Ik blijf het proberen.', { stays: true }),
    again: () => {
      hush();
      void run(async () => {
        clock.set(Date.parse((await api.clock()).now));
        await Promise.all([chat.refresh(), outlook()]);
      });
    },
  });
  const first = people.find((p) => p.upn === decodeURIComponent(location.hash.slice(1))) ?? people[0];
  if (first !== undefined) choose(first);
  await run(log.refresh);
}

type Listener = {
  readonly chat: (aadObjectId: string) => void;
  readonly clock: (now: number) => void;
  readonly outlook: () => void;
  readonly lost: () => void;
  /** The stream was lost and is back: anything may have changed. */
  readonly again: () => void;
};

function listen(listener: Listener): void {
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
    if (change.kind === 'chat') listener.chat(change.aadObjectId);
    else if (change.kind === 'clock') listener.clock(Date.parse(change.now));
    else listener.outlook();
  });
}

function outlookParts() {
  const week = h('section', { class: 'week' });
  const mailbox = h('section', { class: 'mailbox' });
  const log = h('section', {});
  byId('outlook').replaceChildren(h('h2', {}, 'Outlook'), week, mailbox, log);
  return { week, mailbox, log };
}

/** Runs work of the page; what the server refuses is told, the rest is a bug and goes to the console. */
async function run(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    tell(error.message);
  }
}

let hide = 0;

/** Says something for ten seconds, or until `hush`. */
function tell(words: string, { stays = false }: { readonly stays?: boolean } = {}): void {
  const notice = byId('notice');
  notice.replaceChildren(words);
  notice.hidden = false;
  clearTimeout(hide);
  if (!stays) hide = window.setTimeout(hush, 10_000);
}

function hush(): void {
  byId('notice').hidden = true;
}

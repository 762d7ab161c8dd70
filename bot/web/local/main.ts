import { activityView } from './activity.ts';
import { api, Refused } from './api.ts';
import { chatView } from './chat.ts';
import { clockView } from './clock.ts';
import { byId } from './dom.ts';
import { openEvent } from './event.ts';
import { hintsView } from './hints.ts';
import { useMarkdown } from './host.ts';
import { listen } from './listen.ts';
import { mailboxView } from './mailbox.ts';
import { newsOf } from './news.ts';
import { hush, tell } from './notice.ts';
import { outlookPane } from './outlook.ts';
import { panes } from './panes.ts';
import { peopleView, type Self } from './people.ts';
import { wear } from './settings.ts';
import { soon } from './soon.ts';
import { toolButton, toolLink, toolsFor } from './tools.ts';
import { weekView } from './week.ts';
import { t } from './words.ts';

await start();

async function start(): Promise<void> {
  wear();
  useMarkdown();
  const [people, about, { now }] = await Promise.all([api.people(), api.about(), api.clock()]);
  const selves: readonly Self[] = [
    ...people.map((person) => ({ kind: 'person' as const, ...person })),
    ...about.mailboxes.map((mailbox) => ({ kind: 'mailbox' as const, ...mailbox })),
  ];
  let chosen: Self | null = null;
  const news = newsOf();
  const pane = panes(byId('app'), byId('panes'));
  const clock = clockView(byId('clock'), { run, tell });
  clock.set(Date.parse(now));
  const drawNews = () => {
    list.draw(chosen?.upn ?? '', news.people());
    chat.news(news.places(chosen?.upn ?? ''));
  };
  const chat = chatView(byId('chat'), {
    run,
    tell,
    people,
    looked: (place) => {
      if (chosen) news.seen(chosen.upn, place);
      drawNews();
    },
  });
  const parts = outlookPane(byId('outlook'));
  const organizers = new Set(about.mailboxes.map(({ name }) => name));
  const refreshOutlook = async () => {
    await Promise.all([week.refresh(), mailbox.refresh(), offerJumps()]);
  };
  const week = weekView(parts.week, {
    run,
    now: clock.now,
    organizers,
    opened: (event, upn) => openEvent(event, upn, { run, refresh: refreshOutlook }),
  });
  const mailbox = mailboxView(parts.mailbox, { run, counted: parts.counted });
  const activity = activityView(byId('activity'));
  const list = peopleView(byId('people'), selves, (self) => {
    choose(self);
    pane.show('chat');
  });
  const offerJumps = async () => {
    const whose = chosen;
    if (whose === null) return;
    const jumps = await api.jumps(whose.upn);
    if (chosen !== whose) return;
    clock.offer(jumps);
    week.next(jumps.session?.start ?? null);
  };
  const choose = (self: Self) => {
    chosen = self;
    news.seen(self.upn, 'personal');
    location.hash = self.upn;
    parts.open(self);
    drawNews();
    void run(() => chat.open(self));
    week.open(self);
    mailbox.open(self);
    void run(offerJumps);
  };
  const outlookSoon = soon(() => run(refreshOutlook));
  const activitySoon = soon(() => run(activity.refresh));
  listen({
    chat: (aad, place) => {
      const self = selves.find((one) => one.kind === 'person' && one.aadObjectId === aad);
      if (self === undefined) return;
      void run(async () => {
        const seen = self === chosen && (await chat.refresh(place));
        if (!seen) news.add(self.upn, place);
        drawNews();
      });
    },
    clock: (moment) => {
      clock.set(moment);
      week.today();
      outlookSoon();
    },
    outlook: (upn) => {
      const self = selves.find((one) => one.upn.toLowerCase() === upn.toLowerCase());
      if (self === chosen) outlookSoon();
      // Who reads messages by mail has something new when a mail came.
      else if (self?.kind === 'person' && self.reach === 'mail') news.add(self.upn, 'personal');
      drawNews();
    },
    activity: activitySoon,
    lost: () => tell(t.goneTrying, { stays: true }),
    again: () => {
      hush();
      void run(async () => {
        clock.set(Date.parse((await api.clock()).now));
        await Promise.all([chat.refresh(), refreshOutlook(), activity.refresh()]);
      });
    },
  });
  const hints = hintsView(byId('hints'), (about) => {
    if (about !== 'clock') pane.show(about ?? 'chat');
  });
  byId('tools').replaceChildren(
    ...toolsFor(
      toolLink('/local/cards', 'cards', t.allCards),
      toolButton('question', t.startHere, hints.open),
    ),
  );
  byId('trial').replaceChildren(t.trial);
  byId('skip').replaceChildren(t.skip);
  byId('outlook').setAttribute('aria-label', t.outlook);
  byId('people').setAttribute('aria-label', t.people);
  const asked = decodeURIComponent(location.hash.slice(1));
  const first = selves.find((one) => one.upn === asked) ?? selves[0];
  if (first !== undefined) choose(first);
  await run(activity.refresh);
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

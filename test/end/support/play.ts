import type { PersonId } from '../../../bot/rules/ids.ts';
import { pass } from '../../support/faults.ts';
import { type Actor, type House, readCard, until, verbsOf } from '../../support/house.ts';
import { ask } from '../../support/review.ts';
import { signedIn, type Visitor } from '../../support/visitor.ts';
import { wishesOf } from './cast.ts';
import { type Standing, standingOf } from './standing.ts';

const MINUTE = 60_000;
const HALF_HOUR = 30 * MINUTE;
const OVER = 'Is het gesprek doorgegaan?';

export type CheckIn = 'fine' | 'not-now' | 'call';
/** What people do when something is asked of them. Each is asked anew at every moment. */
export type Habits = {
  /** What the coach says of this session of a director; null: nothing. */
  readonly marks: (director: string, number: number) => 'held' | 'missed' | null;
  readonly checkIn: (director: string, done: number) => CheckIn;
  /** Whether this director chooses a time by themselves when one is owed to them. */
  readonly books: (director: string, done: number) => boolean;
};

export type Play = {
  readonly house: House;
  readonly directors: readonly string[];
  readonly coaches: readonly string[];
  habits: Habits;
  /** How often each answer to a check-in was given. */
  readonly checkedIn: Record<CheckIn, number>;
  /** Who has something new in their chat, and did not look yet: `aadObjectId`. */
  readonly news: Set<string>;
};

export function openPlay(house: House, q: Pick<Play, 'directors' | 'coaches' | 'habits'>): Play {
  const news = new Set<string>();
  house.teams.onChange((aad) => void news.add(aad));
  return { house, ...q, checkedIn: { fine: 0, 'not-now': 0, call: 0 }, news };
}

/** Time goes on to a moment; on the way everybody does what is asked of them, whenever something is. */
export async function live(play: Play, to: number): Promise<void> {
  const { house } = play;
  for (;;) {
    const now = house.clock.now();
    if (now >= to) return;
    const due = await nextDue(house);
    const at = Math.ceil(Math.max(due ?? to, now + MINUTE) / HALF_HOUR) * HALF_HOUR;
    await pass(house, Math.min(at, to) - now);
    await newsIsRead(play);
  }
}

/** Everybody looks at their chat, until there is nothing to do any more. */
export async function everybodyReacts(play: Play): Promise<void> {
  for (const { aadObjectId } of play.house.people) play.news.add(aadObjectId);
  await newsIsRead(play);
}

async function newsIsRead(play: Play): Promise<void> {
  const { house, news } = play;
  const unread = (firsts: readonly string[]) =>
    firsts.filter((first) => news.delete(house.person(first).aad));
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    let busy = false;
    for (const first of [...unread(play.coaches), ...play.coaches.filter((one) => !hasTeams(house, one))])
      busy = (await coachReacts(play, first)) || busy;
    for (const first of unread(play.directors)) busy = (await directorReacts(play, first)) || busy;
    await house.parts.engine.settle();
    if (!busy && ![...play.coaches, ...play.directors].some((first) => news.has(house.person(first).aad)))
      return;
  }
  throw new Error('somebody is asked the same for ever');
}

/** More than anybody has to answer at one moment. */
const MOST_ROUNDS = 60;

function hasTeams(house: House, first: string): boolean {
  return house.teams.hasApp(house.person(first).aad);
}

/** Of all that falls due, what somebody sees something of. */
const SEEN = [
  'session.over',
  'session.over-again',
  'session.unanswered',
  'remind.day',
  'remind.hour',
  'checkin.ask',
  'coach.today',
  'callback.escalate',
  'request.weekly',
];

async function nextDue(house: House): Promise<number | null> {
  const row = await house.parts.c.db
    .selectFrom('due')
    .select(({ fn }) => fn.min('at').as('at'))
    .where('kind', 'in', SEEN)
    .executeTakeFirst();
  return row?.at ? new Date(row.at).getTime() : null;
}

async function coachReacts(play: Play, first: string): Promise<boolean> {
  const { house, habits } = play;
  const coach = house.person(first);
  if (!hasTeams(house, first)) return readsPage(play, coach);
  for (const { id, card } of coach.messages()) {
    if (!card) continue;
    const verbs = verbsOf(card);
    if (verbs.includes('callback.take')) {
      await coach.press('callback.take');
      return true;
    }
    if (!verbs.includes('session.held') || !readCard(card).includes(OVER)) continue;
    const says = habits.marks(...aboutWhom(play, readCard(card)));
    if (says === null) continue;
    await house.teams.press(coach.aad, { activity: id, verb: `session.${says}`, data: dataOf(card) });
    return true;
  }
  return false;
}

/** Whoever has no Teams gets a mail, signs in with a code, and answers on the page. */
async function readsPage(play: Play, coach: Actor): Promise<boolean> {
  const { house, habits } = play;
  const open = await house.parts.c.db
    .selectFrom('cards')
    .innerJoin('people', 'people.id', 'cards.recipient')
    .select('cards.id')
    .where('people.upn', '=', coach.upn)
    .where('cards.kind', 'in', ['session-over', 'callback-request'])
    .where('cards.state', '=', 'mailed')
    .execute();
  let browser: Visitor | null = null;
  for (const { id } of open) {
    browser ??= await signedIn(house, coach, '');
    const { text } = await browser.get(`/mij/bericht/${id}`);
    const card = /name="card" value="([^"]+)"/.exec(text)?.[1];
    const plain = text.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
    const verb = plain.includes(OVER) ? habits.marks(...aboutWhom(play, plain)) : null;
    if (!card || !verb) continue;
    await browser.post(`/mij/bericht/${id}`, { verb: `session.${verb}`, card });
    return true;
  }
  return false;
}

/** Whose session a card of a coach asks about, and which. */
function aboutWhom({ house, directors }: Play, text: string): [string, number] {
  const [, name = '', number = '0'] = /Met \**(.+?)\** ?, gesprek (\d)/.exec(text) ?? [];
  const upn = house.people.find((person) => person.name === name)?.upn ?? '';
  const first = directors.find((one) => house.person(one).upn === upn);
  if (!first) throw new Error(`whose session is it? ${text}`);
  return [first, Number(number)];
}

async function directorReacts(play: Play, first: string): Promise<boolean> {
  const { house, habits } = play;
  const director = house.person(first);
  const verbs = new Set(director.messages().flatMap(({ card }) => (card ? verbsOf(card) : [])));
  const standing = await standingOf(house, director);
  if (verbs.has('checkin.answer')) {
    await checksIn(play, director, habits.checkIn(first, standing.done));
    return true;
  }
  if (verbs.has('session.took-place')) {
    await director.press('session.took-place');
    return true;
  }
  if (!standing.mayBook || !habits.books(first, standing.done)) return false;
  await booksNext(house, director);
  return true;
}

async function checksIn({ house, checkedIn }: Play, director: Actor, answer: CheckIn): Promise<void> {
  checkedIn[answer] += 1;
  if (answer === 'fine') return void (await director.press('checkin.answer'));
  if (answer === 'not-now') return void (await director.press('checkin.not-now'));
  await director.press('callback.open');
  await director.press('callback.ask', { phone: '010 555 02 10', when: 'soon' });
  await house.parts.engine.settle();
}

/** From whichever card leads there, or by `afspraken`. */
export async function booksNext(house: House, director: Actor): Promise<void> {
  const leads = director.messages().some(({ card }) => card && verbsOf(card).includes('coaching.back'));
  if (!leads)
    await ask(
      director,
      house.people.find(({ upn }) => upn === director.upn)?.language === 'en' ? 'sessions' : 'afspraken',
    );
  await director.press('coaching.back');
  await takesTime(house, director);
}

/** Signs up as they wish, takes a coach that suits them, and a time. */
export async function joins(house: House, first: string): Promise<void> {
  const director = house.person(first);
  const wishes = wishesOf(first);
  await director.press('coaching.signup');
  await director.press('coaching.preferences', wishes);
  await director.press('coaching.consent', { language: 'nl', consent: 'yes', ...wishes });
  await takesCoach(house, director);
  await takesTime(house, director);
}

/** Of those shown the one whom the fewest chose so far, so that all of them are chosen. */
export async function takesCoach(house: House, director: Actor): Promise<void> {
  const rows = await house.parts.c.db
    .selectFrom('people')
    .leftJoin('intakes', 'intakes.coach', 'people.id')
    .select(({ fn }) => ['people.id', 'people.upn', fn.count<number>('intakes.id').as('load')])
    .where('people.id', 'in', director.choices('coach').filter((id) => id !== 'any') as PersonId[])
    .groupBy('people.id')
    .orderBy('load')
    .orderBy('people.upn')
    .execute();
  const [{ id: coach } = { id: 'any' }] = rows;
  await director.press('coaching.choose-coach', { coach });
}

/** The last of the times that are shown; when somebody was before them, of those shown then. */
export async function takesTime(house: House, director: Actor): Promise<void> {
  // When calendars can not be read at once, the card says so and changes by itself.
  await until(async () => {
    await house.parts.engine.settle();
    return director.messages().some(({ card }) => card && verbsOf(card).includes('coaching.choose-slot'));
  }, 20_000);
  for (let tries = 0; tries < 3; tries += 1) {
    const slot = director.choices('slot').at(-1) ?? '';
    await director.press('coaching.choose-slot', { slot });
    await house.parts.engine.settle();
    if ((await standingOf(house, director)).coming) return;
  }
  throw new Error(`${director.upn} found no time: ${director.reads()}`);
}

function dataOf(card: NonNullable<ReturnType<Actor['messages']>[number]['card']>): Record<string, unknown> {
  const found = JSON.stringify(card).match(/"data":\{"card":"([^"]+)"/);
  return { card: found?.[1] };
}

export type { Standing };

import { feedAnswered, feedQuestion } from '../flows/feeds.ts';
import type { PersonId } from '../rules/ids.ts';
import type { Ran, Work } from './work.ts';

/** Reads a coach's calendar behind its ICS address. Whatever comes of it, the next reading is owed already. */
export async function readFeed(w: Work, person: PersonId): Promise<Ran> {
  const question = await feedQuestion(w.c, person);
  if (!question) return 'done';
  await feedAnswered(w.c, { person, question, answer: await w.feeds.read(question) });
  return 'done';
}

import type { View } from '../../cards/view.ts';
import { never } from '../rules/decision.ts';
import type { Said, Word } from '../rules/words.ts';
import type { Trx } from '../store/database.ts';
import * as intakes from '../store/intakes.ts';
import type { Person } from '../store/people.ts';
import type { Context, Reply } from './context.ts';
import { signUpForm } from './intake.ts';
import { myData } from './my-data.ts';
import { choice } from './session-target.ts';
import { sessionsReply } from './sessions.ts';
import { stopAsk } from './stop.ts';
import { ask } from './welcome.ts';

type Q = { readonly person: Person; readonly said: Said };

/** The answer to what somebody typed. The text itself never came this far. */
export async function answerTo(c: Context, trx: Trx, q: Q): Promise<Reply> {
  const { person, said } = q;
  const { helpline } = c.programme();
  switch (said.kind) {
    case 'distress':
      return { view: { kind: 'distress', helpline }, subject: person.id };
    case 'other':
      return { view: await help(c, trx, { person, heading: 'not-understood' }), subject: person.id };
    case 'word':
      return answerToWord(c, trx, { person, word: said.word });
    default:
      return never(said);
  }
}

async function answerToWord(c: Context, trx: Trx, q: { person: Person; word: Word }): Promise<Reply> {
  const { person, word } = q;
  const about = (view: View): Reply => ({ view, subject: person.id });
  const director = person.roles.includes('director');
  switch (word) {
    case 'sign-up':
      return director ? signUpForm(c, trx, person) : about(await help(c, trx, { person, heading: 'help' }));
    case 'sessions':
      return sessionsReply(c, trx, person);
    case 'helpline':
      return about({ kind: 'helpline', helpline: c.programme().helpline });
    case 'move':
    case 'cancel':
      return choice(c, trx, { person, about: word, faulty: false });
    case 'my-data':
      return myData(c, trx, person);
    case 'stop':
      // Who takes part by their work arranges that with the firm; what is kept of them is here.
      return director ? about(await stopAsk(c, trx, person)) : myData(c, trx, person);
    case 'question':
      return about(director ? ask(c) : await help(c, trx, { person, heading: 'help' }));
    case 'decision':
    case 'conversation':
      return about(await help(c, trx, { person, heading: 'not-understood' }));
    case 'help':
      return about(await help(c, trx, { person, heading: 'help' }));
    default:
      return never(word);
  }
}

async function help(
  c: Context,
  trx: Trx,
  q: { readonly person: Person; readonly heading: 'help' | 'not-understood' },
): Promise<View> {
  const { person, heading } = q;
  const director = person.roles.includes('director');
  const intake = director ? await intakes.ofDirector(trx, c.box, person.id) : null;
  const canSignUp = director && (!intake || intake.state === 'signing-up' || intake.state === 'asking');
  const page = `${c.publicUrl}/mij`;
  return { kind: 'help', heading, roles: person.roles, canSignUp, page, helpline: c.programme().helpline };
}

import type { Correct, SignUp, View } from '../../cards/view.ts';
import { decideIntake, type Intake } from '../rules/intake.ts';
import type { Language } from '../rules/programme.ts';
import type { Trx } from '../store/database.ts';
import * as intakes from '../store/intakes.ts';
import * as ownWords from '../store/own-words.ts';
import type { Person } from '../store/people.ts';
import { phoneSchema } from './callback.ts';
import type { Context, Handler, Reply } from './context.ts';
import { tellCoordinator, withdrawMatch } from './coordinator.ts';
import { minute } from './minutes.ts';
import { myData } from './my-data.ts';
import { retain } from './retention.ts';
import { sessionsOf } from './sessions.ts';
import { type FirstStep, readPreferences } from './sign-up-inputs.ts';

/** What somebody can mend here; the rest is mended where it comes from. */
export async function correctForm(
  c: Context,
  trx: Trx,
  q: { readonly person: Person; readonly faults: Correct['faults'] },
): Promise<View> {
  const { person, faults } = q;
  const { name, mail, phone } = person;
  const { language, phone: own } = await ownWords.find(trx, c.box, person.id);
  const intake = await intakes.ofDirector(trx, c.box, person.id);
  const wishes = person.roles.includes('director') && intake !== null && mayCorrect(intake);
  const { municipality } = c.programme();
  return {
    kind: 'correct',
    language,
    phone: own,
    directory: { name, mail, phone },
    wishes,
    municipality,
    faults,
  };
}

/** Language and number: what the directory says stays beside it. */
export const saveCorrection: Handler = (p) =>
  p.commit(async (trx) => {
    const { c, person } = p;
    const language = (['nl', 'en'] as const).find((one): one is Language => one === p.inputs.language);
    const typed = (p.inputs.number ?? '').trim();
    const phone = typed === '' ? null : phoneSchema.safeParse(typed);
    const wrong = phone !== null && !phone.success;
    if (!language || wrong) {
      const faults = [...(language ? [] : ['language' as const]), ...(wrong ? ['phone' as const] : [])];
      return { view: await correctForm(c, trx, { person, faults }), subject: person.id };
    }
    await ownWords.save(trx, c.box, { person: person.id, language, phone: phone?.data ?? null });
    await minute(c, trx, {
      actor: person.id,
      action: 'my-data.correct',
      object: person.id,
      outcome: 'saved',
    });
    return myData(c, trx, { ...person, language }, { notice: 'corrected' });
  });

/** The first step of the sign-up once more, filled in; there is no second: consent stands. */
export const openWishes: Handler = (p) =>
  p.commit(async (trx) => {
    const { c, person } = p;
    const intake = await intakes.ofDirector(trx, c.box, person.id);
    if (!intake || !mayCorrect(intake)) return myData(c, trx, person);
    return wishesForm(c, intake);
  });

/** For who gave consent and whose wishes were wiped since, or who mends them. */
export function wishesForm(c: Context, intake: Intake): Reply {
  return { view: form(c, intake.preferences ?? {}), subject: intake.id };
}

export const saveWishes: Handler = (p) =>
  p.commit(async (trx) => {
    const { c, person } = p;
    const read = readPreferences(p.inputs, c.programme());
    if (read.kind === 'faults') return { view: form(c, read.filled, read.faults), subject: p.card.subject };
    const before = await intakes.ofDirector(trx, c.box, person.id);
    const intake = before && (await intakes.take(trx, c.box, before.id));
    if (!intake) return myData(c, trx, person);
    const language = intake.preferences?.language ?? person.language;
    const event = { kind: 'correct', wishes: { ...read.step, language } } as const;
    const decision = decideIntake(intake, event, c.clock.now());
    if (decision.kind === 'refused') return myData(c, trx, person);
    await intakes.save(trx, c.box, decision.next);
    await retain(c, trx, intake.id);
    await askAnew(c, trx, { intake: decision.next, person });
    const line = { actor: person.id, action: 'intake.correct', object: intake.id, outcome: 'saved' };
    await minute(c, trx, line);
    // Whoever was asked again because the wishes were wiped goes on to a time.
    if (intake.preferences === null) return { view: await sessionsOf(c, trx, person), subject: person.id };
    return myData(c, trx, person, { notice: 'corrected' });
  });

/** A coordinator who looks for a coach by the old wishes is asked by the new ones. */
async function askAnew(c: Context, trx: Trx, q: { intake: Intake; person: Person }): Promise<void> {
  if (q.intake.state !== 'matching' && q.intake.state !== 'nobody') return;
  await withdrawMatch(c, trx, { intake: q.intake.id });
  await tellCoordinator(c, trx, { ...q, choices: [], again: `corrected:${c.random.uuid()}` });
}

function mayCorrect(intake: Intake): boolean {
  return intake.consentedAt !== null || intake.handedOverAt !== null;
}

function form(c: Context, filled: Partial<FirstStep>, faults: SignUp['faults'] = []): View {
  const { themes, retention } = c.programme();
  const { preferencesDays: wipeAfterDays } = retention;
  return { kind: 'sign-up', themes, filled, faults, wipeAfterDays, correcting: true };
}

import type { DayPart, Language, Length, Place } from '../bot/rules/programme.ts';
import type { Weekday } from '../bot/rules/time.ts';
import type { Block } from './blocks.ts';
import { choose } from './blocks.ts';
import { textOf } from './text.ts';
import type { Consent, SignUp } from './view.ts';

/** The value of `coach` that leaves the choice to us. */
export const ANY_COACH = 'any';
/** The value of `avoid` when there is nobody to avoid. */
export const AVOID_NOBODY = 'none';

/** The days that the form offers: working days. */
const DAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];
const PARTS: readonly DayPart[] = ['morning', 'afternoon', 'evening'];
const LENGTHS: readonly Length[] = [60, 75, 90];
const PLACES: readonly Place[] = ['teams', 'location', 'phone'];
const LANGUAGES: readonly Language[] = ['nl', 'en'];

/** The programme's themes; nothing when it names none. */
export function themesField(view: SignUp, language: Language): readonly Block[] {
  if (view.themes.length === 0) return [];
  const t = textOf(language);
  return choose(t, {
    id: 'themes',
    text: t.intake.signUp.themes,
    faulty: view.faults.includes('themes'),
    choices: view.themes.map(({ code, label }) => ({ title: label[language], value: code })),
    many: true,
    value: (view.filled.themes ?? []).join(','),
  });
}

/** How long, where, on which days and at which part of the day. */
export function timeFields({ filled, faults }: SignUp, language: Language): readonly Block[] {
  const t = textOf(language);
  const { length, place, days, parts } = t.intake.signUp;
  const { words } = t;
  const one = { folded: true } as const;
  const many = { many: true } as const;
  return [
    ...choose(t, {
      ...{
        id: 'length',
        text: length,
        faulty: faults.includes('length'),
        value: String(filled.length ?? 60),
      },
      ...one,
      choices: LENGTHS.map((each) => ({ title: words.length[each], value: String(each) })),
    }),
    ...choose(t, {
      ...{ id: 'place', text: place, faulty: faults.includes('place'), value: filled.place ?? 'teams' },
      ...one,
      choices: PLACES.map((each) => ({ title: words.placeChoice[each], value: each })),
    }),
    ...choose(t, {
      ...{ id: 'days', text: days, faulty: faults.includes('days'), value: (filled.days ?? []).join(',') },
      ...many,
      choices: DAYS.map((each) => ({ title: words.day[each], value: each })),
    }),
    ...choose(t, {
      ...{
        id: 'parts',
        text: parts,
        faulty: faults.includes('parts'),
        value: (filled.parts ?? []).join(','),
      },
      ...many,
      choices: PARTS.map((each) => ({ title: words.part[each], value: each })),
    }),
  ];
}

/** The language, and whom they would rather not meet; the latter only when there are coaches to name. */
export function consentFields(view: Consent, language: Language): readonly Block[] {
  const t = textOf(language);
  const text = t.intake.consent;
  const spoken = choose(t, {
    id: 'language',
    text: text.language,
    faulty: view.faults.includes('language'),
    folded: true,
    value: view.filled.language ?? language,
    choices: LANGUAGES.map((each) => ({ title: t.words.language[each], value: each })),
  });
  if (view.coaches.length === 0) return spoken;
  return [
    ...spoken,
    ...choose(t, {
      id: 'avoid',
      text: text.avoid,
      faulty: view.faults.includes('avoid'),
      folded: true,
      value: view.filled.avoid ?? AVOID_NOBODY,
      choices: [
        { title: text.avoid.nobody, value: AVOID_NOBODY },
        ...view.coaches.map(({ id, name }) => ({ title: name, value: id })),
      ],
    }),
  ];
}

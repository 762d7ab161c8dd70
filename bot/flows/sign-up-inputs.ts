import { z } from 'zod';
import type { Fault } from '../../cards/view.ts';
import type { Coach, DayPart, Language, Length, Place, Preferences, Programme } from '../rules/programme.ts';
import { DAY_PARTS, LENGTHS, PLACES } from '../rules/programme.ts';
import { WEEKDAYS, type Weekday } from '../rules/time.ts';

/** What step 1 asks. Untouched inputs are absent; a multi-choice arrives as `a,b`. */
export type FirstStep = Pick<Preferences, 'themes' | 'length' | 'place' | 'days' | 'parts'>;
export type SecondStep = Pick<Preferences, 'language' | 'avoid'>;

type Inputs = Readonly<Record<string, string>>;
type Read<T> = { readonly kind: 'read' } & T;
type Faulty<T> = { readonly kind: 'faults'; readonly filled: Partial<T>; readonly faults: readonly Fault[] };

export function readPreferences(
  inputs: Inputs,
  programme: Programme,
): Read<{ step: FirstStep }> | Faulty<FirstStep> {
  const known = new Set(programme.themes.map((theme) => theme.code));
  const fields = {
    themes: several(inputs.themes, (code): code is string => known.has(code)),
    length: one(inputs.length, (n): n is Length => LENGTHS.some((length) => length === n), Number),
    place: one(inputs.place, (p): p is Place => PLACES.some((place) => place === p), String),
    days: several(inputs.days, (day): day is Weekday => WEEKDAYS.some((weekday) => weekday === day)),
    parts: several(inputs.parts, (part): part is DayPart => DAY_PARTS.some((dayPart) => dayPart === part)),
  };
  const { themes, length, place, days, parts } = fields;
  if (themes && length && place && days && parts)
    return { kind: 'read', step: { themes, length, place, days, parts } };
  const entries = Object.entries(fields);
  return {
    kind: 'faults',
    filled: Object.fromEntries(entries.filter(([, value]) => value !== null)),
    faults: entries.flatMap(([name, value]) => (value === null ? [faultSchema.parse(name)] : [])),
  };
}

export function readConsent(
  inputs: Inputs,
  coaches: readonly Pick<Coach, 'id'>[],
): Read<{ step: SecondStep; consents: boolean }> | Faulty<SecondStep> {
  const language = one(inputs.language ?? 'nl', (l): l is Language => l === 'nl' || l === 'en', String);
  const wanted = inputs.avoid ?? '';
  const avoided = coaches.find((coach) => coach.id === wanted);
  const avoidIsKnown = wanted === '' || wanted === 'none' || avoided !== undefined;
  const consents = one(inputs.consent, (c): c is 'yes' | 'no' => c === 'yes' || c === 'no', String);
  if (language && avoidIsKnown && consents)
    return { kind: 'read', step: { language, avoid: avoided?.id ?? null }, consents: consents === 'yes' };
  const faults: readonly (Fault | false)[] = [
    !language && 'language',
    !avoidIsKnown && 'avoid',
    !consents && 'consent',
  ];
  return {
    kind: 'faults',
    filled: { ...(language ? { language } : {}), ...(avoided ? { avoid: avoided.id } : {}) },
    faults: faults.filter((fault) => fault !== false),
  };
}

const faultSchema = z.enum(['themes', 'length', 'place', 'days', 'parts']);

/** Null when any of the values is not one of ours. */
function several<T extends string>(
  value: string | undefined,
  ours: (v: string) => v is T,
): readonly T[] | null {
  const values = (value ?? '')
    .split(',')
    .map((v) => v.trim())
    .filter((v) => v !== '');
  return values.every(ours) ? [...new Set(values)] : null;
}

function one<V, T extends V>(
  value: string | undefined,
  ours: (v: V) => v is T,
  read: (s: string) => V,
): T | null {
  if (value === undefined) return null;
  const v = read(value);
  return ours(v) ? v : null;
}

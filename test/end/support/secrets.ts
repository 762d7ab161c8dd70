import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { SAMPLE_PROGRAMME } from '../../../bot/config.ts';
import type { Canary } from './canary.ts';
import type { Learned } from './everybody-types.ts';

const random = () => randomBytes(8).toString('hex');
/** Everything that people type, wherever they type it, begins with this. */
export const TYPED = `kanarie${random()}`;
/** In the programme file: one theme that only a director's wish names, and one person's name. */
export const THEME = `wens-${random()}`;
export const NAME = `Vogel${random()}`;
/** Put into the database by hand, to show that it would be found. */
export const PLANTED = `koekoek${random()}`;
/** Twelve random digits, as they are typed and as they are read. */
export const DIGITS = String(10n ** 11n + (randomBytes(8).readBigUInt64BE() % (9n * 10n ** 11n)));

const TEAMS = {
  where: /^file:teams\.sqlite/,
  why: 'local Teams plays the organisation’s own Teams, which keeps what is typed and what is shown in it',
};
const EVENT = {
  where: /^(outlook|file:outlook\.sqlite|graph)/,
  why: 'the attendees of an event have names, and so have people in the directory',
};
const PEOPLE = [
  { where: /^public\.people\.name$/, why: 'whom the programme is for, as the directory names them' },
  { where: /^file:store\//, why: 'the same column, as the database lays it down' },
];
const SETTINGS = [
  { where: /^public\.programme\.settings$/, why: 'the themes that the programme offers, not who chose one' },
  { where: /^file:store\//, why: 'the same column, as the database lays it down' },
];

let places = 0;
/** A canary of its own for each place where something is typed. */
export const typed = (where: string): string => `${TYPED}x${places++}${where.replaceAll(/\W/g, '')}`;

/** In how many places something was typed so far. */
export const placesTyped = (): number => places;

/** The sample programme with one theme and one name that are looked for. */
export async function programme(): Promise<string> {
  const sample = await readFile(SAMPLE_PROGRAMME, 'utf8');
  return sample
    .replace(
      '{ code: neutral,',
      `{ code: ${THEME}, nl: nog een wens, en: one more wish }\n    - { code: neutral,`,
    )
    .replace('noor.hazelaar@voorbeeld.example,', `noor.hazelaar@voorbeeld.example, name: ${NAME},`);
}

/** Everything that is looked for, with the only places where it may stand in clear. */
export function canaries({ token, joinUrl }: Learned): readonly Canary[] {
  const mail = { where: EVENT.where, why: 'the mail that carries the link' };
  const meeting = { where: EVENT.where, why: 'the event that carries the meeting' };
  return [
    { name: 'typed', secret: TYPED, mayStand: [TEAMS] },
    { name: 'phone', secret: DIGITS, mayStand: [TEAMS] },
    { name: 'theme', secret: THEME, mayStand: [TEAMS, ...SETTINGS] },
    { name: 'name', secret: NAME, mayStand: [TEAMS, EVENT, ...PEOPLE] },
    { name: 'link', secret: token, mayStand: [mail] },
    { name: 'join', secret: joinUrl, mayStand: [meeting] },
  ];
}

export const planted: Canary = { name: 'planted', secret: PLANTED, mayStand: [] };

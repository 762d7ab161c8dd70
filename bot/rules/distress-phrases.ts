import { ALARMING_EN } from './distress-phrases-en.ts';
import { ALARMING_NL } from './distress-phrases-nl.ts';

/** Alarming wherever they stand; the long ones also with a typing error. */
export const ALARMING_WORDS: readonly string[] = [
  'zelfmoord',
  'zelfmoordgedachten',
  'zelfmoordneigingen',
  'zelfdoding',
  'suicide',
  'suicidaal',
  'suicidale',
  'suicidal',
  'doodsangst',
  'doodsangsten',
  'doodsbang',
  'paniek',
  'panik',
  'panniek',
  'paniekaanval',
  'paniekaanvallen',
  'noodgeval',
  'noodsituatie',
  'levensgevaar',
  'levensmoe',
  'radeloos',
  'overdosis',
  'zelfbeschadiging',
  'zelfverminking',
  'zelfverwonding',
  'automutilatie',
  'hyperventilatie',
  'hyperventileren',
  'hyperventileer',
  'selfharm',
  'selfharming',
  'unalive',
  'overdose',
  'panic',
  'panicking',
  'emergency',
];

/**
 * What people write when they are in acute distress, nl and en, in the notation of `phrases.ts`, after the
 * spelling of `distress.ts` (`want to` is `wanna`, `i am` is `im`, `'t` is `het`). Chosen generously; a word
 * that ordinary messages share is bound to the end of a clause (`$`).
 */
export const ALARMING_PHRASES: readonly string[] = [...ALARMING_NL, ...ALARMING_EN];

/** Ordinary sayings that hold an alarming word; they are taken out first. */
export const HARMLESS_PHRASES: readonly string[] = [
  'geen|zonder paniek',
  'niet in paniek',
  'dont|no|without panic',
  'not panicking',
  'panic button|mode',
  'geen noodgeval|noodsituatie',
  'no emergency',
  'not an emergency',
  'emergency exit|contact|contacts|plan|button|services|brake',
  'wanna|gonna die of|from|for laughter|laughing|boredom|curiosity|hunger',
];

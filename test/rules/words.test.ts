import { describe, expect, it } from 'vitest';
import { readWords, type Word } from '../../bot/rules/words.ts';

const COMMANDS: readonly (readonly [string, Word])[] = [
  ['aanmelden', 'sign-up'],
  ['sign up', 'sign-up'],
  ['afspraken', 'sessions'],
  ['sessions', 'sessions'],
  ['verzetten', 'move'],
  ['move', 'move'],
  ['annuleren', 'cancel'],
  ['cancel', 'cancel'],
  ['hulplijn', 'helpline'],
  ['helpline', 'helpline'],
  ['besluit', 'decision'],
  ['decision', 'decision'],
  ['gesprek', 'conversation'],
  ['conversation', 'conversation'],
  ['vraag', 'question'],
  ['question', 'question'],
  ['mijn gegevens', 'my-data'],
  ['my data', 'my-data'],
  ['stoppen', 'stop'],
  ['stop', 'stop'],
  ['help', 'help'],
];

const FORGIVEN: readonly (readonly [string, Word])[] = [
  ['AANMELDEN', 'sign-up'],
  ['  Aanmelden! ', 'sign-up'],
  ['anmelden', 'sign-up'],
  ['aanmeldne', 'sign-up'],
  ['aan melden', 'sign-up'],
  ['Sign-up', 'sign-up'],
  ['singn up', 'sign-up'],
  ['afsprakne', 'sessions'],
  ['afspraak', 'sessions'],
  ['sesions', 'sessions'],
  ['verzeten', 'move'],
  ['anuleren', 'cancel'],
  ['cancle', 'cancel'],
  ['hulpljin', 'helpline'],
  ['hepline', 'helpline'],
  ['bësluit', 'decision'],
  ['decison', 'decision'],
  ['gespek', 'conversation'],
  ['vraga', 'question'],
  ['qestion', 'question'],
  ['mijn gegvens', 'my-data'],
  ['mijngegevens', 'my-data'],
  ['stopen', 'stop'],
  ['hlep', 'help'],
  ['<at>Klankbord</at> help', 'help'],
  ['<at id="0">Klankbord</at>&nbsp;afspraken', 'sessions'],
  ['<AT>help</AT> stop', 'stop'],
  ['<at>Klankbord</at> afspraken <at>Klankbord</at>', 'sessions'],
];

const SENTENCES: readonly (readonly [string, Word])[] = [
  ['ik wil mij graag aanmelden', 'sign-up'],
  ['Ik meld me aan', 'sign-up'],
  ['can I see my sessions', 'sessions'],
  ['mag ik mijn afspraken zien?', 'sessions'],
  ['ik wil mijn afspraak verzetten', 'move'],
  ['kan ik mijn afspraak anuleren aub', 'cancel'],
  ['please cancel my session', 'cancel'],
  ['wat is het nummer van de hulplijn?', 'helpline'],
  ['ik heb een vraag', 'question'],
  ['welke van mijn gegevens heeft u', 'my-data'],
  ['where is my data kept', 'my-data'],
  ['ik wil graag stoppen', 'stop'],
  ['ik wil niet annuleren maar verzetten', 'move'],
  ['kunt u mij help geven', 'help'],
  ['ik kan niet meer verzetten?', 'move'],
];

const NO_COMMAND = [
  '',
  ' ?! ',
  'annuleren of verzetten',
  'afspraken verzetten',
  'ik wil mij afmelden',
  'afmelden',
  'graag',
  'ja graag',
  'ik wil niet stoppen',
  'I have cancer',
  'more',
  'love',
  'hello',
  'hij held',
  'ik ben het vergeten',
  'vergeten',
  'zijn gegevens',
  'de volgende stappen',
  'dank u wel',
  'over een week weet ik meer of ik mij wil aanmelden',
  '<at>help</at>',
  'goedemorgen',
  'I will make a date',
];

describe('commands', () => {
  it.each(COMMANDS)('"%s" is the command %s', (text, word) => {
    expect(readWords(text)).toEqual({ kind: 'word', word });
  });
  it.each(FORGIVEN)('"%s" is forgiven and read as %s', (text, word) => {
    expect(readWords(text)).toEqual({ kind: 'word', word });
  });
  it.each(SENTENCES)('"%s" holds the one command %s', (text, word) => {
    expect(readWords(text)).toEqual({ kind: 'word', word });
  });
  it.each(NO_COMMAND)('"%s" is no command', (text) => {
    expect(readWords(text)).toEqual({ kind: 'other' });
  });

  it('one typing error never turns a command into another', () => {
    const letters = 'abcdefghijklmnopqrstuvwxyz';
    for (const [text, word] of COMMANDS) {
      for (let at = 0; at < text.length; at++) {
        const before = text.slice(0, at);
        const typed = [before + text.slice(at + 1), before + text[at] + text.slice(at)];
        for (const letter of letters)
          typed.push(before + letter + text.slice(at + 1), before + letter + text.slice(at));
        for (const typo of typed) {
          const said = readWords(typo);
          if (said.kind === 'word') expect([typo, said.word]).toEqual([typo, word]);
        }
      }
    }
  });

  it('a swap of neighbours in a word of four letters or more is forgiven', () => {
    for (const [text, word] of COMMANDS.filter(([typed]) => !typed.includes(' '))) {
      for (let at = 0; at + 1 < text.length; at++) {
        const typo = `${text.slice(0, at)}${text[at + 1]}${text[at]}${text.slice(at + 2)}`;
        expect([typo, readWords(typo)]).toEqual([typo, { kind: 'word', word }]);
      }
    }
  });
});

describe('what a text may cost', () => {
  const hostile: readonly (readonly [string, (length: number) => string])[] = [
    ['unclosed mentions', (length) => '<at>'.repeat(length / 4)],
    ['mentions without an end tag before a last one', (length) => `${'<at'.repeat(length / 3)}</at>`],
    ['one word', (length) => 'a'.repeat(length)],
    ['a letter held down', (length) => 'zelfmo'.padEnd(length, 'o')],
    ['beginnings of a phrase', (length) => 'ik kan echt gewoon niet '.repeat(length / 24)],
    ['beginnings with gaps', (length) => 'wil er er mezelf leven ik er er '.repeat(length / 32)],
    ['breaks', (length) => '.\n'.repeat(length / 2)],
    ['combining marks', (length) => '\u0301'.repeat(length)],
    ['characters that unfold', (length) => '\ufdfa'.repeat(length)],
    [
      'words that are all different',
      (length) => Array.from({ length: length / 8 }, (_, i) => `zelf${i}`).join(' '),
    ],
  ];

  // What grows with the square of its length would take minutes here, on any machine.
  it.each(hostile)('%s: 400,000 characters are read', { timeout: 20_000 }, (_, make) => {
    expect(readWords(make(400_000)).kind).toMatch(/word|other|distress/);
  });

  it('what stands after a closed mention is read, however long the message', () => {
    expect(readWords(`<at>Klankbord</at> ${'woord '.repeat(2_000)} ik wil dood`)).toEqual({
      kind: 'distress',
    });
  });
});

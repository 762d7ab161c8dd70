import { readWords } from '../bot/rules/words.ts';
import type { Manifest, Strings } from './wire.ts';

/** Every text of the manifest that people read, by the key that a localisation file gives it. */
export function stringsOf(manifest: Manifest): Strings {
  const commands = manifest.bots.flatMap((bot, b) =>
    bot.commandLists.flatMap((list, l) =>
      list.commands.flatMap(({ title, description }, c) => {
        const at = `bots[${b}].commandLists[${l}].commands[${c}]`;
        return [[`${at}.title`, title] as const, [`${at}.description`, description ?? ''] as const];
      }),
    ),
  );
  return Object.fromEntries([
    ['name.short', manifest.name.short],
    ['name.full', manifest.name.full ?? ''],
    ['description.short', manifest.description.short],
    ['description.full', manifest.description.full],
    ...commands,
  ]);
}

/** Both languages say the same things: every key in both, none of them empty, every command understood. */
export function checkStrings(
  manifest: Manifest,
  other: { readonly file: string; readonly strings: Strings },
): string[] {
  const own = stringsOf(manifest);
  const theirs = Object.fromEntries(Object.entries(other.strings).filter(([key]) => key !== '$schema'));
  const missing = Object.keys(own).filter((key) => !(key in theirs));
  const strange = Object.keys(theirs).filter((key) => !(key in own));
  return [
    ...missing.map((key) => `${other.file}: the string "${key}" is missing`),
    ...strange.map((key) => `${other.file}: the string "${key}" stands for nothing in manifest.json`),
    ...checkTexts('manifest.json', own),
    ...checkTexts(other.file, theirs),
  ];
}

function checkTexts(file: string, strings: Strings): string[] {
  return Object.entries(strings).flatMap(([key, text]) => {
    if (text.trim() === '') return [`${file}: the string "${key}" is empty`];
    if (!key.endsWith('.title') || readWords(text).kind === 'word') return [];
    return [`${file}: the bot does not know the command "${text}" ("${key}")`];
  });
}

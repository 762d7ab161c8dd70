import type { Language } from '../../bot/rules/programme.ts';
import { DATA_MAP, KINDS } from './data-map.ts';
import type { Facts } from './facts.ts';
import { forbiddenSample, logSamples } from './log-samples.ts';
import { code, fenced, page, table } from './markdown.ts';
import { ELSEWHERE, HOSTS, ROUTES } from './network.ts';
import { CALLS, PERMISSIONS } from './permissions.ts';

/** Tables that more than one reader gets, each in one language. */

const HEADS = {
  nl: {
    permissions: ['recht (toepassing)', 'waar te geven', 'waarvoor het geldt'],
    calls: ['recht', 'aanroep', 'waar in de code', 'waarom'],
    hosts: ['naar', 'waarom'],
    routes: ['adres', 'wat'],
    columns: ['kolom', 'wat het bevat'],
    kept: 'Bewaard',
    exchange: 'Exchange Online, rol',
    entra: 'Entra',
    given: 'Wat een programmeerfout zou willen schrijven, en wat de logger ervan overlaat:',
    every: 'Elke regel die de code kan schrijven, gemaakt door de echte logger met voorbeeldwaarden:',
    licences: ['licentie', 'pakketten'],
  },
  en: {
    permissions: ['permission (application)', 'where to grant it', 'what it covers'],
    calls: ['permission', 'call', 'where in the code', 'why'],
    hosts: ['to', 'why'],
    routes: ['address', 'what'],
    columns: ['column', 'what it holds'],
    kept: 'Kept',
    exchange: 'Exchange Online, role',
    entra: 'Entra',
    given: 'What a mistake in the code might try to write, and what the logger leaves of it:',
    every: 'Every line that the code can write, made by the real logger with sample values:',
    licences: ['licence', 'packages'],
  },
} as const satisfies Readonly<Record<Language, unknown>>;

export function permissionTable(language: Language): string {
  const t = HEADS[language];
  const rows = PERMISSIONS.map(({ name, entra, exchange, covers, note }) => {
    const where =
      exchange === null
        ? `${t.entra}: ${code(entra?.name ?? name)} (${entra?.id})`
        : `${t.exchange} ${code(exchange)}`;
    return [code(name), where, note ? `${covers[language]}. ${note[language]}` : covers[language]];
  });
  return table(t.permissions, rows);
}

export function callTable({ calls }: Facts, language: Language): string {
  const rows = CALLS.map(({ call, permission, why }) => {
    const places = calls
      .filter((found) => found.call === call)
      .map(({ file, line }) => code(`${file}:${line}`));
    return [code(permission), code(call), places.join(', '), why[language]];
  });
  return table(HEADS[language].calls, rows);
}

export function outgoing({ hosts }: Facts, language: Language): string {
  const found = hosts.map(({ text }) => [code(text), HOSTS[text]?.[language] ?? '']);
  const other = ELSEWHERE.map(({ host, why }) => [code(host), why[language]]);
  return table(HEADS[language].hosts, [...found, ...other]);
}

export function incoming({ routes }: Facts, language: Language): string {
  const rows = routes.map(({ text }) => [code(text), ROUTES[text]?.[language] ?? '']);
  return table(HEADS[language].routes, rows);
}

export function dataMap({ tables }: Facts, language: Language): string {
  const t = HEADS[language];
  return page(
    tables.flatMap(({ name, columns }) => {
      const note = DATA_MAP[name];
      const rows = columns.map((column) => {
        const kind = note?.columns[column.name];
        return [code(column.name), kind === undefined ? '' : KINDS[kind][language]];
      });
      const about = `${note?.what[language]}. ${t.kept}: ${note?.kept[language]}.`;
      return [`### ${name}`, about, table(t.columns, rows)];
    }),
  ).trimEnd();
}

export function logSection({ log }: Facts, language: Language): string {
  const t = HEADS[language];
  const { given, written } = forbiddenSample();
  return page([
    t.given,
    fenced('json', [given, written]),
    t.every,
    fenced('json', logSamples(log)),
  ]).trimEnd();
}

export function licences({ packages }: Facts, language: Language): string {
  const counts = new Map<string, number>();
  for (const { license } of packages) counts.set(license, (counts.get(license) ?? 0) + 1);
  const rows = [...counts].sort(([, a], [, b]) => b - a).map(([license, n]) => [license, String(n)]);
  return table(HEADS[language].licences, rows);
}

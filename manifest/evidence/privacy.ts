import type { ProgrammeFile } from '../../bot/programme-file.ts';
import type { Language } from '../../bot/rules/programme.ts';
import type { Facts } from './facts.ts';
import { governanceTable } from './governance.ts';
import { list, page } from './markdown.ts';
import { callTable, dataMap, logSection } from './sections.ts';

const TEXT = {
  nl: {
    title: (version: string) => `# Klankbord ${version} voor de functionaris gegevensbescherming`,
    made: 'Gemaakt door `npm run evidence`. De tabellen zijn gelezen uit de database zoals de migraties die maken; een tabel of kolom die niemand beschreef, laat het maken mislukken.',
    governance: '## Verantwoording',
    where: '## Waar gegevens staan',
    places: [
      '**Database van de dienst**: de tabellen hieronder. Wensen, berichten en telefoonnummers zijn versleuteld met een sleutel per persoon; zonder die sleutel zijn ze weg. In reservekopieën ook, zodra de kopie van de tabel `keys` weg is: bewaar die apart, hoogstens 7 dagen, en geen enkele kopie langer dan 30 dagen.',
      '**Taken (pg-boss, in dezelfde database)**: alleen soort en nummers, nooit inhoud.',
      '**Teams**: kaarten en getypte woorden vallen onder de bewaarregels van de organisatie. Klankbord bewaart getypte tekst niet.',
      '**Outlook**: één afspraak met een neutrale naam in de mailbox van het programma, deelnemers voor elkaar verborgen, zonder tekst. Wie zich laat wissen, verdwijnt daar ook uit voorbije afspraken; antwoorden op uitnodigingen in die mailbox en ieders eigen agenda vallen onder de bewaarregels van de organisatie.',
      '**Mail**: neutraal, met alleen een link; niet bewaard in Verzonden items.',
      '**Browser, alleen op de eigen pagina**: drie cookies die nodig zijn en niets volgen (HttpOnly, SameSite=Lax, `__Host-`): `session` (hooguit 8 uur, 2 zonder gebruik), `code` (1 uur), `entra` (10 minuten). Bij ons staat er alleen een controlegetal van.',
      '**Log**: codes en aantallen (zie onder).',
    ],
    sessions: 'Verslagen van gesprekken bestaan in Klankbord niet: er is geen veld voor.',
    map: '## Gegevens per tabel',
    calls: '## Wat Klankbord in Microsoft 365 leest en schrijft',
    logs: '## Wat er in het log staat',
  },
  en: {
    title: (version: string) => `# Klankbord ${version} for the privacy officer`,
    made: 'Made by `npm run evidence`. The tables are read from the database as the migrations make it; a table or column that nobody described makes it fail.',
    governance: '## Accountability',
    where: '## Where data is',
    places: [
      '**Database of the service**: the tables below. Wishes, messages and telephone numbers are encrypted with a key for each person; without that key they are gone. From backups too, once the copy of the table `keys` is gone: keep that apart, at most 7 days, and no copy at all longer than 30 days.',
      '**Jobs (pg-boss, in the same database)**: kind and numbers only, never content.',
      '**Teams**: cards and typed words fall under the retention rules of the organisation. Klankbord does not keep typed text.',
      "**Outlook**: one appointment with a neutral name in the programme's mailbox, attendees hidden from each other, without text. Who is erased disappears from past appointments there as well; answers to invitations in that mailbox, and everybody's own calendar, fall under the retention rules of the organisation.",
      '**Mail**: neutral, with only a link; not kept in Sent Items.',
      '**Browser, on the own page only**: three cookies that are needed and track nothing (HttpOnly, SameSite=Lax, `__Host-`): `session` (8 hours at most, 2 without use), `code` (1 hour), `entra` (10 minutes). We keep only a checksum of them.',
      '**Log**: codes and counts (see below).',
    ],
    sessions: 'Notes of sessions do not exist in Klankbord: there is no field for them.',
    map: '## Data by table',
    calls: '## What Klankbord reads and writes in Microsoft 365',
    logs: '## What stands in the log',
  },
} as const;

export function privacyPage(q: {
  readonly facts: Facts;
  readonly language: Language;
  readonly version: string;
  readonly governance: ProgrammeFile['governance'];
}): string {
  const { facts, language, version } = q;
  const t = TEXT[language];
  return page([
    t.title(version),
    t.made,
    t.governance,
    governanceTable(q.governance, language),
    t.where,
    list(t.places),
    t.sessions,
    t.map,
    dataMap(facts, language),
    t.calls,
    callTable(facts, language),
    t.logs,
    logSection(facts, language),
  ]);
}

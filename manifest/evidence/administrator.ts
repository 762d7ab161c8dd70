import type { Language } from '../../bot/rules/programme.ts';
import { type Names, peopleCommands, removeCommands, scopeCommands } from './exchange.ts';
import type { Facts } from './facts.ts';
import { fenced, list, page } from './markdown.ts';
import { PERMISSIONS } from './permissions.ts';
import { callTable, incoming, licences, logSection, outgoing, permissionTable } from './sections.ts';

const TEXT = {
  nl: {
    title: (version: string) => `# Klankbord ${version} voor de beheerder`,
    made: 'Gemaakt door `npm run evidence` uit de code, de migraties en het lockbestand van deze versie. Wat de code doet en hier niet beschreven is, laat het maken mislukken.',
    permissions: '## Rechten',
    permissionsLead:
      "Twee toepassingen mogen samenvallen: de bot (Teams) en de toepassing voor Microsoft Graph. De bot zelf heeft geen Graph-rechten nodig. Het Teams-app-pakket vraagt geen rechten, geen domeinen en geen toegang tot chats of teams. Aanmelden met Entra op de pagina's (`SIGN_IN_CLIENT_ID`, alleen als u dat wilt) is een eigen registratie met niet meer dan `openid` en `profile`.",
    calls: '### Elke aanroep van Graph, en het recht dat hij nodig heeft',
    exchange: '## Afbakenen in Exchange Online',
    exchangeLead:
      'Geef de rechten op mailbox en mail hier, en niet (ook) in Entra: rechten tellen op, en een recht in Entra geldt voor alle mailboxen. Een wijziging kan tot twee uur duren.',
    second: '### Vrij/bezet: de tweede weg',
    secondLead:
      'In plaats van Calendars.ReadBasic voor iedereen: lezen voor één groep. Dat is smaller in mensen en ruimer in gegevens (ook tekst van afspraken; Klankbord vraagt die niet). Zet alle directeuren in de groep, niet alleen wie meedoet: anders verraadt het lidmaatschap wie dat is. Niet met een echte tenant beproefd: of Exchange vrij/bezet geeft van mailboxen buiten de afbakening, is niet gedocumenteerd.',
    network: '## Netwerk',
    out: '### Naar buiten (alles TLS)',
    in: '### Naar binnen',
    install: '## Installeren',
    installSteps: [
      '`npm run package` maakt het app-pakket; stel `MicrosoftAppId` en `PUBLIC_URL` in.',
      'Teams-beheercentrum, *Apps beheren*, *Nieuwe app uploaden*.',
      'Sta de app toe voor alle directeuren, coaches en coördinatoren, niet alleen voor wie meedoet.',
    ],
    logs: '## Logregels',
    software: '## Gebruikte software',
    softwareLead: (n: number) =>
      `${n} pakketten in productie; de volledige lijst met versies, licenties en controlegetallen staat in \`sbom.cdx.json\` (CycloneDX 1.6).`,
    uninstall: '## Verwijderen',
    uninstallSteps: [
      'Verwijder de app in het Teams-beheercentrum; chats blijven staan volgens uw eigen bewaarregels.',
      'Zeg komende afspraken af in de mailbox van het programma; de afspraken horen daar.',
      'Stop de dienst (SIGTERM: lopend werk wordt afgemaakt).',
      'Neem de rechten terug: de opdrachten hieronder, en in Entra de toestemming van de toepassing.',
      'Bewaar het logboek als dat moet, verwijder dan de database met haar reservekopieën, en de sleutels (`DATA_KEYS`): zonder die sleutels is alles wat versleuteld is onleesbaar, ook in oude kopieën.',
      'Verwijder de botregistratie en de toepassing in Entra.',
    ],
  },
  en: {
    title: (version: string) => `# Klankbord ${version} for the administrator`,
    made: 'Made by `npm run evidence` from the code, the migrations and the lockfile of this version. What the code does and is not described here makes it fail.',
    permissions: '## Permissions',
    permissionsLead:
      'Two applications, which may be one: the bot (Teams) and the application for Microsoft Graph. The bot itself needs no permission of Graph. The Teams app package asks for no permission, no domain and no access to chats or teams. Signing in with Entra on the pages (`SIGN_IN_CLIENT_ID`, only if you want it) is a registration of its own with no more than `openid` and `profile`.',
    calls: '### Every call of Graph, and the permission that it needs',
    exchange: '## Scoping in Exchange Online',
    exchangeLead:
      'Grant the permissions on the mailbox and mail here, and not in Entra (as well): grants add up, and a grant in Entra covers every mailbox. A change can take up to two hours.',
    second: '### Free/busy: the second way',
    secondLead:
      'In place of Calendars.ReadBasic for everybody: reading for one group. That is narrower in people and wider in data (text of appointments too; Klankbord does not ask for it). Put all directors in the group, not only those who take part: or membership gives them away. Not tried with a real tenant: whether Exchange gives free/busy of mailboxes outside the scope is not documented.',
    network: '## Network',
    out: '### Outgoing (all TLS)',
    in: '### Incoming',
    install: '## Install',
    installSteps: [
      '`npm run package` makes the app package; set `MicrosoftAppId` and `PUBLIC_URL`.',
      'Teams admin centre, *Manage apps*, *Upload new app*.',
      'Allow the app for all directors, coaches and coordinators, not only for those who take part.',
    ],
    logs: '## Log lines',
    software: '## Software used',
    softwareLead: (n: number) =>
      `${n} packages in production; the whole list with versions, licences and checksums is in \`sbom.cdx.json\` (CycloneDX 1.6).`,
    uninstall: '## Uninstall',
    uninstallSteps: [
      'Remove the app in the Teams admin centre; chats stay under your own retention rules.',
      "Cancel coming appointments in the programme's mailbox; that is where they belong.",
      'Stop the service (SIGTERM: what runs is finished).',
      'Take the permissions back: the commands below, and the consent of the application in Entra.',
      'Keep the record if you must, then remove the database with its backups, and the keys (`DATA_KEYS`): without them all that is encrypted is unreadable, in old copies too.',
      'Remove the bot registration and the application in Entra.',
    ],
  },
} as const;

export function administratorPage(q: {
  readonly facts: Facts;
  readonly language: Language;
  readonly version: string;
  readonly names: Names;
}): string {
  const { facts, language, version, names } = q;
  const t = TEXT[language];
  const roles = PERMISSIONS.flatMap(({ exchange }) => (exchange === null ? [] : [exchange]));
  return page([
    t.title(version),
    t.made,
    t.permissions,
    t.permissionsLead,
    permissionTable(language),
    t.calls,
    callTable(facts, language),
    t.exchange,
    t.exchangeLead,
    fenced('powershell', scopeCommands(names, roles)),
    t.second,
    t.secondLead,
    fenced('powershell', peopleCommands()),
    t.network,
    t.out,
    outgoing(facts, language),
    t.in,
    incoming(facts, language),
    t.install,
    list(t.installSteps),
    t.logs,
    logSection(facts, language),
    t.software,
    t.softwareLead(facts.packages.length),
    licences(facts, language),
    t.uninstall,
    list(t.uninstallSteps),
    fenced('powershell', removeCommands(roles)),
  ]);
}

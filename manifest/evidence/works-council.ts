import type { Language } from '../../bot/rules/programme.ts';
import type { Facts } from './facts.ts';
import { list, page } from './markdown.ts';
import { logSection, permissionTable } from './sections.ts';

const TEXT = {
  nl: {
    title: (version: string) => `# Klankbord ${version} voor de ondernemingsraad`,
    made: 'Gemaakt door `npm run evidence` uit de code van deze versie.',
    what: 'Directeuren regelen in Teams zelf een vertrouwelijk gesprek met een coach van buiten. Meedoen is vrijwillig, kan zonder opgaaf van redenen stoppen, en hoeft niet via Teams: bellen en mailen kan ook.',
    who: '## Wie ziet wat',
    sees: [
      '**De directeur** ziet de eigen afspraken en keuzes.',
      '**De coach** ziet met wie er een gesprek is, en de wensen waarvoor toestemming is gegeven.',
      '**De coördinator van het bureau** ziet wie een coach zoekt, om te helpen kiezen.',
      '**De werkgever** ziet in Klankbord niemand: geen namen, geen onderwerpen, geen tijden van personen. Eén uitzondering kiest de organisatie zelf: behandelt het programmabureau bezwaren, dan ziet het de naam van wie bezwaar maakt.',
      '**Wie iemands agenda beheert** ziet een afspraak met een neutrale naam, niet met wie en niet waarover.',
      '**De beheerder van de database** ziet wie met wie een afspraak heeft en wanneer; wensen en berichten zijn versleuteld.',
    ],
    not: '## Wat er niet is',
    absent: [
      'geen verslag, aantekening of beoordeling van een gesprek: er is geen veld voor',
      'geen overzicht van aanwezigheid of reactietijden per persoon',
      'geen lezen van chats, mail of documenten van medewerkers: het recht daarvoor wordt niet gevraagd',
      'geen opname en geen transcriptie door Klankbord',
      'getypte tekst wordt niet bewaard door Klankbord; Teams bewaart hem wel volgens de regels van de organisatie',
    ],
    rights: '## Welke rechten het systeem heeft',
    rightsLead:
      'Technisch kan een recht meer dan Klankbord ermee doet. Wat het doet, staat met de plaats in de code in het stuk voor de beheerder.',
    logs: '## Wat er in het log staat',
    ask: '## Te vragen aan de organisatie',
    questions: [
      'Hoe lang bewaart Teams de chat met de bot, en wie kan erbij (eDiscovery)?',
      'Wie beheert de mailbox van het programma? Daar staat elke afspraak met beide namen.',
      'Staat de app bij alle directeuren, zodat de aanwezigheid ervan niets zegt?',
    ],
  },
  en: {
    title: (version: string) => `# Klankbord ${version} for the works council`,
    made: 'Made by `npm run evidence` from the code of this version.',
    what: 'Directors themselves arrange a confidential session with a coach from outside in Teams. Taking part is voluntary, can stop without a reason, and need not go through Teams: calling and mailing work too.',
    who: '## Who sees what',
    sees: [
      '**The director** sees their own appointments and choices.',
      '**The coach** sees with whom there is a session, and the wishes for which consent was given.',
      '**The coordinator of the firm** sees who is looking for a coach, to help choose one.',
      '**The employer** sees nobody in Klankbord: no names, no subjects, no times of persons. One exception is left to the organisation: where the programme office handles objections, it sees the name of whoever objects.',
      "**Who manages somebody's calendar** sees an appointment with a neutral name, not with whom and not what about.",
      '**The administrator of the database** sees who has an appointment with whom and when; wishes and messages are encrypted.',
    ],
    not: '## What there is not',
    absent: [
      'no report, note or assessment of a session: there is no field for it',
      'no overview of attendance or response times by person',
      'no reading of chats, mail or documents of employees: the permission is not asked for',
      'no recording and no transcription by Klankbord',
      'typed text is not kept by Klankbord; Teams does keep it under the rules of the organisation',
    ],
    rights: '## Which permissions the system has',
    rightsLead:
      'A permission can technically do more than Klankbord does with it. What it does stands, with the place in the code, in the page for the administrator.',
    logs: '## What stands in the log',
    ask: '## To ask the organisation',
    questions: [
      'How long does Teams keep the chat with the bot, and who can get at it (eDiscovery)?',
      "Who manages the programme's mailbox? Every appointment stands there with both names.",
      'Do all directors have the app, so that its presence says nothing?',
    ],
  },
} as const;

export function worksCouncilPage(q: {
  readonly facts: Facts;
  readonly language: Language;
  readonly version: string;
}): string {
  const t = TEXT[q.language];
  return page([
    t.title(q.version),
    t.made,
    t.what,
    t.who,
    list(t.sees),
    t.not,
    list(t.absent),
    t.rights,
    t.rightsLead,
    permissionTable(q.language),
    t.logs,
    logSection(q.facts, q.language),
    t.ask,
    list(t.questions),
  ]);
}

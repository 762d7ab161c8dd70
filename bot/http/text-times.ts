import type { HoursFault, PauseFault, WindowFault } from '../rules/coach-times.ts';
import type { PageLanguage } from './page-html.ts';

const nl = {
  heading: 'Wanneer u beschikbaar bent',
  saved: 'Dit is opgeslagen. Wie nu een moment kiest, ziet het meteen zo.',
  from: 'van',
  to: 'tot',
  hours: {
    heading: 'Uw werktijden',
    lead: 'Binnen deze tijden, en alleen als uw agenda dan vrij is, kan iemand een gesprek met u kiezen. Leeg is een vrije dag.',
    own: 'Dit zijn de tijden die u hier zelf invulde.',
    file: 'Dit zijn de tijden die de coördinator invulde.',
    save: 'Werktijden opslaan',
    back: 'Terug naar de tijden van de coördinator',
    stretch: '{day}, blok {n}',
    faults: {
      none: 'Vul minstens één dag in. Wilt u even niets nieuws? Kies hieronder een pauze.',
      half: '{day}: vul bij elk blok twee tijden in, zoals 09:00 en 17:00.',
      order: '{day}: de eindtijd komt na de begintijd.',
      overlap: '{day}: twee blokken vallen over elkaar heen.',
    } satisfies Record<HoursFault['why'], string>,
  },
  windows: {
    heading: 'Uw vrije momenten',
    lead: 'Alleen binnen deze momenten kan iemand een gesprek met u kiezen. Een gesprek dat er al in staat, blijft staan als u het moment weghaalt.',
    none: 'U heeft nog geen vrije momenten opgegeven: niemand kan nu een gesprek met u kiezen.',
    date: 'Datum',
    add: 'Moment toevoegen',
    remove: 'Moment weghalen',
    faults: {
      date: 'Kies een datum en twee tijden, zoals 09:00 en 12:00.',
      order: 'De eindtijd komt na de begintijd.',
      short: 'Een gesprek duurt minstens een uur: maak het moment langer.',
      past: 'Dit moment is al voorbij. Kies een later moment.',
      far: 'Dit is meer dan een jaar vooruit. Kies een eerder moment.',
      many: 'Er staan al tweehonderd momenten. Haal er eerst een paar weg.',
    } satisfies Record<WindowFault, string>,
  },
  pause: {
    heading: 'Een pauze',
    lead: 'In een pauze wordt niets nieuws met u gepland. Waarom u een pauze neemt, vraag ik niet.',
    first: 'Eerste dag',
    last: 'Laatste dag',
    save: 'Pauze vastleggen',
    end: 'Pauze beëindigen',
    stay: 'Deze gesprekken vallen in uw pauze en blijven staan. Open een gesprek om het te verzetten of te annuleren:',
    faults: {
      date: 'Kies een eerste en een laatste dag.',
      order: 'De laatste dag komt na de eerste.',
      past: 'Deze dagen zijn al voorbij. Kies latere dagen.',
      long: 'Een pauze duurt hooguit een jaar. Stopt u? Bel dan de coördinator.',
    } satisfies Record<PauseFault, string>,
  },
  who: 'Wie ziet dit? De coördinator ziet uw pauze. Wie een gesprek zoekt, ziet alleen momenten waarop u kunt.',
};

const en: typeof nl = {
  heading: 'When you are available',
  saved: 'This is saved. Whoever chooses a time now sees it like this at once.',
  from: 'from',
  to: 'to',
  hours: {
    heading: 'Your working hours',
    lead: 'Within these hours, and only when your calendar is free then, somebody can choose a session with you. Empty is a day off.',
    own: 'These are the hours that you filled in here yourself.',
    file: 'These are the hours that the coordinator filled in.',
    save: 'Save working hours',
    back: 'Back to the hours of the coordinator',
    stretch: '{day}, part {n}',
    faults: {
      none: 'Fill in at least one day. Would you like nothing new for a while? Choose a pause below.',
      half: '{day}: fill in two times for each part, such as 09:00 and 17:00.',
      order: '{day}: the end comes after the start.',
      overlap: '{day}: two parts overlap.',
    },
  },
  windows: {
    heading: 'Your free times',
    lead: 'Only within these times can somebody choose a session with you. A session that is already in it stays when you remove the time.',
    none: 'You have not given any free times yet: nobody can choose a session with you now.',
    date: 'Date',
    add: 'Add time',
    remove: 'Remove time',
    faults: {
      date: 'Choose a date and two times, such as 09:00 and 12:00.',
      order: 'The end comes after the start.',
      short: 'A session takes at least an hour: make the time longer.',
      past: 'This time is over. Choose a later one.',
      far: 'This is more than a year ahead. Choose an earlier time.',
      many: 'There are two hundred times already. Remove some first.',
    },
  },
  pause: {
    heading: 'A pause',
    lead: 'During a pause nothing new is planned with you. I do not ask why you take one.',
    first: 'First day',
    last: 'Last day',
    save: 'Save the pause',
    end: 'End the pause',
    stay: 'These sessions fall in your pause and stay. Open a session to move or cancel it:',
    faults: {
      date: 'Choose a first and a last day.',
      order: 'The last day comes after the first.',
      past: 'These days are over. Choose later ones.',
      long: 'A pause takes a year at most. Are you stopping? Then call the coordinator.',
    },
  },
  who: 'Who sees this? The coordinator sees your pause. Whoever looks for a session sees only times at which you can.',
};

export const TIMES = { nl, en } as const satisfies Record<PageLanguage, typeof nl>;

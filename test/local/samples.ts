import type { MailItem, WeekItem } from '../../bot/local/console/types.ts';

const CARD = '33333333-3333-4333-8333-333333333333';

/** A card with every kind of thing that the product's cards have. */
export function signUpCard(): unknown {
  const run = (text: string) => ({ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text }] });
  const choice = (value: string, title: string) => ({ value, title });
  return {
    type: 'AdaptiveCard',
    version: '1.5',
    lang: 'nl',
    fallbackText: 'Wat past u?',
    body: [
      {
        type: 'TextBlock',
        text: 'Wat past u?',
        style: 'heading',
        size: 'Large',
        weight: 'Bolder',
        wrap: true,
      },
      { type: 'TextBlock', text: 'Stap 1 van 2. Hierna kiest u een coach.', isSubtle: true, wrap: true },
      {
        type: 'Input.ChoiceSet',
        id: 'themes',
        label: 'Waarover wilt u praten?',
        isMultiSelect: true,
        style: 'expanded',
        wrap: true,
        isRequired: true,
        errorMessage: 'Kies een onderwerp, of kies dat u het met de coach bespreekt.',
        choices: [
          choice('role', 'Mijn overtuiging en mijn rol'),
          choice('neutral', 'Neutraal blijven als dat moeilijk is'),
          choice('coach', 'Dat bespreek ik liever met de coach'),
        ],
      },
      {
        type: 'Input.ChoiceSet',
        id: 'length',
        label: 'Hoe lang?',
        value: '75',
        choices: [choice('60', '60 minuten'), choice('75', '75 minuten'), choice('90', '90 minuten')],
      },
      {
        type: 'Input.Text',
        id: 'reason',
        label: 'Wat wilt u nog kwijt?',
        isMultiline: true,
        placeholder: 'Dit hoeft niet',
        maxLength: 300,
      },
      {
        type: 'Container',
        style: 'emphasis',
        items: [
          { type: 'TextBlock', text: '**Wie ziet dit?** De coach met wie u gaat praten.', wrap: true },
          run('Ik bewaar het versleuteld.'),
        ],
      },
    ],
    actions: [
      {
        type: 'Action.Execute',
        title: 'Verder naar stap 2',
        style: 'positive',
        verb: 'coaching.preferences',
        data: { card: CARD },
      },
      {
        type: 'Action.Execute',
        title: 'Ik heb een vraag',
        verb: 'coaching.ask',
        data: { card: CARD },
        associatedInputs: 'none',
      },
    ],
  };
}

function appointment(day: string, from: string, to: string, more: Partial<WeekItem> = {}): WeekItem {
  return {
    id: `event-${day}-${from}`,
    organizer: 'Noor Voorbeeld',
    attendees: [],
    subject: 'Overleg',
    start: `2026-11-${day}T${from}:00+01:00`,
    end: `2026-11-${day}T${to}:00+01:00`,
    isAllDay: false,
    isCancelled: false,
    isOrganizer: false,
    location: null,
    sensitivity: 'normal',
    showAs: 'busy',
    answer: 'accepted',
    joinUrl: null,
    ...more,
  };
}

export const SAMPLE_WEEK: readonly WeekItem[] = [
  appointment('23', '09:00', '10:30', { subject: 'Directieteam' }),
  appointment('23', '10:00', '11:00', { subject: 'Tandarts', sensitivity: 'private' }),
  appointment('24', '06:00', '07:15', { subject: 'Vroege trein' }),
  appointment('25', '00:00', '23:59', { subject: 'Heidag', isAllDay: true, showAs: 'free' }),
  appointment('26', '10:00', '11:15', {
    subject: 'Gesprek',
    organizer: 'Gesprekken',
    sensitivity: 'private',
    joinUrl: 'http://127.0.0.1/',
  }),
  appointment('27', '13:00', '14:00', { subject: 'Begrotingsbespreking', isCancelled: true }),
  appointment('29', '19:30', '21:30', { subject: 'Raadsavond', location: 'Stadhuis' }),
];

export const SAMPLE_MAIL = (port: number): readonly MailItem[] => [
  {
    at: Date.parse('2026-11-23T08:00:00Z'),
    kind: 'mail',
    folder: 'inbox',
    from: { name: 'Programma', address: 'programma@voorbeeld.example' },
    subject: 'Er staat iets voor u klaar',
    text: `Er staat iets voor u klaar:\nhttp://127.0.0.1:${port}/p/abc\n\nNiet te volgen: https://elders.example/p/abc`,
  },
  {
    at: Date.parse('2026-11-22T08:00:00Z'),
    kind: 'invitation',
    folder: 'inbox',
    from: { name: 'Programma', address: 'programma@voorbeeld.example' },
    subject: 'Gesprek',
    text: '',
  },
];

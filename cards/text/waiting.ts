import type { InTwo } from '../text.ts';

const nl = {
  who: 'De contactpersoon van {municipality} ziet één keer per week alleen een aantal: geen namen en geen dagen. Verder krijgt niemand hier bericht van. Ik bewaar alleen dat u wacht.',
  whoNobody: 'Niemand krijgt hier bericht van. Ik bewaar alleen dat u wacht.',
  firm: 'Wilt u samen kijken wat wel kan? Bel of mail gerust {firm}: **{phone}**, {mail}. Uw naam hoeft u niet te noemen.',
  full: {
    heading: 'Alle plekken zijn nu bezet',
    lead: 'Fijn dat u dit wilt. Bij {municipality} is nu geen plek vrij, en ik heb niets doorgegeven.',
    ask: 'Ik kan een plek voor u vragen. Dan komt u op de wachtlijst, en vraag ik op **{day}** aan de contactpersoon van {municipality} om een extra plek. U hoort hier wat het antwoord is.',
    list: 'U kunt op de wachtlijst komen. Komt er een plek vrij, dan hoort u dat hier.',
    join: 'Zet mij op de wachtlijst',
  },
  waiting: {
    heading: 'U staat op de wachtlijst',
    step: {
      'to-ask':
        'Op **{day}** vraag ik de contactpersoon van {municipality} om een extra plek. U hoort hier wat het antwoord is.',
      asked:
        'Er is een extra plek gevraagd aan de contactpersoon van {municipality}. U hoort hier wat het antwoord is.',
      listed: 'Komt er bij {municipality} een plek vrij, dan hoort u dat hier.',
    },
    sooner: 'Wie het eerst kwam, krijgt de eerste plek die vrijkomt. U hoeft niets te doen.',
    leave: 'Haal mij van de wachtlijst',
  },
  left: {
    heading: 'U staat niet meer op de wachtlijst',
    lead: 'Ik houd geen plek meer voor u vast. Bedenkt u zich? Meld u dan gerust weer aan.',
  },
  free: {
    kept: 'Er is een plek voor u. Ik houd die voor u vast tot en met **{day}**.',
    first: {
      heading: 'Er is een plek voor u',
      lead: 'Goed nieuws: u kunt zich aanmelden. Ik houd de plek voor u vast tot en met **{day}**.',
      after: 'Heeft u zich dan nog niet aangemeld? Dan vraag ik het u nog één keer.',
    },
    again: {
      heading: 'Uw plek is er nog',
      lead: 'U kunt zich nog aanmelden. Ik houd de plek voor u vast tot en met **{day}**.',
      after: 'Daarna is de plek voor iemand anders. Dat is ook goed: u hoeft niets uit te leggen.',
    },
    pass: 'Nu liever niet',
  },
  passed: {
    heading: 'Ik houd de plek niet langer voor u vast',
    lead: 'De dagen daarvoor zijn voorbij. Iemand anders kan de plek nu krijgen. Dat is niet erg.',
    back: 'Wilt u later toch? Dan kunt u zo weer op de wachtlijst.',
    join: 'Zet mij weer op de wachtlijst',
  },
  refused: {
    heading: 'Er komt nu geen extra plek',
    lead: 'Ik heb om een extra plek gevraagd, en die komt er nu niet. Dat ligt niet aan u: ik noemde alleen een aantal, en geen namen.',
    stays: 'U blijft op de wachtlijst. Komt er een plek vrij, dan hoort u dat hier.',
  },
};

const en: typeof nl = {
  who: 'Once a week, the contact person of {municipality} sees only a number: no names and no days. Nobody else gets a message about this. I only keep that you are waiting.',
  whoNobody: 'Nobody gets a message about this. I only keep that you are waiting.',
  firm: 'Would you like to see together what is possible? Feel free to call or mail {firm}: **{phone}**, {mail}. You need not give your name.',
  full: {
    heading: 'All places are taken right now',
    lead: 'It is good that you would like this. There is no free place at {municipality} right now, and I have passed nothing on.',
    ask: 'I can ask for a place for you. You will then be on the waiting list, and on **{day}** I will ask the contact person of {municipality} for an extra place. You will get the answer here.',
    list: 'You can join the waiting list. When a place becomes free, you will hear it here.',
    join: 'Put me on the waiting list',
  },
  waiting: {
    heading: 'You are on the waiting list',
    step: {
      'to-ask':
        'On **{day}** I will ask the contact person of {municipality} for an extra place. You will get the answer here.',
      asked:
        'The contact person of {municipality} has been asked for an extra place. You will get the answer here.',
      listed: 'When a place becomes free at {municipality}, you will hear it here.',
    },
    sooner: 'Whoever came first gets the first place that becomes free. There is nothing you need to do.',
    leave: 'Take me off the waiting list',
  },
  left: {
    heading: 'You are no longer on the waiting list',
    lead: 'I am no longer keeping a place for you. Changed your mind? Feel free to sign up again.',
  },
  free: {
    kept: 'There is a place for you. I am keeping it for you up to and including **{day}**.',
    first: {
      heading: 'There is a place for you',
      lead: 'Good news: you can sign up. I am keeping the place for you up to and including **{day}**.',
      after: 'If you have not signed up by then, I will ask you one more time.',
    },
    again: {
      heading: 'Your place is still here',
      lead: 'You can still sign up. I am keeping the place for you up to and including **{day}**.',
      after: 'After that it is for someone else. That is fine too: you need not explain anything.',
    },
    pass: 'Rather not now',
  },
  passed: {
    heading: 'I am no longer keeping the place for you',
    lead: 'The days for that are over. Someone else can have the place now. That is all right.',
    back: 'Would you like it later after all? You can join the waiting list again at any time.',
    join: 'Put me back on the waiting list',
  },
  refused: {
    heading: 'There is no extra place for now',
    lead: 'I asked for an extra place, and there will be none for now. This is not because of you: I only gave a number, and no names.',
    stays: 'You stay on the waiting list. When a place becomes free, you will hear it here.',
  },
};

export const waiting: InTwo<typeof nl> = { nl, en };

import type { InTwo } from '../text.ts';

const nl = {
  ask: { director: 'Ik wil graag nog een gesprek', coach: 'Vraag om nog een gesprek' },
  isAsked: {
    director: 'Er is nog een gesprek gevraagd. Komt het er, dan hoort u dat hier.',
    coach: 'Er is al om nog een gesprek gevraagd.',
  },
  asked: {
    heading: 'Uw vraag is genoteerd',
    lead: 'Op **{day}** vraag ik de contactpersoon van {municipality} om één gesprek meer. U hoort hier wat het antwoord is.',
    out: 'De contactpersoon van {municipality} beslist over één gesprek meer. U hoort hier wat het antwoord is.',
    who: 'De contactpersoon van {municipality} ziet één keer per week alleen een aantal: geen namen en geen dagen. Uw coach ziet wel dat er een gesprek bij is gevraagd.',
    withdraw: 'Toch niet vragen',
  },
  withdrawn: {
    heading: 'Uw vraag is ingetrokken',
    lead: 'U hoort er niets meer over. Wilt u later toch nog een gesprek? Typ dan **afspraken**.',
  },
  given: {
    heading: 'U kunt nog een gesprek afspreken',
    lead: 'Er is een gesprek voor u bijgekomen. Kies een moment wanneer het u past.',
    choose: 'Moment kiezen',
  },
  refused: {
    heading: 'Er komt nu geen extra gesprek',
    lead: 'Ik heb om een gesprek meer gevraagd, en dat komt er nu niet. Dat ligt niet aan u: ik noemde alleen een aantal, en geen namen.',
  },
  coach: {
    heading: {
      asked: 'Uw vraag is genoteerd',
      given: 'Er is een gesprek bijgekomen',
      refused: 'Er komt nu geen extra gesprek',
    },
    lead: {
      asked:
        'Ik vraag om nog een gesprek met **{director}**. Dat gaat zonder naam mee in de wekelijkse vraag aan de gemeente. U hoort hier wat het antwoord is. {director} hoort het als er een gesprek bijkomt.',
      given: '**{director}** kan nog een gesprek met u afspreken, en heeft daar bericht van.',
      refused:
        'U vroeg om nog een gesprek met **{director}**. Dat komt er nu niet. Overleg gerust met de coördinator wat wel kan.',
    },
  },
};

const en: typeof nl = {
  ask: { director: 'I would like one more session', coach: 'Ask for one more session' },
  isAsked: {
    director: 'One more session has been asked for. When there is one, you will hear it here.',
    coach: 'One more session has been asked for already.',
  },
  asked: {
    heading: 'Your request has been noted',
    lead: 'On **{day}** I will ask the contact person of {municipality} for one more session. You will get the answer here.',
    out: 'The contact person of {municipality} decides about one more session. You will get the answer here.',
    who: 'Once a week, the contact person of {municipality} sees only a number: no names and no days. Your coach does see that one more session was asked for.',
    withdraw: 'Do not ask after all',
  },
  withdrawn: {
    heading: 'Your request has been withdrawn',
    lead: 'You will hear nothing more about it. Would you like one more session later? Then type **sessions**.',
  },
  given: {
    heading: 'You can book one more session',
    lead: 'One session has been added for you. Choose a time whenever it suits you.',
    choose: 'Choose a time',
  },
  refused: {
    heading: 'There is no extra session for now',
    lead: 'I asked for one more session, and there will be none for now. This is not because of you: I only gave a number, and no names.',
  },
  coach: {
    heading: {
      asked: 'Your request has been noted',
      given: 'A session has been added',
      refused: 'There is no extra session for now',
    },
    lead: {
      asked:
        'I will ask for one more session with **{director}**. It goes into the weekly request to the municipality, without a name. You will get the answer here. {director} will hear it when a session is added.',
      given: '**{director}** can book one more session with you, and has been told so.',
      refused:
        'You asked for one more session with **{director}**. There will be none for now. Feel free to ask the coordinator what is possible.',
    },
  },
};

export const extra: InTwo<typeof nl> = { nl, en };

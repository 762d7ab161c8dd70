import type { InTwo } from '../text.ts';

const nl = {
  welcome: {
    heading: 'Goed dat u er bent',
    director: [
      'Hier kunt u een vertrouwelijk gesprek met een coach van buiten de gemeente regelen.',
      'Er is plaats voor {sessions}, op momenten die u passen.',
    ],
    coach: [
      'Ik stuur u hier een bericht als iemand een gesprek met u vastlegt, of graag door u gebeld wil worden.',
      'U hoeft nu niets te doen.',
    ],
    coordinator: [
      'Ik stuur u hier een bericht als u een coach voor iemand kunt kiezen, of als iemand gebeld wil worden.',
      'U hoeft nu niets te doen.',
    ],
    contact: [
      'Is er om extra plekken of gesprekken gevraagd? Dan leg ik u dat hier voor: hooguit één keer per week, en zonder namen.',
      'U hoeft nu niets te doen.',
    ],
    stranger: [
      'Voor u staat hier nu niets klaar.',
      'Had u dat wel verwacht? Vraag het aan degene die u hierop wees.',
    ],
    more: 'Lees eerst meer',
  },
  information: {
    heading: 'Wat u kunt verwachten',
    sessions: 'Er is plaats voor {sessions} van 60 tot 90 minuten: online, op locatie of per telefoon.',
    coach:
      'De coach luistert zonder oordeel, helpt u woorden te vinden en denkt mee over wat in uw rol kan. U begint waar u wilt.',
    helpline: 'Er is ook een hulplijn: **{number}** ({hours}).',
    who: '**Wie weet wat?**',
    municipality:
      'Uw werkgever, {municipality}, weet hoeveel plekken bezet zijn. Niet met wie u praat, en niet waarover.',
    confidential:
      'De coach komt van {firm} en deelt niet wat u vertelt. Alleen bij direct gevaar kan dat anders zijn.',
    patterns: 'Algemene patronen deelt {firm} zó dat niemand te herkennen is, of alleen als u dat goedvindt.',
    ask: 'Ik heb een vraag',
  },
  ask: {
    heading: 'Stel gerust uw vraag',
    lead: 'Ik geef niets door zonder uw toestemming. Bel of mail gerust {firm}:',
    phone: 'Telefoon: **{phone}**',
    mail: 'E-mail: **{mail}**',
    nameless: 'Als u belt, hoeft u uw naam niet te noemen. Als u mailt, ziet {firm} uw e-mailadres.',
    notHere: 'Typ uw vraag liever niet hier: wat u in de chat typt, kan {municipality} in Teams bewaren.',
    toggle: 'Veelgestelde vragen',
    answers: [
      '**Moet ik vooraf zeggen waarover het gaat?** Nee. U mag dat overslaan en het in het gesprek bespreken.',
      '**Weet mijn leidinggevende dat ik meedoe?** Niet van mij. {municipality} ziet alleen hoeveel plekken bezet zijn.',
      '**Wat ziet mijn secretariaat?** Een afspraak met een neutrale naam. Niet met wie, en niet waarover.',
      '**Kan ik weer stoppen?** Ja, wanneer u wilt, en zonder reden. Typ **stoppen**.',
    ],
  },
};

const en: typeof nl = {
  welcome: {
    heading: 'Good to have you here',
    director: [
      'Here you can arrange a confidential session with a coach from outside the municipality.',
      'There is room for {sessions}, at times that suit you.',
    ],
    coach: [
      'I will send you a message here when someone books a session with you, or would like a call from you.',
      'There is nothing you need to do now.',
    ],
    coordinator: [
      'I will send you a message here when you can choose a coach for someone, or when someone would like a call.',
      'There is nothing you need to do now.',
    ],
    contact: [
      'Have extra places or sessions been asked for? Then I will ask you about them here: at most once a week, and without names.',
      'There is nothing you need to do now.',
    ],
    stranger: [
      'There is nothing here for you at the moment.',
      'Did you expect something? Ask the person who told you about this.',
    ],
    more: 'Read more first',
  },
  information: {
    heading: 'What to expect',
    sessions: 'There is room for {sessions} of 60 to 90 minutes: online, on location or by phone.',
    coach:
      'The coach listens without judging, helps you find words and thinks along about what is possible in your role. You start where you like.',
    helpline: 'There is also a helpline: **{number}** ({hours}).',
    who: '**Who knows what?**',
    municipality:
      'Your employer, {municipality}, knows how many places are taken. Not who you talk to, and not what about.',
    confidential:
      'The coach comes from {firm} and does not share what you say. Only in case of immediate danger can that be different.',
    patterns:
      'General patterns are shared by {firm} in such a way that nobody can be recognised, or only if you agree.',
    ask: 'I have a question',
  },
  ask: {
    heading: 'Feel free to ask',
    lead: 'I pass nothing on without your consent. Feel free to call or mail {firm}:',
    phone: 'Phone: **{phone}**',
    mail: 'E-mail: **{mail}**',
    nameless: 'If you call, you do not need to give your name. If you mail, {firm} sees your e-mail address.',
    notHere:
      'Please do not type your question here: what you type in the chat can be kept in Teams by {municipality}.',
    toggle: 'Common questions',
    answers: [
      '**Do I have to say beforehand what it is about?** No. You may skip that and discuss it in the session.',
      '**Does my manager know that I take part?** Not from me. {municipality} only sees how many places are taken.',
      '**What does my secretary see?** An appointment with a neutral name. Not with whom, and not what about.',
      '**Can I stop again?** Yes, whenever you like, and without a reason. Type **stop**.',
    ],
  },
};

export const welcome: InTwo<typeof nl> = { nl, en };

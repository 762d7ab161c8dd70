import type { InTwo } from '../text.ts';

const nl = {
  helpline: {
    heading: 'U kunt iemand spreken',
    number: 'Bel de hulplijn: **{number}** ({hours}).',
    callback: 'Of laat u terugbellen.',
    danger: 'Is er direct gevaar? Bel **112**.',
  },
  distress: {
    heading: 'Goed dat u dit vertelt',
    automatic: 'Dit is een automatisch antwoord; er leest niemand mee. Maar u kunt wel iemand spreken.',
    number: 'Bel de hulplijn: **{number}** ({hours}).',
    callback: 'Of laat u terugbellen.',
    suicide: 'Denkt u aan zelfdoding? Bel **113** of **0800-0113**, dag en nacht.',
    danger: 'Is er direct gevaar? Bel **112**.',
    fallback:
      'Dit is een automatisch antwoord; er leest niemand mee. Denkt u aan zelfdoding? Bel 113 of 0800-0113, dag en nacht. Is er direct gevaar? Bel 112.',
  },
  callback: {
    heading: 'Wilt u gebeld worden?',
    lead: {
      coach: 'Ik vraag uw coach om u te bellen.',
      coordinator: 'Ik vraag de coördinator van {firm} om u te bellen.',
    },
    phone: {
      label: 'Op welk nummer?',
      error: 'Vul een telefoonnummer in: alleen cijfers, spaties en een +.',
    },
    when: { label: 'Wanneer liever?', error: 'Kies een moment uit de lijst.' },
    choice: { soon: 'Zo snel mogelijk', morning: '’s Ochtends', afternoon: '’s Middags' },
    who: {
      coach: 'Uw coach ziet uw naam, dit nummer en wanneer u gebeld wilt worden.',
      coordinator: 'De coördinator van {firm} ziet uw naam, dit nummer en wanneer u gebeld wilt worden.',
    },
    ask: 'Nummer doorgeven',
  },
  asked: {
    heading: 'Ik geef het door',
    lead: {
      coach: 'Uw coach krijgt uw nummer, met de vraag u te bellen: {when}.',
      coordinator: 'De coördinator van {firm} krijgt uw nummer, met de vraag u te bellen: {when}.',
    },
    unsure: 'Hoe laat dat wordt, weet ik niet. Wilt u niet wachten? Bel de hulplijn: **{number}** ({hours}).',
    withdraw: 'Toch niet gebeld worden',
  },
  called: {
    heading: 'U wordt gebeld',
    lead: {
      coach: 'Uw coach liet weten u te gaan bellen. U vroeg: {when}.',
      coordinator: 'De coördinator van {firm} liet weten u te gaan bellen. U vroeg: {when}.',
    },
    rather: 'Toch liever niet? U hoeft niet op te nemen, en u hoeft niet te zeggen waarom.',
  },
  withdrawn: {
    heading: 'Uw verzoek is ingetrokken',
    lead: 'Wie u zou bellen, leest dat het niet meer nodig is. Niet waarom.',
  },
  request: {
    heading: 'Iemand wil graag gebeld worden',
    takenHeading: 'U gaat bellen',
    who: '**{name}**',
    phone: 'Telefoon: **{phone}**',
    when: 'Liefst: {when}.',
    asked: 'Gevraagd op {asked}.',
    taken: 'Ik heb onthouden dat u belt. Dank u wel.',
    take: 'Ik ga bellen',
  },
  when: { soon: 'zo snel mogelijk', morning: '’s ochtends', afternoon: '’s middags' },
};

const en: typeof nl = {
  helpline: {
    heading: 'You can talk to someone',
    number: 'Call the helpline: **{number}** ({hours}).',
    callback: 'Or ask for a call back.',
    danger: 'Is there immediate danger? Call **112**.',
  },
  distress: {
    heading: 'It is good that you say this',
    automatic: 'This is an automatic answer; nobody is reading along. But you can talk to someone.',
    number: 'Call the helpline: **{number}** ({hours}).',
    callback: 'Or ask for a call back.',
    suicide: 'Are you thinking of suicide? Call **113** or **0800-0113**, day and night.',
    danger: 'Is there immediate danger? Call **112**.',
    fallback:
      'This is an automatic answer; nobody is reading along. Are you thinking of suicide? Call 113 or 0800-0113, day and night. Is there immediate danger? Call 112.',
  },
  callback: {
    heading: 'Would you like a call?',
    lead: {
      coach: 'I will ask your coach to call you.',
      coordinator: 'I will ask the coordinator of {firm} to call you.',
    },
    phone: { label: 'On which number?', error: 'Fill in a phone number: only digits, spaces and a +.' },
    when: { label: 'When do you prefer?', error: 'Choose a time from the list.' },
    choice: { soon: 'As soon as possible', morning: 'In the morning', afternoon: 'In the afternoon' },
    who: {
      coach: 'Your coach will see your name, this number and when you would like a call.',
      coordinator:
        'The coordinator of {firm} will see your name, this number and when you would like a call.',
    },
    ask: 'Pass on my number',
  },
  asked: {
    heading: 'I am passing it on',
    lead: {
      coach: 'Your coach will get your number, with the request to call you: {when}.',
      coordinator: 'The coordinator of {firm} will get your number, with the request to call you: {when}.',
    },
    unsure:
      'I do not know at what time. Would you rather not wait? Call the helpline: **{number}** ({hours}).',
    withdraw: 'No call after all',
  },
  called: {
    heading: 'Someone will call you',
    lead: {
      coach: 'Your coach has said that they will call you. You asked for: {when}.',
      coordinator: 'The coordinator of {firm} has said that they will call you. You asked for: {when}.',
    },
    rather: 'Would you rather not, after all? You do not have to answer, and you do not have to say why.',
  },
  withdrawn: {
    heading: 'Your request has been withdrawn',
    lead: 'Whoever was going to call you will read that it is no longer needed. Not why.',
  },
  request: {
    heading: 'Someone would like a call',
    takenHeading: 'You are going to call',
    who: '**{name}**',
    phone: 'Phone: **{phone}**',
    when: 'Preferably: {when}.',
    asked: 'Asked on {asked}.',
    taken: 'I have noted that you will call. Thank you.',
    take: 'I will call',
  },
  when: { soon: 'as soon as possible', morning: 'in the morning', afternoon: 'in the afternoon' },
};

export const callback: InTwo<typeof nl> = { nl, en };

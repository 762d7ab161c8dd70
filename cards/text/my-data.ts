import type { InTwo } from '../text.ts';
import type { Holding, Opening } from '../view.ts';

const nl = {
  myData: {
    heading: 'Uw gegevens',
    corrected: 'Het is aangepast.',
    lead: 'Dit bewaar ik van u. Niet wat u in een gesprek vertelt: daar is hier geen plek voor.',
    holds: {
      directory: '**Naam, e-mailadres en telefoonnummer**, zoals {municipality} ze in de adreslijst heeft.',
      phone: '**Het nummer waarop u gebeld wilt worden**, versleuteld. Wie u belt, ziet het.',
      preferences:
        '**Uw wensen**, versleuteld. Uw coach kan ze openen. De coördinator van {firm} krijgt ze als die een coach zoekt. Ik wis ze {preferencesDays} dagen na uw laatste gesprek.',
      draft: '**Een formulier dat nog niet af is**, versleuteld. Niemand anders ziet het.',
      sessions:
        '**Wanneer u een gesprek had, en met welke coach.** Uw coach weet dit. Ik wis het {coachDays} dagen na uw laatste gesprek.',
      callbacks:
        '**Dat u gebeld wilde worden**, met het nummer versleuteld. Wie u belt, ziet het. Ik wis het na {messagesDays} dagen.',
      profile:
        '**Uw werktijden en wat u over uzelf vertelt**, zoals de coördinator of u ze opgaf. Wie een coach zoekt, ziet uw naam, wat u vertelt en wanneer u kunt.',
      coaching:
        '**Wanneer u als coach een gesprek had, en met wie.** Ik wis het {coachDays} dagen na iemands laatste gesprek.',
      messages:
        '**Wat ik u stuurde**, versleuteld. Ik wis het na {messagesDays} dagen. In Teams zelf gelden de regels van uw werkgever.',
      record:
        '**Een logboek**: wie wanneer iets deed, zonder inhoud. Na {recordDays} dagen staat er niet meer in wie het was.',
    } satisfies Record<Holding, string>,
    openedHeading: '**Wie heeft iets geopend?**',
    openedNone: 'Nog niemand.',
    opened: '{when}: {who} {what}.',
    by: {
      self: 'u',
      coach: 'uw coach',
      coordinator: 'de coördinator',
      office: 'het programmabureau',
      other: 'iemand van {firm}',
    } satisfies Record<Opening['by'], string>,
    what: {
      preferences: 'opende uw wensen',
      message: 'opende een bericht over u',
      'match-request': 'kreeg uw wensen, om een coach te zoeken',
      'my-data': 'opende de pagina met al uw gegevens',
    } satisfies Record<Opening['what'], string>,
    link: 'Alles bekijken',
    linkUntil:
      'De pagina gaat open in uw browser. De knop werkt tot {until}, en alleen voor wie hem het eerst gebruikt. U kunt daar ook alles als bestand opslaan.',
    newLink: 'Nieuwe link maken',
    linkOver:
      'De link naar uw gegevens werkt niet meer. Maak een nieuwe als u alles wilt bekijken of opslaan.',
    wish: { label: 'Wat wilt u doen?', error: 'Kies eerst wat u wilt doen.' },
    wishes: {
      correct: 'Iets verbeteren',
      stop: 'Stoppen met de gesprekken',
      object: 'Bezwaar maken',
      erase: 'Alles laten wissen',
    },
    choose: 'Keuze bekijken',
    nothingYet: 'Er gebeurt pas iets als u het op de volgende kaart bevestigt.',
    back: 'Terug naar uw gegevens',
  },
  correct: {
    heading: 'Iets verbeteren',
    lead: 'Deze gegevens kunt u hier aanpassen.',
    language: { label: 'In welke taal schrijf ik u?', error: 'Kies Nederlands of Engels.' },
    phone: {
      label: 'Op welk nummer wilt u gebeld worden? Laat leeg voor het nummer uit de adreslijst.',
      error: 'Vul een telefoonnummer in, of laat het leeg.',
    },
    directory:
      'Uw naam ({name}), e-mailadres ({mail}) en telefoonnummer ({phone}) komen uit de adreslijst van {municipality}. Klopt er iets niet? Dan kan de servicedesk dat verbeteren. Ik neem het daarna over.',
    noPhone: 'geen',
    save: 'Gegevens opslaan',
    wishes: 'Wensen aanpassen',
    who: 'Wie u belt, ziet het nummer.',
  },
  stop: {
    heading: 'Wilt u stoppen?',
    nothing: 'U doet nu niet mee aan gesprekken. U hoeft dus niets te doen.',
    lead: 'Dat mag altijd. Een reden is niet nodig. Uw toestemming vervalt dan. Dit gebeurt er:',
    coming: {
      one: 'Uw afspraak op {when} gaat niet door. Die tijd komt weer vrij in uw agenda.',
      other: 'Uw {count} afspraken gaan niet door. Die tijden komen weer vrij in uw agenda.',
    },
    told: 'Uw coach en de coördinator van {firm} horen dat het stopt. Niet waarom.',
    untold: 'Niemand krijgt hier bericht van.',
    wiped: 'Uw wensen wis ik meteen. Uw plek komt vrij voor een ander.',
    staysUntold:
      '**Wat blijft:** het logboek (wie wanneer iets deed, zonder inhoud), {recordDays} dagen. De hulplijn blijft er voor u, en u kunt zich later weer aanmelden.',
    stays:
      '**Wat blijft:** dat er gesprekken waren, tot {coachDays} dagen na het laatste. En het logboek (wie wanneer iets deed, zonder inhoud), {recordDays} dagen. De hulplijn blijft er voor u, en u kunt zich later weer aanmelden.',
    call: 'Uw verzoek om gebeld te worden blijft ook staan. Wilt u dat niet? Druk dan op **Toch niet gebeld worden** op de kaart van dat verzoek.',
    yes: 'Ja, ik stop',
  },
  stopped: {
    heading: 'U bent gestopt',
    lead: 'Uw toestemming is ingetrokken en uw wensen zijn gewist.',
    cancelled: { one: 'Er is {count} afspraak afgezegd.', other: 'Er zijn {count} afspraken afgezegd.' },
    told: 'Uw coach en de coördinator horen dat het stopt. Niet waarom.',
    call: 'Uw verzoek om gebeld te worden staat nog. Wilt u dat niet? Druk dan op **Toch niet gebeld worden** op de kaart van dat verzoek.',
    again: 'Wilt u later toch weer? Typ **aanmelden**.',
  },
  ended: {
    heading: 'Iemand is gestopt',
    lead: '**{director}** gaat niet verder met de gesprekken. Een reden is niet gevraagd. De plek is vrij; u hoeft niets te doen.',
  },
  object: {
    heading: 'Bezwaar maken',
    lead: 'U kunt bezwaar maken tegen wat er met uw gegevens gebeurt. Uw redenen vraag ik hier niet: wie het behandelt, neemt daar contact met u over op.',
    to: {
      coordinator:
        'De coördinator van {firm} krijgt uw naam en e-mailadres, en behandelt het binnen een maand.',
      office:
        'Het programmabureau van de gemeente krijgt uw naam en e-mailadres, en behandelt het binnen een maand. Zo weet het bureau ook dat u hier bekend bent.',
    },
    meanwhile: 'Tot dan verandert er niets aan uw afspraken. Wilt u meteen stoppen? Typ dan **stoppen**.',
    open: 'Uw eerdere bezwaar loopt nog. U hoeft het niet nog eens te doen.',
    controller: 'Verantwoordelijk voor de gegevens is {controller}.',
    authority: 'U kunt ook een klacht indienen bij de Autoriteit Persoonsgegevens.',
    yes: 'Bezwaar indienen',
  },
  objected: {
    heading: 'Uw bezwaar is binnen',
    lead: {
      coordinator:
        'De coördinator van {firm} heeft het gekregen. Uiterlijk **{by}** hoort u hier de uitkomst.',
      office: 'Het programmabureau heeft het gekregen. Uiterlijk **{by}** hoort u hier de uitkomst.',
    },
  },
  settled: {
    heading: 'Er is beslist over uw bezwaar',
    granted:
      'Uw bezwaar is toegewezen. Typ **stoppen** of **mijn gegevens** als u zelf wilt regelen dat er niets meer gebeurt. U kunt dat ook vragen aan wie het behandelde.',
    refused:
      'Uw bezwaar is afgewezen. De reden hoort u van wie het behandelde. Bent u het er niet mee eens? Dan kunt u een klacht indienen bij de Autoriteit Persoonsgegevens.',
    controller: 'Verantwoordelijk voor de gegevens is {controller}.',
  },
  objection: {
    heading: 'Iemand maakt bezwaar',
    lead: '**{name}** ({mail}) maakt bezwaar tegen het gebruik van gegevens (AVG, artikel 21). Neem contact op over de redenen.',
    asked: 'Ingediend: {asked}. Te beslissen uiterlijk **{by}**.',
    outcome: { label: 'Wat is er besloten?', error: 'Kies toegewezen of afgewezen.' },
    outcomes: { granted: 'Toegewezen', refused: 'Afgewezen; ik vertel de reden zelf' },
    who: 'De uitkomst stuur ik aan wie bezwaar maakte. Alleen u ziet deze kaart.',
    save: 'Uitkomst vastleggen',
    done: { granted: 'Vastgelegd: toegewezen.', refused: 'Vastgelegd: afgewezen.' },
  },
  erase: {
    heading: 'Wilt u alles laten wissen?',
    lead: 'Dit kan ik daarna niet terughalen. Ik wis:',
    goes: 'uw wensen, formulieren, gesprekken, belverzoeken en alles wat ik u stuurde, ook hier in de chat. En wat ik over u aan anderen stuurde: daar komt een bericht zonder inhoud voor in de plaats.',
    coming: {
      one: 'Uw afspraak op {when} gaat niet door.',
      other: 'Uw {count} afspraken gaan niet door.',
    },
    calendar:
      'Uw afspraken verdwijnen uit de agenda waaruit ik uitnodig. In uw eigen agenda kan er iets van blijven staan: verwijder dat dan zelf.',
    told: 'Uw coach ziet dat de afspraak vervalt. Niet waarom.',
    stays: '**Wat blijft, en waarom:**',
    account:
      'uw naam, account en rol, en waar onze chat is: zolang {municipality} u op de lijst heeft, kunt u hier terecht en de hulplijn vinden',
    count:
      'hoeveel gesprekken u had, als één getal: om te weten hoeveel u er nog kunt hebben, en voor de factuur',
    record: 'het logboek zonder uw naam, {recordDays} dagen: als bewijs dat het zorgvuldig ging',
    work: 'uw werktijden, en wat u als coach of coördinator over anderen kreeg: dat hoort bij het werk, zolang u het doet',
    teams: 'wat u zelf in de chat typte: dat bewaart Teams, volgens de regels van uw werkgever',
    yes: 'Ja, alles wissen',
  },
  erased: {
    heading: 'Uw gegevens zijn gewist',
    lead: 'Binnen een paar minuten zijn ook de berichten in deze chat weg. In reservekopieën staan ze nog tot de beheerder die weggooit.',
    again: 'U kunt hier altijd terecht: typ **help**.',
  },
  wiped: {
    heading: 'Dit bericht is gewist',
    lead: 'De gegevens die hier stonden, zijn gewist. Een afspraak die hierbij hoorde en nog kwam, gaat niet door. U hoeft niets te doen.',
  },
};

const en: typeof nl = {
  myData: {
    heading: 'Your data',
    corrected: 'It has been changed.',
    lead: 'This is what I keep about you. Not what you tell in a session: there is no place for that here.',
    holds: {
      directory: '**Name, e-mail address and phone number**, as {municipality} has them in the directory.',
      phone: '**The number on which you want to be called**, encrypted. Whoever calls you sees it.',
      preferences:
        '**Your wishes**, encrypted. Your coach can open them. The coordinator of {firm} gets them when looking for a coach. I erase them {preferencesDays} days after your last session.',
      draft: '**A form that is not finished**, encrypted. Nobody else sees it.',
      sessions:
        '**When you had a session, and with which coach.** Your coach knows this. I erase it {coachDays} days after your last session.',
      callbacks:
        '**That you wanted a call**, with the number encrypted. Whoever calls you sees it. I erase it after {messagesDays} days.',
      profile:
        '**Your working hours and what you tell about yourself**, as the coordinator or you gave them. Whoever looks for a coach sees your name, what you tell and when you can.',
      coaching:
        "**When you had a session as a coach, and with whom.** I erase it {coachDays} days after somebody's last session.",
      messages:
        "**What I sent you**, encrypted. I erase it after {messagesDays} days. In Teams itself your employer's rules apply.",
      record:
        '**A record**: who did something when, without content. After {recordDays} days it no longer says who.',
    },
    openedHeading: '**Who has opened anything?**',
    openedNone: 'Nobody yet.',
    opened: '{when}: {who} {what}.',
    by: {
      self: 'you',
      coach: 'your coach',
      coordinator: 'the coordinator',
      office: 'the programme office',
      other: 'somebody of {firm}',
    },
    what: {
      preferences: 'opened your wishes',
      message: 'opened a message about you',
      'match-request': 'got your wishes, to look for a coach',
      'my-data': 'opened the page with all your data',
    },
    link: 'See everything',
    linkUntil:
      'The page opens in your browser. The button works until {until}, and only for whoever uses it first. You can also save everything as a file there.',
    newLink: 'Make a new link',
    linkOver: 'The link to your data does not work any more. Make a new one to see or save everything.',
    wish: { label: 'What would you like to do?', error: 'First choose what you would like to do.' },
    wishes: {
      correct: 'Correct something',
      stop: 'Stop the sessions',
      object: 'Make an objection',
      erase: 'Have everything erased',
    },
    choose: 'See this choice',
    nothingYet: 'Nothing happens until you confirm it on the next card.',
    back: 'Back to your data',
  },
  correct: {
    heading: 'Correct something',
    lead: 'These you can change here.',
    language: { label: 'In which language do I write to you?', error: 'Choose Dutch or English.' },
    phone: {
      label: 'On which number would you like to be called? Leave it empty for the number in the directory.',
      error: 'Fill in a phone number, or leave it empty.',
    },
    directory:
      'Your name ({name}), e-mail address ({mail}) and phone number ({phone}) come from the directory of {municipality}. Is something wrong? The service desk can correct it there. I take it over after that.',
    noPhone: 'none',
    save: 'Save these',
    wishes: 'Change my wishes',
    who: 'Whoever calls you sees the number.',
  },
  stop: {
    heading: 'Would you like to stop?',
    nothing: 'You are not taking part in sessions now, so there is nothing you need to do.',
    lead: 'You may do so at any time, without a reason. Your consent then ends. This is what happens:',
    coming: {
      one: 'Your appointment on {when} will be cancelled. The time becomes free in your calendar.',
      other: 'Your {count} appointments will be cancelled. The times become free in your calendar.',
    },
    told: 'Your coach and the coordinator of {firm} will hear that it ends. Not why.',
    untold: 'Nobody gets a message about this.',
    wiped: 'I will erase your wishes at once. Your place becomes free for somebody else.',
    staysUntold:
      '**What stays:** the record (who did something when, without content), {recordDays} days. The helpline stays there for you, and you can sign up again later.',
    stays:
      '**What stays:** that there were sessions, until {coachDays} days after the last. And the record (who did something when, without content), {recordDays} days. The helpline stays there for you, and you can sign up again later.',
    call: 'Your request to be called stays as well. Would you rather not be called? Then press **No call after all** on the card of that request.',
    yes: 'Yes, I want to stop',
  },
  stopped: {
    heading: 'You have stopped',
    lead: 'Your consent has been withdrawn and your wishes have been erased.',
    cancelled: { one: '{count} appointment was cancelled.', other: '{count} appointments were cancelled.' },
    told: 'Your coach and the coordinator will hear that it ends. Not why.',
    call: 'Your request to be called still stands. Would you rather not be called? Then press **No call after all** on the card of that request.',
    again: 'Would you like to return later? Type **sign up**.',
  },
  ended: {
    heading: 'Somebody has stopped',
    lead: '**{director}** is not going on with the sessions. No reason was asked for. The place is free; there is nothing you need to do.',
  },
  object: {
    heading: 'Make an objection',
    lead: 'You can object to what happens with your data. I do not ask for your reasons here: whoever handles it will contact you about them.',
    to: {
      coordinator:
        'The coordinator of {firm} will get your name and e-mail address, and handle it within a month.',
      office:
        'The programme office of the municipality will get your name and e-mail address, and handle it within a month. The office will then also know that you are known here.',
    },
    meanwhile:
      'Until then nothing changes about your appointments. Would you like to stop at once? Then type **stop**.',
    open: 'Your earlier objection is still being handled. There is no need to make it again.',
    controller: 'Responsible for the data is {controller}.',
    authority: 'You can also complain to the data protection authority.',
    yes: 'Send the objection',
  },
  objected: {
    heading: 'Your objection has arrived',
    lead: {
      coordinator:
        'The coordinator of {firm} has it. You will hear the outcome here by **{by}** at the latest.',
      office: 'The programme office has it. You will hear the outcome here by **{by}** at the latest.',
    },
  },
  settled: {
    heading: 'Your objection has been decided',
    granted:
      'Your objection was granted. Type **stop** or **my data** if you want to arrange yourself that nothing more happens. You can also ask whoever handled it.',
    refused:
      'Your objection was not granted. You will hear the reason from whoever handled it. Do you disagree? You can complain to the data protection authority.',
    controller: 'Responsible for the data is {controller}.',
  },
  objection: {
    heading: 'Somebody objects',
    lead: '**{name}** ({mail}) objects to the use of data (GDPR, article 21). Please contact them about the reasons.',
    asked: 'Made on {asked}. To be decided by **{by}** at the latest.',
    outcome: { label: 'What was decided?', error: 'Choose granted or not granted.' },
    outcomes: { granted: 'Granted', refused: 'Not granted; I give the reason myself' },
    who: 'I will send the outcome to whoever objected. Only you see this card.',
    save: 'Record the outcome',
    done: { granted: 'Recorded: granted.', refused: 'Recorded: not granted.' },
  },
  erase: {
    heading: 'Would you like everything erased?',
    lead: 'I cannot bring it back afterwards. I will erase:',
    goes: 'your wishes, forms, sessions, requests for a call and everything I sent you, here in the chat too. And what I sent to others about you: a message without content takes its place.',
    coming: {
      one: 'Your appointment on {when} will be cancelled.',
      other: 'Your {count} appointments will be cancelled.',
    },
    calendar:
      'Your appointments disappear from the calendar that I invite from. Something may stay in your own calendar: please delete that yourself.',
    told: 'Your coach will see that the appointment is off. Not why.',
    stays: '**What stays, and why:**',
    account:
      'your name, account and role, and where our chat is: as long as {municipality} has you on the list, you can come here and find the helpline',
    count:
      'how many sessions you had, as one number: to know how many more you can have, and for the invoice',
    record: 'the record without your name, {recordDays} days: as proof that it went with care',
    work: 'your working hours, and what you got about others as a coach or coordinator: that belongs to the work, as long as you do it',
    teams: "what you typed in the chat yourself: Teams keeps that, by your employer's rules",
    yes: 'Yes, erase everything',
  },
  erased: {
    heading: 'Your data has been erased',
    lead: 'Within a few minutes the messages in this chat will be gone too. Backups still hold them until the administrator throws those away.',
    again: 'You can always come here: type **help**.',
  },
  wiped: {
    heading: 'This message has been erased',
    lead: 'The data that was here has been erased. An appointment that belonged to it and was still to come is off. There is nothing you need to do.',
  },
};

export const myData: InTwo<typeof nl> = { nl, en };

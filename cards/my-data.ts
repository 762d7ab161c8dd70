import type { Block, Button, Sheet } from './blocks.ts';
import { bold, choose, line, note, phoneNumber, whoSees } from './blocks.ts';
import { fill, textOf } from './text.ts';
import type { Correct, Drawing, Holding, MyData, Opening } from './view.ts';
import { WISHES } from './view.ts';
import { momentOf } from './when.ts';

/** `mijn gegevens`: what is kept, who opened it, and what can be done about it. */
export function myData(view: MyData, drawing: Drawing): Sheet {
  const t = textOf(drawing.language);
  const text = t.myData.myData;
  const wishes = WISHES.filter((wish) => wish !== 'stop' || view.director);
  return {
    heading: text.heading,
    body: [
      ...(view.notice === 'corrected' ? [bold(text.corrected)] : []),
      line(text.lead),
      ...view.holds.map((holding) => ({ ...holdingLine(holding, view, drawing), spacing: 'Small' })),
      { ...line(text.openedHeading), separator: true, spacing: 'Medium' },
      ...openedLines(view, drawing),
      note(...linkNote(view, drawing)),
      ...choose(t, {
        id: 'wish',
        text: text.wish,
        faulty: view.faults.includes('wish'),
        required: true,
        choices: wishes.map((wish) => ({ title: text.wishes[wish], value: wish })),
      }),
      note(text.nothingYet),
    ],
    buttons: [
      linkButton(view, drawing),
      { kind: 'press', verb: 'my-data.choose', title: text.choose, sends: true },
    ],
  };
}

export function holdingLine(holding: Holding, view: MyData, { language }: Drawing): Block {
  const { firm, municipality, retention } = view;
  return line(textOf(language).myData.myData.holds[holding], { firm, municipality, ...retention });
}

function openedLines(view: MyData, drawing: Drawing): readonly Block[] {
  const text = textOf(drawing.language).myData.myData;
  if (view.opened.length === 0) return [line(text.openedNone)];
  return view.opened.map((opening) => ({
    ...line(text.opened, openingWords(opening, view.firm, drawing)),
    spacing: 'Small',
  }));
}

/** Who did what when, for one line. */
export function openingWords({ at, by, what }: Opening, firm: string, drawing: Drawing) {
  const text = textOf(drawing.language).myData.myData;
  return { when: momentOf(at, drawing), who: fill(text.by[by], { firm }), what: text.what[what] };
}

function linkNote({ link }: MyData, drawing: Drawing): [string, Readonly<Record<string, string>>] {
  const text = textOf(drawing.language).myData.myData;
  return link === null ? [text.linkOver, {}] : [text.linkUntil, { until: momentOf(link.until, drawing) }];
}

function linkButton({ link }: MyData, { language }: Drawing): Button {
  const text = textOf(language).myData.myData;
  if (link === null) return { kind: 'press', verb: 'my-data.open', title: text.newLink, primary: true };
  return { kind: 'link', url: link.url, title: text.link, primary: true };
}

/** What can be mended here, and where the rest is. */
export function correct(view: Correct, { language }: Drawing): Sheet {
  const t = textOf(language);
  const text = t.myData.correct;
  const { name, mail, phone } = view.directory;
  const { municipality } = view;
  const wishes: Button = { kind: 'press', verb: 'my-data.wishes', title: text.wishes };
  return {
    heading: text.heading,
    body: [
      line(text.lead),
      ...choose(t, {
        id: 'language',
        text: text.language,
        faulty: view.faults.includes('language'),
        value: view.language,
        choices: [
          { title: 'Nederlands', value: 'nl' },
          { title: 'English', value: 'en' },
        ],
      }),
      ...phoneNumber(t, {
        id: 'number',
        text: text.phone,
        faulty: view.faults.includes('phone'),
        value: view.phone,
      }),
      note(text.directory, { name, mail, municipality, phone: phone ?? text.noPhone }),
      whoSees(t, text.who),
    ],
    buttons: [
      { kind: 'press', verb: 'my-data.correct', title: text.save, primary: true, sends: true },
      ...(view.wishes ? [wishes] : []),
      backButton({ language }),
    ],
  };
}

export function backButton({ language }: Pick<Drawing, 'language'>): Button {
  return { kind: 'press', verb: 'my-data.open', title: textOf(language).myData.myData.back };
}

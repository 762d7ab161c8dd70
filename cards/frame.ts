import type { Block, Button, CardJson, Sheet } from './blocks.ts';
import { heading } from './blocks.ts';
import { textOf } from './text.ts';
import type { Drawing } from './view.ts';

/** Teams draws this version; newer elements would need a fallback each. */
const VERSION = '1.5';

/** A row of buttons on a card of 300 px: 276 px inside its padding, and the gap after the last. */
const ROW = 284;
/** Semibold of 14 px is about 7 px a character; 26 px around the title, 8 px to the next. */
const widthOf = (button: Button) => 7 * button.title.length + 34;

/** What every card has: schema, version, language, one heading, buttons, and a text for clients that cannot draw it. */
export function frame(sheet: Sheet, drawing: Drawing): CardJson {
  const rows = rowsOf(sheet.buttons ?? []).map((row) => row.map((button) => action(button, drawing.card)));
  const [only] = rows;
  const sets = rows.length > 1 ? rows.map((actions) => ({ type: 'ActionSet', actions })) : [];
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: VERSION,
    lang: drawing.language,
    fallbackText: sheet.fallback ?? textOf(drawing.language).words.fallback,
    body: [heading(sheet.heading), ...sheet.body, ...sets],
    ...(rows.length === 1 ? { actions: only } : {}),
  };
}

/** Clients cut off what does not fit: what is too wide for one row goes to the next. */
function rowsOf(buttons: readonly Button[]): readonly (readonly Button[])[] {
  const rows: Button[][] = [];
  let room = 0;
  for (const button of buttons) {
    const row = rows.at(-1);
    const width = widthOf(button);
    if (row !== undefined && width <= room) row.push(button);
    else {
      rows.push([button]);
      room = ROW;
    }
    room -= width;
  }
  return rows;
}

function action(button: Button, card: string): Block {
  if (button.kind === 'toggle')
    return {
      type: 'Action.ToggleVisibility',
      id: `toggle-${button.target}`,
      title: button.title,
      targetElements: [button.target],
    };
  if (button.kind === 'link')
    return {
      type: 'Action.OpenUrl',
      title: button.title,
      url: button.url,
      ...(button.primary === true ? { style: 'positive' } : {}),
    };
  const { verb, title } = button;
  const common = {
    title,
    ...(button.primary === true ? { style: 'positive' } : {}),
    associatedInputs: button.sends === true ? 'auto' : 'none',
  };
  return {
    type: 'Action.Execute',
    id: verb,
    ...common,
    verb,
    data: { card },
    fallback: { type: 'Action.Submit', ...common, data: { verb, card } },
  };
}

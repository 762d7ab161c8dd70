import {
  type Action,
  AdaptiveCard,
  ExecuteAction,
  GlobalSettings,
  OpenUrlAction,
  SubmitAction,
} from 'adaptivecards';
import { z } from 'zod';
import { h, isLocal } from './dom.ts';
import { hostConfig } from './host.ts';
import { fill, t } from './words.ts';

export type Press =
  | { readonly as: 'execute' | 'submit'; readonly verb: string; readonly data: Data }
  /** Opens a window. */
  | { readonly as: 'fetch'; readonly data: Data };
export type Data = Readonly<Record<string, unknown>>;
export type CardTools = {
  /** Sends the press; the card stands still until it ends. */
  readonly press: (press: Press) => Promise<void>;
  readonly tell: (words: string) => void;
};

// Teams shows the titles of choices as they are.
GlobalSettings.useMarkdownInRadioButtonAndCheckbox = false;

const dataSchema = z.record(z.string(), z.unknown()).catch({});
const opensWindow = z.looseObject({ msteams: z.looseObject({ type: z.literal('task/fetch') }) });

/** Draws a card. A card that cannot be drawn shows its own fallback text. */
export function drawCard(json: Data, tools: CardTools): HTMLElement {
  // A form of its own: the renderer names radio buttons by input id, and two cards may ask for the same.
  const frame = h('form', { class: 'card', submit: (event) => event.preventDefault() });
  const card = new AdaptiveCard();
  card.hostConfig = hostConfig;
  card.onExecuteAction = (action) => act(action, frame, tools);
  card.onAnchorClicked = (_element, anchor) => {
    follow(anchor.href, tools);
    return true;
  };
  card.parse(json);
  const rendered = card.render();
  frame.append(rendered ?? h('p', {}, String(json.fallbackText ?? t.undrawable)));
  frame.append(h('p', { class: 'thinking', role: 'status' }));
  return frame;
}

function act(action: Action, frame: HTMLElement, tools: CardTools): void {
  const press = pressOf(action);
  if (action instanceof OpenUrlAction) follow(action.url ?? '', tools);
  if (press !== null) void think(frame, () => tools.press(press));
}

function pressOf(action: Action): Press | null {
  if (action instanceof ExecuteAction) {
    return { verb: action.verb ?? '', data: dataSchema.parse(action.data), as: 'execute' };
  }
  if (!(action instanceof SubmitAction)) return null;
  const all = dataSchema.parse(action.data);
  if (opensWindow.safeParse(all).success) return { as: 'fetch', data: all };
  const { verb, ...data } = all;
  return { verb: typeof verb === 'string' ? verb : '', data, as: 'submit' };
}

/** Shows that the press is under way and takes no second one meanwhile. */
async function think(frame: HTMLElement, work: () => Promise<void>): Promise<void> {
  const words = frame.querySelector('.thinking');
  frame.setAttribute('aria-busy', 'true');
  frame.inert = true;
  words?.replaceChildren(t.thinking);
  try {
    await work();
  } finally {
    frame.removeAttribute('aria-busy');
    frame.inert = false;
    words?.replaceChildren();
  }
}

function follow(href: string, tools: CardTools): void {
  if (isLocal(href)) window.open(href, '_blank', 'noopener');
  else tools.tell(fill(t.outside, { href }));
}

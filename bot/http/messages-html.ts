import { momentOf, type Reader } from '../../cards/when.ts';
import type { OpenCard } from '../flows/open-cards.ts';
import { type Html, html } from './html.ts';
import { MY_PAGE } from './text-my-page.ts';

/** Headings alone: what a message says is shown, and recorded, when it is opened. */
export function messagesHtml(cards: readonly OpenCard[], reader: Reader): Html {
  const t = MY_PAGE[reader.language];
  if (cards.length === 0) return html`<h2>${t.messages}</h2><p>${t.noMessages}</p>`;
  const items = [...cards.filter((card) => card.asks), ...cards.filter((card) => !card.asks)];
  return html`<h2>${t.messages}</h2><p class="note">${t.recorded}</p><ul class="plain">${items.map((card) => item(card, reader))}</ul>`;
}

function item(card: OpenCard, reader: Reader): Html {
  const t = MY_PAGE[reader.language];
  const asks = card.asks ? html` <strong>(${t.asks})</strong>` : null;
  return html`<li><a href="/mij/bericht/${card.id}">${card.heading}</a>${asks}<br><span class="note">${momentOf(card.at, reader)}</span></li>`;
}

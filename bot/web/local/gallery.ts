import { api } from './api.ts';
import { drawCard } from './card.ts';
import { byId, h } from './dom.ts';
import { useMarkdown } from './host.ts';
import { tell } from './notice.ts';
import { wear } from './settings.ts';
import { toolLink, toolsFor } from './tools.ts';
import { fill, t } from './words.ts';

type Sample = Awaited<ReturnType<typeof api.gallery>>[number];
/** As wide as Teams is on a screen, and on a phone. */
const WIDTHS = { wide: [600], narrow: [300], both: [600, 300] } as const;
type Width = keyof typeof WIDTHS;

await start();

async function start(): Promise<void> {
  wear();
  useMarkdown();
  document.title = `Klankbord: ${t.gallery.title}`;
  byId('tools').replaceChildren(...toolsFor(toolLink('/local', 'chat', t.console)));
  byId('title').replaceChildren(t.gallery.title);
  byId('lead').replaceChildren(t.gallery.lead);
  const samples = await api.gallery();
  const search = h('input', { type: 'search', id: 'search', autocomplete: 'off' });
  const count = h('p', { role: 'status' });
  const list = byId('cards');
  let width: Width = 'both';
  const draw = () => {
    const words = search.value.trim().toLowerCase();
    const found = samples.filter((sample) => textOf(sample).includes(words));
    count.replaceChildren(fill(t.gallery.count, { n: found.length }));
    list.replaceChildren(...found.map((sample) => sampleItem(sample, width)));
  };
  search.addEventListener('input', draw);
  byId('filter').replaceChildren(
    h('div', { class: 'field' }, h('label', { for: 'search' }, t.gallery.search), search),
    widths(width, (to) => {
      width = to;
      draw();
    }),
    count,
  );
  draw();
}

/** All that a card says in either language, to be searched. */
function textOf(sample: Sample): string {
  return JSON.stringify([sample.name, sample.nl, sample.en]).toLowerCase();
}

function widths(chosen: Width, choose: (width: Width) => void): HTMLElement {
  const names: Readonly<Record<Width, string>> = {
    wide: t.gallery.wide,
    narrow: t.gallery.narrow,
    both: t.gallery.both,
  };
  const options = (['both', 'wide', 'narrow'] as const).map((one) =>
    h(
      'label',
      {},
      h('input', {
        type: 'radio',
        name: 'width',
        value: one,
        checked: one === chosen,
        change: () => choose(one),
      }),
      names[one],
    ),
  );
  return h('fieldset', { class: 'widths' }, h('legend', {}, t.gallery.width), ...options);
}

/** One card: Dutch and English side by side, at each width. */
function sampleItem(sample: Sample, width: Width): HTMLElement {
  const item = h('article', { class: 'sample', 'aria-label': sample.name }, h('h2', {}, sample.name));
  // Drawn when it comes near: there are a hundred of them.
  const near = new IntersectionObserver(
    ([entry]) => {
      if (!entry?.isIntersecting) return;
      near.disconnect();
      item.append(...WIDTHS[width].map((px) => pair(sample, px)));
      item.classList.add('drawn');
    },
    { rootMargin: '600px' },
  );
  near.observe(item);
  return item;
}

function pair(sample: Sample, px: number): HTMLElement {
  const tools = {
    tell,
    press: async (press: Parameters<Parameters<typeof drawCard>[1]['press']>[0]) => {
      tell(fill(t.gallery.pressed, { verb: press.as === 'fetch' ? 'task/fetch' : press.verb }));
    },
  };
  return h(
    'div',
    { class: `pair width-${px}` },
    ...(['nl', 'en'] as const).map((language) =>
      h(
        'div',
        { class: 'side', lang: language },
        h('p', { class: 'side-name' }, `${language} · ${px}px`),
        drawCard(sample[language], tools),
      ),
    ),
  );
}

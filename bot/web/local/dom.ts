export type Child = Node | string | null;
type Attributes = { readonly [name: string]: string | boolean | ((event: Event) => void) };

/** Makes an element; text always as text. A function attribute is a listener for the event of that name. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** The element of the page with this id; the page's own HTML has it. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found;
}

/** Text in which links to the local server can be followed; every other link stays text. */
export function linked(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  for (const part of text.split(/(https?:\/\/[^\s<>"]+)/)) {
    fragment.append(isLocal(part) ? h('a', { href: part, target: '_blank', rel: 'noopener' }, part) : part);
  }
  return fragment;
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** A link to this very server, by whichever of its loopback names. */
export function isLocal(href: string): boolean {
  const url =
    URL.canParse(href, location.href) && /^(https?:\/\/|\/)/.test(href) ? new URL(href, location.href) : null;
  return url !== null && LOOPBACK.has(url.hostname) && url.port === location.port;
}

import { type Actor, type House, until } from './house.ts';

/** Where mails arrive and pages are. */
type Place = Pick<House, 'url' | 'outlook'>;

/** A browser without script: keeps cookies, follows redirects, sends forms as the page has them. */
export type Visitor = {
  get(path: string): Promise<Page>;
  /** Sends a form of this page, as the page itself would. */
  post(path: string, fields?: Readonly<Record<string, string>>, headers?: Headers): Promise<Page>;
  /** The page that was shown last. */
  page(): Page;
  readonly cookies: Map<string, string>;
};
type Headers = Readonly<Record<string, string>>;
export type Page = {
  readonly status: number;
  /** Where the redirects ended. */
  readonly path: string;
  readonly text: string;
  readonly setCookies: readonly string[];
  readonly headers: globalThis.Headers;
};

export function visitor(house: Pick<Place, 'url'>, cookies = new Map<string, string>()): Visitor {
  let token = '';
  let last: Page = { status: 0, path: '', text: '', setCookies: [], headers: new Headers() };
  const ask = async (path: string, init: RequestInit, left = 5): Promise<Page> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...init.headers, ...(cookie && { cookie }) };
    const answer = await fetch(new URL(path, house.url), { ...init, headers, redirect: 'manual' });
    const setCookies = answer.headers.getSetCookie();
    for (const line of setCookies) keep(cookies, line);
    const to = answer.headers.get('location');
    if (to !== null && left > 0) {
      await answer.body?.cancel();
      const page = await ask(to, { headers: { accept: 'text/html' } }, left - 1);
      last = { ...page, setCookies: [...setCookies, ...page.setCookies] };
      return last;
    }
    last = { status: answer.status, path, text: await answer.text(), setCookies, headers: answer.headers };
    token = formToken(last) || token;
    return last;
  };
  return {
    cookies,
    page: () => last,
    get: (path) => ask(path, { headers: { accept: 'text/html' } }),
    post: (path, fields = {}, headers = {}) => {
      const form = { form: token, ...fields };
      const own = { origin: house.url, 'sec-fetch-site': 'same-origin' };
      const type = { 'content-type': 'application/x-www-form-urlencoded' };
      const body = new URLSearchParams(form).toString();
      return ask(path, { method: 'POST', headers: { ...type, ...own, ...headers }, body });
    },
  };
}

/** What proves that a form is ours: it stands on every page of who is signed in. */
export function formToken(page: Pick<Page, 'text'>): string {
  return /name="form" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
}

/** The link of the newest mail that has one. */
export function linkTo(house: Place, person: Pick<Actor, 'upn'>): string {
  const mail = mailsWith(house, person, '/p/').at(-1) ?? '';
  return /\/p\/[\w-]{43}/.exec(mail)?.[0] ?? '';
}

/** Codes mailed to somebody, oldest first. */
export function codesTo(house: Place, person: Pick<Actor, 'upn'>): readonly string[] {
  return mailsWith(house, person, '').flatMap(
    (text) => /^([2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4})$/m.exec(text)?.[1] ?? [],
  );
}

function mailsWith(house: Place, person: Pick<Actor, 'upn'>, part: string): readonly string[] {
  const mails = house.outlook?.mailbox(person.upn) ?? [];
  return mails.filter((mail) => mail.kind === 'mail' && mail.text.includes(part)).map((mail) => mail.text);
}

/** Asks for a code at this path and waits for the mail with it. */
export async function codeFor(
  house: Place,
  q: {
    person: Pick<Actor, 'upn'>;
    browser: Visitor;
    path: string;
    fields?: Readonly<Record<string, string>>;
  },
): Promise<string> {
  const before = codesTo(house, q.person).length;
  await q.browser.post(q.path, q.fields);
  await until(() => codesTo(house, q.person).length > before);
  return codesTo(house, q.person).at(-1) ?? '';
}

/** Signs in with the link of the newest mail, or without one by address; ends on what that opens. */
export async function signedIn(
  house: Place,
  person: Pick<Actor, 'upn'>,
  by = linkTo(house, person),
): Promise<Visitor> {
  const browser = visitor(house);
  const asked = by === '' ? { path: '/mij/aanmelden', fields: { address: person.upn } } : { path: by };
  const code = await codeFor(house, { person, browser, ...asked });
  await browser.post('/mij/code', { code });
  return browser;
}

function keep(cookies: Map<string, string>, line: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name);
  else cookies.set(name, value);
}

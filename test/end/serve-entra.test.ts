import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { SignedIn } from '../support/issuer.ts';
import { postgresSource } from '../support/postgres-server.ts';
import { startServe } from '../support/serve.ts';
import { openServeHouse, type ServeHouse, TENANT } from '../support/serve-house.ts';
import { programmeOf } from '../support/serve-programme.ts';
import { type Visitor, visitor } from '../support/visitor.ts';

const FIRM = randomUUID();
const COACH = 'c01.berkenboom@voorbeeld.example';
const source = postgresSource();
const reason = source.kind === 'none' ? `, skipped: ${source.reason}` : '';

describe.skipIf(source.kind === 'none')(`signing in with Entra · as production runs${reason}`, () => {
  let house: ServeHouse;
  let url = '';
  beforeAll(async () => {
    const file = parse(programmeOf({ directors: 1, coaches: 2 }));
    file.programme['sign-in'] = { tenants: [FIRM, TENANT] };
    house = await openServeHouse({ record: 'entra', programme: stringify(file) });
    const settings = await house.settings();
    const signIn = { SIGN_IN_CLIENT_ID: randomUUID(), SIGN_IN_CLIENT_SECRET: 'sign-in-secret' };
    house.running.push(await startServe({ ...settings, ...signIn }));
    url = settings.PUBLIC_URL ?? '';
    // As somebody of another organisation: in the programme file, and not in our directory.
    await house.rows('update people set aad_object_id = null where upn = $1', [COACH]);
  }, 120_000);
  afterAll(() => house.stop());

  /** Goes to Entra and comes back; answers the page that follows. */
  async function trip(browser: Visitor, who: SignedIn, change = (back: URL) => back): Promise<string> {
    const back = change(new URL(house.issuer.signIn(await authorizeUrl(browser), who)));
    return (await browser.get(`${back.pathname}${back.search}`)).path;
  }
  async function authorizeUrl(browser: Visitor): Promise<string> {
    const answer = await fetch(`${url}/mij/entra`, { redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      browser.cookies.set(name, value);
    }
    return answer.headers.get('location') ?? '';
  }
  const coach = { tid: FIRM, oid: randomUUID(), upn: COACH };

  it('asks for no more than who it is, with a code challenge, a state and a nonce', async () => {
    const asked = new URL(await authorizeUrl(visitor({ url })));
    expect(asked.origin).toBe(house.issuer.authorityHost);
    expect(asked.pathname).toBe('/organizations/oauth2/v2.0/authorize');
    const { searchParams: q } = asked;
    expect(q.get('scope')).toBe('openid profile');
    expect(q.get('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge']) expect(q.get(name)).toMatch(/^[\w-]{43}$/);
    expect(asked.href).not.toContain('sign-in-secret');
  });

  it.each<[string, Partial<SignedIn>]>([
    ['signed by another key', { fault: 'foreign' }],
    ['that is not signed', { fault: 'unsigned' }],
    ['for another service', { fault: 'wrong-audience' }],
    ['of another issuer', { fault: 'wrong-issuer' }],
    ['with another nonce', { fault: 'wrong-nonce' }],
    ['that ended', { fault: 'expired' }],
    ['of a tenant that is not listed', { tid: randomUUID() }],
    ['of a guest', { acct: 1 }],
    ['of a guest by name', { upn: `c01_berkenboom#EXT#@elders.example` }],
    ['of somebody who is not in the programme', { upn: 'iemand@elders.example' }],
    ['without a UPN', { upn: '' }],
  ])('refuses a token %s, in words', async (_, wrong) => {
    const browser = visitor({ url });
    expect(await trip(browser, { ...coach, oid: randomUUID(), ...wrong })).not.toBe('/mij');
    expect(browser.page().status).toBe(403);
    expect(browser.page().text).toContain('kunt u hier niet inloggen');
    expect((await browser.get('/mij')).path).toBe('/mij/aanmelden');
    expect(await house.rows('select person from accounts')).toEqual([]);
  });

  it('refuses a code in another browser, with another state, or twice', async () => {
    const browser = visitor({ url });
    const back = new URL(house.issuer.signIn(await authorizeUrl(browser), coach));
    expect((await visitor({ url }).get(`${back.pathname}${back.search}`)).status).toBe(403);
    const altered = new URL(back);
    altered.searchParams.set('state', 'x'.repeat(43));
    const cookies = new Map(browser.cookies);
    expect((await browser.get(`${altered.pathname}${altered.search}`)).status).toBe(403);
    const again = visitor({ url }, cookies);
    expect((await again.get(`${back.pathname}${back.search}`)).path).toBe('/mij');
    const twice = visitor({ url }, new Map(cookies));
    expect((await twice.get(`${back.pathname}${back.search}`)).status).toBe(403);
    await house.rows('delete from accounts');
  });

  it('lets a coach in by the UPN of the programme file, and from then on by that account alone', async () => {
    const browser = visitor({ url });
    expect(await trip(browser, coach)).toBe('/mij');
    expect(browser.page().text).toContain('Mijn pagina');
    // The UPN is another's now; the account is still theirs, whatever it is called.
    const heir = visitor({ url });
    await trip(heir, { ...coach, oid: randomUUID() });
    expect(heir.page().status).toBe(403);
    const renamed = visitor({ url });
    expect(await trip(renamed, { tid: FIRM, oid: coach.oid, upn: 'anders@elders.example' })).toBe('/mij');
    const elsewhere = visitor({ url });
    await trip(elsewhere, { ...coach, tid: TENANT });
    expect(elsewhere.page().status).toBe(403);
  });

  it('lets somebody of the own directory in by their object id', async () => {
    const [row] = await house.rows('select aad_object_id from people where upn like $1', ['k01%']);
    const browser = visitor({ url });
    expect(await trip(browser, { tid: TENANT, oid: String(row?.aad_object_id) })).toBe('/mij');
    expect(browser.page().text).toContain('De coaches');
    const rows = await house.rows('select fields from record');
    expect(
      rows.filter(({ fields }) => JSON.stringify(fields).includes('"sign-in.entra"')).length,
    ).toBeGreaterThan(1);
  });

  it('says so when Entra can not be reached, and the code by mail still works', async () => {
    const browser = visitor({ url });
    const back = new URL(house.issuer.signIn(await authorizeUrl(browser), coach));
    house.issuer.fail('authority');
    const page = await browser.get(`${back.pathname}${back.search}`);
    house.issuer.fail('none');
    expect(page.status).toBe(403);
    expect(page.text).toContain('lukt nu niet');
    expect(page.text).toContain('Stuur mij een code');
  });
});

import type { CardId, CodeId, PageSessionId, PersonId } from '../rules/ids.ts';
import {
  ASKS_WITHIN_MS,
  CODE_MS,
  decideAsk,
  decideTry,
  isOpen,
  MOST_TRIES,
  readCode,
  SESSION_MS,
} from '../rules/sign-in.ts';
import { MINUTE, type Moment } from '../rules/time.ts';
import type { Account } from '../store/accounts.ts';
import * as accounts from '../store/accounts.ts';
import type { Code } from '../store/codes.ts';
import * as codes from '../store/codes.ts';
import type { Trx } from '../store/database.ts';
import { retrySerialization } from '../store/errors.ts';
import * as links from '../store/links.ts';
import * as sessions from '../store/page-sessions.ts';
import type { Person } from '../store/people.ts';
import * as people from '../store/people.ts';
import type { Context } from './context.ts';
import { minute } from './minutes.ts';

export type { Account } from '../store/accounts.ts';

/** By which somebody says who they are, before they prove it. */
export type Claim =
  | { readonly kind: 'link'; readonly token: string }
  | { readonly kind: 'address'; readonly address: string };
export type Asked =
  /** `secret`: for this browser alone; only with it the code works. */
  { readonly kind: 'asked'; readonly secret: string; readonly until: Moment } | { readonly kind: 'busy' };

/**
 * Owes a code by mail. Whether anybody has that link or address changes neither the answer nor what is done for
 * it here: a row and a job, and only the job finds out that there is nobody to write to.
 */
export async function askCode(
  c: Context,
  q: { readonly claim: Claim; readonly network: string },
): Promise<Asked> {
  const known = await whoClaims(c, q.claim);
  const now = c.clock.now();
  const secret = Buffer.from(c.random.bytes(32)).toString('base64url');
  const network = c.signer.tag('network', q.network);
  const ask = async (trx: Trx): Promise<Asked> => {
    await codes.lock(trx);
    const person = known?.person.id ?? null;
    const counts = await codes.asks(trx, { since: now - ASKS_WITHIN_MS, network, person });
    const decision = decideAsk(counts);
    if (decision === 'busy') return { kind: 'busy' };
    const id = c.random.uuid() as CodeId;
    const expiresAt = now + CODE_MS;
    const whose = decision === 'send' ? person : null;
    const card = whose === null ? null : (known?.card ?? null);
    await codes.insert(trx, { id, secret, network, person: whose, card, now, expiresAt });
    await c.jobs.owe(trx, { kind: 'code.send', code: id });
    return { kind: 'asked', secret, until: expiresAt };
  };
  // Whoever is erased at this moment holds the card behind the link.
  return retrySerialization(() => c.db.transaction().execute(ask));
}

/** Until when the code that this browser asked for works; null when it asked for none. */
export function codeUntil(c: Pick<Context, 'db'>, secret: string): Promise<Moment | null> {
  return codes.until(c.db, secret);
}

export type Entered =
  | { readonly kind: 'in'; readonly token: string; readonly card: CardId | null }
  | { readonly kind: 'refused'; readonly why: 'wrong' | 'over' | 'replayed'; readonly left: number };

/** Somebody typed a code in the browser that asked for it. */
export function enterCode(
  c: Context,
  q: { readonly secret: string; readonly typed: string },
): Promise<Entered> {
  return c.db.transaction().execute(async (trx) => {
    const asked = await codes.takeBySecret(trx, q.secret);
    const typed = readCode(q.typed);
    if (!asked) return refused('over', 0);
    if (typed === null) return refused('wrong', MOST_TRIES - asked.tries);
    const right = asked.tag !== null && c.signer.matches('code', `${asked.id}:${typed}`, asked.tag);
    const tried = decideTry({ ...asked, now: c.clock.now(), right });
    switch (tried) {
      case 'right':
        return letIn(c, trx, { asked, secret: q.secret });
      case 'same-press':
        return { kind: 'in', token: tokenOf(c, q.secret), card: asked.card };
      case 'replayed':
        return replayed(c, trx, asked);
      default:
        await codes.tried(trx, asked.id);
        return refused(tried, Math.max(0, MOST_TRIES - asked.tries - 1));
    }
  });
}

/** Entra said who this is. By account; the first time by the UPN that stands in the programme file, and then bound. */
export function enterByAccount(
  c: Context,
  q: { readonly account: Account; readonly upn: string | null },
): Promise<string | null> {
  return c.db.transaction().execute(async (trx) => {
    const owner = await accounts.ownerOf(trx, q.account);
    const fresh = owner === null && q.upn !== null ? await accounts.unboundByUpn(trx, q.upn) : null;
    const id = owner ?? fresh;
    const person = id && (await people.byId(trx, id));
    if (!person || person.roles.length === 0) return null;
    if (fresh !== null) await accounts.bind(trx, fresh, q.account);
    const token = Buffer.from(c.random.bytes(32)).toString('base64url');
    await open(c, trx, { person, token, via: 'entra', code: null });
    return token;
  });
}

/** Who is signed in. `form`: what every form of theirs carries, so that no other page can send one. */
export type Visitor = { readonly person: Person; readonly session: PageSessionId; readonly form: string };

/**
 * Roles are those of this moment; whoever lost one, stayed away or stayed too long is signed out. What they write is
 * sealed with their key of now, also when another process erased them a moment ago.
 */
export async function visitorOf(c: Context, token: string): Promise<Visitor | null> {
  const session = await sessions.find(c.db, token);
  if (!session) return null;
  c.box.stands(session.person, session.key);
  const now = c.clock.now();
  const person = await people.byId(c.db, session.person);
  if (!isOpen({ ...session, now, rolesThen: session.roles, rolesNow: person.roles })) {
    await sessions.end(c.db, session.id);
    return null;
  }
  if (now - session.seenAt >= MINUTE) await sessions.seen(c.db, session.id, now);
  return { person, session: session.id, form: c.signer.tag('form', token) };
}

export function isOwnForm(c: Pick<Context, 'signer'>, token: string, form: string): boolean {
  return c.signer.matches('form', token, form);
}

/** The card behind a link, for who is signed in already and whose link it is. */
export async function cardOfLink(c: Context, q: { token: string; person: Person }): Promise<CardId | null> {
  const link = await links.find(c.db, q.token, c.clock.now());
  return link?.person === q.person.id ? link.card : null;
}

/** Everywhere: whoever signs out because they lost a telephone is out there too. */
export function signOut(c: Context, { person, session }: Visitor): Promise<void> {
  return c.db.transaction().execute(async (trx) => {
    await sessions.endAll(trx, person.id);
    await minute(c, trx, { actor: person.id, action: 'sign-in.out', object: session, outcome: 'everywhere' });
  });
}

const NOBODY = '00000000-0000-4000-8000-000000000000' as PersonId;

async function whoClaims(
  c: Context,
  claim: Claim,
): Promise<{ readonly person: Person; readonly card: CardId | null } | null> {
  if (claim.kind === 'address') {
    const person = await people.byAddress(c.db, claim.address);
    return person && { person, card: null };
  }
  const link = await links.find(c.db, claim.token, c.clock.now());
  // The same two questions for a link that nobody has: how long it takes says nothing.
  const person = await people.find(c.db, link?.person ?? NOBODY);
  return link && person && person.roles.length > 0 ? { person, card: link.card } : null;
}

async function letIn(c: Context, trx: Trx, q: { asked: Code; secret: string }): Promise<Entered> {
  const { asked, secret } = q;
  const person = asked.person && (await people.byId(trx, asked.person));
  if (!person || person.roles.length === 0) return refused('over', 0);
  await codes.used(trx, asked.id, c.clock.now());
  const token = tokenOf(c, secret);
  await open(c, trx, { person, token, via: 'code', code: asked.id });
  return { kind: 'in', token, card: asked.card };
}

/** Made of what the browser has: the same form sent twice signs in once. */
function tokenOf(c: Context, secret: string): string {
  return c.signer.tag('session', secret);
}

/** A code that comes again, cookie and all: whom it let in is put out as well. */
async function replayed(c: Context, trx: Trx, asked: Code): Promise<Entered> {
  await sessions.endOfCode(trx, asked.id);
  const actor = asked.person ?? 'nobody';
  await minute(c, trx, { actor, action: 'sign-in.code', object: asked.id, outcome: 'replayed' });
  return refused('replayed', 0);
}

async function open(
  c: Context,
  trx: Trx,
  q: {
    readonly person: Person;
    readonly token: string;
    readonly via: 'code' | 'entra';
    readonly code: CodeId | null;
  },
): Promise<void> {
  const { person, token, via, code } = q;
  const id = c.random.uuid() as PageSessionId;
  const now = c.clock.now();
  const { roles } = person;
  await sessions.insert(trx, {
    id,
    token,
    person: person.id,
    roles,
    via,
    code,
    now,
    endsAt: now + SESSION_MS,
  });
  await minute(c, trx, { actor: person.id, action: `sign-in.${via}`, object: id, outcome: 'in' });
}

function refused(why: 'wrong' | 'over' | 'replayed', left: number): Entered {
  return { kind: 'refused', why, left };
}

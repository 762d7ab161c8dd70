import type { View } from '../../cards/view.ts';
import { never } from '../rules/decision.ts';
import type { DataRequestId } from '../rules/ids.ts';
import { DAY } from '../rules/time.ts';
import type { DataRequest } from '../store/data-requests.ts';
import * as requests from '../store/data-requests.ts';
import type { Trx } from '../store/database.ts';
import * as due from '../store/due.ts';
import type { Person } from '../store/people.ts';
import * as people from '../store/people.ts';
import type { Context, Handler, Pressed } from './context.ts';
import { minute } from './minutes.ts';
import * as show from './show.ts';

/** GDPR article 12(3): a month; the shortest one. */
const ANSWER_MS = 28 * DAY;
/** Whoever handles it is reminded once, a week before. */
const REMIND_MS = 21 * DAY;

export async function objectAsk(c: Context, trx: Trx, person: Person): Promise<View> {
  const { firm, controller } = c.programme();
  const open = (await requests.openOf(trx, person.id)) !== null;
  return { kind: 'object', open, handler: (await handlerOf(c, trx)).role, firm, controller };
}

/** Confirmed: it goes to whoever the programme file names, and has an end. */
export const confirmObject: Handler = (p) =>
  p.commit(async (trx) => {
    const { c, person } = p;
    await people.lock(trx, [person.id]);
    const request = (await requests.openOf(trx, person.id)) ?? (await ask(c, trx, person));
    const by = request.askedAt + ANSWER_MS;
    const { handler } = request;
    return { view: { kind: 'objected', by, handler, firm: c.programme().firm }, subject: request.id };
  });

async function ask(c: Context, trx: Trx, person: Person): Promise<DataRequest> {
  const { role, handler } = await handlerOf(c, trx);
  const now = c.clock.now();
  const id = c.random.uuid() as DataRequestId;
  const request: DataRequest = {
    id,
    person: person.id,
    handler: role,
    state: 'asked',
    askedAt: now,
    settledAt: null,
  };
  await requests.insert(trx, request);
  await due.owe(trx, { kind: 'objection.remind', subject: id, at: now + REMIND_MS });
  await tellHandler(c, trx, { request, person, to: handler, once: `objection:${id}` });
  await minute(c, trx, { actor: person.id, action: 'objection.ask', object: id, outcome: role });
  return request;
}

/** The outcome, by whoever got the question and still has the role. */
export const settleObjection: Handler = (p) =>
  p.commit(async (trx) => {
    const { c, person } = p;
    const request = await requests.take(trx, p.card.subject as DataRequestId);
    if (!request || !person.roles.includes(request.handler))
      return { view: { kind: 'closed' }, subject: p.card.subject };
    const about = await people.byId(trx, request.person);
    const outcome = (['granted', 'refused'] as const).find((one) => one === p.inputs.outcome);
    if (request.state !== 'asked' || !outcome) {
      const faults = request.state === 'asked' ? (['outcome'] as const) : [];
      return { view: card({ request, about, faults }), subject: request.id, whose: about.id };
    }
    await requests.settle(trx, { id: request.id, state: outcome, now: c.clock.now() });
    await due.cancel(trx, 'objection.remind', request.id);
    await tellOutcome(p, trx, { request, outcome });
    const line = { actor: person.id, action: 'objection.settle', object: request.id, outcome };
    await minute(c, trx, line);
    return {
      view: card({ request: { ...request, state: outcome }, about }),
      subject: request.id,
      whose: about.id,
    };
  });

/** Nobody decided yet: whoever handles such questions now is asked once more. */
export async function remindObjection(c: Context, trx: Trx, id: DataRequestId): Promise<void> {
  const request = await requests.take(trx, id);
  if (request?.state !== 'asked') return;
  const person = await people.byId(trx, request.person);
  const [handler] = await people.withRole(trx, request.handler);
  if (handler) await tellHandler(c, trx, { request, person, to: handler, once: `objection-again:${id}` });
}

async function tellOutcome(
  { c }: Pressed,
  trx: Trx,
  q: { request: DataRequest; outcome: 'granted' | 'refused' },
): Promise<void> {
  const { firm, controller } = c.programme();
  const { id, person, handler } = q.request;
  const view: View = {
    kind: 'objection-settled',
    granted: q.outcome === 'granted',
    handler,
    firm,
    controller,
  };
  await show.send(c, trx, { view, subject: id, to: person, once: `objection-settled:${id}` });
}

type Tell = {
  readonly request: DataRequest;
  readonly person: Person;
  readonly to: Person;
  readonly once: string;
};

async function tellHandler(c: Context, trx: Trx, { request, person, to, once }: Tell): Promise<void> {
  const view = card({ request, about: person });
  await show.send(c, trx, { view, subject: request.id, whose: person.id, to: to.id, once });
}

function card(q: {
  request: DataRequest;
  about: Person;
  faults?: Extract<View, { kind: 'objection' }>['faults'];
}): View {
  const { state, askedAt: asked } = q.request;
  const { name, mail } = q.about;
  return { kind: 'objection', name, mail, asked, by: asked + ANSWER_MS, state, faults: q.faults ?? [] };
}

/** As the governance block says. Without anybody at the office the coordinator does it: that there is one is sure. */
async function handlerOf(
  c: Context,
  trx: Trx,
): Promise<{ readonly role: DataRequest['handler']; readonly handler: Person }> {
  const { requestsTo } = c.programme();
  switch (requestsTo) {
    case 'office':
    case 'coordinator': {
      const [handler] = await people.withRole(trx, requestsTo);
      if (handler) return { role: requestsTo, handler };
      const [coordinator] = await people.withRole(trx, 'coordinator');
      if (!coordinator) throw new Error('a programme has a coordinator: checked when it is applied');
      return { role: 'coordinator', handler: coordinator };
    }
    default:
      return never(requestsTo);
  }
}

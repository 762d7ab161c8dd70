import { beginWatch } from '../../bot/flows/watch.ts';
import { refresh } from './behind.ts';
import { crash, giveBack, rest, startJob, startSweep, waitingJobs } from './house.ts';
import { attendeeActs, deliverNews, mailboxActs } from './in-outlook.ts';
import { type Arrival, arrive, installed, presses, says } from './people.ts';
import { PUBLIC_URL, type Sim } from './sim.ts';
import type { Player } from './world.ts';

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How often each thing happens beside the others, while there is something for it to happen to. */
const WEIGHTS = {
  press: 30,
  race: 3,
  say: 5,
  repeat: 4,
  job: 40,
  go: 90,
  sweep: 8,
  'time passes': 6,
  'clock jumps': 1,
  crash: 2,
  'lease ends': 2,
  'stray call': 3,
  'calendar fills': 2,
  'bot is blocked': 1,
  'disk fills': 1,
  notification: 14,
  'attendee in Outlook': 5,
  'mailbox in Outlook': 1,
} as const;
export type Step = keyof typeof WEIGHTS;

/** One step that the seed chose; each leaves a line in the trace. */
export async function step(sim: Sim, past: Arrival[]): Promise<void> {
  const chosen = sim.chance.weigh(WEIGHTS);
  sim.clock.pass(SECOND);
  if (sim.world.disk.full() && sim.chance.happens(0.15)) await frees(sim);
  const before = sim.mutant?.owesAfterwards ? await owedIds(sim) : null;
  await STEPS[chosen](sim, past);
  if (sim.mutant?.readsBehind && sim.chance.happens(0.05)) await refresh(sim.world.database.db);
  // The process dies between the commit and what is written after it.
  if (before && sim.chance.happens(0.1)) await forgetSince(sim, before);
}

export async function frees(sim: Sim): Promise<void> {
  if (sim.world.disk.full()) sim.trace.push('the disk has room again');
  await sim.world.disk.free();
}

async function owedIds(sim: Sim): Promise<readonly string[]> {
  const rows = await sim.world.database.db.selectFrom('due').select('id').execute();
  return rows.map(({ id }) => id);
}

async function forgetSince(sim: Sim, before: readonly string[]): Promise<void> {
  const fresh = (await owedIds(sim)).filter((id) => !before.includes(id));
  if (fresh.length > 0) await sim.world.database.db.deleteFrom('due').where('id', 'in', fresh).execute();
}

const STEPS: { readonly [name in Step]: (sim: Sim, past: Arrival[]) => Promise<void> } = {
  async press(sim, past) {
    const player = presser(sim, past);
    const button = sim.teams.button(player.id);
    const arrival = button && presses(sim, player, button, { sensible: sim.chance.happens(0.4) });
    if (arrival) await came(sim, past, arrival);
  },
  async race(sim, past) {
    const wanting = sim.world.players.flatMap((player) => {
      const button = sim.teams.newest(player.id, 'coaching.choose-slot');
      const slots = button?.fields.find(({ id }) => id === 'slot')?.values ?? [];
      return button ? [{ player, button, slots }] : [];
    });
    const slot = wanting[0]?.slots.find((one) =>
      wanting.some(({ slots }, at) => at > 0 && slots.includes(one)),
    );
    for (const { player, button, slots } of wanting) {
      const arrival =
        slot !== undefined && slots.includes(slot) && presses(sim, player, button, { inputs: { slot } });
      if (arrival) await came(sim, past, arrival);
    }
  },
  async say(sim, past) {
    await came(sim, past, says(sim, sim.chance.pick(sim.world.players)));
  },
  async repeat(sim, past) {
    if (past.length === 0) return;
    sim.net.count('repeated arrival');
    await arrive(sim, sim.chance.pick(sim.replicas), sim.chance.pick(past.slice(-6)));
  },
  async job(sim) {
    const waiting = await waitingJobs(sim);
    if (waiting.length > 0) await startJob(sim, sim.chance.pick(sim.replicas), sim.chance.pick(waiting));
  },
  async go(sim) {
    const waiting = sim.strands.all().filter((strand) => strand.calls().length > 0);
    if (waiting.length === 0) return;
    const strand = sim.chance.pick(waiting);
    const at = sim.chance.int(strand.calls().length);
    const call = strand.calls()[at];
    sim.trace.push(`${strand.name} goes on (${call?.what} ${call?.leg})`);
    await sim.strands.go(strand, at);
  },
  async sweep(sim) {
    await startSweep(sim, sim.chance.pick(sim.replicas));
  },
  async 'time passes'(sim) {
    const ms = sim.chance.pick([2_000, 10_000, 10_000, MINUTE, MINUTE, HOUR, 6 * HOUR, 24 * HOUR]);
    pass(sim, ms);
  },
  async 'clock jumps'(sim) {
    const ms = sim.chance.pick([-2 * HOUR, 2 * HOUR]);
    // A lost call is waited for by this clock: set forward in those two minutes, it ends the wait too soon.
    if (ms > 0 && sim.net.busy()) return;
    sim.net.count('clock jump');
    sim.clock.jump(ms);
    sim.trace.push(`our clock jumps: ${new Date(sim.clock.now()).toISOString()}`);
  },
  async crash(sim) {
    const replica = sim.chance.pick(sim.replicas);
    sim.net.count('crash');
    sim.trace.push(`process ${replica.number} dies`);
    await crash(sim, replica);
  },
  async 'lease ends'(sim) {
    const ids = [...sim.working.keys()];
    if (ids.length === 0) return;
    sim.net.count('lease ends');
    sim.trace.push('the lease of a running job ends');
    await giveBack(sim, sim.chance.pick(ids));
  },
  async 'stray call'(sim) {
    const strays = sim.net.strays();
    if (strays.length === 0) return;
    const stray = sim.chance.pick(strays);
    const arrives = sim.chance.happens(0.7);
    sim.trace.push(`a lost call ${stray.what} ${arrives ? 'arrives after all' : 'never arrives'}`);
    sim.net.land(stray, arrives);
  },
  async 'calendar fills'(sim) {
    const player = sim.chance.pick(sim.world.players);
    const start = Math.ceil((sim.clock.now() + sim.chance.int(14 * 24) * HOUR) / HOUR) * HOUR;
    const iso = (at: number) => ({ dateTime: new Date(at).toISOString().slice(0, 19), timeZone: 'UTC' });
    sim.trace.push(`${player.upn} gets something else in the calendar`);
    sim.outlook.act('POST', `/users/${player.aad}/events`, {
      subject: 'Privé',
      start: iso(start),
      end: iso(start + 2 * HOUR),
    });
  },
  async notification(sim) {
    await deliverNews(sim);
  },
  async 'attendee in Outlook'(sim) {
    attendeeActs(sim);
  },
  async 'mailbox in Outlook'(sim) {
    mailboxActs(sim);
  },
  async 'disk fills'(sim) {
    sim.net.count('disk full');
    sim.trace.push('the disk is full');
    await sim.world.disk.fill();
  },
  async 'bot is blocked'(sim) {
    const player = sim.chance.pick(sim.world.players);
    const blocked = sim.teams.blocked(player.id);
    sim.net.count(blocked ? 'unblocked' : 'blocked');
    sim.trace.push(`${player.upn} ${blocked ? 'unblocks' : 'blocks'} the bot`);
    if (blocked) sim.teams.unblock(player.id);
    else sim.teams.block(player.id);
  },
};

/** Everybody has the app, and most directors have come some way, before anything goes wrong. */
export async function begin(sim: Sim): Promise<void> {
  const [replica] = sim.replicas;
  if (!replica) throw new Error('there are replicas');
  for (const player of sim.world.players) await arrive(sim, replica, installed(sim, player));
  await beginWatch(replica.c, PUBLIC_URL);
  await startSweep(sim, replica);
  await rest(sim, replica);
  for (const player of sim.world.players) {
    if (!player.roles.includes('director')) continue;
    for (const verb of WAY.slice(0, sim.chance.pick(HOW_FAR))) {
      const button = sim.teams.newest(player.id, verb);
      const arrival = button && presses(sim, player, button, { sensible: true });
      if (arrival) await arrive(sim, replica, arrival);
      await rest(sim, replica);
    }
  }
  sim.net.storm();
}

/** So many of these: often up to the choice of a time, which several then want, or to a session. */
const HOW_FAR = [0, 2, 3, 4, 4, 4, 5, 5, 5];
/** From the welcome to a session that stands. */
const WAY = [
  'coaching.signup',
  'coaching.preferences',
  'coaching.consent',
  'coaching.choose-coach',
  'coaching.choose-slot',
];

/** Whoever is at it goes on as often as somebody else comes. */
function presser(sim: Sim, past: readonly Arrival[]): Player {
  const last = past.at(-1);
  return last && sim.chance.happens(0.5) ? last.player : sim.chance.pick(sim.world.players);
}

async function came(sim: Sim, past: Arrival[], arrival: Arrival): Promise<void> {
  const replica = sim.chance.pick(sim.replicas);
  past.push(arrival);
  sim.trace.push(`${arrival.player.upn.split('@')[0]}: ${arrival.event.what.kind}`);
  await arrive(sim, replica, arrival);
}

export function pass(sim: Sim, ms: number): void {
  sim.clock.pass(ms);
  sim.trace.push(`the clock: ${new Date(sim.clock.now()).toISOString()}`);
}

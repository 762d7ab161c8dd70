import type { Calendar, Clock, Directory, Install, Mail, Subscriptions } from '../bot/ports.ts';
import { createCalendar } from './calendar.ts';
import { createClient, type GraphClient } from './client.ts';
import { type GraphCredential, LOCAL_CREDENTIAL } from './credential.ts';
import { createGroups } from './groups.ts';
import { createInstall } from './install.ts';
import { createMail } from './mail.ts';
import { createDirectory } from './people.ts';
import type { Recorder } from './record.ts';
import { createSubscriptions } from './subscriptions.ts';

export type GraphSettings = {
  /** An origin without version: https://graph.microsoft.com, or http(s) on loopback. */
  readonly baseUrl: string;
  /** Null for the local Outlook, which takes any bearer token. */
  readonly credential: GraphCredential | null;
  /** Tokens of another tenant that consented to our application; absent or null: none can be had there. */
  readonly otherTenant?: (tenant: string) => GraphCredential | null;
  /** The programme's mailbox: organises events, asks for free/busy, sends mail. */
  readonly mailbox: string;
  /** The programme's zone, IANA. */
  readonly zone: string;
  /** The id in the manifest of the Teams app. */
  readonly appId: string;
  readonly record: Recorder | null;
  /** Per call, repeats included. Free/busy brings its own limit. */
  readonly timeouts: { readonly readMs: number; readonly writeMs: number };
  readonly clock: Clock;
};

/** Microsoft Graph behind the ports. Throws only on settings that can not be right. */
export function createGraph(settings: GraphSettings): {
  readonly calendar: Calendar;
  readonly mail: Mail;
  readonly install: Install;
  readonly subscriptions: Subscriptions;
  readonly directory: Directory;
} {
  const { mailbox, zone, timeouts } = settings;
  const graph = createClient({ ...settings, credential: settings.credential ?? LOCAL_CREDENTIAL });
  return {
    calendar: createCalendar({ graph, mailbox, zone, timeouts, elsewhere: clientsElsewhere(settings) }),
    install: createInstall({ graph, appId: settings.appId, timeouts }),
    mail: createMail({ graph, mailbox, timeoutMs: timeouts.writeMs }),
    subscriptions: createSubscriptions({ graph, mailbox, timeouts }),
    directory: {
      ...createDirectory({ graph, timeoutMs: timeouts.readMs }),
      ...createGroups({ graph, timeoutMs: timeouts.readMs }),
    },
  };
}

/** One for each tenant, so that each keeps its token. */
function clientsElsewhere(settings: GraphSettings): (tenant: string) => GraphClient | null {
  const made = new Map<string, GraphClient | null>();
  return (tenant) => {
    const known = made.get(tenant);
    if (known !== undefined) return known;
    const credential =
      settings.credential === null ? LOCAL_CREDENTIAL : (settings.otherTenant?.(tenant) ?? null);
    const client = credential && createClient({ ...settings, credential });
    made.set(tenant, client);
    return client;
  };
}

import type { Calendar, Clock, Directory, Install, Mail, Subscriptions } from '../bot/ports.ts';
import { createCalendar } from './calendar.ts';
import { createClient } from './client.ts';
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
    calendar: createCalendar({ graph, mailbox, zone, timeouts }),
    install: createInstall({ graph, appId: settings.appId, timeouts }),
    mail: createMail({ graph, mailbox, timeoutMs: timeouts.writeMs }),
    subscriptions: createSubscriptions({ graph, mailbox, timeouts }),
    directory: {
      ...createDirectory({ graph, timeoutMs: timeouts.readMs }),
      ...createGroups({ graph, timeoutMs: timeouts.readMs }),
    },
  };
}

import type { LocalApps } from './apps.ts';
import type { Directory } from './directory.ts';
import type { Bytes } from './keys.ts';
import { isRefusal, type Refusal, refuse } from './replies.ts';
import type { Storage } from './storage.ts';
import type { Behaviour, OutlookPerson } from './types.ts';
import { ianaZone } from './zones.ts';

/** What every handler may use. `url` is the origin that links are made with. */
export type World = {
  readonly storage: Storage;
  readonly apps: LocalApps;
  readonly directory: Directory;
  readonly now: () => number;
  /** For ids. */
  readonly bytes: Bytes;
  readonly behaviour: () => Behaviour;
  readonly url: () => string;
  /** Marks a mailbox as changed; whoever listens hears of it after the commit. */
  readonly touch: (address: string) => void;
};

/** The `Prefer` header of Outlook (learn.microsoft.com/graph/api/resources/calendar-overview). */
export type Preferences = {
  readonly zone: string;
  readonly immutableIds: boolean;
  readonly textBody: boolean;
  /** Items on a page of delta. */
  readonly pageSize: number;
  readonly applied: readonly string[];
};

/** One request of Graph, apart from how it came in: over HTTP, or inside a `$batch`. */
export type GraphCall = {
  readonly method: string;
  /** Below `/v1.0`, still encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly prefer: Preferences;
  readonly ifMatch: string | null;
  /** The header `ConsistencyLevel: eventual` of advanced directory queries. */
  readonly eventual: boolean;
  readonly body: unknown;
};

/** A call in somebody's mailbox; `item` is the id in the path, empty when the path has none. */
export type MailboxCall = GraphCall & { readonly owner: OutlookPerson; readonly item: string };

const PAGE_SIZE = 10;
const MOST_ON_A_PAGE = 1000;

export function readPreferences(header: string): Preferences | Refusal {
  const zone = named(header, 'outlook\\.timezone');
  if (zone !== null && ianaZone(zone) === null) {
    return refuse(400, 'TimeZoneNotSupportedException', 'A valid TimeZone value must be specified.');
  }
  const immutableIds = named(header, 'IdType')?.toLowerCase() === 'immutableid';
  const textBody = named(header, 'outlook\\.body-content-type')?.toLowerCase() === 'text';
  const asked = Number(named(header, 'odata\\.maxpagesize'));
  const pageSize = Number.isSafeInteger(asked) && asked > 0 ? Math.min(asked, MOST_ON_A_PAGE) : PAGE_SIZE;
  const applied = [
    ...(asked === pageSize ? [`odata.maxpagesize=${pageSize}`] : []),
    ...(zone === null ? [] : [`outlook.timezone="${zone}"`]),
    ...(immutableIds ? ['IdType="ImmutableId"'] : []),
    ...(textBody ? ['outlook.body-content-type="text"'] : []),
  ];
  return { zone: zone ?? 'UTC', immutableIds, textBody, pageSize, applied };
}

export function objectBody(call: GraphCall): Readonly<Record<string, unknown>> | Refusal {
  const { body } = call;
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body };
  return refuse(400, 'BadRequest', 'The request body must be a JSON object.');
}

/** Parameters of an action: their names are matched without case, as OData actions are. */
export function actionParameters(call: GraphCall): Readonly<Record<string, unknown>> | Refusal {
  const body = call.body === undefined ? {} : objectBody(call);
  if (isRefusal(body)) return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name.toLowerCase(), value]));
}

function named(header: string, name: string): string | null {
  const found = new RegExp(`${name}\\s*=\\s*(?:"([^"]*)"|([^",;\\s]+))`, 'i').exec(header);
  return found === null ? null : (found[1] ?? found[2] ?? '');
}

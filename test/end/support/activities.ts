import { randomUUID } from 'node:crypto';

export type Fields = Readonly<Record<string, unknown>>;
export type Sender = {
  readonly aad: string;
  readonly tenant: string;
  readonly serviceUrl: string;
  readonly app: string;
};

/** An activity as Teams sends it from somebody's one-to-one chat; `fields` overrule. */
export function activityFrom(sender: Sender, fields: Fields): Record<string, unknown> {
  const { aad, tenant, serviceUrl, app } = sender;
  return {
    id: randomUUID(),
    timestamp: '2026-11-23T09:00:00.000Z',
    channelId: 'msteams',
    serviceUrl,
    from: { id: `29:${aad}`, aadObjectId: aad, name: 'Iemand' },
    recipient: { id: `28:${app}`, name: 'Klankbord' },
    conversation: { id: `a:${aad}`, conversationType: 'personal', tenantId: tenant },
    channelData: { tenant: { id: tenant } },
    locale: 'nl-NL',
    ...fields,
  };
}

export function messageFrom(sender: Sender, text: unknown, fields: Fields = {}): Record<string, unknown> {
  return activityFrom(sender, { type: 'message', text, ...fields });
}

/** `Action.Execute`. */
export function invokeFrom(sender: Sender, action: unknown, fields: Fields = {}): Record<string, unknown> {
  const value = { action, trigger: 'manual' };
  return activityFrom(sender, { type: 'invoke', name: 'adaptiveCard/action', value, ...fields });
}

import { SERVICE_URL, TENANT } from './edge.ts';

export const PERSON = '44444444-4444-4444-8444-444444444444';
export const CARD_ID = '55555555-5555-4555-8555-555555555555';

type Fields = Record<string, unknown>;

/** An activity as Teams sends it from a one-to-one chat. */
export function activity(fields: Fields): Fields {
  return {
    id: '1700000000000',
    timestamp: '2026-11-23T09:00:00.000Z',
    channelId: 'msteams',
    serviceUrl: SERVICE_URL,
    from: { id: '29:person', aadObjectId: PERSON, name: 'Noor de Vries' },
    recipient: { id: '28:bot', name: 'Klankbord' },
    conversation: { id: 'a:chat', conversationType: 'personal', tenantId: TENANT },
    channelData: { tenant: { id: TENANT } },
    locale: 'nl-NL',
    ...fields,
  };
}

export function message(text: string, fields: Fields = {}): Fields {
  return activity({ type: 'message', text, ...fields });
}

export function execute(q: { verb: unknown; data: unknown } & Fields): Fields {
  const { verb, data, ...fields } = q;
  const value = { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' };
  return activity({ type: 'invoke', name: 'adaptiveCard/action', value, replyToId: '1:card', ...fields });
}

export function submit(q: { verb: unknown; data: Fields } & Fields): Fields {
  const { verb, data, ...fields } = q;
  return activity({ type: 'message', value: { verb, ...data }, replyToId: '1:card', ...fields });
}

/** The same, from the sample organisation's tenant. */
export function local(fields: Fields): Fields {
  const tenantId = '11111111-1111-4111-8111-111111111111';
  return {
    ...fields,
    conversation: { ...(fields.conversation as Fields), tenantId },
    channelData: { tenant: { id: tenantId } },
  };
}

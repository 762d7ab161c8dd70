import { z } from 'zod';
import type { CardJson } from '../../ports.ts';

/** The content type that makes an attachment an Adaptive Card. */
const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';
const ANSWER_TYPE = CARD_TYPE;

export const adaptiveCard = z.looseObject({ type: z.literal('AdaptiveCard'), version: z.string() });
const attachment = z
  .looseObject({ contentType: z.string(), content: z.unknown() })
  .refine((a) => a.contentType !== CARD_TYPE || adaptiveCard.safeParse(a.content).success, {
    message: 'attachment is not an Adaptive Card with a type and a version',
  });

const activitySchema = z
  .looseObject({
    type: z.enum(['message', 'typing']),
    text: z.string().nullish(),
    attachments: z.array(attachment).max(10).nullish(),
  })
  .refine((a) => a.type === 'typing' || hasText(a.text) || (a.attachments ?? []).length > 0, {
    message: 'a message needs text or an attachment',
  });

/** What the bot sends, as far as a one-to-one chat shows it. */
export type Sent =
  | { readonly kind: 'message'; readonly text: string | null; readonly card: CardJson | null }
  | { readonly kind: 'typing' }
  | { readonly kind: 'broken'; readonly why: string };

export function readSent(body: unknown): Sent {
  const parsed = activitySchema.safeParse(body);
  if (!parsed.success) return { kind: 'broken', why: words(parsed.error) };
  if (parsed.data.type === 'typing') return { kind: 'typing' };
  const first = (parsed.data.attachments ?? []).find((a) => a.contentType === CARD_TYPE);
  const card = first === undefined ? null : adaptiveCard.parse(first.content);
  return { kind: 'message', text: hasText(parsed.data.text) ? (parsed.data.text ?? null) : null, card };
}

const newConversation = z.looseObject({
  isGroup: z.boolean().nullish(),
  members: z.array(z.looseObject({ id: z.string() })).length(1),
  tenantId: z.string().nullish(),
  channelData: z.looseObject({ tenant: z.looseObject({ id: z.string() }).nullish() }).nullish(),
  activity: z.unknown().optional(),
});
export type AskedConversation = {
  readonly isGroup: boolean;
  readonly member: string;
  readonly tenant: string | null;
  /** A first message, when one came along. */
  readonly activity: unknown;
};

/** Null when the body asks for no one-to-one conversation. */
export function readConversation(body: unknown): AskedConversation | null {
  const parsed = newConversation.safeParse(body);
  const member = parsed.data?.members[0];
  if (!parsed.success || member === undefined) return null;
  const { isGroup, tenantId, channelData, activity } = parsed.data;
  return {
    isGroup: isGroup ?? false,
    member: member.id,
    tenant: tenantId ?? channelData?.tenant?.id ?? null,
    activity: activity ?? null,
  };
}

const invokeAnswer = z.looseObject({
  statusCode: z.literal(200),
  type: z.literal(ANSWER_TYPE),
  value: adaptiveCard,
});

/** The card in the answer to an `adaptiveCard/action` invoke; null for any other answer. */
export function readAnswerCard(body: unknown): CardJson | null {
  const parsed = invokeAnswer.safeParse(body);
  return parsed.success ? parsed.data.value : null;
}

const refreshing = z.looseObject({
  refresh: z.looseObject({
    action: z.looseObject({ verb: z.string(), data: z.unknown().optional() }),
    userIds: z.array(z.string()).optional(),
  }),
});

/** What a client asks for somebody who sees the card; null when it has no own view for them. */
export function refreshFor(
  card: CardJson | null,
  user: string,
): { readonly verb: string; readonly data: unknown } | null {
  const parsed = refreshing.safeParse(card);
  if (!parsed.success) return null;
  const { action, userIds } = parsed.data.refresh;
  if (userIds !== undefined && !userIds.includes(user)) return null;
  return { verb: action.verb, data: action.data ?? {} };
}

function hasText(text: string | null | undefined): boolean {
  return (text ?? '').trim() !== '';
}

function words(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`).join('; ');
}

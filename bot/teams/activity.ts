import { z } from 'zod';

/**
 * An id or address as Teams makes them: printable. PostgreSQL takes no NUL in a text, and half a character
 * does not come back as it was.
 */
const id = z.string().regex(/^\P{C}{1,500}$/u);
const account = z.object({
  id,
  aadObjectId: z.guid().optional().catch(undefined),
  name: z.string().optional().catch(undefined),
  tenantId: z.string().optional().catch(undefined),
});
const members = z
  .array(z.object({ id: z.string() }))
  .optional()
  .catch(undefined);

/** What is read of an activity. Source: Bot Framework Activity schema, and what Teams sends. */
export const activitySchema = z.object({
  type: z.string(),
  id: z.string().optional().catch(undefined),
  serviceUrl: id,
  from: account,
  recipient: z.object({ id }),
  conversation: z.object({
    id,
    conversationType: z.string().nullish(),
    isGroup: z.boolean().nullish(),
  }),
  replyToId: id.optional().catch(undefined),
  locale: z.string().optional().catch(undefined),
  entities: z
    .array(z.object({ locale: z.string().optional(), mentioned: z.object({ id: z.string() }).optional() }))
    .optional()
    .catch(undefined),
  text: z.string().optional().catch(undefined),
  value: z.unknown().optional(),
  /** An invoke's name. */
  name: z.string().optional().catch(undefined),
  /** `add`, `add-upgrade`, `remove`, `remove-upgrade`. */
  action: z.string().optional().catch(undefined),
  membersAdded: members,
  membersRemoved: members,
});
export type TeamsActivity = z.infer<typeof activitySchema>;

import { z } from 'zod';

const account = z.object({
  id: z.string().min(1).max(500),
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
  serviceUrl: z.string().min(1).max(500),
  from: account,
  recipient: z.object({ id: z.string().min(1).max(500) }),
  conversation: z.object({
    id: z.string().min(1).max(500),
    conversationType: z.string().nullish(),
    isGroup: z.boolean().nullish(),
  }),
  replyToId: z.string().max(500).optional().catch(undefined),
  locale: z.string().optional().catch(undefined),
  entities: z
    .array(z.object({ locale: z.string().optional() }))
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

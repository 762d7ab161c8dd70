import { z } from 'zod';

/** What the checks read of a manifest; its whole shape is Microsoft's schema's business. */
const url = z.string();
const tab = z.looseObject({
  contentUrl: url.optional(),
  websiteUrl: url.optional(),
  configurationUrl: url.optional(),
});
const command = z.looseObject({ title: z.string(), description: z.string().optional() });

export const manifestSchema = z.looseObject({
  version: z.string(),
  localizationInfo: z.looseObject({
    defaultLanguageTag: z.string(),
    additionalLanguages: z.array(z.object({ languageTag: z.string(), file: z.string() })).default([]),
  }),
  name: z.looseObject({ short: z.string(), full: z.string().optional() }),
  description: z.looseObject({ short: z.string(), full: z.string() }),
  icons: z.looseObject({ color: z.string(), outline: z.string() }),
  bots: z
    .array(
      z.looseObject({
        scopes: z.array(z.string()),
        commandLists: z
          .array(z.looseObject({ scopes: z.array(z.string()), commands: z.array(command) }))
          .default([]),
      }),
    )
    .default([]),
  staticTabs: z.array(tab).default([]),
  configurableTabs: z.array(tab).default([]),
  permissions: z.array(z.string()).default([]),
  devicePermissions: z.array(z.string()).default([]),
  validDomains: z.array(z.string()).default([]),
  webApplicationInfo: z.looseObject({ id: z.string() }).optional(),
  authorization: z
    .looseObject({
      permissions: z
        .looseObject({ resourceSpecific: z.array(z.looseObject({ name: z.string() })).default([]) })
        .optional(),
    })
    .optional(),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** A localisation file: texts by the path of what they stand for. */
export const stringsSchema = z.record(z.string(), z.string());
export type Strings = z.infer<typeof stringsSchema>;

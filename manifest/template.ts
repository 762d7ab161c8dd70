import type { PackageConfig } from '../bot/config.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What stands in the template as `{{NAME}}`. */
export type Values = {
  readonly APP_ID: string;
  /** The application that calls Graph: by it Teams knows that the app installs itself. */
  readonly GRAPH_APP_ID: string;
  readonly PUBLIC_URL: string;
  readonly DEVELOPER: string;
};

export function valuesOf(config: PackageConfig, municipality: string): Values {
  return {
    APP_ID: config.appId,
    GRAPH_APP_ID: config.graphAppId,
    PUBLIC_URL: config.publicUrl,
    DEVELOPER: municipality,
  };
}

/** Fills in parsed JSON, so that a value is only ever text. Throws on a name without a value: that is a bug. */
export function fill(template: Json, values: Values): Json {
  if (typeof template === 'string')
    return template.replaceAll(/\{\{(\w*)\}\}/g, (_, name) => named(values, name));
  if (Array.isArray(template)) return template.map((item) => fill(item, values));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, fill(value, values)]));
}

function named(values: Values, name: string): string {
  const found = Object.entries(values).find(([known]) => known === name);
  if (found === undefined) throw new Error(`manifest.json asks for {{${name}}}, which has no value`);
  return found[1];
}

/** What this edge needs of a logger. Fields hold words and numbers, never content or ids of people. */
export type Log = {
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
};
export type LogFields = { readonly [name: string]: string | number | boolean | null };

/** An error as it may be logged: its kind and code. Messages of drivers can carry what people wrote. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error, code: null };
  const code: unknown = Reflect.get(error, 'code');
  return { error: error.name, code: typeof code === 'string' ? code : null };
}

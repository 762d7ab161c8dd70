/** What the connector answers to one call. */
export type Reply = { readonly status: number; readonly body?: unknown };

/** The connector's error shape: `{error: {code, message}}`. */
export function refusal(status: number, code: string, message: string): Reply {
  return { status, body: { error: { code, message } } };
}

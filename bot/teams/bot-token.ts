import { AppCredentials } from 'botframework-connector';
import {
  type AccessToken,
  BOT_SCOPE,
  type TeamsCredentials,
  type TokenSource,
  tokenSource,
} from './credentials.ts';

/** No token could be got, so nothing was sent. */
export class TokenFailure extends Error {
  constructor(cause: unknown) {
    super('no token for the Bot Connector', { cause });
    this.name = 'TokenFailure';
  }
}

/** A token is renewed this long before it ends. */
const EARLY_MS = 5 * 60_000;

/**
 * Signs the SDK's outgoing requests. One token for all of them, asked for once however many wait, within
 * a time limit (MSAL sets none); the SDK's own cache is global and asks once per waiting request.
 */
export class BotToken extends AppCredentials {
  readonly #source: TokenSource | null;
  readonly #timeoutMs: number;
  #kept: AccessToken | null = null;
  #pending: Promise<string> | null = null;

  constructor(credentials: TeamsCredentials, timeoutMs: number) {
    const scope = credentials.kind === 'none' ? BOT_SCOPE : (credentials.oauthScope ?? BOT_SCOPE);
    // Without an app id the SDK signs nothing.
    super(credentials.kind === 'none' ? '' : credentials.appId, credentials.tenantId, scope);
    this.#source = tokenSource(credentials);
    this.#timeoutMs = timeoutMs;
  }

  /** Throws TokenFailure. */
  override getToken(forceRefresh = false): Promise<string> {
    const kept = this.#kept;
    if (kept && !forceRefresh && kept.expires.getTime() - EARLY_MS > Date.now())
      return Promise.resolve(kept.token);
    this.#pending ??= this.#fetch().finally(() => {
      this.#pending = null;
    });
    return this.#pending;
  }

  /** After the Bot Connector refused the token: the next request asks for another. */
  forget(): void {
    this.#kept = null;
  }

  protected override async refreshToken(): Promise<{ accessToken: string; expiresOn: Date }> {
    if (!this.#source) throw new Error('local mode has no tokens');
    const { token, expires } = await within(this.#timeoutMs, this.#source());
    return { accessToken: token, expiresOn: expires };
  }

  async #fetch(): Promise<string> {
    try {
      const { accessToken, expiresOn } = await this.refreshToken();
      this.#kept = { token: accessToken, expires: expiresOn };
      return accessToken;
    } catch (error) {
      throw new TokenFailure(error);
    }
  }
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer in ${ms} ms`)), ms);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
}

import {
  type AuthenticateRequestResult,
  AuthenticationError,
  BotFrameworkAuthentication,
  BotFrameworkAuthenticationFactory,
  ClaimsIdentity,
  type ConnectorClient,
  ConnectorFactory,
  type UserTokenClient,
} from 'botframework-connector';
import { z } from 'zod';
import type { BotToken } from './bot-token.ts';
import { BOT_SCOPE } from './credentials.ts';

/**
 * What the SDK's adapter asks about identity, answered from our guard: an activity that the guard did
 * not pass is refused, and nothing is verified a second time (the SDK's own path also trusts tokens
 * in the emulator's style, and keeps a global list of what unsigned tokens name).
 */
export class VerifiedAuthentication extends BotFrameworkAuthentication {
  readonly #appId: string;
  readonly #passed: WeakSet<object>;
  readonly #sdk: BotFrameworkAuthentication;
  readonly #clients: ConnectorFactory;
  #userTokens: Promise<UserTokenClient> | null = null;

  /** `passed`: the bodies that the guard found to belong to their token. */
  constructor(q: {
    readonly appId: string;
    readonly token: BotToken;
    readonly passed: WeakSet<object>;
    readonly sendMs: number;
  }) {
    super();
    this.#appId = q.appId;
    this.#passed = q.passed;
    this.#sdk = sdkAuthentication(q.token);
    const inner = this.#sdk.createConnectorFactory(identityOf(q.appId));
    this.#clients = new ConnectorClients(inner, q.sendMs);
  }

  override async authenticateRequest(activity: object): Promise<AuthenticateRequestResult> {
    if (!this.#passed.has(activity)) throw new AuthenticationError('not passed by the guard', 401);
    return { audience: BOT_SCOPE, claimsIdentity: identityOf(this.#appId), connectorFactory: this.#clients };
  }

  override async authenticateStreamingRequest(): Promise<AuthenticateRequestResult> {
    throw new AuthenticationError('streaming is not in use', 401);
  }

  override createConnectorFactory(): ConnectorFactory {
    return this.#clients;
  }

  /** The adapter wants one in every turn, for sign-in prompts that this bot does not have. */
  override createUserTokenClient(): Promise<UserTokenClient> {
    this.#userTokens ??= this.#sdk.createUserTokenClient(identityOf(this.#appId));
    return this.#userTokens;
  }
}

function identityOf(appId: string): ClaimsIdentity {
  return new ClaimsIdentity([{ type: 'aud', value: appId }], 'verified');
}

/** The SDK's outgoing half, for the public cloud's audience; which token service is asked is the token's own affair. */
function sdkAuthentication(token: BotToken): BotFrameworkAuthentication {
  const signer = {
    isValidAppId: async () => true,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => token,
  };
  const emulator = 'https://login.microsoftonline.com/botframework.com/v2.0/.well-known/openid-configuration';
  const metadata = 'https://login.botframework.com/v1/.well-known/openidconfiguration';
  const login = 'https://login.microsoftonline.com/botframework.com';
  return BotFrameworkAuthenticationFactory.create(
    '',
    true,
    login,
    BOT_SCOPE,
    BOT_SCOPE,
    BOT_SCOPE,
    metadata,
    emulator,
    'urn:botframework:azure',
    signer,
    { requiredEndorsements: [] },
  );
}

/** Service URLs are few (one per region); a forgotten client is simply made again. */
const MAX_CLIENTS = 64;

/** Connector clients that try once, within a time limit. One for each service URL. */
class ConnectorClients extends ConnectorFactory {
  readonly #inner: ConnectorFactory;
  readonly #sendMs: number;
  readonly #made = new Map<string, Promise<ConnectorClient>>();

  constructor(inner: ConnectorFactory, sendMs: number) {
    super();
    this.#inner = inner;
    this.#sendMs = sendMs;
  }

  override create(serviceUrl: string): Promise<ConnectorClient> {
    const known = this.#made.get(serviceUrl);
    if (known) return known;
    if (this.#made.size >= MAX_CLIENTS) this.#made.clear();
    const made = this.#inner.create(serviceUrl, BOT_SCOPE).then((client) => once(client, this.#sendMs));
    this.#made.set(serviceUrl, made);
    return made;
  }
}

type Request = { abortSignal?: AbortSignal };
type Policy = {
  readonly name: string;
  sendRequest(request: Request, next: (request: Request) => unknown): unknown;
};
type Pipeline = {
  removePolicy(q: { readonly name: string }): readonly unknown[];
  addPolicy(policy: Policy): void;
};

const pipelineSchema = z.object({
  client: z.object({
    pipeline: z.custom<Pipeline>((pipeline) => typeof Object(pipeline).removePolicy === 'function'),
  }),
});

/**
 * The SDK repeats a POST on 5xx and resets, so that a message stored before a 504 stands there four
 * times; and it follows redirects with our token. Whether to send again is the worker's decision.
 */
function once(client: ConnectorClient, sendMs: number): ConnectorClient {
  const { pipeline } = pipelineSchema.parse(client).client;
  for (const name of ['defaultRetryPolicy', 'redirectPolicy']) {
    if (pipeline.removePolicy({ name }).length !== 1)
      throw new Error(`the SDK's ${name} is not where it was`);
  }
  pipeline.addPolicy({
    name: 'timeLimit',
    sendRequest(request, next) {
      request.abortSignal = AbortSignal.timeout(sendMs);
      return next(request);
    },
  });
  return client;
}

import { ConfidentialClientApplication } from '@azure/msal-node';
import { ActivityTypes, CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { MsalAppCredentials, type ServiceClientCredentialsFactory } from 'botframework-connector';
import express from 'express';
import { z } from 'zod';

/**
 * The baseline: a bot as the SDK's own samples make one, with the SDK's own check of the caller's token and
 * its own token for what it sends. Answers every message with one message.
 */
const [options = ''] = process.argv.slice(2);
const { port, appId, tenantId, password, loginUrl, metadataUrl, issuer } = z
  .object({
    port: z.number(),
    appId: z.string(),
    tenantId: z.string(),
    password: z.string(),
    loginUrl: z.string(),
    metadataUrl: z.string(),
    issuer: z.string(),
  })
  .parse(JSON.parse(options));

const scope = 'https://api.botframework.com';

/** The SDK's own credentials; an authority on loopback must be named, or MSAL asks the public cloud about it. */
const application = new ConfidentialClientApplication({
  auth: {
    clientId: appId,
    clientSecret: password,
    authority: loginUrl,
    knownAuthorities: [new URL(loginUrl).host],
  },
});
const credentials = new MsalAppCredentials(application, appId, loginUrl, scope);
const credentialsFactory: ServiceClientCredentialsFactory = {
  isValidAppId: async (id) => id === appId,
  isAuthenticationDisabled: async () => false,
  createCredentials: async () => credentials,
};

const authentication = new ConfigurationBotFrameworkAuthentication(
  {
    MicrosoftAppId: appId,
    MicrosoftAppTenantId: tenantId,
    ToChannelFromBotLoginUrl: loginUrl,
    ToChannelFromBotOAuthScope: scope,
    ToBotFromChannelTokenIssuer: issuer,
    OAuthUrl: scope,
    ToBotFromChannelOpenIdMetadataUrl: metadataUrl,
    ToBotFromEmulatorOpenIdMetadataUrl: metadataUrl,
    CallerId: '',
    ValidateAuthority: true,
  },
  credentialsFactory,
);
const adapter = new CloudAdapter(authentication);
const app = express();
app.get('/healthz', (_req, res) => void res.json({ status: 'ok' }));
app.post('/api/messages', express.json(), (req, res) =>
  adapter.process(req, res, async (context) => {
    if (context.activity.type === ActivityTypes.Message)
      await context.sendActivity(`Echo: ${context.activity.text}`);
  }),
);
app.listen(port, '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));

import { createCredential } from '../graph/credential.ts';
import type { GraphSettings } from '../graph/graph.ts';
import { recordTo } from '../graph/record.ts';
import { systemClock } from './clock.ts';
import type { ProductionConfig, Secrets } from './config.ts';

/** How production reaches Graph: for the service and for the programme command alike. */
export function productionGraph(
  { graph, loopbackCloud }: Pick<ProductionConfig, 'graph' | 'loopbackCloud'>,
  secrets: Secrets,
): Pick<GraphSettings, 'baseUrl' | 'record' | 'credential' | 'otherTenant'> {
  const how = identityOf(graph.identity, secrets);
  const made = (identity: typeof how) =>
    createCredential(
      {
        how: identity,
        authorityHost: graph.authorityHost,
        disableInstanceDiscovery: loopbackCloud,
        timeoutMs: 10_000,
      },
      systemClock,
    );
  // The same application there; the identity of a host is known in its own tenant alone.
  const otherTenant = (tenant: string) => (how.kind === 'managed' ? null : made({ ...how, tenant }));
  const credential = made(how);
  return {
    baseUrl: graph.baseUrl,
    credential,
    otherTenant,
    record: graph.record ? recordTo(graph.record) : null,
  };
}

function identityOf(identity: ProductionConfig['graph']['identity'], secrets: Secrets) {
  switch (identity.kind) {
    case 'secret':
      return { ...identity, secret: secrets.graphSecret ?? '' };
    case 'certificate':
      return { ...identity, certificatePath: identity.path };
    case 'federated':
      return { ...identity, tokenFilePath: identity.tokenFile };
    case 'managed':
      return identity;
  }
}

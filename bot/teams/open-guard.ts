import { type Guard, sameId, tenantsOf } from './guard.ts';
import { isLoopbackUrl } from './service-urls.ts';

/** The tenant of the sample organisation. */
export const LOCAL_TENANT = '11111111-1111-4111-8111-111111111111';

/** The bot in local mode. */
export const LOCAL_APP = '22222222-2222-4222-8222-222222222222';

/** Local mode: no token, answers only to loopback, one fixed tenant. The server itself listens on loopback. */
export function openGuard(): Guard {
  return {
    tenant: LOCAL_TENANT,
    admit: async () => ({ kind: 'admitted', identity: { serviceUrl: null } }),
    mismatch: (_identity, activity) => {
      if (!isLoopbackUrl(activity.serviceUrl ?? '')) return 'service-url';
      return tenantsOf(activity).every((tenant) => sameId(tenant, LOCAL_TENANT)) ? null : 'tenant';
    },
    trusts: isLoopbackUrl,
    ready: async () => true,
  };
}

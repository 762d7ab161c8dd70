import type { Install, Outcome } from '../bot/ports.ts';
import { type GraphClient, segment } from './client.ts';
import { appPage } from './wire.ts';

type Settings = {
  readonly graph: GraphClient;
  /** The id in the manifest: that of the bot registration. */
  readonly appId: string;
  readonly timeouts: { readonly readMs: number; readonly writeMs: number };
};

/** How an app of the catalogue is named to Graph, whatever its own address is. */
const CATALOGUE = 'https://graph.microsoft.com/v1.0/appCatalogs/teamsApps';

/**
 * The app in Teams of others. Needs AppCatalog.Read.All and TeamsAppInstallation.ReadWriteSelfForUser.All; the
 * latter knows "self" by `webApplicationInfo.id` of the manifest, which is the application that calls Graph.
 * Source: learn.microsoft.com/graph/api/userteamwork-post-installedapps.
 */
export function createInstall(settings: Settings): Install {
  let known: string | null = null;
  const inCatalogue = async (): Promise<Outcome<string | null>> => {
    if (known !== null) return { kind: 'done', value: known };
    const answer = await findApp(settings);
    if (answer.kind === 'done') known = answer.value;
    return answer;
  };
  return {
    inCatalogue,
    async add(aadObjectId) {
      const app = await inCatalogue();
      if (app.kind !== 'done') return app;
      if (app.value === null) return { kind: 'refused', code: 'not-in-catalogue' };
      return addTo(settings, { app: app.value, aadObjectId });
    },
  };
}

async function findApp({ graph, appId, timeouts }: Settings): Promise<Outcome<string | null>> {
  const answer = await graph.call({
    method: 'GET',
    path: '/appCatalogs/teamsApps',
    query: { $filter: `externalId eq '${appId.replaceAll("'", "''")}'` },
    repeat: true,
    timeoutMs: timeouts.readMs,
  });
  if (answer.kind !== 'done') return answer;
  const read = appPage.safeParse(answer.value.body);
  if (!read.success) return { kind: 'refused', code: 'unreadable' };
  // Somebody may have sideloaded the same package for themselves.
  const app = read.data.value.find(({ distributionMethod }) => distributionMethod === 'organization');
  return { kind: 'done', value: app?.id ?? null };
}

type Add = { readonly app: string; readonly aadObjectId: string };

/** Again does no harm: who has the app has it (409). */
async function addTo(
  { graph, timeouts }: Settings,
  { app, aadObjectId }: Add,
): Promise<Outcome<'installed' | 'already'>> {
  const answer = await graph.call({
    method: 'POST',
    path: `/users/${segment(aadObjectId)}/teamwork/installedApps`,
    body: { 'teamsApp@odata.bind': `${CATALOGUE}/${segment(app)}` },
    repeat: false,
    timeoutMs: timeouts.writeMs,
  });
  if (answer.kind === 'done') return { kind: 'done', value: 'installed' };
  const there = answer.kind === 'refused' && (answer.code === 'Conflict' || answer.code === 'http-409');
  return there ? { kind: 'done', value: 'already' } : answer;
}

import type { Manifest } from './wire.ts';

/** What the bot does with chats of more than one person: nothing, so it asks for its own chats alone. */
const SCOPES: ReadonlySet<string> = new Set(['personal']);

/**
 * What the package asks for and nothing in it uses. An administrator consents to each of these, so each must
 * have something to show for it; one that is not known here has none.
 */
export function checkRights(manifest: Manifest): string[] {
  const { bots, permissions, devicePermissions, webApplicationInfo } = manifest;
  const tabs = manifest.staticTabs.length + manifest.configurableTabs.length > 0;
  const scopes = bots.flatMap((bot) => [...bot.scopes, ...bot.commandLists.flatMap((list) => list.scopes)]);
  const resources = manifest.authorization?.permissions?.resourceSpecific ?? [];
  const used: Readonly<Record<string, boolean>> = {
    identity: tabs,
    messageTeamMembers: scopes.includes('team'),
  };
  return [
    ...[...new Set(scopes)].filter((scope) => !SCOPES.has(scope)).map((scope) => unused('bot scope', scope)),
    ...permissions.filter((name) => used[name] !== true).map((name) => unused('permission', name)),
    // Devices are for tabs and dialogs of our own.
    ...(tabs ? [] : devicePermissions.map((name) => unused('device permission', name))),
    ...resources.map(({ name }) => unused('resource-specific permission', name)),
    // By its id alone Teams knows that the app installs itself (`programme -- install`); sign-in in tabs is not in use.
    ...Object.keys(webApplicationInfo ?? {})
      .filter((key) => key !== 'id')
      .map((key) => unused('entry', `webApplicationInfo.${key}`)),
    ...checkDomains(manifest),
  ];
}

/** A domain is for what Teams itself opens: tabs. A link on a card opens in the browser and needs none. */
function checkDomains(manifest: Manifest): string[] {
  const pages = [...manifest.staticTabs, ...manifest.configurableTabs].flatMap((tab) =>
    [tab.contentUrl, tab.configurationUrl].filter((page) => page !== undefined),
  );
  const hosts = new Set(pages.map((page) => URL.parse(page)?.host ?? page));
  return [
    ...manifest.validDomains.filter((domain) => !hosts.has(domain)).map((domain) => unused('domain', domain)),
    ...[...hosts]
      .filter((host) => !manifest.validDomains.includes(host))
      .map((host) => `manifest.json: the domain "${host}" is opened in Teams and not in validDomains`),
  ];
}

function unused(what: string, name: string): string {
  return `manifest.json: nothing uses the ${what} "${name}"; leave it out`;
}

/**
 * Hosts at which Teams takes messages: the worldwide endpoint, the regional ones and GCC's.
 * Source: learn.microsoft.com, "Proactive messages: service URLs", and the Bot Connector reference.
 */
const HOSTS = ['smba.trafficmanager.net'];
const DOMAINS = ['.botframework.com', '.teams.microsoft.com'];
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** Whether a token of ours may go to this address. */
export function isTeamsServiceUrl(serviceUrl: string): boolean {
  const url = plainUrl(serviceUrl);
  if (url?.protocol !== 'https:' || url.port !== '') return false;
  return HOSTS.includes(url.hostname) || DOMAINS.some((domain) => url.hostname.endsWith(domain));
}

export function isLoopbackUrl(serviceUrl: string): boolean {
  const url = plainUrl(serviceUrl);
  return url !== null && /^https?:$/.test(url.protocol) && LOOPBACK.includes(url.hostname);
}

/** Both name the same base, whatever the slash at the end. */
export function sameServiceUrl(one: string, other: string): boolean {
  return one.replace(/\/+$/, '') === other.replace(/\/+$/, '');
}

/** A URL that is only scheme, host, port and path: credentials, a query or a fragment would hide the host. */
function plainUrl(text: string): URL | null {
  const url = URL.parse(text);
  if (!url || url.username || url.password || url.search || url.hash) return null;
  return url;
}

import { BlockList, isIP } from 'node:net';

/**
 * What of the internet is no public host (IANA's special-purpose registries): this machine, private networks, shared
 * address space of providers, link-local with the metadata services of clouds, tests, multicast, what is reserved.
 */
const NOT_PUBLIC: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  // Azure's own service on every virtual machine looks public and is not.
  ['168.63.129.16', 32],
];

/** Of IPv6 only what is handed out to hosts; without what wraps an IPv4 address (6to4, Teredo) or is for documents. */
const PUBLIC_V6: readonly (readonly [string, number])[] = [['2000::', 3]];
const NOT_PUBLIC_V6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
];

const notPublic = listOf(NOT_PUBLIC, 'ipv4');
const publicV6 = listOf(PUBLIC_V6, 'ipv6');
const notPublicV6 = listOf(NOT_PUBLIC_V6, 'ipv6');
const thisMachine = listOf([['127.0.0.0', 8]], 'ipv4');

/** Whether an IP address is one of a host on the public internet. A text that is no address is not. */
export function isPublic(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !notPublic.check(address, 'ipv4');
    case 6:
      return publicV6.check(address, 'ipv6') && !notPublicV6.check(address, 'ipv6');
    default:
      return false;
  }
}

export function isLoopback(address: string): boolean {
  return address === '::1' || (isIP(address) === 4 && thisMachine.check(address, 'ipv4'));
}

function listOf(networks: readonly (readonly [string, number])[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of networks) list.addSubnet(network, prefix, family);
  return list;
}

import { z } from 'zod';

const entry = z.looseObject({
  version: z.string().optional(),
  license: z.string().optional(),
  integrity: z.string().optional(),
  dev: z.boolean().optional(),
  optional: z.boolean().optional(),
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
});
type Entry = z.infer<typeof entry>;
const lockfile = z.object({
  name: z.string(),
  version: z.string(),
  lockfileVersion: z.literal(3),
  packages: z.record(z.string(), entry),
});

export type Package = {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly path: string;
  readonly entry: Entry;
};

/**
 * What production installs (`npm ci --omit=dev`), by package-lock.json: everything that is not there for
 * development alone. `npm sbom --omit dev` of npm 11 leaves out packages that a tool for development may use too.
 */
export function packagesOf(lock: unknown): readonly Package[] {
  const { packages } = lockfile.parse(lock);
  return Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && dev !== true)
    .map(([path, entry]) => ({
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version: entry.version ?? '',
      license: entry.license ?? '',
      path,
      entry,
    }))
    .sort((a, b) => (ref(a) < ref(b) ? -1 : 1));
}

export function unlicensed(packages: readonly Package[]): string[] {
  return packages
    .filter(({ license }) => license === '')
    .map((p) => `package-lock.json: ${ref(p)} names no licence`);
}

/** CycloneDX 1.6 (ECMA-424), without serial number and date: the same lockfile gives the same bytes. */
export function sbom(lock: unknown): string {
  const { name, version, packages } = lockfile.parse(lock);
  const components = packagesOf(lock);
  const root = { name, version, license: '', path: '', entry: entry.parse(packages['']) };
  const unique = new Map(components.map((p) => [ref(p), p]));
  const edges = new Map<string, Set<string>>();
  for (const p of [root, ...components])
    edges.set(ref(p), (edges.get(ref(p)) ?? new Set()).union(needs(p, components)));
  const document = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', 'bom-ref': ref(root), name, version } },
    components: [...unique.values()].map(component),
    dependencies: [...edges].map(([of, on]) => ({ ref: of, dependsOn: [...on].sort() })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function component(p: Package) {
  const [algorithm, hash] = p.entry.integrity?.split(' ')[0]?.split(/-(.*)/) ?? [];
  return {
    type: 'library',
    'bom-ref': ref(p),
    name: p.name,
    version: p.version,
    scope: p.entry.optional === true ? 'optional' : 'required',
    licenses: [
      / (OR|AND|WITH) /.test(p.license) ? { expression: p.license } : { license: { id: p.license } },
    ],
    purl: `pkg:npm/${p.name.replace('@', '%40')}@${p.version}`,
    ...(algorithm === 'sha512' && hash
      ? { hashes: [{ alg: 'SHA-512', content: Buffer.from(hash, 'base64').toString('hex') }] }
      : {}),
  };
}

export function ref({ name, version }: Pick<Package, 'name' | 'version'>): string {
  return `${name}@${version}`;
}

/** The nearest one of that name, as Node looks for it: beside the package first, then higher up. */
function needs(p: Package, all: readonly Package[]): ReadonlySet<string> {
  const byPath = new Map(all.map((other) => [other.path, other]));
  const names = Object.keys({ ...p.entry.dependencies, ...p.entry.optionalDependencies });
  const found = names.flatMap((name) => {
    for (let folder = p.path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
      const hit = byPath.get(`${folder === '' ? '' : `${folder}/`}node_modules/${name}`);
      if (hit) return [ref(hit)];
      if (folder === '') return [];
    }
  });
  return new Set(found);
}

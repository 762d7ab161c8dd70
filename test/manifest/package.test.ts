import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ZipBuffer } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildPackage } from '../../manifest/app-package.ts';
import { readPng } from '../../manifest/png.ts';
import { aPng, copyOfManifest, packageVersion, VALUES } from './support.ts';

const WHITE = [255, 255, 255, 255] as const;
const CLEAR = [0, 0, 0, 0] as const;
const TEAL = [31, 78, 95, 255] as const;

function built(dir = 'manifest'): Buffer {
  const made = buildPackage({ dir, values: VALUES, version: packageVersion() });
  if (made.kind === 'faults') throw new Error(made.lines.join('\n'));
  return made.value;
}

function command(...args: readonly string[]) {
  const dir = mkdtempSync(join(tmpdir(), 'klankbord-package-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const out = join(dir, 'sub', 'klankbord.zip');
  const settings = { MicrosoftAppId: '', PUBLIC_URL: '', PROGRAMME: '' };
  const ran = spawnSync(process.execPath, ['manifest/package.ts', '--out', out, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...settings },
  });
  return { ...ran, out };
}

describe('the app package', () => {
  it('holds a manifest, the English strings and two icons, and nothing else', () => {
    const zip = new ZipBuffer(built());
    expect([...zip.keys()].sort()).toEqual(['color.png', 'en.json', 'manifest.json', 'outline.png']);
    const manifest = JSON.parse(zip.get('manifest.json').contentSync().toString());
    expect(manifest).toMatchObject({
      id: VALUES.APP_ID,
      bots: [{ botId: VALUES.APP_ID, scopes: ['personal'] }],
    });
    expect(manifest.developer.privacyUrl).toBe('https://klankbord.voorbeeld.example/privacy');
    // Teams lets the application that calls Graph install this app, and no other.
    expect(manifest.webApplicationInfo).toEqual({ id: VALUES.GRAPH_APP_ID });
    expect(JSON.stringify(manifest)).not.toContain('{{');
  });

  it('asks for no permission, no domain and no device', () => {
    const manifest = JSON.parse(new ZipBuffer(built()).get('manifest.json').contentSync().toString());
    for (const key of ['permissions', 'devicePermissions', 'validDomains', 'authorization'])
      expect(manifest).not.toHaveProperty(key);
  });

  it('has the same bytes every time, whatever the zone of the machine', () => {
    const zone = process.env.TZ;
    onTestFinished(() => {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    });
    const first = built();
    process.env.TZ = 'Pacific/Auckland';
    expect(new Date(2000, 0, 1).getTimezoneOffset()).toBe(-780);
    expect(built().equals(first)).toBe(true);
  });

  it('takes a name with quotes and braces as text', () => {
    const { faults } = copyOfManifest();
    expect(faults({ DEVELOPER: '", "x": "{{APP_ID}}' })).toEqual([]);
  });
});

const noUnzip = spawnSync('unzip', ['-v']).status === 0 ? null : 'unzip is not on this machine';
describe.skipIf(noUnzip !== null)(
  `the zip by another reader${noUnzip ? `, skipped: ${noUnzip}` : ''}`,
  () => {
    it('is whole', () => {
      const { out } = command();
      const tested = spawnSync('unzip', ['-t', out], { encoding: 'utf8' });
      expect(tested.stdout).toContain('No errors detected');
      expect(spawnSync('unzip', ['-p', out, 'color.png']).stdout).toEqual(
        readFileSync('manifest/icons/color.png'),
      );
    });
  },
);

describe('the build fails by name', () => {
  it('on a wrong size, a colour, a filled ground or a transparent corner of an icon', () => {
    const copy = copyOfManifest();
    copy.write('icons/color.png', aPng({ side: 96, ground: TEAL }));
    copy.write('icons/outline.png', aPng({ side: 32, ground: CLEAR, dot: TEAL }));
    expect(copy.faults()).toEqual([
      'color.png is 96 × 96; a color icon is 192 × 192',
      'outline.png has a colour; an outline icon is white on transparent',
    ]);
    copy.write('icons/color.png', aPng({ side: 192, ground: CLEAR, dot: TEAL }));
    copy.write('icons/outline.png', aPng({ side: 32, ground: WHITE, dot: CLEAR }));
    expect(copy.faults()).toEqual([
      'color.png is transparent somewhere; it fills its square',
      'outline.png is not transparent; an outline icon is white on transparent',
    ]);
    copy.write('icons/color.png', aPng({ side: 192, ground: TEAL, dot: WHITE }));
    copy.write('icons/outline.png', aPng({ side: 32, ground: CLEAR, dot: WHITE }));
    expect(copy.faults()).toEqual([]);
  });

  it('on an icon that is no PNG, is cut off, or was damaged on the way', () => {
    const copy = copyOfManifest();
    const whole = readFileSync('manifest/icons/color.png');
    const flipped = Buffer.from(whole);
    flipped[whole.length - 20] = (flipped[whole.length - 20] ?? 0) ^ 1;
    copy.write('icons/outline.png', '<svg/>');
    for (const broken of [whole.subarray(0, 3_000), flipped]) {
      copy.write('icons/color.png', broken);
      expect(copy.faults()).toEqual(['color.png is a damaged PNG', 'outline.png is not a PNG']);
    }
  });

  it('on an icon or a file with strings that is not there, or that is no JSON', () => {
    const copy = copyOfManifest();
    copy.remove('icons/outline.png');
    copy.remove('en.json');
    expect(copy.faults()).toEqual(['en.json: is missing', 'outline.png: is missing']);
    copy.write('en.json', '{ "name.short": ');
    expect(copy.faults()).toEqual(['en.json: is no JSON', 'outline.png: is missing']);
    copy.remove('manifest.json');
    expect(copy.faults()).toEqual(['manifest.json: is missing']);
  });

  it('on an icon that is not square', () => {
    const copy = copyOfManifest();
    copy.write('icons/color.png', aPng({ side: 192, height: 180, ground: TEAL }));
    expect(copy.faults()).toEqual(['color.png is 192 × 180; a color icon is 192 × 192']);
  });

  it('on a Dutch string that is missing: it stands in the manifest itself', () => {
    const copy = copyOfManifest();
    copy.change('manifest.json', '"short": "Klankbord", "full"', '"full"');
    copy.change('manifest.json', '"title": "hulplijn", ', '');
    expect(copy.faults()).toEqual([
      `manifest.json: /name must have required property 'short'`,
      `manifest.json: /bots/0/commandLists/0/commands/4 must have required property 'title'`,
    ]);
  });

  it('on a string that is missing, empty, too long, or stands for nothing', () => {
    const copy = copyOfManifest();
    copy.change('en.json', '"bots[0].commandLists[0].commands[4].title": "helpline",', '');
    copy.change('en.json', '"Talk to someone now"', '" "');
    copy.change('en.json', '"name.short": "Klankbord"', `"name.short": "${'Klankbord '.repeat(4)}"`);
    copy.change('en.json', 'commands[7].description"', 'commands[9].description"');
    expect(copy.faults()).toEqual([
      'en.json: /name.short must NOT have more than 30 characters',
      'en.json: the string "bots[0].commandLists[0].commands[4].title" is missing',
      'en.json: the string "bots[0].commandLists[0].commands[7].description" is missing',
      'en.json: the string "bots[0].commandLists[0].commands[9].description" stands for nothing in manifest.json',
      'en.json: the string "bots[0].commandLists[0].commands[4].description" is empty',
    ]);
  });

  it('on a command that the bot would not understand, in either language', () => {
    const copy = copyOfManifest();
    copy.change('manifest.json', '"title": "hulplijn"', '"title": "telefooncel"');
    copy.change('en.json', '"sign up"', '"enlist"');
    expect(copy.faults()).toEqual([
      'manifest.json: the bot does not know the command "telefooncel" ("bots[0].commandLists[0].commands[4].title")',
      'en.json: the bot does not know the command "enlist" ("bots[0].commandLists[0].commands[0].title")',
    ]);
  });

  it.each([
    ['"permissions": ["identity"]', 'permission "identity"'],
    ['"permissions": ["messageTeamMembers"]', 'permission "messageTeamMembers"'],
    ['"devicePermissions": ["geolocation"]', 'device permission "geolocation"'],
    ['"validDomains": ["*.voorbeeld.example"]', 'domain "*.voorbeeld.example"'],
    [
      '"authorization": { "permissions": { "resourceSpecific": [{ "name": "ChatMessage.Read.Chat", "type": "Application" }] } }',
      'resource-specific permission "ChatMessage.Read.Chat"',
    ],
  ])('on what nothing uses: %s', (entry, named) => {
    const copy = copyOfManifest();
    copy.change('manifest.json', '"accentColor"', `${entry}, "accentColor"`);
    expect(copy.faults()).toEqual([`manifest.json: nothing uses the ${named}; leave it out`]);
  });

  it('on an address for signing in, which nothing uses', () => {
    const copy = copyOfManifest();
    copy.change('manifest.json', '"{{GRAPH_APP_ID}}" }', '"{{GRAPH_APP_ID}}", "resource": "api://x" }');
    expect(copy.faults()).toEqual([
      'manifest.json: nothing uses the entry "webApplicationInfo.resource"; leave it out',
    ]);
  });

  it('on a scope that the bot does nothing in', () => {
    const copy = copyOfManifest();
    copy.change('manifest.json', '"scopes": ["personal"]', '"scopes": ["personal", "team"]');
    expect(copy.faults()).toEqual(['manifest.json: nothing uses the bot scope "team"; leave it out']);
  });

  it('on a page in Teams whose domain is not listed', () => {
    const copy = copyOfManifest();
    const tab =
      '{ "entityId": "mine", "name": "Mijn", "contentUrl": "{{PUBLIC_URL}}/mijn", "scopes": ["personal"] }';
    copy.change('manifest.json', '"accentColor"', `"staticTabs": [${tab}], "accentColor"`);
    const domain = 'klankbord.voorbeeld.example';
    expect(copy.faults()).toEqual([
      `manifest.json: the domain "${domain}" is opened in Teams and not in validDomains`,
    ]);
    copy.change('manifest.json', '"accentColor"', `"validDomains": ["${domain}"], "accentColor"`);
    expect(copy.faults()).toEqual([]);
  });

  it('on what the schema does not know, and on a value that does not fit it', () => {
    const copy = copyOfManifest();
    copy.change('manifest.json', '"accentColor": "#1f4e5f"', '"accentColor": "teal", "packageName": "x"');
    expect(copy.faults({ APP_ID: 'no-guid' })).toEqual([
      'manifest.json: the file must NOT have additional properties "packageName"',
      expect.stringContaining('manifest.json: /id must match pattern'),
      expect.stringContaining('manifest.json: /accentColor must match pattern'),
      expect.stringContaining('manifest.json: /bots/0/botId must match pattern'),
    ]);
  });

  it('on another version than package.json has', () => {
    const copy = copyOfManifest();
    copy.change('manifest.json', `"version": "${packageVersion()}"`, '"version": "9.9.9"');
    expect(copy.faults()).toEqual([
      `manifest.json: version 9.9.9 is not ${packageVersion()}, the version in package.json`,
    ]);
  });
});

describe('npm run package', () => {
  it('builds a sample without settings and says so', () => {
    const { status, stdout, out } = command();
    expect(stdout).toContain('this is a sample');
    expect(stdout).toContain('every check passed');
    expect(status).toBe(0);
    expect([...new ZipBuffer(readFileSync(out)).keys()]).toHaveLength(4);
  });

  it('refuses half a setting with code 78 and a line for what is missing', () => {
    const { status, stderr } = command('--app-id', VALUES.APP_ID);
    expect(status).toBe(78);
    expect(stderr).toMatch(/^klankbord: PUBLIC_URL: set the https address/m);
    expect(stderr).not.toContain('MicrosoftAppId');
  });
});

describe('the reader of pictures', () => {
  it.each(['color', 'outline'])('reads what Chromium drew: %s.png', (name) => {
    const picture = readPng(readFileSync(`manifest/icons/${name}.png`));
    expect(picture).toMatchObject(name === 'color' ? { width: 192, height: 192 } : { width: 32, height: 32 });
  });

  it('sees the colours where they are', () => {
    const picture = readPng(readFileSync('manifest/icons/color.png'));
    if (typeof picture === 'string') throw new Error(picture);
    const at = (x: number, y: number) => [...picture.rgba.subarray((y * 192 + x) * 4, (y * 192 + x) * 4 + 4)];
    expect(at(3, 188)).toEqual([0x1f, 0x4e, 0x5f, 255]);
    expect(at(45, 96)).toEqual([0xf2, 0xb6, 0x6d, 255]);
    expect(at(73, 100)).toEqual([255, 255, 255, 255]);
  });
});

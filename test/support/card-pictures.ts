/**
 * Draws every sample card with the renderer of `adaptivecards` in Chromium, in both languages, at two widths, light
 * and dark, and leaves contact sheets to look at in `.tmp/cards`. Run: `node test/support/card-pictures.ts [kind …]`.
 */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { drawCard } from '../../cards/draw.ts';
import { DRAWING, SAMPLES } from '../../cards/samples.ts';
import { launchChromium } from './chromium.ts';

const OUT = fileURLToPath(new URL('../../.tmp/cards/', import.meta.url));
const WIDTHS = [320, 600] as const;
const THEMES = {
  light: {
    page: '#f5f5f5',
    card: '#ffffff',
    frame: '#ebebeb',
    text: '#242424',
    subtle: '#616161',
    alert: '#c4314b',
  },
  dark: {
    page: '#1f1f1f',
    card: '#292929',
    frame: '#3d3d3d',
    text: '#ffffff',
    subtle: '#adadad',
    alert: '#f1707b',
  },
} as const;
const PER_SHEET = 12;

type Theme = (typeof THEMES)[keyof typeof THEMES];
type Sheet = { readonly language: 'nl' | 'en'; readonly width: number; readonly theme: keyof typeof THEMES };

const wanted = process.argv.slice(2);
const samples = SAMPLES.filter(({ view }) => wanted.length === 0 || wanted.includes(view.kind));
mkdirSync(OUT, { recursive: true });
const script = await bundle();
const browser = await launchChromium();
try {
  for (const language of ['nl', 'en'] as const)
    for (const width of WIDTHS)
      for (const theme of ['light', 'dark'] as const) await picture(browser, { language, width, theme });
} finally {
  await browser.close();
}

async function picture(from: Browser, sheet: Sheet): Promise<void> {
  const page = await from.newPage({ viewport: { width: (sheet.width + 24) * 4, height: 800 } });
  for (let at = 0; at < samples.length; at += PER_SHEET) {
    const cards = samples.slice(at, at + PER_SHEET).map(({ name, view }) => ({
      name,
      card: drawCard(view, { ...DRAWING, language: sheet.language }),
    }));
    await page.setContent(html(sheet, cards));
    const cut = await page.evaluate(
      'Array.from(document.querySelectorAll(".card *")).filter((e) => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0 && !e.matches("input,select,option")).map((e) => e.textContent)',
    );
    const file = `${sheet.language}-${sheet.width}-${sheet.theme}-${String(at / PER_SHEET + 1).padStart(2, '0')}.png`;
    await page.screenshot({ path: `${OUT}${file}`, fullPage: true });
    process.stdout.write(
      `${file}${Array.isArray(cut) && cut.length > 0 ? ` cut off: ${JSON.stringify(cut)}` : ''}\n`,
    );
  }
  await page.close();
}

function html(sheet: Sheet, cards: readonly { readonly name: string; readonly card: unknown }[]): string {
  const theme = THEMES[sheet.theme];
  const data = JSON.stringify({ cards, config: hostConfig(theme) }).replaceAll('<', '\\u003c');
  return `<!doctype html><html lang="${sheet.language}"><meta charset="utf-8"><style>${css(theme, sheet.width)}</style>
<body><script>window.sheet = ${data};</script><script>${script}</script></body></html>`;
}

function css(theme: Theme, width: number): string {
  return `body{margin:8px;background:${theme.page};color:${theme.text};font:14px/20px 'Segoe UI',sans-serif;column-count:4;column-gap:16px}
.sample{break-inside:avoid;width:${width}px;margin-bottom:16px}.name{font-size:11px;color:${theme.subtle}}
.card{background:${theme.card};border-radius:4px;padding:4px}
.ac-pushButton{background:transparent;color:${theme.text};border:1px solid ${theme.subtle};border-radius:4px;padding:5px 12px;font:600 14px 'Segoe UI',sans-serif}
.style-positive{background:#5b5fc7;color:#fff;border-color:#5b5fc7}
input[type=tel],select{font:inherit;padding:5px;width:100%;box-sizing:border-box;background:${theme.frame};color:${theme.text};border:0;border-bottom:1px solid ${theme.subtle}}`;
}

function hostConfig(theme: Theme): unknown {
  const colour = (value: string) => ({ default: value, subtle: theme.subtle });
  const foregroundColors = {
    default: colour(theme.text),
    attention: { default: theme.alert, subtle: theme.alert },
  };
  const style = (backgroundColor: string) => ({ backgroundColor, foregroundColors });
  return {
    fontFamily: "'Segoe UI', sans-serif",
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
    spacing: { small: 4, default: 8, medium: 16, large: 24, extraLarge: 32, padding: 12 },
    separator: { lineThickness: 1, lineColor: theme.frame },
    containerStyles: { default: style(theme.card), emphasis: style(theme.frame) },
    actions: { actionsOrientation: 'horizontal', actionAlignment: 'left', buttonSpacing: 8, maxActions: 6 },
    inputs: {
      label: {
        inputSpacing: 'small',
        requiredInputs: { suffix: ' *', weight: 'bolder' },
        optionalInputs: { weight: 'bolder' },
      },
    },
  };
}

/** The renderer with a few lines that draw `window.sheet`. */
async function bundle(): Promise<string> {
  const contents = `
    import { AdaptiveCard, HostConfig } from 'adaptivecards';
    for (const { name, card } of window.sheet.cards) {
      const drawn = new AdaptiveCard();
      drawn.hostConfig = new HostConfig(window.sheet.config);
      drawn.parse(card);
      const sample = document.body.appendChild(document.createElement('div'));
      sample.className = 'sample';
      const label = sample.appendChild(document.createElement('div'));
      label.className = 'name';
      label.textContent = name;
      const frame = sample.appendChild(document.createElement('form'));
      frame.className = 'card';
      frame.append(drawn.render());
    }`;
  const resolveDir = fileURLToPath(new URL('.', import.meta.url));
  const built = await build({ stdin: { contents, resolveDir }, bundle: true, format: 'iife', write: false });
  const [file] = built.outputFiles;
  if (file === undefined) throw new Error('the renderer was not bundled');
  return file.text.replaceAll('</script', '<\\/script');
}

export type PageLanguage = 'nl' | 'en';

/** The texts around a card. Neutral: no programme, no firm. */
export const TEXTS = {
  nl: {
    title: 'Bericht',
    goneTitle: 'Dit kan ik niet voor u openen',
    gone: 'Misschien is het al afgehandeld, of is het voor iemand anders.',
    unreadableTitle: 'Dit formulier kan ik niet lezen',
    unreadable: 'Er is niets bewaard. Ga terug, laad de pagina opnieuw, en vul het formulier daar in.',
    foreignTitle: 'Dit formulier komt niet van deze pagina',
    foreign: 'Er is niets bewaard. Open de link in uw mail nog eens, en vul het formulier daar in.',
    failedTitle: 'Dit lukt nu niet',
    failed: 'Dat ligt niet aan u. Probeer het over een paar minuten nog eens.',
  },
  en: {
    title: 'Message',
    goneTitle: 'I cannot open this for you',
    gone: 'It may have been dealt with already, or be for someone else.',
    unreadableTitle: 'I cannot read this form',
    unreadable: 'Nothing was kept. Please go back, reload the page, and fill in the form there.',
    foreignTitle: 'This form does not come from this page',
    foreign: 'Nothing was kept. Please open the link in your mail again, and fill in the form there.',
    failedTitle: 'This does not work right now',
    failed: 'It is not your fault. Please try again in a few minutes.',
  },
} as const satisfies Record<PageLanguage, Record<string, string>>;

/** A whole page without script. `html` is trusted: made by `html`, by `cardToHtml` or from the texts above. */
export function pageHtml(q: {
  readonly language: PageLanguage;
  readonly html: string;
  /** Neutral: it stands in the history of a browser. */
  readonly title?: string;
}): string {
  return `<!doctype html>
<html lang="${q.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${q.title ?? TEXTS[q.language].title}</title>
<link rel="stylesheet" href="/page.css">
</head>
<body><main>${q.html}</main></body>
</html>`;
}

export const PAGE_CSS = `
:root {
  color-scheme: light dark;
  font: 16px/1.5 "Segoe UI", system-ui, -apple-system, "Noto Sans", sans-serif;
  --back: light-dark(#f3f4f7, #17181c);
  --panel: light-dark(#ffffff, #202228);
  --soft: light-dark(#eef0f5, #2a2d35);
  --line: light-dark(#d6dae3, #3a3e49);
  --edge: light-dark(#737a8c, #8a91a3);
  --text: light-dark(#1c1f27, #eceef3);
  --text-soft: light-dark(#545b6b, #aab1c1);
  --accent: light-dark(#4a4fb5, #a9adff);
  --on-accent: light-dark(#ffffff, #14152b);
  --attention: light-dark(#a4262c, #ff9a9e);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); }
main { max-width: 35rem; margin: clamp(0rem, 6vh, 4rem) auto; padding: 1.5rem clamp(1rem, 5vw, 2rem); background: var(--panel); border: 1px solid var(--line); border-radius: 12px; overflow-wrap: break-word; }
h1 + form { margin-top: 0; }
header { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between; margin-bottom: 1.25rem; }
header form { margin: 0; }
h2 { margin: 2rem 0 .5rem; font-size: 1.15rem; line-height: 1.3; }
h3 { margin: 1.25rem 0 .25rem; font-size: 1rem; }
ul, ol { padding-left: 1.25rem; margin: .5rem 0; }
li { margin: .25rem 0; }
ul.plain { list-style: none; padding: 0; }
ul.plain > li { padding: .75rem 0; border-top: 1px solid var(--line); margin: 0; }
ul.plain > li:first-child { border-top: 0; }
a { color: var(--accent); }
a.button { display: inline-flex; align-items: center; font-weight: 600; min-height: 44px; padding: .5rem 1.1rem; border-radius: 8px; border: 1px solid var(--edge); color: inherit; text-decoration: none; }
a.button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.inline { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; }
.inline label { flex: 1 1 8rem; }
.done { padding: .5rem 1rem; background: var(--soft); border-radius: 8px; font-weight: 600; }
.code { font-size: 1.4rem !important; letter-spacing: .15em; text-transform: uppercase; max-width: 14rem; }
h1 { margin: 0 0 1rem; font-size: 1.4rem; line-height: 1.25; }
h2 { margin: 2rem 0 .5rem; font-size: 1.15rem; line-height: 1.3; }
h3 { margin: 1.5rem 0 .5rem; font-size: 1rem; }
p { margin: .75rem 0; }
ul { margin: .5rem 0; padding-left: 1.25rem; }
li { margin: .25rem 0; }
dl { margin: .5rem 0; }
dt { font-size: .9rem; color: var(--text-soft); }
dd { margin: 0 0 .4rem; }
.note { font-size: .9rem; color: var(--text-soft); }
.alert { font-weight: 600; color: var(--attention); }
.framed { margin: 1rem 0; padding: .25rem 1rem; background: var(--soft); border-radius: 8px; }
fieldset { border: 0; padding: 0; margin: 1rem 0; }
legend, .label { font-weight: 600; padding: 0; }
.choice { display: flex; gap: .6rem; align-items: baseline; padding: .4rem 0; }
.choice input { flex: none; width: 1.1rem; height: 1.1rem; margin: 0; position: relative; top: .15rem; accent-color: var(--accent); }
input:not([type=radio], [type=checkbox]) { font: inherit; color: inherit; background: var(--back); border: 1px solid var(--edge); border-radius: 8px; padding: .5rem .75rem; width: 100%; margin-top: .25rem; }
.buttons { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0 .25rem; }
button, a.button { font: inherit; font-weight: 600; min-height: 44px; padding: .5rem 1.1rem; border-radius: 8px; border: 1px solid var(--edge); background: transparent; color: inherit; cursor: pointer; }
a.button { display: inline-flex; align-items: center; text-decoration: none; }
button:hover, a.button:hover { border-color: var(--accent); }
button.primary, a.button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;

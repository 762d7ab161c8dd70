export type PageLanguage = 'nl' | 'en';

/** The texts around a card. Neutral: no programme, no firm. */
export const TEXTS = {
  nl: {
    title: 'Bericht',
    waits: 'Er staat een bericht voor u klaar',
    opens: 'Als u het opent, wordt vastgelegd dat u het las.',
    open: 'Bericht openen',
    goneTitle: 'Deze link werkt niet (meer)',
    gone: 'Kijk of er een nieuwer bericht in uw postvak staat.',
    unreadableTitle: 'Dit formulier kan ik niet lezen',
    unreadable: 'Er is niets bewaard. Open de link in uw mail nog eens, en vul het formulier daar in.',
    failedTitle: 'Dit lukt nu niet',
    failed: 'Dat ligt niet aan u. Probeer het over een paar minuten nog eens.',
  },
  en: {
    title: 'Message',
    waits: 'There is a message for you',
    opens: 'When you open it, it is recorded that you read it.',
    open: 'Open the message',
    goneTitle: 'This link does not work (any more)',
    gone: 'Please look for a newer message in your mailbox.',
    unreadableTitle: 'I cannot read this form',
    unreadable: 'Nothing was kept. Please open the link in your mail again, and fill in the form there.',
    failedTitle: 'This does not work right now',
    failed: 'It is not your fault. Please try again in a few minutes.',
  },
} as const satisfies Record<PageLanguage, Record<string, string>>;

/** A whole page without script. `html` is trusted: made by `cardToHtml` or from the texts above. */
export function pageHtml(q: { readonly language: PageLanguage; readonly html: string }): string {
  return `<!doctype html>
<html lang="${q.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${TEXTS[q.language].title}</title>
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
h1 { margin: 0 0 1rem; font-size: 1.4rem; line-height: 1.25; }
p { margin: .75rem 0; }
.note { font-size: .9rem; color: var(--text-soft); }
.alert { font-weight: 600; color: var(--attention); }
.framed { margin: 1rem 0; padding: .25rem 1rem; background: var(--soft); border-radius: 8px; }
fieldset { border: 0; padding: 0; margin: 1rem 0; }
legend, .label { font-weight: 600; padding: 0; }
.choice { display: flex; gap: .6rem; align-items: baseline; padding: .4rem 0; }
.choice input { flex: none; width: 1.1rem; height: 1.1rem; margin: 0; position: relative; top: .15rem; accent-color: var(--accent); }
input:not([type=radio], [type=checkbox]) { font: inherit; color: inherit; background: var(--back); border: 1px solid var(--edge); border-radius: 8px; padding: .5rem .75rem; width: 100%; margin-top: .25rem; }
.buttons { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0 .25rem; }
button { font: inherit; font-weight: 600; min-height: 44px; padding: .5rem 1.1rem; border-radius: 8px; border: 1px solid var(--edge); background: transparent; color: inherit; cursor: pointer; }
button:hover { border-color: var(--accent); }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;

export type PageLanguage = 'nl' | 'en';

/** The texts around a card. Neutral: no programme, no firm. */
export const TEXTS = {
  nl: {
    title: 'Bericht',
    opens: 'Er staat een bericht voor u klaar. Als u het opent, wordt vastgelegd dat u het las.',
    open: 'Bericht openen',
    gone: 'Deze link werkt niet (meer). Kijk of er een nieuwer bericht in uw mailbox staat.',
    failed: 'Dit lukt nu niet. Probeer het over een paar minuten nog eens.',
  },
  en: {
    title: 'Message',
    opens: 'There is a message for you. When you open it, it is recorded that you read it.',
    open: 'Open the message',
    gone: 'This link does not work (any more). Please look for a newer message in your mailbox.',
    failed: 'This does not work right now. Please try again in a few minutes.',
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
:root { color-scheme: light dark; font: 16px/1.5 "Segoe UI", system-ui, sans-serif; }
body { margin: 0; background: light-dark(#f5f5f5, #1f1f1f); color: light-dark(#242424, #f0f0f0); }
main { max-width: 34rem; margin: 2rem auto; padding: 1rem 1.5rem; background: light-dark(#fff, #2b2b2b); border-radius: 8px; }
h1 { font-size: 1.35rem; line-height: 1.3; }
.note { font-size: .9rem; color: light-dark(#595959, #c2c2c2); }
.framed { padding: .5rem 1rem; background: light-dark(#f0f0f0, #363636); border-radius: 6px; }
fieldset { border: 0; padding: 0; margin: 1rem 0; }
legend { font-weight: 600; padding: 0; }
.choice { display: block; padding: .35rem 0; }
input:not([type=radio], [type=checkbox]) { font: inherit; padding: .4rem; width: 100%; box-sizing: border-box; }
.buttons { display: flex; flex-wrap: wrap; gap: .75rem; }
button { font: inherit; padding: .5rem 1rem; border-radius: 6px; border: 1px solid light-dark(#616161, #adadad); background: transparent; color: inherit; cursor: pointer; }
button.primary { background: #4f52b2; border-color: #4f52b2; color: #fff; }
button:focus-visible, input:focus-visible { outline: 3px solid light-dark(#242424, #fff); outline-offset: 2px; }
`;

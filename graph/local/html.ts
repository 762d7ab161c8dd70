/** Outlook keeps every body as HTML. */
export function htmlFromText(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<html><body><div>${escaped.replaceAll(/\r?\n/g, '<br>\r\n')}</div></body></html>`;
}

export function textFromHtml(html: string): string {
  const broken = html.replaceAll(/<br\s*\/?>(\r?\n)?|<\/(?:p|div)>/gi, '\n').replaceAll(/<[^>]*>/g, '');
  const plain = broken
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&');
  return plain.trim();
}

/** The block that makes a body belong to a Teams meeting: a body without it is no longer one. */
export function withMeetingBlock(html: string, joinUrl: string): string {
  const block = `<div class="me-email-text"><a href="${joinUrl}">Microsoft Teams</a><br>${joinUrl}</div>`;
  return /<\/body>/i.test(html) ? html.replace(/<\/body>/i, () => `${block}</body>`) : `${html}${block}`;
}

import { byId } from './dom.ts';

let hide = 0;

/** Says something for ten seconds, or until `hush`. */
export function tell(words: string, { stays = false }: { readonly stays?: boolean } = {}): void {
  const notice = byId('notice');
  notice.replaceChildren(words);
  notice.hidden = false;
  clearTimeout(hide);
  if (!stays) hide = window.setTimeout(hush, 10_000);
}

export function hush(): void {
  byId('notice').hidden = true;
}

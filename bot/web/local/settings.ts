/** What this browser remembers of how the console looks. */
const KEYS = { language: 'klankbord.language', theme: 'klankbord.theme', hints: 'klankbord.hints' };

export type Theme = 'system' | 'light' | 'dark';

export function language(): 'nl' | 'en' {
  return read(KEYS.language) === 'en' ? 'en' : 'nl';
}

export function setLanguage(to: 'nl' | 'en'): void {
  write(KEYS.language, to);
}

export function theme(): Theme {
  const kept = read(KEYS.theme);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

export function setTheme(to: Theme): void {
  write(KEYS.theme, to);
  wear();
}

/** Puts language and theme on the page. */
export function wear(): void {
  const { dataset } = document.documentElement;
  document.documentElement.lang = language();
  if (theme() === 'system') delete dataset.theme;
  else dataset.theme = theme();
}

export function hintsSeen(): boolean {
  return read(KEYS.hints) === 'seen';
}

export function rememberHints(seen: boolean): void {
  write(KEYS.hints, seen ? 'seen' : '');
}

/** A browser that keeps nothing (private windows may refuse) starts as new each time. */
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Not remembered: the next visit begins as the first.
  }
}

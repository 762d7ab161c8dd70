import type { Request, Response } from 'express';

/** What a browser keeps of us; nothing else. */
export type CookieName = 'session' | 'code' | 'entra';

/**
 * Cookies that no script reads and no other site sends along with a form. On https they carry `__Host-`: bound to
 * this very host, whole, and never over http. `Lax`, so that the link in a mail finds who is signed in already.
 */
export type Cookies = {
  read(req: Request, name: CookieName): string | null;
  set(res: Response, name: CookieName, value: string, maxAgeMs: number): void;
  clear(res: Response, name: CookieName): void;
};

/** 32 random bytes, or a keyed hash, in base64url. */
const VALUE = /^[\w-]{43}$/;

export function createCookies(publicUrl: string): Cookies {
  const secure = publicUrl.startsWith('https:');
  const full = (name: CookieName) => `${secure ? '__Host-' : ''}klankbord-${name}`;
  const options = { httpOnly: true, secure, sameSite: 'lax', path: '/' } as const;
  return {
    read(req, name) {
      const prefix = `${full(name)}=`;
      const pairs = (req.headers.cookie ?? '').split(';').map((pair) => pair.trim());
      const value = pairs.find((pair) => pair.startsWith(prefix))?.slice(prefix.length) ?? '';
      return VALUE.test(value) ? value : null;
    },
    set: (res, name, value, maxAge) => void res.cookie(full(name), value, { ...options, maxAge }),
    clear: (res, name) => void res.clearCookie(full(name), options),
  };
}

import type { View } from '../../cards/view.ts';
import type { Person } from '../store/people.ts';
import type { Context, Reply } from './context.ts';

/** What somebody sees first: by role, the director before all others. */
export function welcome(c: Context, person: Person): Reply {
  const as =
    (['director', 'coach', 'coordinator', 'contact'] as const).find((role) => person.roles.includes(role)) ??
    'stranger';
  return { view: { kind: 'welcome', as, sessions: c.programme().sessions }, subject: person.id };
}

/** What to expect, before anything is asked (A15). */
export function information(c: Context): View {
  const { municipality, firm, helpline, sessions } = c.programme();
  return { kind: 'information', municipality, firm, helpline, sessions };
}

/** For who said no, or has a question first: the firm answers, without a name. Nothing is handed over. */
export function ask(c: Context): View {
  const { municipality, firm, firmContact } = c.programme();
  return { kind: 'ask', municipality, firm, ...firmContact };
}

import type { Context } from '../flows/context.ts';
import type { Calendar, Chat, Feeds, Install, Mail, Pace, Random, Subscriptions } from '../ports.ts';

/** What carrying out a job needs. */
export type Work = {
  readonly c: Context;
  readonly calendar: Calendar;
  readonly subscriptions: Subscriptions;
  readonly chat: Chat;
  readonly pace: Pace;
  readonly mail: Mail;
  readonly feeds: Feeds;
  readonly install: Install;
  readonly random: Random;
  /** Where links in mails lead: an origin. */
  readonly publicUrl: string;
};

/** Done, or again after a while: the queue waits, the state decides whether it still matters. */
export type Ran = 'done' | { readonly againMs: number };

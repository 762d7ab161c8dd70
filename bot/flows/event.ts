import type { Press } from '../../cards/actions.ts';
import type { CardJson } from '../ports.ts';
import type { Said } from '../rules/words.ts';

/** What came in from Teams, in our own words. Made by `teams/inbound.ts`, after the guard; free text never passes. */
export type TurnEvent = {
  /** Inbox key: the activity id; when absent a hash of card, actor, verb and inputs. Local to the tenant. */
  readonly key: string;
  readonly who: { readonly tenant: string; readonly aadObjectId: string; readonly name: string };
  readonly chat: {
    readonly personal: boolean;
    readonly serviceUrl: string;
    readonly conversation: string;
    /** The person in this channel (`29:…`). */
    readonly user: string;
    readonly bot: string;
  };
  /** `nl…` → nl, anything else that is known → en; null when the client did not say. */
  readonly locale: 'nl' | 'en' | null;
  readonly what:
    | { readonly kind: 'said'; readonly said: Said }
    | {
        readonly kind: 'pressed';
        readonly press: Press;
        /** The activity that holds the card (`replyToId`), when the client said so. */
        readonly activity: string | null;
        /** `invoke`: the answer goes back in the response. `message`: Submit, the answer is a new or updated message. */
        readonly by: 'invoke' | 'message';
      }
    /** A press that is not one of ours, or broken. */
    | { readonly kind: 'unreadable'; readonly by: 'invoke' | 'message' }
    | { readonly kind: 'installed' }
    | { readonly kind: 'removed' };
};

/** What goes back in an invoke's response; everything else is owed as jobs. */
export type TurnAnswer =
  | {
      readonly kind: 'card';
      readonly card: CardJson;
      /** To be called when the response had to go out before this answer was there. */
      readonly late?: () => Promise<void>;
    }
  | { readonly kind: 'nothing' };

export type Turn = (event: TurnEvent) => Promise<TurnAnswer>;

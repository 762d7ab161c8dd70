declare const brand: unique symbol;

/** A uuid that belongs to one noun. Made at the edge (parsing, or Random), trusted inside. */
export type Id<Noun extends string> = string & { readonly [brand]: Noun };

export type PersonId = Id<'person'>;
export type IntakeId = Id<'intake'>;
export type OfferId = Id<'offer'>;
export type BookingId = Id<'booking'>;
export type CardId = Id<'card'>;
export type CallbackId = Id<'callback'>;
export type CodeId = Id<'code'>;
export type PageSessionId = Id<'page-session'>;
export type WaitingId = Id<'waiting'>;
export type RequestId = Id<'request'>;
export type ExtraId = Id<'extra'>;
export type DataRequestId = Id<'data-request'>;
export type WipeId = Id<'message-wipe'>;
export type EventWipeId = Id<'event-wipe'>;

import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { BookingState } from '../rules/booking.ts';
import type {
  BookingId,
  CallbackId,
  CardId,
  CodeId,
  DataRequestId,
  EventWipeId,
  ExtraId,
  IntakeId,
  OfferId,
  PageSessionId,
  PersonId,
  RequestId,
  WaitingId,
  WipeId,
} from '../rules/ids.ts';
import type { IntakeState } from '../rules/intake.ts';
import type { Language, Place, Role, WorkingHours } from '../rules/programme.ts';
import type { Price } from '../rules/request.ts';
import type { Wait } from '../rules/waiting.ts';

/** timestamptz: a Date on both databases. */
type Instant = ColumnType<Date, Date, Date>;
type MaybeInstant = ColumnType<Date | null, Date | null | undefined, Date | null>;
/** bytea sealed by `store/box.ts`; the suffix `_sealed` marks every such column. */
type Sealed = ColumnType<Uint8Array, Uint8Array, Uint8Array>;
type MaybeSealed = ColumnType<Uint8Array | null, Uint8Array | null | undefined, Uint8Array | null>;
type Json<T> = ColumnType<T, string, string>;

export type Tables = {
  /** One row: the programme as applied. */
  programme: {
    id: 1;
    settings: Json<unknown>;
    source_hash: string;
    applied_at: Instant;
    /** Agreed to by the contact person, beside the file's own places. */
    extra_places: Generated<number>;
  };
  /** Every programme file that was ever applied. */
  applied: { source_hash: string; at: Instant };
  /** Groups of the directory that give roles. `fault`: why the last reading failed. */
  role_groups: { name: string; roles: Json<readonly Role[]>; next_at: Instant; fault: string | null };
  /** Who was given a role by what: `file`, or the name of a group. `roles` follows from it. */
  grants: { person: PersonId; role: Role; via: string };
  people: {
    id: PersonId;
    tenant: string;
    aad_object_id: string | null;
    upn: string;
    name: string;
    mail: string;
    phone: string | null;
    language: Language;
    reach: 'teams' | 'mail';
    /** The number that this person gave for call-backs; the directory's `phone` stays beside it. */
    phone_sealed: MaybeSealed;
    /** The person chose the language here: an apply leaves it. */
    language_chosen: Generated<boolean>;
  };
  roles: { person: PersonId; role: Role };
  coaches: { person: PersonId; profile: Json<unknown> };
  /** A data key per person, wrapped by a key from the secrets. Erasing a person deletes this row. */
  keys: { person: PersonId; wrapped: Uint8Array; key_id: string };
  /** Where a person's one-to-one chat is. */
  chats: {
    person: PersonId;
    tenant: string;
    service_url: string;
    conversation: string;
    user_mri: string;
    bot: string;
    state: 'open' | 'closed';
    seen_at: Instant;
  };
  inbox: {
    key: string;
    actor: PersonId;
    /** A verb, or `said` / `installed`. */
    verb: string;
    card: CardId | null;
    /** Only of a turn that failed and is run again. */
    inputs_sealed: MaybeSealed;
    state: 'working' | 'answered' | 'failed';
    /** The card that answered: a repeat gets what stands there now. */
    answer: CardId | null;
    received_at: Instant;
  };
  /** Every rendering of a card, and so every message: a new id each time. */
  cards: {
    id: CardId;
    kind: string;
    /** The noun this card is about (intake, booking, callback …) or the person. */
    subject: string;
    recipient: PersonId;
    /** Whose key seals the view: the person it tells about. */
    whose: PersonId;
    /** At most one message of a kind: unique when present. */
    once: string | null;
    /** The Teams activity that shows it; null until known. */
    activity: string | null;
    /** The card it replaced in place, or was asked in answer to. */
    replaces: CardId | null;
    /**
     * owed: to be sent or put · sending: the attempt is out · shown · mailed: by mail instead ·
     * unknown: ambiguous, never repeated · impossible · replaced: a newer card stands in its place.
     */
    state: 'owed' | 'sending' | 'shown' | 'mailed' | 'unknown' | 'impossible' | 'replaced';
    /** How it gets there: a new message, an update in place, as the answer to a press, or a mail. */
    by: 'send' | 'update' | 'answer' | 'mail';
    view_sealed: MaybeSealed;
    created_at: Instant;
    /** From when on an update that is owed becomes a job; null when it is one, or none is owed. */
    put_at: MaybeInstant;
    /** How often it was wanted where it stands once more: only an update that was sent after that is the last word. */
    wanted: Generated<number>;
  };
  drafts: { person: PersonId; kind: string; data_sealed: Sealed };
  intakes: {
    id: IntakeId;
    director: PersonId;
    state: IntakeState;
    preferences_sealed: MaybeSealed;
    consented_at: MaybeInstant;
    coach: PersonId | null;
    handed_over_at: MaybeInstant;
    /** Sessions held before this house knew of them: counted, and without a booking. */
    sessions_before: Generated<number>;
    /** Agreed to by the contact person, beside the programme's own. */
    sessions_extra: Generated<number>;
    created_at: Instant;
    /** When the link to the coach was wiped after the last session: the place stays taken. */
    finished_at: MaybeInstant;
  };
  /** What was offered, and the free/busy it rests on (sealed, wiped after an hour). */
  offers: { id: OfferId; intake: IntakeId; checked_at: Instant; facts_sealed: MaybeSealed };
  bookings: {
    id: BookingId;
    intake: IntakeId;
    director: PersonId;
    coach: PersonId;
    number: number;
    starts: Instant;
    ends: Instant;
    place: Place;
    state: BookingState;
    /** The send mark: a POST may have gone out, so look before the next. */
    attempted: Generated<boolean>;
    event: string | null;
    ical_uid: string | null;
    join_url_sealed: MaybeSealed;
    created_at: Instant;
    counts: Generated<boolean>;
    /** The time that Outlook has, as far as we know; another than `starts`–`ends`: a PATCH is owed. */
    outlook_starts: MaybeInstant;
    outlook_ends: MaybeInstant;
    /** The send mark of a PATCH, and since when: while it is out no other goes. */
    patching: string | null;
    patching_since: MaybeInstant;
    /** The last change of ours: answers in Outlook that are older are about another time. */
    changed_at: MaybeInstant;
    /** What was last heard from Outlook and acted upon. */
    heard: ColumnType<unknown, string | undefined, string>;
  };
  /** Who hears when an earlier time comes free: once, and then no more. */
  earlier_wishes: { intake: IntakeId; asked_at: Instant };
  /** What Outlook told of an event of ours, and what was last read of it (`store/hearings.ts`). */
  hearings: {
    event: string;
    since: Instant;
    hints: number;
    look_until: MaybeInstant;
    hint: string | null;
    removed: Generated<boolean>;
    etag: string | null;
    changed_at: MaybeInstant;
  };
  /** One row: the subscription to the programme's mailbox, and where the look at what changed goes on. */
  watch: {
    id: Generated<number>;
    mailbox: string;
    url: string;
    subscription: string | null;
    secret_hash: string | null;
    expires_at: MaybeInstant;
    busy_until: Instant;
    fault: string | null;
    look_fault: string | null;
    link: string | null;
    window_start: MaybeInstant;
  };
  callbacks: {
    id: CallbackId;
    director: PersonId;
    reader: PersonId;
    phone_sealed: Sealed;
    wish: string;
    state: 'asked' | 'taken';
    asked_at: Instant;
  };
  /** Who waits for a place, in order of `number`. Nothing else of them is kept, not even since when. */
  waiting: {
    id: WaitingId;
    number: GeneratedAlways<string>;
    director: PersonId;
    state: Wait['kind'];
    /** Until when a place is kept. */
    until: MaybeInstant;
    /** How often they were told of it. */
    told: Generated<number>;
    /** With which request a place was asked for them; null: not yet. */
    request: RequestId | null;
  };
  /** A session beyond somebody's own, asked for. */
  extras: {
    id: ExtraId;
    number: GeneratedAlways<string>;
    intake: IntakeId;
    by_director: boolean;
    by_coach: boolean;
    state: 'asked' | 'given' | 'refused';
    request: RequestId | null;
  };
  /** What a week brought together for the contact person, and the answer. */
  requests: {
    id: RequestId;
    asked_at: Instant;
    places: number;
    sessions: number;
    price: ColumnType<Price | null, string | null, never>;
    places_given: number | null;
    sessions_given: number | null;
    answered_by: PersonId | null;
    answered_at: MaybeInstant;
  };
  /** Links in mails: whom a page asks for a code, and which card it then opens. Only a hash of the token is kept. */
  links: { token_hash: string; card: CardId; person: PersonId; expires_at: Instant };
  /** Processes that run, by their last sign of life (the clock of the database). */
  processes: { id: string; seen_at: Instant };
  /** For whom the app is put into Teams, and what came of it. `already`: it was there. */
  installs: {
    person: PersonId;
    state: 'owed' | 'installed' | 'already' | 'refused' | 'unknown';
    /** Of who refused, or why nobody knows. */
    code: string | null;
    tries: Generated<number>;
    at: Instant;
  };
  /** A row for each time a one-time code was asked for; `person` is null when nobody has that address. */
  codes: {
    id: CodeId;
    /** Of what the browser that asked keeps in a cookie. */
    secret_hash: string;
    person: PersonId | null;
    card: CardId | null;
    /** A keyed hash of the part of the internet that asked. */
    network: string;
    /** A keyed hash of the code; null until it was mailed. */
    tag: string | null;
    tries: Generated<number>;
    asked_at: Instant;
    expires_at: Instant;
    used_at: MaybeInstant;
  };
  /** Who is signed in on a page. `roles`: what they had then; losing one of them ends it. */
  page_sessions: {
    id: PageSessionId;
    token_hash: string;
    person: PersonId;
    roles: Json<readonly Role[]>;
    via: 'code' | 'entra';
    code: CodeId | null;
    opened_at: Instant;
    seen_at: Instant;
    ends_at: Instant;
  };
  accounts: { person: PersonId; tenant: string; oid: string };
  /** What a coach changed on their own page; it stands beside what the programme file says. */
  coach_hours: { person: PersonId; hours: Json<WorkingHours>; changed_at: Instant };
  coach_windows: { id: string; person: PersonId; starts: Instant; ends: Instant };
  coach_pauses: { person: PersonId; starts: Instant; ends: Instant };
  /** ICS addresses of coaches, and busy times as they were read last. `fault`: why the last reading failed. */
  feeds: {
    person: PersonId;
    address_sealed: Sealed;
    reading_sealed: MaybeSealed;
    read_at: MaybeInstant;
    fault: string | null;
  };
  due: { id: string; at: Instant; kind: string; subject: string };
  /** A link to one's own data, for minutes. `reader_hash`: of the key of the first page that opened it; no other page does. */
  data_links: { token_hash: string; person: PersonId; reader_hash: string | null; expires_at: Instant };
  /** Objections: who handles them, and how they ended. */
  data_requests: {
    id: DataRequestId;
    person: PersonId;
    handler: 'coordinator' | 'office';
    state: 'asked' | 'granted' | 'refused';
    asked_at: Instant;
    settled_at: MaybeInstant;
  };
  /** Messages in Teams whose cards were erased. `activity` null: still on its way there. */
  message_wipes: {
    id: WipeId;
    recipient: PersonId;
    card: CardId;
    activity: string | null;
    way: 'remove' | 'neutral';
    created_at: Instant;
  };
  /** Events in Outlook whose bookings were erased. `event` null: it may turn up until then. */
  event_wipes: { id: EventWipeId; booking: BookingId; event: string | null; until: Instant };
  /** Numbers without a person: sessions of those who were erased. */
  tally: { what: string; count: number };
  record: {
    id: Generated<number>;
    at: Instant;
    /** Salted hash per field; a redacted field loses value and salt, and the proof still verifies. */
    fields: Json<unknown>;
    hash: string | null;
    /** Place in the chain, given by the sealing sweep. */
    position: number | null;
  };
};

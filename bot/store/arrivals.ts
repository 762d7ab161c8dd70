import { type QueryCreator, sql } from 'kysely';
import { jsonObjectFrom } from 'kysely/helpers/postgres';
import type { CardId, PersonId } from '../rules/ids.ts';
import type { Role } from '../rules/programme.ts';
import type { Moment } from '../rules/time.ts';
import { COLUMNS as CARD, type Card, read as readCard } from './cards.ts';
import { COLUMNS as CHAT, type KnownChat, read as readChat } from './chats.ts';
import { MARK } from './data-keys.ts';
import type { Db, Trx } from './database.ts';
import { again, type Begun } from './inbox.ts';
import { kept } from './kept.ts';
import type { Person } from './people.ts';
import type { Tables } from './tables.ts';

/** Who came in, how they were reached last, and the card that they pressed. */
export type Arrival = {
  readonly person: Person;
  readonly chat: KnownChat | null;
  /** Null for none, and for one that never was; whose it is says the card itself. */
  readonly card: Card | null;
  /** How the person's data key stands (`Box.stands`); null for none. */
  readonly key: string | null;
};
export type Who = { readonly tenant: string; readonly aadObjectId: string };

/**
 * What every turn asks first, in one question. Who acts is tenant and directory id of a verified activity; roles
 * are those of this moment. Null for somebody unknown.
 */
export async function find(
  db: Db,
  { tenant, aadObjectId }: Who,
  pressed: CardId | null,
): Promise<Arrival | null> {
  const [row] = (await db.executeQuery(FIND({ tenant, aadObjectId, pressed }))).rows;
  return row ? read(row) : null;
}

const FIND = kept((db, q: Who & { readonly pressed: CardId | null }) =>
  asked(db, q).select(
    jsonObjectFrom(db.selectFrom('cards').select(CARD).where('id', '=', q.pressed)).as('card'),
  ),
);

/** What is noted of an arrival that is answered in the same transaction. */
export type Note = {
  readonly key: string;
  readonly verb: string;
  /** Taken until the end of the transaction, when it is this person's. */
  readonly card: CardId | null;
  readonly answer: CardId;
  readonly now: Moment;
};

/**
 * The same question inside the transaction that answers, which notes the arrival too (inbox.ts): `begun` says
 * whether it is a repeat. The card is taken behind the inbox, so that a repeat finds what the first one left.
 */
export async function take(
  trx: Trx,
  { tenant, aadObjectId }: Who,
  { now, ...note }: Note,
): Promise<(Arrival & { readonly begun: Begun }) | null> {
  const [row] = (await trx.executeQuery(TAKE({ tenant, aadObjectId, ...note, now: new Date(now) }))).rows;
  if (!row) return null;
  const { noted, ...asked } = row;
  const arrival = read(asked);
  const begun = noted
    ? { kind: 'new' as const }
    : await again(trx, { key: note.key, actor: arrival.person.id });
  return { ...arrival, begun };
}

const TAKE = kept((db, q: Who & Omit<Note, 'now'> & { readonly now: Date }) => {
  const noting = sql<object>`(insert into inbox (key, actor, verb, card, state, answer, received_at)
    select ${q.key}, id, ${q.verb}, ${q.card}::uuid, 'answered', ${q.answer}::uuid, ${q.now}::timestamptz
    from people where tenant = ${q.tenant} and aad_object_id = ${q.aadObjectId}
    on conflict (key) do nothing returning key)`;
  const noted = sql<number>`(select count(*)::int from noted)`;
  return asked(
    db.with('noted', () => noting),
    q,
  )
    .select(noted.as('noted'))
    .select(
      jsonObjectFrom(
        db
          .selectFrom('cards')
          .select(CARD)
          .where('id', '=', q.card)
          .where('recipient', '=', sql<PersonId>`people.id`)
          // Waits for the inbox first.
          .where(noted, '>=', 0)
          .forNoKeyUpdate(),
      ).as('card'),
    );
});

function asked(db: Pick<QueryCreator<Tables>, 'selectFrom'>, who: Who) {
  return db
    .selectFrom('people')
    .select(['id', 'name', 'mail', 'phone', 'language', 'reach'])
    .select((e) => [
      sql<Role[]>`array(select role from roles where person = people.id order by role)`.as('roles'),
      jsonObjectFrom(e.selectFrom('chats').select(CHAT).whereRef('person', '=', 'people.id')).as('chat'),
      e.selectFrom('keys').select(MARK.as('mark')).whereRef('person', '=', 'people.id').as('key'),
    ])
    .where('tenant', '=', who.tenant)
    .where('aad_object_id', '=', who.aadObjectId);
}

type Row = Person & {
  readonly chat: Parameters<typeof readChat>[0] | null;
  readonly card: Parameters<typeof readCard>[0] | null;
  readonly key: string | null;
};

function read({ chat, card, key, ...person }: Row): Arrival {
  return { person, chat: chat && readChat(chat), card: readCard(card ?? undefined), key };
}

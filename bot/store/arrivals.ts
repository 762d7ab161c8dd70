import { sql } from 'kysely';
import { jsonObjectFrom } from 'kysely/helpers/postgres';
import type { CardId } from '../rules/ids.ts';
import type { Role } from '../rules/programme.ts';
import { COLUMNS as CARD, type Card, read as readCard } from './cards.ts';
import { COLUMNS as CHAT, type KnownChat, read as readChat } from './chats.ts';
import { MARK } from './data-keys.ts';
import type { Db } from './database.ts';
import { kept } from './kept.ts';
import type { Person } from './people.ts';

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
export async function find(db: Db, who: Who, pressed: CardId | null): Promise<Arrival | null> {
  const [row] = (await db.executeQuery(FIND({ ...who, pressed }))).rows;
  if (!row) return null;
  const { chat, card, key, ...person } = row;
  return { person, chat: chat && readChat(chat), card: readCard(card ?? undefined), key };
}

const FIND = kept((db, q: Who & { readonly pressed: CardId | null }) =>
  db
    .selectFrom('people')
    .select(['id', 'name', 'mail', 'phone', 'language', 'reach'])
    .select((e) => [
      sql<Role[]>`array(select role from roles where person = people.id order by role)`.as('roles'),
      jsonObjectFrom(e.selectFrom('chats').select(CHAT).whereRef('person', '=', 'people.id')).as('chat'),
      e.selectFrom('keys').select(MARK.as('mark')).whereRef('person', '=', 'people.id').as('key'),
      jsonObjectFrom(db.selectFrom('cards').select(CARD).where('id', '=', q.pressed)).as('card'),
    ])
    .where('tenant', '=', q.tenant)
    .where('aad_object_id', '=', q.aadObjectId),
);

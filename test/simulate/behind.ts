import {
  type KyselyPlugin,
  OperationNodeTransformer,
  type SelectQueryNode,
  sql,
  type TableNode,
} from 'kysely';
import type { Db } from '../../bot/store/database.ts';

/** A copy of the bookings that is refreshed now and then, as a check made before somebody else's act would see it. */
export const BEHIND = {
  take: ['create table bookings_behind as select * from bookings'],
  undo: ['drop table bookings_behind'],
};

export async function refresh(db: Db): Promise<void> {
  await sql`truncate bookings_behind`.execute(db);
  await sql`insert into bookings_behind select * from bookings`.execute(db);
}

/** Sends the question "who is booked when" (`bookings.live`, the only one without an id) to the copy. */
export function readBehind(): KyselyPlugin {
  const transformer = new ToTheCopy();
  return {
    transformQuery: ({ node }) =>
      node.kind === 'SelectQueryNode' && asksWhoIsBooked(node) ? transformer.transformNode(node) : node,
    transformResult: async ({ result }) => result,
  };
}

class ToTheCopy extends OperationNodeTransformer {
  protected override transformTable(node: TableNode): TableNode {
    const { schema, identifier } = node.table;
    if (identifier.name !== 'bookings') return node;
    return {
      ...node,
      table: {
        ...node.table,
        ...(schema && { schema }),
        identifier: { ...identifier, name: 'bookings_behind' },
      },
    };
  }
}

function asksWhoIsBooked(node: SelectQueryNode): boolean {
  const text = JSON.stringify(node.selections ?? []);
  const from = JSON.stringify(node.from ?? {});
  return (
    from.includes('"bookings"') &&
    ['coach', 'director', 'starts'].every((name) => text.includes(`"${name}"`)) &&
    !text.includes('"id"')
  );
}

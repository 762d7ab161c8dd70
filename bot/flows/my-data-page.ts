import type { MyData, Opening } from '../../cards/view.ts';
import type { Language } from '../rules/programme.ts';
import * as dataLinks from '../store/data-links.ts';
import { type Everything, everythingOf } from '../store/my-data.ts';
import * as people from '../store/people.ts';
import type { Context } from './context.ts';
import { minute } from './minutes.ts';
import { openings, overview } from './my-data.ts';

export type OwnData = {
  readonly language: Language;
  readonly zone: string;
  readonly overview: MyData;
  readonly openings: readonly Opening[];
  readonly everything: Everything;
};

export type OwnPage = {
  readonly token: string;
  /** Of the page that asks: the first one takes the link. */
  readonly key: string;
  readonly as: 'page' | 'file';
};

/** Lines of who opened what, on the page. */
const OPENINGS = 200;

/** Everything that is kept of whoever the link is for; that it was opened is recorded first. Null: no such link (any more). */
export function openOwnData(c: Context, q: OwnPage): Promise<OwnData | null> {
  return c.db.transaction().execute(async (trx) => {
    const id = await dataLinks.open(trx, { ...q, now: c.clock.now() });
    const person = id && (await people.find(trx, id));
    if (!person || person.roles.length === 0) return null;
    const action = q.as === 'page' ? 'my-data.open' : 'my-data.download';
    await minute(c, trx, { actor: person.id, action, object: person.id, outcome: 'shown' });
    return {
      language: person.language,
      zone: c.programme().zone,
      overview: await overview(c, trx, person),
      openings: await openings(trx, { person: person.id, limit: OPENINGS }),
      everything: await everythingOf(trx, c.box, person.id),
    };
  });
}

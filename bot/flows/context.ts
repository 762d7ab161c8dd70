import type { Press } from '../../cards/actions.ts';
import type { View } from '../../cards/view.ts';
import type { Calendar, Clock, Random } from '../ports.ts';
import type { CardId, PersonId } from '../rules/ids.ts';
import type { Language, Programme } from '../rules/programme.ts';
import type { Box } from '../store/box.ts';
import type { Card } from '../store/cards.ts';
import type { Db, Trx } from '../store/database.ts';
import type { Jobs } from '../store/jobs.ts';
import type { Person } from '../store/people.ts';
import type { Signer } from '../store/signer.ts';

/** What flows work with. The only network they know is reading free/busy, outside any transaction. */
export type Context = {
  readonly db: Db;
  readonly box: Box;
  readonly signer: Signer;
  readonly jobs: Pick<Jobs, 'owe' | 'forget'>;
  readonly calendar: Pick<Calendar, 'freeBusy'>;
  readonly clock: Clock;
  readonly random: Random;
  /** Where links lead that people open: an origin. */
  readonly publicUrl: string;
  /** As applied; a new version is seen within seconds, and at every start. */
  readonly programme: () => Programme;
};

/** One press of a button on a card that is this person's, with the card as it stands. */
export type Asked = {
  readonly c: Context;
  readonly person: Person;
  readonly card: Card;
  readonly inputs: Press['inputs'];
};
export type Pressed = Asked & {
  /**
   * Writes what the press means, once: everything inside is one transaction with the inbox row
   * and the stored answer. A repeat of the press gets the stored answer and runs nothing. `first` takes the
   * noun that the answer tells about, before the card: what happens to it meanwhile then finds the new card.
   */
  readonly commit: (
    work: (trx: Trx) => Promise<Reply>,
    first?: (trx: Trx) => Promise<unknown>,
  ) => Promise<Shown>;
};
export type Handler = (pressed: Pressed) => Promise<Shown>;
/** What a press means that needs nothing before its transaction: all of it is that one transaction. */
export type Work = (asked: Asked, trx: Trx) => Promise<Reply>;

/** The view that answers, and the noun it is about (a later change of that noun updates this card). */
export type Reply = {
  readonly view: View;
  readonly subject: string;
  /** Whom it tells about, when that is not its reader: the view is sealed under that person's key. */
  readonly whose?: PersonId;
};

/** An answer as it was decided: drawn at the edge. */
export type Shown = {
  readonly view: View;
  readonly card: CardId;
  readonly language: Language;
  readonly zone: string;
  /** False when nothing was kept of it and nothing is owed: it is shown now or never. */
  readonly kept: boolean;
};

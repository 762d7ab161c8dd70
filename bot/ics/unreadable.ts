/** `too-many`: more repetitions than a calendar of a person has. */
export type WhyUnreadable = 'no-calendar' | 'unreadable' | 'zone' | 'repetition' | 'too-many';

/** A calendar that can not be read to the end. None of it is used then: what was not read would look free. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  readonly why: WhyUnreadable;

  constructor(why: WhyUnreadable) {
    super(why);
    this.why = why;
  }
}

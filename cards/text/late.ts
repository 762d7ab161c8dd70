import type { InTwo } from '../text.ts';

const nl = {
  heading: 'Uw afspraak begint iets later',
  lead: 'Ongeveer {minutes} minuten later dan hier staat:',
  stay: 'U hoeft niets te doen. De afspraak gaat door.',
};

const en: typeof nl = {
  heading: 'Your appointment starts a little later',
  lead: 'About {minutes} minutes later than it says here:',
  stay: 'You do not have to do anything. The appointment goes on.',
};

export const late: InTwo<typeof nl> = { nl, en };

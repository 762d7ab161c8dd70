import type { InTwo } from '../text.ts';

const nl = {
  heading: 'Uw afspraak begint iets later',
  lead: 'Ongeveer {minutes} minuten later dan hier staat:',
  stay: 'U hoeft niets te doen. De afspraak gaat door.',
};

const en: typeof nl = {
  heading: 'Your appointment starts a little later',
  lead: 'About {minutes} minutes later than it says here:',
  stay: 'There is nothing you need to do. The appointment goes ahead.',
};

export const late: InTwo<typeof nl> = { nl, en };

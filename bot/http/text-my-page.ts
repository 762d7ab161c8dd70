import type { PageLanguage } from './page-html.ts';

const nl = {
  title: 'Mijn pagina',
  back: 'Naar mijn pagina',
  out: 'Uitloggen',
  messages: 'Berichten',
  noMessages: 'Er staat nu niets voor u klaar.',
  asks: 'vraagt iets van u',
  open: 'Openen',
  recorded: 'Dat u een bericht opent, wordt vastgelegd.',
};

const en: typeof nl = {
  title: 'My page',
  back: 'To my page',
  out: 'Sign out',
  messages: 'Messages',
  noMessages: 'There is nothing for you right now.',
  asks: 'asks something of you',
  open: 'Open',
  recorded: 'Opening a message is recorded.',
};

export const MY_PAGE = { nl, en } as const satisfies Record<PageLanguage, typeof nl>;

import express, { type Router } from 'express';
import { fill, plural } from '../../cards/text.ts';
import type { Context } from '../flows/context.ts';
import type { Programme } from '../rules/programme.ts';
import { escapeHtml } from './card-html.ts';
import { type PageLanguage, pageHtml } from './page-html.ts';

/** The pages that the app package names: what happens with data, and on what footing one takes part. */
export function about(c: Pick<Context, 'programme'>): Router {
  const router = express.Router();
  const page = (texts: Texts) => (req: express.Request, res: express.Response) => {
    const language = req.acceptsLanguages('nl', 'en') === 'en' ? 'en' : 'nl';
    res.type('html').send(pageHtml({ language, html: html(texts(c.programme())[language]) }));
  };
  router.get('/', page(terms));
  router.get('/privacy', page(privacy));
  router.get('/terms', page(terms));
  return router;
}

/** A heading and its paragraphs, plain text. */
type Page = readonly [string, ...string[]];
type Texts = (p: Programme) => Readonly<Record<PageLanguage, Page>>;

const privacy: Texts = ({ municipality, firm, firmContact }) => ({
  nl: [
    'Wat er met uw gegevens gebeurt',
    `${municipality} biedt de gesprekken aan, ${firm} voert ze uit.`,
    'Ik bewaar uw naam, e-mailadres en telefoonnummer zoals ze in de adreslijst staan, uw wensen (versleuteld), uw afspraken, en wie uw wensen opende.',
    'Ik vraag en bewaar niet wat u in een gesprek vertelt, en ook niet wat u vindt, gelooft of stemt.',
    `Uw coach ziet uw naam, uw wensen en uw afspraken. De coördinator van ${firm} ziet ze als die een coach voor u zoekt. ${municipality} ziet niet met wie u praat.`,
    'Wat u zelf in de chat typt, kan uw werkgever in Teams bewaren.',
    `Typ in de chat mijn gegevens om te zien wat ik van u bewaar, en om het te laten verbeteren of wissen. Vragen? Bel ${firm}: ${firmContact.phone}, of mail ${firmContact.mail}.`,
  ],
  en: [
    'What happens with your data',
    `${municipality} offers the sessions, ${firm} holds them.`,
    'I keep your name, e-mail address and phone number as they stand in the directory, your wishes (encrypted), your appointments, and who opened your wishes.',
    'I do not ask or keep what you say in a session, nor what you think, believe or vote.',
    `Your coach sees your name, your wishes and your appointments. The coordinator of ${firm} sees them when finding a coach for you. ${municipality} does not see who you talk to.`,
    'What you type in the chat yourself may be kept by your employer in Teams.',
    `Type my data in the chat to see what I keep about you, and to have it corrected or erased. Questions? Call ${firm}: ${firmContact.phone}, or mail ${firmContact.mail}.`,
  ],
});

const terms: Texts = ({ municipality, firm, helpline, sessions }) => ({
  nl: [
    'Meedoen',
    `Directeuren van ${municipality} kunnen ${countOf(sessions, 'nl')} voeren met een coach van ${firm}. Meedoen is vrijwillig, en niet meedoen heeft geen gevolgen.`,
    'U maakt een afspraak in Teams, in de chat met Klankbord. Typ daar help.',
    `Dit is geen noodlijn. Wilt u iemand spreken? Bel ${helpline.number} (${helpline.hours.nl}). Denkt u aan zelfdoding? Bel 113 of 0800-0113, dag en nacht. Is er direct gevaar? Bel 112.`,
  ],
  en: [
    'Taking part',
    `Directors of ${municipality} can have ${countOf(sessions, 'en')} with a coach of ${firm}. Taking part is voluntary, and not taking part has no consequences.`,
    'You make an appointment in Teams, in the chat with Klankbord. Type help there.',
    `This is no emergency line. Would you like to talk to somebody? Call ${helpline.number} (${helpline.hours.en}). Are you thinking of suicide? Call 113 or 0800-0113, day and night. Is there immediate danger? Call 112.`,
  ],
});

const SESSIONS = {
  nl: { one: '{count} vertrouwelijk gesprek', other: '{count} vertrouwelijke gesprekken' },
  en: { one: '{count} confidential session', other: '{count} confidential sessions' },
} as const satisfies Record<PageLanguage, unknown>;

function countOf(count: number, language: PageLanguage): string {
  return fill(plural(SESSIONS[language], count, language), { count });
}

function html([heading, ...paragraphs]: Page): string {
  return `<h1>${escapeHtml(heading)}</h1>${paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join('')}`;
}

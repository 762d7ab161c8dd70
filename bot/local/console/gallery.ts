import { drawCard } from '../../../cards/draw.ts';
import { DRAWING, SAMPLES } from '../../../cards/samples.ts';
import type { CardJson } from '../../ports.ts';

export type GalleryCard = { readonly name: string; readonly nl: CardJson; readonly en: CardJson };

/** Every card in every situation, in both languages. */
export function galleryCards(): readonly GalleryCard[] {
  return SAMPLES.map(({ name, view }) => ({
    name,
    nl: drawCard(view, { ...DRAWING, language: 'nl' }),
    en: drawCard(view, { ...DRAWING, language: 'en' }),
  }));
}

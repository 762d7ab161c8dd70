/** Outlines on a grid of 20, drawn in the colour of the text beside them. */
const PATHS = {
  people:
    'M7 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm-5 6.5c0-2.5 2-4.5 5-4.5s5 2 5 4.5M13 9a2.5 2.5 0 1 0 0-5M14 11.6c2.3.4 4 2.1 4 4.4',
  chat: 'M10 3c-4 0-7 2.7-7 6.3 0 1.6.6 3 1.6 4.2L4 17l3.6-1.2c.8.2 1.6.3 2.4.3 4 0 7-2.7 7-6.8C17 5.7 14 3 10 3Z',
  group: 'M3.5 5h9v7h-5l-3 2.5V12h-1zM14.5 8H17v6.5h-1V17l-3-2.5H9.5',
  channel: 'M7.5 3.5 6 16.5M14 3.5 12.5 16.5M3.5 7.5h13.5M3 12.5h13.5',
  calendar: 'M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3M13 3v3',
  mail: 'M3 5h14v10.5H3zM3 6l7 5 7-5',
  lock: 'M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  theme: 'M10 3a7 7 0 1 0 0 14zM10 3a7 7 0 0 1 0 14',
  language:
    'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM3 10h14M10 3c2 2 3 4.5 3 7s-1 5-3 7c-2-2-3-4.5-3-7s1-5 3-7Z',
  cards: 'M3.5 4.5h8.5v11H3.5zM14.5 6.5h2v9h-2',
  question: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM8 8c0-1.2.9-2 2-2s2 .8 2 1.9c0 1.5-2 1.6-2 3.1M10 13.8v.2',
  forward: 'M4 5l5.5 5L4 15zM10.5 5l5.5 5-5.5 5z',
  send: 'M3 3.5 17.5 10 3 16.5 5 10zM5 10h6',
  close: 'M5 5l10 10M15 5 5 15',
  down: 'M5 8l5 5 5-5',
  left: 'M12 5l-5 5 5 5',
  right: 'M8 5l5 5-5 5',
  pulse: 'M2.5 10.5h3l2-5 4 9.5 2.5-6 1 1.5h2.5',
} as const;
export type IconName = keyof typeof PATHS;

/** A decoration: what it stands for is said in words beside it. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}

const SVG = 'http://www.w3.org/2000/svg';

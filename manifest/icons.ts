import { readPng } from './png.ts';

export type IconKind = 'color' | 'outline';

/** Pixels on each side. Source: learn.microsoft.com, "Teams app package", app icons. */
export const ICON_SIDE = { color: 192, outline: 32 } as const satisfies Record<IconKind, number>;

/** What is wrong with an icon, each line beginning with its name; Teams' own tools do not look. */
export function checkIcon(
  kind: IconKind,
  q: { readonly name: string; readonly bytes: Uint8Array },
): string[] {
  const picture = readPng(q.bytes);
  if (typeof picture === 'string') return [`${q.name} ${picture}`];
  const { width, height, rgba } = picture;
  const side = ICON_SIDE[kind];
  if (width !== side || height !== side)
    return [`${q.name} is ${width} × ${height}; a ${kind} icon is ${side} × ${side}`];
  return kind === 'color' ? colour(q.name, rgba) : outline(q.name, rgba);
}

/** Full bleed: Teams rounds the corners itself, and a transparent one shows whatever lies behind. */
function colour(name: string, rgba: Uint8Array): string[] {
  return alphas(rgba).every((alpha) => alpha === 255)
    ? []
    : [`${name} is transparent somewhere; it fills its square`];
}

function outline(name: string, rgba: Uint8Array): string[] {
  const seen = alphas(rgba);
  const white = seen.every(
    (alpha, n) => alpha === 0 || [0, 1, 2].every((channel) => rgba[n * 4 + channel] === 255),
  );
  return [
    ...(white ? [] : [`${name} has a colour; an outline icon is white on transparent`]),
    ...(seen.some((alpha) => alpha === 255) ? [] : [`${name} shows nothing`]),
    // A square of white with a hole in it would pass for white on transparent.
    ...(seen.filter((alpha) => alpha === 0).length * 2 > seen.length
      ? []
      : [`${name} is not transparent; an outline icon is white on transparent`]),
  ];
}

function alphas(rgba: Uint8Array): readonly number[] {
  return Array.from({ length: rgba.length / 4 }, (_, n) => rgba[n * 4 + 3] ?? 0);
}

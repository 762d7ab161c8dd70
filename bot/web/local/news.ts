import type { Place } from './wire.ts';

/** Who has something new, and where: kept while this tab is open. */
export type News = {
  add(upn: string, place: Place): void;
  seen(upn: string, place: Place): void;
  people(): ReadonlySet<string>;
  places(upn: string): ReadonlySet<Place>;
};

const KEY = 'klankbord.news';
const PLACES: readonly Place[] = ['personal', 'group', 'channel'];

export function newsOf(): News {
  const keys = new Set(read());
  const keep = () => sessionStorage.setItem(KEY, [...keys].join(' '));
  const key = (upn: string, place: Place) => `${place}:${upn}`;
  return {
    add: (upn, place) => {
      keys.add(key(upn, place));
      keep();
    },
    seen: (upn, place) => {
      keys.delete(key(upn, place));
      keep();
    },
    // What is said in a room is news for everybody there: the list marks only what is one's own.
    people: () => new Set([...keys].flatMap((one) => (one.startsWith('personal:') ? [one.slice(9)] : []))),
    places: (upn) => new Set(PLACES.filter((place) => keys.has(key(upn, place)))),
  };
}

function read(): readonly string[] {
  return (sessionStorage.getItem(KEY) ?? '').split(' ').filter((one) => one !== '');
}

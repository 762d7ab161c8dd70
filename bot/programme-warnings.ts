import type { ProgrammeFile } from './programme-file.ts';
import type { FilePerson } from './programme-schema.ts';
import { WEEKDAYS } from './rules/time.ts';

/** What is allowed and probably not meant: a line for each, in words. A file with warnings is applied all the same. */
export function warnings(file: ProgrammeFile): readonly string[] {
  return [...peopleWarnings(file), ...coachWarnings(file), ...requestWarnings(file)].map(
    (line) => `! ${line}`,
  );
}

function peopleWarnings({ programme, people, groups }: ProgrammeFile): readonly string[] {
  const directors = people.filter(({ roles }) => roles.includes('director')).length;
  const byGroup = groups.some(({ roles }) => roles.includes('director'));
  const none = programme.themes.length === 0;
  return [
    ...(directors > programme.places
      ? [
          `${directors} directors are listed for ${programme.places} places: the others come on the waiting list`,
        ]
      : []),
    ...(directors === 0 && !byGroup ? ['nobody has the role director: nobody can sign up'] : []),
    ...(none ? ['there are no themes: the sign-up asks for none, and coaches are not matched by them'] : []),
  ];
}

function coachWarnings({ programme, people }: ProgrammeFile): readonly string[] {
  const coaches = people.filter(({ coach }) => coach !== undefined);
  const known = new Set(programme.themes.map(({ code }) => code));
  const room = coaches.reduce((sum, { coach }) => sum + (coach?.['max-directors'] ?? 0), 0);
  return [
    ...(coaches.length === 0 ? ['nobody has the role coach: nobody can be offered a time'] : []),
    ...(coaches.length > 0 && room < programme.places
      ? [`the coaches take ${room} directors together (max-directors), for ${programme.places} places`]
      : []),
    ...coaches.flatMap((person) => oneCoach(person, { programme, known })),
  ];
}

type Around = { readonly programme: ProgrammeFile['programme']; readonly known: ReadonlySet<string> };

function oneCoach({ upn, coach }: FilePerson, { programme, known }: Around): readonly string[] {
  if (!coach) return [];
  const strange = coach.themes.filter((theme) => !known.has(theme));
  const here = coach.ics !== undefined && URL.parse(coach.ics)?.protocol === 'http:';
  const works = WEEKDAYS.some((day) => (coach.hours[day] ?? []).length > 0);
  return [
    ...(here
      ? [
          `${upn}: the ics address is one on this machine, which only local mode reads; elsewhere this coach is never offered`,
        ]
      : []),
    ...(works || coach.calendar === 'windows'
      ? []
      : [`${upn}: has no hours, so this coach is never offered`]),
    ...(works && coach.zone === programme.zone && !meets(coach.hours, programme.slots['director-hours'])
      ? [
          `${upn}: works only outside the hours of directors (slots.director-hours), so this coach is never offered`,
        ]
      : []),
    ...strange.map((theme) => `${upn}: the theme ${theme} is none of the programme's`),
  ];
}

type Hours = ProgrammeFile['programme']['slots']['director-hours'];

/** Whether both have time at the same moment on some day. Times of the wall sort as text. */
function meets(one: Hours, other: Hours): boolean {
  return WEEKDAYS.some((day) =>
    (one[day] ?? []).some((a) => (other[day] ?? []).some((b) => a.from < b.to && b.from < a.to)),
  );
}

/** What is missing for a twenty-first director, or for one session more. */
function requestWarnings(file: ProgrammeFile): readonly string[] {
  const has = (role: 'contact' | 'office') =>
    [...file.people, ...file.groups].some(({ roles }) => roles.some((one) => one === role));
  const nobody = has('office')
    ? 'nobody has the role contact: requests for more places and sessions go to the role office'
    : 'nobody has the role contact or office: requests for more places and sessions reach nobody';
  const price = 'there is no budget: a request for more places or sessions can not say what they cost';
  return [...(has('contact') ? [] : [nobody]), ...(file.programme.budget ? [] : [price])];
}

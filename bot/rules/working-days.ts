import type { Day } from './time.ts';

const SATURDAY = 6;

/**
 * Whether a day is a Dutch working day: Monday to Friday and not a generally recognised holiday.
 * Source: Algemene termijnenwet, article 3, paragraphs 1 and 2 (5 May every year; Good Friday counts as one).
 */
export function isWorkingDay(day: Day): boolean {
  return Temporal.PlainDate.from(day).dayOfWeek < SATURDAY && !isHoliday(day);
}

/** Whether a day is one of the holidays of that article. */
export function isHoliday(day: Day): boolean {
  return holidays(Temporal.PlainDate.from(day).year).includes(day);
}

/** Easter Sunday of a Gregorian year. */
export function easter(year: number): Day {
  return easterDate(year).toString();
}

function holidays(year: number): readonly Day[] {
  const sunday = easterDate(year);
  const fromEaster = (days: number): Day => sunday.add({ days }).toString();
  const fixed = (month: number, day: number): Day => Temporal.PlainDate.from({ year, month, day }).toString();
  return [
    fixed(1, 1),
    fromEaster(-2),
    fromEaster(0),
    fromEaster(1),
    kingsDay(year),
    fixed(5, 5),
    fromEaster(39),
    fromEaster(49),
    fromEaster(50),
    fixed(12, 25),
    fixed(12, 26),
  ];
}

/** 27 April, kept on the Saturday before when that is a Sunday (since 2014). */
function kingsDay(year: number): Day {
  const birthday = Temporal.PlainDate.from({ year, month: 4, day: 27 });
  return (birthday.dayOfWeek === 7 ? birthday.subtract({ days: 1 }) : birthday).toString();
}

/** The anonymous Gregorian computus: J. Meeus, Astronomical Algorithms, chapter 8. */
function easterDate(year: number): Temporal.PlainDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const leapDays = 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - (yearOfCentury % 4);
  const toSunday = (32 + leapDays - epact) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const march = epact + toSunday - 7 * late + 114;
  return Temporal.PlainDate.from({ year, month: Math.floor(march / 31), day: (march % 31) + 1 });
}

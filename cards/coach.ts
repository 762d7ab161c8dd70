import type { Language, Preferences, Theme } from '../bot/rules/programme.ts';
import type { Block, Sheet } from './blocks.ts';
import { bold, choose, line, note, whoSees } from './blocks.ts';
import { extraButtons, extraLines } from './extra.ts';
import { coachChoices } from './intake.ts';
import { changeButtons } from './session.ts';
import { textOf } from './text.ts';
import type { Drawing, Of } from './view.ts';
import { listOf, meetingOf } from './when.ts';

/** To the coach: that there is a session. The wishes only after a press, which is recorded. */
export function coachBooked(view: Of<'coach-booked'>, drawing: Drawing): Sheet {
  const text = textOf(drawing.language).coach.booked;
  const { director, number } = view;
  return {
    heading: text.heading,
    body: [line(text.lead, { director, number }), bold(meetingOf(view, drawing)), note(text.recorded)],
    buttons: [{ kind: 'press', verb: 'preferences.open', title: text.open }, ...changeButtons(drawing)],
  };
}

/** To the coach: the wishes, never whom the director would rather not meet. */
export function coachPreferences(view: Of<'coach-preferences'>, drawing: Drawing): Sheet {
  const text = textOf(drawing.language).coach.preferences;
  const { director, number, preferences, themes } = view;
  const wishes = preferences === null ? [line(text.none)] : wishLines(preferences, themes, drawing.language);
  return {
    heading: text.heading,
    body: [
      line(text.lead, { director, number }),
      bold(meetingOf(view, drawing)),
      ...wishes,
      note(text.recorded),
      ...extraLines(view.extra, 'coach', drawing),
    ],
    buttons: [...extraButtons(view.extra, 'coach', drawing), ...changeButtons(drawing)],
  };
}

/** To the coordinator: the wishes, whom to avoid, and the coaches who can. */
export function matchRequest(view: Of<'match-request'>, drawing: Drawing): Sheet {
  const t = textOf(drawing.language);
  const text = t.coach.match;
  const { director, preferences, themes, coaches } = view;
  const told = [
    line(view.nobody ? text.nobody : text.lead, { director }),
    ...wishLines(preferences, themes, drawing.language),
    ...avoidLines(view, drawing.language),
  ];
  if (coaches.length === 0)
    return { heading: text.emptyHeading, body: [...told, line(text.empty, { director })] };
  return {
    heading: text.heading,
    body: [
      ...told,
      ...choose(t, {
        id: 'coach',
        text: text.coach,
        faulty: (view.faults ?? []).includes('coach'),
        required: true,
        choices: coachChoices(coaches, drawing),
      }),
      whoSees(t, text.who),
    ],
    buttons: [{ kind: 'press', verb: 'matching.choose', title: text.choose, primary: true, sends: true }],
  };
}

export function matchMade(view: Of<'match-made'>, { language }: Drawing): Sheet {
  const text = textOf(language).coach.made;
  return { heading: text.heading, body: [line(text.lead, { director: view.director, coach: view.coach })] };
}

export function matchWithdrawn({ language }: Drawing): Sheet {
  const text = textOf(language).coach.withdrawn;
  return { heading: text.heading, body: [line(text.lead)] };
}

export function wishLines(
  preferences: Preferences,
  themes: readonly Theme[],
  language: Language,
): readonly Block[] {
  const t = textOf(language);
  const text = t.coach.preferences;
  const about = themes
    .filter((theme) => preferences.themes.includes(theme.code))
    .map((theme) => theme.label[language]);
  const days = preferences.days.map((day) => t.words.day[day]);
  const parts = preferences.parts.map((part) => t.words.part[part]);
  const how = {
    length: t.words.length[preferences.length],
    place: t.words.place[preferences.place],
    language: t.words.language[preferences.language],
  };
  return [
    about.length === 0 ? line(text.later) : line(text.themes, { themes: about.join('; ') }),
    line(text.how, how),
    days.length === 0 ? line(text.anyDay) : line(text.days, { days: listOf(days, language) }),
    parts.length === 0 ? line(text.anyPart) : line(text.parts, { parts: listOf(parts, language) }),
  ];
}

export function avoidLines(
  view: Pick<Of<'match-request'>, 'preferences' | 'avoidName'>,
  language: Language,
): readonly Block[] {
  if (view.preferences.avoid === null) return [];
  const text = textOf(language).coach.preferences;
  return [
    view.avoidName === undefined ? line(text.avoidUnnamed) : line(text.avoid, { name: view.avoidName }),
  ];
}

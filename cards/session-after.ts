import type { Button, Sheet } from './blocks.ts';
import { bold, choose, line, note, whoSees } from './blocks.ts';
import { changeButtons } from './session.ts';
import { plural, textOf } from './text.ts';
import type { Drawing, Of } from './view.ts';
import { dayOf, intervalOf, meetingOf } from './when.ts';

/** To the coach: did it take place? */
export function over(view: Of<'session-over'>, drawing: Drawing): Sheet {
  const t = textOf(drawing.language);
  const text = t.session.over;
  const { director, number } = view;
  return {
    heading: text.heading,
    body: [
      line(text.lead, { director, number }),
      bold(meetingOf(view, drawing)),
      ...(view.again ? [line(text.again)] : []),
      whoSees(t, text.who),
    ],
    buttons: [
      { kind: 'press', verb: 'session.held', title: text.held, primary: true },
      { kind: 'press', verb: 'session.missed', title: text.missed },
    ],
  };
}

export function marked(view: Of<'session-marked'>, drawing: Drawing): Sheet {
  const text = textOf(drawing.language).session.marked;
  const { director, number, as } = view;
  return {
    heading: text.heading[as],
    body: [
      line(text.lead, { director, number }),
      bold(intervalOf(view.slot, drawing)),
      line(text[as], { director }),
    ],
    buttons: [
      { kind: 'press', verb: as === 'done' ? 'session.missed' : 'session.held', title: text.correct[as] },
    ],
  };
}

/** Advice is called advice, and nothing is asked for. */
export function next(view: Of<'next-session'>, { language }: Drawing): Sheet {
  const t = textOf(language);
  const text = t.session.next;
  const { left, days, helpline } = view;
  const call = note(t.words.helpline, { number: helpline.number, hours: helpline.hours[language] });
  if (left === 0) return { heading: text.heading.last, body: [line(text.last), call] };
  return {
    heading: text.heading.more,
    body: [
      line(plural(text.left, left, language), { count: left }),
      line(text.same),
      ...(days > 0 ? [line(text.days, { days })] : []),
      call,
    ],
    buttons: [
      { kind: 'press', verb: 'coaching.back', title: text.choose, primary: true },
      { kind: 'press', verb: 'coaching.change-coach', title: text.other },
    ],
  };
}

export function missed(view: Of<'session-missed'>, drawing: Drawing): Sheet {
  const text = textOf(drawing.language).session.missedCard;
  return {
    heading: text.heading,
    body: [
      bold(intervalOf(view.slot, drawing)),
      line(view.left === 0 ? text.last : text.lead),
      line(view.counts ? text.counts : text.free),
    ],
    buttons:
      view.left === 0 ? [] : [{ kind: 'press', verb: 'coaching.back', title: text.again, primary: true }],
  };
}

export function unsure(view: Of<'session-unsure'>, drawing: Drawing): Sheet {
  const t = textOf(drawing.language);
  const text = t.session.unsure;
  return {
    heading: text.heading,
    body: [bold(intervalOf(view.slot, drawing)), line(text.lead), whoSees(t, text.who)],
    buttons: [
      { kind: 'press', verb: 'session.took-place', title: text.yes },
      { kind: 'press', verb: 'coaching.back', title: text.again },
    ],
  };
}

export function reminder(view: Of<'reminder'>, drawing: Drawing): Sheet {
  const text = textOf(drawing.language).session.reminder;
  return {
    heading: text.heading,
    body: [bold(meetingOf(view, drawing)), line(text.lead)],
    buttons: changeButtons(drawing),
  };
}

/** Three taps, and the helpline in view. */
export function checkin(view: Of<'checkin'>, { language }: Drawing): Sheet {
  const t = textOf(language);
  const text = t.session.checkin;
  const { number, hours } = view.helpline;
  return {
    heading: text.heading,
    body: [
      line(text.lead),
      line(t.words.helpline, { number, hours: hours[language] }),
      whoSees(t, text.who, { firm: view.firm }),
    ],
    buttons: [
      { kind: 'press', verb: 'checkin.answer', title: text.fine },
      { kind: 'press', verb: 'checkin.not-now', title: text.notNow },
      { kind: 'press', verb: 'callback.open', title: text.contact },
    ],
  };
}

export function checkedIn(view: Of<'checkin-answered'>, { language }: Drawing): Sheet {
  const t = textOf(language);
  const text = t.session.checkedIn;
  const { number, hours } = view.helpline;
  return {
    heading: text.heading[view.as],
    body: [line(text.lead[view.as]), note(t.words.helpline, { number, hours: hours[language] })],
    buttons: [{ kind: 'press', verb: 'callback.open', title: t.session.checkin.contact }],
  };
}

export function ill(view: Of<'coach-ill'>, drawing: Drawing): Sheet {
  const t = textOf(drawing.language);
  const text = t.session.ill;
  if (view.days.length === 0) return { heading: text.heading.none, body: [line(text.none)] };
  const back: Button = { kind: 'press', verb: 'coaching.sessions', title: t.session.times.keep };
  return {
    heading: text.heading.ask,
    body: [
      line(text.lead),
      ...choose(t, {
        id: 'until',
        text: text.until,
        faulty: view.faulty,
        required: true,
        choices: view.days.map((day) => ({ title: dayOf(day, drawing), value: String(day) })),
      }),
      note(text.calendar),
    ],
    buttons: [{ kind: 'press', verb: 'coach.call-off', title: text.sure, sends: true }, back],
  };
}

export function illDone(view: Of<'coach-ill-done'>, drawing: Drawing): Sheet {
  const text = textOf(drawing.language).session.illDone;
  const { count } = view;
  return {
    heading: plural(text.heading, count, drawing.language),
    body: [
      line(plural(text.lead, count, drawing.language), { count, until: dayOf(view.until, drawing) }),
      line(plural(text.told, count, drawing.language)),
    ],
  };
}

/** One quiet button, asked once more, and no reason. */
export function changeCoach(view: Of<'change-coach'>, { language }: Drawing): Sheet {
  const t = textOf(language);
  const text = t.session.change;
  return {
    heading: text.heading,
    body: [
      line(text.lead),
      ...(view.coming ? [line(text.off)] : []),
      whoSees(t, view.firm === null ? text.who : `${text.who} ${text.whoFirm}`, { firm: view.firm ?? '' }),
    ],
    buttons: [
      { kind: 'press', verb: 'coaching.change-coach-sure', title: text.sure },
      { kind: 'press', verb: 'coaching.sessions', title: text.keep },
    ],
  };
}

export function wishKept({ language }: Drawing): Sheet {
  const text = textOf(language).session.earlier;
  return { heading: text.kept, body: [line(text.lead)] };
}

/** An offer, not a promise: somebody else may be first. */
export function earlier(view: Of<'earlier'>, drawing: Drawing): Sheet {
  const text = textOf(drawing.language).session.earlier;
  const go: Button = view.booked
    ? { kind: 'press', verb: 'session.move', title: text.move, primary: true }
    : { kind: 'press', verb: 'coaching.back', title: text.choose, primary: true };
  return {
    heading: text.heading,
    body: [bold(intervalOf(view.slot, drawing)), line(text.free)],
    buttons: [go],
  };
}

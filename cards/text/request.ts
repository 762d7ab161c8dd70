import type { InTwo } from '../text.ts';

const nl = {
  many: {
    places: { one: '{count} plek erbij', other: '{count} plekken erbij' },
    sessions: { one: '{count} gesprek erbij', other: '{count} gesprekken erbij' },
  },
  cost: '{what}: {amount}',
  ask: {
    heading: 'Uw besluit wordt gevraagd',
    lead: 'Er is meer gevraagd voor het programma met {firm}:',
    asked: {
      places: '**{what}**, voor wie nu op de wachtlijst staat.',
      sessions: '**{what}**, voor wie alle gesprekken heeft gehad of afgesproken.',
    },
    noPrice: 'Wat dit kost, staat niet in het programma. Vraag het zo nodig aan {firm}.',
    places: { label: 'Hoeveel plekken mogen erbij?', error: 'Kies een aantal plekken, of nee.' },
    sessions: { label: 'Hoeveel gesprekken mogen erbij?', error: 'Kies een aantal gesprekken, of nee.' },
    none: 'Nee, nu niet',
    yes: 'Ja, {what}',
    nameless:
      'Ik noem geen namen, en niet wanneer iets gevraagd is. Alles van één week leg ik u in één keer voor. Wat u goedvindt, voer ik meteen uit.',
    who: 'Wie wacht, hoort alleen de uitkomst. Uw naam, uw keuze en het tijdstip bewaar ik als bewijs van dit besluit.',
    decide: 'Besluit vastleggen',
  },
  answered: {
    heading: 'Het besluit is vastgelegd',
    yes: '**Ja: {what}** (gevraagd: {asked}).',
    no: {
      places: '**Nu geen extra plekken** (gevraagd: {asked}).',
      sessions: '**Nu geen extra gesprekken** (gevraagd: {asked}).',
    },
    by: { you: 'Door u besloten op {when}.', colleague: 'Al besloten op {when}, door een collega.' },
    next: 'Wie wacht, hoort dit van mij. U hoeft niets meer te doen. Wilt u er iets aan veranderen? Overleg dan met {firm}.',
  },
};

const en: typeof nl = {
  many: {
    places: { one: '{count} more place', other: '{count} more places' },
    sessions: { one: '{count} more session', other: '{count} more sessions' },
  },
  cost: '{what}: {amount}',
  ask: {
    heading: 'Your decision is needed',
    lead: 'More has been asked for in the programme with {firm}:',
    asked: {
      places: '**{what}**, for those who are on the waiting list now.',
      sessions: '**{what}**, for those who have had or booked all their sessions.',
    },
    noPrice: 'The programme does not say what this costs. If you need to know, ask {firm}.',
    places: { label: 'How many places may be added?', error: 'Choose a number of places, or no.' },
    sessions: { label: 'How many sessions may be added?', error: 'Choose a number of sessions, or no.' },
    none: 'No, not now',
    yes: 'Yes, {what}',
    nameless:
      'I give no names, and not when something was asked. I put everything of one week to you in one go. What you agree to, I carry out straight away.',
    who: 'Those who wait only hear the outcome. I keep your name, your choice and the time as proof of this decision.',
    decide: 'Record the decision',
  },
  answered: {
    heading: 'The decision has been recorded',
    yes: '**Yes: {what}** (asked for: {asked}).',
    no: {
      places: '**No extra places for now** (asked for: {asked}).',
      sessions: '**No extra sessions for now** (asked for: {asked}).',
    },
    by: { you: 'Decided by you on {when}.', colleague: 'Already decided on {when}, by a colleague.' },
    next: 'Those who wait hear this from me. There is nothing more you need to do. Would you like to change it? Then talk to {firm}.',
  },
};

export const request: InTwo<typeof nl> = { nl, en };

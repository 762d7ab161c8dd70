import type { TurnAnswer } from '../flows/event.ts';
import type { Language } from '../rules/programme.ts';
import { type EdgeText, edgeText } from './texts.ts';

/**
 * The answer to a press. It always goes out with HTTP 200 and its own code inside: on any other HTTP
 * status the client shows nothing. Source: Teams, "Universal Actions: response format".
 */
export type InvokeBody = {
  readonly statusCode: number;
  readonly type: string;
  readonly value: unknown;
};

/** The answer to `task/fetch` and `task/submit`: the client shows the line in the window it opened. */
export type DialogBody = { readonly task: { readonly type: 'message'; readonly value: string } };

export function invokeDialog(text: EdgeText, language: Language | null): DialogBody {
  return { task: { type: 'message', value: edgeText(text, language) } };
}

export function invokeCard(answer: TurnAnswer, language: Language | null): InvokeBody {
  if (answer.kind === 'nothing') return invokeText('received', language);
  return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: answer.card };
}

export function invokeText(text: EdgeText, language: Language | null): InvokeBody {
  return {
    statusCode: 200,
    type: 'application/vnd.microsoft.activity.message',
    value: edgeText(text, language),
  };
}

export function invokeError(statusCode: 400 | 501): InvokeBody {
  const code = statusCode === 501 ? 'NotImplemented' : 'BadRequest';
  const message = statusCode === 501 ? 'this bot does not know this invoke' : 'this activity can not be read';
  return { statusCode, type: 'application/vnd.microsoft.error', value: { code, message } };
}

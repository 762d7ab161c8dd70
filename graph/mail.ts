import type { Mail } from '../bot/ports.ts';
import { type GraphClient, segment } from './client.ts';

/** Plain text from the programme's mailbox. 202 means taken for delivery, not delivered. */
export function createMail(settings: {
  readonly graph: GraphClient;
  readonly mailbox: string;
  readonly timeoutMs: number;
}): Mail {
  return {
    async send({ to, subject, text }) {
      const answer = await settings.graph.call({
        method: 'POST',
        path: `/users/${segment(settings.mailbox)}/sendMail`,
        body: {
          message: {
            subject,
            body: { contentType: 'text', content: text },
            toRecipients: [{ emailAddress: { address: to } }],
          },
          saveToSentItems: false,
        },
        repeat: false,
        timeoutMs: settings.timeoutMs,
      });
      return answer.kind === 'done' ? { kind: 'done', value: undefined } : answer;
    },
  };
}

import { z } from 'zod';
import { actionParameters, type MailboxCall, type World } from './call.ts';
import { choice, invalidBody, itemBody, recipient } from './event-input.ts';
import { textFromHtml } from './html.ts';
import { deliver } from './meeting.ts';
import { errorReply, isRefusal, type Reply } from './replies.ts';

/** `sendMail` (api/user-sendmail): one copy for each address, and one in Sent Items unless told otherwise. */
export function sendMail(world: World, call: MailboxCall): Reply {
  const body = actionParameters(call);
  if (isRefusal(body)) return body.refused;
  const read = sentBody.safeParse(body);
  if (!read.success) return invalidBody(read.error).refused;
  const { message, savetosentitems } = read.data;
  const to = addressesOf(message);
  if (to.length === 0)
    return errorReply(400, 'ErrorInvalidRecipients', 'At least one recipient is not valid.');
  const from = { name: call.owner.name, address: call.owner.mail };
  const subject = message.subject ?? '';
  const text = textFromHtml(message.body ?? '');
  for (const address of to) deliver(world, { kind: 'mail', from, to: address, subject, text });
  if (savetosentitems !== false) {
    const sent = { at: world.now(), kind: 'mail', folder: 'sent', from, to, subject, text } as const;
    world.storage.putMail(call.owner.mail.toLowerCase(), sent);
    world.touch(call.owner.mail);
  }
  return { status: 202 };
}

const recipients = z.array(recipient).max(500).optional();

const message = z.strictObject({
  subject: z.string().max(1000).nullish(),
  body: itemBody.optional(),
  toRecipients: recipients,
  ccRecipients: recipients,
  bccRecipients: recipients,
  replyTo: recipients,
  importance: choice(['low', 'normal', 'high']).optional(),
  internetMessageHeaders: z
    .array(z.strictObject({ name: z.string(), value: z.string() }))
    .max(20)
    .optional(),
});

const sentBody = z.strictObject({ message, savetosentitems: z.boolean().nullish() });

function addressesOf(sent: z.infer<typeof message>): readonly string[] {
  const all = [sent.toRecipients, sent.ccRecipients, sent.bccRecipients].flatMap((list) => list ?? []);
  return [...new Set(all.map(({ emailAddress }) => emailAddress.address))];
}

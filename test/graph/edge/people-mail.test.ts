import { expect, test } from 'vitest';
import { fakeGraph, graphError } from './support/fake-graph.ts';
import { graphAt, MAILBOX } from './support/situation.ts';

const SANNE = {
  id: 'AAAAAAAA-0000-4000-8000-000000000001',
  displayName: 'Sanne de Wit',
  mail: 'sanne.dewit@voorbeeld.example',
  userPrincipalName: 'sanne@voorbeeld.example',
  mobilePhone: '+31 6 00000001',
  businessPhones: ['+31 20 0000001'],
};

test('a mail goes as plain text and is not kept in Sent Items', async () => {
  const fake = await fakeGraph(() => ({ status: 202, headers: { 'content-type': 'application/json' } }));
  const { mail } = graphAt(fake.origin);
  const sent = await mail.send({ to: SANNE.mail, subject: 'Een bericht', text: 'Open de link.' });
  expect(sent).toEqual({ kind: 'done', value: undefined });
  expect(fake.seen[0]).toMatchObject({ method: 'POST', path: `/users/${MAILBOX}/sendMail` });
  expect(fake.seen[0]?.body).toEqual({
    message: {
      subject: 'Een bericht',
      body: { contentType: 'text', content: 'Open de link.' },
      toRecipients: [{ emailAddress: { address: SANNE.mail } }],
    },
    saveToSentItems: false,
  });
});

test('an account is read by its UPN', async () => {
  const fake = await fakeGraph(() => ({ status: 200, body: SANNE }));
  const read = await graphAt(fake.origin).directory.byUpn(SANNE.userPrincipalName);
  expect(read).toEqual({
    kind: 'done',
    value: {
      aadObjectId: 'aaaaaaaa-0000-4000-8000-000000000001',
      upn: SANNE.userPrincipalName,
      name: SANNE.displayName,
      mail: SANNE.mail,
      phone: SANNE.mobilePhone,
    },
  });
  expect(fake.seen[0]?.query.get('$select')).toBe(
    'id,displayName,mail,userPrincipalName,mobilePhone,businessPhones',
  );
});

test('an account without mail or telephone is reached at its UPN', async () => {
  const bare = { ...SANNE, mail: null, mobilePhone: null, businessPhones: [] };
  const fake = await fakeGraph(() => ({ status: 200, body: bare }));
  const read = await graphAt(fake.origin).directory.byUpn(SANNE.userPrincipalName);
  expect(read).toMatchObject({ value: { mail: SANNE.userPrincipalName, phone: null } });
});

test.each([
  'guest_klaarwater.example#EXT#@voorbeeld.example',
  "d'ancona@voorbeeld.example",
  'a+b&c?d@voorbeeld.example',
  'a/b%20@voorbeeld.example',
])('the UPN %s stays one path segment', async (upn) => {
  const fake = await fakeGraph(() => ({ status: 200, body: { ...SANNE, userPrincipalName: upn } }));
  const read = await graphAt(fake.origin).directory.byUpn(upn);
  expect(read).toMatchObject({ kind: 'done', value: { upn } });
  expect(fake.seen[0]?.path).toBe(`/users/${upn}`);
  expect(fake.seen[0]?.url.split('?')[0]?.split('/')).toHaveLength(4);
});

test('an account that Graph does not know is null', async () => {
  const fake = await fakeGraph(() => graphError(404, 'Request_ResourceNotFound'));
  expect(await graphAt(fake.origin).directory.byUpn('x@voorbeeld.example')).toEqual({
    kind: 'done',
    value: null,
  });
});

test('a 404 of something else is not a person who left', async () => {
  const fake = await fakeGraph(() => ({ status: 404, text: '<html>' }));
  const read = await graphAt(fake.origin).directory.byUpn('x@voorbeeld.example');
  expect(read).toEqual({ kind: 'refused', code: 'http-404' });
});

test.each([[{ ...SANNE, id: 7 }], [[]], ['Sanne'], [{ id: SANNE.id }]])('%j is no account', async (body) => {
  const fake = await fakeGraph(() => ({ status: 200, body }));
  const read = await graphAt(fake.origin).directory.byUpn('x@voorbeeld.example');
  expect(read).toEqual({ kind: 'refused', code: 'unreadable' });
});

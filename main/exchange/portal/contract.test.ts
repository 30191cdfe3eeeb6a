import { expect, it } from 'vitest';
import type { Api } from './api';
import { operations } from './fakes/definition';
import { startPractice } from './fakes/practice';

it('answers every operation of the definition, and as it says', { timeout: 30_000 }, async () => {
  const { portal, user } = await startPractice();
  const client = await user();
  for (const path of ['/branding', '/prov', '/phonebook', '/page/status', '/buttons', '/balance', '/campaigns'])
    await client.get(path);
  for (const path of ['/button/survey', '/form/survey', '/payment/methods', '/push/key']) await client.get(path);

  await client.post('/button/survey', {});
  await client.post('/form/survey', { formData: { liked: 'good', marks: 5, phone: '+49 30', day: '2026-11-23' } });

  const payment = await client.post<Api['Payment']>('/payment', { method: 'stripe', amount: 10, currency: 'EUR' });
  await client.get(`/payment/${payment.body.id}`);
  await client.post('/voucher', { code: 'TALK-MORE-10' });

  const lead = (await client.post<Api['Lead']>('/campaigns/spring/next')).body;
  await client.send('PATCH', `/leads/${lead.id}`, { body: { city: 'London' } });
  await client.post(`/leads/${lead.id}/skip`);
  const { id } = (await client.post<Api['Lead']>('/campaigns/spring/next')).body;
  await client.post(`/leads/${id}/disposition`, { disposition: 'BUSY' });

  const keys = { p256dh: 'a', auth: 'b' };
  const push = await client.post<Api['PushId']>('/push', { endpoint: 'https://push.example/1', keys });
  await client.send('DELETE', `/push/${push.body.id}`);

  const asked = await client.post<Api['Registration']>('/register', { email: 'ada@example.org' });
  await client.post('/register/validate', { id: asked.body.id, code: portal.outbox.at(-1)?.code });
  await client.post('/session/refresh', { refreshToken: client.tokens?.refreshToken });
  const last = await user('1002');
  await last.send('DELETE', '/session');

  const good = [...client.answered, ...last.answered].filter((answer) => / 2\d\d$/.test(answer));
  expect([...new Set(good.map((answer) => answer.slice(0, -4)))].sort()).toEqual(
    operations.map(({ name }) => name).sort(),
  );
});

import { expect, it } from 'vitest';
import { fillIn } from './fill-in';

it('fills columns in as text, and leaves the rest', () => {
  const template = document.createElement('template');
  template.innerHTML = '<h4>An <i>opening</i></h4><p>{title} {Last_Name}, <b>{city}</b> {unknown} {__proto__}</p>';
  fillIn(template.content, {
    id: '1',
    campaign: 'c',
    phone_number: '600',
    last_name: '<img src=x>',
    city: '{title}',
  });
  expect(template.innerHTML).toBe(
    '<h2>An <i>opening</i></h2><p> <mark>&lt;img src=x&gt;</mark>, <b><mark>{title}</mark></b> {unknown} {__proto__}</p>',
  );
});

import { expect, it } from 'vitest';
import { newContactPlace, readContactPlace } from './contact-places';
import { Router } from './router.svelte';

it('reads what of the contacts is open', () => {
  expect(readContactPlace([])).toEqual({ place: 'list' });
  expect(readContactPlace(['abc'])).toEqual({ place: 'contact', id: 'abc' });
  expect(readContactPlace(['abc', 'edit'])).toEqual({ place: 'edit', id: 'abc', number: '' });
  expect(readContactPlace(['abc', 'edit', '+49 30'])).toEqual({ place: 'edit', id: 'abc', number: '+49 30' });
  expect(readContactPlace(['import'])).toEqual({ place: 'import' });
  expect(readContactPlace(['duplicates'])).toEqual({ place: 'duplicates' });
});

it('opens a new contact with what is known of somebody, whatever their name is', () => {
  const router = new Router({ hash: '' });
  for (const party of [
    { name: 'AC/DC <b>', number: '+49301' },
    { name: '', number: '17#' },
    { name: 'Nobody', number: '' },
  ]) {
    router.go('contacts', ...newContactPlace(party));
    expect(readContactPlace(router.detail)).toEqual({ place: 'new', ...party });
  }
  expect(newContactPlace({ name: '', number: '' })).toEqual(['new']);
  expect(newContactPlace({ name: '1001', number: '1001' })).toEqual(['new', '1001']);
});

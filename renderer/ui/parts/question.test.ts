import { beforeEach, expect, it } from 'vitest';
import { question } from './question';

beforeEach(() => {
  document.body.innerHTML = `<button id="page">Page</button>
    <section class="caller" tabindex="-1">
      <button id="mute">Mute</button><input id="number" />
      <div id="question"><button id="yes">Yes</button></div>
    </section>`;
});
const at = (id: string): HTMLElement => document.getElementById(id) ?? document.body;
const ask = (): (() => void) => question(at('question')) ?? (() => {});

it('takes the focus itself, and gives it back when it is answered', () => {
  at('mute').focus();
  const done = ask();
  expect(document.activeElement).toBe(at('question'));
  at('yes').focus();
  at('question').remove();
  done();
  expect(document.activeElement).toBe(at('mute'));
});

it('takes the focus that nothing has', () => {
  ask();
  expect(document.activeElement).toBe(at('question'));
});

it('leaves the focus where it has gone since', () => {
  at('mute').focus();
  const done = ask();
  at('number').focus();
  done();
  expect(document.activeElement).toBe(at('number'));
});

it.each(['number', 'page'])('disturbs nobody who is at work: %s', (id) => {
  at(id).focus();
  ask();
  expect(document.activeElement).toBe(at(id));
});

it('waits behind an open dialog', () => {
  const dialog = document.createElement('dialog');
  dialog.setAttribute('open', '');
  document.body.append(dialog);
  at('mute').focus();
  ask();
  expect(document.activeElement).toBe(at('mute'));
});

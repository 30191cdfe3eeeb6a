import { describe, expect, it } from 'vitest';
import type { PhoneState } from '../../phone/phone-api';
import { fakeOperator, fakeProvisioned, noOperator } from '../../state/fakes/fake-operator';
import { Router } from '../../state/router.svelte';
import type { App } from '../../state/app';
import { hiddenNews, menuItems, otherPages } from './menu-items';

const person = { line: 'a', number: '12', name: 'Ada', state: { state: 'ringing' } };
const talk = { line: 'a', peer: '12', name: 'Ada', messages: [], unseen: 2 };

function app(state: object = {}, operator = noOperator, hash = ''): Pick<App, 'operator' | 'phone' | 'router'> {
  const phone = { state: { missed: 3, people: [], conversations: [], ...state } as unknown as PhoneState };
  return { operator, phone: phone as App['phone'], router: new Router({ hash }) };
}
const pages = (of: ReturnType<typeof app>): string[] => menuItems(of).map(({ page }) => page);

describe('the menu of nobody’s phone', () => {
  it('has our pages, without those that have nothing to show', () => {
    expect(pages(app())).toEqual(['dialpad', 'history', 'contacts', 'settings']);
    expect(pages(app({ people: [person], conversations: [talk] }))).toEqual([
      'dialpad',
      'history',
      'contacts',
      'people',
      'messages',
      'settings',
    ]);
  });

  it('has the page where one is', () => {
    const here = app({}, noOperator, '#people');
    expect(menuItems(here).filter((item) => item.here)).toMatchObject([{ page: 'people' }]);
  });

  it('says what is new', () => {
    const items = menuItems(app({ people: [person], conversations: [talk] }));
    expect(items.map(({ count }) => count)).toEqual([0, 3, 0, 1, 2, 0]);
    expect(items[1]?.said).toBe('3 missed calls');
  });

  it('leaves the others to the side menu', () => {
    expect(otherPages(app())).toEqual(['people', 'messages']);
    expect(hiddenNews(app())).toBe(0);
  });
});

describe('the menu of an operator', () => {
  const custom = (id: string) => ({
    key: `custom-${id}`,
    to: { page: 'custom' as const, id },
    title: id,
    icon: 'M0 0',
  });
  const operator = fakeOperator({
    provisioned: {
      ...fakeProvisioned,
      menu: [
        { key: 'dialpad', to: { page: 'dialpad' }, title: '<b>Keys</b>', icon: 'M0 0' },
        custom('one'),
        custom('two'),
      ],
    },
  });

  it('is as it was ordered, its titles as they came', () => {
    expect(menuItems(app({}, operator)).map(({ title }) => title)).toEqual(['<b>Keys</b>', 'one', 'two']);
  });

  it('tells its custom pages apart', () => {
    const here = app({}, operator, '#custom/two');
    expect(menuItems(here).map((item) => item.here)).toEqual([false, false, true]);
  });

  it('leaves the rest to the side menu, with what is new there', () => {
    const all = app({ people: [person], conversations: [talk] }, operator);
    expect(otherPages(all)).toEqual(['history', 'contacts', 'people', 'messages']);
    expect(hiddenNews(all)).toBe(5);
  });
});

import { describe, expect, it, vi } from 'vitest';
import { PortalError, type Fetched, type PortalFailure } from '../operator/model';
import { CustomPage } from './custom-page.svelte';
import { PageShelf } from './page-shelf';

const page = (value: string, tag = '"1"'): Fetched<string> => ({ changed: true, value, tag });
const refused = (status: number): PortalFailure => ({
  kind: 'problem',
  status,
  type: '',
  detail: '',
  retryAfter: null,
  problem: {},
});

function open(...answers: (Fetched<string> | PortalFailure)[]) {
  const asked: (string | undefined)[] = [];
  let now = 1_000;
  const shelf = new PageShelf().of('northwind.example 1001');
  const give = vi.fn((_id: string, tag?: string) => {
    asked.push(tag);
    now += 1_000;
    const answer = answers.shift();
    if (answer && 'changed' in answer) return Promise.resolve(answer);
    return Promise.reject(new PortalError(answer ?? { kind: 'unreachable' }));
  });
  const make = () => new CustomPage({ id: 'status', portal: { page: give }, shelf, now: () => now });
  return { page: make(), make, asked };
}

describe('a page', () => {
  it('is shown as it came', async () => {
    const { page: status } = open(page('<h1>Well</h1>'));
    expect(status).toMatchObject({ html: null, loading: false, failure: null });
    const loading = status.load();
    expect(status.loading).toBe(true);
    await loading;
    expect(status).toMatchObject({ html: '<h1>Well</h1>', at: 2_000, loading: false, failure: null });
  });

  it('is asked for by its tag, and stays while it has not changed', async () => {
    const { page: status, asked } = open(page('<p>1</p>', '"a"'), { changed: false });
    await status.load();
    await status.load();
    expect(asked).toEqual([undefined, '"a"']);
    expect(status).toMatchObject({ html: '<p>1</p>', at: 3_000 });
  });

  it('is there as it last was when the portal is not, also when it is opened again', async () => {
    const { page: status, make } = open(page('<p>1</p>'), { kind: 'offline' }, { kind: 'timeout' }, page('<p>2</p>'));
    await status.load();
    await status.load();
    expect(status).toMatchObject({ html: '<p>1</p>', at: 2_000, failure: { kind: 'offline' } });
    const again = make();
    expect(again.html).toBe('<p>1</p>');
    await again.load();
    expect(again).toMatchObject({ html: '<p>1</p>', failure: { kind: 'timeout' } });
    await again.load();
    expect(again).toMatchObject({ html: '<p>2</p>', failure: null });
  });

  it.each([403, 404, 410])('goes when the portal says %s', async (status) => {
    const { page: gone, make } = open(page('<p>1</p>'), refused(status));
    await gone.load();
    await gone.load();
    expect(gone.html).toBeNull();
    expect(make().html).toBeNull();
  });

  it('that hangs is not what it begins with the next time, until it is another', async () => {
    const { page: status, make } = open(page('<script>for (;;);</script>'), { changed: false }, page('<p>After</p>'));
    await status.load();
    status.hung();
    expect(make().html).toBeNull();
    await status.load();
    expect(make().html).toBeNull();
    await status.load();
    expect(make().html).toBe('<p>After</p>');
  });

  it('stays when the portal has a problem', async () => {
    const { page: status } = open(page('<p>1</p>'), refused(500));
    await status.load();
    await status.load();
    expect(status).toMatchObject({ html: '<p>1</p>', failure: { status: 500 } });
  });

  it('is not changed any more once it was left', async () => {
    const { page: status } = open(page('<p>1</p>'));
    const left = new AbortController();
    const loading = status.load(left.signal);
    left.abort();
    await loading;
    expect(status.html).toBeNull();
  });

  it('of one user is nothing to another', () => {
    const shelf = new PageShelf();
    shelf.of('northwind.example 1001').set('account', { html: 'private', tag: '', at: 0 });
    expect(shelf.of('northwind.example 1002').size).toBe(0);
    expect(shelf.of('northwind.example 1001').size).toBe(0);
  });
});

it.each([
  ['<!-- NO-CONTAINER --><p>x', true],
  ['\n \t<!-- no-container -->', true],
  ['\uFEFF<!--No-Container-->', true],
  ['<p>x</p><!-- NO-CONTAINER -->', false],
  ['<!-- NO-CONTAINER please -->', false],
  ['<!-- other --><!-- NO-CONTAINER -->', false],
  ['NO-CONTAINER', false],
])('%j is edge to edge: %s', async (html, edgeToEdge) => {
  const { page: status } = open(page(html));
  await status.load();
  expect(status.edgeToEdge).toBe(edgeToEdge);
});

it.each([
  ['', true],
  [' \n', true],
  ['<!-- NO-CONTAINER -->', true],
  ['<!-- not closed', true],
  ['<p></p>', false],
  ['x', false],
])('%j is empty: %s', async (html, empty) => {
  const { page: status } = open(page(html));
  await status.load();
  expect(status.empty).toBe(empty);
});

import { beforeEach, describe, expect, it, vi } from 'vitest';
import { phoneOnFakes, fakeAccount } from '../phone/fakes/fake-phone';
import { cleanPasted, DialPad } from './dial-pad.svelte';
import { PhoneView } from './phone-view.svelte';

describe('the number being dialled', () => {
  const called = vi.fn();
  let fakes: ReturnType<typeof phoneOnFakes>;
  let pad: DialPad;
  beforeEach(() => {
    called.mockClear();
    fakes = phoneOnFakes();
    pad = new DialPad(new PhoneView(fakes.phone), called);
  });

  it('grows and shrinks at the caret', () => {
    pad.insert('123');
    pad.caret = { start: 1, end: 1 };
    pad.insert('9');
    expect(pad.text).toBe('1923');
    pad.backspace();
    expect(pad.text).toBe('123');
    pad.caret = { start: 0, end: 2 };
    pad.backspace();
    expect(pad.text).toBe('3');
    pad.backspace();
    expect(pad.text).toBe('3');
  });

  it('does what a code says the moment its last character is there, however it came, and never dials it', () => {
    const run = vi.fn();
    const coded = new DialPad(new PhoneView(fakes.phone), called, { '*#0*#': run });
    for (const key of '*#0*#') coded.insert(key);
    expect(run).toHaveBeenCalledTimes(1);
    expect({ text: coded.text, caret: coded.caret }).toEqual({ text: '', caret: null });
    coded.paste(' *#0*# ');
    coded.text = '*#0*#';
    expect(run).toHaveBeenCalledTimes(3);
    coded.insert('*#0*#1');
    expect(run).toHaveBeenCalledTimes(3);
    expect(called).not.toHaveBeenCalled();
  });

  it('says why it does not dial, until something is typed', () => {
    pad.insert('600');
    pad.call();
    expect(pad.problemText).not.toBe('');
    expect(called).not.toHaveBeenCalled();
    pad.insert('1');
    expect(pad.problem).toBeNull();
  });

  it('dials, empties itself, and offers the number again', async () => {
    fakes.phone.signIn(fakeAccount, 'pw');
    await vi.waitFor(() => {
      expect(fakes.phone.state.line.kind).toBe('ready');
    });
    pad.insert('600');
    pad.call();
    expect(called).toHaveBeenCalledOnce();
    expect(pad.text).toBe('');
    expect(fakes.phone.state.calls[0]?.party.number).toBe('600');
    fakes.phone.hangUp(fakes.phone.state.calls[0]?.id ?? '');
    await vi.waitFor(() => {
      expect(pad.again?.party.number).toBe('600');
    });
  });
});

it.each([
  ['+49 (0) 30 / 23 12-5', '+4930 23125'.replace(' ', '')],
  ['tel:+1-415-555-0132', '+14155550132'],
  ['  600\nsecond line', '600'],
  ['ann@home.test', 'ann@home.test'],
])('cleans a pasted %s', (pasted, clean) => {
  expect(cleanPasted(pasted)).toBe(clean);
});

import { describe, expect, it } from 'vitest';
import { DigitSender, readDigits } from './dtmf';
import { fakeAccount, phoneOnFakes } from './fakes/fake-phone';
import { FakeClock } from './fakes/fake-clock';

function sender() {
  const clock = new FakeClock();
  const begun = clock.now();
  const sent: string[] = [];
  const digits = new DigitSender(clock, (id, text) => sent.push(`${String(clock.now() - begun)} ${id} ${text}`));
  return { clock, sent, digits };
}

describe('digits', () => {
  it.each([
    ['12#', '12#', ''],
    ['+49 (0) 30 / 4711', '4903' + '04711', ''],
    ['1a2b*d', '1A2B*D', ''],
    ['1,2p3', '1,2,3', ''],
    ['12w34W5', '12', '34w5'],
    ['w1', '', '1'],
    ['xyz\r\n', '', ''],
  ])('%s', (text, now, waiting) => expect(readDigits(text)).toEqual({ now, waiting }));

  it('are no more than a keypad has seen', () => {
    expect(readDigits('1'.repeat(100_000)).now).toHaveLength(256);
  });
});

describe('a sequence', () => {
  it('pauses 2 s for each comma, after the digits before it are out', () => {
    const { clock, sent, digits } = sender();
    digits.send('a', ',12,,3');
    clock.advance(60_000);
    expect(sent).toEqual(['2000 a 12', '6340 a 3']);
    expect(clock.pending).toBe(0);
  });

  it('is followed by what is typed meanwhile; other calls do not wait', () => {
    const { clock, sent, digits } = sender();
    digits.send('a', '1,2');
    digits.send('a', '3');
    digits.send('b', '9');
    clock.advance(60_000);
    digits.send('a', '4');
    expect(sent).toEqual(['0 a 1', '0 b 9', '2170 a 23', '60000 a 4']);
  });

  it('ends with its call', () => {
    const { clock, sent, digits } = sender();
    digits.send('a', '1,2');
    digits.stop('a');
    clock.advance(60_000);
    expect(sent).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });
});

describe('digits in a call', () => {
  function inCall(number = '600') {
    const fakes = phoneOnFakes();
    fakes.phone.signIn(fakeAccount, 'x');
    const dialled = fakes.phone.dial(number);
    if (!dialled.ok) throw new Error(dialled.problem);
    fakes.sip.line.sink.call(dialled.id, { kind: 'established' });
    const call = () => fakes.phone.state.calls[0];
    const sent = () => fakes.sip.line.commands.filter((command) => command.startsWith('dtmf'));
    return { ...fakes, id: dialled.id, call, sent };
  }

  it('wait for the user behind a w', () => {
    const { phone, clock, id, call, sent } = inCall('600,1w22w3');
    clock.advance(10_000);
    expect(sent()).toEqual([`dtmf ${id} 1`]);
    expect(call()).toMatchObject({ digits: '1', waitingDigits: '22w3' });
    phone.sendWaitingDigits(id);
    expect(call()).toMatchObject({ digits: '122', waitingDigits: '3' });
    phone.sendWaitingDigits(id);
    phone.sendWaitingDigits(id);
    expect(sent()).toEqual([`dtmf ${id} 1`, `dtmf ${id} 22`, `dtmf ${id} 3`]);
    expect(call()).toMatchObject({ digits: '1223', waitingDigits: '' });
  });

  it('are not sent once the call is over, and never logged', () => {
    const { phone, sip, clock, log, id, sent } = inCall();
    phone.sendDtmf(id, '47,11');
    sip.line.sink.call(id, { kind: 'bye', cause: 0 });
    clock.advance(10_000);
    expect(sent()).toEqual([`dtmf ${id} 47`]);
    expect(log.lines.join()).not.toMatch(/47|11/);
  });
});

import { describe, expect, it } from 'vitest';
import { deviceInUse, moved, preferred, rankedDevices, systemDevice, type KeptDevice } from './device-ranking';

const headset: KeptDevice = { id: 'h', label: 'Headset', group: 'g1' };
const speaker: KeptDevice = { id: 's', label: 'Speaker', group: 'g2' };
const webcam: KeptDevice = { id: 'w', label: 'Webcam', group: 'g3' };

describe('a ranked list of devices', () => {
  it('uses the best that is plugged in, else the system’s choice', () => {
    expect(deviceInUse([headset, speaker], [speaker, headset])).toEqual(headset);
    expect(deviceInUse([headset, speaker], [webcam, speaker])).toEqual(speaker);
    expect(deviceInUse([headset, systemDevice, speaker], [speaker])).toEqual(systemDevice);
    expect(deviceInUse([headset], [webcam])).toEqual(systemDevice);
    expect(deviceInUse([], [headset])).toEqual(systemDevice);
  });

  it('knows a device by its label when it got another id', () => {
    const back = { ...headset, id: 'other' };
    expect(deviceInUse([headset], [back])).toEqual(back);
    expect(rankedDevices([headset], [back]).filter(({ device }) => device.label === 'Headset')).toHaveLength(1);
  });

  it('takes two of the same make for two', () => {
    const twin = { ...headset, id: 'h2', group: 'g9' };
    expect(deviceInUse([headset], [twin])).toEqual(systemDevice);
    expect(deviceInUse([{ ...headset, label: '' }], [{ ...twin, label: '' }])).toEqual(systemDevice);
  });

  it('shows what is ranked, plugged in or not, then the rest', () => {
    const list = rankedDevices([headset, speaker], [speaker, webcam]);
    expect(list.map(({ device, pluggedIn, inUse }) => [device.label, pluggedIn, inUse])).toEqual([
      ['Headset', false, false],
      ['Speaker', true, true],
      ['', true, false],
      ['Webcam', true, false],
    ]);
  });

  it('moves one up and down, and no further than there is room', () => {
    const list = rankedDevices([headset, speaker], [headset, speaker]);
    expect(moved(list, 1, 0)[0]).toEqual(speaker);
    expect(moved(list, 0, 1).slice(0, 2)).toEqual([speaker, headset]);
    expect(moved(list, 0, -1)).toEqual([headset, speaker, systemDevice]);
    expect(moved(list, 2, 3)).toEqual([headset, speaker, systemDevice]);
  });

  it('puts a chosen one at the head and keeps the order of the others', () => {
    expect(preferred([headset, speaker], webcam)).toEqual([webcam, headset, speaker]);
    expect(preferred([headset, speaker], speaker)).toEqual([speaker, headset]);
    expect(preferred([headset, speaker], systemDevice)).toEqual([systemDevice, headset, speaker]);
  });
});

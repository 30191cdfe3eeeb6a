import { describe, expect, it } from 'vitest';
import { preferred, systemDevice, deviceInUse } from './device-ranking';

const headset = { id: '1', label: 'Headset', group: 'g' };
const desk = { id: '2', label: 'Desk speaker', group: 'h' };

describe('the device in use', () => {
  it('is the best one that is plugged in', () => {
    expect(deviceInUse([headset, desk], [desk, headset])).toBe(headset);
    expect(deviceInUse([headset, desk], [desk])).toBe(desk);
  });
  it('is the system’s where none is there, or none was chosen', () => {
    expect(deviceInUse([headset], [desk])).toBe(systemDevice);
    expect(deviceInUse([], [desk])).toBe(systemDevice);
    expect(deviceInUse([systemDevice, desk], [desk])).toBe(systemDevice);
  });
  it('is known again by its label when its id has changed', () => {
    const replugged = { ...headset, id: '9' };
    expect(deviceInUse([headset], [desk, replugged])).toBe(replugged);
    expect(deviceInUse([{ ...headset, label: '' }], [{ ...replugged, label: '' }])).toBe(systemDevice);
  });
});

it('puts a device first, once', () => {
  expect(preferred([headset, desk], desk)).toEqual([desk, headset]);
  expect(preferred([headset], { ...headset, id: '9' })).toEqual([{ ...headset, id: '9' }]);
  expect(preferred([headset, desk], systemDevice)).toEqual([]);
});

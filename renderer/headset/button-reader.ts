/** What the reports of one headset say that its user did. Pure but for what it remembers of the reports before. */
import type { HeadsetSignal } from '../phone/headset';
import type { Button } from './report-map';

/**
 * A hook that is declared as a button and stays pressed for longer than this, ms, is a switch all the same: many headsets
 * forget the flag. Nobody holds a button for so long to hang up.
 */
const longestPress = 1_500;

export class ButtonReader {
  readonly #buttons: readonly Button[];
  readonly #values = new Map<Button, number>();
  #hookPressedAt = 0;

  constructor(buttons: readonly Button[]) {
    this.#buttons = buttons;
  }

  /** `data` without the report id; `now` in ms. What a short report lacks is as it was. */
  read(reportId: number, data: DataView, now: number): HeadsetSignal[] {
    const signals: HeadsetSignal[] = [];
    for (const button of this.#buttons) {
      if (button.reportId !== reportId) continue;
      const value = valueOf(button, data);
      if (value === null) continue;
      const before = this.#values.get(button) ?? 0;
      this.#values.set(button, value);
      const signal = this.#signal(button, value, before, now);
      if (signal) signals.push(signal);
    }
    return signals;
  }

  #signal({ name, kind }: Button, value: number, before: number, now: number): HeadsetSignal | null {
    const on = value !== 0;
    const turnedOn = on && before === 0;
    const turned = on !== (before !== 0);
    switch (kind) {
      case 'one-shot':
        return on ? pressed(name) : null;
      case 'on-off':
        return on ? positioned(name, value > 0) : null;
      case 'switch':
        return turned ? positioned(name, on) : null;
      case 'button':
        if (name === 'hook' && turned) {
          const held = now - this.#hookPressedAt;
          this.#hookPressedAt = now;
          if (!on) return held > longestPress ? positioned('hook', false) : null;
        }
        return turnedOn ? pressed(name) : null;
    }
  }
}

function pressed(name: Button['name']): HeadsetSignal {
  if (name === 'hook') return { kind: 'hook-pressed' };
  return name === 'mute' ? { kind: 'mute-pressed' } : { kind: name };
}

/** Only hook and mute have a position that means something; of the others being pressed counts. */
function positioned(name: Button['name'], on: boolean): HeadsetSignal | null {
  if (name === 'hook') return { kind: 'hook', off: on };
  if (name === 'mute') return { kind: 'mute', on };
  return on ? { kind: name } : null;
}

function valueOf({ offset, size, kind, array }: Button, data: DataView): number | null {
  if (!array) {
    const value = bits(data, offset, size);
    return value !== null && kind === 'on-off' ? signed(value, size) : value;
  }
  let any = false;
  for (let index = 0; index < array.count; index += 1) {
    const value = bits(data, offset + index * size, size);
    if (value === array.value) return 1;
    any ||= value !== null;
  }
  return any ? 0 : null;
}

/** Lowest bit first (HID 1.11, section 8); null: the report ends before. */
function bits(data: DataView, offset: number, size: number): number | null {
  if (offset + size > data.byteLength * 8) return null;
  let value = 0;
  for (let index = 0; index < size; index += 1) {
    const at = offset + index;
    if ((data.getUint8(at >> 3) >> (at & 7)) & 1) value += 2 ** index;
  }
  return value;
}

function signed(value: number, size: number): number {
  return value >= 2 ** (size - 1) ? value - 2 ** size : value;
}

/** Decides which loudspeakers calls and ring go to, and tells when that changed by itself. */
import type { DeviceEvent } from './device-event';
import { chooseDevice, findDevice, type Device, type Devices, type DeviceLists } from './devices';
import type { MediaSettings } from './settings';
import type { Output, Sinks } from './sinks';

export interface Outputs {
  setSettings(settings: MediaSettings): void;
  /** What calls are heard on; null: the system does not say. */
  readonly speaker: Device | null;
  readonly ringers: readonly Device[];
  close(): void;
}

interface OutputsNeeds {
  devices: Devices;
  settings: MediaSettings;
  speakers: Sinks;
  bells: Sinks;
  /** Whether a call is heard now. */
  inCall(): boolean;
  emit(event: DeviceEvent): void;
}

export const speakerOutput = (settings: MediaSettings, lists: DeviceLists): Output => ({
  id: chooseDevice(settings.speakers, lists.speakers).device?.id ?? '',
  volume: settings.callVolume,
});

/** Each device once. A bell always rings somewhere: without any of the chosen ones it is the system's device. */
export function ringerOutputs(settings: MediaSettings, lists: DeviceLists): Output[] {
  const found = new Map<string, Output>();
  for (const choice of settings.ringers) {
    const id = choice.id === 'default' ? '' : findDevice(choice, lists.speakers)?.id;
    if (id !== undefined && !found.has(id)) found.set(id, { id, volume: choice.volume });
  }
  return found.size > 0 ? [...found.values()] : [{ id: '', volume: settings.ringVolume }];
}

export function createOutputs({ devices, settings: initial, speakers, bells, inCall, emit }: OutputsNeeds): Outputs {
  let settings = initial;
  const deviceOf = (id: string, lists: DeviceLists) =>
    id === '' ? lists.system.speaker : (lists.speakers.find((device) => device.id === id) ?? null);
  const look = () => {
    const lists = devices.current;
    const { device, rank } = chooseDevice(settings.speakers, lists.speakers);
    const bellsOn = ringerOutputs(settings, lists);
    return {
      known: devices.known,
      none: lists.speakers.length === 0 && lists.system.speaker === null,
      speaker: device ?? lists.system.speaker,
      rank,
      ringers: bellsOn.map(({ id }) => deviceOf(id, lists)).filter((found) => found !== null),
      /** How many of the user's ringers are there. */
      ranked: settings.ringers.filter((choice) => choice.id === 'default' || findDevice(choice, lists.speakers)).length,
      output: speakerOutput(settings, lists),
      bellsOn,
    };
  };
  let now = look();

  const apply = () => {
    now = look();
    speakers.setOutputs([now.output]);
    bells.setOutputs(now.bellsOn);
  };

  const unsubscribe = devices.subscribe(() => {
    const before = now;
    apply();
    if (!before.known) return;
    tellSpeaker(before);
    tellRingers(before);
  });

  function tellSpeaker(before: typeof now) {
    if (!inCall() || (before.speaker?.id === now.speaker?.id && before.speaker?.label === now.speaker?.label)) return;
    const kind = now.none ? 'lost' : now.rank < before.rank ? 'returned' : 'changed';
    emit({
      device: 'speaker',
      kind,
      label: now.speaker?.label ?? '',
      before: before.speaker?.label ?? '',
      ranked: now.rank < settings.speakers.length,
    });
  }

  /** Only what the user chose is worth a word: with no ringer chosen, the ring goes where the system wants it. */
  function tellRingers(before: typeof now) {
    if (settings.ringers.length === 0) return;
    const names = (list: readonly Device[]) => list.map(({ label }) => label).join(', ');
    if (names(before.ringers) === names(now.ringers)) return;
    const more = now.ranked > before.ranked;
    const gone = before.ringers.filter(({ id }) => !now.ringers.some((device) => device.id === id));
    const back = now.ringers.filter(({ id }) => !before.ringers.some((device) => device.id === id));
    emit({
      device: 'ringer',
      kind: now.none ? 'lost' : more ? 'returned' : 'changed',
      label: names(more ? back : now.ringers),
      before: names(more ? before.ringers : gone),
      ranked: now.ranked > 0,
    });
  }

  return {
    setSettings(next) {
      settings = next;
      apply();
    },
    get speaker() {
      return now.speaker;
    },
    get ringers() {
      return now.ringers;
    },
    close: unsubscribe,
  };
}

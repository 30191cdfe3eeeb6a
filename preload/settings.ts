/** The settings as both surroundings begin with them, and how what was kept by any version is read. */
import * as v from 'valibot';
import { SettingsSchema, type Settings } from './contract';

export const defaultSettings: Settings = {
  theme: 'system',
  autoAnswer: 'off',
  startWithSystem: false,
  microphones: [],
  speakers: [],
  ringers: [],
  ringVolume: 0.8,
  callVolume: 1,
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  headsetButtons: true,
  headsets: [],
  warmMicrophone: false,
  codecOrder: [],
  codecDelete: [],
  codecPriority: [],
  opus: { bitrate: 32, fec: true, dtx: false, packetTime: 20 },
  callLimit: 4,
  interruptionLimit: 120,
  doNotDisturb: null,
  doNotDisturbLines: {},
  chosenLine: '',
  historyDays: 0,
  globalShortcuts: { answer: '', hangUp: '', mute: '', dialSelection: '', show: '' },
  mediaKeys: true,
  cardWhenQuiet: true,
  zoom: 1,
  updateChannel: 'stable',
  automaticUpdates: true,
};

const Kept = v.record(v.string(), v.unknown());
/** Version 1 knew one device for each purpose; an empty id followed the system. */
const OneDevice = v.object({ id: v.pipe(v.string(), v.minLength(1)), label: v.string() });

/**
 * Those settings that something of the right kind was kept for, by this version or an older one. What is wrong is named in
 * `wrong`, so that one bad value does not cost the others.
 */
export function readChosen(kept: unknown): { chosen: Partial<Settings>; wrong: string[] } {
  const given = v.safeParse(Kept, kept);
  if (!given.success) return { chosen: {}, wrong: ['settings'] };
  const upgraded = withRankedDevices(given.output);
  const chosen: Record<string, unknown> = {};
  const wrong: string[] = [];
  for (const [name, schema] of Object.entries(SettingsSchema.entries)) {
    const value = upgraded[name];
    if (value === undefined) continue;
    const read = v.safeParse(schema, value);
    if (read.success) chosen[name] = read.output;
    else wrong.push(`settings.${name}`);
  }
  return { chosen, wrong };
}

/** The same with a default for whatever is missing or wrong. */
export function readSettings(kept: unknown): { settings: Settings; wrong: string[] } {
  const { chosen, wrong } = readChosen(kept);
  return { settings: { ...defaultSettings, ...chosen }, wrong };
}

/** Since version 2 devices are lists, best first; those who ring have a volume each. */
function withRankedDevices(kept: Record<string, unknown>): Record<string, unknown> {
  const { microphone, speaker, ringDevice, ...rest } = kept;
  const list = (device: unknown) => {
    const one = v.safeParse(OneDevice, device);
    return one.success ? [{ ...one.output, group: '' }] : undefined;
  };
  const ringVolume = rest['ringVolume'] ?? defaultSettings.ringVolume;
  return {
    microphones: list(microphone),
    speakers: list(speaker),
    ringers: list(ringDevice)?.map((device) => ({ ...device, volume: ringVolume })),
    ...rest,
  };
}

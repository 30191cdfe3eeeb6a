/** What a fault may depend on: program, system, screens, and how the phone stands. Nothing of it names a person or a place. */
import { app, screen } from 'electron';
import { arch, cpus, freemem, release, totalmem, uptime } from 'node:os';
import type { PhoneLink } from './phone-link';

const MB = 1024 * 1024;

type Fact = readonly [name: string, value: unknown];

export function supportFacts(phone: PhoneLink, more: readonly Fact[]): Fact[] {
  const { versions, platform, env } = process;
  const { line, calls, microphones, speakers, signedIn } = phone.snapshot;
  const mb = (bytes: number): string => `${String(Math.round(bytes / MB))} MB`;
  return [
    ['made at', new Date().toISOString()],
    ['program', `${app.getName()} ${app.getVersion()}${app.isPackaged ? '' : ', not packaged'}`],
    ['runs for', `${String(Math.round(process.uptime()))} s`],
    ['runtime', `Electron ${versions.electron}, Chromium ${versions.chrome}, Node ${versions.node}`],
    ['system', `${platform} ${process.getSystemVersion()} (${release()}), ${arch()}`],
    ['system runs for', `${String(Math.round(uptime()))} s`],
    ['processors', `${String(cpus().length)}, ${cpus()[0]?.model ?? 'unknown'}`],
    ['memory', `${mb(totalmem())}, ${mb(freemem())} free`],
    ['language and region', `${app.getLocale()}, ${app.getSystemLocale()}`],
    ['time zone', Intl.DateTimeFormat().resolvedOptions().timeZone],
    ['desktop', [env['XDG_CURRENT_DESKTOP'] ?? '', env['XDG_SESSION_TYPE'] ?? '']],
    ...screen
      .getAllDisplays()
      .map(({ bounds, scaleFactor, rotation }): Fact => ['screen', { ...bounds, scaleFactor, rotation }]),
    ['graphics', app.getGPUFeatureStatus()],
    ...app.getAppMetrics().map(({ type, serviceName, memory, cpu }): Fact => [
      'process',
      {
        type: serviceName ?? type,
        memory: mb(memory.workingSetSize * 1024),
        processor: `${cpu.percentCPUUsage.toFixed(1)} %`,
      },
    ]),
    ['signed in', signedIn],
    ['line', line],
    ['calls', calls.map(({ state, direction }) => `${direction} ${state}`)],
    ['microphones', microphones.devices.length],
    ['speakers', speakers.devices.length],
    ...more,
  ];
}

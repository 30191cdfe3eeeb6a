// The baseline for calls: SIP.js with its own defaults in the same Electron, on the same switch.
import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';

app.commandLine.appendSwitch('autoplay-policy', 'no-user-gesture-required');
void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 380,
    height: 680,
    webPreferences: { sandbox: true, backgroundThrottling: false },
  });
  void window.loadFile(join(import.meta.dirname, '../../out/bench-plain/index.html'));
});

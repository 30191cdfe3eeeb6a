// The baseline for calls: SIP.js with its own defaults in the same Electron, on the same switch.
const { app, BrowserWindow } = require('electron');
const { join } = require('node:path');

app.commandLine.appendSwitch('autoplay-policy', 'no-user-gesture-required');
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 380, height: 680, webPreferences: { sandbox: true, backgroundThrottling: false } });
  void window.loadFile(join(__dirname, '../../out/bench-plain/index.html'));
});

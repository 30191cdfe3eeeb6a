// The baseline for start, memory and CPU: the smallest Electron program with one window, as safe as ours.
const { app, BrowserWindow } = require('electron');

app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 380, height: 680, show: false, webPreferences: { sandbox: true } });
  window.once('ready-to-show', () => {
    window.show();
    process.stdout.write(`painted ${Date.now()}\n`);
  });
  void window.loadURL('data:text/html,<!doctype html><title>empty</title><p>empty');
});

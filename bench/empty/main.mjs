// The baseline for start, memory and CPU: the smallest Electron program with one window, as safe as ours.
import { app, BrowserWindow } from 'electron';

void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 380, height: 680, show: false, webPreferences: { sandbox: true } });
  window.once('ready-to-show', () => {
    window.show();
    process.stdout.write(`painted ${Date.now()}\n`);
  });
  void window.loadURL('data:text/html,<!doctype html><title>empty</title><p>empty');
});

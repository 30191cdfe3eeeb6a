import type { App } from './app';
import { isOver } from './call-phase';
import { callVoicemail } from './voicemail';

export interface Key {
  key: string;
  /** Ctrl, or Cmd on a Mac. */
  command: boolean;
  alt: boolean;
  /** A text field has the focus: single letters and digits belong to it. */
  typing: boolean;
  /** A dialog is open. */
  dialog: boolean;
}

/** Runs what a key means; false: nothing. Nothing ends a call by a single key. */
export function runShortcut(app: App, key: Key): boolean {
  if (app.session.phase !== 'signed-in' || key.alt) return false;
  return key.command ? withCommand(app, key.key) : !key.typing && single(app, key);
}

function withCommand({ phone, router }: App, key: string): boolean {
  switch (key.toLowerCase()) {
    case 'enter': {
      const { ringing } = phone;
      if (!ringing) return false;
      phone.api.answer(ringing.id, 'by-hand');
      return true;
    }
    case 'e': {
      const { ringing, live } = phone;
      if (ringing) phone.api.decline(ringing.id);
      else if (!live) return false;
      // What End does on its screen: a conference ends for all.
      else
        for (const call of live.conference ? phone.calls.filter(({ conference }) => conference) : [live])
          phone.api.hangUp(call.id);
      return true;
    }
    case 'k':
      router.go('dialpad');
      return true;
    case ',':
      router.go('settings');
      return true;
    default:
      return false;
  }
}

function single(app: App, { key, dialog }: Key): boolean {
  const { phone, router, sound, dialPad } = app;
  const call = phone.live;
  const talking = call?.state.kind === 'active';
  if (call && key.toLowerCase() === 'm') {
    phone.api.setMuted(call.id, !call.muted);
    return true;
  }
  if (call && key.toLowerCase() === 'h' && call.state.kind === 'active') {
    phone.api.setHold(call.id, !call.state.hold.local);
    return true;
  }
  // Not on a call: it would put the other side on hold.
  if (!call && !dialog && key.toLowerCase() === 'v') {
    callVoicemail(app);
    return true;
  }
  if (/^[0-9*#]$/u.test(key)) {
    if (call && talking) {
      sound.keyTone(key);
      phone.api.sendDtmf(call.id, key);
      return true;
    }
    if (dialog || phone.calls.some((other) => !isOver(other))) return false;
    router.go('dialpad');
    dialPad.insert(key);
    return true;
  }
  if (key === '?' && !dialog) {
    router.go('settings', 'shortcuts');
    return true;
  }
  return false;
}

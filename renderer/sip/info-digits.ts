import type { SessionDialog } from 'sip.js/lib/core/dialogs/session-dialog.js';

/** How long a digit sounds, and how long a `,` waits, in ms. */
const DIGIT = 160;
const PAUSE = 2000;

/** Digits as INFO (application/dtmf-relay), one after the other: a switch may handle two at a time in any order. */
export class InfoDigits {
  private waiting = '';
  private busy = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly dialog: SessionDialog) {}

  send(digits: string): void {
    this.waiting += digits.replace(/[^0-9A-D*#,]/gi, '').toUpperCase();
    if (!this.busy) this.next();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.waiting = '';
  }

  private next(): void {
    const digit = this.waiting.charAt(0);
    this.waiting = this.waiting.slice(1);
    this.busy = digit !== '';
    if (!this.busy) return;
    const done = () => {
      this.next();
    };
    if (digit === ',') {
      this.timer = setTimeout(done, PAUSE);
      return;
    }
    const content = `Signal=${digit}\r\nDuration=${DIGIT}\r\n`;
    const body = { contentDisposition: 'render', contentType: 'application/dtmf-relay', content };
    this.dialog.info({ onAccept: done, onReject: done, onRedirect: done }, { body });
  }
}

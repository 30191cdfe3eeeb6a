/** Tries patterns of an operator's form where one that never comes to an end hangs nothing. */
import type { PatternCheck } from './patterns';

self.onmessage = ({ data }: MessageEvent<readonly PatternCheck[]>) => {
  self.postMessage(data.map(fits));
};
self.postMessage('ready');

function fits({ pattern, value }: PatternCheck): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'v').test(value);
  } catch {
    // No pattern at all: it asks for nothing, as in HTML.
    return true;
  }
}

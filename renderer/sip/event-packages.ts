import type { Watch, WatchSignal } from '../phone/ports';
import { readMessageSummary } from './message-summary';
import { DialogInfo } from './xml-dialog-info';
import { readPresence } from './xml-pidf';

/** Reads the documents of one subscription, in order. Throws where one cannot be read. */
export interface EventReader {
  /** null: it says nothing; `incomplete`: only the whole state helps. */
  read(body: string): WatchSignal | 'incomplete' | null;
}

/** An event package (RFC 6665, section 5). */
export interface EventPackage {
  contentType: string;
  reader(): EventReader;
}

export const EVENT_PACKAGES: Readonly<Record<Watch['event'], EventPackage>> = {
  'message-summary': {
    contentType: 'application/simple-message-summary',
    reader: () => ({
      read: (body) => {
        const count = readMessageSummary(body);
        return count && { kind: 'voicemail', count };
      },
    }),
  },
  dialog: {
    contentType: 'application/dialog-info+xml',
    reader: () => {
      const info = new DialogInfo();
      return {
        read: (body) => {
          const person = info.read(body);
          return person === 'incomplete' ? person : { kind: 'person', person };
        },
      };
    },
  },
  presence: {
    contentType: 'application/pidf+xml',
    reader: () => ({ read: (body) => ({ kind: 'person', person: readPresence(body) }) }),
  },
};

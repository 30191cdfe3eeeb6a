/** The call card's window: shows what main sends, says what was pressed. It holds no state of its own. */
import { mount } from 'svelte';
import { t } from './locales/messages';
import type { CardContent } from '../preload/contract';
import type { CardActions } from './ui/card/actions';
import CardWindow from './ui/card/CardWindow.svelte';
import './ui/theme/card-window.css';

document.title = t('card.title');
const bridge = window.host;
if (bridge) {
  mount(CardWindow, {
    target: document.getElementById('card') ?? document.body,
    props: {
      listen: (show: (content: CardContent | null) => void) => {
        bridge.on('card.show', show);
      },
      actions: {
        answer: (callId: string) => {
          void bridge.invoke('card.answer', callId);
        },
        decline: (callId: string) => {
          void bridge.invoke('card.decline', callId);
        },
        hangUp: (callId: string) => {
          void bridge.invoke('card.hangUp', callId);
        },
        setMuted: (callId: string, on: boolean) => {
          void bridge.invoke('card.setMuted', callId, on);
        },
        openWindow: () => {
          void bridge.invoke('card.openWindow');
        },
      } satisfies CardActions,
    },
  });
  void bridge.invoke('card.ready');
}

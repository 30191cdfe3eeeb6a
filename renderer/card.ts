/** The call card's window: shows what main sends, says what was pressed. It holds no state of its own. */
import { mount, unmount } from 'svelte';
import { t } from './locales/messages';
import Card from './ui/card/Card.svelte';
import './ui/theme/card-window.css';

document.title = t('card.title');
const bridge = window.host;
const target = document.getElementById('card') ?? document.body;
let shown: ReturnType<typeof mount> | null = null;

bridge?.on('card.show', (content) => {
  if (shown) void unmount(shown);
  shown = null;
  if (!content) return;
  document.documentElement.dataset['theme'] = content.theme === 'system' ? '' : content.theme;
  shown = mount(Card, {
    target,
    props: {
      content,
      answer: (callId: string) => {
        void bridge.invoke('card.answer', callId);
      },
      decline: (callId: string) => {
        void bridge.invoke('card.decline', callId);
      },
    },
  });
});
void bridge?.invoke('card.ready');

import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../phone/messages';
import { conversationItems, failureSentence, foundConversations } from './conversations';

const now = new Date(2025, 9, 8, 11, 4).getTime();
const minute = 60_000;
let ids = 0;
const message = (ago: number, more: Partial<ChatMessage> = {}): ChatMessage => ({
  id: String((ids += 1)),
  line: 'a',
  peer: '1002',
  name: 'Grace',
  direction: 'incoming',
  text: 'Hello',
  at: now - ago * minute,
  state: { kind: 'received' },
  seen: true,
  ...more,
});

describe('a conversation', () => {
  it('has a heading for each day and joins what was written in a row', () => {
    const items = conversationItems(
      [
        message(24 * 60),
        message(20),
        message(19),
        message(18, { direction: 'outgoing' }),
        message(2, { direction: 'outgoing' }),
      ],
      now,
    );
    expect(items.map((item) => (item.kind === 'day' ? item.heading : item.first))).toEqual([
      'Yesterday',
      true,
      'Today',
      true,
      false,
      true,
      true,
    ]);
    expect(new Set(items.map(({ key }) => key)).size).toBe(items.length);
  });

  it('is found by the name, the number or a word that was written', () => {
    const one = { line: 'a', peer: '1002', name: 'Grace', messages: [message(1, { text: 'The Invoice' })], unseen: 0 };
    const other = { line: 'a', peer: '1003', name: '', messages: [], unseen: 0 };
    expect(foundConversations([one, other], 'invoice')).toEqual([one]);
    expect(foundConversations([one, other], '1003')).toEqual([other]);
    expect(foundConversations([one, other], '  ')).toHaveLength(2);
  });
});

describe('why a message did not arrive', () => {
  it.each([404, 408, 480, 403, 405, 415, 413, 603, 500, 503, 499])('%i has a whole sentence', (status) => {
    expect(failureSentence(status, 'Grace')).toMatch(/^[A-Z].*\.$/u);
  });

  it('tells the code where that helps the administrator', () => {
    expect(failureSentence(503, 'Grace')).toContain('503');
    expect(failureSentence(499, 'Grace')).toContain('499');
  });
});

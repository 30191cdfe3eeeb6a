/** How many messages wait for whom. There is no sound in them: it is the light on the phone that is practised. */
export interface Mailbox {
  newMessages: number;
  oldMessages: number;
  urgent: number;
}

const EMPTY: Mailbox = { newMessages: 0, oldMessages: 0, urgent: 0 };

export class Mailboxes {
  private readonly boxes = new Map<string, Mailbox>();

  constructor(private readonly changed: (user: string) => void) {}

  of(user: string): Mailbox {
    return this.boxes.get(user) ?? EMPTY;
  }

  set(user: string, mailbox: Partial<Mailbox>): void {
    this.boxes.set(user, { ...EMPTY, ...mailbox });
    this.changed(user);
  }

  leave(user: string): void {
    const box = this.of(user);
    this.set(user, { ...box, newMessages: box.newMessages + 1 });
  }

  /** Listening makes new messages old; when there are none, the old ones go. */
  listen(user: string): void {
    const { newMessages, oldMessages } = this.of(user);
    this.set(user, { oldMessages: newMessages > 0 ? oldMessages + newMessages : 0 });
  }
}

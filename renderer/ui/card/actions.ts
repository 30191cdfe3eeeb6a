/** What the buttons of the card do; the card's window sends it to main. */
export interface CardActions {
  answer(callId: string): void;
  decline(callId: string): void;
  hangUp(callId: string): void;
  setMuted(callId: string, on: boolean): void;
  openWindow(): void;
}

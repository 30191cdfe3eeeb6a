/** What became of a device, beside what the user did himself. Labels are the system's names. */
export interface DeviceEvent {
  /** Microphone and speaker while a call uses them; the ringer always. */
  readonly device: 'microphone' | 'speaker' | 'ringer';
  /**
   * `changed`: `before` is gone and `label` took over, or the system changed its default. `returned`: one that the user
   * ranked higher is back. `lost`: gone, and nothing took over; the call goes on without until one is plugged in.
   * `withdrawn`: the system does not allow the microphone any more.
   */
  readonly kind: 'changed' | 'returned' | 'lost' | 'withdrawn';
  /** In use now; empty when nothing is. */
  readonly label: string;
  /** In use before; empty when nothing was. */
  readonly before: string;
  /** False: `label` is in no list of the user's, it is what the system offers: perhaps the laptop's own. */
  readonly ranked: boolean;
}

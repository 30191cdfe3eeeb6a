/** What the screens need of the headsets' buttons; the composition root builds it from the headset adapter. */
import type { Settings } from '../../preload/contract';

export type KnownHeadset = Settings['headsets'][number];

export interface HeadsetState extends KnownHeadset {
  /** `blocked`: it is there, but another program has it or the system does not allow it. */
  state: 'ready' | 'absent' | 'blocked';
}

export interface HeadsetOffer {
  id: string;
  name: string;
}

export interface Headsets {
  readonly states: readonly HeadsetState[];
  /** Calls back after every change of `states`; returns a function that ends it. */
  subscribe(listener: () => void): () => void;
  /** Lets the user choose one; null: none was chosen. Needs a click. */
  choose(): Promise<KnownHeadset | null>;
  /** Gives the permission back. */
  forget(known: KnownHeadset): Promise<void>;
  /** The list to choose from while `choose` waits; null where the surroundings show their own. */
  offers: {
    /** Comes again when one is plugged in or out. Returns a function that ends it. */
    onOffered(listener: (offers: readonly HeadsetOffer[]) => void): () => void;
    /** null: none of them. */
    take(id: string | null): void;
  } | null;
}

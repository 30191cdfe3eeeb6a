/**
 * How a call sounds, estimated from what the network does to it: the E-model (ITU-T G.107) with all its defaults but
 * delay and packet loss, for which it becomes
 *
 *   R      = 93.2 − Id − Ie,eff
 *   Id     = 0.024·d + 0.11·(d − 177.3)·H(d − 177.3)      d: ms from mouth to ear; H: 1 above 0, else 0
 *   Ie,eff = Ie + (95 − Ie)·P / (P/BurstR + Bpl)           P: packets lost, %
 *   MOS    = 1 + 0.035·R + 7·10⁻⁶·R·(R − 60)·(100 − R)      for 0 < R < 100
 *
 * Sources: R, Ie,eff and MOS from ITU-T G.107 (06/2015), section 7.1 and Annex B; 93.2 is its rating with default
 * values; the line for Id is the usual approximation of G.107's (Cole and Rosenbluth, "Voice over IP performance
 * monitoring", 2001). Ie = 0 and Bpl = 25.1 are those of G.711 with packet loss concealment (ITU-T G.113, Appendix I):
 * the browser's receiver always conceals. BurstR = 1: losses are taken as random.
 *
 * ITU-T has no figures for Opus, and G.107.1 (wideband) is of no use without them: so every codec is rated on the scale
 * of a telephone band. The result says what the network takes away, and is at most 4.4, also where Opus sounds better.
 *
 * d is not measured as such; taken are half the round trip, twice the jitter for the receiver's buffer, and 20 ms of
 * packet: MOS = f(roundTrip/2 + 2·jitter + 20, loss).
 */

const ratingWithDefaults = 93.2;
const packetMs = 20;
/** Packet loss robustness. */
const bpl = 25.1;

export interface Impairments {
  /** Share of the packets, 0 to 1. */
  loss: number;
  /** ms */
  jitter: number;
  /** ms; taken as 0 until it is known. */
  roundTrip: number | null;
}

/** Mean opinion score for listening and talking, 1 to 4.5. */
export function estimateMos({ loss, jitter, roundTrip }: Impairments): number {
  const delay = (roundTrip ?? 0) / 2 + 2 * jitter + packetMs;
  const ofDelay = 0.024 * delay + (delay > 177.3 ? 0.11 * (delay - 177.3) : 0);
  const percent = loss * 100;
  const ofLoss = (95 * percent) / (percent + bpl);
  return mosOf(ratingWithDefaults - ofDelay - ofLoss);
}

/** ITU-T G.107, Annex B. Its curve dips below 1 for ratings under 6.5; nothing is worse than 1. */
function mosOf(rating: number): number {
  if (rating <= 0) return 1;
  if (rating >= 100) return 4.5;
  return Math.max(1, 1 + 0.035 * rating + 7e-6 * rating * (rating - 60) * (100 - rating));
}

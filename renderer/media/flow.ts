/** Whether their sound arrives, judged by packets. Pure. */
export interface Flow {
  flowing: boolean;
  /** Packets received so far. */
  packets: number;
  /** When that number last changed, or when sound was last not expected; ms. */
  since: number;
}

export interface FlowSample {
  /** ms */
  at: number;
  packets: number;
  /** Not on hold from either side: packets should come. */
  expected: boolean;
  /** ICE has a working pair. */
  connected: boolean;
}

/** ms without a packet. Opus DTX still sends every 400 ms, and comfort noise is never negotiated. */
const limit = { connected: 3000, disconnected: 1000 } as const;

export function nextFlow(flow: Flow, sample: FlowSample): Flow {
  if (sample.packets !== flow.packets || !sample.expected)
    return { flowing: true, packets: sample.packets, since: sample.at };
  const silent = sample.at - flow.since >= (sample.connected ? limit.connected : limit.disconnected);
  return silent && flow.flowing ? { ...flow, flowing: false } : flow;
}

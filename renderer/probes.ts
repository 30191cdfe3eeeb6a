/** The adapters' probes, loaded when a connection is checked. */
import { probeIce } from './media/ice-probe';
import type { Probes } from './operator/probes';
import { probeServer } from './sip/probe';

export const probes: Probes = { server: probeServer, ice: probeIce };

/**
 * The addresses of this computer, as WebRTC sees them. The browser tells of no change of address, and of the network only
 * whether there is one: so it is asked, by gathering host candidates for nobody.
 */

/** ms: on an idle machine all host candidates are there within 5. */
const limit = 500;

/** Null when they cannot be known: without the permission for the microphone there are names instead of addresses. */
export function readAddresses(): Promise<ReadonlySet<string> | null> {
  const pc = new RTCPeerConnection();
  const found = new Set<string>();
  let named = false;
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      pc.onicecandidate = null;
      pc.close();
      resolve(named ? null : found);
    };
    const timer = setTimeout(finish, limit);
    pc.onicecandidate = ({ candidate }) => {
      if (candidate === null || candidate.candidate === '') {
        finish();
        return;
      }
      if (candidate.address?.endsWith('.local')) named = true;
      else if (candidate.address) found.add(candidate.address);
    };
    pc.createDataChannel('');
    pc.setLocalDescription().catch(finish);
  });
}

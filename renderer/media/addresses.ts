/**
 * The addresses of this computer, as WebRTC sees them. The browser tells of no change of address, and of the network only
 * whether there is one: so it is asked, by gathering host candidates for nobody. Chromium itself learns of a change up to
 * 2 s late; before that a restart would not help either, for it would offer the old address again.
 */

/** ms: for the first candidate on a busy machine, and for the others after one that came. */
const limit = 300;
const settle = 40;

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
    let timer = setTimeout(finish, limit);
    pc.onicecandidate = ({ candidate }) => {
      if (candidate === null) {
        finish();
        return;
      }
      if (candidate.address?.endsWith('.local')) named = true;
      else if (candidate.address) found.add(candidate.address);
      clearTimeout(timer);
      timer = setTimeout(finish, settle);
    };
    pc.createDataChannel('');
    pc.setLocalDescription().catch(finish);
  });
}

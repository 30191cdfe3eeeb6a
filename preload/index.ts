/** Puts the bridge of the contract on `window.host`; nothing else. Runs sandboxed in both windows. */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { eventNames, requestNames } from './channels';
import type { Bridge, EventName, Events, RequestName } from './contract';

const bridge: Bridge = {
  async invoke(name: RequestName, ...args: unknown[]) {
    if (!Object.hasOwn(requestNames, name))
      return { ok: false, error: { code: 'refused', message: 'unknown request' } };
    return ipcRenderer.invoke(name, ...args);
  },
  on<N extends EventName>(name: N, listener: (...args: Events[N]) => void) {
    if (!Object.hasOwn(eventNames, name)) throw new TypeError('unknown event');
    // The event object stays here: it would hand the page `ipcRenderer` itself.
    const forward = (_event: IpcRendererEvent, ...args: unknown[]) => listener(...(args as Events[N]));
    ipcRenderer.on(name, forward);
    return () => ipcRenderer.off(name, forward);
  },
};

contextBridge.exposeInMainWorld('host', bridge);

/** What is seen of an administrator's policy. */
import type { Managed } from '../../preload/contract';
import type { Scene } from './scenes';

const managed: Partial<Managed> = {
  settings: {
    theme: 'locked',
    zoom: 'hidden',
    startWithSystem: 'locked',
    autoAnswer: 'locked',
    callLimit: 'locked',
    interruptionLimit: 'locked',
    historyDays: 'hidden',
    globalShortcuts: 'locked',
    mediaKeys: 'locked',
    headsetButtons: 'locked',
    warmMicrophone: 'locked',
    echoCancellation: 'locked',
    noiseSuppression: 'locked',
    codecOrder: 'locked',
    opus: 'locked',
  },
  practice: false,
  ownSystem: false,
};

export const policyScenes: Readonly<Record<string, Scene>> = {
  'policy-settings': { hash: '#settings', managed },
  'policy-appearance': { hash: '#settings/appearance', managed },
  'policy-calls': { hash: '#settings/calls', managed },
  'policy-sound': { hash: '#settings/sound', managed, press: ['Advanced'] },
  'policy-shortcuts': { hash: '#settings/shortcuts', managed },
  'policy-account': { hash: '#settings/account/scene', managed },
  'policy-sign-in': { signedOut: 'form', managed },
};

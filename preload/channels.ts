/**
 * The names of the contract as plain data, so that the preload script carries no schema library.
 * A name that is missing here, or not in the contract, does not compile.
 */
import type { EventName, RequestName } from './contract';

export const requestNames = {
  'account.load': true,
  'account.save': true,
  'account.forget': true,
  'account.order': true,
  'recovery.take': true,
  'phone.alive': true,
  'settings.load': true,
  'settings.save': true,
  'operator.load': true,
  'operator.choose': true,
  'operator.keep': true,
  'operator.forget': true,
  'check.resolve': true,
  'check.certificate': true,
  'links.open': true,
  'practice.start': true,
  'phone.report': true,
  'phone.closed': true,
  'links.serverProblem': true,
  'headsets.take': true,
  'window.show': true,
  'log.write': true,
  'card.ready': true,
  'card.answer': true,
  'card.decline': true,
  'card.hangUp': true,
  'card.setMuted': true,
  'card.openWindow': true,
} as const satisfies Record<RequestName, true>;

export const eventNames = {
  'phone.answer': true,
  'phone.decline': true,
  'phone.hangUp': true,
  'phone.setMuted': true,
  'phone.setDoNotDisturb': true,
  'phone.close': true,
  'phone.missedOpened': true,
  'power.woke': true,
  'network.changed': true,
  'settings.changed': true,
  'operator.invited': true,
  'links.payment': true,
  'links.wanted': true,
  'headsets.offered': true,
  'card.show': true,
} as const satisfies Record<EventName, true>;

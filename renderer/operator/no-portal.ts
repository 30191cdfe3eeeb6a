/** The portal where there is no operator, and no way to one: nothing can be had. */
import { PortalError, type PortalPort } from './model';

const refuse = (): Promise<never> => Promise.reject(new PortalError({ kind: 'unreachable' }));

export const noPortal: PortalPort = {
  branding: refuse,
  signIn: refuse,
  signOut: () => Promise.resolve(),
  prov: refuse,
  register: refuse,
  validate: refuse,
  phonebook: refuse,
  page: refuse,
  buttons: refuse,
  button: refuse,
  press: refuse,
  form: refuse,
  submitForm: refuse,
  balance: refuse,
  pay: refuse,
  payment: refuse,
  redeem: refuse,
  campaigns: refuse,
  nextLead: refuse,
  correctLead: refuse,
  skipLead: refuse,
  setDisposition: refuse,
};

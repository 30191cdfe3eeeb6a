/** Branding and `prov`: what the phone is told of its operator and its user. */
import type { Exchange } from '../index';
import type { Api } from './api';
import { brands, type Brand, type BrandName } from './brands';
import { money } from './money';
import type { Session } from './sessions';

/** Put over what the brand says, while it runs; unknown keys are passed on. */
export type ProvChanges = Partial<Api['Prov']>;

export class Provisioning {
  brandName: BrandName;
  changes: ProvChanges = {};
  sipUserChanges: Partial<Api['SipUser']> = {};

  constructor(
    brandName: BrandName,
    private readonly exchange: Exchange,
  ) {
    this.brandName = brandName;
  }

  get brand(): Brand {
    return brands[this.brandName];
  }

  get flags(): string[] {
    return this.changes.flags ?? this.brand.flags;
  }

  get currency(): string {
    return this.changes.currency ?? this.brand.currency;
  }

  get paymentMethods(): Api['PaymentMethods'] {
    return this.changes.paymentMethods ?? this.brand.paymentMethods;
  }

  get successHtml(): string {
    return this.changes.registerSuccessHtml ?? this.brand.registerSuccessHtml;
  }

  has(flag: string): boolean {
    return this.flags.some((given) => given.toUpperCase().replaceAll(' ', '_') === flag);
  }

  branding(): Api['Branding'] {
    return {
      brandName: this.changes.brandName ?? this.brand.name,
      uuid: this.changes.uuid ?? this.brand.uuid,
      css: this.changes.css ?? this.brand.css,
      flags: this.flags,
      registerSuccessHtml: this.successHtml,
    };
  }

  prov({ account, sipPassword }: Session): Api['Prov'] {
    return {
      ...this.branding(),
      menu: this.brand.menu,
      currency: this.currency,
      codec: { delete: ['^iLBC$'], priority: ['opus', 'PCM[AU]'] },
      setup: true,
      paymentMethods: this.paymentMethods,
      balance: money(account.balance),
      wsServers: [this.exchange.url],
      iceServers: [],
      hotlines: [
        { label: 'Hear yourself', number: '600', icon: 'mdi-ear-hearing' },
        { label: 'Music', number: '608', icon: 'mdi-music' },
      ],
      update: { channel: 'stable' },
      sipUser: {
        displayName: account.displayName,
        cli: account.user,
        username: account.user,
        password: sipPassword,
        wsServer: this.exchange.url,
        realm: this.exchange.domain,
        ...this.sipUserChanges,
      },
      ...this.changes,
    };
  }
}

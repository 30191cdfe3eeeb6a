/** Made from portal-api.yaml by `npm run portal-types`. Not to be changed by hand. */
export interface paths {
  '/branding': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What is shown before anybody has signed in */
    get: operations['getBranding'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/session': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Signs in
     * @description Where a one-time code is wanted (flag OTP_LOGIN, or the account's own setting) and none is given, the answer is
     *     401 `code-required`; the code is then on its way, and the same request with `code` follows.
     */
    post: operations['signIn'];
    /**
     * Signs out
     * @description Ends the session with both its tokens, and its push subscriptions.
     */
    delete: operations['signOut'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/session/refresh': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * New tokens for old ones
     * @description Each refresh token is good for once. One that comes a second time has been copied: the session ends.
     */
    post: operations['refresh'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/prov': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The provisioning document */
    get: operations['getProv'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/register': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Asks for an account, or for a way back into one
     * @description A code goes to the e-mail address. The answer is the same for a known address and for a new one. Once for an
     *     address while a code is valid: asking again sends another one and voids the first.
     */
    post: operations['register'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/register/validate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Proves the address with the code, and signs in
     * @description `password` is what the user signs in with later; without one the account has a password that nobody knows, and
     *     the way back is another code. Coming back by code gives the account a new SIP password and ends its other
     *     sessions.
     */
    post: operations['validate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/phonebook': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The company directory, the same for all users of the customer */
    get: operations['getPhonebook'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/page/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * A custom page, rendered by the server
     * @description Static, or made for this user. Somebody else's HTML: a client shows it in a sandbox without origin, scripts of the
     *     phone, storage and microphone. When the first thing that is not white space is the comment
     *     `<!-- NO-CONTAINER -->`, in any letter case, it is shown edge to edge, else in a padded, scrolling container.
     */
    get: operations['getPage'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/buttons': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The operator's buttons, and the dynamic items of the side menu */
    get: operations['getButtons'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/button/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components['parameters']['Id'];
      };
      cookie?: never;
    };
    /** What the button does, asked without data */
    get: operations['getButton'];
    put?: never;
    /**
     * Presses the button, with what is at hand
     * @description One action at a time; only a button starts a chain. `form_id` of the button beats `openForm`.
     */
    post: operations['pressButton'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/form/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components['parameters']['Id'];
      };
      cookie?: never;
    };
    /** A form, for `form_id` and `openForm` */
    get: operations['getForm'];
    put?: never;
    /** Sends a form */
    post: operations['sendForm'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/balance': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What is left
     * @description Asked for every 300 s and 5 s after a call.
     */
    get: operations['getBalance'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/payment/methods': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How one can pay; the same as in `prov` */
    get: operations['getPaymentMethods'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/payment': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Begins a payment
     * @description The client opens `checkoutUrl` in the system's browser and never sees a card number. Afterwards the browser comes
     *     back by `returnUrl`, with `payment=ID` added; its status is then asked for.
     */
    post: operations['pay'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/payment/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What has become of a payment */
    get: operations['getPayment'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/voucher': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Redeems a voucher, which is good for once */
    post: operations['redeem'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/campaigns': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The campaigns one may work on */
    get: operations['getCampaigns'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/campaigns/{id}/next': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** The next lead, which is then this agent's until a disposition or a skip */
    post: operations['nextLead'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/leads/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Corrects the details of one's lead */
    patch: operations['correctLead'];
    trace?: never;
  };
  '/leads/{id}/skip': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Gives the lead back without a call */
    post: operations['skipLead'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/leads/{id}/disposition': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Says what came of the call */
    post: operations['setDisposition'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/push/key': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The server's public key (VAPID, RFC 8292) */
    get: operations['getPushKey'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/push': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Keeps a push subscription (W3C Push API) for this session */
    post: operations['subscribe'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/push/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Forgets a push subscription */
    delete: operations['unsubscribe'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    Id: string;
    /** @description RFC 9457. */
    Problem: {
      type: components['schemas']['ProblemType'];
      /** @description The kind of problem, in a few words. */
      title: string;
      status: number;
      /** @description What is shown to the user: what happened and what to do. */
      detail: string;
      /** @description Names this one case in the logs of the server. */
      instance?: string;
      /** @description Seconds, as in the header Retry-After. */
      retryAfter?: number;
      errors?: {
        /** @description The name of the member; of nested ones, with dots. */
        field: string;
        detail: string;
      }[];
      /** @description Of a code. */
      triesLeft?: number;
      /** @description With `code-required`. */
      codeLength?: number;
      /** @description Seconds, of the code that was sent. */
      expiresIn?: number;
    };
    /**
     * @description A client treats one that is not in this list by its status.
     * @enum {string}
     */
    ProblemType:
      | 'urn:sidetone:problem:bad-request'
      | 'urn:sidetone:problem:unauthorized'
      | 'urn:sidetone:problem:wrong-credentials'
      | 'urn:sidetone:problem:code-required'
      | 'urn:sidetone:problem:wrong-code'
      | 'urn:sidetone:problem:code-expired'
      | 'urn:sidetone:problem:code-used'
      | 'urn:sidetone:problem:login-restricted'
      | 'urn:sidetone:problem:not-offered'
      | 'urn:sidetone:problem:not-found'
      | 'urn:sidetone:problem:method-not-allowed'
      | 'urn:sidetone:problem:too-large'
      | 'urn:sidetone:problem:not-json'
      | 'urn:sidetone:problem:invalid'
      | 'urn:sidetone:problem:too-many-requests'
      | 'urn:sidetone:problem:method-unknown'
      | 'urn:sidetone:problem:amount-too-small'
      | 'urn:sidetone:problem:currency-not-taken'
      | 'urn:sidetone:problem:voucher-unknown'
      | 'urn:sidetone:problem:voucher-used'
      | 'urn:sidetone:problem:voucher-expired'
      | 'urn:sidetone:problem:campaign-inactive'
      | 'urn:sidetone:problem:server-error';
    /**
     * @description Known: BALANCE, EDIT_SETTINGS, TITLE_USERNAME, OTP_LOGIN, HIDE_UUID, MENU_RIGHT, REGISTER, ACCEPT_PAYMENT,
     *     AUTO_ANSWER. Accepted as aliases, in any letter case: Display Balance, Edit Settings, Username as Title, OTP
     *     Login, Hide UUID, Menu Right, Register, Accept Payment, Auto Answer. Others are kept and ignored.
     */
    Flag: string;
    Branding: {
      brandName: string;
      /** @description Of the deployment. */
      uuid?: string;
      css?: components['schemas']['Css'];
      flags?: components['schemas']['Flag'][];
      /** @description Untrusted HTML; sanitised before it is shown. */
      registerSuccessHtml?: string;
      /** Format: uri */
      supportUrl?: string;
    } & {
      [key: string]: unknown;
    };
    /** @description Values for the phone's own theme tokens; nothing else of it is taken. */
    Css: string;
    SignIn: {
      /** @description SIP user, or e-mail address. */
      username: string;
      password: string;
      code?: components['schemas']['Code'];
    };
    Code: string;
    Refresh: {
      refreshToken: string;
    };
    Tokens: {
      accessToken: string;
      /** @constant */
      tokenType: 'Bearer';
      /** @description Seconds. */
      expiresIn: number;
      refreshToken: string;
      /** @description Seconds. */
      refreshExpiresIn: number;
      user: {
        username: string;
        displayName: string;
        email?: string;
      };
    };
    /** @description Unknown keys are kept and ignored, at any depth; a client takes `null` for a member that is absent. */
    Prov: {
      brandName: string;
      /** @description Only enabled rows. Sorted by order, then as they come; at most six show. */
      menu?: components['schemas']['MenuRow'][];
      currency?: components['schemas']['Currency'];
      flags?: components['schemas']['Flag'][];
      codec?: components['schemas']['CodecRules'];
      /** @description Meaning unknown: kept, ignored. */
      setup?: boolean;
      paymentMethods?: components['schemas']['PaymentMethods'];
      balance?: number;
      sipUser: components['schemas']['SipUser'];
      /** @description Ours. Of the deployment. */
      uuid?: string;
      css?: components['schemas']['Css'];
      /** @description Ours. */
      registerSuccessHtml?: string;
      /** @description Ours. Tried in this order; without it, the one of `sipUser`. */
      wsServers?: components['schemas']['WsServer'][];
      /** @description Ours. As RTCIceServer of WebRTC. */
      iceServers?: components['schemas']['IceServer'][];
      /** @description Ours. A URL with {number}, {name}, {callId}; opened in the browser. */
      screenPop?: string;
      /** @description Ours. Numbers that are always at hand. */
      hotlines?: components['schemas']['Hotline'][];
      /** @description Ours. */
      update?: {
        channel?: string;
      } & {
        [key: string]: unknown;
      };
    } & {
      [key: string]: unknown;
    };
    MenuRow: {
      /** @description home, dialpad, agent, history, contacts, settings, custom; others are custom. */
      id: string;
      title?: string;
      /** @description A page of the phone, or `/page/ID`. */
      url?: string;
      /** @description A name of Material Design Icons 5.2, as `mdi-home`. */
      icon?: string;
      order?: number;
    } & {
      [key: string]: unknown;
    };
    /** @description ISO 4217, in any letter case. */
    Currency: string;
    /** @description Regular expressions, case-insensitive, on the names of codecs in SDP. Opus is never deleted. */
    CodecRules: {
      delete?: string[];
      priority?: string[];
    } & {
      [key: string]: unknown;
    };
    PaymentMethods: {
      [key: string]: components['schemas']['PaymentMethod'];
    };
    PaymentMethod: {
      label: string;
      currencies: components['schemas']['Currency'][];
      min_payment: number;
      /** @description Public key of the provider, if it needs one. */
      key?: string;
    } & {
      [key: string]: unknown;
    };
    SipUser: {
      displayName?: string;
      /** @description Caller id. */
      cli?: string;
      username: string;
      password: string;
      wsServer: components['schemas']['WsServer'];
      /** @description The SIP domain. */
      realm: string;
      /** @description Ours. Added to those of the account. */
      flags?: components['schemas']['Flag'][];
    } & {
      [key: string]: unknown;
    };
    /** @description `wss`; `ws` only to the loopback. Port 443 and path `/` unless given. */
    WsServer: string;
    IceServer: {
      urls: string | string[];
      username?: string;
      credential?: string;
    } & {
      [key: string]: unknown;
    };
    Hotline: {
      label: string;
      number: string;
      icon?: string;
    } & {
      [key: string]: unknown;
    };
    Register: {
      /** Format: email */
      email: string;
      displayName?: string;
    };
    Registration: {
      id: components['schemas']['Id'];
      codeLength: number;
      /** @description Seconds. */
      expiresIn: number;
      /** @description Seconds until another code may be asked for. */
      resendIn: number;
    };
    Validate: {
      id: components['schemas']['Id'];
      code: components['schemas']['Code'];
      password?: string;
    };
    Registered: {
      tokens: components['schemas']['Tokens'];
      /** @description Register Success HTML; untrusted. */
      successHtml: string;
      /** @description What the new account starts with (Template Customer). */
      credit?: {
        amount: number;
        currency: components['schemas']['Currency'];
      };
    };
    Phonebook: {
      entries: components['schemas']['PhonebookEntry'][];
    };
    PhonebookEntry: {
      /** @description The same for as long as the entry lives. */
      id: string;
      name: string;
      givenName?: string;
      familyName?: string;
      organization?: string;
      type?: string;
      category?: string;
      numbers: components['schemas']['PhonebookNumber'][];
    } & {
      [key: string]: unknown;
    };
    PhonebookNumber: {
      /** @description A label, such as Mobile. */
      name?: string;
      number: string;
      extension?: string;
    } & {
      [key: string]: unknown;
    };
    /**
     * @description Where a button shows. Those of an unknown place do not.
     * @enum {string}
     */
    Placement: 'agent' | 'menu' | 'call' | 'home';
    Buttons: {
      buttons: components['schemas']['Button'][];
    };
    Button: {
      id: components['schemas']['Id'];
      label: string;
      icon?: string;
      tooltip?: string;
      /**
       * @description How it looks; what it does is in the envelope.
       * @enum {string}
       */
      type: 'button' | 'form' | 'link';
      placement: components['schemas']['Placement'];
      sort_order: number;
      /** @description The function on the server. */
      fn?: string;
      /** @description The form that opens; it beats `openForm`. */
      form_id?: string;
    } & {
      [key: string]: unknown;
    };
    Press: {
      /** @description The call at hand. */
      call?: {
        id: string;
        number: string;
        /** @enum {string} */
        direction: 'incoming' | 'outgoing';
        /** @enum {string} */
        state: 'ringing' | 'active' | 'held' | 'ended';
      };
      lead?: components['schemas']['LeadContext'];
    };
    LeadContext: {
      id: string;
    } & {
      [key: string]: string | number | null;
    };
    FormAnswer: components['schemas']['Press'] & {
      formData: components['schemas']['FormData'];
    };
    Envelope: {
      __: {
        action?: components['schemas']['Action'];
        formSchema?: components['schemas']['FormField'][];
        formData?: components['schemas']['FormData'];
      };
    };
    /** @description A client does nothing for a name that is not in this list. Parameters are positional (ours). */
    Action:
      | components['schemas']['PlainAction']
      | components['schemas']['MakeCall']
      | components['schemas']['OpenForm']
      | components['schemas']['Redirect']
      | components['schemas']['Save'];
    PlainAction: {
      /** @enum {string} */
      name: 'answerCall' | 'endCall' | 'toggleMic' | 'next';
      params?: unknown[];
    };
    /** @description Calls a number of the lead, by the name of its column; `phone_code` is the usual number with its code. */
    MakeCall: {
      /** @constant */
      name: 'makeCall';
      params: ['alt_phone' | 'phone_code'];
    };
    OpenForm: {
      /** @constant */
      name: 'openForm';
      params: [string];
    };
    /**
     * @description The address, whether it is outside (then the system's browser opens it), the name of the window. Only `https`,
     *     and pages of the phone itself.
     */
    Redirect: {
      /** @constant */
      name: 'redirect';
      params: [string] | [string, boolean] | [string, boolean, string];
    };
    Save: {
      /** @constant */
      name: 'save';
      params: ['Yes' | 'No' | 'Unknown'];
    };
    FormField: {
      name: string;
      label: string;
      /** @enum {string} */
      type:
        | 'text'
        | 'textarea'
        | 'number'
        | 'email'
        | 'tel'
        | 'url'
        | 'date'
        | 'time'
        | 'checkbox'
        | 'select'
        | 'radio'
        | 'hidden';
      required?: boolean;
      help?: string;
      placeholder?: string;
      options?: {
        value: string;
        label: string;
      }[];
      min?: number;
      max?: number;
      minLength?: number;
      maxLength?: number;
      /** @description For the whole value, as of `pattern` in HTML. */
      pattern?: string;
    } & {
      [key: string]: unknown;
    };
    FormData: {
      [key: string]: string | number | boolean | null;
    };
    Balance: {
      balance: number;
      currency: components['schemas']['Currency'];
      /** @description Below this, it is told before a call. */
      lowBelow?: number;
    };
    NewPayment: {
      method: string;
      amount: number;
      currency: components['schemas']['Currency'];
      returnUrl?: string;
    };
    Payment: {
      id: components['schemas']['Id'];
      /** @enum {string} */
      status: 'pending' | 'paid' | 'failed' | 'cancelled' | 'expired';
      method: string;
      amount: number;
      currency: components['schemas']['Currency'];
      /** Format: uri */
      checkoutUrl: string;
      /** Format: date-time */
      expiresAt: string;
      /** @description Why it failed; shown to the user. */
      reason?: string;
    };
    Voucher: {
      /** @description Letter case and separators do not matter. */
      code: string;
    };
    Redeemed: {
      amount: number;
      currency: components['schemas']['Currency'];
      balance: number;
    };
    Campaigns: {
      campaigns: components['schemas']['Campaign'][];
    };
    Campaign: {
      id: components['schemas']['Id'];
      name: string;
      type: string;
      /** @description HTML with {column} for the fields of the lead; untrusted. */
      script: string;
      /** @enum {string} */
      state: 'active' | 'inactive';
      notes?: string;
      callerId?: string;
      sourceStatus: string[];
      /**
       * @description Predefined: DO NOT CALL, NOT INTERESTED, SALE MADE, CALL TRANSFERRED, BUSY, CALL BACK, DISCONNECTED NUMBER,
       *     DECLINED SALE, WRONG DETAILS; then the campaign's own.
       */
      dispositions: string[];
      /** @description `Transfer`: calls may be transferred. */
      flags: string[];
    } & {
      [key: string]: unknown;
    };
    /** @description The columns of VICIdial's `vicidial_list`. */
    LeadFields: {
      vendor_lead_code?: string;
      source_id?: string;
      phone_code?: string;
      phone_number?: string;
      title?: string;
      first_name?: string;
      middle_initial?: string;
      last_name?: string;
      address1?: string;
      address2?: string;
      address3?: string;
      city?: string;
      state?: string;
      province?: string;
      postal_code?: string;
      country_code?: string;
      gender?: string;
      date_of_birth?: string;
      alt_phone?: string;
      email?: string;
      security_phrase?: string;
      comments?: string;
      rank?: number;
      status?: string;
      gmt_offset_now?: number;
    };
    Lead: components['schemas']['LeadFields'] & {
      id: components['schemas']['Id'];
      campaign: components['schemas']['Id'];
      phone_number: string;
    };
    Disposition: {
      disposition: string;
      /** Format: date-time */
      callBackAt?: string;
      comments?: string;
    };
    PushKey: {
      publicKey: string;
    };
    PushSubscription: {
      /** Format: uri */
      endpoint: string;
      expirationTime?: number | null;
      keys: {
        p256dh: string;
        auth: string;
      };
    };
    PushId: {
      id: components['schemas']['Id'];
    };
  };
  responses: {
    /** @description The client has it already. */
    NotModified: {
      headers: {
        ETag: components['headers']['ETag'];
        [name: string]: unknown;
      };
      content?: never;
    };
    /** @description The token is missing, too old or void. Refresh, then sign in. */
    Unauthorized: {
      headers: {
        'WWW-Authenticate'?: string;
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description There is no such thing, or not for this user. */
    NotFound: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description The server cannot use what was sent; `errors` says which members. */
    Invalid: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Too often; `retryAfter` says when again. */
    TooMany: {
      headers: {
        'Retry-After': components['headers']['RetryAfter'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Any error (RFC 9457). */
    Problem: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
  };
  parameters: {
    Id: components['schemas']['Id'];
    /** @description The ETag of what the client has. */
    IfNoneMatch: string;
  };
  requestBodies: never;
  headers: {
    /** @description Changes whenever the answer does. Strong. */
    ETag: string;
    /** @description Seconds. */
    RetryAfter: number;
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  getBranding: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what the client has. */
        'If-None-Match'?: components['parameters']['IfNoneMatch'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The brand. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Branding'];
        };
      };
      304: components['responses']['NotModified'];
      429: components['responses']['TooMany'];
      default: components['responses']['Problem'];
    };
  };
  signIn: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SignIn'];
      };
    };
    responses: {
      /** @description Signed in. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Tokens'];
        };
      };
      /** @description Not these credentials, or a code is needed as well. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The operator does not let this customer in (Restrict Customer Login). */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      422: components['responses']['Invalid'];
      429: components['responses']['TooMany'];
      default: components['responses']['Problem'];
    };
  };
  signOut: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Signed out. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components['responses']['Unauthorized'];
      default: components['responses']['Problem'];
    };
  };
  refresh: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Refresh'];
      };
    };
    responses: {
      /** @description New tokens; the old ones are void. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Tokens'];
        };
      };
      401: components['responses']['Unauthorized'];
      422: components['responses']['Invalid'];
      default: components['responses']['Problem'];
    };
  };
  getProv: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what the client has. */
        'If-None-Match'?: components['parameters']['IfNoneMatch'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description All that the phone is told of its operator and its user. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Prov'];
        };
      };
      304: components['responses']['NotModified'];
      401: components['responses']['Unauthorized'];
      default: components['responses']['Problem'];
    };
  };
  register: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Register'];
      };
    };
    responses: {
      /** @description The code is on its way. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Registration'];
        };
      };
      403: components['responses']['Problem'];
      422: components['responses']['Invalid'];
      429: components['responses']['TooMany'];
      default: components['responses']['Problem'];
    };
  };
  validate: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Validate'];
      };
    };
    responses: {
      /** @description The address belonged to an account, which is signed in. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Registered'];
        };
      };
      /** @description An account was made and is signed in. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Registered'];
        };
      };
      /** @description The code is wrong, expired or was used; after five wrong ones it is void. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      403: components['responses']['Problem'];
      404: components['responses']['NotFound'];
      422: components['responses']['Invalid'];
      429: components['responses']['TooMany'];
      default: components['responses']['Problem'];
    };
  };
  getPhonebook: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what the client has. */
        'If-None-Match'?: components['parameters']['IfNoneMatch'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The whole directory, gzipped where the client accepts it. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Phonebook'];
        };
      };
      304: components['responses']['NotModified'];
      401: components['responses']['Unauthorized'];
      default: components['responses']['Problem'];
    };
  };
  getPage: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what the client has. */
        'If-None-Match'?: components['parameters']['IfNoneMatch'];
      };
      path: {
        id: components['parameters']['Id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The page. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          'text/html': string;
        };
      };
      304: components['responses']['NotModified'];
      401: components['responses']['Unauthorized'];
      404: components['responses']['NotFound'];
      default: components['responses']['Problem'];
    };
  };
  getButtons: {
    parameters: {
      query?: {
        /** @description Only those of this place. */
        placement?: components['schemas']['Placement'];
      };
      header?: {
        /** @description The ETag of what the client has. */
        'If-None-Match'?: components['parameters']['IfNoneMatch'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description In the order in which they show. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Buttons'];
        };
      };
      304: components['responses']['NotModified'];
      401: components['responses']['Unauthorized'];
      default: components['responses']['Problem'];
    };
  };
  getButton: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what the client has. */
        'If-None-Match'?: components['parameters']['IfNoneMatch'];
      };
      path: {
        id: components['parameters']['Id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The envelope. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Envelope'];
        };
      };
      304: components['responses']['NotModified'];
      401: components['responses']['Unauthorized'];
      404: components['responses']['NotFound'];
      default: components['responses']['Problem'];
    };
  };
  pressButton: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components['parameters']['Id'];
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['Press'];
      };
    };
    responses: {
      /** @description The envelope. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Envelope'];
        };
      };
      401: components['responses']['Unauthorized'];
      404: components['responses']['NotFound'];
      422: components['responses']['Invalid'];
      default: components['responses']['Problem'];
    };
  };
  getForm: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what the client has. */
        'If-None-Match'?: components['parameters']['IfNoneMatch'];
      };
      path: {
        id: components['parameters']['Id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The schema, and what it is filled with. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Envelope'];
        };
      };
      304: components['responses']['NotModified'];
      401: components['responses']['Unauthorized'];
      404: components['responses']['NotFound'];
      default: components['responses']['Problem'];
    };
  };
  sendForm: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components['parameters']['Id'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['FormAnswer'];
      };
    };
    responses: {
      /** @description The envelope; the next action of the chain. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Envelope'];
        };
      };
      401: components['responses']['Unauthorized'];
      404: components['responses']['NotFound'];
      422: components['responses']['Invalid'];
      default: components['responses']['Problem'];
    };
  };
  getBalance: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what the client has. */
        'If-None-Match'?: components['parameters']['IfNoneMatch'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The balance. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Balance'];
        };
      };
      304: components['responses']['NotModified'];
      401: components['responses']['Unauthorized'];
      default: components['responses']['Problem'];
    };
  };
  getPaymentMethods: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what the client has. */
        'If-None-Match'?: components['parameters']['IfNoneMatch'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description By their ids. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PaymentMethods'];
        };
      };
      304: components['responses']['NotModified'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Problem'];
      default: components['responses']['Problem'];
    };
  };
  pay: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewPayment'];
      };
    };
    responses: {
      /** @description Begun. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Payment'];
        };
      };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Problem'];
      /** @description Too little, another currency, or no such method. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      429: components['responses']['TooMany'];
      default: components['responses']['Problem'];
    };
  };
  getPayment: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what the client has. */
        'If-None-Match'?: components['parameters']['IfNoneMatch'];
      };
      path: {
        id: components['parameters']['Id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The payment. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Payment'];
        };
      };
      304: components['responses']['NotModified'];
      401: components['responses']['Unauthorized'];
      404: components['responses']['NotFound'];
      default: components['responses']['Problem'];
    };
  };
  redeem: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Voucher'];
      };
    };
    responses: {
      /** @description Redeemed. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Redeemed'];
        };
      };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Problem'];
      404: components['responses']['NotFound'];
      /** @description It was redeemed before. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      410: components['responses']['Problem'];
      422: components['responses']['Invalid'];
      429: components['responses']['TooMany'];
      default: components['responses']['Problem'];
    };
  };
  getCampaigns: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what the client has. */
        'If-None-Match'?: components['parameters']['IfNoneMatch'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Active and inactive ones. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Campaigns'];
        };
      };
      304: components['responses']['NotModified'];
      401: components['responses']['Unauthorized'];
      default: components['responses']['Problem'];
    };
  };
  nextLead: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components['parameters']['Id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The lead; the same one again when it has no disposition yet. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Lead'];
        };
      };
      /** @description No more leads. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components['responses']['Unauthorized'];
      404: components['responses']['NotFound'];
      409: components['responses']['Problem'];
      default: components['responses']['Problem'];
    };
  };
  correctLead: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components['parameters']['Id'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['LeadFields'];
      };
    };
    responses: {
      /** @description The lead as it is now. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Lead'];
        };
      };
      401: components['responses']['Unauthorized'];
      404: components['responses']['NotFound'];
      422: components['responses']['Invalid'];
      default: components['responses']['Problem'];
    };
  };
  skipLead: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components['parameters']['Id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It goes to the end of the list. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components['responses']['Unauthorized'];
      404: components['responses']['NotFound'];
      default: components['responses']['Problem'];
    };
  };
  setDisposition: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components['parameters']['Id'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Disposition'];
      };
    };
    responses: {
      /** @description Noted; the lead is done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components['responses']['Unauthorized'];
      404: components['responses']['NotFound'];
      422: components['responses']['Invalid'];
      default: components['responses']['Problem'];
    };
  };
  getPushKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what the client has. */
        'If-None-Match'?: components['parameters']['IfNoneMatch'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Uncompressed P-256 point, base64url. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PushKey'];
        };
      };
      304: components['responses']['NotModified'];
      401: components['responses']['Unauthorized'];
      default: components['responses']['Problem'];
    };
  };
  subscribe: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PushSubscription'];
      };
    };
    responses: {
      /** @description Kept. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PushId'];
        };
      };
      401: components['responses']['Unauthorized'];
      422: components['responses']['Invalid'];
      default: components['responses']['Problem'];
    };
  };
  unsubscribe: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components['parameters']['Id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Forgotten. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components['responses']['Unauthorized'];
      404: components['responses']['NotFound'];
      default: components['responses']['Problem'];
    };
  };
}

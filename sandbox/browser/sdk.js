// Stands in for Meta's JavaScript SDK: init, login and getLoginStatus, and nothing else.
(() => {
  const SANDBOX = "__SANDBOX_URL__";
  let settings;

  const isFunction = (value) => typeof value === "function";
  const randomId = () => `f${Math.random().toString(36).slice(2, 14)}`;

  function assertPlainFunction(value) {
    const kind = Object.prototype.toString.call(value).slice(8, -1).toLowerCase();
    if (kind !== "function") {
      throw new Error(`Expression is of type ${kind}, not function`);
    }
  }

  function dialogUrl(options, callbackId) {
    const page = window.location;
    const arbiter = new URLSearchParams({
      cb: callbackId,
      domain: page.hostname,
      is_canvas: "false",
      origin: `${page.origin}/${callbackId}`,
      relation: "opener",
      frame: randomId(),
    });
    const { extras, ...rest } = options;
    const query = new URLSearchParams({
      app_id: settings.appId,
      client_id: settings.appId,
      display: "popup",
      domain: page.hostname,
      e2e: "{}",
      fallback_redirect_uri: page.href.split("#")[0],
      locale: "en_US",
      logger_id: crypto.randomUUID ? crypto.randomUUID() : randomId(),
      origin: "1",
      return_scopes: "false",
      sdk: "joey",
      version: settings.version,
      redirect_uri: `${SANDBOX}/x/connect/xd_arbiter/?version=46#${arbiter}`,
    });
    for (const [name, value] of Object.entries(rest)) query.set(name, String(value));
    if (extras !== undefined) query.set("extras", JSON.stringify(extras));
    return `${SANDBOX}/${settings.version}/dialog/oauth?${query}`;
  }

  function openPopup(url) {
    const left = Math.max(0, Math.round(window.screenX + (window.outerWidth - 640) / 2));
    const top = Math.max(0, Math.round(window.screenY + (window.outerHeight - 760) / 2));
    return window.open(url, randomId(), `popup,width=640,height=760,left=${left},top=${top}`);
  }

  function answerFor(values) {
    const code = values.get("code");
    if (code) {
      return { status: "connected", authResponse: { code, userID: null, expiresIn: null } };
    }
    return { status: values.has("error") ? "not_authorized" : "unknown", authResponse: null };
  }

  function awaitAnswer(popup, callbackId, callback) {
    let silent = false;
    const finish = (answer) => {
      clearInterval(poll);
      window.removeEventListener("message", listen);
      if (!silent) callback(answer);
    };
    const listen = (event) => {
      if (event.origin !== SANDBOX || typeof event.data !== "string") return;
      const values = new URLSearchParams(event.data);
      if (values.get("cb") !== callbackId) return;
      silent = values.get("sandbox") === "silent";
      finish(answerFor(values));
    };
    const poll = setInterval(() => {
      if (popup.closed) finish({ status: "unknown", authResponse: null });
    }, 500);
    window.addEventListener("message", listen);
  }

  window.FB = {
    init(options) {
      if (!options || !/^v\d+\.\d+$/.test(options.version ?? "")) {
        throw new Error("init not called with valid version");
      }
      settings = { ...options, appId: String(options.appId) };
    },
    login(callback, options = {}) {
      assertPlainFunction(callback);
      if (!settings) {
        console.error("FB.login() called before FB.init().");
        return;
      }
      const callbackId = randomId();
      const popup = openPopup(dialogUrl(options, callbackId));
      if (popup) awaitAnswer(popup, callbackId, callback);
      else callback({ status: "unknown", authResponse: null });
    },
    getLoginStatus(callback) {
      setTimeout(() => callback({ status: "unknown", authResponse: null }), 0);
    },
  };

  if (isFunction(window.fbAsyncInit) && !window.fbAsyncInit.hasRun) {
    window.fbAsyncInit.hasRun = true;
    window.fbAsyncInit();
  }
})();

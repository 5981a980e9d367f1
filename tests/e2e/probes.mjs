// Ways in which something could leave a page. Each function is run in the page, with an address of its own: `u` over http, `udp` a port.
// A way that the browser does not know, or that ends in an exception, has not left.

/** Runs in the page: what many of the ways need. */
export function helpers() {
  const SVG = "http://www.w3.org/2000/svg";
  window.put = (name, set, to = document.body) => {
    const element = Object.assign(document.createElement(name), set);
    to.append(element);
    return element;
  };
  window.link = (rel, href, more = {}) => window.put("link", { rel, ...more, href }, document.head);
  window.drawn = (name, attributes) => {
    const inner = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) inner.setAttribute(key, value);
    const whole = document.createElementNS(SVG, "svg");
    whole.append(inner);
    document.body.append(whole);
    return inner;
  };
  window.framed = () => window.put("iframe", {}).contentWindow;
  window.peer = (Of, urls, more = {}) => {
    const p = new Of({ iceServers: [{ urls, ...more }] });
    p.createDataChannel("x");
    void p.createOffer().then((o) => p.setLocalDescription(o));
  };
  window.formTo = (action) => window.put("form", { action });
}

/* biome-ignore-start lint/correctness/noUndeclaredVariables: of the page, see above */

/** What stays in the page whatever happens. */
export const requests = {
  fetch: (u) => void fetch(u).catch(() => {}),
  "fetch, kept alive": (u) => void fetch(u, { mode: "no-cors", keepalive: true }).catch(() => {}),
  XMLHttpRequest: (u) => {
    const x = new XMLHttpRequest();
    x.open("GET", u);
    x.send();
  },
  beacon: (u) => void navigator.sendBeacon(u, "x"),
  WebSocket: (u) => void new WebSocket(u.replace("http", "ws")),
  WebSocketStream: (u) => void new WebSocketStream(u.replace("http", "ws")),
  EventSource: (u) => void new EventSource(u),
  WebTransport: (u) => void new WebTransport(u.replace("http", "https")),
  "background fetch": (u) => void navigator.serviceWorker?.ready.then((r) => r.backgroundFetch.fetch("x", u)).catch(() => {}),
  image: (u) => void Object.assign(new Image(), { src: u }),
  "picture of SVG": (u) => drawn("image", { href: u }),
  "use of SVG": (u) => drawn("use", { href: `${u}#a` }),
  "filter of SVG": (u) => drawn("feImage", { href: u }),
  "style with import": (u) => put("style", { textContent: `@import url(${u});body{background:url(${u})}` }, document.head),
  "style of an element": (u) => document.body.style.setProperty("background-image", `url(${u})`),
  "constructed style": (u) => {
    const s = new CSSStyleSheet();
    s.replaceSync(`body::before{content:url(${u})}`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, s];
  },
  "rule in a style": (u) => document.styleSheets[0]?.insertRule(`body{list-style-image:url(${u})}`, 0),
  font: (u) => {
    const f = new FontFace("x", `url(${u})`);
    document.fonts.add(f);
    void f.load().catch(() => {});
  },
  stylesheet: (u) => link("stylesheet", u),
  icon: (u) => link("icon", u),
  preconnect: (u) => link("preconnect", u),
  "dns-prefetch": (u) => link("dns-prefetch", u),
  prefetch: (u) => link("prefetch", u),
  preload: (u) => link("preload", u, { as: "image" }),
  modulepreload: (u) => link("modulepreload", u),
  prerender: (u) => link("prerender", u),
  manifest: (u) => link("manifest", u),
  "a copy of the icon": (u) => {
    const l = document.querySelector("link").cloneNode();
    l.setAttribute("rel", "stylesheet");
    l.setAttribute("href", u);
    document.head.append(l);
  },
  "the icon itself": (u) => Object.assign(document.querySelector("link"), { rel: "stylesheet", href: u }),
  "attributes of the icon": (u) => {
    const { attributes } = document.querySelector("link");
    attributes.rel.value = "stylesheet";
    attributes.href.value = u;
  },
  "parsed markup": (u) => {
    const d = new DOMParser().parseFromString(`<link rel=stylesheet href="${u}">`, "text/html");
    document.head.append(document.adoptNode(d.querySelector("link")));
  },
  "sanitised markup": (u) => put("div", {}).setHTML(`<img src="${u}"><link rel=stylesheet href="${u}">`),
  "speculation rules": (u) => {
    const rules = { prefetch: [{ source: "list", urls: [u], eagerness: "immediate" }] };
    put("script", { type: "speculationrules", textContent: JSON.stringify(rules) }, document.head);
  },
  script: (u) => put("script", { src: u }, document.head),
  import: (u) => void import(u).catch(() => {}),
  worker: (u) => void new Worker(u),
  "shared worker": (u) => void new SharedWorker(u),
  "service worker": (u) => void navigator.serviceWorker?.register(u).catch(() => {}),
  "worker of a blob": (u) => {
    const script = new Blob([`fetch(${JSON.stringify(u)}).catch(()=>{})`], { type: "text/javascript" });
    void new Worker(URL.createObjectURL(script));
  },
  worklet: (u) => void CSS.paintWorklet.addModule(u).catch(() => {}),
  frame: (u) => put("iframe", { src: u }),
  "fetch of a frame": (u) =>
    void framed()
      .fetch(u)
      .catch(() => {}),
  "image of a frame": (u) => {
    const { Image: Its } = framed();
    new Its().src = u;
  },
  "preconnect of a frame": (u) => {
    const { document: its } = framed();
    its.head.append(Object.assign(its.createElement("link"), { rel: "preconnect", href: u }));
  },
  "WebRTC of a frame": (_, udp) => peer(framed().RTCPeerConnection, `stun:127.0.0.1:${udp}`),
  "frame of another document": (u) => {
    const f = document.implementation.createHTMLDocument("").createElement("iframe");
    f.src = u;
    document.body.append(document.adoptNode(f));
  },
  "frame as a document": (u) => {
    const f = document.implementation.createDocument("http://www.w3.org/1999/xhtml", "iframe").documentElement;
    f.setAttribute("src", u);
    document.body.append(document.adoptNode(f));
  },
  object: (u) => put("object", { data: u }),
  embed: (u) => put("embed", { src: u }),
  video: (u) => put("video", { preload: "auto", src: u }),
  poster: (u) => put("video", { poster: u }),
  audio: (u) => Object.assign(new Audio(u), { preload: "auto" }).load(),
  track: (u) => {
    const t = put("track", { src: u, default: true }, put("video", {}));
    t.track.mode = "showing";
  },
  "image of a field": (u) => put("input", { type: "image", src: u }),
  ping: (u) => put("a", { href: "#x", ping: u }).click(),
  attribution: (u) => void Object.assign(new Image(), { attributionSrc: u, src: "data:," }),
  notification: (u) => void new Notification("x", { icon: u }),
  payment: (u) => {
    const total = { label: "x", amount: { currency: "JPY", value: "1" } };
    void new PaymentRequest([{ supportedMethods: u }], { total }).canMakePayment().catch(() => {});
  },
  identity: (u) => void navigator.credentials.get({ identity: { providers: [{ configURL: u, clientId: "x" }] } }).catch(() => {}),
  WebRTC: (_, udp) => peer(RTCPeerConnection, `stun:127.0.0.1:${udp}`),
  "WebRTC by its old name": (_, udp) => peer(webkitRTCPeerConnection, `stun:127.0.0.1:${udp}`),
  "WebRTC over TCP": (u) => peer(RTCPeerConnection, `turn:127.0.0.1:${new URL(u).port}?transport=tcp`, { username: "a", credential: "b" }),
};

/** What would lead to another page. */
export const departures = {
  location: (u) => {
    location.href = u;
  },
  "location.assign": (u) => location.assign(u),
  "navigation.navigate": (u) => void navigation.navigate(u),
  "window.open": (u) => void window.open(u),
  link: (u) => put("a", { href: u }).click(),
  "link to another window": (u) => {
    const a = put("a", { href: u });
    a.setAttribute("target", "_blank");
    a.click();
  },
  "loose link": (u) => Object.assign(document.createElement("a"), { href: u, rel: "opener" }).click(),
  "loose link, pressed by an event": (u) =>
    Object.assign(document.createElement("a"), { href: u }).dispatchEvent(new MouseEvent("click", { ctrlKey: true })),
  "link of SVG": (u) => drawn("a", { href: u, target: "_blank" }).dispatchEvent(new MouseEvent("click", { bubbles: true })),
  download: (u) => Object.assign(document.createElement("a"), { href: u, download: "x" }).click(),
  form: (u) => formTo(u).submit(),
  "form to another window": (u) => {
    const f = formTo(u);
    f.setAttribute("target", "_blank");
    f.submit();
  },
  "form by its button": (u) => {
    const b = put("button", {}, formTo(u));
    b.setAttribute("formtarget", "_blank");
    b.click();
  },
  "form that asks": (u) => formTo(u).requestSubmit(),
  refresh: (u) => put("meta", { httpEquiv: "refresh", content: `0;url=${u}` }, document.head),
  "refresh of what is there": (u) => {
    const m = document.querySelector("meta[name]");
    m.attributes.content.value = `0;url=${u}`;
    m.httpEquiv = "refresh";
  },
  "location of a frame": (u) => {
    framed().location = u;
  },
  "frame's page above": (u) => {
    framed().top.location = u;
  },
  "window of a frame": (u) => void framed().open(u),
  "floating window": (u) =>
    void documentPictureInPicture
      .requestWindow()
      .then((w) => {
        w.location = u;
      })
      .catch(() => {}),
};
/* biome-ignore-end lint/correctness/noUndeclaredVariables: see above */

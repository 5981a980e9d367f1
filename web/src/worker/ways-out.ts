// What the page's policy (CSP) cannot forbid is taken away before anything else runs: WebRTC, connections ahead of a request, frames that
// would have all of it anew, and leaving the page by script. tests/e2e/ways-out.test.mjs tries each way. A clerk can still leave by the
// address bar; nothing in a page can stop that.

function refused(): never {
  throw new DOMException("this page sends nothing", "SecurityError");
}

/** Elements that connect, or lead away, before the policy is asked: Chromium opens a connection for a frame that it then refuses. */
const REFUSED = new Set(["base", "embed", "fencedframe", "frame", "iframe", "link", "meta", "object", "portal"]);

const SVG = "http://www.w3.org/2000/svg";

function refuseElements(of: object, method: string, at: number): void {
  const made = Reflect.get(of, method) as (...args: unknown[]) => unknown;
  Reflect.set(of, method, function (this: unknown, ...args: unknown[]) {
    const qualified = String(args[at]);
    const name = qualified.slice(qualified.indexOf(":") + 1).toLowerCase();
    if (REFUSED.has(name) || (name === "a" && args[0] === SVG)) refused(); // a link of a picture: the page has none
    return made.apply(this, args);
  });
}

/** Only where `may` agrees with what it is called on, and with. */
function guard(of: object, method: string, may: (on: HTMLAnchorElement, given: unknown) => boolean): void {
  const was = Reflect.get(of, method) as (...args: unknown[]) => unknown;
  Object.defineProperty(of, method, {
    value(this: HTMLAnchorElement, ...args: unknown[]) {
      return may(this, args[0]) ? was.apply(this, args) : refused();
    },
  });
}

/** Of elements that stand in the page already, or that it needs, what would lead away: to be read, not to be set or called. */
function seal(of: { prototype: object }, names: readonly string[]): void {
  for (const name of names) {
    const found = chainOf(of.prototype)
      .map((p) => Object.getOwnPropertyDescriptor(p, name))
      .find((d) => d);
    if (typeof found?.value === "function") Object.defineProperty(of.prototype, name, { value: refused });
    else Object.defineProperty(of.prototype, name, { ...(found?.get ? { get: found.get } : {}), set: refused });
  }
}

const chainOf = (o: object | null): object[] => (o ? [o, ...chainOf(Object.getPrototypeOf(o) as object | null)] : []);

const ATTRIBUTES = ["setAttribute", "setAttributeNS", "setAttributeNode", "setAttributeNodeNS", "toggleAttribute", "cloneNode"];

/** The same page, another place in it, or a file that it has made itself. */
function stays(url: string): boolean {
  return url.startsWith("blob:") || url.split("#")[0] === location.href.split("#")[0];
}

interface Navigate extends Event {
  readonly destination: { readonly url: string };
}

export function shutWaysOut(): void {
  for (const name of Object.getOwnPropertyNames(window))
    if (/^(webkit|moz)?RTC|^XSLTProcessor$|^WebTransport|^WebSocketStream$|^documentPictureInPicture$/.test(name))
      Reflect.deleteProperty(window, name);
  Object.defineProperty(window, "open", { value: refused });

  refuseElements(Document.prototype, "createElement", 0);
  refuseElements(Document.prototype, "createElementNS", 1);
  refuseElements(DOMImplementation.prototype, "createDocument", 1);
  seal(HTMLLinkElement, [...ATTRIBUTES, "rel", "href", "as"]);
  seal(HTMLMetaElement, [...ATTRIBUTES, "httpEquiv", "content"]);
  seal(Attr, ["value", "nodeValue", "textContent"]);
  for (const of of [HTMLAnchorElement, HTMLAreaElement, HTMLFormElement]) {
    seal(of, ["target"]);
    guard(of.prototype, "setAttribute", (_, name) => String(name).toLowerCase() !== "target");
  }
  // A link that stands nowhere in the page tells nobody of a press.
  for (const of of [HTMLAnchorElement, HTMLAreaElement])
    for (const press of ["click", "dispatchEvent"]) guard(of.prototype, press, (on) => !on.href || stays(on.href));
  seal(HTMLFormElement, ["submit"]);

  const navigation = (window as { navigation?: EventTarget }).navigation; // Chromium 102, Firefox 147
  navigation?.addEventListener("navigate", (e) => {
    if (!stays((e as Navigate).destination.url)) e.preventDefault();
  });
  // Links and forms that would open another window, where no such event comes.
  const leaves = (e: Event) => {
    const link = e.composedPath().find((t) => t instanceof HTMLAnchorElement || t instanceof HTMLAreaElement);
    if (link && (link.ping || (link.href && !stays(link.href)))) e.preventDefault();
  };
  for (const type of ["click", "auxclick"]) window.addEventListener(type, leaves, true);
  window.addEventListener("submit", (e) => (e.target as HTMLFormElement).method !== "dialog" && e.preventDefault(), true);
}

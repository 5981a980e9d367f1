// Faults and the states of the page in which they can happen: what must come of each. tests/README.md shows the same as a table.

/** Where the page stands when it happens. */
export const STATES = {
  nothing: "nothing chosen",
  looking: "files being looked at",
  matching: "matching",
  stopped: "checks stopped",
  fresh: "desk, nothing decided",
  unsaved: "desk, unsaved decisions",
  recording: "a step being recorded",
  second: "second look running",
  letters: "letters printed, not recorded",
  plain: "saving plain",
  locked: "saving locked",
  same: "saving into the same file",
  opening: "opening a work file",
  merging: "merging",
  training: "training",
};

/**
 * The worker is ended from outside, throws, or says that there is no memory; it is gone and no other one starts. A file is changed, cut or
 * deleted while it is read. The disk is full, the permission lost, the file away. Another tab has saved into the same file. The clock is
 * set back. No timer comes in a tab nobody looks at. The window is enlarged to 200 % and turned. The page is opened anew, or shut.
 */
export const FAULTS = {
  killed: "worker killed",
  throws: "it throws",
  memory: "no memory",
  never: "none starts",
  file: "file harmed",
  disk: "not writable",
  tabs: "second tab",
  clock: "clock back",
  asleep: "background",
  zoom: "zoom, turn",
  leave: "reload",
};

/** What must come of it. Decisions stand in all of them: as many as before, and the last one is the last. */
export const OUTCOMES = {
  on: "goes on as if nothing had happened",
  again: "another worker goes on; one message says what is left and what to do, and that can be done",
  undone: "the same, and the step that was under way is said not to be recorded",
  save: "one message says that the page has the only copy; it can be saved, and opens in another page",
  reopen: "one message says to open the page anew; there is nothing to lose",
  refused: "one message names the file and what to do; with the file mended that can be done",
  downloaded: "the file on the disk is as it was, the work is downloaded, and that is said",
  asked: "the clerk is asked before anything is lost; a no leaves everything as it was",
  free: "the page is left without a question; there is nothing to lose",
};

/** Why a fault cannot happen in a state. */
export const NEVER = {
  idle: "nothing is read (or written) then",
  browser: "a download is the browser's; it tells of a full disk itself, and the page cannot know. The book stays in the page",
  alone: "every download is a file of its own",
};

const all = (outcome, others = {}) => Object.fromEntries(Object.keys(STATES).map((s) => [s, others[s] ?? outcome]));

/** By fault and state: an outcome, or why it cannot be. */
export const MATRIX = {
  killed: all("again", { recording: "undone" }),
  throws: all("again", { recording: "undone" }),
  memory: all("again", { recording: "undone" }),
  never: all("save", { nothing: "reopen", looking: "reopen", matching: "reopen", stopped: "reopen", fresh: "reopen", training: "reopen" }),
  file: all("idle", { looking: "refused", matching: "refused", second: "refused", opening: "refused", merging: "refused" }),
  disk: all("idle", { plain: "browser", locked: "browser", same: "downloaded" }),
  tabs: all("idle", { plain: "alone", locked: "alone", same: "asked" }),
  clock: all("on"),
  asleep: all("on"),
  zoom: all("on"),
  leave: all("asked", { nothing: "free", looking: "free", matching: "free", stopped: "free", fresh: "free" }),
};

/** One row a state, one column a fault; what cannot be is a dash. */
export function table() {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const faults = Object.keys(FAULTS);
  const rows = Object.entries(STATES).map(([state, name]) => {
    const cells = faults.map((fault) => MATRIX[fault][state]);
    return line([name, ...cells.map((cell) => (cell in OUTCOMES ? cell : "–"))]);
  });
  return [line(["state", ...Object.values(FAULTS)]), line(["---", ...faults.map(() => "---")]), ...rows].join("\n");
}

/**
 * For `init`: what brings the faults about, before the page's own script.
 *
 * - Reads of files wait while `window.reads.held` (but for the first `window.reads.free`), messages to the worker that `window.holding`
 *   (type, or `casework/act`) names wait too; `window.release()` lets all go on.
 * - `window.setBack(days)` sets the clock back. `window.sleep()` is what a browser does to a tab nobody looks at: no timer and no
 *   frame comes until `window.wake()`.
 * - `window.kill()` ends the worker without a word, in every browser. `window.noWorker = true`: no worker is made any more.
 * - `window.disk` is a file behind the browser's picker; `window.disk.fails` is where writing it breaks off, and `window.disk.meanwhile`
 *   what another tab saves into it while this one writes.
 */
export function faultTools() {
  const held = [];
  window.heldBack = held;
  window.reads = { held: false, free: 0 };
  const { arrayBuffer } = Blob.prototype;
  Blob.prototype.arrayBuffer = async function () {
    if (window.reads.held && window.reads.free-- <= 0) await new Promise((go) => held.push(go));
    return arrayBuffer.call(this);
  };
  window.holding = "";
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...more) {
    const name = message.type === "casework" ? `casework/${JSON.parse(message.command).do}` : message.type;
    if (name === window.holding) held.push(() => post.call(this, message, ...more));
    else post.call(this, message, ...more);
  };
  window.release = () => {
    window.reads.held = false;
    window.holding = "";
    for (const go of held.splice(0)) go();
  };

  // The worker's text, with a way to end it before it.
  const mortal = () => addEventListener("message", (e) => e.data.type === "die" && close());
  window.Blob = class extends Blob {
    constructor(parts, options) {
      super(options?.type === "text/javascript" ? [`(${mortal})();`, ...parts] : parts, options);
    }
  };
  let newest = null;
  window.kill = () => post.call(newest, { type: "die" });

  const Made = window.Worker;
  window.Worker = new Proxy(Made, {
    construct(target, args) {
      if (window.noWorker) throw new Error("no worker");
      newest = new target(...args);
      return newest;
    },
  });

  const Clock = Date;
  let behind = 0;
  window.Date = class extends Clock {
    constructor(...given) {
      if (given.length === 0) super(Clock.now() - behind);
      else super(...given);
    }
    static now() {
      return Clock.now() - behind;
    }
  };
  window.setBack = (days) => (behind = days * 86_400_000);

  let asleep = false;
  const waiting = new Map();
  const delayed = (make, drop) => [
    (act, ...more) => {
      const id = make((...given) => (asleep ? waiting.set(id, () => act(...given)) : act(...given)), ...more);
      return id;
    },
    (id) => {
      waiting.delete(id);
      drop(id);
    },
  ];
  [window.setTimeout, window.clearTimeout] = delayed(window.setTimeout.bind(window), window.clearTimeout.bind(window));
  [window.requestAnimationFrame, window.cancelAnimationFrame] = delayed(
    window.requestAnimationFrame.bind(window),
    window.cancelAnimationFrame.bind(window),
  );
  window.sleep = () => (asleep = true);
  window.wake = () => {
    asleep = false;
    const due = [...waiting.values()];
    waiting.clear();
    for (const act of due) act();
  };

  const disk = { name: "係の共有.totsugo", text: "", fails: "", meanwhile: "" };
  window.disk = disk;
  const fail = (at) => {
    if (disk.fails === at) throw new DOMException(at, at === "write" ? "QuotaExceededError" : "NotAllowedError");
  };
  const handle = {
    kind: "file",
    name: disk.name,
    requestPermission: async () => (disk.fails === "permission" ? "denied" : "granted"),
    getFile: async () => {
      if (disk.fails === "gone") throw new DOMException("gone", "NotFoundError");
      return new File([disk.text], disk.name);
    },
    createWritable: async () => {
      fail("open");
      let text = "";
      return {
        write: async (blob) => {
          fail("write");
          text += await new Response(blob).text();
          if (disk.meanwhile) disk.text = disk.meanwhile;
          disk.meanwhile = "";
        },
        close: async () => {
          fail("close");
          disk.text = text;
        },
        abort: async () => {},
      };
    },
  };
  window.showSaveFilePicker = async () => handle;
  window.prints = 0;
  window.print = () => window.prints++;
}

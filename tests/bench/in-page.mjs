// Functions that run inside a page (each is sent there as text, so it stands alone). Times are milliseconds.

/** The page's own clock when it says that its engine is ready; asking from outside comes some 100 ms later. */
export function watchReady() {
  const watch = new MutationObserver(() => {
    if (!document.querySelector("[data-testid=terminal][data-engine=ready]")) return;
    window.readyAt = performance.now();
    watch.disconnect();
  });
  watch.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-engine"] });
}

/** Merely read the files of the inputs, in slices, on the page itself or in a blob worker. */
export async function readFiles({ selectors, piece, worker, ahead }) {
  const files = selectors.flatMap((s) => [...document.querySelector(s).files]);
  const work = async (files, piece, ahead) => {
    const t0 = performance.now();
    let bytes = 0,
      check = 0;
    for (const f of files) {
      const pending = [];
      for (let at = 0; at < f.size || pending.length; ) {
        while (at < f.size && pending.length < ahead) {
          pending.push(f.slice(at, at + piece).arrayBuffer());
          at += piece;
        }
        const b = await pending.shift();
        bytes += b.byteLength;
        check ^= new Uint8Array(b)[0];
      }
    }
    return { ms: performance.now() - t0, bytes, check };
  };
  if (!worker) return work(files, piece, ahead);
  const source = `const work = ${work}; onmessage = async (e) => postMessage(await work(...e.data));`;
  const w = new Worker(URL.createObjectURL(new Blob([source])));
  const done = new Promise((r, x) => {
    w.onmessage = (e) => r(e.data);
    w.onerror = x;
  });
  await new Promise((r) => setTimeout(r, 50)); // the worker's start is not the reading's
  w.postMessage([files, piece, ahead]);
  const out = await done;
  w.terminate();
  return out;
}

/** Decode the roster with the browser's own CP932 decoder, in a worker. */
export async function decode({ selector, piece }) {
  const work = async (f, piece) => {
    const t0 = performance.now(),
      d = new TextDecoder("shift_jis");
    let chars = 0;
    for (let at = 0; at < f.size; at += piece) chars += d.decode(await f.slice(at, at + piece).arrayBuffer(), { stream: true }).length;
    return { ms: performance.now() - t0, chars };
  };
  const w = new Worker(
    URL.createObjectURL(new Blob([`const work = ${work}; onmessage = async (e) => postMessage(await work(...e.data));`])),
  );
  const done = new Promise((r, x) => {
    w.onmessage = (e) => r(e.data);
    w.onerror = x;
  });
  w.postMessage([document.querySelector(selector).files[0], piece]);
  const out = await done;
  w.terminate();
  return out;
}

/** PapaParse over all files; the lists' reading and birth date in a Set, the roster's rows looked up in it. */
export async function papa() {
  const t0 = performance.now(),
    keys = new Set();
  const each = (file, row) =>
    new Promise((complete, error) => {
      let kana = -1,
        birth = -1;
      window.Papa.parse(file, {
        encoding: "shift_jis",
        skipEmptyLines: true,
        complete,
        error,
        chunkSize: 8 << 20,
        chunk: ({ data }) => {
          let i = 0;
          if (kana < 0) {
            kana = data[0].indexOf("氏名カナ");
            birth = data[0].indexOf("生年月日");
            i = 1;
          }
          for (; i < data.length; i++) row(`${data[i][kana]}\0${data[i][birth]}`);
        },
      });
    });
  const files = (id) => [...document.querySelector(id).files];
  for (const f of [...files("#pension"), ...files("#overlap")]) await each(f, (k) => keys.add(k));
  let rows = 0,
    hits = 0;
  for (const f of files("#roster"))
    await each(f, (k) => {
      rows++;
      if (keys.has(k)) hits++;
    });
  return { ms: performance.now() - t0, rows, hits };
}

/** DuckDB-wasm: the join in SQL, on files handed over as handles or (memory) as bytes read beforehand. */
export async function duckdbWasm({ base, memory, join }) {
  const duckdb = await import(`${base}/duckdb.mjs`);
  const worker = new Worker(`${base}/duckdb-browser-eh.worker.js`),
    db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
  await db.instantiate(`${base}/duckdb-eh.wasm`);
  const con = await db.connect();
  const files = [
    ["roster.csv", "#roster", 0],
    ["pension.csv", "#pension", 0],
    ["overlap0.csv", "#overlap", 0],
    ["overlap1.csv", "#overlap", 1],
  ];
  try {
    let t0 = performance.now();
    for (const [name, id, n] of files) {
      const f = document.querySelector(id).files[n];
      if (memory) await db.registerFileBuffer(name, new Uint8Array(await f.arrayBuffer()));
      else await db.registerFileHandle(name, f, duckdb.DuckDBDataProtocol.BROWSER_FILEREADER, true);
    }
    const reading = performance.now() - t0;
    t0 = performance.now();
    const r = (await con.query(join)).toArray()[0];
    return { ms: performance.now() - t0, reading, rows: Number(r.n), hits: Number(r.hits) };
  } finally {
    await con.close();
    await db.terminate();
    worker.terminate();
  }
}

/** Press the button and wait for the summary; the page's own times and the clock on the wall. */
export function wholeJob() {
  return new Promise((done, fail) => {
    const summary = () => document.querySelector("[data-testid=summary]")?.getAttribute("data-json");
    const message = () => document.querySelector("[data-testid=message][role=alert]")?.textContent?.trim();
    const before = summary(),
      t0 = performance.now();
    const look = () => {
      const now = summary();
      if (now && now !== before) {
        clearInterval(timer);
        observer.disconnect();
        done({ wall: performance.now() - t0, summary: JSON.parse(now) });
      } else if (message() && performance.now() - t0 > 200 && !now) {
        clearInterval(timer);
        observer.disconnect();
        fail(new Error(message()));
      }
    };
    const observer = new MutationObserver(look),
      timer = setInterval(look, 250);
    observer.observe(document.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-json"] });
    document.querySelector("[data-testid=run]").click();
  });
}

// How long the desk keeps a clerk waiting at a hundred thousand people: from the key or click until what was asked for stands in the
// document, laid out. Runs inside the page; each step several times.

/** Put into the page: does `act`, waits until `done` holds, answers with the milliseconds. */
export function installStopwatch() {
  window.stopwatch = (act, done) =>
    new Promise((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error(`nothing came of it: ${done}`)), 60_000);
      const from = performance.now();
      let fetching = false; // a new view has been asked for
      const look = () => {
        fetching ||= document.querySelector("[data-testid=worklist]")?.ariaBusy === "true";
        if (!done(fetching)) return false;
        document.body.getBoundingClientRect();
        const took = performance.now() - from;
        watch.disconnect();
        clearTimeout(limit);
        resolve(took);
        return true;
      };
      const watch = new MutationObserver(look);
      watch.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
      act();
      look();
    });
  window.bench = {
    id: (name) => document.querySelector(`[data-testid="${name}"]`),
    grid: () => document.querySelector("[data-testid=worklist]"),
    count: () => Number(window.bench.id("count").dataset.count),
    /** The window's rows are there: no view and no row still being fetched. */
    settled: () =>
      window.bench.grid()?.ariaBusy === "false" &&
      document.querySelector(".grid-row[data-case]") !== null &&
      document.querySelector(".grid-row.is-loading") === null,
    key: (code, key = code) => {
      const on = document.activeElement?.closest(".desk") ? document.activeElement : window.bench.grid();
      on.dispatchEvent(new KeyboardEvent("keydown", { code, key, bubbles: true, cancelable: true }));
    },
    active: () => window.bench.grid().getAttribute("aria-activedescendant"),
    first: () => document.querySelector("#row-0")?.dataset.case,
    /** By the panel, which has every order. */
    sortBy: (code) => {
      const select = window.bench.id("sort");
      select.value = code;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    },
    /** Who is open, with what is known of him. */
    open: () => window.bench.id("evidence")?.dataset.case,
    frame: () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))),
  };
}

/** The page's own wait before it searches. */
const SEARCH_DELAY_MS = 150;

/** Every step with its times. The list is unfiltered before and after. */
export async function interactions(page, runs) {
  await page.evaluate(installStopwatch);
  return page.evaluate(
    async ({ runs, delay }) => {
      const { bench, stopwatch } = window;
      const times = {};
      const everybody = document.querySelector("[data-testid=queue][data-queue=all]");
      await stopwatch(
        () => everybody.click(),
        () => bench.settled() && bench.count() === Number(everybody.dataset.count),
      );
      const all = bench.count();
      const note = (name, ms) => {
        times[name] ??= [];
        times[name].push(ms);
      };
      const settledAt = (count) => () => bench.settled() && (count === null ? bench.count() < all : bench.count() === count);
      const type = (text) => {
        const field = bench.id("search");
        field.value = text;
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      };
      const name = document.querySelector("#row-0 .cell-small").textContent;
      const card = [...document.querySelectorAll("[data-testid^=bucket-]")].sort(
        (a, b) => Number(b.dataset.count) - Number(a.dataset.count),
      )[0];
      const rest = async () => {
        await bench.frame();
        await bench.frame();
      };
      // The first of each kind, before anything has been worked ahead: what it costs at worst.
      note("first search", (await stopwatch(() => type(name.slice(0, 3)), settledAt(null))) - delay);
      await stopwatch(() => type(""), settledAt(all));
      const sorted = (fetching) => fetching && bench.settled();
      note("first sort by kana", await stopwatch(() => bench.sortBy("kana"), sorted));
      for (let i = 0; i < runs; i++) {
        await rest();
        note("filter: one bucket", await stopwatch(() => card.click(), settledAt(Number(card.dataset.count))));
        await rest();
        note("filter: taken off", await stopwatch(() => card.click(), settledAt(all)));
        await rest();
        note(
          "filter: bucket, grade and selectable",
          await stopwatch(
            () => {
              card.click();
              bench.id("filter-grades-A").click();
              bench.id("filter-selectable-true").click();
            },
            () =>
              bench.settled() && document.querySelectorAll(".chosen-chip").length === 3 && bench.count() < Number(card.dataset.count) + 1,
          ),
        );
        await stopwatch(() => bench.id("clear-filter").click(), settledAt(all));
        for (const key of ["kana", "birth", "number", "loss_date"]) {
          await rest();
          note(`sort: ${key}`, await stopwatch(() => bench.sortBy(key), sorted));
        }
        await stopwatch(() => bench.sortBy("kana"), sorted);
        await rest();
        note("search: three kana (without the 150 ms wait)", (await stopwatch(() => type(name.slice(0, 3)), settledAt(null))) - delay);
        await rest();
        note(
          "search: a birth date",
          (await stopwatch(
            () => type("S60.4.2"),
            (fetching) => fetching && bench.settled(),
          )) - delay,
        );
        await rest();
        note(
          "search: nobody",
          (await stopwatch(
            () => type("ダレモイナイ"),
            () => bench.count() === 0,
          )) - delay,
        );
        await rest();
        await stopwatch(() => type(""), settledAt(all));
        bench.grid().focus();
        bench.key("Home");
        await rest();
        const at = bench.active();
        note(
          "scroll: a page",
          await stopwatch(
            () => bench.key("PageDown"),
            () => bench.active() !== at && bench.settled(),
          ),
        );
        await rest();
        note(
          "scroll: to the end",
          await stopwatch(
            () => bench.key("End"),
            () => bench.active() === `row-${all - 1}` && bench.settled(),
          ),
        );
        await stopwatch(
          () => bench.key("Home"),
          () => bench.active() === "row-0" && bench.settled() && document.querySelector("#row-8[data-case]") !== null,
        );
        const pressed = document.querySelector("#row-7");
        note(
          "open a person",
          await stopwatch(
            () => pressed.click(),
            () => bench.open() === pressed.dataset.case,
          ),
        );
        await rest();
        note(
          "next person",
          await stopwatch(
            () => bench.key("Period", "."),
            () => bench.open() === document.querySelector("#row-8").dataset.case,
          ),
        );
      }
      return { times, all };
    },
    { runs, delay: SEARCH_DELAY_MS },
  );
}

/** Decisions: the first makes cases of everybody, and the files are looked at once more after it. */
export async function decisions(page, runs) {
  return page.evaluate(async (runs) => {
    const { bench, stopwatch } = window;
    const times = {};
    const note = (name, ms) => {
      times[name] ??= [];
      times[name].push(ms);
    };
    // Among people who may be put on hold.
    const card = bench.id("bucket-P-INQUIRE");
    await stopwatch(
      () => card.click(),
      () => bench.settled() && bench.count() === Number(card.dataset.count),
    );
    bench.grid().focus();
    bench.key("Home");
    await bench.frame();
    // A key is for whoever is seen.
    const ready = () =>
      bench.id("decide").dataset.ready === "true" && bench.open() === document.querySelector(`#${bench.active()}`)?.dataset.case;
    const recorded = (row) => () => document.querySelector(`#${row} .state-mark`) !== null && bench.active() !== row;
    const once = async (name) => {
      await stopwatch(() => {}, ready);
      await bench.frame();
      const row = bench.active();
      note(name, await stopwatch(() => bench.key("KeyH", "h"), recorded(row)));
    };
    await once("first decision (everybody becomes a case)");
    // The run's files are read once more, for its record and the letters: the clerk goes on meanwhile.
    for (let i = 0; i < runs && bench.id("looking"); i++) await once("decide, while the files are looked at again");
    await stopwatch(
      () => {},
      () => !bench.id("looking"),
    );
    for (let i = 0; i < runs; i++) await once("decide");
    for (let i = 0; i < runs; i++) {
      await bench.frame();
      const last = bench.active();
      note(
        "undo",
        await stopwatch(
          () => bench.key("KeyU", "u"),
          () => bench.settled() && bench.active() !== last && document.querySelector(`#${bench.active()} .state-mark`) === null,
        ),
      );
    }
    return times;
  }, runs);
}

// One card in the page. Python makes the card's HTML and decides what a click does; this file shows the
// HTML in place, brings clicks to Python, and writes the answer into its cell of the notebook.
// The way to the notebook, `widget_manager.context`, is JupyterLab's and undocumented: everything that uses
// it is guarded, and where it is missing the card says what to do instead.

const LATE = 2500; // milliseconds without a reply after which a click counts as not saved
/** Two pages that show one notebook share its kernel, which answers both: each asks under a name of its own. */
const PAGE = Math.random().toString(36).slice(2);

/** What all views of one card share: the queue of clicks and the state of saving. */
const shared = {
  queue: [], waiting: null, timer: null, n: 0, wrote: "",
  state: "", text: "", outdated: false, views: new Set(), asleep: false,
};

function context(model) {
  const found = model.widget_manager && model.widget_manager.context;
  return found && found.model && typeof found.save === "function" ? found : null;
}

function cells(model) {
  const found = context(model);
  const list = [];
  if (found && found.model.cells) {
    for (let i = 0; i < found.model.cells.length; i++) list.push(found.model.cells.get(i));
  }
  return list;
}

function nbgrader(cell) {
  return (typeof cell.getMetadata === "function" && cell.getMetadata("nbgrader")) || {};
}

function answerCells(model) {
  const id = model.get("card");
  return cells(model).filter((cell) => {
    const marks = nbgrader(cell);
    return cell.type === "code" && (marks.grade_id ? marks.grade_id === id && marks.solution : cell.id === id);
  });
}

/** For the card that shows what is still open: the cells of each written answer, answers whose cells are no code
 * any more, what stands in cells of the learner's own, and the notebook's file. */
function page(model) {
  const texts = {}, unrun = {}, outside = [];
  for (const cell of cells(model)) {
    const marks = nbgrader(cell);
    const source = cell.sharedModel.getSource();
    if (!marks.grade_id) outside.push(source);
    else if (marks.solution && marks.grade) (texts[marks.grade_id] ??= []).push(source);
    else if (marks.solution && cell.type !== "code") unrun[marks.grade_id] = source;
  }
  const found = context(model);
  return { texts, unrun, outside, path: (found && found.path) || "" };
}

function show(state, text) {
  shared.state = state;
  shared.outdated = false;
  shared.text = text;
  for (const view of shared.views) view.status();
}

function lost(why) {
  show("lost", "NOT SAVED: " + why);
}

const ASLEEP =
  "this card no longer reaches the kernel. What was saved is safe. Choose Run ▸ Run All Cells, then repeat your last click.";
const RELOAD = "Go on there, or choose File ▸ Reload Notebook from Disk here";
const CHANGED = `the notebook file was changed elsewhere, perhaps in a second window. ${RELOAD}, then repeat your last click.`;
const OUTDATED = `CHANGED ELSEWHERE: since this window read the notebook file, it was changed, perhaps in a second window. ${RELOAD}.`;
const REVERTED = "the notebook was loaded from disk again, without your last click. Repeat it.";
const UNWRITTEN = "the notebook file could not be written. Choose File ▸ Save Notebook and read what it says.";
const NAP = "Asleep: the kernel has stopped or was restarted. What was saved is safe. Choose Run ▸ Run All Cells to go on.";

// clicks ---------------------------------------------------------------------------------------------

function click(model, act, arg) {
  if (shared.asleep) return lost(ASLEEP);
  if (model.get("saves")) {
    show("saving", "Saving…");
    awaitReply();
  }
  const send = () => {
    shared.queue.push({ kind: "act", act, arg });
    next(model);
  };
  // what is checked is the file, so what was typed since the last save must be in it
  if (["check", "keep-mark"].includes(act) && context(model)) saveOnce(context(model)).then(send, () => lost(UNWRITTEN));
  else send();
}

function awaitReply() {
  clearTimeout(shared.timer);
  shared.timer = setTimeout(() => lost(ASLEEP), LATE);
}

async function next(model) {
  if (shared.waiting !== null || !shared.queue.length) return;
  const message = shared.queue.shift();
  const n = (message.n = shared.waiting = `${PAGE}-${++shared.n}`);
  const acts = message.kind === "act";
  if (acts && model.get("saves")) awaitReply();
  // what a page knows that reads an older file than the one on disk is nobody's answer any more
  if (message.kind !== "page" && (await changedElsewhere(context(model)))) {
    if (shared.waiting === n) outdated(model, acts);
    return;
  }
  if (shared.waiting !== n) return; // the kernel went meanwhile
  const found = answerCells(model);
  message.cells = context(model) ? found.length : -1;
  message.source = found.length === 1 ? found[0].sharedModel.getSource() : null;
  if (message.kind === "page" || !model.get("saves")) Object.assign(message, page(model));
  try {
    model.send(message);
  } catch {
    shared.waiting = null; // a card of a kernel that is gone
  }
}

/** Say that the file is no longer the one that this page read; a click that came too late is put back. */
function outdated(model, clicked) {
  clearTimeout(shared.timer);
  shared.waiting = null;
  shared.queue.length = 0;
  if (clicked) lost(CHANGED);
  else if (model.get("saves")) show("lost", OUTDATED);
  shared.outdated = true;
  for (const view of shared.views) view.draw();
}

/** Ask Python what to say of this page's own cell, after something else than a click here changed the card. */
function look(model) {
  if (!model.get("saves") || shared.waiting !== null || shared.queue.length || shared.asleep) return;
  shared.queue.push({ kind: "look" });
  next(model);
}

async function reply(model, message) {
  if (message.n !== shared.waiting) return;
  clearTimeout(shared.timer);
  shared.asleep = false;
  try {
    if (message.write !== undefined && message.write !== null) await write(model, message);
    else show(message.state, message.text);
    // a look that finds another answer here than on the card ends when the file is loaded anew
    if (message.looked) shared.outdated = message.state === "lost";
  } finally {
    shared.waiting = null;
    next(model);
  }
}

async function write(model, message) {
  const found = answerCells(model);
  const cell = found[0];
  if (found.length !== 1) return lost("the answer cell of this card was removed. Take it from a fresh copy of the notebook.");
  if (cell.sharedModel.getSource() !== message.was)
    return lost("the answer cell was being changed by hand. Run that cell, then repeat your last click.");
  cell.sharedModel.setSource(message.write);
  shared.wrote = message.write;
  model.send({ kind: "wrote", n: message.n });
  saveFile(model, message.text);
}

// Two saves of one file at the same time can spoil it, and each card has a copy of this module of its own:
// so all cards of a page share one saver for each notebook, which saves once at a time and, if anything was
// written meanwhile, once more.
const savers = (globalThis.itilkitSavers ??= new WeakMap());

function saver(found) {
  if (!savers.has(found)) {
    const made = { busy: false, free: [], running: null, after: null, asking: null };
    savers.set(found, made);
    if (found.saveState)
      found.saveState.connect((_, state) => {
        made.busy = state === "started";
        if (!made.busy) made.free.splice(0).forEach((go) => go());
      });
  }
  return savers.get(found);
}

/** Save the file; resolves when a save that began after this call has ended. */
function saveOnce(found) {
  const one = saver(found);
  const start = () => {
    const wait = one.busy ? new Promise((go) => { one.free.push(go); setTimeout(go, LATE); }) : Promise.resolve();
    one.running = wait.then(() => found.save()).finally(() => (one.running = null));
    return one.running;
  };
  if (!one.running) return start();
  one.after ??= one.running.catch(() => {}).then(() => { one.after = null; return start(); });
  return one.after;
}

function saveFile(model, text) {
  saveOnce(context(model))
    .then(() => {
      // whom JupyterLab asked whether to overwrite a changed file may have chosen to load that one instead
      const found = answerCells(model);
      if (found.length === 1 && found[0].sharedModel.getSource() === shared.wrote) show("saved", text);
      else lost(REVERTED);
    })
    .catch(() => lost(UNWRITTEN));
}

/** Whether the file on disk is another one than this page last read or wrote: what JupyterLab asks itself before
 * it saves, asked before a click counts. Where that cannot be told, JupyterLab's own question remains. */
function changedElsewhere(found) {
  const contents = found && found._manager && found._manager.contents;
  if (!contents || found.model.collaborative) return Promise.resolve(false);
  const one = saver(found);
  one.asking ??= compare(found, contents, one).catch(() => false).finally(() => (one.asking = null));
  return one.asking;
}

async function compare(found, contents, one) {
  const saving = () => one.busy || one.running;
  const before = found.contentsModel;
  if (!before || saving()) return false;
  const disk = await contents.get(found.path, { content: false, hash: true });
  const same = (known) =>
    known.hash && disk.hash
      ? known.hash === disk.hash
      : new Date(disk.last_modified) - new Date(known.last_modified) <= 500; // JupyterLab's own margin
  return !saving() && !same(before) && !same(found.contentsModel);
}

/** Whoever comes back to this page may have worked in another one. */
function watchFile(model) {
  const onFocus = async () => {
    if (!context(model) || !model.get("saves") || shared.waiting !== null || shared.asleep) return;
    const changed = await changedElsewhere(context(model));
    if (shared.waiting !== null || shared.state === "saving") return;
    if (changed && shared.state !== "lost") outdated(model, false);
    else if (!changed && shared.outdated) look(model);
  };
  window.addEventListener("focus", onFocus);
  return () => window.removeEventListener("focus", onFocus);
}

// the kernel -----------------------------------------------------------------------------------------

function watchKernel(model) {
  const session = context(model) && context(model).sessionContext;
  if (!session || !session.statusChanged) return () => {};
  const gone = new Set(["restarting", "autorestarting", "dead", "terminating", "unknown"]);
  const onStatus = (_, status) => {
    if (!gone.has(status)) {
      // only the connection was gone: if the kernel still knows this card, its answer wakes it
      if (shared.asleep && status === "idle") {
        shared.waiting = null;
        shared.queue = [{ kind: "hello" }];
        next(model);
      }
      return;
    }
    shared.asleep = true;
    shared.queue.length = 0;
    shared.waiting = null;
    clearTimeout(shared.timer);
    if (!model.get("saves")) return;
    if (shared.state === "saving") lost(ASLEEP);
    // a restart is told in several steps: a click that was lost at the first stays told
    else if (shared.state !== "lost") show("lost", NAP);
  };
  session.statusChanged.connect(onStatus);
  return () => session.statusChanged.disconnect(onStatus);
}

function watchPage(model) {
  const found = context(model);
  if (model.get("saves") || !found || !found.model.contentChanged) return () => {};
  let soon = null;
  let last = "";
  const onChange = () => {
    clearTimeout(soon);
    soon = setTimeout(() => {
      const now = JSON.stringify(page(model));
      if (now === last || shared.asleep) return;
      last = now;
      shared.queue.push({ kind: "page" });
      next(model);
    }, 400);
  };
  found.model.contentChanged.connect(onChange);
  return () => found.model.contentChanged.disconnect(onChange);
}

// JupyterLab scrolls to the last cell after Run All. A reader wants to stay where they were: at the top on the
// first run, where they last scrolled to later on.
const readers = (globalThis.itilkitReaders ??= new WeakMap());

function keepPlace(model) {
  const found = context(model);
  const panels = [...document.querySelectorAll(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer")];
  if (!found || panels.length !== 1) return;
  const outer = panels[0];
  let reader = readers.get(outer);
  if (!reader) {
    reader = { top: 0, touched: 0, soon: null };
    readers.set(outer, reader);
    const touch = () => {
      reader.touched = Date.now();
      setTimeout(() => (reader.top = outer.scrollTop), 250);
    };
    for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"])
      outer.addEventListener(kind, touch, { passive: true, capture: true });
  }
  const started = Date.now();
  clearTimeout(reader.soon);
  reader.soon = setTimeout(() => {
    if (reader.touched < started) outer.scrollTop = reader.top;
  }, 500);
}

// the page -------------------------------------------------------------------------------------------

/** Keeps JupyterLab's shortcuts from the element that carries it; a redrawn control must not lose it. */
const QUIET = "data-lm-suppress-shortcuts";

function morph(place, html) {
  const before = document.activeElement;
  const held = before && place.contains(before);
  Idiomorph.morph(place, html, {
    morphStyle: "innerHTML",
    callbacks: {
      // what the reader has opened stays open, and a focused control keeps its keys
      beforeAttributeUpdated: (name, node) => name !== QUIET && !(name === "open" && node.tagName === "DETAILS"),
    },
  });
  if (held && !place.contains(document.activeElement)) {
    const ends = place.querySelectorAll("[data-focus]");
    if (!ends.length) return;
    ends[ends.length - 1].focus({ preventScroll: true });
    ends[ends.length - 1].scrollIntoView({ block: "nearest" });
  }
}

/** Dragging is a second way to do what clicks do: what is dragged names itself, the place names what to do. */
function dragging(card, model) {
  const kind = "application/x-itilkit";
  const place = (event) => card.hasAttribute("data-dragging") && event.target.closest("[data-drop]");
  const away = () => card.querySelectorAll("[data-over]").forEach((each) => each.removeAttribute("data-over"));
  card.addEventListener("dragstart", (event) => {
    const thing = event.target.closest("[data-drag]");
    if (!thing) return;
    event.dataTransfer.setData(kind, thing.dataset.drag);
    event.dataTransfer.effectAllowed = "move";
    card.setAttribute("data-dragging", "");
  });
  card.addEventListener("dragend", () => {
    card.removeAttribute("data-dragging");
    away();
  });
  card.addEventListener("dragover", (event) => {
    const found = place(event);
    away();
    if (!found) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    found.setAttribute("data-over", "");
  });
  card.addEventListener("drop", (event) => {
    const found = place(event);
    if (!found) return;
    event.preventDefault();
    click(model, found.dataset.drop, `${event.dataTransfer.getData(kind)}=${found.dataset.arg || ""}`);
  });
}

/** Lead a link to a file below the server's folder, wherever the server itself is. */
function linkFile(link) {
  const settings = document.getElementById("jupyter-config-data");
  let base = "/";
  try {
    base = JSON.parse(settings.textContent).baseUrl || base;
  } catch {
    // a page that says nothing of its server: the server's root is the best guess
  }
  link.href = `${base.replace(/\/$/, "")}/files/${link.dataset.file.split("/").map(encodeURIComponent).join("/")}`;
  link.target = "_blank";
  link.rel = "noopener";
}

function initialize({ model }) {
  const onMessage = (message) => {
    if (message && message.kind === "reply") reply(model, message);
  };
  model.on("msg:custom", onMessage);
  // a card that changes without a click here was changed by another page, or by the cell that was run
  let soon = null;
  const onHtml = () => {
    if (shared.waiting !== null) return;
    clearTimeout(soon);
    soon = setTimeout(() => look(model), 300);
  };
  model.on("change:html", onHtml);
  const stops = [watchKernel(model), watchPage(model), watchFile(model)];
  shared.queue.push({ kind: "hello" });
  next(model);
  keepPlace(model);
  return () => {
    model.off("msg:custom", onMessage);
    model.off("change:html", onHtml);
    for (const stop of stops) stop();
  };
}

function render({ model, el }) {
  el.classList.add("itk-box");
  el.innerHTML =
    '<div class="itk" role="group"><div class="itk-main"></div>' +
    '<footer role="presentation"><span class="said" role="status"></span><span class="save" role="status"></span></footer></div>';
  const card = el.firstElementChild;
  card.toggleAttribute("data-reads", !model.get("saves"));
  const main = card.querySelector(".itk-main");
  const said = card.querySelector(".said");
  const save = card.querySelector(".save");
  const view = {
    draw: () => draw(),
    status() {
      save.dataset.state = shared.state;
      if (save.textContent !== shared.text) save.textContent = shared.text;
    },
  };
  const draw = () => {
    card.setAttribute("aria-label", model.get("label"));
    morph(main, model.get("html"));
    main.querySelectorAll("a[data-file]").forEach(linkFile);
    if (said.textContent !== model.get("said")) said.textContent = model.get("said");
  };
  const control = (event) => {
    const found = event.target.closest("[data-act]");
    return found && card.contains(found) ? found : null;
  };
  card.addEventListener("click", (event) => {
    const found = control(event);
    if (!found || found.tagName !== "BUTTON" || found.getAttribute("aria-disabled") === "true") return;
    click(model, found.dataset.act, found.dataset.arg || "");
  });
  card.addEventListener("change", (event) => {
    const found = control(event);
    if (!found || found.tagName === "BUTTON") return;
    const arg = found.dataset.arg || "";
    click(model, found.dataset.act, found.tagName === "SELECT" ? `${arg}=${found.value}` : arg);
  });
  dragging(card, model);
  // JupyterLab's single-key shortcuts (x cuts the cell) must not fire while a control of the card has focus.
  card.addEventListener("focusin", (event) => event.target.setAttribute(QUIET, "true"));
  shared.views.add(view);
  model.on("change:html", draw);
  model.on("change:said", draw);
  draw();
  view.status();
  // the file was loaded anew: what was said of the old one need not hold
  if (shared.outdated) look(model);
  return () => {
    shared.views.delete(view);
    model.off("change:html", draw);
    model.off("change:said", draw);
  };
}

export default { initialize, render };

// Shortens the way; every act is a form, and every page can be read and used without this.
(() => {
  "use strict";
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  const list = $("#list"), split = $("#split"), panel = $("#panel"), acts = $("#acts");
  const query = $("#query"), toasts = $("#toasts");
  const isSmall = () => matchMedia("(max-width: 720px)").matches;
  const parse = (text) => new DOMParser().parseFromString(text, "text/html");
  const say = (text) => {
    const toast = document.createElement("div");
    toast.className = "toast fail";
    toast.textContent = text;
    toasts.replaceChildren(toast);
  };
  const ask = async (address, options = {}) => {
    const answer = await fetch(address, { credentials: "same-origin", redirect: "error", ...options });
    if (!answer.ok) { throw new Error(String(answer.status)); }
    return parse(await answer.text());
  };

  // MARK: rows: the row in hand is the one whose link has the focus
  const rows = () => $$(".findings tbody tr:not(.group)").filter((row) => row.offsetParent);
  const link = (row) => row && $(".what a", row);
  const number = (row) => link(row).pathname.split("/").pop();
  let current = null;
  const take = (row) => {
    if (!row) { return; }
    if (current) { current.classList.remove("current"); }
    current = row;
    row.classList.add("current");
  };
  const step = (by) => {
    const all = rows();
    const at = all.indexOf(current);
    const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
    if (!next) { return; }
    take(next);
    link(next).focus();
    next.scrollIntoView({ block: "nearest" });
    if (split && split.classList.contains("open") && !isSmall()) { open(next); }
  };
  addEventListener("focusin", (event) => take(event.target.closest(".findings tbody tr:not(.group)")));

  // MARK: side panel
  let wanted = 0;
  const address = (open) => {
    const url = new URL(location.href);
    if (open) { url.searchParams.set("open", open); } else { url.searchParams.delete("open"); }
    history.replaceState(null, "", url);
  };
  const open = async (row) => {
    const turn = ++wanted;
    try {
      const page = await ask(`${link(row).href}?panel=1`);
      if (turn !== wanted) { return; }
      panel.replaceChildren(...page.body.childNodes);
      panel.hidden = false;
      split.classList.add("open");
      panel.scrollTop = 0;
      address(number(row));
      prepare(panel);
      row.scrollIntoView({ block: "nearest" });
    } catch { location.href = link(row).href; }
  };
  const close = () => {
    wanted += 1;
    split.classList.remove("open");
    panel.hidden = true;
    address(null);
    if (current) { link(current).focus(); }
  };
  if (panel) {
    document.addEventListener("click", (event) => {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || isSmall()) { return; }
      const title = event.target.closest("#list .what a");
      if (title) {
        event.preventDefault();
        const row = title.closest("tr");
        const isOpen = !panel.hidden && new URL(location.href).searchParams.get("open") === number(row);
        take(row);
        if (isOpen) { panel.focus(); } else { open(row); }
      } else if (event.target.closest("[data-close]")) {
        event.preventDefault();
        close();
      }
    });
  }

  // MARK: selection
  let anchor = null;
  const box = (row) => $(".pick input", row);
  const picked = () => rows().filter((row) => box(row) && box(row).checked);
  const count = () => {
    if (!acts) { return; }
    const sum = picked().length;
    rows().forEach((row) => row.classList.toggle("picked", Boolean(box(row) && box(row).checked)));
    $("#bulk-count").textContent = sum ? `${sum} selected` : "Select findings, then:";
    acts.classList.toggle("on", sum > 0);
  };
  const pick = (row, value, isRange) => {
    const all = rows();
    const from = isRange && anchor ? all.indexOf(anchor) : all.indexOf(row);
    const to = all.indexOf(row);
    all.slice(Math.min(from, to), Math.max(from, to) + 1).forEach((one) => { box(one).checked = value; });
    anchor = row;
    count();
  };
  if (list && acts) {
    list.addEventListener("click", (event) => {
      if (event.target.matches(".pick input")) {
        pick(event.target.closest("tr"), event.target.checked, event.shiftKey);
      }
    });
    const until = $("#bulk-until");
    const day = (value) => new Date(`${value}T00:00Z`).toLocaleDateString("en-GB",
      { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
    until.addEventListener("change", () => {
      if (until.value) { $("button[value=accept]", acts).textContent = `Accept until ${day(until.value)}`; }
    });
  }

  // MARK: acts: sent beside the page; rows that changed and a toast come back
  let undo = null;
  const shown = () => { undo = $("[data-undo]", toasts)?.form ?? undo; };
  const send = async (form, button) => {
    const body = new URLSearchParams(new FormData(form, button));
    const touched = body.getAll("finding").map((one) => document.getElementById(`finding-${one}`)).filter(Boolean);
    touched.forEach((row) => row.classList.add("pending"));
    try {
      const page = await ask(form.action, { method: "POST", body, headers: { "X-Fragment": "act" } });
      $$("tr[id]", page).forEach((row) => document.getElementById(row.id)?.replaceWith(row));
      toasts.replaceChildren(...$$(".toast", page));
      shown();
      current = current && document.getElementById(current.id);
      if (current) { take(current); link(current).focus(); }
      if (panel && !panel.hidden && current) { open(current); }
      if (form === acts) { $("#bulk-reason").value = ""; }
      count();
    } catch (error) {
      touched.forEach((row) => row.classList.remove("pending"));
      say(`Nothing was changed (${error.message}). Try again, or reload the page.`);
    }
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const path = new URL(form.action).pathname;
    if (!list || form.method !== "post" || !path.startsWith("/acts")) { return; }
    event.preventDefault();
    send(form, event.submitter);
  });
  shown();

  // A key first shows what it will do: the bar, with the field that is still needed.
  let act = null;
  const begin = (name, field) => {
    if (acts && list) {
      if (!picked().length && current) { pick(current, true, false); }
      if (!picked().length) { return; }
      act = $(`button[value="${name}"]`, acts);
      if (field) { $(field).focus(); } else { acts.requestSubmit(act); }
    } else {
      const button = $(`main form button[value="${name}"]`);
      if (button) { ($("textarea, select", button.form) ?? button).focus(); }
    }
  };
  acts?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !act || event.target.tagName === "BUTTON") { return; }
    event.preventDefault();
    acts.requestSubmit(act);
  });

  // MARK: keys
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    x: (event) => current && box(current) && pick(current, event.shiftKey || !box(current).checked, event.shiftKey),
    o: () => current && link(current) && location.assign(link(current).href),
    a: () => begin("assign", "#bulk-owner"),
    r: () => begin("accept", "#bulk-reason"),
    f: () => begin("false-positive", "#bulk-reason"),
    c: () => ($("#comment") ?? { focus: () => current && location.assign(`${link(current).href}#comment`) }).focus(),
    z: () => undo && (list ? send(undo) : undo.requestSubmit()),
    "/": () => (query ?? $("#search"))?.focus(),
    "?": () => help(),
  };
  const help = async () => {
    try {
      const page = await ask("/keys");
      const dialog = document.createElement("dialog");
      dialog.setAttribute("aria-label", "Keys");
      dialog.append($("dl.keys", page));
      dialog.addEventListener("close", () => dialog.remove());
      dialog.addEventListener("click", () => dialog.close());
      document.body.append(dialog);
      dialog.showModal();
    } catch { location.href = "/keys"; }
  };
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "k") {
      event.preventDefault();
      $("#search")?.focus();
      $("#search")?.select();
      return;
    }
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.key === "Escape") {
      const menu = $("details.menu[open]");
      if (menu) {
        menu.open = false;
        $("summary", menu).focus();
      } else if (panel && !panel.hidden) {
        close();
      } else if (document.activeElement.matches("input, select, textarea") && current) {
        link(current).focus();
      } else if (acts) {
        picked().forEach((row) => { box(row).checked = false; });
        count();
      }
      return;
    }
    if (event.target.matches("input:not([type=checkbox]), select, textarea") || $("dialog")) { return; }
    const run = keys[event.key.length === 1 && event.key !== "?" ? event.key.toLowerCase() : event.key];
    if (run) {
      event.preventDefault();
      run(event);
    }
  });
  document.addEventListener("click", (event) => {
    $$("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) { menu.open = false; } });
  });
  $("[data-keys]")?.addEventListener("click", (event) => { event.preventDefault(); help(); });

  // MARK: completion of the question
  const offers = $("#completion");
  if (query && offers) {
    const fields = $$("dt[data-field]").map((dt) => ({
      name: dt.dataset.field, about: dt.nextElementSibling.textContent,
      choices: dt.dataset.choices.split("\t").filter(Boolean),
    }));
    let at = -1;
    query.setAttribute("role", "combobox");
    query.setAttribute("aria-controls", "completion");
    query.setAttribute("aria-expanded", "false");
    offers.setAttribute("role", "listbox");
    offers.setAttribute("aria-label", "Completion");
    const word = () => query.value.slice(0, query.selectionStart).match(/-?[^\s]*$/)[0];
    const hide = () => {
      offers.hidden = true;
      query.setAttribute("aria-expanded", "false");
      query.removeAttribute("aria-activedescendant");
    };
    const choose = (text) => {
      const end = query.selectionStart;
      const start = end - word().length;
      query.value = query.value.slice(0, start) + text + query.value.slice(end);
      query.setSelectionRange(start + text.length, start + text.length);
      query.focus();
      if (text.endsWith(":")) { offer(); } else { hide(); }
    };
    const mark = (index) => {
      at = index;
      $$("li", offers).forEach((item, i) => item.setAttribute("aria-selected", String(i === index)));
      if (index >= 0) { query.setAttribute("aria-activedescendant", `offer-${index}`); }
    };
    const offer = () => {
      const typed = word();
      const minus = typed.startsWith("-") ? "-" : "";
      const [name, value] = typed.slice(minus.length).split(":");
      const done = (value ?? "").slice(0, (value ?? "").lastIndexOf(",") + 1);
      const rest = (value ?? "").slice(done.length);
      const field = fields.find((one) => one.name === name);
      const found = value === undefined
        ? fields.filter((one) => one.name.startsWith(name)).map((one) => [`${minus}${one.name}:`, one.about])
        : (field?.choices ?? []).filter((one) => one.startsWith(rest) && one !== rest)
          .map((one) => [`${minus}${name}:${done}${/\s/.test(one) ? `"${one}"` : one}`, ""]);
      if (!found.length) { hide(); return; }
      offers.replaceChildren(...found.slice(0, 12).map(([text, about], index) => {
        const item = document.createElement("li");
        item.id = `offer-${index}`;
        item.setAttribute("role", "option");
        item.dataset.text = text;
        const code = document.createElement("code");
        code.textContent = text;
        const words = document.createElement("span");
        words.className = "muted";
        words.textContent = about.slice(0, 48);
        item.append(code, words);
        return item;
      }));
      offers.hidden = false;
      query.setAttribute("aria-expanded", "true");
      mark(-1);
    };
    query.addEventListener("input", offer);
    query.addEventListener("blur", () => setTimeout(hide, 150));
    offers.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const item = event.target.closest("li");
      if (item) { choose(item.dataset.text); }
    });
    query.addEventListener("keydown", (event) => {
      const items = $$("li", offers);
      if (event.key === "Escape" && !offers.hidden) { event.preventDefault(); hide(); }
      if (offers.hidden) { return; }
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        mark((at + (event.key === "ArrowDown" ? 1 : items.length + (at < 0 ? 0 : -1))) % items.length);
      } else if ((event.key === "Enter" && at >= 0) || (event.key === "Tab" && !event.shiftKey)) {
        event.preventDefault();
        choose(items[Math.max(0, at)].dataset.text);
      }
    });
  }

  // MARK: small things
  const prepare = (from) => $$("[data-copy]", from).forEach((button) => {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText($("code", button.parentElement).textContent);
      button.textContent = "Copied";
    });
  });
  prepare(document);

  const words = (time) => {
    const minutes = Math.floor(Math.abs(Date.now() - time) / 60000);
    if (!minutes) { return "now"; }
    const [size, name] = [[60, 1, "minute"], [1440, 60, "hour"], [86400, 1440, "day"],
      [1051200, 43200, "month"], [Infinity, 525600, "year"]].find(([most]) => minutes < most).slice(1);
    const text = `${Math.floor(minutes / size)} ${name}${minutes < 2 * size ? "" : "s"}`;
    return time > Date.now() ? `in ${text}` : `${text} ago`;
  };
  setInterval(() => {
    if (document.hidden) { return; }
    $$("time:not([class])").forEach((time) => { time.textContent = words(Date.parse(time.dateTime)); });
  }, 60000);

  const live = $("[data-live]");
  if (live && window.EventSource && location.protocol !== "file:") {
    const stream = new EventSource(live.dataset.live);
    const state = (isOn) => {
      live.classList.toggle("on", isOn);
      $(".words", live).textContent = isOn ? "live" : "not live";
    };
    stream.addEventListener("open", () => state(true));
    stream.addEventListener("error", () => state(false));
    stream.addEventListener("counts", (event) => {
      for (const [name, sum] of Object.entries(JSON.parse(event.data))) {
        $$(`[data-count="${CSS.escape(name)}"]`).forEach((place) => { place.textContent = String(sum); });
      }
    });
    addEventListener("pagehide", () => stream.close());
  }
  count();
})();

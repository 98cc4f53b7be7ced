// Shortens the way; everything on the page can be read without it.
(() => {
  "use strict";
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);

  // Theme: the system's until somebody chooses; remembered where the browser allows it.
  const theme = byId("theme");
  const words = { system: "Theme: system", light: "Theme: light", dark: "Theme: dark" };
  const remember = (value) => { try { localStorage.setItem("shrike-theme", value); } catch { /* file */ } };
  const recall = () => { try { return localStorage.getItem("shrike-theme"); } catch { return null; } };
  const setTheme = (value) => {
    if (value === "system") { root.removeAttribute("data-theme"); } else { root.dataset.theme = value; }
    theme.textContent = words[value];
    theme.value = value;
  };
  setTheme(words[recall()] ? recall() : "system");
  theme.hidden = false;
  theme.addEventListener("click", () => {
    const order = ["system", "light", "dark"];
    const next = order[(order.indexOf(theme.value) + 1) % order.length];
    setTheme(next);
    remember(next);
  });

  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details")) { details.open = true; }
  });

  const list = byId("list");
  if (!list) { return; }
  const items = Array.from(list.children);
  const search = byId("search");
  const rule = byId("rule");
  const sort = byId("sort");
  const count = byId("count");
  const none = byId("none");
  const expand = byId("expand");
  const severities = Array.from(document.querySelectorAll("button[data-severity]"));
  const folders = { only: null };
  const texts = items.map((item) => item.textContent.toLowerCase());
  const ranks = { critical: 0, high: 1, medium: 2, low: 3, info: 4 };

  const update = () => {
    const needles = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const off = new Set(
      severities.filter((b) => b.getAttribute("aria-pressed") === "false").map((b) => b.dataset.severity));
    let shown = 0;
    items.forEach((item, index) => {
      const fits = !off.has(item.dataset.severity)
        && (!rule.value || item.dataset.rule === rule.value)
        && (folders.only === null || item.dataset.folder === folders.only)
        && needles.every((needle) => texts[index].includes(needle));
      item.hidden = !fits;
      if (fits) { shown += 1; }
    });
    const all = items.length === 1 ? "1 finding" : `${items.length} findings`;
    count.textContent = shown === items.length ? all : `${shown} of ${all}`;
    none.hidden = shown > 0;
    list.hidden = shown === 0;
  };

  const keys = {
    severity: (item) => [ranks[item.dataset.severity], item.dataset.index],
    place: (item) => [item.dataset.place, item.dataset.index],
    rule: (item) => [item.dataset.rule, item.dataset.index],
    places: (item) => [-Number(item.dataset.places), item.dataset.index],
  };
  const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b, "en", { numeric: true }));
  const reorder = () => {
    const key = keys[sort.value];
    const sorted = items.map((item) => [key(item), item]);
    sorted.sort(([a], [b]) => compare(a[0], b[0]) || Number(a[1]) - Number(b[1]));
    list.append(...sorted.map(([, item]) => item));
  };

  const reset = () => {
    search.value = "";
    rule.value = "";
    folders.only = null;
    for (const button of severities) { button.setAttribute("aria-pressed", "true"); }
    update();
  };

  byId("bar").hidden = false;
  search.addEventListener("input", update);
  rule.addEventListener("change", update);
  sort.addEventListener("change", reorder);
  byId("reset").addEventListener("click", reset);
  for (const button of severities) {
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") === "false"));
      update();
    });
  }
  expand.addEventListener("click", () => {
    const open = expand.getAttribute("aria-expanded") !== "true";
    for (const item of items) { item.querySelector("details").open = open; }
    expand.setAttribute("aria-expanded", String(open));
    expand.textContent = open ? "Close all" : "Open all";
  });

  // A bar of a chart filters by what it counts.
  for (const label of document.querySelectorAll("figure .label[data-kind]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = label.className;
    button.title = label.title;
    button.append(...label.childNodes);
    const { kind, value } = label.dataset;
    button.addEventListener("click", () => {
      reset();
      if (kind === "rule") { rule.value = value; }
      if (kind === "folder") { folders.only = value; }
      if (kind === "severity") {
        for (const b of severities) { b.setAttribute("aria-pressed", String(b.dataset.severity === value)); }
      }
      update();
      byId("findings").scrollIntoView();
    });
    label.replaceWith(button);
  }

  // `/` searches, `j` and `k` walk the findings that are shown, Escape empties the search.
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (event.key === "Escape" && document.activeElement === search) { reset(); search.blur(); }
    if (typing) { return; }
    if (event.key === "/") { event.preventDefault(); search.focus(); }
    if (event.key === "j" || event.key === "k") {
      const shown = Array.from(list.children).filter((item) => !item.hidden);
      const now = shown.findIndex((item) => item.contains(document.activeElement));
      const next = shown[event.key === "j" ? now + 1 : Math.max(0, now - 1)];
      if (next) { next.querySelector("summary").focus(); }
    }
  });
  update();
})();

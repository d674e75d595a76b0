// Results and suggestions as one types. Without this file the form works as it is; this asks for the same page earlier
// and puts its results into this one. Nothing writes to the text box while somebody types, and no key is taken from an
// input method: a search follows what the box contains, whichever way it got there.
"use strict";
(() => {
  const WAIT = 180; // milliseconds without a change before a search
  const LATE = 250; // milliseconds before the page says that a search runs
  const MOST = 6; // suggestions
  const form = document.getElementById("search");
  const box = document.getElementById("q");
  if (!form || !box || !window.AbortController) return;

  let timer = 0;
  let isComposing = false;
  let isTyping = false; // true while one entry of the history follows the typing
  let shown = address(); // the state of the results on the page
  const running = {}; // by what is asked for, the AbortController of the request

  // ---- requests

  function begin(what) {
    if (running[what]) running[what].abort();
    return (running[what] = new AbortController());
  }

  function address() {
    const pairs = [...new FormData(form)].filter(([, value]) => typeof value === "string" && value.trim());
    return new URLSearchParams(pairs.map(([name, value]) => [name, value.trim()])).toString();
  }

  function url(state) {
    return form.action + (state ? "?" + state : "");
  }

  function say(text) {
    const status = document.getElementById("status");
    if (status) status.textContent = text;
  }

  // ---- results

  async function load(target) {
    const mine = begin("results");
    const results = document.getElementById("results");
    const late = setTimeout(() => {
      results.classList.add("is-late");
      results.setAttribute("aria-busy", "true");
      say(form.dataset.searching);
    }, LATE);
    try {
      const answer = await fetch(target, { signal: mine.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.getElementById("results");
      if (mine !== running.results || !found) return null;
      const isNarrowing = document.getElementById("facets")?.open;
      results.replaceChildren(...found.childNodes);
      if (isNarrowing && document.getElementById("facets")) document.getElementById("facets").open = true;
      document.title = page.title;
      return page;
    } catch (error) {
      if (error.name !== "AbortError" && mine === running.results) {
        shown = null; // so that the same search can be tried again
        say(form.dataset.failed);
      }
      return null;
    } finally {
      clearTimeout(late);
      if (mine === running.results) {
        running.results = null;
        results.classList.remove("is-late");
        results.removeAttribute("aria-busy");
      }
    }
  }

  function search() {
    clearTimeout(timer);
    const state = address();
    if (state === shown) return;
    shown = state;
    if (isTyping) history.replaceState(null, "", url(state));
    else history.pushState(null, "", url(state));
    isTyping = true;
    load(url(state));
  }

  function soon() {
    clearTimeout(timer);
    if (isComposing && /[\u3131-\u318e]$/.test(box.value)) {
      timer = setTimeout(suggest, WAIT); // half a syllable: nothing has it yet, but it can be completed
      return;
    }
    timer = setTimeout(() => { search(); suggest(); }, WAIT);
  }

  // ---- suggestions: a combobox whose list is a listbox

  const list = document.createElement("ul");
  list.id = "suggestions";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.suggestions);
  box.after(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id]]) {
    box.setAttribute(name, value);
  }

  function close() {
    list.hidden = true;
    list.replaceChildren();
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function active() {
    return list.querySelector("[aria-selected=true]");
  }

  function move(step) {
    const options = [...list.children];
    if (!options.length) return;
    const at = options.indexOf(active());
    const next = at < 0 ? (step > 0 ? 0 : options.length - 1) : at + step;
    options.forEach((option, number) => option.setAttribute("aria-selected", String(number === next)));
    if (options[next]) box.setAttribute("aria-activedescendant", options[next].id);
    else box.removeAttribute("aria-activedescendant"); // past an end: back in the text
    box.setSelectionRange(box.value.length, box.value.length);
  }

  function option(one, number) {
    const item = document.createElement("li");
    item.id = "suggestion-" + number;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.text = one.text;
    const text = document.createElement("span");
    const count = document.createElement("span");
    text.textContent = one.text;
    count.textContent = one.count.toLocaleString(document.documentElement.lang);
    count.className = "count";
    item.append(text, count);
    return item;
  }

  async function suggest() {
    const typed = box.value.trim();
    const mine = begin("suggestions");
    if (!typed || document.activeElement !== box) return close();
    try {
      const query = new URLSearchParams({ q: typed, limit: MOST });
      const answer = await fetch(form.dataset.suggest + "?" + query, { signal: mine.signal });
      const found = answer.ok ? (await answer.json()).suggestions : [];
      if (mine !== running.suggestions || box.value.trim() !== typed) return;
      close();
      if (document.activeElement !== box || !found.some((one) => one.text !== typed)) return;
      list.append(...found.map(option));
      list.hidden = false;
      box.setAttribute("aria-expanded", "true");
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  function hush() {
    clearTimeout(timer);
    if (running.suggestions) running.suggestions.abort();
    running.suggestions = null;
    close();
  }

  function take(text) {
    box.value = text;
    hush();
    search();
    isTyping = false;
  }

  close();

  // ---- events

  box.addEventListener("compositionstart", () => { isComposing = true; });
  box.addEventListener("compositionend", () => { isComposing = false; soon(); });
  form.addEventListener("input", (event) => { if (event.target === box) soon(); });
  form.addEventListener("change", (event) => { if (event.target !== box) search(); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = active();
    if (chosen) box.value = chosen.dataset.text;
    hush();
    search();
    isTyping = false; // what is typed next is another search
  });
  box.addEventListener("keyup", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Escape") hush();
  });
  box.addEventListener("blur", () => { isTyping = false; hush(); search(); });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the focus in the box
  list.addEventListener("click", (event) => {
    const chosen = event.target.closest("[role=option]");
    if (chosen) take(chosen.dataset.text);
  });

  window.addEventListener("popstate", async () => {
    hush();
    isTyping = false;
    const page = await load(location.href);
    if (!page) return;
    // The form of the page that is shown again replaces all but the box, which keeps its focus.
    const then = page.getElementById("search");
    box.value = then.elements.q.value;
    for (const field of [...form.querySelectorAll("input[type=hidden]")]) field.remove();
    form.append(...then.querySelectorAll("input[type=hidden]"));
    for (const field of form.querySelectorAll("details [name]")) field.value = then.elements[field.name].value;
    shown = address();
  });
})();

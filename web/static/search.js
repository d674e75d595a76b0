// Results as one types. Without this file the form works as it is; this only asks for the same page earlier and puts
// its results into this one. The text box is never written to while somebody types, so that no input method is disturbed.
"use strict";
(() => {
  const WAIT = 180; // milliseconds without a change before a search
  const LATE = 250; // milliseconds until a search says that it runs
  const form = document.getElementById("search");
  const box = document.getElementById("q");
  if (!form || !box || !window.AbortController) return;

  let timer = 0;
  let running = null; // the AbortController of the request that runs
  let shown = address(); // the state that the results on the page are of
  let isTyping = false; // true while one entry of the history follows the typing
  let isComposing = false;

  function address() {
    const pairs = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && value.trim() !== "");
    return new URLSearchParams(pairs.map(([name, value]) => [name, value.trim()])).toString();
  }

  function url(state) {
    return form.action + (state ? "?" + state : "");
  }

  function say(text) {
    const status = document.getElementById("status");
    if (status) status.textContent = text;
  }

  async function load(target, isCurrent) {
    if (running) running.abort();
    const mine = (running = new AbortController());
    const results = document.getElementById("results");
    const late = setTimeout(() => {
      results.classList.add("is-late");
      results.setAttribute("aria-busy", "true");
      say(form.dataset.searching);
    }, LATE);
    try {
      const answer = await fetch(target, { signal: mine.signal, headers: { accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.getElementById("results");
      if (mine !== running || !found || !isCurrent()) return null;
      results.replaceChildren(...found.childNodes);
      document.title = page.title;
      return page;
    } catch (error) {
      if (error.name === "AbortError") return null;
      shown = null;
      if (mine === running) say(form.dataset.failed);
      return null;
    } finally {
      clearTimeout(late);
      if (mine === running) {
        running = null;
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
    load(url(state), () => true);
  }

  function soon() {
    clearTimeout(timer);
    if (isComposing && /[\u3131-\u318e]$/.test(box.value)) return; // half a syllable: the rest of it comes
    timer = setTimeout(search, WAIT);
  }

  box.addEventListener("compositionstart", () => { isComposing = true; });
  box.addEventListener("compositionend", () => { isComposing = false; soon(); });
  form.addEventListener("input", soon);
  form.addEventListener("change", (event) => { if (event.target !== box) search(); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
    isTyping = false; // what is typed next is another search
  });
  box.addEventListener("blur", () => { isTyping = false; });

  window.addEventListener("popstate", async () => {
    clearTimeout(timer);
    isTyping = false;
    const page = await load(location.href, () => true);
    if (!page) return;
    const old = page.getElementById("search");
    for (const field of old.elements) {
      if (field.name && form.elements[field.name]) form.elements[field.name].value = field.value;
    }
    shown = address();
  });
})();

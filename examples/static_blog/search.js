// Shows hits of malmoi's API below a form. Texts are put in as text, so nothing of a post can run.
"use strict";
(() => {
  const form = document.getElementById("malmoi");
  const status = document.getElementById("malmoi-status");
  const list = document.getElementById("malmoi-hits");
  let timer = 0;
  let running = null;

  function marked(text, marks) {
    const parts = [];
    let at = 0;
    for (const [start, end] of marks) {
      const mark = document.createElement("mark");
      // Offsets count characters, and JavaScript counts some characters twice.
      const characters = [...text];
      parts.push(characters.slice(at, start).join(""));
      mark.textContent = characters.slice(start, end).join("");
      parts.push(mark);
      at = end;
    }
    parts.push([...text].slice(at).join(""));
    return parts;
  }

  function item(hit) {
    const link = document.createElement("a");
    const passage = document.createElement("p");
    const one = document.createElement("li");
    if (/^(https?:\/\/|\/(?!\/))/.test(hit.url || "")) link.href = hit.url;
    link.append(...marked(hit.title || hit.id, hit.title ? hit.title_marks : []));
    passage.append(...marked(hit.snippet, hit.marks));
    one.append(link, passage);
    return one;
  }

  async function search() {
    if (running) running.abort();
    const mine = (running = new AbortController());
    const query = form.elements.q.value.trim();
    if (!query) return list.replaceChildren();
    try {
      const answer = await fetch(form.dataset.api + "?" + new URLSearchParams({ q: query }), { signal: mine.signal });
      const page = await answer.json();
      if (mine !== running) return;
      status.textContent = answer.ok ? String(page.total) : page.detail;
      list.replaceChildren(...(page.hits || []).map(item));
    } catch (error) {
      if (error.name !== "AbortError") form.submit();
    }
  }

  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 200); });
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(timer); search(); });
})();

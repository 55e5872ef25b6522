// What pages gain when scripts run: nothing here is needed to fill in, save or hand in a form.
"use strict";

(() => {
  const token = () => document.querySelector("input[name=csrf_token], meta[name=csrf-token]");
  const tokenValue = () => { const t = token(); return t ? t.value || t.content : ""; };
  const all = (root, selector) => [...(root.matches?.(selector) ? [root] : []), ...root.querySelectorAll(selector)];

  // Characters as the server counts them: after NFC, a line break as one.
  const characters = (text) => [...text.normalize("NFC").replace(/\r\n?/g, "\n")].length;

  const count = (area) => {
    const counter = document.getElementById(area.dataset.counter);
    const limit = Number(area.dataset.limit);
    if (!counter) return;
    const now = characters(area.value);
    const over = now > limit;
    counter.classList.toggle("over", over);
    counter.textContent = over
      ? `最多 ${limit} 字，现在 ${now} 字，请删去 ${now - limit} 字`
      : `已填 ${now} 字，最多 ${limit} 字`;
    area.setAttribute("aria-invalid", String(over));
  };

  // Conditional fields: the `if` of the form's schema, over the values that stand on the page.
  const valuesUnder = (form, prefix) => {
    const found = {};
    for (const [name, value] of new FormData(form)) {
      if (typeof value !== "string" || !name.startsWith(prefix) || !value.trim()) continue;
      const key = name.slice(prefix.length);
      if (!key.includes(".")) (found[key] ??= []).push(value.trim());
    }
    return found;
  };
  const same = (wanted, value) => String(wanted) === value;
  const fits = (rule, values) => {
    if ("const" in rule) return values.length > 0 && values.every((v) => same(rule.const, v));
    if ("enum" in rule) return values.length > 0 && values.every((v) => rule.enum.some((w) => same(w, v)));
    if ("contains" in rule) return values.some((v) => fits(rule.contains, [v]));
    return true;
  };
  const moduleHolds = (schema, values) =>
    (schema.required ?? []).every((key) => values[key]?.length)
    && Object.entries(schema.properties ?? {}).every(([key, rule]) => !values[key] || fits(rule, values[key]));
  const onPage = (form, prefix) => [...form.elements].some((e) => e.name?.startsWith(prefix));
  const holds = (form, condition) => {
    if (condition.scope === "module") return moduleHolds(condition.schema, valuesUnder(form, condition.prefix));
    const modules = Object.entries(condition.schema.properties ?? {});
    if (!modules.every(([module]) => onPage(form, `${module}.`))) return null; // decided by the server
    return modules.every(([module, schema]) => moduleHolds(schema, valuesUnder(form, `${module}.`)));
  };
  const anyHolds = (form, conditions) => { // null: not to be told from what is on this page
    const answers = JSON.parse(conditions).map((condition) => holds(form, condition));
    return answers.includes(true) || (answers.includes(null) ? null : false);
  };
  const showFitting = (form) => {
    for (const field of form.querySelectorAll("[data-show-if]")) {
      field.dataset.active = anyHolds(form, field.dataset.showIf) ?? field.dataset.active;
    }
    for (const field of form.querySelectorAll("[data-required-if]")) {
      const required = anyHolds(form, field.dataset.requiredIf);
      if (required === null) continue;
      field.querySelectorAll("[data-star]").forEach((star) => { star.hidden = !required; });
      field.querySelectorAll("input:not([type=radio], [type=checkbox], [type=file]), select, textarea").forEach((control) => control.setAttribute("aria-required", String(required)));
    }
  };

  // Saving while typing. The address answers {"saved": "15:30", "version": "7"}.
  const autosave = (form) => {
    const note = form.querySelector("[data-saved]");
    let timer = 0;
    let wait = 2000;
    const say = (text, bad = false) => { if (note) { note.textContent = text; note.classList.toggle("unsaved", bad); } };
    const save = async () => {
      const body = new FormData(form);
      for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
      try {
        const answer = await fetch(form.dataset.autosave, {
          method: "POST", body, redirect: "manual", headers: { "X-CSRFToken": tokenValue(), Accept: "application/json" },
        });
        if (answer.type === "opaqueredirect" || answer.status === 401) {
          return say("登录已超时，最近填的内容还没有保存。请在新窗口登录后，回到本页点“保存草稿”。", true);
        }
        const kept = await answer.json();
        if (!answer.ok) return say(kept.message ?? "暂时无法自动保存，请点“保存草稿”。", true);
        const version = form.querySelector("[data-version]");
        if (version && kept.version !== undefined) version.value = kept.version;
        wait = 2000;
        say(`已自动保存 ${kept.saved}`);
      } catch {
        wait = Math.min(wait * 2, 60000);
        say("网络不通，您填的内容还在本页，正在重新保存。", true);
        timer = setTimeout(save, wait);
      }
    };
    form.addEventListener("input", (event) => {
      if (event.target.type === "file") return;
      clearTimeout(timer);
      timer = setTimeout(save, wait);
    });
    form.addEventListener("submit", () => clearTimeout(timer));
  };

  // Layers: <dialog> opened by a link to it.
  const layers = (root) => {
    for (const link of all(root, "[data-opens]")) {
      link.setAttribute("role", "button");
      link.addEventListener("click", (event) => {
        event.preventDefault();
        document.getElementById(link.dataset.opens).showModal();
      });
      link.addEventListener("keydown", (event) => {
        if (event.key === " ") { event.preventDefault(); link.click(); }
      });
    }
    for (const link of all(root, "[data-closes]")) {
      link.setAttribute("role", "button");
      link.addEventListener("click", (event) => {
        event.preventDefault();
        document.getElementById(link.dataset.closes).close();
      });
    }
  };

  // A long choice becomes a box one can type in; the select stays and keeps the value.
  const combobox = (select) => {
    const id = select.id;
    const box = document.createElement("div");
    box.className = "combo";
    select.before(box);
    select.id = `${id}-choice`;
    select.hidden = true;
    const input = Object.assign(document.createElement("input"), {
      type: "text", id, className: select.className, autocomplete: "off", placeholder: "输入文字查找",
    });
    const list = Object.assign(document.createElement("ul"), { id: `${id}-list`, hidden: true });
    const label = document.querySelector(`label[for="${CSS.escape(id)}"]`);
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", label?.dataset.title ?? "");
    for (const name of ["aria-describedby", "aria-invalid", "aria-required"]) {
      if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
    }
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) {
      input.setAttribute(name, value);
    }
    const side = (className, text, words) => {
      const made = Object.assign(document.createElement("button"), { type: "button", className, textContent: text });
      made.setAttribute("aria-label", `${words}${label?.dataset.title ?? ""}`);
      return made;
    };
    const clear = side("clear", "×", "清除");
    const opener = side("open", "▾", "展开");
    opener.tabIndex = -1;
    box.append(input, clear, opener, list, select);

    let shown = [];
    let at = -1;
    const chosen = () => (select.value ? select.selectedOptions[0].text : "");
    const settle = () => { input.value = chosen(); clear.hidden = !select.value; };
    const close = () => { list.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
    const go = (to) => {
      at = shown.length ? (to + shown.length) % shown.length : -1;
      [...list.children].forEach((item, i) => item.classList.toggle("at", i === at && shown.length > 0));
      const item = at >= 0 ? list.children[at] : null;
      if (item) { input.setAttribute("aria-activedescendant", item.id); item.scrollIntoView({ block: "nearest" }); }
      else input.removeAttribute("aria-activedescendant");
    };
    const open = (text) => {
      const wanted = text.trim().toLowerCase();
      shown = [...select.options].filter((o) => o.value && o.text.toLowerCase().includes(wanted));
      list.replaceChildren(...shown.map((option, i) => {
        const item = Object.assign(document.createElement("li"), { id: `${id}-option-${i}`, textContent: option.text });
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", String(option.selected));
        item.addEventListener("mousedown", (event) => { event.preventDefault(); pick(option); });
        return item;
      }));
      if (!shown.length) {
        const none = Object.assign(document.createElement("li"), { className: "none", textContent: `没有“${text.trim()}”，请换个词` });
        none.setAttribute("role", "option");
        none.setAttribute("aria-disabled", "true");
        list.append(none);
      }
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      go(Math.max(shown.findIndex((o) => o.selected), 0));
    };
    const tell = () => select.dispatchEvent(new Event("input", { bubbles: true }));
    const pick = (option) => { select.value = option.value; settle(); close(); tell(); };
    input.addEventListener("input", (event) => { event.stopPropagation(); open(input.value); });
    input.addEventListener("click", () => open(""));
    input.addEventListener("blur", () => { close(); settle(); });
    clear.addEventListener("click", () => { select.value = ""; settle(); tell(); input.focus(); open(""); });
    opener.addEventListener("mousedown", (event) => { event.preventDefault(); input.focus(); list.hidden ? open("") : close(); });
    input.addEventListener("keydown", (event) => {
      const closed = list.hidden;
      switch (event.key) {
        case "ArrowDown": closed ? open("") : go(at + 1); break;
        case "ArrowUp": closed ? open("") : go(at - 1); break;
        case "Home": if (closed) return; go(0); break;
        case "End": if (closed) return; go(shown.length - 1); break;
        case "Enter": if (closed) return; if (at >= 0) pick(shown[at]); break;
        case "Escape": if (closed) return; close(); settle(); break;
        case "Tab": if (!closed && at >= 0 && input.value !== chosen()) pick(shown[at]); return;
        default: return;
      }
      event.preventDefault();
    });
    settle();
  };

  // Files go up at once, with progress; the answer is the slot as it now is.
  const uploads = (slot) => {
    const bar = slot.querySelector("progress");
    const note = slot.querySelector("[data-upload-note]");
    const again = slot.querySelector("[data-again]");
    let chosen = null;
    const say = (text) => { note.textContent = text; };
    const send = () => {
      const request = new XMLHttpRequest();
      const body = new FormData();
      for (const file of chosen.files) body.append("file", file);
      request.open("POST", slot.dataset.upload);
      request.setRequestHeader("X-CSRFToken", tokenValue());
      request.setRequestHeader("HX-Request", "true");
      request.upload.addEventListener("progress", (event) => { bar.max = event.total; bar.value = event.loaded; });
      request.addEventListener("load", () => {
        if (request.status >= 400) return failed(request.getResponseHeader("X-Message") ? decodeURIComponent(request.getResponseHeader("X-Message")) : "没有上传成功，请重试。");
        const made = document.createRange().createContextualFragment(request.responseText).firstElementChild;
        slot.replaceWith(made);
        enhance(made);
        made.querySelector("button, a, input")?.focus();
      });
      request.addEventListener("error", () => failed("网络不通，没有上传成功，请重试。"));
      again.hidden = true;
      bar.hidden = false;
      say(`正在上传 ${[...chosen.files].map((f) => f.name).join("、")}`);
      request.send(body);
    };
    const failed = (text) => { bar.hidden = true; again.hidden = false; say(text); };
    for (const input of slot.querySelectorAll("input[type=file]")) {
      input.addEventListener("change", () => {
        const large = [...input.files].find((file) => file.size > Number(slot.dataset.maxBytes));
        chosen = input;
        if (large) { say(`${large.name} 超过了允许的大小，没有上传。请压缩后重新选择。`); input.value = ""; } else if (input.files.length) send();
      });
    }
    again.addEventListener("click", send);
  };

  // Ticks of a list: the batch bar stands only while something is chosen.
  const ticks = (root) => {
    const bar = root.querySelector("[data-batch]");
    if (!bar) return;
    const show = () => {
      const number = root.querySelectorAll("[data-tick]:checked").length;
      bar.hidden = number === 0;
      bar.querySelector("[data-ticked]").textContent = number;
    };
    root.addEventListener("change", show);
    show();
  };

  // A phrase that is often used goes behind what already stands in the box.
  const phrases = (root) => {
    for (const button of all(root, "[data-fills]")) {
      button.addEventListener("click", () => {
        const box = document.getElementById(button.dataset.fills);
        box.value = [box.value.trim(), button.dataset.words].filter(Boolean).join("\n");
        box.focus();
        box.dispatchEvent(new Event("input", { bubbles: true }));
      });
    }
  };

  const enhance = (root) => {
    phrases(root);
    all(root, "textarea[data-counter]").forEach((area) => { count(area); area.addEventListener("input", () => count(area)); });
    all(root, "select[data-search]").forEach(combobox);
    all(root, "[data-upload]").forEach(uploads);
    layers(root);
    const forms = new Set(all(root, "[data-show-if], [data-required-if]").map((field) => field.closest("form")).filter(Boolean));
    forms.forEach(showFitting);
  };

  document.addEventListener("DOMContentLoaded", () => {
    enhance(document);
    document.querySelectorAll("form[data-autosave]").forEach(autosave);
    document.querySelectorAll("form").forEach(ticks);
    document.addEventListener("input", (event) => { if (event.target.form) showFitting(event.target.form); });
    document.querySelector("[data-summary]")?.focus();
    for (const link of document.querySelectorAll("[data-summary] a[href^='#']")) {
      link.addEventListener("click", (event) => {
        const target = document.getElementById(link.hash.slice(1));
        const control = target?.matches("input, select, textarea, button") ? target : target?.querySelector("input:not([type=hidden]), select:not([hidden]), textarea, button");
        if (!control) return;
        event.preventDefault();
        target.scrollIntoView({ block: "center" });
        control.focus({ preventScroll: true });
      });
    }
    document.body.addEventListener("htmx:configRequest", (event) => { event.detail.headers["X-CSRFToken"] = tokenValue(); });
    document.body.addEventListener("htmx:load", (event) => { if (event.detail.elt !== document.body) enhance(event.detail.elt); });
    document.body.addEventListener("htmx:responseError", (event) => showAnswer(event.detail.xhr.responseText));
    document.body.addEventListener("htmx:sendError", () => showAnswer(""));
  });

  // A part that could not be fetched: the page stays, what went wrong is said in a layer.
  const showAnswer = (html) => {
    const said = new DOMParser().parseFromString(html, "text/html").querySelector("main .card");
    const layer = Object.assign(document.createElement("dialog"), { className: "layer" });
    const inner = Object.assign(document.createElement("div"), { className: "inner" });
    const words = Object.assign(document.createElement("p"), { textContent: "网络不通，这一步没有办理。您填的内容还在本页，请稍后再试。" });
    const close = Object.assign(document.createElement("button"), { className: "button main", textContent: "返回本页" });
    inner.append(...(said ? said.querySelectorAll("h1, p") : [words]), close);
    close.addEventListener("click", () => layer.close());
    layer.addEventListener("close", () => layer.remove());
    layer.append(inner);
    document.body.append(layer);
    layer.showModal();
  };
})();

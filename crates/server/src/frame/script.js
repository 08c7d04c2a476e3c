// Small help for pages that work without it: live regions, keys, messages dropped on a form, passkeys.
"use strict";
(() => {
  // Live: when the stream says that something happened, the marked region is fetched again and exchanged.
  const region = () => document.querySelector("[data-live]");
  if (region() && window.EventSource) {
    const stream = new EventSource(region().dataset.stream || "/live");
    // A hall full of telephones does not ask at the same instant.
    const pause = region().dataset.stream ? 300 + Math.random() * 900 : 150;
    let waiting = false;
    const renew = async () => {
      waiting = false;
      const old = region();
      if (!old || old.contains(document.activeElement) && /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) return;
      const answer = await fetch(location.href, { headers: { accept: "text/html" } });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-live]");
      if (fresh) old.replaceWith(fresh);
    };
    stream.addEventListener("told", () => { if (!waiting) { waiting = true; setTimeout(renew, pause); } });
  }
  // The clock in the masthead runs from the server's time, not from this machine's.
  const clock = document.querySelector("[data-now]");
  if (clock) {
    const began = Date.now(), server = Number(clock.dataset.now);
    const show = () => {
      const now = new Date(server + Date.now() - began);
      for (const place of clock.querySelectorAll("[data-zone]"))
        place.textContent = now.toLocaleTimeString("en-GB", { timeZone: place.dataset.zone, hour12: false, second: place.dataset.long ? "2-digit" : undefined, hour: "2-digit", minute: "2-digit" });
    };
    setInterval(show, 1000); show();
  }
  // Keys: "/" finds, "n" files, j and k move through rows.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    if (event.key === "/") { const find = document.querySelector("#find"); if (find) { event.preventDefault(); find.focus(); } }
    if (event.key === "n") { const make = document.querySelector("a[data-key=n]"); if (make) make.click(); }
    if (event.key === "j" || event.key === "k") {
      const rows = [...document.querySelectorAll("tbody tr a[href]:first-of-type")];
      const here = rows.indexOf(document.activeElement);
      const next = rows[event.key === "j" ? here + 1 : Math.max(here - 1, 0)];
      if (next) next.focus();
    }
    if (/^[1-5]$/.test(event.key)) { const choice = document.querySelector(`input[type=radio][data-key="${event.key}"]`); if (choice) { choice.checked = true; choice.focus(); choice.dispatchEvent(new Event("change", { bubbles: true })); } }
  });
  for (const place of document.querySelectorAll("select[data-submit]")) place.addEventListener("change", () => place.form.submit());
  // A bank message dropped on the marked text field is read into it.
  for (const place of document.querySelectorAll("textarea[data-drop]")) {
    place.addEventListener("dragover", (event) => event.preventDefault());
    place.addEventListener("drop", async (event) => {
      const file = event.dataTransfer.files[0];
      if (file) { event.preventDefault(); place.value = await file.text(); }
    });
  }
  // A request form asks at each pause how far it has come; the word beside it is exchanged.
  for (const form of document.querySelectorAll("form[data-ready]")) {
    let waiting = 0;
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(async () => {
        const answer = await fetch(form.dataset.ready, { method: "POST", body: new URLSearchParams(new FormData(form)) });
        if (answer.ok) document.querySelector("#readiness").innerHTML = await answer.text();
      }, 400);
    });
  }
  // A reader at the desk types the lines of a zone, each with Enter: the question goes off when the zone is whole, or at
  // Enter where there is none. Shift+Enter makes a line.
  for (const place of document.querySelectorAll("textarea[data-reader]")) {
    const whole = () => {
      const lines = place.value.split(/\r?\n/).map((line) => line.replace(/\s/g, "")).filter(Boolean);
      const all = lines.join("").length, width = lines.length ? lines[0].length : 0;
      const even = lines.every((line) => line.length === width);
      return place.value.includes("<") && (lines.length === 1 ? [72, 88, 90].includes(all) : even && (lines.length === 2 && (width === 44 || width === 36) || lines.length === 3 && width === 30));
    };
    let waiting = 0, sent = false;
    const send = () => { if (!sent && place.value.trim()) { sent = true; clearTimeout(waiting); place.form.requestSubmit(); } };
    place.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      if (!place.value.includes("<") || whole() || /\n\s*$/.test(place.value)) { event.preventDefault(); send(); }
    });
    place.addEventListener("input", () => { clearTimeout(waiting); if (whole()) waiting = setTimeout(send, 250); });
  }
  // Passkeys.
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const send = async (path, body) => {
    const answer = await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
    const said = await answer.json();
    if (!answer.ok) throw new Error(said.detail || answer.status);
    return said;
  };
  const ceremony = async (form) => {
    const enrols = form.dataset.passkey === "enrol";
    const begun = await send(form.dataset.begin, { officer: form.officer ? form.officer.value : "" });
    const key = begun.options.publicKey;
    key.challenge = bytes(key.challenge);
    if (key.user) key.user.id = bytes(key.user.id);
    for (const list of [key.allowCredentials, key.excludeCredentials]) for (const one of list || []) one.id = bytes(one.id);
    const made = enrols ? await navigator.credentials.create({ publicKey: key }) : await navigator.credentials.get({ publicKey: key });
    const response = { clientDataJSON: text(made.response.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"])
      if (made.response[name]) response[name] = text(made.response[name]);
    await send(form.dataset.finish, { state: begun.state, credential: { id: made.id, rawId: text(made.rawId), type: made.type, extensions: {}, response } });
    location.href = "/desk";
  };
  for (const form of document.querySelectorAll("form[data-passkey]"))
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      ceremony(form).catch((error) => { form.querySelector("[role=alert]").textContent = error.message; });
    });
})();

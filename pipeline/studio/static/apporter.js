/* Bringing in: files are sent as they are, told about as they go, and put where they were dropped; a voice is recorded. */

import { desk } from "./studio.js";

const find = (name, within = document) => within.querySelector(name);
const list = find("[data-liste-apports]");
const chooser = find("[data-choisir]");
const KINDS = { image: "photo", video: "vidéo", son: "son" };
let target = "";

function make(name, text, values = {}) {
  return Object.assign(document.createElement(name), { textContent: text, ...values });
}

/* Send one file; what comes back is what the server made of it. */
function send(file, name, voice, progress, stop) {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open("PUT", `/apporter?nom=${encodeURIComponent(name)}${voice ? "&voix=1" : ""}`);
    request.upload.addEventListener("progress", (event) => progress(event.loaded / event.total));
    request.addEventListener("load", () => {
      let told = {};
      try {
        told = JSON.parse(request.responseText);
      } catch { /* told below */ }
      if (request.status === 200) {
        done(told);
      } else {
        failed(new Error(told.message || "Le fichier n'a pas pu être apporté ; recommencez."));
      }
    });
    request.addEventListener("error", () => failed(new Error("Le fichier n'est pas arrivé : le studio ne répond plus, ou l'a refusé.")));
    request.addEventListener("abort", () => failed(new Error("Arrêté.")));
    stop(() => request.abort());
    request.send(file);
  });
}

function place(ref, told) {
  return desk.write("/placer", { ref, fichier: told.fichier, sorte: told.sorte });
}

/* A list of the shots of the page, for whoever has no mouse: a file that was brought to none is given to one. */
function offer(entry, told) {
  const label = make("label", "Pour ");
  const select = document.createElement("select");
  for (const row of document.querySelectorAll(".plan[id]")) {
    const named = find(".voir", row);
    const words = find(".mots textarea", row);
    const text = named ? named.getAttribute("aria-label").replace(/^Regarder /, "") : words ? words.value.slice(0, 60) : row.id;
    select.append(make("option", text, { value: row.dataset.cle }));
  }
  label.append(select);
  const button = make("button", "Placer", { type: "button" });
  button.addEventListener("click", () => place(select.value, told).then((done) => {
    if (done) {
      label.remove();
      button.remove();
    }
  }));
  entry.append(label, button);
}

async function bring(file, ref) {
  find("[data-apports]").hidden = false;
  const entry = document.createElement("li");
  const state = make("span", `${file.name} : envoi…`);
  const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
  bar.setAttribute("aria-label", `Envoi de ${file.name}`);
  const button = make("button", "Arrêter", { type: "button" });
  button.setAttribute("aria-label", `Arrêter l'envoi de ${file.name}`);
  entry.append(state, bar, button);
  list.prepend(entry);
  try {
    const told = await send(file, file.name, false, (share) => { bar.value = share; }, (stop) => {
      button.addEventListener("click", stop);
    });
    if (told.sorte === "document") {
      state.textContent = `${file.name} : lu`;
      propose(told);
    } else {
      const more = told.remarques.length ? ` (${told.remarques.join(" ; ")})` : "";
      state.textContent = `${KINDS[told.sorte]} : media/${told.fichier}${more}`;
      if (!ref || !(await place(ref, told))) {
        offer(entry, told);
      }
    }
  } catch (error) {
    state.textContent = `${file.name} : ${error.message}`;
    entry.classList.add("mal");
  } finally {
    bar.remove();
    button.remove();
  }
}

/* ---- a document tells stories ---- */

function propose(told) {
  const dialog = find("[data-document]");
  find("[data-document-sujets]").replaceChildren(...told.sujets.map((story, rank) => {
    const label = document.createElement("label");
    label.append(Object.assign(document.createElement("input"), { type: "checkbox", checked: true, value: rank }));
    label.append(` ${story.titre} (${story.plans} ${story.plans > 1 ? "plans" : "plan"})`);
    label.className = "choix";
    return label;
  }));
  find("[data-document-remarques]").replaceChildren(...told.remarques.slice(0, 8).map((one) => (
    make("p", one, { className: "remarque" })
  )));
  dialog.returnValue = "";
  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "ajouter") {
      const ranks = [...dialog.querySelectorAll("input:checked")].map((one) => Number(one.value));
      desk.write("/adopter", { nom: told.nom, sujets: ranks });
    }
  }, { once: true });
  dialog.showModal();
}

/* ---- files are chosen, or dropped ---- */

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-apporter],[data-micro]");
  if (button && "apporter" in button.dataset) {
    target = button.dataset.apporter;
    chooser.value = "";
    chooser.click();
  } else if (button) {
    record(button.dataset.micro);
  }
});
chooser.addEventListener("change", () => {
  for (const file of chooser.files) {
    bring(file, target);
  }
});

function under(event) {
  const row = event.target.closest && event.target.closest(".plan[id]");
  return row && find("[data-apporter]", row) ? row : null;
}

function carries(event) {
  return event.dataTransfer && [...event.dataTransfer.types].includes("Files");
}

let lit = null;
function light(row) {
  lit?.classList.remove("vise");
  row?.classList.add("vise");
  lit = row;
}

addEventListener("dragover", (event) => {
  if (carries(event)) {
    event.preventDefault();
    light(under(event));
  }
});
addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) {
    light(null);
  }
});
addEventListener("drop", (event) => {
  if (carries(event)) {
    event.preventDefault();
    const row = under(event);
    light(null);
    for (const file of event.dataTransfer.files) {
      bring(file, row ? row.dataset.cle : "");
    }
  }
});

/* ---- a voice ---- */

const voice = {
  dialog: find("[data-voix]"),
  state: find("[data-voix-etat]"),
  heard: find("[data-voix-ecoute]"),
  run: find("[data-voix-marche]"),
  keep: find("[data-voix-garder]"),
};
let recorder = null;
let take = null;

function record(ref) {
  const row = document.getElementById(ref.replaceAll("/", "-"));
  const words = row && find(".mots textarea, .mots input", row);
  find("[data-voix-texte]").textContent = words ? words.value : "";
  voice.dialog.dataset.ref = ref;
  voice.state.textContent = "";
  voice.heard.hidden = true;
  voice.keep.disabled = true;
  voice.run.textContent = "Enregistrer";
  take = null;
  voice.dialog.showModal();
}

async function begin() {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: false, noiseSuppression: false } });
  } catch {
    voice.state.textContent = "Le micro n'est pas accessible : branchez-le, permettez-le à cette page, puis recommencez.";
    return;
  }
  const parts = [];
  recorder = new MediaRecorder(stream);
  recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
  recorder.addEventListener("stop", () => {
    for (const track of stream.getTracks()) {
      track.stop();
    }
    take = new Blob(parts, { type: recorder.mimeType });
    recorder = null;
    URL.revokeObjectURL(voice.heard.src);
    voice.heard.src = URL.createObjectURL(take);
    voice.heard.hidden = false;
    voice.keep.disabled = false;
    voice.run.textContent = "Recommencer";
    voice.state.textContent = "Écoutez, puis gardez cette prise ou recommencez.";
  });
  recorder.start(500);
  voice.run.textContent = "Arrêter";
  voice.keep.disabled = true;
  voice.state.textContent = "J'écoute…";
}

voice.run.addEventListener("click", () => (recorder ? recorder.stop() : begin()));
voice.keep.addEventListener("click", async () => {
  voice.keep.disabled = true;
  voice.state.textContent = "La prise est envoyée…";
  try {
    const ending = take.type.includes("mp4") ? "m4a" : take.type.includes("ogg") ? "ogg" : "webm";
    const told = await send(take, `voix.${ending}`, true, () => {}, () => {});
    voice.dialog.close();
    await place(voice.dialog.dataset.ref, told);
  } catch (error) {
    voice.state.textContent = error.message;
    voice.keep.disabled = false;
  }
});
find("[data-voix-fermer]").addEventListener("click", () => voice.dialog.close());
voice.dialog.addEventListener("close", () => recorder?.stop());

/* The script as text: its findings lead to their lines; what is saved takes the place of what was shown, or is merged. */

import { desk } from "./studio.js";

const find = (name) => document.querySelector(name);
const dialog = find("[data-texte-script]");
const zone = find("[data-texte-zone]");
const list = find("[data-texte-remarques]");
const told = find("[data-texte-etat]");
const LEVELS = { erreur: "À corriger", avertissement: "À voir", note: "À savoir" };
let base = "";
let shown = "";

function to(line) {
  const lines = zone.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  zone.focus();
  zone.setSelectionRange(start, start + (lines[line - 1] || "").length);
  zone.scrollTop = (zone.scrollHeight / Math.max(1, lines.length)) * Math.max(0, line - 4);
}

function remark(one) {
  const item = document.createElement("li");
  item.className = `remarque ${one.niveau}`;
  const level = document.createElement("strong");
  level.textContent = LEVELS[one.niveau] || one.niveau;
  item.append(level, ` ${one.message}${one.conseil ? ` → ${one.conseil}` : ""} `);
  if (one.ligne) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: `Ligne ${one.ligne}` });
    button.addEventListener("click", () => to(one.ligne));
    item.append(button);
  }
  return item;
}

async function load(keep) {
  const answer = await fetch("/texte");
  const found = await answer.json();
  if (!answer.ok) {
    told.textContent = found.message;
    return;
  }
  base = found.base;
  if (!keep) {
    shown = found.texte;
    zone.value = found.texte;
  }
  list.replaceChildren(...found.remarques.map(remark));
  const errors = found.remarques.filter((one) => one.niveau === "erreur").length;
  told.textContent = found.illisible || errors
    ? "Quelque chose est à corriger : chaque remarque mène à sa ligne."
    : "Ce texte se lit. Les cartes le montrent à mesure.";
}

async function open() {
  await load(false);
  if (!dialog.open) {
    dialog.showModal();
  }
  zone.setSelectionRange(0, 0);
  zone.scrollTop = 0;
}

async function save() {
  try {
    await desk.ask("/texte", { base, texte: zone.value });
    told.textContent = "Enregistré ; la vérification suit…";
    shown = zone.value;
    setTimeout(() => load(true), 1200);
  } catch (error) {
    told.textContent = error.message;
  }
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-texte]")) {
    open();
  }
});
find("[data-texte-ecrire]").addEventListener("click", save);
zone.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    save();
  }
});
dialog.addEventListener("cancel", (event) => {
  if (zone.value !== shown) {
    event.preventDefault();
    told.textContent = "Ce texte n'est pas enregistré : enregistrez-le, ou fermez pour l'abandonner.";
  }
});
if ("illisible" in dialog.dataset) {
  open();
}

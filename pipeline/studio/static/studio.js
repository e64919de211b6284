/* The page of the studio: it sends what is typed and asked, shows what the server tells, and decides nothing. */

import { help } from "./aide.js";
import { morph } from "./cartes.js";
import { Sending } from "./envoi.js";
import { choosing } from "./choisir.js";
import { moving } from "./deplacer.js";
import { Player } from "./lecteur.js";

const AWAY = "Le studio ne répond plus : ce que vous tapez est gardé ici et sera enregistré dès qu'il répond. S'il est fermé, tapez de nouveau jt studio.";
const PAUSE = 350;
const LONGEST = 1500;
const RETRY = 3000;

const find = (name, within = document) => within.querySelector(name);
const cards = find("[data-cartes]");
const state = find("[data-etat]");
const player = new Player(find("[data-lecteur]"));
const typed = new Map();
const sending = new Sending(ask, (text) => film(text, 0));
let base = cards.dataset.base;
let queue = Promise.resolve();
let loading = null;
let again = false;

function say(text, wrong = false) {
  state.textContent = text;
  state.classList.toggle("mal", wrong);
}

async function ask(address, body) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body ?? null),
  }).catch(() => { throw Object.assign(new Error(AWAY), { away: true }); });
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw Object.assign(new Error(told.message || "Le studio ne répond pas comme prévu."), {
      conflict: told.conflit, away: answer.status >= 500,
    });
  }
  return told;
}

/* One thing at a time, in order: what is typed next is written upon what was written before. */
function inTurn(what) {
  queue = queue.then(what, what).catch((error) => {
    say(error.message, true);
    if (error.conflict) {
      conflict(error.message, error.typed || "");
    }
  });
  return queue;
}

/* States that what was written here has replaced: cards that are still of one of them are behind, not elsewhere. */
const past = new Set();

function standing(told) {
  if (told.base !== base) {
    past.add(base);
    past.delete(told.base);
    base = told.base;
  }
  find('[data-faire="annuler"]').disabled = !told.annuler;
  find('[data-faire="retablir"]').disabled = !told.retablir;
}

function conflict(message, text) {
  find("[data-conflit-message]").textContent = message;
  find("[data-conflit-texte]").value = text;
  find("[data-conflit]").showModal();
}

/* ---- typing ---- */

function note(field) {
  field.dataset.tape = "";
  const known = typed.get(field) || { since: performance.now(), timer: 0 };
  clearTimeout(known.timer);
  const left = Math.max(0, Math.min(PAUSE, known.since + LONGEST - performance.now()));
  known.timer = setTimeout(() => write(field), left);
  typed.set(field, known);
  say("…");
  count(field);
}

function count(field) {
  const shown = find("[data-compte]", field.parentElement);
  if (shown) {
    shown.textContent = `${[...field.value].length} / ${field.dataset.maxi}`;
    shown.classList.toggle("mal", [...field.value].length > Number(field.dataset.maxi));
  }
}

function write(field) {
  const known = typed.get(field);
  if (!known) {
    return queue;
  }
  clearTimeout(known.timer);
  typed.delete(field);
  const text = field.value;
  return inTurn(async () => {
    try {
      const { ref } = field.dataset;
      standing(await ask("/ecrire", { base, changements: [{ faire: "ecrire", ref, texte: text }] }));
      if (field.value === text) {
        delete field.dataset.tape;
      }
      say("Enregistré");
    } catch (error) {
      if (error.conflict) {
        delete field.dataset.tape;
        error.typed = text;
      } else if (!typed.has(field)) {
        typed.set(field, { since: performance.now(), timer: error.away ? setTimeout(() => write(field), RETRY) : 0 });
      }
      throw error;
    } finally {
      reload();
    }
  });
}

function writeAll() {
  for (const field of [...typed.keys()]) {
    write(field);
  }
  return queue;
}

cards.addEventListener("input", (event) => {
  if (event.target.dataset.ref) {
    note(event.target);
  }
});
cards.addEventListener("change", (event) => {
  if (event.target.dataset.ref) {
    note(event.target);
    write(event.target);
  }
});
cards.addEventListener("focusout", (event) => {
  if (event.target.dataset && event.target.dataset.ref) {
    write(event.target);
  }
});
addEventListener("pagehide", () => {
  for (const field of typed.keys()) {
    const told = { base, changements: [{ faire: "ecrire", ref: field.dataset.ref, texte: field.value }] };
    const body = new Blob([JSON.stringify(told)], { type: "application/json" });
    fetch("/ecrire", { method: "POST", body, keepalive: true });
  }
});

/* ---- what is asked by buttons and keys ---- */

function change(one, then) {
  return writeAll().then(() => inTurn(async () => {
    standing(await ask("/ecrire", { base, changements: [one] }));
    say("Enregistré");
    await seen(base);
    if (then) {
      then();
    }
  }));
}

/* Cards follow the file by an instant: what is done to a new card waits until it is there. */
async function seen(state) {
  for (let turn = 0; turn < 60; turn += 1) {
    await reload();
    if (find("[data-vu]", cards)?.dataset.vu === state) {
      return;
    }
    await new Promise((done) => { setTimeout(done, 50); });
  }
}

function caret(ref) {
  const row = document.getElementById(ref.replaceAll("/", "-"));
  const text = row && find(".mots textarea", row);
  return text ? text.selectionStart : 0;
}

const acts = {
  annuler: () => writeAll().then(() => inTurn(async () => { standing(await ask("/annuler")); await reload(); say("Annulé"); })),
  retablir: () => writeAll().then(() => inTurn(async () => { standing(await ask("/retablir")); await reload(); say("Rétabli"); })),
  deplacer: (button) => {
    const { carte: ref, rang } = button.dataset;
    const key = button.closest("[data-cle]").dataset.cle;
    const label = button.textContent;
    return change({ faire: "deplacer", ref, rang: Number(rang) }, () => {
      const moved = find(`[data-cle="${CSS.escape(key)}"]`);
      const same = moved && [...moved.querySelectorAll('[data-faire="deplacer"]')].find((one) => one.textContent === label);
      (same && !same.disabled ? same : moved)?.focus?.();
    });
  },
  oter: (button) => {
    const near = button.closest("[data-cle]")?.parentElement;
    return change({ faire: "oter", ref: button.dataset.carte }, () => {
      announce("Ôté ; « Annuler » le rend.");
      find("button:not(:disabled), summary", near?.isConnected ? near : cards)?.focus();
    });
  },
  doubler: (button) => change({ faire: "doubler", ref: button.dataset.carte }),
  joindre: (button) => change({ faire: "joindre", ref: button.dataset.carte }),
  couper: (button) => change({ faire: "couper", ref: button.dataset.carte, signe: caret(button.dataset.carte) }),
  regarder: (button) => writeAll().then(() => player.show(button.dataset.sujet, Number(button.dataset.imageDebut), base)),
  produire: () => writeAll().then(() => sending.open()),
  arreter: () => inTurn(() => ask("/envoi/arreter")),
  versions,
  reprendre: (button) => inTurn(async () => {
    standing(await ask("/reprendre", { nom: button.dataset.nom }));
    find("[data-versions]").close();
    await reload();
    say("Version reprise");
  }),
};

function announce(text) {
  find("[data-annonce]").textContent = text;
}

const page = { cards, change, announce };
Object.assign(acts, choosing(page), help());
moving(page);

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-faire]");
  if (button && acts[button.dataset.faire]) {
    acts[button.dataset.faire](button);
  }
});
document.addEventListener("keydown", (event) => {
  const inField = event.target.closest && event.target.closest("input,textarea");
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !inField) {
    if (event.key.toLowerCase() === "z" && !event.shiftKey) {
      event.preventDefault();
      acts.annuler();
    } else if (event.key.toLowerCase() === "y" || (event.key.toLowerCase() === "z" && event.shiftKey)) {
      event.preventDefault();
      acts.retablir();
    }
  }
});

const WHO = { carte: "sur les cartes", texte: "dans le texte", ailleurs: "dans le fichier", reprise: "version reprise" };

async function versions() {
  const list = find("[data-liste-versions]");
  const told = await (await fetch("/versions")).json();
  list.replaceChildren(...told.map((one, rank) => {
    const item = document.createElement("li");
    const when = new Date(one.quand).toLocaleString("fr-FR", { dateStyle: "medium", timeStyle: "medium" });
    item.append(`${when}, ${WHO[one.par] || one.par} `);
    if (rank === 0) {
      item.append("(celle-ci)");
    } else {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", textContent: "Reprendre" });
      Object.assign(button.dataset, { faire: "reprendre", nom: one.nom });
      button.setAttribute("aria-label", `Reprendre la version du ${when}`);
      item.append(button);
    }
    return item;
  }));
  find("[data-versions]").showModal();
}

/* ---- what the server tells ---- */

function reload() {
  if (loading) {
    again = true;
    return loading;
  }
  loading = (async () => {
    do {
      again = false;
      const answer = await fetch("/cartes").catch(() => null);
      if (!answer || !answer.ok) {
        return;
      }
      const shown = answer.headers.get("jt-base");
      const text = await answer.text();
      if (shown && !past.has(shown)) {
        base = shown;
      }
      const page = new DOMParser().parseFromString(`<main>${text}</main>`, "text/html");
      const shell = cards.cloneNode(false);
      shell.replaceChildren(...page.querySelector("main").childNodes);
      morph(cards, document.adoptNode(shell));
      pictures(cards);
    } while (again);
  })().finally(() => { loading = null; });
  return loading;
}

const ready = new Set();

function pictures(within) {
  for (const image of within.querySelectorAll("img[data-image]")) {
    const key = image.dataset.image;
    const address = `/image/${key}.webp`;
    if (ready.has(key) && image.getAttribute("src") !== address) {
      image.src = address;
    } else if (!ready.has(key) && !image.dataset.demande) {
      image.dataset.demande = key;
      wanted.observe(image);
    }
  }
}

/* A picture is asked for when its card comes near: the server then makes it next. */
const wanted = new IntersectionObserver((seen) => {
  for (const { target, isIntersecting } of seen) {
    if (isIntersecting) {
      wanted.unobserve(target);
      const key = target.dataset.image;
      fetch(`/image/${key}.webp`).then((answer) => {
        if (answer.status === 200) {
          arrived(key);
        }
      });
    }
  }
}, { rootMargin: "600px" });

function arrived(key) {
  ready.add(key);
  for (const image of document.querySelectorAll(`img[data-image="${CSS.escape(key)}"]`)) {
    image.src = `/image/${key}.webp`;
    image.classList.add("la");
  }
}

function film(text, share, over = false) {
  const panel = find("[data-film]");
  panel.hidden = false;
  find("[data-film-etape]").textContent = text;
  find("[data-film-part]").value = share;
  find('[data-film] [data-faire="arreter"]').hidden = over;
  find("[data-film-part]").hidden = over;
  find("[data-film-voir]").hidden = !over;
}

function minutes(seconds) {
  return seconds === null ? "" : seconds < 60 ? `, encore ${Math.ceil(seconds)} s` : `, encore ${Math.ceil(seconds / 60)} min`;
}

const listened = new Map();
const stream = { addEventListener: (kind, heard) => listened.set(kind, heard) };
let source = null;

/* A browser keeps few connections to one server: a page that nobody sees gives its own back, and asks what is new
   when it is seen again, as after a night's sleep of the machine. */
function listen() {
  if (document.hidden && source) {
    source.close();
    source = null;
  } else if (!document.hidden && !source) {
    source = new EventSource("/evenements");
    for (const [kind, heard] of listened) {
      source.addEventListener(kind, heard);
    }
  }
}

stream.addEventListener("cartes", () => reload());
stream.addEventListener("tout", () => reload());
stream.addEventListener("verifie", () => reload());
stream.addEventListener("image", (event) => arrived(JSON.parse(event.data).cle));
stream.addEventListener("probleme", (event) => say(JSON.parse(event.data).message, true));
stream.addEventListener("film", (event) => {
  const { etape, part, reste } = JSON.parse(event.data);
  film(`${etape}${minutes(reste)}`, part);
});
stream.addEventListener("film-fini", (event) => {
  const { film: name, pourquoi } = JSON.parse(event.data);
  film(name ? `Le film est prêt : ${name}` : pourquoi || "Le film est arrêté ; ce qui est fait resservira.", name ? 1 : 0, true);
  sending.done();
});
stream.addEventListener("open", () => { say(typed.size ? "…" : "Enregistré"); writeAll(); reload(); });
stream.addEventListener("error", () => say(AWAY, true));
document.addEventListener("visibilitychange", listen);
listen();

for (const field of cards.querySelectorAll("[data-compte]")) {
  count(find("[data-ref]", field.parentElement));
}
pictures(cards);

/* A picture that the server has let go is asked for again. */
cards.addEventListener("error", (event) => {
  const image = event.target;
  if (image.nodeName === "IMG" && image.dataset.image) {
    ready.delete(image.dataset.image);
    image.removeAttribute("src");
    delete image.dataset.demande;
    setTimeout(() => pictures(cards), 1000);
  }
}, true);

/* What other modules of the page do with the script, in turn with what is typed. */
export const desk = {
  ask,
  say,
  write: (address, told) => writeAll().then(() => inTurn(async () => {
    standing(await ask(address, { base, ...told }));
    await reload();
    return true;
  })),
};

/* What is chosen by eye and by ear: a scene from the gallery, the scene of a shot, a voice; and rows of a table. */

const find = (name, within = document) => within.querySelector(name);

export function choosing({ cards, change, announce }) {
  const dialog = find("[data-galerie]");
  const sound = new Audio();
  let wanted = null;

  async function open(title, which, chosen) {
    wanted = chosen;
    find("h2", dialog).textContent = title;
    find("[data-scenes]", dialog).innerHTML = await (await fetch(`/galerie/${which}`)).text();
    dialog.showModal();
    find("[data-choisir]", dialog)?.focus();
  }

  dialog.addEventListener("click", (event) => {
    const button = event.target.closest("[data-choisir]");
    if (button && wanted) {
      dialog.close();
      wanted(button.dataset.choisir, button.dataset.nom);
    } else if (event.target === dialog) {
      dialog.close();
    }
  });
  dialog.addEventListener("keydown", (event) => {
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: across(), ArrowUp: -across() };
    const every = [...dialog.querySelectorAll("[data-choisir]")];
    const at = every.indexOf(document.activeElement);
    if (event.key in steps && at >= 0) {
      event.preventDefault();
      every[Math.max(0, Math.min(every.length - 1, at + steps[event.key]))].focus();
    }
  });

  function across() {
    const every = [...dialog.querySelectorAll("[data-choisir]")];
    const top = every[0]?.getBoundingClientRect().top;
    return Math.max(1, every.filter((one) => Math.abs(one.getBoundingClientRect().top - top) < 4).length);
  }

  /* A field that has just come is where one goes on writing, its words ready to be replaced. */
  function enter(name) {
    const field = find(name);
    field?.focus();
    field?.select?.();
    field?.scrollIntoView({ block: "center" });
  }

  cards.addEventListener("change", (event) => {
    const { scene: ref } = event.target.dataset;
    if (ref) {
      const called = event.target.selectedOptions[0].textContent;
      change({ faire: "scene", ref, scene: event.target.value }, () => announce(`Ce plan est maintenant : ${called}.`));
    }
  });
  cards.addEventListener("input", (event) => {
    if ("partie" in event.target.dataset) {
      gather(event.target.closest("[data-couples]"), "input");
    }
  });
  cards.addEventListener("change", (event) => {
    if ("partie" in event.target.dataset) {
      gather(event.target.closest("[data-couples]"), "change");
    }
  });

  /* The rows of a table are written as one value: a line a row, a tab between its parts. */
  function gather(table, kind, more = []) {
    const hidden = find("input[type=hidden]", table);
    const rows = [...table.querySelectorAll("[data-couple]")].filter((row) => !row.dataset.ote);
    const lines = rows.map((row) => [...row.querySelectorAll("[data-partie]")].map((one) => one.value.trim()).join("\t"));
    hidden.value = [...lines, ...more].join("\n");
    hidden.dispatchEvent(new Event(kind, { bubbles: true }));
  }

  function addStory(button, scene, called) {
    const ref = button.dataset.carte;
    const rank = ref ? Number(ref.split("/")[1]) + 1 : 0;
    return change({ faire: "ajouter", ref, scene, valeur: "" }, () => {
      announce(`${called} ajouté, à la place ${rank + 1}.`);
      enter(`#sujet-${rank} .titre input, #sujet-${rank} textarea, #sujet-${rank} input, #sujet-${rank} button`);
    });
  }

  return {
    "ajouter-plan": (button) => open("Ajouter un plan", "plans", (scene, called) => {
      const { carte: ref, rang } = button.dataset;
      change({ faire: "ajouter", ref, scene, valeur: "" }, () => {
        announce(`${called} ajouté : plan ${Number(rang) + 1}.`);
        enter(`#${ref.replaceAll("/", "-")}-plan-${rang} textarea`);
      });
    }),
    "ajouter-sujet": (button) => addStory(button, "", "Sujet"),
    "ajouter-element": (button) => open("Ajouter un élément", "elements", (scene, called) => addStory(button, scene, called)),
    "ajouter-personne": () => change({ faire: "ajouter", ref: "personnes", scene: "", valeur: "" }, () => {
      announce("Personne ajoutée.");
      find("#personnes").open = true;
      enter(".personne:last-of-type input");
    }),
    "ajouter-couple": (button) => {
      const table = button.closest("[data-couples]");
      const rank = table.querySelectorAll("[data-couple]").length + 1;
      gather(table, "change", [Array(Number(button.dataset.parties)).fill(rank).join("\t")]);
    },
    "oter-couple": (button) => {
      const table = button.closest("[data-couples]");
      button.closest("[data-couple]").dataset.ote = "";
      gather(table, "change");
      find('[data-faire="ajouter-couple"]', table).focus();
    },
    ecouter: (button) => {
      const voice = find('select[data-ref$="/voix"]', button.closest(".personne"))?.value;
      if (!voice) {
        announce("Choisissez d'abord une voix.");
        find('select[data-ref$="/voix"]', button.closest(".personne"))?.focus();
        return;
      }
      sound.src = `/voix/${encodeURIComponent(voice)}.wav`;
      sound.play().catch(() => announce("Cette voix ne se laisse pas entendre ici."));
    },
  };
}

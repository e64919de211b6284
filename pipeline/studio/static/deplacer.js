/* Stories and shots change places: pulled by their handle, or with Alt and the arrows; a shot also goes to another story. */

const EDGE = 70;
const SLACK = 6;

const ident = (ref) => ref.replaceAll("/", "-");

export function moving({ cards, change, announce }) {
  const mark = document.createElement("div");
  mark.className = "repere";
  mark.hidden = true;
  document.body.append(mark);
  let held = null;

  /* ---- by keys ---- */

  cards.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const handle = event.target.closest("[data-poignee]");
    if (!step || event.ctrlKey || event.metaKey || event.shiftKey || !(event.altKey || handle)) {
      return;
    }
    const one = event.target.closest("[data-carte][data-rang]:not(button):not([data-rang=''])");
    if (one && (event.target.nodeName !== "SELECT" || event.altKey)) {
      event.preventDefault();
      step_(one, step);
    }
  });

  function step_(one, step) {
    const rank = Number(one.dataset.rang) + step;
    if (one.classList.contains("carte")) {
      const every = stories();
      if (rank >= Number(every[0].dataset.rang) && rank <= Number(every.at(-1).dataset.rang)) {
        go(one, rank);
      } else {
        announce(step < 0 ? "C'est déjà le premier." : "C'est déjà le dernier.");
      }
      return;
    }
    const card = one.closest(".carte");
    if (rank >= 0 && rank < shots(card).length) {
      go(one, rank, card);
      return;
    }
    const open = [...cards.querySelectorAll(".carte[data-plans]")];
    const other = open[open.indexOf(card) + step];
    if (other) {
      go(one, step < 0 ? Number(other.dataset.plans) : 0, other);
    } else {
      announce(step < 0 ? "C'est déjà le premier plan du journal." : "C'est déjà le dernier plan du journal.");
    }
  }

  function stories() {
    return [...cards.querySelectorAll(".carte[data-rang]:not([data-rang=''])")];
  }

  function shots(card) {
    return [...card.querySelectorAll(".plan[data-rang]")];
  }

  /* ---- what is asked ---- */

  function go(one, rank, into = null) {
    const { carte: ref, cle: key } = one.dataset;
    const focused = document.activeElement?.dataset?.ref;
    const own = one.closest(".carte");
    if (one === own && rank === Number(one.dataset.rang) || into === own && rank === Number(one.dataset.rang)) {
      return;
    }
    const asked = { faire: "deplacer", ref, rang: rank };
    if (into && into !== own) {
      asked.dans = into.dataset.carte;
    }
    change(asked, () => {
      const story = one === own;
      const moved = story
        ? cards.querySelector(`.carte[data-cle="${CSS.escape(key)}"]`)
        : document.getElementById(`${ident(into.dataset.carte)}-plan-${rank}`);
      if (!moved) {
        return;
      }
      const field = focused?.startsWith(ref) && moved.querySelector(`[data-ref="${CSS.escape(moved.dataset.carte + focused.slice(ref.length))}"]`);
      (field || moved.querySelector("[data-poignee]"))?.focus({ preventScroll: true });
      moved.scrollIntoView({ block: "nearest" });
      const card = moved.closest(".carte");
      announce(story
        ? `« ${card.dataset.nom} » est maintenant en place ${[...cards.querySelectorAll(".carte")].indexOf(card) + 1}.`
        : `Plan ${rank + 1} sur ${card.dataset.plans}, dans « ${card.dataset.nom} ».`);
    });
  }

  /* ---- by hand ---- */

  cards.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-poignee]");
    if (handle && event.button === 0) {
      held = { handle, one: handle.closest("[data-carte][data-rang]:not(button)"), y: event.clientY, x: event.clientX, under: false };
      handle.setPointerCapture(event.pointerId);
    }
  });
  cards.addEventListener("pointermove", (event) => {
    if (!held) {
      return;
    }
    held.y = held.under ? event.clientY : held.y;
    held.x = event.clientX;
    if (!held.under && Math.abs(event.clientY - held.y) > SLACK) {
      take(event.clientY);
    }
  });
  cards.addEventListener("pointerup", () => drop(true));
  cards.addEventListener("pointercancel", () => drop(false));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && held) {
      drop(false);
    }
  });

  /* A story that is pulled folds all of them, so that any place is near; the page follows so that it stays in hand. */
  function take(y) {
    held.under = true;
    const before = held.one.getBoundingClientRect().top;
    held.one.classList.add("saisi");
    if (held.one.classList.contains("carte")) {
      cards.classList.add("resserre");
      scrollBy(0, held.one.getBoundingClientRect().top - before);
    }
    held.y = y;
    requestAnimationFrame(follow);
  }

  function follow() {
    if (!held || !held.under) {
      return;
    }
    if (held.y < EDGE) {
      scrollBy(0, -Math.ceil((EDGE - held.y) / 4));
    } else if (held.y > innerHeight - EDGE) {
      scrollBy(0, Math.ceil((held.y - innerHeight + EDGE) / 4));
    }
    held.place = place(held.one, held.y);
    show(held.place);
    requestAnimationFrame(follow);
  }

  /* Where it would go: the list, what stands after it, and its rank there. */
  function place(one, y) {
    if (one.classList.contains("carte")) {
      return among(one, stories(), y, null);
    }
    const open = [...cards.querySelectorAll(".carte[data-plans]")];
    const card = open.find((each) => y < each.getBoundingClientRect().bottom) || open.at(-1);
    return among(one, shots(card), y, card);
  }

  function among(one, every, y, into) {
    const after = every.findIndex((each) => y < middle(each));
    const at = after < 0 ? every.length : after;
    const own = every.indexOf(one);
    const index = own >= 0 && at > own ? at - 1 : at;
    const base = into || !every.length ? 0 : Number(every[0].dataset.rang);
    return { rank: base + index, into, line: edge(every, at, into) };
  }

  function middle(each) {
    const box = each.getBoundingClientRect();
    return (box.top + box.bottom) / 2;
  }

  function edge(every, at, into) {
    if (!every.length) {
      const box = into.getBoundingClientRect();
      return { top: box.bottom - 8, left: box.left, width: box.width };
    }
    const box = every[Math.min(at, every.length - 1)].getBoundingClientRect();
    return { top: at < every.length ? box.top - 6 : box.bottom + 4, left: box.left, width: box.width };
  }

  function show(found) {
    mark.hidden = !found;
    if (found) {
      mark.style.top = `${found.line.top}px`;
      mark.style.left = `${found.line.left}px`;
      mark.style.width = `${found.line.width}px`;
    }
  }

  function drop(done) {
    if (!held) {
      return;
    }
    const { one, place: found, under } = held;
    held = null;
    one.classList.remove("saisi");
    mark.hidden = true;
    if (!under) {
      return;
    }
    cards.classList.remove("resserre");
    one.scrollIntoView({ block: "nearest" });
    if (done && found) {
      go(one, found.rank, found.into);
    }
  }
}

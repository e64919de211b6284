/* Sending out: which films, what was found, what stands, and how to have it. */

const find = (name) => document.querySelector(name);

export class Sending {
  constructor(ask, say) {
    this.ask = ask;
    this.say = say;
    this.dialog = find("[data-envoi]");
    this.dialog.addEventListener("submit", (event) => {
      if (event.target.matches("[data-commande]")) {
        event.preventDefault();
        this.order(event.target);
      }
    });
    this.dialog.addEventListener("change", (event) => {
      if (event.target.name === "livraison" && event.target.checked) {
        this.found(event.target.value);
      }
    });
  }

  async open() {
    await this.fill();
    if (!this.dialog.open) {
      this.dialog.showModal();
    }
  }

  async fill() {
    const text = await (await fetch("/envoi")).text();
    const page = new DOMParser().parseFromString(text, "text/html");
    find("[data-envoi-contenu]").replaceChildren(...page.body.childNodes);
    const first = find("[data-commande] input[name=livraison]:checked");
    if (first) {
      this.found(first.value);
    }
  }

  async found(preset) {
    const place = find("[data-envoi-remarques]");
    place.textContent = "On regarde ce qui ne va pas…";
    const answer = await fetch(`/envoi/remarques/${encodeURIComponent(preset)}`);
    const told = await answer.json().catch(() => ({}));
    if (!answer.ok) {
      place.textContent = told.message || "Le studio ne répond pas comme prévu.";
      return;
    }
    if (!told.remarques.length) {
      place.textContent = "Rien à redire pour cette livraison.";
      return;
    }
    place.replaceChildren(...told.remarques.map((one) => {
      const line = document.createElement("p");
      const level = document.createElement("strong");
      level.textContent = `${one.niveau} `;
      line.append(level, one.message, one.conseil ? ` → ${one.conseil}` : "");
      return line;
    }));
  }

  async order(form) {
    const wanted = [...form.querySelectorAll("input[name=livraison]:checked")].map((one) => one.value);
    try {
      await this.ask("/envoi", { livraisons: wanted, voix: form.elements.voix.value });
      this.dialog.close();
      this.say("Le film se prépare…");
    } catch (error) {
      find("[data-envoi-remarques]").textContent = error.message;
    }
  }

  done() {
    if (this.dialog.open) {
      this.fill();
    }
  }
}

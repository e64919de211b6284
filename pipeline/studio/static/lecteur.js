/* The player shows an item of the newscast from a shot on, and goes from the film to the cards and back. */

const RATE = 25;

export class Player {
  constructor(video, legend) {
    this.video = video;
    this.legend = legend;
    this.item = "";
    this.first = 0;
    video.addEventListener("keydown", (event) => this.key(event));
    video.addEventListener("timeupdate", () => this.follow());
    video.addEventListener("error", () => this.lost());
  }

  /* Play an item from a frame of the newscast on; `state` names what was written last. */
  async show(item, frame, state) {
    const rows = [...document.querySelectorAll(`[data-sujet="${CSS.escape(item)}"]`)];
    const starts = rows.map((one) => Number(one.dataset.imageDebut));
    this.item = item;
    this.first = Math.min(...starts, frame);
    this.legend.textContent = "Le sujet se prépare…";
    const address = `/sujet/${encodeURIComponent(item)}.mp4?etat=${state}`;
    const answer = await fetch(address, { method: "HEAD" });
    if (!answer.ok) {
      const full = await fetch(address);
      const told = full.ok ? {} : await full.json().catch(() => ({}));
      this.legend.textContent = told.message || "Ce sujet ne peut pas être joué pour l'instant.";
      return;
    }
    this.video.src = address;
    this.video.currentTime = (frame - this.first) / RATE + 0.02;
    this.legend.textContent = "Espace : lire ou arrêter ; J, K, L : reculer, arrêter, avancer ; flèches : image par image.";
    this.video.focus({ preventScroll: true });
    await this.video.play().catch(() => null);
  }

  key(event) {
    const frame = 1 / RATE;
    const moves = { ArrowLeft: -frame, ArrowRight: frame, j: -5, l: 5 };
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key in moves) {
      if (event.key.startsWith("Arrow")) {
        this.video.pause();
      }
      this.video.currentTime = Math.max(0, this.video.currentTime + moves[event.key]);
      event.preventDefault();
    } else if (event.key === "k") {
      this.video.paused ? this.video.play() : this.video.pause();
      event.preventDefault();
    }
  }

  /* Mark the row that is seen now. */
  follow() {
    const now = this.first + this.video.currentTime * RATE;
    let seen = null;
    for (const one of document.querySelectorAll(`[data-sujet="${CSS.escape(this.item)}"]`)) {
      if (Number(one.dataset.imageDebut) <= now + 1) {
        seen = one;
      }
    }
    const row = seen && seen.closest(".plan");
    for (const other of document.querySelectorAll(".plan.vu")) {
      if (other !== row) {
        other.classList.remove("vu");
      }
    }
    if (row && !this.video.paused) {
      row.classList.add("vu");
    }
  }

  lost() {
    if (this.video.getAttribute("src")) {
      this.legend.textContent = "Ce sujet vient de changer : regardez-le à nouveau.";
    }
  }
}

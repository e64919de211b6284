/* The player shows the whole newscast, item after item: two screens, the next item made ready while one plays. */

const RATE = 25;
const JUMP = 5;

const clock = (frames) => {
  const seconds = Math.floor(frames / RATE);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};

export class Player {
  constructor(root) {
    const find = (name) => root.querySelector(`[data-${name}]`);
    this.root = root;
    this.screens = [...root.querySelectorAll("video")];
    this.front = 0;
    this.place = find("place");
    this.time = find("temps");
    this.legend = find("legende");
    this.play = find("jouer");
    this.views = find("vues");
    this.items = [];
    this.length = 0;
    this.state = "";
    this.final = false;
    this.captions = false;
    this.wanted = 0;
    for (const [rank, video] of this.screens.entries()) {
      video.addEventListener("timeupdate", () => rank === this.front && this.follow());
      video.addEventListener("ended", () => rank === this.front && this.next());
      video.addEventListener("play", () => rank === this.front && this.playing());
      video.addEventListener("pause", () => rank === this.front && this.playing());
      video.addEventListener("error", () => rank === this.front && this.lost());
      video.addEventListener("click", () => this.toggle());
    }
    this.place.addEventListener("change", () => this.seek(Number(this.place.value)));
    root.addEventListener("keydown", (event) => this.key(event));
    root.addEventListener("click", (event) => this.asked(event.target.closest("[data-lire]")));
    find("forme").addEventListener("change", (event) => this.shape(event.target.value));
  }

  get video() {
    return this.screens[this.front];
  }

  get item() {
    return this.items.find((one) => one.sujet === this.video.dataset.sujet);
  }

  get frame() {
    return this.item ? this.item.debut + Math.round(this.video.currentTime * RATE) : this.wanted;
  }

  async plan() {
    const told = await (await fetch("/montage")).json();
    this.items = told.sujets;
    this.length = told.images;
    this.state = told.base;
    this.place.max = Math.max(0, told.images - 1);
  }

  /* Play from a frame of the newscast on; `state` names what was written last. */
  async show(item, frame) {
    await this.plan();
    const own = this.items.find((one) => one.sujet === item);
    return this.seek(own ? Math.min(Math.max(frame, own.debut), own.debut + own.images - 1) : frame, true);
  }

  address(item) {
    const voice = this.final ? "&voix=definitive" : "";
    return `/sujet/${encodeURIComponent(item.sujet)}.mp4?etat=${this.state}${voice}`;
  }

  /* Go to a frame, made if need be; the sound goes on when it was on. */
  async seek(frame, play = !this.video.paused) {
    if (!this.items.length) {
      await this.plan();
    }
    this.wanted = frame;
    const item = this.items.findLast((one) => one.debut <= frame) || this.items[0];
    if (!item) {
      this.legend.textContent = "Il n'y a encore rien à regarder : corrigez ce qui est à corriger.";
      return;
    }
    const asked = this.address(item);
    if (this.video.dataset.adresse !== asked) {
      const other = this.screens[1 - this.front];
      if (other.dataset.adresse !== asked) {
        this.legend.textContent = `« ${item.titre} » se prépare…`;
        if (!(await this.made(asked)) || this.wanted !== frame) {
          return;
        }
        this.load(other, item, asked);
      }
      this.video.pause();
      this.turn();
    }
    this.legend.textContent = item.titre;
    this.video.currentTime = (frame - item.debut) / RATE + 0.02;
    this.follow();
    if (play) {
      await this.video.play().catch(() => null);
    }
    this.ahead();
  }

  async made(address) {
    const answer = await fetch(address, { method: "HEAD" }).catch(() => null);
    if (answer && answer.ok) {
      return true;
    }
    const full = answer ? await fetch(address).catch(() => null) : null;
    const told = full && !full.ok ? await full.json().catch(() => ({})) : {};
    this.legend.textContent = told.message || "Ce sujet ne peut pas être joué pour l'instant.";
    return Boolean(full && full.ok);
  }

  load(video, item, address) {
    video.dataset.sujet = item.sujet;
    video.dataset.adresse = address;
    video.replaceChildren();
    const track = document.createElement("track");
    Object.assign(track, { kind: "captions", srclang: "fr", label: "Français", src: `/sujet/${encodeURIComponent(item.sujet)}.vtt?etat=${this.state}` });
    video.append(track);
    track.track.mode = this.captions ? "showing" : "disabled";
    video.preload = "auto";
    video.src = address;
  }

  turn() {
    this.screens[this.front].classList.remove("devant");
    this.front = 1 - this.front;
    this.video.classList.add("devant");
    this.video.removeAttribute("aria-hidden");
    this.screens[1 - this.front].setAttribute("aria-hidden", "true");
  }

  following() {
    const at = this.items.indexOf(this.item);
    return at >= 0 ? this.items[at + 1] : undefined;
  }

  /* Have the item that follows made and loaded, so that it begins when this one ends. */
  async ahead() {
    const next = this.following();
    const other = this.screens[1 - this.front];
    if (!next || other.dataset.adresse === this.address(next)) {
      return;
    }
    const address = this.address(next);
    const answer = await fetch(address, { method: "HEAD" }).catch(() => null);
    if (answer && answer.ok && this.following() === next && other === this.screens[1 - this.front]) {
      this.load(other, next, address);
    }
  }

  next() {
    const next = this.following();
    const other = this.screens[1 - this.front];
    if (!next) {
      this.playing();
      return;
    }
    if (other.dataset.adresse !== this.address(next)) {
      this.seek(next.debut, true);
      return;
    }
    other.currentTime = 0;
    other.play().then(() => {
      this.turn();
      this.legend.textContent = next.titre;
      this.playing();
      this.ahead();
    }).catch(() => null);
  }

  toggle() {
    if (!this.video.dataset.adresse) {
      this.seek(this.wanted, true);
    } else if (this.video.paused) {
      this.video.play().catch(() => null);
    } else {
      this.video.pause();
    }
  }

  step(frames) {
    this.video.pause();
    this.seek(Math.min(Math.max(0, this.frame + frames), Math.max(0, this.length - 1)), false);
  }

  asked(button) {
    const acts = {
      jouer: () => this.toggle(),
      avant: () => this.step(-1),
      apres: () => this.step(1),
      "sous-titres": () => this.pressed(button, (on) => {
        this.captions = on;
        for (const video of this.screens) {
          for (const track of video.textTracks) {
            track.mode = on ? "showing" : "disabled";
          }
        }
      }),
      zones: () => this.pressed(button, (on) => this.root.classList.toggle("zones", on)),
      definitive: () => this.pressed(button, (on) => {
        this.final = on;
        const at = this.frame;
        this.legend.textContent = on ? "La voix définitive dit ce sujet ; cela peut prendre un moment…" : "";
        this.seek(at, true);
      }),
    };
    if (button && acts[button.dataset.lire]) {
      acts[button.dataset.lire]();
    }
  }

  pressed(button, then) {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    then(on);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("select,input:not([type=range])")) {
      return;
    }
    const jump = (seconds) => this.seek(Math.min(Math.max(0, this.frame + seconds * RATE), Math.max(0, this.length - 1)));
    const acts = {
      ArrowLeft: () => this.step(-1),
      ArrowRight: () => this.step(1),
      j: () => jump(-JUMP),
      l: () => jump(JUMP),
      k: () => this.toggle(),
    };
    if (event.key === " " && !event.target.closest("button")) {
      acts[" "] = acts.k;
    }
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  }

  /* The picture of the shot that is seen now, as it would be in another shape. */
  shape(name) {
    this.views.hidden = name === "film";
    this.views.dataset.forme = name;
    const row = this.row();
    const picture = row && row.querySelector("img[data-image]");
    if (name !== "film" && picture) {
      const image = this.views.querySelector("img");
      image.alt = `Le plan vu maintenant, ${name === "vertical" ? "en vertical" : "en carré"}`;
      image.src = `/vue/${picture.dataset.image}/${name}.webp`;
    }
  }

  row() {
    const now = this.frame;
    let seen = null;
    for (const one of document.querySelectorAll("[data-image-debut]")) {
      if (Number(one.dataset.imageDebut) <= now + 1) {
        seen = one;
      }
    }
    return seen && seen.closest(".plan");
  }

  playing() {
    const on = !this.video.paused && !this.video.ended;
    this.play.textContent = on ? "❚❚" : "▶";
    this.play.setAttribute("aria-label", on ? "Arrêter" : "Lire");
  }

  /* Say where the newscast is, and mark the row that is seen now. */
  follow() {
    const now = Math.min(this.frame, Math.max(0, this.length - 1));
    this.place.value = now;
    const told = `${clock(now)} / ${clock(this.length)}`;
    this.place.setAttribute("aria-valuetext", told);
    this.time.textContent = `${told} · image ${now}`;
    const row = this.row();
    for (const other of document.querySelectorAll(".plan.vu")) {
      if (other !== row) {
        other.classList.remove("vu");
      }
    }
    if (row && !row.classList.contains("vu")) {
      row.classList.add("vu");
      if (!this.views.hidden) {
        this.shape(this.views.dataset.forme);
      }
    }
  }

  lost() {
    if (this.video.getAttribute("src")) {
      this.video.dataset.adresse = "";
      this.legend.textContent = "Ce sujet vient de changer : regardez-le à nouveau.";
    }
  }
}

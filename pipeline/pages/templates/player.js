(function () {
  "use strict";
  var box = document.querySelector(".lecteur"), film = box && box.querySelector("video");
  if (!film) { return; }
  var given = JSON.parse(document.getElementById("donnees").textContent);
  var KEPT = "jt-lecteur";
  var WAIT = 3000;          /* Full screen: milliseconds before the controls leave the picture. */
  var WHOLE = 600e6;        /* Bytes of a film that may be loaded whole, where a server sends no part of it. */
  var TOO_HEAVY = "Ce serveur n’envoie le film que depuis son début, et il est trop lourd pour être chargé en entier : téléchargez-le, au bas de la page.";
  var DUCKED = 0.25;        /* What is left of the volume while a description is spoken over the film. */
  var find = function (query) { return box.querySelector(query); };
  var bar = find(".position"), shown = find(".soustitres"), below = find(".dessous"), told = find(".decrit");
  var status = find(".etat"), bubble = find(".bulle"), volume = find(".volume");
  var chapters = given.chapters, length = given.length;
  var links = [].slice.call(document.querySelectorAll("[data-chapitre]"));
  var passages = [].slice.call(document.querySelectorAll("[data-debut]"));
  var starts = passages.map(function (one) { return parseFloat(one.dataset.debut); });

  /* What is remembered from one film to the next, where the browser keeps anything. */
  var chosen = {soustitres: true, description: false, taille: "1", couleurs: "roles", fond: "bande", place: "image",
    vitesse: "1", voix: "navigateur", volume: 100, muet: false};
  try {
    var kept = JSON.parse(localStorage.getItem(KEPT) || "{}");
    Object.keys(chosen).forEach(function (name) {
      if (typeof kept[name] === typeof chosen[name]) { chosen[name] = kept[name]; }
    });
  } catch (refused) { /* A browser that keeps nothing, or something else under that name: what is chosen lasts as long as the page. */ }
  /* Captions that stand in the picture are not shown twice; what was chosen for other films stays chosen. */
  var elsewhere = chosen.soustitres;
  if (given.burned) { chosen.soustitres = false; }
  function keep() {
    var told = Object.assign({}, chosen, given.burned ? {soustitres: elsewhere} : {});
    try { localStorage.setItem(KEPT, JSON.stringify(told)); } catch (refused) { /* As above. */ }
  }

  function clock(time) {
    var whole = Math.max(0, Math.floor(time)), second = whole % 60;
    return Math.floor(whole / 60) + ":" + (second < 10 ? "0" : "") + second;
  }
  function say(words) { if (status.textContent !== words) { status.textContent = words; } }
  function last(list, time, of) {
    var low = 0, high = list.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (of(list[middle]) <= time) { low = middle + 1; } else { high = middle; }
    }
    return low - 1;
  }
  function start(one) { return one.start; }

  /* Captions, drawn here: a page opened from a folder may read no file beside it. */
  var drawn = null;
  function caption(time) {
    var at = last(given.captions, time * 1000 + 1, start), cue = at < 0 ? null : given.captions[at];
    if (!chosen.soustitres || !box.classList.contains("commence") || !cue || time * 1000 >= cue.end) { cue = null; }
    if (cue === drawn) { return; }
    drawn = cue;
    var place = chosen.place === "dessous" ? below : shown;
    shown.textContent = below.textContent = "";
    shown.hidden = !cue || place !== shown;
    if (!cue) { return; }
    cue.lines.forEach(function (words, index) {
      if (index) { place.appendChild(document.createElement("br")); }
      var line = document.createElement("span");
      line.className = "ligne";
      line.dataset.role = cue.role;
      line.textContent = words;
      place.appendChild(line);
    });
    if (place === shown) { settle(cue); }
  }
  function settle(cue) {
    var high = cue.top !== null;
    shown.classList.toggle("en-haut", high);
    shown.style.top = high ? cue.top + "%" : "";
    shown.classList.toggle("etroit", !!cue.across);
    shown.style.left = cue.across ? cue.across[0] + "%" : "";
    shown.style.right = cue.across ? 100 - cue.across[0] - cue.across[1] + "%" : "";
    if (high && shown.offsetTop + shown.offsetHeight > shown.parentNode.clientHeight * 0.98) {
      shown.classList.remove("en-haut");
      shown.style.top = "";
    }
  }
  function redraw() { drawn = undefined; caption(film.currentTime); }

  /* Descriptions: said by the browser or by a screen reader; the film waits for one that is too long. */
  var written = null, describing = null, spoken = null, waiting = 0;
  function voice() {
    if (chosen.voix !== "navigateur" || !window.speechSynthesis) { return null; }
    var voices = speechSynthesis.getVoices(), tongue = (document.documentElement.lang || "fr").slice(0, 2);
    return voices.filter(function (one) { return one.lang.slice(0, 2).toLowerCase() === tongue; })[0] || null;
  }
  function describe(time) {
    var at = last(given.descriptions, time * 1000, start), cue = at < 0 ? null : given.descriptions[at];
    if (!chosen.description || !cue || time * 1000 >= cue.end + 400) { cue = null; }
    if (!cue) {
      if (spoken) { hold(); } else if (!waiting) { quiet(); }
      return;
    }
    if (cue !== describing && (spoken || waiting)) { hold(); return; }
    if (cue !== written) {
      written = cue;
      told.hidden = false;
      told.setAttribute("aria-live", voice() ? "off" : "polite");
      told.textContent = cue.text;
    }
    if (!film.paused && cue !== describing) {
      describing = cue;
      tell(cue, voice());
    }
  }
  function tell(cue, by) {
    if (by) {
      speechSynthesis.cancel();
      spoken = new SpeechSynthesisUtterance(cue.text);
      spoken.voice = by;
      spoken.lang = by.lang;
      spoken.onend = spoken.onerror = function () { if (this === spoken) { spoken = null; resume(); } };
      film.volume = chosen.volume / 100 * DUCKED;
      speechSynthesis.speak(spoken);
    }
    if (cue.pause) {
      hold();
      if (!by) { waiting = setTimeout(function () { waiting = 0; resume(); }, 1000 + cue.text.length * 1000 / 15); }
    }
  }
  var held = false;
  function hold() { if (!film.paused) { held = true; film.pause(); } }
  function resume() {
    film.volume = chosen.volume / 100;
    if (held) { held = false; play(); }
  }
  function quiet() {
    if (!written) { return; }
    written = describing = null;
    told.hidden = true;
    told.textContent = "";
  }
  function hush() {
    if (window.speechSynthesis) { speechSynthesis.cancel(); }
    clearTimeout(waiting);
    waiting = 0; spoken = null; held = false;
    film.volume = chosen.volume / 100;
    quiet();
  }

  /* Where the film is: bar, time, chapter, passage of the transcript. */
  var chapter = -1, passage = -1, dragged = false;
  function follow(time) {
    if (!dragged) {
      bar.value = time;
      bar.style.setProperty("--part", 100 * time / length);
    }
    var now = last(chapters, time + 0.02, start), passed = clock(time);
    if (now !== chapter) {
      chapter = now;
      links.forEach(function (link, index) {
        if (index === now) { link.setAttribute("aria-current", "true"); } else { link.removeAttribute("aria-current"); }
      });
    }
    if (find(".passe").textContent !== passed) { find(".passe").textContent = passed; }
    var words = passed + " sur " + clock(length) + (chapters[now] ? ", " + chapters[now].title : "");
    if (bar.getAttribute("aria-valuetext") !== words) { bar.setAttribute("aria-valuetext", words); }
    var here = last(starts, time + 0.02, Number);
    if (here !== passage && box.classList.contains("commence")) {
      if (passage >= 0) { passages[passage].classList.remove("en-cours"); }
      passage = here;
      if (here >= 0) { passages[here].classList.add("en-cours"); }
    }
  }
  function tick() {
    var time = film.currentTime;
    caption(time);
    describe(time);
    follow(time);
  }
  function run() {
    tick();
    if (!film.paused && !film.ended) { requestAnimationFrame(run); }
  }

  function play() {
    if (loading) { meant = true; return; }
    var promise = film.play();
    if (promise) { promise.catch(function () { /* Refused or stopped meanwhile: the button still says so. */ }); }
  }
  function toggle() { if (film.paused) { play(); } else { hush(); film.pause(); } }

  /* Going somewhere, on servers too that send a film from its beginning only. */
  var loading = false, heavy = false, meant = false, wanted = 0;
  function reachable(time) {
    for (var index = 0; index < film.seekable.length; index += 1) {
      if (time >= film.seekable.start(index) - 0.1 && time <= film.seekable.end(index) + 0.1) { return true; }
    }
    return film.readyState === 0;
  }
  function buffered(time) {
    for (var index = 0; index < film.buffered.length; index += 1) {
      if (time >= film.buffered.start(index) && time < film.buffered.end(index)) { return true; }
    }
    return false;
  }
  function go(time) {
    wanted = Math.min(Math.max(0, time), Math.max(0, length - 0.04));
    hush();
    begun();
    if (loading) { return; }
    if (reachable(wanted) || buffered(wanted)) { film.currentTime = wanted; } else { whole(); }
    tick();
  }
  function whole() {
    if (/^(blob|file):/.test(film.currentSrc)) { return; }
    if (heavy) { say(TOO_HEAVY); return; }
    loading = true;
    meant = !film.paused;
    /* The film lets its connection go first: a server may have but one, and would serve nothing else until its end. */
    var address = film.currentSrc;
    film.pause();
    film.removeAttribute("src");
    film.querySelectorAll("source").forEach(function (source) { source.remove(); });
    film.load();
    say("Ce serveur n’envoie le film que depuis son début : il est chargé en entier pour aller à ce moment…");
    fetch(address, {cache: "no-store"}).then(function (answer) {
      var size = Number(answer.headers.get("content-length"));
      if (!answer.ok) { throw new Error(answer.status); }
      if (size > WHOLE) { throw new RangeError(); }
      var reader = answer.body.getReader(), parts = [], got = 0, step = -1;
      return reader.read().then(function more(part) {
        if (part.done) { return new Blob(parts, {type: "video/mp4"}); }
        parts.push(part.value);
        got += part.value.length;
        if (got > WHOLE) { throw new RangeError(); }
        if (size && Math.floor(10 * got / size) !== step) {
          step = Math.floor(10 * got / size);
          say("Le film est chargé en entier pour aller à ce moment : " + 10 * step + " %");
        }
        return reader.read().then(more);
      });
    }).then(function (blob) {
      say("");
      put(URL.createObjectURL(blob), wanted);
    }).catch(function (error) {
      heavy = error instanceof RangeError;
      say(heavy ? TOO_HEAVY : "Ce moment du film n’a pas pu être chargé : réessayez, ou téléchargez le film, au bas de la page.");
      meant = false;
      put(address, 0);
    });
  }
  function put(address, time) {
    loading = false;
    film.addEventListener("loadedmetadata", function () {
      film.playbackRate = parseFloat(chosen.vitesse);
      film.currentTime = time;
      if (meant) { play(); }
    }, {once: true});
    film.src = address;
    film.load();
  }
  function begun() { box.classList.add("commence"); }

  /* Full screen: of the whole player, or of the film alone where that is all there is. */
  var still = 0;
  function wide() { return document.fullscreenElement === box; }
  function awake() {
    clearTimeout(still);
    box.classList.remove("au-repos");
    if (wide()) {
      still = setTimeout(function () {
        if (!film.paused && !box.querySelector(".commandes :focus-visible,.reglages:not([hidden])")) {
          box.classList.add("au-repos");
        }
      }, WAIT);
    }
  }
  function enlarge() {
    if (wide()) { document.exitFullscreen(); }
    else if (box.requestFullscreen) { box.requestFullscreen(); }
    else if (film.webkitEnterFullscreen) { film.webkitEnterFullscreen(); }
  }

  function press(name, on) {
    var button = find('[data-action="' + name + '"]');
    if (button) { button.setAttribute("aria-pressed", String(on)); }
  }
  function apply() {
    press("soustitres", chosen.soustitres);
    press("description", chosen.description);
    press("son", chosen.muet);
    box.dataset.couleurs = chosen.couleurs;
    box.dataset.fond = chosen.fond;
    box.style.setProperty("--taille", chosen.taille);
    below.hidden = chosen.place !== "dessous" || !chosen.soustitres || !given.captions.length;
    film.playbackRate = parseFloat(chosen.vitesse);
    film.muted = chosen.muet;
    film.volume = chosen.volume / 100;
    volume.value = chosen.volume;
    volume.style.setProperty("--part", chosen.volume);
    volume.setAttribute("aria-valuetext", chosen.volume + " %");
    box.querySelectorAll("[data-reglage]").forEach(function (select) { select.value = chosen[select.dataset.reglage]; });
    if (!chosen.description) { hush(); }
    redraw();
    keep();
  }
  function set(name, value) { chosen[name] = value; apply(); }
  function louder(by) {
    chosen.muet = false;
    set("volume", Math.min(100, Math.max(0, chosen.volume + by)));
  }
  function faster(by) {
    var options = [].slice.call(find('[data-reglage="vitesse"]').options).map(function (one) { return one.value; });
    var at = options.indexOf(chosen.vitesse) + by;
    if (at >= 0 && at < options.length) { set("vitesse", options[at]); say("Vitesse : " + options[at].replace(".", ",")); }
  }
  function chapterBy(by) {
    var at = chapter + by;
    if (by < 0 && film.currentTime - chapters[Math.max(0, chapter)].start > 3) { at = chapter; }
    if (chapters[at]) { go(chapters[at].start); say("Chapitre : " + chapters[at].title); }
  }
  var actions = {
    lecture: toggle,
    recule: function () { go(film.currentTime - 10); },
    avance: function () { go(film.currentTime + 10); },
    soustitres: function () { set("soustitres", !chosen.soustitres); },
    description: function () { set("description", !chosen.description); },
    son: function () { set("muet", !chosen.muet); },
    reglages: function () {
      var panel = find("#reglages");
      panel.hidden = !panel.hidden;
      find('[data-action="reglages"]').setAttribute("aria-expanded", String(!panel.hidden));
    },
    ecran: enlarge
  };
  var keys = {
    k: toggle, K: toggle, " ": toggle,
    ArrowLeft: function () { go(film.currentTime - 5); }, ArrowRight: function () { go(film.currentTime + 5); },
    j: actions.recule, J: actions.recule, l: actions.avance, L: actions.avance,
    PageUp: function () { chapterBy(-1); }, PageDown: function () { chapterBy(1); },
    Home: function () { go(0); }, End: function () { go(length); },
    ArrowUp: function () { louder(5); }, ArrowDown: function () { louder(-5); },
    m: actions.son, M: actions.son,
    s: actions.soustitres, S: actions.soustitres,
    d: function () { if (given.descriptions.length) { actions.description(); } },
    t: function () { var there = document.getElementById("transcription"); there.focus(); there.scrollIntoView(); },
    f: enlarge, F: enlarge,
    "<": function () { faster(-1); }, ">": function () { faster(1); }
  };
  keys.D = keys.d; keys.T = keys.t;

  box.addEventListener("click", function (event) {
    var button = event.target.closest("[data-action]");
    if (button) { actions[button.dataset.action](); }
    else if (event.target.closest(".image")) {
      find(".jouer").focus({preventScroll: true});
      toggle();
    }
  });
  document.addEventListener("keydown", function (event) {
    if (!box.contains(event.target) && !wide()) { return; }
    awake();
    var on = event.target, key = event.key;
    if (event.ctrlKey || event.altKey || event.metaKey || !keys[key]) { return; }
    if (on.matches("select") || (on.matches("button,a") && key === " ")) { return; }
    if (on === volume && /^(Arrow|Home|End|Page)/.test(key)) { return; }
    event.preventDefault();
    keys[key]();
  });
  ["pointermove", "pointerdown", "focusin"].forEach(function (kind) { box.addEventListener(kind, awake); });
  document.addEventListener("fullscreenchange", function () {
    press("ecran", wide());
    box.style.setProperty("--pris", find(".commandes").offsetHeight + "px");
    awake();
    redraw();
  });
  box.querySelectorAll("[data-reglage]").forEach(function (select) {
    select.addEventListener("change", function () { set(select.dataset.reglage, select.value); });
  });
  volume.addEventListener("input", function () { chosen.muet = false; set("volume", Number(volume.value)); });
  bar.addEventListener("input", function () {
    dragged = true;
    bar.style.setProperty("--part", 100 * bar.value / length);
    find(".passe").textContent = clock(bar.value);
  });
  bar.addEventListener("change", function () { dragged = false; go(Number(bar.value)); });
  bar.addEventListener("pointermove", function (event) {
    var area = bar.getBoundingClientRect(), part = Math.min(1, Math.max(0, (event.clientX - area.left) / area.width));
    var at = last(chapters, part * length, start);
    bubble.textContent = clock(part * length) + (at < 0 ? "" : " – " + chapters[at].title);
    var half = bubble.offsetWidth / 2;
    bubble.style.left = Math.min(area.width - half, Math.max(half, part * area.width)) + "px";
  });
  bar.addEventListener("pointerleave", function () { bubble.textContent = ""; });

  document.addEventListener("click", function (event) {
    var link = event.target.closest('a[href^="#t="]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    event.preventDefault();
    go(parseFloat(link.hash.slice(3)));
    box.scrollIntoView({block: "nearest"});
    find(".jouer").focus({preventScroll: true});
    play();
  });
  document.querySelectorAll("[data-meme-instant]").forEach(function (link) {
    link.addEventListener("click", function () {
      link.href = link.href.replace(/#.*$/, "") + "#t=" + film.currentTime.toFixed(2);
    });
  });

  film.addEventListener("play", function () {
    begun();
    box.classList.add("lecture");
    find(".dit").textContent = "Pause";
    run();
    awake();
  });
  film.addEventListener("pause", function () {
    box.classList.remove("lecture");
    find(".dit").textContent = "Lecture";
    awake();
  });
  ["seeked", "timeupdate", "loadeddata"].forEach(function (kind) { film.addEventListener(kind, tick); });
  film.addEventListener("loadedmetadata", function () { film.playbackRate = parseFloat(chosen.vitesse); });
  window.addEventListener("resize", redraw);
  var sources = film.querySelectorAll("source");
  sources[sources.length - 1].addEventListener("error", function () {
    say("Le film ne peut pas être lu ici : il n’est pas à côté de cette page, ou ce navigateur ne sait pas le lire.");
  });

  /* From here on the page's own player is there; the browser's leaves. */
  film.removeAttribute("controls");
  chapters.forEach(function (one) {
    if (!one.start) { return; }
    var mark = document.createElement("i");
    mark.style.left = 100 * one.start / length + "%";
    find(".reperes").appendChild(mark);
  });
  find(".commandes").hidden = false;
  box.classList.add("pret");
  apply();
  follow(0);
  var asked = /^#t=([0-9.]+)/.exec(location.hash);
  if (asked) {
    if (film.readyState) { go(parseFloat(asked[1])); }
    else { film.addEventListener("loadedmetadata", function () { go(parseFloat(asked[1])); }, {once: true}); }
  }
}());

(function () {
  "use strict";
  var root = document.documentElement, text = document.querySelector("[data-texte]");
  var page = document.querySelector("[data-page]"), mark = document.querySelector(".repere");
  function find(name) { return document.querySelector(name); }
  function all(name, within) { return [].slice.call((within || document).querySelectorAll(name)); }
  var passages = all("[data-secondes]").map(function (one) {
    return {element: one, seconds: Math.max(0.05, parseFloat(one.dataset.secondes)), story: Number(one.closest("[data-sujet]").dataset.sujet)};
  });
  var stories = all("[data-sujet]"), turns = all("[data-tour]").filter(function (one) { return one.querySelector(".mots"); });
  var GAP = 3, LINE = 0.34, KEY = "jt-prompteur", PLACE = KEY + ":" + text.dataset.cle;
  var chosen = {vitesse: 100, taille: 0, miroir: false, clair: false, arrets: false,
    pas: matchMedia("(prefers-reduced-motion: reduce)").matches};
  var running = false, at = 0, drawn = -1, before = 0, lock = null, frame = 0;

  /* A browser may refuse to keep anything for a page from a folder: the page then begins anew. */
  function kept(name) { try { return JSON.parse(localStorage.getItem(name)); } catch (error) { return null; } }
  function keep(name, value) { try { localStorage.setItem(name, JSON.stringify(value)); } catch (error) { return; } }
  var old = kept(KEY);
  Object.keys(chosen).forEach(function (name) {
    if (old && typeof old[name] === typeof chosen[name]) { chosen[name] = old[name]; }
  });

  var marked = 0;
  function line() { return marked; }
  function top(element) { return element.getBoundingClientRect().top - page.getBoundingClientRect().top; }
  /* Where things stand is measured once, and again when the page takes another shape. */
  function measure() {
    marked = Math.round(text.clientHeight * LINE);
    root.style.setProperty("--haut", text.clientHeight + "px");
    passages.forEach(function (one) { one.top = top(one.element); one.height = one.element.offsetHeight; });
    stories.forEach(function (one) { one.from = top(one); });
    turns.forEach(function (one) { one.from = top(one.querySelector(".mots")); });
    mark.style.top = text.offsetTop + line() + "px";
    average = passages.reduce(function (sum, one) { return sum + one.height; }, 0)
      / Math.max(1, passages.reduce(function (sum, one) { return sum + one.seconds; }, 0));
  }
  var average = 1;
  function here() { return at + line(); }
  function place(y, from) { at = Math.max(0, Math.min(y - (from === undefined ? line() : from), text.scrollHeight - text.clientHeight)); draw(); }
  function draw() {
    var step = chosen.pas ? parseFloat(getComputedStyle(page).lineHeight) : 0;
    drawn = step ? Math.floor(at / step) * step : at;
    text.scrollTop = drawn;
    drawn = text.scrollTop;
    tell();
  }
  function speed(y) {
    var on = passages.find(function (one) { return y >= one.top && y < one.top + one.height; });
    return (on ? on.height / on.seconds : GAP * average) * chosen.vitesse / 100;
  }
  function clock(seconds) {
    var whole = Math.max(0, Math.round(seconds));
    return Math.floor(whole / 60) + ":" + String(whole % 60).padStart(2, "0");
  }
  function left(story) {
    var y = here();
    return passages.reduce(function (sum, one) {
      if (story >= 0 && one.story !== story) { return sum; }
      return sum + one.seconds * Math.min(1, Math.max(0, (one.top + one.height - y) / Math.max(1, one.height)));
    }, 0) * 100 / chosen.vitesse;
  }
  function current() {
    var found = 0;
    stories.forEach(function (one, rank) { if (one.from <= here() + 1) { found = rank; } });
    return found;
  }
  var shown = "";
  function tell() {
    var story = current(), now = [story, clock(left(story)), clock(left(-1))].join("|");
    if (now === shown) { return; }
    shown = now;
    find("[data-ou]").textContent = stories[story] ? stories[story].querySelector("h2").dataset.nom : "";
    find("[data-reste-sujet]").textContent = clock(left(story));
    find("[data-reste-tout]").textContent = clock(left(-1));
    find("[data-aller]").value = String(story);
  }
  function say(words) { find("[data-dit]").textContent = words; }

  function awake(on) {
    if (!on) { if (lock) { lock.release(); lock = null; } return; }
    if (!navigator.wakeLock) { find("[data-veille]").hidden = false; return; }
    if (!lock) {
      navigator.wakeLock.request("screen").then(function (given) {
        if (running) { lock = given; } else { given.release(); }
      }, function () { find("[data-veille]").hidden = false; });
    }
  }
  function run(on) {
    if (on === running) { return; }
    running = on;
    anchored(function () { document.body.classList.toggle("lecture", on); });
    find('[data-libelle="lecture"]').textContent = on ? "Arrêter" : "Lire";
    awake(on);
    cancelAnimationFrame(frame);
    if (on) { before = performance.now(); frame = requestAnimationFrame(move); }
    else { remember(); follow(); }
  }
  function stops(from, to) {
    var waiting = turns.filter(function (one) { return one.hasAttribute("data-attend"); });
    var halts = waiting.concat(chosen.arrets ? stories : []);
    return halts.map(function (one) { return one.from; }).filter(function (y) { return y > from + 0.5 && y <= to; }).sort(function (a, b) { return a - b; })[0];
  }
  function move(now) {
    if (!running) { return; }
    var passed = Math.min(0.25, (now - before) / 1000), y = here(), next = y + speed(y) * passed;
    before = now;
    var stop = stops(y, next), end = text.scrollHeight - text.clientHeight;
    if (stop !== undefined) { place(stop); run(false); say("À vous : espace pour repartir"); return; }
    at = Math.min(end, next - line());
    draw();
    if (at >= end) { run(false); say("Fin du texte"); return; }
    frame = requestAnimationFrame(move);
  }
  function rank() {
    var found = 0;
    turns.forEach(function (one, rank) { if (one.from <= here() + 2) { found = rank; } });
    return found;
  }
  function opening(turn) {
    var story = turn.closest("[data-sujet]").querySelector("h2").dataset.nom.replace(/^\d+ /, "");
    return story + "\n" + turn.textContent.trim().slice(0, 200);
  }
  function remember() {
    var next = turns.findIndex(function (one) { return top(one) + one.offsetHeight > here(); });
    var now = next < 0 ? turns.length - 1 : next, on = turns[now];
    if (on) { keep(PLACE, {rank: now, words: opening(on), beyond: Math.round(here() - on.from)}); }
  }
  /* Where somebody stood is found again by its words: a script that changed has other ranks. */
  function remembered() {
    var saved = kept(PLACE);
    if (!saved || typeof saved.rank !== "number" || !turns.length) { return undefined; }
    var same = turns.map(function (one, rank) { return rank; }).filter(function (rank) { return opening(turns[rank]) === saved.words; });
    same.sort(function (a, b) { return Math.abs(a - saved.rank) - Math.abs(b - saved.rank); });
    return same.length ? turns[same[0]].from + (Number(saved.beyond) || 0) : turns[Math.min(saved.rank, turns.length - 1)].from;
  }
  function again() {
    var now = rank(), on = turns[now];
    if (!on) { return; }
    place(turns[here() - on.from > 8 ? now : Math.max(0, now - 1)].from);
  }
  function go(story) { if (stories[story]) { measure(); place(stories[story].from); } }

  /* Whatever the page becomes, what was at the mark stays there. */
  function anchored(change) {
    var on = passages.find(function (one) { return one.top + one.height > here(); });
    var share = on ? (here() - on.top) / Math.max(1, on.height) : 0;
    change();
    measure();
    if (on) { place(on.top + share * on.height); } else { draw(); }
  }
  function dress() {
    if (chosen.taille) { page.style.setProperty("--taille", chosen.taille + "px"); }
    text.classList.toggle("miroir", chosen.miroir);
    if (chosen.clair) { root.dataset.fond = "clair"; } else { delete root.dataset.fond; }
    find("[data-vitesse]").textContent = chosen.vitesse + "\u00a0%";
    all("[data-choix]").forEach(function (box) { box.checked = chosen[box.dataset.choix]; });
  }
  function apply() { anchored(dress); keep(KEY, chosen); }
  function faster(by) { chosen.vitesse = Math.min(250, Math.max(40, chosen.vitesse + by)); apply(); say("Vitesse : " + chosen.vitesse + " %"); }
  function larger(by) {
    var now = parseFloat(getComputedStyle(page).fontSize);
    chosen.taille = Math.round(Math.min(200, Math.max(20, now * by)));
    apply();
  }
  function flip(name) { chosen[name] = !chosen[name]; apply(); }
  var actions = {
    lecture: function () { run(!running); },
    reprise: again,
    "moins-vite": function () { faster(-5); }, "plus-vite": function () { faster(5); },
    "plus-petit": function () { larger(1 / 1.1); }, "plus-grand": function () { larger(1.1); },
    debut: function () { run(false); place(0, 0); },
    ecran: function () {
      if (document.fullscreenElement) { document.exitFullscreen(); }
      else if (root.requestFullscreen) { root.requestFullscreen().catch(function () { say("Plein écran refusé"); }); }
    },
    reglages: function () {
      var panel = find("[data-reglages]");
      anchored(function () { panel.hidden = !panel.hidden; });
      find('[data-action="reglages"]').setAttribute("aria-expanded", String(!panel.hidden));
      if (!panel.hidden) { run(false); }
    }
  };
  var keys = {
    " ": actions.lecture, PageDown: actions.lecture, b: actions.lecture, ".": actions.lecture,
    PageUp: again, Backspace: again,
    ArrowUp: function () { faster(5); }, ArrowDown: function () { faster(-5); },
    ArrowLeft: function () { var now = current(); go(here() - stories[now].from > 8 ? now : now - 1); },
    ArrowRight: function () { go(current() + 1); },
    "+": actions["plus-grand"], "=": actions["plus-grand"], "-": actions["plus-petit"],
    m: function () { flip("miroir"); }, f: actions.ecran, Home: actions.debut
  };
  document.addEventListener("keydown", function (event) {
    var key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.ctrlKey || event.altKey || event.metaKey || !keys[key]) { return; }
    if (event.target.matches("select,input") && key !== "PageDown" && key !== "PageUp") { return; }
    if (event.target.matches("button") && key === " ") { return; }
    event.preventDefault();
    if (event.repeat && keys[key] === actions.lecture) { return; }
    keys[key]();
  });
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-action]");
    if (button) { actions[button.dataset.action](); return; }
    if (event.target.closest("[data-texte]") && String(getSelection()) === "") { run(!running); }
  });
  all("[data-choix]").forEach(function (box) {
    box.addEventListener("change", function () { flip(box.dataset.choix); });
  });
  find("[data-aller]").addEventListener("change", function (event) { run(false); go(Number(event.target.value)); });
  text.addEventListener("scroll", function () {
    if (Math.abs(text.scrollTop - drawn) > 2) { at = drawn = text.scrollTop; tell(); }
  }, {passive: true});
  window.addEventListener("resize", apply);
  if (window.ResizeObserver) { new ResizeObserver(function () { anchored(function () { return; }); }).observe(text); }
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "visible" && running) { lock = null; awake(true); }
  });
  if (document.fonts && document.fonts.ready) { document.fonts.ready.then(apply); }

  find("[data-commandes]").hidden = false;
  find("[data-reste]").hidden = false;
  document.body.classList.add("outille");
  text.classList.add("pret");
  apply();
  var from = remembered();
  if (from === undefined) { place(0, 0); } else { place(from); }

  /* A file beside the page says which text is the newest: a page opened from a disk may load a script, nothing else. */
  var news = null;
  function alarm(words) {
    var shown = find("[data-alerte]");
    if (shown.textContent === words) { return; }
    anchored(function () { shown.textContent = words; shown.hidden = !words; });
  }
  function follow() {
    if (!news) { return; }
    if (news.version === text.dataset.version) { alarm(news.problem); return; }
    if (running) { alarm("Le texte a changé : il sera repris à l’arrêt"); return; }
    remember();
    location.reload();
  }
  function ask() {
    var state = document.createElement("script");
    state.src = text.dataset.etat + "?" + Date.now();
    state.onload = function () { state.remove(); news = window.prompteur || null; follow(); };
    state.onerror = function () { state.remove(); };
    document.head.append(state);
  }
  if (text.dataset.etat) { setInterval(ask, 1000); }
}());

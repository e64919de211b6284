(function () {
  "use strict";
  var slates = [].slice.call(document.querySelectorAll("[data-ardoise]"));
  var codes = JSON.parse(document.getElementById("codes").textContent);
  var paper = slates.map(function (one) { return one.querySelector("[data-code]").getAttribute("d"); });
  var blank = slates.length ? slates[0].querySelector("[data-dite]").textContent : "";
  var takes = slates.map(function () { return 1; }), now = 0;
  function find(name) { return document.querySelector(name); }

  function path(code) {
    var bits = code.split("").map(function (figure) { return parseInt(figure, 16).toString(2).padStart(4, "0"); }).join("");
    var side = Math.floor(Math.sqrt(bits.length)), drawn = "";
    for (var at = 0; at < side * side; at += 1) {
      if (bits[at] === "1") { drawn += "M" + at % side + " " + Math.floor(at / side) + "h1v1h-1z"; }
    }
    return drawn;
  }
  function show() {
    slates.forEach(function (one, rank) { one.hidden = rank !== now; });
    var last = codes[now].length - 1;
    takes[now] = Math.min(last, Math.max(1, takes[now]));
    slates[now].querySelector("[data-code]").setAttribute("d", path(codes[now][takes[now]]));
    slates[now].querySelector("[data-dite]").textContent = ", prise " + takes[now];
    find("[data-prise]").textContent = "Prise " + takes[now];
    find("[data-plan]").value = String(now);
  }
  function go(by) { now = Math.min(slates.length - 1, Math.max(0, now + by)); show(); }
  function take(by) { takes[now] += by; show(); }
  var actions = {
    avant: function () { go(-1); }, apres: function () { go(1); },
    moins: function () { take(-1); }, plus: function () { take(1); }
  };
  var keys = {
    ArrowLeft: actions.avant, PageUp: actions.avant, ArrowRight: actions.apres, PageDown: actions.apres,
    "+": actions.plus, ArrowUp: actions.plus, "-": actions.moins, ArrowDown: actions.moins
  };
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-action]");
    if (button) { actions[button.dataset.action](); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || !keys[event.key] || event.target.matches("select")) { return; }
    event.preventDefault();
    keys[event.key]();
  });
  find("[data-plan]").addEventListener("change", function (event) { now = Number(event.target.value); show(); });
  /* On paper every slate is there, and its take is written by hand. */
  window.addEventListener("beforeprint", function () {
    slates.forEach(function (one, rank) {
      one.querySelector("[data-code]").setAttribute("d", paper[rank]);
      one.querySelector("[data-dite]").textContent = blank;
    });
  });
  window.addEventListener("afterprint", show);
  if (slates.length) { find("[data-commandes]").hidden = false; show(); }
}());

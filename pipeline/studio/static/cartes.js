/* What the server shows takes the place of what stands, node by node: nothing that somebody is in is replaced, so that
   the caret, the selection and an open panel stay where they are. */

function key(node) {
  return node.nodeType === 1 ? node.dataset.cle || node.id || "" : "";
}

function alike(one, other) {
  return one.nodeType === other.nodeType && one.nodeName === other.nodeName && key(one) === key(other);
}

function attributes(target, source) {
  for (const { name } of [...target.attributes]) {
    if (!source.hasAttribute(name) && !(target.nodeName === "DETAILS" && name === "open")
      && !(target.nodeName === "IMG" && name === "src")) {
      target.removeAttribute(name);
    }
  }
  for (const { name, value } of [...source.attributes]) {
    if (target.getAttribute(name) !== value) {
      target.setAttribute(name, value);
    }
  }
}

/* A field holds what was typed into it until that is written: `data-tape` marks it. */
function value(target, source) {
  const table = target.closest("[data-couples]");
  if (table && table.querySelector("[data-tape]")) {
    return;
  }
  if ("tape" in target.dataset || target === document.activeElement && target.nodeName === "SELECT") {
    return;
  }
  const said = source.nodeName === "TEXTAREA" ? source.textContent : source.value;
  if (target.value !== said) {
    const at = target === document.activeElement && "selectionStart" in target ? target.selectionStart : null;
    target.value = said;
    if (at !== null) {
      target.setSelectionRange(Math.min(at, said.length), Math.min(at, said.length));
    }
  }
}

export function morph(target, source) {
  if (target.nodeType !== 1) {
    if (target.nodeValue !== source.nodeValue) {
      target.nodeValue = source.nodeValue;
    }
    return;
  }
  const typed = "tape" in target.dataset;
  attributes(target, source);
  if (typed) {
    target.dataset.tape = "";
  }
  if (target.nodeName === "TEXTAREA" || target.nodeName === "INPUT") {
    value(target, source);
    return;
  }
  children(target, source);
  if (target.nodeName === "SELECT") {
    value(target, source);
  }
}

function children(target, source) {
  const known = new Map();
  for (const node of target.childNodes) {
    if (key(node)) {
      known.set(`${node.nodeName} ${key(node)}`, node);
    }
  }
  let at = target.firstChild;
  for (const wanted of [...source.childNodes]) {
    const found = key(wanted) ? known.get(`${wanted.nodeName} ${key(wanted)}`) : null;
    if (found) {
      if (found !== at) {
        target.insertBefore(found, at);
      }
      morph(found, wanted);
      at = found.nextSibling;
    } else if (at && alike(at, wanted)) {
      morph(at, wanted);
      at = at.nextSibling;
    } else {
      target.insertBefore(wanted, at);
    }
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

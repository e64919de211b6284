setInterval(() => {
  const state = document.createElement("script");
  state.src = `etat.js?${Date.now()}`;
  state.onload = () => { state.remove(); if (window.charte !== version) location.reload(); };
  document.head.append(state);
}, 1000);

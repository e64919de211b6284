/* The tour: opened at a first visit, and whenever it is asked for. */

const SEEN = "jt-visite";

export function help() {
  const dialog = document.querySelector("[data-aide]");
  dialog.addEventListener("close", () => localStorage.setItem(SEEN, "faite"));
  if (!localStorage.getItem(SEEN)) {
    dialog.showModal();
  }
  return { aide: () => dialog.showModal() };
}

/** Folded parts of a report. */

/** Opens folded parts when a link leads into them, and for printing. */
export function openOnDemand(): void {
  const open = (): void => {
    const target = location.hash === "" ? null : document.getElementById(location.hash.slice(1));
    if (target instanceof HTMLDetailsElement) {
      target.open = true;
      target.scrollIntoView();
    }
  };
  window.addEventListener("hashchange", open);
  document.querySelectorAll(".index a").forEach((link) => link.addEventListener("click", () => setTimeout(open)));
  open();
  let closed: readonly HTMLDetailsElement[] = [];
  window.addEventListener("beforeprint", () => {
    closed = Array.from(document.querySelectorAll<HTMLDetailsElement>("details:not([open])"));
    closed.forEach((details) => {
      details.open = true;
    });
  });
  window.addEventListener("afterprint", () =>
    closed.forEach((details) => {
      details.open = false;
    }),
  );
}

/** Buttons that copy a command. */

/** Makes each copy button put the command before it on the clipboard. */
export function startCopying(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button.copy")) {
    button.addEventListener("click", () => {
      const command = button.previousElementSibling;
      if (command !== null) {
        copy(command).then(
          () => tell(button, "Copied"),
          () => tell(button, "Press Ctrl+C"),
        );
      }
    });
  }
}

/** Leaves the text selected if the browser does not let pages copy. */
async function copy(command: Element): Promise<void> {
  const range = document.createRange();
  range.selectNodeContents(command);
  const selection = window.getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
  await navigator.clipboard.writeText(command.textContent ?? "");
  selection?.removeAllRanges();
}

function tell(button: HTMLButtonElement, text: string): void {
  button.textContent = text;
  setTimeout(() => {
    button.textContent = "Copy";
  }, 1500);
}

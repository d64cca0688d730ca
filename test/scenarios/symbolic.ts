/** Texts with the addresses of a scene replaced by names, so that they can be compared between kernels. */
import type { KernelImage } from "../kernel/index.ts";

/**
 * `0x9c14d020` becomes `<port 3>`: a function that replaces every address of the image in a text. Addresses that the
 * scene does not know stay.
 */
export function symbolicNames(image: KernelImage): (text: string) => string {
  const names = new Map<string, string>();
  const name = (address: bigint | undefined, text: string): void => {
    if (address !== undefined && address !== 0n) {
      names.set(address.toString(16), `<${text}>`);
    }
  };
  const { facts, scenario } = image;
  facts.processes.forEach(({ address, id }) => {
    name(address, `process ${id.toString(16)}`);
  });
  facts.threads.forEach(({ address, id }) => {
    name(address, `thread ${id.toString(16)}`);
  });
  // By content, since the order of the kernel's list differs between generations.
  facts.ports.forEach(({ address }, index) => {
    name(address, `port ${index}`);
  });
  facts.ports.forEach(({ completionPort }, index) => {
    name(completionPort?.address, `completion port of port ${index}`);
  });
  facts.messages.forEach(({ address, id }) => {
    name(address, `message ${id.toString(16)}`);
  });
  scenario.waitables.forEach(({ address }, index) => {
    name(address, `waitable ${index}`);
  });
  scenario.debugObjects.forEach(({ address }, index) => {
    name(address, `debug object ${index}`);
  });
  return (text) => text.replace(/0x([0-9a-f]{6,16})/g, (written, digits: string) => names.get(digits) ?? written);
}

/** One scene on every kernel of a generation gives the same answers. */
import { assertGolden } from "../golden/golden.ts";
import { alpcLayoutIds, lpcLayoutIds, type KernelImage, type LayoutId } from "../kernel/index.ts";
import { processAnswers, systemAnswers, threadAnswers } from "./answers.ts";
import { openPack, type Pack } from "./pack.ts";
import { createScene } from "./scene.ts";
import { symbolicNames } from "./symbolic.ts";

/** What a client sends to connect begins with eleven pointers, so the length depends on their size. */
function withoutPointerSize(line: string): string {
  return line.replace(/(id 0x22104 LPC_CONNECTION_REQUEST .*), (?:60|104) bytes/, "$1, eleven pointers and 0x10 bytes");
}

describe("the same scene on every kernel", () => {
  const parts: readonly (readonly [name: string, answers: (pack: Pack) => readonly string[]])[] = [
    ["system", systemAnswers],
    ["processes", processAnswers],
    ["threads", threadAnswers],
  ];

  /** The text is the same for every layout of a generation: one golden for all of them. */
  function compare(layout: LayoutId, generation: string): void {
    describe(layout, () => {
      let image: KernelImage;
      let pack: Pack;

      before(() => {
        ({ image } = createScene(layout));
        // The answers ask for the processes that the debugger lists, so it lists them.
        pack = openPack(image.target, { targets32: "plain" });
      });

      for (const [part, answers] of parts) {
        it(`gives the same answers about ${part}`, () => {
          const lines = answers(pack).map(symbolicNames(image)).map(withoutPointerSize);
          assertGolden(`scenarios/answers-${generation}-${part}`, lines.join("\n"));
        });
      }
    });
  }

  for (const layout of alpcLayoutIds) {
    compare(layout, "alpc");
  }
  for (const layout of lpcLayoutIds) {
    compare(layout, "lpc");
  }
});

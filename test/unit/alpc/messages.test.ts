/** On every ALPC layout: attributes, payloads and RPC of messages are what the image was built from. */
import assert from "node:assert/strict";
import { alpcLayoutIds } from "../../kernel/layouts/layouts.ts";
import { isAbsent } from "../../../src/target/absence.ts";
import {
  decodeCancelInformation,
  decodeMessageAttributes,
  readQuotaProcess,
} from "../../../src/alpc/message/message-attributes.ts";
import { readPayload } from "../../../src/alpc/message/payload.ts";
import { readRpc } from "../../../src/alpc/message/rpc.ts";
import { bigOrNone, busySystem, has, numberOf, open, sure, type Opened } from "./scene.ts";
import { word } from "../words.ts";

for (const id of alpcLayoutIds) {
  describe(`ALPC messages on ${id}`, () => {
    let opened: Opened;
    before(() => {
      opened = open(busySystem(id));
    });
    beforeEach(() => {
      opened = open(opened.image);
    });

    it("decodes the attributes of each message", () => {
      for (const expected of opened.image.facts.messages) {
        const { structure } = sure(opened.generation.readMessage(word(expected.address)));
        const attributes = decodeMessageAttributes(structure);
        assert.deepEqual(
          [
            attributes.clientContext,
            attributes.serverContext,
            attributes.portContext,
            attributes.cancelPortContext,
          ].map(numberOf),
          [expected.clientContext, expected.serverContext, expected.portContext, expected.cancelPortContext],
        );
        assert.deepEqual(
          [attributes.securityData, attributes.view, attributes.handleData, attributes.reserve].map(
            (value) => bigOrNone(value) ?? 0n,
          ),
          [expected.securityData, expected.view, expected.handleData, expected.reserve],
        );
        assert.equal(bigOrNone(readQuotaProcess(opened.target, structure)), expected.quotaProcess);
        const { workOnBehalf, directEvent } = attributes;
        assert.deepEqual(
          isAbsent(workOnBehalf) ? workOnBehalf.kind : workOnBehalf,
          expected.workOnBehalf ??
            (has(opened.image, "_KALPC_MESSAGE", "MessageAttributes.WorkOnBehalfData")
              ? "NotApplicable"
              : "NotInThisBuild"),
        );
        assert.equal(
          isAbsent(directEvent) ? directEvent.kind : "there",
          has(opened.image, "_KALPC_MESSAGE", "MessageAttributes.DirectEvent") ? "NotApplicable" : "NotInThisBuild",
        );
        assert.equal(decodeCancelInformation(structure).isCanceled, expected.queue === "Canceled");
      }
    });

    it("reads each payload from where it lies", () => {
      for (const expected of opened.image.facts.messages) {
        const payload = sure(readPayload(opened.target, sure(opened.generation.readMessage(word(expected.address)))));
        assert.equal(payload.location, expected.data.location);
        assert.equal(payload.length, expected.data.bytes.length);
        if (payload.location !== "None") {
          assert.equal(numberOf(payload.address), expected.data.address);
          // Of 32-bit kernels the debugger lists no processes, so it cannot look into one.
          const isOutOfReach = payload.location === "UserMemory" && opened.target.pointerSize === 4;
          assert.equal(isAbsent(payload.bytes), isOutOfReach);
          if (isAbsent(payload.bytes)) {
            assert.match(payload.bytes.reason, /cannot be read: the debugger cannot list its processes: it says "/);
          } else {
            assert.deepEqual(Array.from(payload.bytes), Array.from(expected.data.bytes.subarray(0, 4096)));
          }
        }
      }
    });

    it("reads local RPC and joins a request to the bind on its connection", () => {
      const messages = opened.image.facts.messages.map(({ address }) =>
        sure(opened.generation.readMessage(word(address))),
      );
      const readings = messages.map((message) => readRpc(opened.target, message));
      const request = sure(readings[0]);
      assert.deepEqual(request.header, {
        kind: "Request",
        flags: 1,
        callId: 2,
        interfaceNumber: 2,
        procedureNumber: 7,
        objectUuid: "00112233-4455-6677-8899-aabbccddeeff",
        argumentsOffset: 0x40,
      });
      assert.deepEqual(request.interfaceId, { uuid: "367abb81-9844-35f1-ad32-98f038001003", major: 2, minor: 0 });
      assert.equal(request.interfaceName, "svcctl");
      assert.equal(sure(readings[1]).header.kind, "Bind");
      // ApiPort is no port of an RPC server, whatever its messages look like.
      const foreign = readings[opened.image.facts.messages.findIndex(({ view }) => view !== 0n)];
      assert.ok(foreign !== undefined && isAbsent(foreign));
      assert.match(foreign.reason, /no port of an RPC server/);
    });
  });
}

/**
 * On every ALPC layout: resources, security, attributes, payloads and what hangs on a port are what the image was built
 * from.
 */
import assert from "node:assert/strict";
import { alpcLayoutIds } from "../../kernel/layouts/layouts.ts";
import { isAbsent, type Maybe } from "../../../src/target/absence.ts";
import type { Word64 } from "../../../src/target/word64.ts";
import { walkAlpcHandles } from "../../../src/alpc/resource/handle-table.ts";
import {
  countPackets,
  readCompletionList,
  readCompletionPort,
  walkBoundThreads,
} from "../../../src/alpc/port/completion.ts";
import { countResources, readGlobalInformation } from "../../../src/alpc/global-information.ts";
import {
  decodeCancelInformation,
  decodeMessageAttributes,
  readQuotaProcess,
} from "../../../src/alpc/message/message-attributes.ts";
import { readPayload } from "../../../src/alpc/message/payload.ts";
import { readRpc } from "../../../src/alpc/message/rpc.ts";
import { readAlpcPort } from "../../../src/alpc/port/port.ts";
import { decodePortAttributes, decodePortSecurity } from "../../../src/alpc/port/port-attributes.ts";
import { readResource, walkUsers, type ResourceBody, type ResourceFacts } from "../../../src/alpc/resource/resource.ts";
import { walkResources } from "../../../src/alpc/resource/blob.ts";
import { validateAlpcMessage, validateAlpcPort } from "../../../src/alpc/validate.ts";
import { walkProcessViews } from "../../../src/alpc/resource/shared-memory.ts";
import { all, big, bigOrNone, busySystem, has, open, sure, word, type Opened } from "./scene.ts";

const LEVELS = ["SecurityAnonymous", "SecurityIdentification", "SecurityImpersonation", "SecurityDelegation"];
const KINDS = {
  section: "Section",
  region: "Region",
  view: "View",
  reserve: "Reserve",
  security: "SecurityContext",
  handleData: "HandleData",
  message: "Message",
} as const;

function bodyOf<K extends ResourceBody["kind"]>(
  resource: ResourceFacts,
  kind: K,
): Extract<ResourceBody, { readonly kind: K }> {
  const body = sure(resource.body);
  assert.equal(body.kind, kind);
  return body as Extract<ResourceBody, { readonly kind: K }>;
}

function numberOf(value: Maybe<Word64>): bigint {
  return big(sure(value));
}

for (const id of alpcLayoutIds) {
  describe(`ALPC resources on ${id}`, () => {
    let opened: Opened;
    before(() => {
      opened = open(busySystem(id));
    });
    beforeEach(() => {
      opened = open(opened.image);
    });
    const portAt = (address: bigint) => sure(readAlpcPort(opened.target, word(address)));
    const resourceOf = (
      kind: string,
    ): {
      readonly resource: ResourceFacts;
      readonly fields: Readonly<Record<string, bigint | number | boolean>>;
      readonly address: bigint;
    } => {
      const facts = opened.image.facts.resources.find((candidate) => candidate.kind === kind);
      assert.ok(facts !== undefined);
      return {
        resource: sure(readResource(opened.target, word(facts.address))),
        fields: facts.fields,
        address: facts.address,
      };
    };

    it("lists the resources of each port with their kinds and counts", () => {
      for (const expected of opened.image.facts.ports) {
        const blobs = Array.from(walkResources(opened.target, portAt(expected.address).structure), sure);
        assert.deepEqual(
          blobs.map(({ address }) => big(address)),
          expected.resources,
        );
      }
      for (const expected of opened.image.facts.resources) {
        const resource = sure(readResource(opened.target, word(expected.address)));
        assert.equal(resource.kind, KINDS[expected.kind]);
        assert.equal(resource.blob.referenceCount, expected.referenceCount);
        if (expected.kind !== "handleData") {
          assert.equal(numberOf(resource.ownerPort), expected.owner);
        }
      }
    });

    it("decodes sections, regions and views, and who contains and uses them", () => {
      const section = resourceOf("section");
      const region = resourceOf("region");
      const view = resourceOf("view");
      const sectionBody = bodyOf(section.resource, "Section");
      assert.deepEqual(
        [numberOf(sectionBody.size), numberOf(sectionBody.sectionObject), sectionBody.numberOfRegions],
        [section.fields.size, section.fields.sectionObject, section.fields.regions],
      );
      assert.deepEqual(
        new Map(sure(sectionBody.state).bits.map(({ name, value }) => [name, value])),
        new Map([
          ["Internal", 0],
          ["Secure", 1],
        ]),
      );
      const regionBody = bodyOf(region.resource, "Region");
      assert.deepEqual(
        [
          numberOf(regionBody.offset),
          numberOf(regionBody.size),
          numberOf(regionBody.viewSize),
          regionBody.numberOfViews,
          numberOf(regionBody.readWriteView),
        ],
        [region.fields.offset, region.fields.size, region.fields.viewSize, region.fields.views, view.address],
      );
      assert.equal(isAbsent(regionBody.readOnlyView) ? regionBody.readOnlyView.kind : "there", "NotApplicable");
      const viewBody = bodyOf(view.resource, "View");
      assert.deepEqual(
        [numberOf(viewBody.base), numberOf(viewBody.size), numberOf(viewBody.region), numberOf(viewBody.ownerProcess)],
        [view.fields.base, view.fields.size, view.fields.region, view.fields.process],
      );
      assert.equal(bigOrNone(region.resource.container), section.address);
      assert.equal(bigOrNone(view.resource.container), region.address);
      const users = (resource: ResourceFacts) =>
        Array.from(walkUsers(opened.target, resource), ({ kind, address }) => `${kind} ${address.key}`);
      assert.deepEqual(users(section.resource), [`Region ${word(region.address).key}`]);
      assert.deepEqual(users(region.resource), [`View ${word(view.address).key}`]);
      const carrier = opened.image.facts.messages.find((message) => message.view === view.address);
      assert.deepEqual(users(view.resource), [
        `Process ${word(BigInt(view.fields.process ?? 0)).key}`,
        `Message ${word(carrier?.address ?? 0n).key}`,
      ]);
    });

    it("lists the views of a process", () => {
      for (const { address, views } of opened.image.facts.processes) {
        assert.deepEqual(all(walkProcessViews(opened.target, word(address))), views);
      }
    });

    it("decodes reserves, security contexts and handle data", () => {
      const reserve = resourceOf("reserve");
      const reserveBody = bodyOf(reserve.resource, "Reserve");
      assert.equal(reserveBody.isActive, reserve.fields.active);
      assert.equal(bigOrNone(reserveBody.message), reserve.fields.message);
      assert.equal(
        isAbsent(reserveBody.size) ? reserveBody.size.kind : big(reserveBody.size),
        has(opened.image, "_KALPC_RESERVE", "Size") ? reserve.fields.size : "NotInThisBuild",
      );
      const security = resourceOf("security");
      const securityBody = bodyOf(security.resource, "SecurityContext");
      assert.equal(securityBody.impersonationLevel, LEVELS[Number(security.fields.level)]);
      assert.equal(numberOf(securityBody.token), security.fields.token);
      assert.deepEqual(
        sure(securityBody.state)
          .bits.filter(({ value }) => value === 1)
          .map(({ name }) => name),
        ["Impersonated"],
      );
      const data = resourceOf("handleData");
      const handleBody = bodyOf(data.resource, "HandleData");
      const duplicate = sure(handleBody.duplicate);
      assert.deepEqual(
        [
          numberOf(duplicate.object),
          numberOf(duplicate.sourceProcess),
          numberOf(duplicate.sourceHandle),
          duplicate.targetAccess,
        ],
        [data.fields.object, data.fields.sourceProcess, data.fields.sourceHandle, data.fields.targetAccess],
      );
      assert.deepEqual(sure(handleBody.objectType).names, ["Event"]);
      assert.equal(
        isAbsent(handleBody.count) ? handleBody.count.kind : handleBody.count,
        has(opened.image, "_KALPC_HANDLE_DATA", "Count") ? 1 : "NotInThisBuild",
      );
    });

    it("lists the ALPC handles of a connection", () => {
      for (const expected of opened.image.facts.ports.filter(({ resourceHandles }) => resourceHandles.length > 0)) {
        const handles = Array.from(walkAlpcHandles(opened.target, sure(portAt(expected.address).communicationInfo)));
        assert.deepEqual(
          handles.map(({ handle, resource }) => ({ handle: bigOrNone(handle), resource: big(resource) })),
          expected.resourceHandles,
        );
      }
    });

    it("refuses what is no resource", () => {
      const port = opened.image.facts.ports[0]?.address ?? 0n;
      const refused = readResource(opened.target, word(port));
      assert.ok(isAbsent(refused));
      assert.equal(refused.kind, "Invalid");
      assert.match(refused.reason, /is not the header of an ALPC resource/);
    });

    it("decodes completion ports and lists", () => {
      const expected = opened.image.facts.ports.find(({ completionPort }) => completionPort !== undefined);
      const facts = sure(readCompletionPort(opened.target, portAt(expected?.address ?? 0n).structure));
      assert.deepEqual(
        {
          address: big(facts.address),
          key: numberOf(facts.completionKey),
          threads: all(walkBoundThreads(opened.target, facts.address)),
          currentCount: facts.currentCount,
          maximumCount: facts.maximumCount,
          depth: facts.depth,
        },
        expected?.completionPort,
      );
      assert.equal(countPackets(opened.target, facts), facts.depth);
      const owner = opened.image.facts.ports.find(({ completionList }) => completionList !== undefined);
      const list = sure(readCompletionList(opened.target, portAt(owner?.address ?? 0n).structure));
      const header = sure(list.header);
      assert.deepEqual(
        [big(list.address), big(header.address)],
        [owner?.completionList?.address, owner?.completionList?.header],
      );
      assert.deepEqual(
        [
          header.head,
          header.tail,
          header.activeThreadCount,
          header.lastMessageId,
          header.postCount,
          list.concurrencyCount,
        ],
        [5, 3, 2, 0x44, 17, 4],
      );
    });

    it("decodes attributes and security of each port", () => {
      for (const expected of opened.image.facts.ports) {
        const { structure, sequenceNo, portContext } = portAt(expected.address);
        const attributes = decodePortAttributes(structure);
        assert.equal(sure(attributes.flags).value, expected.attributes.Flags);
        assert.equal(Number(numberOf(attributes.maxMessageLength)), expected.attributes.MaxMessageLength);
        assert.equal(Number(numberOf(attributes.maxTotalSectionSize)), expected.attributes.MaxTotalSectionSize);
        assert.equal(sure(attributes.dupObjectTypes).value, expected.attributes.DupObjectTypes);
        assert.equal(sequenceNo, expected.sequenceNo);
        assert.equal(numberOf(portContext), expected.portContext);
        const security = decodePortSecurity(structure);
        assert.equal(security.kind, expected.security.kind);
        assert.equal(security.impersonationLevel, LEVELS[expected.security.level]);
        assert.equal(security.effectiveOnly, expected.security.effectiveOnly);
        assert.equal(security.trackingMode, expected.security.kind);
      }
      const busy = sure(decodePortAttributes(portAt(opened.image.facts.ports[0]?.address ?? 0n).structure).flags);
      assert.deepEqual(busy.names, ["AllowLpcRequests", "AllowDupObject"]);
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

    it("counts what the kernel counts", () => {
      const information = readGlobalInformation(opened.target);
      for (const { kind, existing, resourceId } of information.resourceTypes) {
        const expected =
          kind === "Message"
            ? opened.image.facts.messages.length
            : kind === "ConnectionInfo"
              ? opened.image.facts.connections.length + 2
              : opened.image.facts.resources.filter((resource) => KINDS[resource.kind] === kind).length;
        // Not every build's symbols name every type.
        if (!isAbsent(resourceId)) {
          assert.equal(existing, expected, kind);
        }
      }
      assert.ok(information.resourceTypes.some(({ existing }) => existing === opened.image.facts.messages.length));
      assert.equal(countResources(opened.target).get("View"), 1);
      assert.equal(sure(information.messageLog.isEnabled), false);
    });

    it("finds nothing wrong with what is in order", () => {
      for (const { address, path } of opened.image.facts.ports) {
        assert.deepEqual(validateAlpcPort(opened.target, portAt(address)), [], path);
      }
      for (const { address, waitingThread } of opened.image.facts.messages) {
        assert.deepEqual(
          validateAlpcMessage(opened.target, sure(opened.generation.readMessage(word(address)))),
          [],
          `${waitingThread}`,
        );
      }
    });

    it("knows who could answer", () => {
      const [ntsvcs, api] = opened.image.facts.ports;
      const servers = (address: bigint) =>
        opened.generation.readServers(portAt(address)).map(({ thread, why }) => `${big(thread)} ${why}`);
      const [worker, idle] = ntsvcs?.completionPort?.threads ?? [];
      assert.deepEqual(servers(ntsvcs?.address ?? 0n), [
        `${worker} serves a request`,
        `${idle} bound to the completion port`,
      ]);
      assert.deepEqual(servers(api?.address ?? 0n), [`${api?.waitQueue[0]} waits on the port`]);
    });

    it("knows the sources of a port", () => {
      const [, api] = opened.image.facts.ports;
      assert.deepEqual([...opened.generation.findSources(word(api?.address ?? 0n), true)].sort(), [
        "AlpcpPortList",
        "CommunicationInfo",
        "ExceptionPort",
        "HandleTable",
        "Message",
        "ObjectDirectory",
        "ThreadWait",
      ]);
    });
  });
}

/** On every ALPC layout: resources, who contains and uses them, and their numbers are what the image was built from. */
import assert from "node:assert/strict";
import { alpcLayoutIds } from "../../kernel/layouts/layouts.ts";
import { isAbsent } from "../../../src/target/absence.ts";
import { walkAlpcHandles } from "../../../src/alpc/resource/handle-table.ts";
import { countResources, readGlobalInformation } from "../../../src/alpc/global-information.ts";
import { readAlpcPort } from "../../../src/alpc/port/port.ts";
import { readResource, walkUsers, type ResourceBody, type ResourceFacts } from "../../../src/alpc/resource/resource.ts";
import { walkResources } from "../../../src/alpc/resource/blob.ts";
import { walkProcessViews } from "../../../src/alpc/resource/shared-memory.ts";
import { all, bigOrNone, busySystem, has, LEVELS, numberOf, open, sure, type Opened } from "./scene.ts";
import { toBigInt, word } from "../words.ts";

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
          blobs.map(({ address }) => toBigInt(address)),
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
        isAbsent(reserveBody.size) ? reserveBody.size.kind : toBigInt(reserveBody.size),
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
          handles.map(({ handle, resource }) => ({ handle: bigOrNone(handle), resource: toBigInt(resource) })),
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
  });
}

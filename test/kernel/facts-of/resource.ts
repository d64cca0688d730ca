/** Tells the facts of an ALPC resource. */
import type { ResourceFacts } from "../facts.ts";
import type { ScenarioResource } from "../scenario/resources.ts";

function resourceFields(resource: ScenarioResource): ResourceFacts["fields"] {
  switch (resource.kind) {
    case "section":
      return {
        size: resource.size,
        sectionObject: resource.sectionObject,
        secure: resource.secure,
        internal: resource.internal,
        regions: resource.regions.length,
      };
    case "region":
      return {
        section: resource.section.address,
        offset: resource.offset,
        size: resource.size,
        viewSize: resource.viewSize,
        secure: resource.secure,
        views: resource.views.length,
      };
    case "view":
      return {
        region: resource.region.address,
        process: resource.process.address,
        base: resource.base,
        size: resource.size,
        writable: resource.writable,
      };
    case "reserve":
      return { size: resource.size, active: resource.active, message: resource.message };
    case "security":
      return {
        token: resource.token,
        level: resource.level,
        impersonated: resource.impersonated,
        revoked: resource.revoked,
      };
    case "handleData":
      return {
        objectType: resource.objectType,
        object: resource.object,
        sourceProcess: resource.sourceProcess.address,
        sourceHandle: resource.sourceHandle,
        targetAccess: resource.targetAccess,
      };
  }
}

/** A resource of any kind, with the fields of that kind. */
export function resourceFacts(resource: ScenarioResource): ResourceFacts {
  const { address, kind, owner, referenceCount, handle } = resource;
  return { address, kind, owner: owner.address, referenceCount, handle, fields: resourceFields(resource) };
}

// Types of the target: sizes, offsets, bit fields, types without a name.
function offsetOf(typeName: string, path: readonly string[], context: JsProvider.ContextInheritor): JsProvider.Int64 | undefined {
  let type: JsProvider.TypeObject | null = host.getModuleType("nt", typeName, context);
  let offset = host.Int64(0);
  for (const name of path) {
    const field: JsProvider.FieldObject | undefined = type?.fields[name];
    if (field === undefined || field.locationKind !== "member") {
      return undefined;
    }
    offset = offset.add(field.offset);
    type = field.type;
  }
  return offset;
}

function maskOf(type: JsProvider.TypeObject): number {
  const bits = type.isBitField ? type.bitFieldPositions : undefined;
  return bits === undefined ? -1 : (2 ** bits.length - 1) * 2 ** bits.lsb;
}

function elementName(object: JsProvider.TypedObject): string {
  const type = object.targetType;
  switch (type.typeKind) {
    case "array":
    case "pointer":
      return type.baseType?.name ?? "?";
    default:
      return `${type.name}: ${type.size.asNumber()} bytes, ${type.baseClasses.length} bases`;
  }
}

function elements(array: JsProvider.TypedObject): number {
  let sum = 0;
  for (const element of array) {
    sum += element;
  }
  return sum + array[0];
}

function asEnum(value: number): unknown {
  return host.typeSystem.marshalAs(value, "nt", "_KWAIT_REASON");
}

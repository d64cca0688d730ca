/** Absent data of the model, for programs. */

const kinds: readonly unknown[] = ["Unreadable", "Invalid", "NotInThisBuild", "NotApplicable"];

/** Whether a value of the model is absent, with a reason in its place. */
export function isUnavailable(value: unknown): value is { readonly Kind: string; readonly Reason: string } {
  return (
    typeof value === "object" && value !== null && "Reason" in value && "Kind" in value && kinds.includes(value.Kind)
  );
}

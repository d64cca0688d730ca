// 64-bit values: made, taken apart, compared, calculated with.
function halves(value: JsProvider.Int64): [number, number] {
  return [value.getLowPart() >>> 0, value.getHighPart() >>> 0];
}

function alignDown(address: JsProvider.Int64): JsProvider.Int64 {
  return address.bitwiseAnd(host.parseInt64("0xfffffffffffff000", 16)).add(0).bitwiseShiftRight(12).bitwiseShiftLeft(12);
}

const small = host.Int64(5);
const kernelAddress = new host.Int64(0x12345678, 0xffff8000);
const equal: boolean = small === host.Int64(small);
const order: number = kernelAddress.compareTo(0).asNumber();
const rest: JsProvider.Int64 = kernelAddress.modulo(16).bitwiseNot();
const shown: string = kernelAddress.toString();
const rounded: number = kernelAddress.convertToNumber();
const text: string = kernelAddress.subtract(small).multiply(2).divide(2).toString(16);

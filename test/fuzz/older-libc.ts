/**
 * The fuzzer's native part, made for the C library of Ubuntu 24.04, as Debian 12 loads it. It asks for three names that are not
 * there: C23's `strtol` and `strtoul`, which differ from the old ones in `0b1` alone, and one of the C++ library that nothing
 * calls. In a copy they get the old names, and the versions asked for get those of names that are there. Nothing else is changed.
 * Not needed any more where glibc is 2.38 or newer, and refused for any other build of the fuzzer.
 */
import { createHash } from "node:crypto";

/** `fuzzer-linux-x64.node` of @jazzer.js/fuzzer 4.0.0. */
const KNOWN = "59ffc0d22ea37c5edcf3d8b9b76b1d964940461a9337d0b14068e378e7703ac9";

const RENAMED: readonly (readonly [from: string, to: string])[] = [
  ["__isoc23_strtol", "strtol"],
  ["__isoc23_strtoul", "strtoul"],
];
/** Versions as they stand in the file: hash of the name, and index by which symbols refer to it. */
interface Version {
  readonly hash: number;
  readonly index: number;
}
const REPLACED: readonly (readonly [asked: Version, there: Version])[] = [
  // GLIBC_2.38 by GLIBC_2.2.5
  [
    { hash: 0x06_96_91_b8, index: 27 },
    { hash: 0x09_69_1a_75, index: 3 },
  ],
  // GLIBCXX_3.4.32 by GLIBCXX_3.4.30
  [
    { hash: 0x02_97_f8_42, index: 34 },
    { hash: 0x02_97_f8_40, index: 12 },
  ],
];

export const isKnown = (addon: Uint8Array): boolean => createHash("sha256").update(addon).digest("hex") === KNOWN;

/** A copy of the known build. @throws Error for any other */
export function forOlderLibc(addon: Uint8Array): Uint8Array {
  if (!isKnown(addon))
    throw new Error("This build of the fuzzer needs glibc 2.38, and is not the one that can be changed.");
  const copy = Buffer.from(addon);
  for (const [from, to] of RENAMED) copy.write(`${to}\0`, placeOf(copy, Buffer.from(`\0${from}\0`)) + 1, "latin1");
  for (const [asked, there] of REPLACED) {
    const [place, other] = [asked, there].map((version) => placeOf(copy, headOf(version)));
    copy.writeUInt32LE(there.hash, place);
    // The name's place: after hash, flags and index, four bytes of each entry.
    copy.writeUInt32LE(copy.readUInt32LE((other ?? 0) + 8), (place ?? 0) + 8);
  }
  return copy;
}

/** Hash, flags, which are none, and index: the head of an entry of `.gnu.version_r`. */
function headOf({ hash, index }: Version): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(hash);
  head.writeUInt16LE(index, 6);
  return head;
}

function placeOf(file: Buffer, bytes: Buffer): number {
  const place = file.indexOf(bytes);
  if (place < 0 || file.includes(bytes, place + 1)) throw new Error("not there once");
  return place;
}

const NEEDED_MINOR = 38;

/** True on a Linux whose glibc is older than 2.38. @param version such as `2.36`; undefined where there is no glibc */
export function isOlderLibc(version: string | undefined): boolean {
  const [major = 0, minor = 0] = (version ?? "").split(".").map(Number);
  return major === 2 && minor < NEEDED_MINOR;
}

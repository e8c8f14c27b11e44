/** Vitest's order of files: slow ones first. By itself it runs one project after the other, and waits at the end of each for its last file. */
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { fileOf, recordedTimes, slowFirst } from "./file-times.ts";

export class SlowFirstSequencer extends BaseSequencer {
  override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
    const compare = slowFirst(recordedTimes());
    const named = specifications.map((specification) => ({
      specification,
      project: specification.project.name,
      file: fileOf(specification.moduleId),
    }));
    return named.toSorted(compare).map(({ specification }) => specification);
  }
}

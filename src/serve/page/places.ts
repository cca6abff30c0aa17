// Where the findings of the answer stand in the text that is shown.
import {tone, type Answer} from "./answer";
import type {Mark} from "./editor";
import {positionsOf} from "./offsets";

export class Places {
  private places = new Map<number, {from: number; to: number}>();

  clear(): void {
    this.places = new Map();
  }

  take(answer: Answer, text: string): void {
    this.clear();
    const inText = answer.findings.map((finding, index) => ({finding, index})).filter(({finding}) => finding.origin === undefined);
    const positions = positionsOf(text, inText.flatMap(({finding}) => [finding.start.offset, finding.end.offset]));
    for (const {finding, index} of inText) {
      this.places.set(index, {from: positions.get(finding.start.offset) ?? 0, to: positions.get(finding.end.offset) ?? 0});
    }
  }

  of(finding: number): {from: number; to: number} | undefined {
    return this.places.get(finding);
  }

  marks(answer: Answer | undefined, current: number | null): Mark[] {
    return [...this.places].flatMap(([index, place]) => {
      const finding = answer?.findings[index];
      return finding === undefined ? [] : [{...place, finding: index, current: index === current, tone: tone(finding)}];
    });
  }

  /** The findings as a reader meets them. */
  order(): number[] {
    return [...this.places].sort(([, a], [, b]) => a.from - b.from || b.to - a.to).map(([index]) => index);
  }

  /** The one after or before `current`, or else the place `head`; round at the ends. */
  next(current: number | null, head: number, forwards: boolean): number | undefined {
    const order = this.order();
    const at = current === null ? -1 : order.indexOf(current);
    if (at >= 0) {
      return order[(at + (forwards ? 1 : order.length - 1)) % order.length];
    }
    const from = (index: number) => this.places.get(index)?.from ?? 0;
    return forwards
      ? order.find((index) => from(index) >= head) ?? order[0]
      : order.filter((index) => from(index) < head).at(-1) ?? order.at(-1);
  }
}

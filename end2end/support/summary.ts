// Ends the run with one plain line of counts, beside Playwright's own list.
// Whatever reads the output of the test command needs no more than this line.
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

export default class Summary implements Reporter {
  private passed = 0;
  private failed = 0;

  onTestEnd(_test: TestCase, result: TestResult): void {
    if (result.status === 'passed') this.passed += 1;
    else this.failed += 1;
  }

  onEnd(): void {
    console.log(`\n${this.passed} passed, ${this.failed} failed`);
  }

  printsToStdio(): boolean {
    return false;
  }
}

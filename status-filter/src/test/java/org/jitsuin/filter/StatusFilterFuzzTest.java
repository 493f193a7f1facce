package org.jitsuin.filter;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/**
 * Octets from anybody, read as each kind of file: those stored beside this class, and those that
 * Jazzer makes of them, guided by which code they reach. What it finds wanting it leaves in the
 * module's directory: put that to the stored ones.
 */
class StatusFilterFuzzTest {
  @FuzzTest(maxExecutions = 10_000)
  void open_anyOctets_isRefusedOrAnswers(byte[] octets) {
    check(octets);
  }

  /** The same, on demand: {@code -Dfuzz.test=StatusFilterFuzzTest#open_anyOctetsForAnHour*}. */
  @FuzzTest(maxDuration = "1h")
  void open_anyOctetsForAnHour_isRefusedOrAnswers(byte[] octets) {
    check(octets);
  }

  private static void check(byte[] octets) {
    if (StatusFilter.open(octets, List.of()) instanceof Opened.Usable) {
      throw new AssertionError("nobody is trusted");
    }
    StatusFilter.open(octets, octets, octets, List.of());
    base(octets);
    delta(octets);
    block(octets);
  }

  private static void base(byte[] octets) {
    try {
      BaseFile base = BaseFile.parse(octets);
      for (int generation = 0; generation < base.generations(); generation++) {
        for (long i = 0; i < 64; i++) {
          base.status(generation, Mix.mix(i) >>> 1, Mix.mix(~i));
          base.status(generation, (base.until() - i) << 16, Mix.mix(~i));
        }
      }
    } catch (MalformedFilterException e) {
      // As it should be.
    }
  }

  private static void delta(byte[] octets) {
    try {
      DeltaFile delta = DeltaFile.parse(octets);
      for (int generation = 0; generation < delta.generations(); generation++) {
        for (long i = 0; i < 64; i++) {
          delta.changed(generation, Mix.mix(i), Mix.mix(~i));
        }
      }
    } catch (MalformedFilterException e) {
      // As it should be.
    }
  }

  private static void block(byte[] octets) {
    try {
      Block block = Block.parse(octets);
      for (long i = 0; i < 64; i++) {
        block.status(Mix.mix(i), Mix.mix(~i));
      }
    } catch (MalformedFilterException e) {
      // As it should be.
    }
  }
}

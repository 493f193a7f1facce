package org.jitsuin.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What changed since a base, all of it: of two deltas to one base the newer one is enough. */
public final class DeltaFile {
  /** What the file begins with. */
  public static final String MAGIC = "JSF1DELT";

  private final Sha256 base;
  private final long feedNumber;
  private final long until;
  private final long saltHigh;
  private final long saltLow;
  private final Generations keys = new Generations();
  private final List<HashLists> lists = new ArrayList<>();

  private DeltaFile(Input input, byte[] octets) throws MalformedFilterException {
    input.expect(MAGIC);
    base = Sha256.read(input);
    feedNumber = input.number64();
    until = input.number64();
    saltHigh = input.word();
    saltLow = input.word();
    int length = input.octet();
    int generations = input.octet();
    List<long[]> counts = new ArrayList<>();
    for (int i = 0; i < generations; i++) {
      keys.read(input);
      counts.add(HashLists.counts(input));
    }
    for (long[] count : counts) {
      lists.add(HashLists.read(input, octets, length, count));
    }
    input.expectEnd();
  }

  /**
   * Reads a file.
   *
   * @param octets not changed any more from then on
   * @throws MalformedFilterException if it is none
   */
  public static DeltaFile parse(byte[] octets) throws MalformedFilterException {
    return new DeltaFile(new Input(octets), octets);
  }

  /** Returns the SHA-256 of the base that it goes with. */
  public Sha256 base() {
    return base;
  }

  /** Returns the number of the last row of the feed that is in it. */
  public long feedNumber() {
    return feedNumber;
  }

  /** Returns until when serial numbers are known to it, in milliseconds from 1970. */
  public long until() {
    return until;
  }

  int generations() {
    return keys.size();
  }

  Sha256 key(int generation) {
    return keys.key(generation);
  }

  /**
   * Returns what it says of a serial number; empty where that did not change since the base.
   *
   * @param generation counted from 0, as they stand in the file
   * @param high the upper 64 bits of the serial number
   * @param low its lower ones
   */
  public Optional<FilterStatus> changed(int generation, long high, long low) {
    return Optional.ofNullable(change(generation, high, low));
  }

  /** As {@link #changed}, without an object: null where it did not change. */
  FilterStatus change(int generation, long high, long low) {
    long lower = Mix.lower(high, low, saltHigh, saltLow);
    return lists.get(generation).find(Mix.upper(high, low, saltHigh, saltLow, lower), lower);
  }
}

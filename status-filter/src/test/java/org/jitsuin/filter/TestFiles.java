package org.jitsuin.filter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jitsuin.filter.build.BaseWriter;
import org.jitsuin.filter.build.BlockBuilder;
import org.jitsuin.filter.build.DeltaBuilder;
import org.jitsuin.filter.build.Members;
import org.jitsuin.filter.build.Salt;

/**
 * The files of a filter: three blocks, one of each kind, and a delta with a change of each kind and
 * new certificates.
 */
public final class TestFiles {
  /** How long a block is, and how far apart they begin. */
  static final long SPAN = 1_000_000;

  static final long UNTIL_BASE = Drawn.BEGIN + 3 * SPAN;
  static final long UNTIL_DELTA = UNTIL_BASE + SPAN;

  private static final Salt SALT = new Salt(0x0123456789abcdefL, 0xfedcba9876543210L);

  /** All that are in the base, as they were then. */
  public final List<Members> blocks = new ArrayList<>();

  /** All that are in the delta. */
  public final Members changes = new Members(16);

  final Sha256 keyHash;
  public final byte[] base;
  public final byte[] delta;

  public TestFiles(Sha256 keyHash) {
    this.keyHash = keyHash;
    blocks.add(block(1, 12, 2, 1));
    blocks.add(block(2, 60, 20, 2));
    blocks.add(block(3, 2_000, 100, 3));
    base = base();
    delta = delta();
  }

  private Members block(int number, int size, int revoked, int held) {
    Members drawn = Drawn.members(number, size, revoked, held);
    Members members = new Members(size);
    for (int i = 0; i < size; i++) {
      members.add(Drawn.high(number, i, (number - 1) * SPAN + i), drawn.low(i), drawn.status(i));
    }
    return members;
  }

  private byte[] base() {
    List<BaseWriter.Span> spans = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      long from = Drawn.BEGIN + i * SPAN;
      spans.add(new BaseWriter.Span(from, from + SPAN, BlockBuilder.build(blocks.get(i), SALT)));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      BaseWriter.write(out, 5_000, UNTIL_BASE, List.of(new BaseWriter.Generation(keyHash, spans)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** In each block a good one is revoked and another held, and what was on hold is good again. */
  private byte[] delta() {
    for (Members block : blocks) {
      change(block, FilterStatus.GOOD, 0, FilterStatus.REVOKED);
      change(block, FilterStatus.GOOD, 1, FilterStatus.ON_HOLD);
      change(block, FilterStatus.ON_HOLD, 0, FilterStatus.GOOD);
    }
    changes.add(Drawn.high(4, 0, 3 * SPAN + 5), Drawn.low(4, 0), FilterStatus.REVOKED);
    return new DeltaBuilder(Sha256.of(base), 5_012, UNTIL_DELTA)
        .build(
            2_080,
            SALT,
            List.of(new DeltaBuilder.Generation(keyHash, changes)),
            file -> blocks.stream().allMatch(block -> isRight(file, block)));
  }

  private void change(Members block, FilterStatus from, int which, FilterStatus to) {
    int passed = 0;
    for (int i = 0; i < block.size(); i++) {
      if (block.status(i) == from && passed++ == which) {
        changes.add(block.high(i), block.low(i), to);
      }
    }
  }

  private boolean isRight(DeltaFile file, Members block) {
    for (int i = 0; i < block.size(); i++) {
      if (!file.changed(0, block.high(i), block.low(i))
          .equals(java.util.Optional.ofNullable(changeOf(block.high(i), block.low(i))))) {
        return false;
      }
    }
    return true;
  }

  private FilterStatus changeOf(long high, long low) {
    for (int i = 0; i < changes.size(); i++) {
      if (changes.high(i) == high && changes.low(i) == low) {
        return changes.status(i);
      }
    }
    return null;
  }

  /** Returns what a certificate of the base is by now. */
  public FilterStatus now(Members block, int member) {
    FilterStatus change = changeOf(block.high(member), block.low(member));
    return change != null ? change : block.status(member);
  }

  public Head head() {
    return new Head(
        "signature",
        42,
        TestAuthority.NOW.toEpochMilli(),
        TestAuthority.NOW.plus(Duration.ofDays(1)).toEpochMilli(),
        Head.FileHash.of(base),
        Head.FileHash.of(delta));
  }
}

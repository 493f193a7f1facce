package org.jitsuin.bench.filter;

import java.io.IOException;
import java.util.Arrays;
import org.jitsuin.filter.FilterStatus;
import org.jitsuin.filter.Mix;

/**
 * The older way (Larisch et al. 2017): a Bloom filter of those that are revoked, one of those that
 * it takes for revoked though they are not, and so on until none is left.
 */
final class BloomCascade {
  private static final double HALF = 0.5;
  private static final double LN2 = Math.log(2);

  private long octets;

  /** Octets that all its levels take together. */
  long octets() {
    return octets;
  }

  /** Builds one of all certificates; on hold counts as revoked. */
  void build(FilterUniverse universe, long revoked, long good) throws IOException {
    double first = Math.min(HALF, revoked * Math.sqrt(HALF) / good);
    Hashes inside = new Hashes(revoked);
    for (int month = 0; month < FilterUniverse.MONTHS; month++) {
      universe.visit(
          month,
          (high, low, status) -> {
            if (status != FilterStatus.GOOD) {
              inside.add(high, low);
            }
          });
    }
    Bloom bloom = new Bloom(inside, first, 0);
    octets += bloom.octets();
    Hashes outside = new Hashes((long) (good * first * 1.1) + 100);
    for (int month = 0; month < FilterUniverse.MONTHS; month++) {
      universe.visit(
          month,
          (high, low, status) -> {
            if (status == FilterStatus.GOOD && bloom.mayContain(high, low)) {
              outside.add(high, low);
            }
          });
    }
    further(inside, outside);
  }

  private void further(Hashes inside, Hashes wrong) {
    Hashes others = inside;
    Hashes left = wrong;
    for (int level = 1; left.size > 0; level++) {
      Bloom bloom = new Bloom(left, HALF, level);
      octets += bloom.octets();
      Hashes next = new Hashes(others.size / 2 + 100);
      for (int i = 0; i < others.size; i++) {
        if (bloom.mayContain(others.values[2 * i], others.values[2 * i + 1])) {
          next.add(others.values[2 * i], others.values[2 * i + 1]);
        }
      }
      others = left;
      left = next;
    }
  }

  /** Serial numbers. */
  private static final class Hashes {
    private long[] values;
    private int size;

    Hashes(long expected) {
      values = new long[Math.toIntExact(2 * Math.max(8, expected))];
    }

    void add(long high, long low) {
      if (2 * size == values.length) {
        values = Arrays.copyOf(values, values.length + values.length / 4);
      }
      values[2 * size] = high;
      values[2 * size + 1] = low;
      size++;
    }
  }

  /** One level. */
  private static final class Bloom {
    private final long[] words;
    private final long bits;
    private final int functions;
    private final long level;

    Bloom(Hashes members, double wrong, long level) {
      this.level = level;
      bits = Math.max(64, (long) Math.ceil(-members.size * Math.log(wrong) / (LN2 * LN2)));
      functions = Math.max(1, (int) Math.round(bits * LN2 / members.size));
      words = new long[Math.toIntExact((bits + 63) / 64)];
      for (int i = 0; i < members.size; i++) {
        long hash = hash(members.values[2 * i], members.values[2 * i + 1]);
        for (int f = 0; f < functions; f++) {
          long bit = bit(hash, f);
          words[(int) (bit >>> 6)] |= 1L << bit;
        }
      }
    }

    private long hash(long high, long low) {
      return Mix.mix(low ^ Mix.mix(high + level));
    }

    private long bit(long hash, int function) {
      return Long.remainderUnsigned(Mix.mix(hash + function * Mix.STEP), bits);
    }

    boolean mayContain(long high, long low) {
      long hash = hash(high, low);
      for (int f = 0; f < functions; f++) {
        long bit = bit(hash, f);
        if (((words[(int) (bit >>> 6)] >>> bit) & 1) == 0) {
          return false;
        }
      }
      return true;
    }

    long octets() {
      return (bits + 7) / 8;
    }
  }
}

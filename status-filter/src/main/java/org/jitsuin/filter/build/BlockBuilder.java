package org.jitsuin.filter.build;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jitsuin.filter.Block;
import org.jitsuin.filter.FilterStatus;
import org.jitsuin.filter.MalformedFilterException;
import org.jitsuin.filter.Ribbon;

/**
 * Builds a block: exact for its members, which are asked of the finished block before anybody gets
 * it. Takes about 45 octets of memory for each member, and 33 more for each equation of a level.
 */
public final class BlockBuilder {
  private static final int TRIES = 8;

  private final Members members;
  private final Plan plan;
  private final FilterStatus insideStatus;
  private final FilterStatus outsideStatus;
  private Salt salt;
  private Members exceptions = new Members(0);
  private byte[] first = {};
  private byte[] second = {};

  private BlockBuilder(Members members, Salt salt) {
    this.members = members;
    this.salt = salt;
    plan = Plan.of(members.count(FilterStatus.GOOD), members.count(FilterStatus.REVOKED));
    insideStatus = plan.inverted() ? FilterStatus.GOOD : FilterStatus.REVOKED;
    outsideStatus = plan.inverted() ? FilterStatus.REVOKED : FilterStatus.GOOD;
  }

  /**
   * Builds one.
   *
   * @param members all certificates of the block
   * @param salt any, such as a random one
   * @throws IllegalStateException if the finished block does not say of each what it is: never,
   *     unless this program or the machine is wrong, or a serial number came twice
   */
  public static byte[] build(Members members, Salt salt) {
    BlockBuilder builder = new BlockBuilder(members, salt);
    for (int length = builder.fill(); length <= HashList.LONGEST; length++) {
      HashList lists = new HashList(builder.exceptions, builder.salt, length);
      if (!lists.hasCollision()) {
        byte[] octets = builder.encode(lists, length);
        if (length == HashList.LONGEST || builder.wrong(octets) == 0) {
          return builder.checked(octets);
        }
      }
    }
    throw new IllegalStateException("a serial number came twice");
  }

  private byte[] checked(byte[] octets) {
    long wrong = wrong(octets);
    if (wrong != 0) {
      throw new IllegalStateException("wrong about " + wrong + " of " + members.size());
    }
    return octets;
  }

  /** Returns about how many members a block says anything else than it should. */
  private long wrong(byte[] octets) {
    try {
      Block block = Block.parse(octets);
      long wrong = 0;
      for (int i = 0; i < members.size(); i++) {
        wrong += block.status(members.high(i), members.low(i)) == members.status(i) ? 0 : 1;
      }
      return wrong;
    } catch (MalformedFilterException e) {
      throw new IllegalStateException("what was written cannot be read", e);
    }
  }

  /** Makes both levels, and returns the length of hash to begin with. */
  private int fill() {
    if (!plan.listed()) {
      int[] inside = chosen(insideStatus);
      byte[] passes = new byte[members.size()];
      int passing = plan.columns() == 0 ? passAll(passes) : fillFirst(inside, passes);
      fillSecond(passes, inside.length + passing);
    }
    except(FilterStatus.ON_HOLD);
    if (plan.listed()) {
      except(insideStatus);
    }
    return exceptions.size() == 0
        ? HashList.LONGEST
        : HashList.octetsFor(members.size(), exceptions.size());
  }

  private void except(FilterStatus status) {
    for (int member : chosen(status)) {
      exceptions.add(members.high(member), members.low(member), status);
    }
  }

  private int[] chosen(FilterStatus status) {
    int[] found = new int[members.count(status)];
    int count = 0;
    for (int i = 0; i < members.size(); i++) {
      if (members.status(i) == status) {
        found[count++] = i;
      }
    }
    return found;
  }

  /** All right sides are zero, so that there is always a solution. */
  private int fillFirst(int[] inside, byte[] passes) {
    int outside = members.count(outsideStatus);
    int expected = Plan.expectedToPass(plan.columns(), outside);
    // Where too few slots are free, whole parts of the vector are zero and let everything pass.
    double most = expected * 1.01 + 6 * Math.sqrt(expected) + 8;
    Level level = Level.of(inside.length);
    for (int tries = 1; ; tries++, level = level.larger(), salt = salt.next()) {
      RibbonSolver solver = new RibbonSolver(1, level.groups());
      for (int member : Sorted.byStart(members, inside, inside.length, salt, 1, level.groups())) {
        long lower = salt.lower(members, member);
        solver.add(salt.upper(members, member, lower), lower, false);
      }
      first = solver.solve(plan.columns(), salt.high());
      int passing = passing(passes);
      if (passing <= most || tries == TRIES) {
        return passing;
      }
    }
  }

  private int passAll(byte[] passes) {
    Arrays.fill(passes, (byte) 1);
    return members.count(outsideStatus);
  }

  private int passing(byte[] passes) {
    int groups = first.length / Long.BYTES / plan.columns();
    int count = 0;
    for (int i = 0; i < passes.length; i++) {
      long lower = salt.lower(members, i);
      long upper = salt.upper(members, i, lower);
      boolean zero = Ribbon.isZero(first, 0, 1, groups, plan.columns(), upper, lower);
      passes[i] = (byte) (zero ? 1 : 0);
      count += zero && members.status(i) == outsideStatus ? 1 : 0;
    }
    return count;
  }

  private void fillSecond(byte[] passes, int equations) {
    int[] chosen = new int[equations];
    int count = 0;
    for (int i = 0; i < passes.length; i++) {
      if (passes[i] == 1 && members.status(i) != FilterStatus.ON_HOLD) {
        chosen[count++] = i;
      }
    }
    Level level = Level.of(count);
    for (int tries = 1; ; tries++, level = level.larger()) {
      exceptions = new Members(16);
      RibbonSolver solver = new RibbonSolver(2, level.groups());
      for (int member : Sorted.byStart(members, chosen, count, salt, 2, level.groups())) {
        long lower = salt.lower(members, member);
        FilterStatus status = members.status(member);
        if (!solver.add(salt.upper(members, member, lower), lower, status == insideStatus)) {
          exceptions.add(members.high(member), members.low(member), status);
        }
      }
      if (exceptions.size() <= 4 + count / 10_000 || tries == TRIES) {
        second = solver.solve(1, salt.low());
        return;
      }
    }
  }

  private byte[] encode(HashList lists, int length) {
    int groups1 = plan.columns() == 0 ? 0 : first.length / Long.BYTES / plan.columns();
    ByteArrayOutputStream out = new ByteArrayOutputStream(64 + first.length + second.length);
    out.writeBytes(
        ByteBuffer.allocate(2 * Long.BYTES + 2 + 2 * Integer.BYTES + 1)
            .putLong(salt.high())
            .putLong(salt.low())
            .put((byte) (plan.inverted() ? 1 : 0))
            .put((byte) plan.columns())
            .putInt(groups1)
            .putInt(second.length / Long.BYTES)
            .put((byte) (exceptions.size() == 0 ? 0 : length))
            .array());
    lists.writeCounts(out);
    lists.writeHashes(out);
    out.writeBytes(first);
    out.writeBytes(second);
    return out.toByteArray();
  }
}

package org.jitsuin.filter.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jitsuin.filter.Block;
import org.jitsuin.filter.Drawn;
import org.jitsuin.filter.FilterStatus;
import org.jitsuin.filter.MalformedFilterException;

/** Whatever the certificates are, a block says of each what it is. */
class BlockPropertyTest {
  @Property(tries = 150)
  void build_anyMembers_isRightAboutEach(
      @ForAll long seed,
      @ForAll @IntRange(max = 3_000) int size,
      @ForAll @IntRange(max = 3_000) int revoked,
      @ForAll @IntRange(max = 50) int held)
      throws MalformedFilterException {
    Members members = Drawn.members(seed, size, revoked, held);

    Block block = Block.parse(BlockBuilder.build(members, new Salt(seed, ~seed)));

    for (int i = 0; i < size; i++) {
      assertThat(block.status(members.high(i), members.low(i))).isEqualTo(members.status(i));
    }
  }

  /** Far beyond what is told apart by a list. */
  @Property(tries = 4)
  void build_many_isNearTheBound(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 40) int percent)
      throws MalformedFilterException {
    int size = 60_000;
    int revoked = size * percent / 100;
    Members members = Drawn.members(seed, size, revoked, 0);

    byte[] octets = BlockBuilder.build(members, new Salt(seed, seed));

    assertThat((double) octets.length).isLessThan(1.2 * bound(size, revoked));
  }

  /** In octets: the logarithm of in how many ways so many of them can be revoked. */
  private static double bound(int size, int revoked) {
    double part = (double) revoked / size;
    double bits = -part * Math.log(part) - (1 - part) * Math.log(1 - part);
    return size * bits / Math.log(2) / 8;
  }

  @Example
  void build_nothingRevoked_hasNoVectors() {
    byte[] octets = BlockBuilder.build(Drawn.members(1, 5_000, 0, 0), new Salt(1, 2));

    assertThat(octets).hasSize(39);
  }

  @Example
  void build_everythingRevoked_hasNoVectorsAndSaysSo() throws MalformedFilterException {
    byte[] octets = BlockBuilder.build(Drawn.members(1, 5_000, 5_000, 0), new Salt(1, 2));

    assertThat(octets).hasSize(39);
    assertThat(Block.parse(octets).status(1, 1)).isEqualTo(FilterStatus.REVOKED);
  }

  @Example
  void build_oneTwiceWithTwoStatuses_isRefused() {
    Members members = Drawn.members(1, 50, 25, 0);
    members.add(members.high(0), members.low(0), FilterStatus.ON_HOLD);

    assertThatThrownBy(() -> BlockBuilder.build(members, new Salt(1, 2)))
        .isInstanceOf(IllegalStateException.class);
  }
}

package org.jitsuin.filter.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jitsuin.filter.DeltaFile;
import org.jitsuin.filter.Drawn;
import org.jitsuin.filter.FilterStatus;
import org.jitsuin.filter.Sha256;

/** Whatever changed, a delta says it, and nothing of anything else. */
class DeltaPropertyTest {
  private static final Sha256 BASE = Sha256.NONE;

  @Property(tries = 100)
  void build_anyChanges_saysThemAndNothingElse(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 2_000) int size,
      @ForAll @IntRange(max = 300) int changed,
      @ForAll @IntRange(min = 1, max = 3) int generations) {
    List<Members> all = new ArrayList<>();
    List<DeltaBuilder.Generation> changes = new ArrayList<>();
    for (int i = 0; i < generations; i++) {
      Members members = Drawn.members(seed + i, size, size / 3, size / 5);
      Members some = new Members(0);
      for (int j = 0; j < Math.min(size, changed); j++) {
        some.add(members.high(j), members.low(j), members.status(j));
      }
      all.add(members);
      changes.add(new DeltaBuilder.Generation(key(i), some));
    }

    new DeltaBuilder(BASE, 1, 2)
        .build(
            (long) size * generations,
            new Salt(seed, seed),
            changes,
            file -> isRight(file, all, changed));
  }

  private static Sha256 key(int generation) {
    return Sha256.of(new byte[] {(byte) generation});
  }

  private static boolean isRight(DeltaFile file, List<Members> all, int changed) {
    for (int generation = 0; generation < all.size(); generation++) {
      Members members = all.get(generation);
      for (int i = 0; i < members.size(); i++) {
        Optional<FilterStatus> expected =
            i < changed ? Optional.of(members.status(i)) : Optional.empty();
        if (!file.changed(generation, members.high(i), members.low(i)).equals(expected)) {
          return false;
        }
      }
    }
    return true;
  }

  @Example
  void build_threeHundredChangesOfANation_isSmall() {
    Members changes = Drawn.members(7, 300, 200, 50);

    byte[] delta =
        new DeltaBuilder(BASE, 1, 2)
            .build(
                250_000_000,
                new Salt(1, 2),
                List.of(new DeltaBuilder.Generation(BASE, changes)),
                file -> true);

    assertThat(delta).hasSizeLessThanOrEqualTo(2_000);
  }
}
